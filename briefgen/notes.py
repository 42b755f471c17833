"""Notes: who refers to which, in which order, and so by which number.

Owns the numbering of a finished document's notes. Must not know what a note says nor where
it came from. Afterwards a note is called `note-1`, `note-2`, …: what its author called it
is in no document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Emphasis,
    Field,
    FieldList,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteList,
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
)

GAP = "\u00a0"  # between a word and the number that belongs to it


def numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Number the notes of a document in the order in which they are referred to.

    Notes that nothing refers to come last; where nothing refers to any, they are a plain
    list. References to a note that stands nowhere are taken out, with the gap before them.
    """
    known = dict.fromkeys(_noted(blocks))
    used = {name: None for name in _names(blocks) if name in known}
    names = (*used, *(name for name in known if name not in used)) if used else ()
    return _Numbers({name: number for number, name in enumerate(names, 1)}).blocks(blocks)


def consecutive(notes: Iterable[Note]) -> Iterator[list[Note]]:
    """Part notes where a number does not follow the one before it: each part is one list."""
    row: list[Note] = []
    for note in notes:
        if row and note.number != row[-1].number + 1:
            yield row
            row = []
        row.append(note)
    if row:
        yield row


# --- who is referred to ------------------------------------------------------


def _noted(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the names of the notes that stand in blocks."""
    for block in blocks:
        if isinstance(block, NoteList):
            yield from (note.name for note in block.notes)
        else:
            yield from _noted(_parts(block))


def _names(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the names that blocks refer to, in reading order."""
    for block in blocks:
        for run in _runs(block):
            yield from _named(run)
        yield from _names(_parts(block))


def _parts(block: Block) -> Iterator[Block]:
    """Give the blocks that stand in a block."""
    match block:
        case BulletList(items=items) | NumberedList(items=items):
            yield from chain.from_iterable(items)
        case Quote(blocks=inner) | Callout(blocks=inner):
            yield from inner
        case Table(rows=rows):
            yield from chain.from_iterable(cell.blocks for row in rows for cell in row)
        case NoteList(notes=notes):
            yield from chain.from_iterable(note.blocks for note in notes)
        case Heading() | Paragraph() | FieldList() | Rule() | Figure():
            pass
        case _:
            assert_never(block)


def _runs(block: Block) -> Iterator[Inlines]:
    """Give the runs of words of a block itself."""
    match block:
        case Heading(inlines=inlines) | Paragraph(inlines=inlines):
            yield inlines
        case FieldList(fields=fields):
            for line in fields:
                yield from (line.label, line.value)
        case Table(caption=caption, columns=columns):
            yield caption
            yield from (column.label for column in columns)
        case BulletList() | NumberedList() | Quote() | Callout() | NoteList() | Rule() | Figure():
            pass
        case _:
            assert_never(block)


def _named(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case NoteReference(note=name):
                yield name
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                yield from _named(inner)
            case Link(inlines=inner) | Span(inlines=inner):
                yield from _named(inner)
            case Text() | LineBreak():
                pass
            case _:
                assert_never(inline)


def _concerned(block: Block) -> bool:
    """Say whether there is a note or a reference in a block."""
    return any(True for _ in _names((block,))) or any(True for _ in _noted((block,)))


# --- putting the numbers in --------------------------------------------------


class _Numbers:
    """Gives blocks with the numbers put in; what holds no reference stays as it is."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self.block(block) if _concerned(block) else block for block in blocks)

    def block(self, block: Block) -> Block:
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                return replace(block, inlines=self.inlines(inlines))
            case BulletList(items=items) | NumberedList(items=items):
                return replace(block, items=tuple(self.blocks(item) for item in items))
            case Quote(blocks=inner) | Callout(blocks=inner):
                return replace(block, blocks=self.blocks(inner))
            case FieldList(fields=fields):
                lines = (Field(self.inlines(f.label), self.inlines(f.value)) for f in fields)
                return replace(block, fields=tuple(lines))
            case Table():
                return self.table(block)
            case NoteList():
                return self.notes(block)
            case Rule() | Figure():
                return block
            case _:
                assert_never(block)

    def table(self, table: Table) -> Table:
        columns = tuple(replace(c, label=self.inlines(c.label)) for c in table.columns)
        return replace(
            table,
            caption=self.inlines(table.caption),
            columns=columns,
            rows=tuple(tuple(self.cell(cell) for cell in row) for row in table.rows),
        )

    def cell(self, cell: Cell) -> Cell:
        return Cell(self.blocks(cell.blocks)) if any(True for _ in _names(cell.blocks)) else cell

    def notes(self, block: NoteList) -> Block:
        if not self.numbers:
            items = tuple(self.blocks(note.blocks) for note in block.notes)
            return BulletList(items, block.lang, Role.SMALL, block.origin)
        notes = []
        for note in block.notes:
            number = self.numbers[note.name]
            inner = self.blocks(note.blocks)
            notes.append(replace(note, name=f"note-{number}", number=number, blocks=inner))
        return replace(block, notes=tuple(sorted(notes, key=lambda note: note.number)))

    def inlines(self, inlines: Inlines) -> Inlines:
        kept: list[Inline] = []
        for inline in inlines:
            match inline:
                case NoteReference(note=name):
                    number = self.numbers.get(name, 0)
                    last = kept[-1] if kept else None
                    if isinstance(last, Text) and last.text.endswith(GAP):
                        # One gap before a reference, also behind an empty value; none for none.
                        before = last.text.removesuffix(GAP).rstrip(" ")
                        kept[-1] = Text(before + (GAP if number else ""))
                    if number:
                        kept.append(NoteReference(f"note-{number}", number))
                case Strong(inlines=inner) | Emphasis(inlines=inner):
                    kept.append(replace(inline, inlines=self.inlines(inner)))
                case Link(inlines=inner) | Span(inlines=inner):
                    kept.append(replace(inline, inlines=self.inlines(inner)))
                case Text() | LineBreak():
                    kept.append(inline)
                case _:
                    assert_never(inline)
        return _sorted([inline for inline in kept if inline != Text("")])


def _sorted(inlines: list[Inline]) -> Inlines:
    """Put references that stand side by side in the order of their numbers, each once."""
    done: list[Inline] = []
    place = 0
    while place < len(inlines):
        run: list[NoteReference] = []
        end = place
        while end < len(inlines) and isinstance(found := inlines[end], NoteReference):
            run.append(found)
            end += 2 if inlines[end + 1 : end + 2] == [Text(GAP)] else 1
        if not run:
            done.append(inlines[place])
            place += 1
            continue
        beyond = end - 1 if inlines[end - 1] == Text(GAP) else end  # a gap with nothing behind it
        for number, reference in enumerate(sorted(dict.fromkeys(run), key=lambda r: r.number)):
            done.extend((Text(GAP), reference) if number else (reference,))
        place = beyond
    return tuple(done)
