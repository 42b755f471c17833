"""References that lead to notes, and notes that Word numbers."""

from __future__ import annotations

import pytest

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Field,
    FieldList,
    Heading,
    Link,
    NoteList,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    plain_text,
)
from briefgen.theme import Theme
from briefgen.writers.docx import write
from tests.unpacked import W, docx_part, docx_words
from tests.writers.docx.parts import (
    Element,
    annotated,
    body,
    bytes_of,
    has,
    note,
    noted,
    paragraph,
    style,
    styles,
    text,
    value,
)
from tests.writers.specimens import document, plain, table, words


def references(root: Element) -> list[tuple[str, str]]:
    """Give the words of every internal link and the bookmark that it leads to."""
    links = root.iter(f"{W}hyperlink")
    return [(text(link), anchor) for link in links if (anchor := link.get(f"{W}anchor"))]


def bookmarks(root: Element) -> dict[str, Element]:
    """Give the paragraph of every bookmark by the name."""
    return {
        start.get(f"{W}name") or "": p
        for p in root.iter(f"{W}p")
        for start in p.iter(f"{W}bookmarkStart")
    }


NOTES = NoteList((note(1), note(2)))


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(noted("Text", 2)),
        Heading(2, noted("Text", 2)),
        BulletList(((Paragraph(noted("Text", 2)),),)),
        FieldList((Field(words("To:"), noted("Text", 2)),)),
        Callout((Paragraph(noted("Text", 2)),)),
        Table((Column(noted("Text", 2)),), ((Cell((plain("x"),)),),)),
        Table((Column(words("Text")),), ((Cell((Paragraph(noted("Text", 2)),)),),)),
        Table(table(1).columns[:1], (), caption=noted("Text", 2)),
        NoteList((note(3, Paragraph(noted("Text", 2))),)),
    ],
    ids=["text", "heading", "item", "field", "panel", "header", "cell", "caption", "note"],
)
def test_a_reference_leads_to_its_note_wherever_it_stands(block: Block) -> None:
    root = body(block, NOTES)
    assert references(root) == [("[2]", "note_2")]
    (run,) = next(root.iter(f"{W}hyperlink"))
    assert value(run, "rPr/rStyle") == "NoteReference"
    assert text(bookmarks(root)["note_2"]) == "Note 2"


def test_the_words_are_the_documents_and_no_space_is_lost() -> None:
    whole = annotated()
    assert docx_words(bytes_of(whole)) == plain_text(whole).split()
    assert text(paragraph(docx_part(bytes_of(whole)), "It is")) == (
        "It is old\u00a0[1]\u00a0[2]. It is closed\u00a0[3]"
    )


def test_a_reference_looks_like_one() -> None:
    defined = styles()["NoteReference"]
    assert value(defined, "name") == "Note Reference"
    assert value(defined, "rPr/color") == Theme().colours.accent
    assert not has(defined, "rPr/u")


def test_a_reference_in_bold_is_bold() -> None:
    root = body(Paragraph((Strong(noted("x", 1)),)), NOTES)
    (run,) = next(root.iter(f"{W}hyperlink"))
    assert has(run, "rPr/b")


def test_a_reference_in_a_link_is_words_of_the_link() -> None:
    link = Link("https://example.org", noted("x", 1))
    root = body(Paragraph((link,)), NOTES)
    (found,) = root.iter(f"{W}hyperlink")
    assert text(found) == "x\u00a0[1]"
    assert references(root) == []


def test_notes_are_a_list_of_their_own() -> None:
    content = bytes_of(document(plain("x"), NoteList((note(1), note(2), note(3)))))
    notes = list(docx_part(content).iter(f"{W}p"))[1:]
    assert [text(p) for p in notes] == ["Note 1", "Note 2", "Note 3"]
    assert {style(p) for p in notes} == {"Small"}
    (instance,) = {value(p, "pPr/numPr/numId") for p in notes}
    assert {value(p, "pPr/numPr/ilvl") for p in notes} == {"0"}
    numbering = docx_part(content, "word/numbering.xml")
    number = next(n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == instance)
    assert value(number, "lvlOverride/startOverride") == "1"
    definition = next(
        d
        for d in numbering.iter(f"{W}abstractNum")
        if d.get(f"{W}abstractNumId") == value(number, "abstractNumId")
    )
    (level,) = definition.iter(f"{W}lvl")
    assert value(level, "numFmt") == "decimal"
    assert value(level, "lvlText") == "%1."


def test_each_list_of_notes_counts_by_itself_and_says_the_notes_numbers() -> None:
    lists = (NoteList((note(1), note(2))), NoteList((note(1),)), NoteList((note(3), note(5))))
    content = bytes_of(document(plain("x"), *lists))
    notes = list(docx_part(content).iter(f"{W}p"))[1:]
    numbering = docx_part(content, "word/numbering.xml")
    starts = {
        number.get(f"{W}numId"): value(number, "lvlOverride/startOverride")
        for number in numbering.iter(f"{W}num")
    }
    said: list[int] = []
    last = None
    for p in notes:
        instance = value(p, "pPr/numPr/numId")
        said.append(int(starts[instance] or 0) if instance != last else said[-1] + 1)
        last = instance
    assert said == [1, 2, 1, 3, 5]


def test_a_notes_first_paragraph_has_the_bookmark_and_the_number() -> None:
    inner = BulletList(((plain("inner"),),))
    root = body(NoteList((note(1, plain("one"), plain("more")), note(2, inner), note(3, table(1)))))
    assert {name: text(p) for name, p in bookmarks(root).items()} == {
        "note_1": "one",
        "note_2": "",
        "note_3": "",
    }
    more = paragraph(root, "more")
    assert style(more) == "Small"
    assert not has(more, "pPr/numPr")


def test_names_and_ids_of_bookmarks_are_unique() -> None:
    """A heading may be called as a note is, and Word does not tell A from a."""
    root = body(
        Heading(2, words("Note 1"), anchor="note-1"),
        Heading(2, words("Costs"), anchor="costs"),
        Heading(2, words("Costs"), anchor="Costs"),
        Paragraph(noted("x", 1)),
        NoteList((note(1), note(2))),
        NoteList((note(1, plain("again")),)),
    )
    found = bookmarks(root)
    assert {name: text(p) for name, p in found.items()} == {
        "_note_1": "Note 1",
        "costs": "Costs",
        "note_1": "Note 1",
        "note_2": "Note 2",
    }
    assert style(found["note_1"]) == "Small"
    for kind in ("bookmarkStart", "bookmarkEnd"):
        ids = [node.get(f"{W}id") for node in root.iter(f"{W}{kind}")]
        assert ids == ["0", "1", "2", "3"]


def test_a_wide_number_has_room() -> None:
    root = body(NoteList(tuple(note(n) for n in range(1, 101))))
    hangings = {value(p, "pPr/ind", "hanging") for p in root.iter(f"{W}p")}
    (hanging,) = hangings
    assert int(hanging or 0) >= 20 * (3 * 5.0 + 2.5)  # three digits and a point of Arial 9


def test_words_that_announce_the_notes_stay_with_them() -> None:
    assert has(body(plain("Notes:"), NOTES)[0], "pPr/keepNext")


def test_another_language_is_said() -> None:
    root = body(NoteList((note(1, Paragraph(noted("Véase", 2))), note(2)), lang="es"))
    assert {value(run, "rPr/lang") for run in root.iter(f"{W}r")} == {"es"}


def test_a_reference_without_its_note_is_a_warning() -> None:
    whole = document(Paragraph((NoteReference("law", 4),)), Paragraph(noted("x", 1)), NOTES)
    written = write(whole, Theme())
    (found,) = written.diagnostics
    assert found.code == "docx.note-missing"
    assert "'law'" in found.message
    assert docx_words(written.content) == plain_text(whole).split()
    assert write(annotated(), Theme()).diagnostics == ()
