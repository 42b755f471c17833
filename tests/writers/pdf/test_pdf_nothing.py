"""What has no words: it leaves nothing in the tree that a reader could stumble over."""

from __future__ import annotations

import io

import pikepdf
import pytest

from briefgen.document import (
    Block,
    BulletList,
    Field,
    FieldList,
    Heading,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Rule,
    Span,
    Strong,
    Text,
    plain_text,
)
from briefgen.fonts import face
from briefgen.theme import SANS, Theme
from briefgen.writers.pdf import write
from tests.audit.made import found
from tests.writers.pdf.read import bytes_of, instructions, opened, tree
from tests.writers.specimens import document, field, plain, ref, words

ADDRESS = "https://example.org/"
EMPTY: dict[str, tuple[Inline, ...]] = {
    "no inlines": (),
    "spaces": (Text(" "), Strong(words(" \u00a0"))),
    "a soft hyphen": (Text("\u00ad"),),
    "a line's end": (LineBreak(),),
}


@pytest.mark.parametrize("nothing", EMPTY.values(), ids=EMPTY)
def test_a_heading_without_words_is_none_and_no_level(nothing: tuple[Inline, ...]) -> None:
    pdf = opened(Heading(1, nothing), Heading(3, words("First")), Heading(2, nothing), plain("x"))
    assert tree(pdf).outline() == "Document(H1 P)"
    assert [str(item.title) for item in pdf.open_outline().root] == ["First"]


def test_a_heading_of_a_reference_alone_has_a_bookmark_with_words() -> None:
    assert [str(item.title) for item in opened(Heading(1, (ref(3),))).open_outline().root] == [
        "[3]"
    ]


@pytest.mark.parametrize("nothing", EMPTY.values(), ids=EMPTY)
def test_a_link_without_words_is_none(nothing: tuple[Inline, ...]) -> None:
    pdf = opened(Paragraph((Text("a"), Link(ADDRESS, nothing), Text("b"))))
    assert tree(pdf).outline() == "Document(P)"
    assert "/Annots" not in pdf.pages[0].obj


@pytest.mark.parametrize("nothing", EMPTY.values(), ids=EMPTY)
def test_a_field_without_label_or_value_loses_no_words(nothing: tuple[Inline, ...]) -> None:
    pdf = opened(FieldList((Field(nothing, words("v")), Field(words("l"), nothing))))
    assert [node.text().strip() for node in tree(pdf).all("P")] == ["v", "l"]
    opened(FieldList((Field(nothing, nothing),)))


ITEMS: dict[str, tuple[Block, ...]] = {
    "nothing": (),
    "a rule": (Rule(),),
    "an empty paragraph": (Paragraph(()),),
    "an empty heading": (Heading(2, ()),),
    "a soft hyphen": (plain("\u00ad"),),
}


@pytest.mark.parametrize("blocks", ITEMS.values(), ids=ITEMS)
def test_an_item_without_words_has_a_body(blocks: tuple[Block, ...]) -> None:
    made = document(Heading(1, words("T")), BulletList((blocks, (plain("x"),))))
    content = bytes_of(made)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert tree(pdf).outline() == "Document(H1 L(LI(Lbl LBody) LI(Lbl LBody(P))))"
    assert found("pdf", content) == {}


# --- what stands around it ---------------------------------------------------


def test_a_space_of_a_link_at_a_line_s_end_is_nothing_to_point_at() -> None:
    # Two such words fit no line, and the space between them belongs to the link.
    word = "w" * 40
    assert Theme().page.measure < face(SANS.regular).width(word, 11.0) * 2
    pdf = opened(Paragraph((Text(word), Link(ADDRESS, words(f" {word}")))))
    (link,) = tree(pdf).all("Link")
    assert len(link.all("OBJR")) == 1
    (annotation,) = pdf.pages[0].obj.Annots
    assert float(annotation.Rect[2]) - float(annotation.Rect[0]) > 100


def test_a_link_in_a_link_is_words_of_the_outer_one() -> None:
    inner = Link("https://example.org/inner", words("inner"))
    pdf = opened(Paragraph((Link(ADDRESS, (Text("outer "), Span("es", (inner,)))),)))
    assert tree(pdf).outline() == "Document(P(Link(Span OBJR)))"
    assert {str(entry.A.URI) for entry in pdf.pages[0].obj.Annots} == {ADDRESS}


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,a"])
def test_a_link_that_may_not_be_followed_is_words(href: str) -> None:
    link = Paragraph((Text("See "), Link(href, words("this"))))
    written = write(document(link, BulletList(((link,),))), Theme())
    assert [d.code for d in written.diagnostics] == ["pdf.link-scheme"] * 2
    assert href in written.diagnostics[0].message
    with pikepdf.open(io.BytesIO(written.content)) as pdf:
        assert tree(pdf).outline() == "Document(P L(LI(Lbl LBody(P))))"
        assert "/Annots" not in pdf.pages[0].obj


def test_a_link_may_lead_to_the_web_and_to_a_mailbox() -> None:
    for href in ("HTTPS://example.org/", "http://example.org/", "mailto:a@example.org"):
        written = write(document(Paragraph((Link(href, words("this")),))), Theme())
        assert written.diagnostics == ()


@pytest.mark.parametrize("label", ["Prepared " * 20, "two\nlines:"])
def test_all_of_a_label_is_read_before_its_value_and_lies_under_nothing(label: str) -> None:
    first, *rest = (Text(text) for text in label.split("\n"))
    parts = (first, *(part for text in rest for part in (LineBreak(), text)))
    made = document(FieldList((Field(parts, words("value " * 40)), field("To:", "all"))))
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        said = " ".join(node.text() for node in tree(pdf).all("P"))
        assert said.split() == plain_text(made).split()
        lines: dict[float, list[float]] = {}
        for operands, operator in instructions(pdf.pages[0]):
            if operator == "Td":
                lines.setdefault(float(operands[1]), []).append(float(operands[0]))
    # A label keeps to its column: where a value's line begins, no label is, in any line.
    beside = {xs[-1] for y, xs in lines.items() if y > 100 and len(xs) == 3}
    below = {xs[0] for y, xs in lines.items() if y > 100 and xs[0] > Theme().page.left + 1}
    assert len(beside) == 1 and beside == below
