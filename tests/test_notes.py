"""Notes get their numbers in the order in which they are referred to."""

from __future__ import annotations

from pathlib import Path

from briefgen.document import (
    BulletList,
    Callout,
    Cell,
    Column,
    Note,
    NoteList,
    NoteReference,
    Paragraph,
    Quote,
    Role,
    Table,
    Text,
    plain_text,
)
from briefgen.notes import numbered
from tests.made import SMALL, composed


def paragraph(*names: str) -> Paragraph:
    inlines: list[Text | NoteReference] = [Text("Said")]
    for name in names:
        inlines += [Text("\u00a0"), NoteReference(name)]
    return Paragraph(tuple(inlines))


def notes(*names: str) -> NoteList:
    return NoteList(tuple(Note(name, (Paragraph((Text(name),)),)) for name in names))


def test_the_order_is_that_of_first_use_wherever_the_list_stands() -> None:
    cell = Cell((paragraph("c"),))
    table = Table((Column((Text("A"),)),), ((cell,),))
    blocks = (notes("a", "b", "c", "d"), Quote((paragraph("b"),)), table, paragraph("a", "b"))
    listed, quote, table_, last = numbered(blocks)
    assert isinstance(listed, NoteList)
    assert [(n.name, n.number) for n in listed.notes] == [
        ("note-1", 1),
        ("note-2", 2),
        ("note-3", 3),
        ("note-4", 4),
    ]
    assert ["".join(b.inlines[0].text) for n in listed.notes for b in n.blocks] == list("bcad")  # type: ignore[union-attr]
    assert isinstance(last, Paragraph)
    assert [i.words for i in last.inlines if isinstance(i, NoteReference)] == ["[1]", "[3]"]
    assert isinstance(quote, Quote)
    assert isinstance(table_, Table)
    assert table_.rows[0][0].blocks == (
        Paragraph((Text("Said"), Text("\u00a0"), NoteReference("note-2", 2))),
    )


def test_a_reference_to_a_note_that_stands_nowhere_is_taken_out() -> None:
    (only,) = numbered((paragraph("gone"),))
    assert only == Paragraph((Text("Said"),))
    first, listed = numbered((paragraph("gone"), notes("other")))
    assert first == Paragraph((Text("Said"),))
    assert listed == BulletList(((Paragraph((Text("other"),)),),), role=Role.SMALL)


def test_notes_that_nothing_refers_to_are_a_plain_list() -> None:
    panel = Callout((notes("c"),))
    listed, inner = numbered((notes("a", "b"), panel))
    assert isinstance(listed, BulletList)
    assert len(listed.items) == 2
    assert isinstance(inner, Callout)
    assert isinstance(inner.blocks[0], BulletList)


def test_notes_in_a_panel_are_notes_too() -> None:
    first, panel = numbered((paragraph("b"), Callout((notes("a", "b"),))))
    assert isinstance(panel, Callout)
    (listed,) = panel.blocks
    assert isinstance(listed, NoteList)
    assert [note.number for note in listed.notes] == [1, 2]
    assert isinstance(first, Paragraph)
    assert first.inlines[-1] == NoteReference("note-1", 1)


SOURCES = """\
sources:
  - {id: late, title: Late book, sources: [early]}
  - {id: early, title: Early paper}
  - {id: unused, title: Unused map}
concerns:
  - {id: noise, topic: Noise, sources: [early]}
key_figures:
  - {id: n, label: things, value: "3", sources: [late, early]}
"""


def test_sources_are_numbered_in_a_whole_document(tmp_path: Path) -> None:
    text = plain_text(composed(tmp_path, "city-council", SMALL + SOURCES))
    said = text.replace("\u00a0", " ").splitlines()
    assert "3 things [1] [2]" in said
    assert "Noise. [2]" in said
    assert said[-3:] == ["Late book. [2]", "Early paper.", "Unused map."]


def test_ids_of_sources_are_in_no_document(tmp_path: Path) -> None:
    document = composed(tmp_path, "press", SMALL + SOURCES.replace("late", "zqlatezq"))
    assert "zqlatezq" not in repr(document)
