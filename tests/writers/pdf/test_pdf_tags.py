"""What a screen reader meets: the tree, its order, and nothing outside it."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from briefgen.document import (
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Table,
    Text,
    plain_text,
)
from briefgen.theme import Theme
from tests.writers.pdf.read import (
    Node,
    bytes_of,
    instructions,
    opened,
    page_texts,
    parents,
    pieces_drawn,
    pieces_read,
    tree,
)
from tests.writers.specimens import SENTENCE, cell, document, memo, plain, sourced, table, words


def test_the_words_are_those_of_the_document_in_its_order() -> None:
    made = memo(draft="DRAFT, not for publication")
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        labels = {"•", "–", "1.", "2.", "3.", "4.", "5.", "a.", "b.", "i.", "ii."}
        root = tree(pdf)
    for entry in root.all("Lbl"):
        assert entry.text().strip() in labels
        entry.kids.clear()
    assert root.text().split() != []
    said = " ".join(_texts(root)).split()
    assert said == plain_text(made).split()


def _texts(node: Node) -> list[str]:
    """Give the text of each block; what stands inside a line joins it."""
    inner = [kid for kid in node.kids if isinstance(kid, Node)]
    if any(isinstance(kid, str) for kid in node.kids) or node.tag in ("Link", "Span"):
        return [node.text()]
    return [text for kid in inner for text in _texts(kid)]


def test_every_block_has_its_element() -> None:
    pdf = opened(
        Heading(1, words("Title")),
        plain("Text"),
        BulletList(((plain("one"),), (plain("two"), NumberedList(((plain("deep"),),))))),
        Quote((plain("said"),)),
        Callout((plain("seen"),)),
        Rule(),
        Table(
            tuple(Column(words(x)) for x in "ABCD"), (tuple(map(cell, "abcd")),) * 2, words("Cap")
        ),
    )
    assert tree(pdf).outline() == (
        "Document(H1 P L(LI(Lbl LBody(P)) LI(Lbl LBody(P L(LI(Lbl LBody(P)))))) BlockQuote(P)"
        " Div(P) Table(Caption THead(TR(TH TH TH TH)) TBody(TR(TH TD TD TD) TR(TH TD TD TD))))"
    )
    scopes = [str(node.entry.A.Scope) for node in tree(pdf).all("TH")]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 2
    kinds = [str(node.entry.A.ListNumbering) for node in tree(pdf).all("L")]
    assert kinds == ["/Disc", "/LowerAlpha"]


def test_headings_leave_out_no_level() -> None:
    pdf = opened(*(Heading(level, words(f"h{level}")) for level in (1, 3, 4, 2, 6)))
    assert tree(pdf).outline() == "Document(H1 H2 H3 H2 H3)"
    titles = [str(item.title) for item in pdf.open_outline().root]
    assert titles == ["h1"]


def test_bookmarks_stand_below_bookmarks_as_headings_do() -> None:
    pdf = opened(*(Heading(level, words(f"h{n}")) for n, level in enumerate((1, 2, 3, 2, 1, 2))))

    def names(items: Any) -> list[Any]:
        return [(str(item.title), names(item.children)) for item in items]

    assert names(pdf.open_outline().root) == [
        ("h0", [("h1", [("h2", [])]), ("h3", [])]),
        ("h4", [("h5", [])]),
    ]


def test_a_link_over_lines_is_one_element_with_an_annotation_a_line() -> None:
    link = Link("https://example.org/?a=1&b=(2)", words(SENTENCE))
    pdf = opened(Paragraph((Text("See "), link, Text(" too."))))
    (element,) = tree(pdf).all("Link")
    annotations = [node.entry for node in element.all("OBJR")]
    assert len(annotations) == 2
    assert element.text() == SENTENCE.strip() + " " or element.text().strip() == SENTENCE.strip()
    for annotation in annotations:
        assert str(annotation.A.URI) == "https://example.org/?a=1&b=(2)"
        assert int(annotation.F) == 4
        assert str(annotation.Contents).strip() in SENTENCE
    keys = [int(annotation.StructParent) for annotation in annotations]
    owners = parents(pdf)
    for key in keys:
        assert owners[key].S == "/Link"


def test_words_in_another_language_say_so() -> None:
    pdf = opened(
        Paragraph((Text("Say "), Span("es", words("hola")), Text("."))),
        Paragraph(words("Bonjour"), lang="fr"),
    )
    (span,) = tree(pdf).all("Span")
    assert (span.text(), str(span.entry.Lang)) == ("hola", "es")
    assert str(tree(pdf).all("P")[1].entry.Lang) == "fr"
    assert str(pdf.Root.Lang) == "en-US"


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    pdf = opened(*(plain(SENTENCE * 15) for _ in range(6)))
    assert len(pdf.pages) > 1
    entries = [node.entry for node in tree(pdf).all("P")]
    assert len(entries) == 6
    assert any(isinstance(entry.K, pikepdf.Array) for entry in entries)
    assert " ".join(_texts(tree(pdf))).split() == (SENTENCE * 90).split()


def test_a_header_row_is_read_once_and_drawn_on_every_page() -> None:
    made = document(table(60))
    content = bytes_of(made)
    texts = page_texts(content)
    assert len(texts) > 2
    assert all("Benefit & cost" in text for text in texts)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = tree(pdf)
    assert [node.text() for node in root.all("THead")[0].all("TH")] == [
        "Approach",
        "Benefit & cost",
        "Implementation",
        "Cost",
    ]
    assert root.text().count("Benefit & cost") == 1


@pytest.mark.parametrize("made", [memo(), sourced()], ids=["memo", "sourced"])
def test_every_piece_of_a_page_leads_back_to_its_element(made: Document) -> None:
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        known = parents(pdf)
        for number, page in enumerate(pdf.pages):
            assert int(page.obj.StructParents) == number
            assert str(page.obj.Tabs) == "/S"
            owners = known[number]
            used = set()
            for operands, operator in instructions(page):
                if operator == "BDC" and "/MCID" in operands[1]:
                    mcid = int(operands[1].MCID)
                    assert str(owners[mcid].S) == str(operands[0])
                    used.add(mcid)
            assert used == set(range(len(owners)))


@pytest.mark.parametrize("made", [memo(), sourced()], ids=["memo", "sourced"])
def test_the_order_of_the_tree_is_that_of_the_pages(made: Document) -> None:
    """What is read is read in the order in which it is drawn, through all pages."""
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        read, drawn = pieces_read(pdf), pieces_drawn(pdf)
    assert len(read) > 100
    assert read == drawn


def test_running_text_and_rules_are_decoration() -> None:
    pdf = opened(plain("x"), Rule(), plain("y", Role.SMALL), draft="DRAFT")
    kinds = []
    for operands, operator in instructions(pdf.pages[0]):
        if operator in ("BDC", "BMC") and str(operands[0]) == "/Artifact":
            kinds.append(str(operands[1].Subtype) if len(operands) > 1 else "")
    assert kinds == ["", "/Footer"]
    assert "Page 1 of 1" not in tree(pdf).text()


def test_no_face_is_left_unembedded() -> None:
    with pikepdf.open(io.BytesIO(bytes_of(memo(), Theme()))) as pdf:
        fonts = {str(f.BaseFont) for page in pdf.pages for f in page.obj.Resources.Font.values()}
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    assert not any("Helvetica" in name for name in fonts)
    assert any("DejaVuSans" in name for name in fonts)
