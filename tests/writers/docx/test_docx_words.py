"""What a DOCX says: every word of the document, in order, and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import (
    BulletList,
    Cell,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Strong,
    Table,
    Text,
    plain_text,
)
from briefgen.errors import InputError, Location
from briefgen.theme import Theme
from briefgen.writers.docx import write
from tests.unpacked import docx_part, docx_words
from tests.writers import specimens
from tests.writers.docx.parts import body, bytes_of, find, paragraph, style, text, value
from tests.writers.specimens import cell, document, plain, words

DRAFT = "DRAFT, not for publication"


@pytest.mark.parametrize(
    "whole",
    [
        specimens.memo(),
        specimens.memo(DRAFT),
        document(Heading(1, words("Rows")), specimens.table(60, specimens.ODD)),
        document(plain(specimens.LONG_WORD), specimens.table(3, specimens.LONG_WORD)),
    ],
    ids=["memo", "draft", "table", "long words"],
)
def test_the_body_has_the_words_of_the_document(whole: Document) -> None:
    assert docx_words(bytes_of(whole)) == plain_text(whole).split()


# Whatever XML can hold; the tree is what is tested, not the faces.
ANY_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
)


def _inside(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    several = st.lists(children, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Strong, several),
        st.builds(Emphasis, several),
        st.builds(Span, st.just("es"), several),
        st.builds(Link, st.just("https://example.org/?a=1&b=2"), several),
    )


INLINE: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(
        st.builds(Text, ANY_TEXT),
        st.just(LineBreak()),
        st.builds(NoteReference, st.just("law"), st.integers(1, 99)),
    ),
    _inside,
    max_leaves=6,
)


@given(st.lists(INLINE, max_size=5).map(tuple))
def test_any_inlines_survive(inlines: tuple[Inline, ...]) -> None:
    table = Table((specimens.table(1).columns[0],), ((Cell((Paragraph(inlines),)),),))
    whole = document(Paragraph(inlines), table)
    assert docx_words(bytes_of(whole)) == plain_text(whole).split()


def test_markup_in_a_value_is_text() -> None:
    odd = "<b> & \"quotes\" 'single' ]]> a|b <w:p/> &amp;"
    root = body(plain(odd), specimens.table(1, odd))
    assert text(paragraph(root, "<b>")) == odd
    assert value(root, "tbl/tblPr/tblCaption") == "What is recommended, and how"


def test_markup_around_the_text_is_text_too() -> None:
    odd = "<b>\"&'|]]>"
    table = Table(specimens.table(1).columns, (), caption=words(odd), description=odd)
    whole = document(Heading(1, words(odd)), table, title=odd, draft=odd)
    content = bytes_of(whole)
    root = docx_part(content)
    assert value(root, "body/tbl/tblPr/tblCaption") == odd
    assert value(root, "body/tbl/tblPr/tblDescription") == odd
    assert odd in text(docx_part(content, "word/header1.xml"))
    core = docx_part(content, "docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == odd


def test_spaces_at_the_ends_of_a_run_are_kept() -> None:
    root = body(Paragraph((Text("one "), Strong(words("two")), Text("  three"))))
    assert text(root) == "one two  three"
    space = "{http://www.w3.org/XML/1998/namespace}space"
    kept = [node.get(space) for node in root.iter() if node.tag.endswith("}t")]
    assert kept == ["preserve", None, "preserve"]


def test_bold_in_a_bold_style_stays_bold() -> None:
    strong = (Text("a "), Strong(words("b")))
    for block in (Heading(2, strong), Paragraph(strong, Role.STATUS)):
        run = body(block)[0][2]
        assert value(run, "rPr/rStyle") == "Strong"
        assert find(run, "rPr/b") is not None
    run = body(Paragraph(strong))[0][1]
    assert value(run, "rPr/rStyle") == "Strong"
    assert find(run, "rPr/b") is None


def test_another_language_is_said() -> None:
    root = body(
        Paragraph((Text("bridge, "), Span("es", words("puente")))),
        Paragraph(words("El puente"), lang="es"),
        BulletList(((plain("Un punto"),),), lang="es"),
    )
    assert [value(run, "rPr/lang") for run in paragraph(root, "bridge")][:2] == [None, "es"]
    assert value(paragraph(root, "El puente"), "r/rPr/lang") == "es"
    assert value(paragraph(root, "Un punto"), "r/rPr/lang") == "es"


def test_a_character_that_the_face_lacks_names_the_other_face() -> None:
    runs = body(plain("yes ✓ no"))[0]
    assert [value(run, "rPr/rFonts", "ascii") for run in runs] == [None, "DejaVu Sans", None]
    assert text(runs) == "yes ✓ no"


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\ufffe", "\ud800"])
def test_a_forbidden_character_is_a_fault_with_its_place(character: str) -> None:
    place = Location("data/bridge.yaml", 14, 3)
    inner = Paragraph((Strong(words(f"a{character}b")),), origin=place)
    with pytest.raises(InputError) as caught:
        write(document(Quote((inner,))), Theme())
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("text.forbidden-character", place)
    assert f"U+{ord(character):04X}" in found.message


def test_a_forbidden_character_around_the_text_is_a_fault() -> None:
    for whole in (
        document(title="a\x01"),
        document(draft="\x02"),
        document(specimens.table(1, "\x03")),
    ):
        with pytest.raises(InputError):
            write(whole, Theme())


def test_a_link_that_may_not_be_followed_is_words_and_a_warning() -> None:
    written = write(document(Paragraph((Link("file:///etc/x", words("there")),))), Theme())
    assert [d.code for d in written.diagnostics] == ["docx.link-scheme"]
    assert docx_words(written.content) == ["there"]
    assert b"file:" not in b"".join(written.content.split())


def test_odd_blocks_are_written() -> None:
    """Lists without text of their own, cells of tables, empty cells, rules in a row."""
    table = specimens.table(1)
    nested = Table(table.columns[:1], ((Cell((table, plain("after"), table)),), (Cell(()),)))
    whole = document(
        Rule(),
        plain("a"),
        Rule(),
        plain("b"),
        Rule(),
        Rule(),
        BulletList(((BulletList(((plain("deep"),),)),), (), (table,))),
        NumberedList(((Heading(3, words("headed")), Rule()),)),
        nested,
        nested,
        Quote((table,)),
        Table(table.columns, ((cell("–"),) * 4,)),
    )
    content = bytes_of(whole)
    assert docx_words(content) == plain_text(whole).split()
    root = docx_part(content)
    for parent in root.iter():
        kinds = [child.tag.rpartition("}")[2] for child in parent]
        assert ("tbl", "tbl") not in pairwise(kinds)
        if parent.tag.endswith("}tc"):
            assert kinds[-1] == "p"
    (story,) = root
    assert [style(p) for p in story if p.tag.endswith("}p")][-1] == "TableEnd"
