"""A table -> a pipe table.

Owns rows, their alignment, and what becomes of the blocks in a cell: a cell is one line,
in which a list stands as `• one • two`. Must not know what stands inside a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    FieldList,
    Figure,
    Heading,
    Inlines,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    inline_text,
)
from briefgen.writers.markdown.escapes import BULLET

_WIDEST = 100  # characters of a table whose pipes stand one under the other

Line = tuple[Inlines, str]  # the words of a block, and their language if they have one
WriteCell = Callable[[list[Line], str], str]
"""Gives lines as Markdown for a cell, a bullet before each."""


def pipe_table(table: Table, write: WriteCell) -> str:
    """Give a table without its caption; empty if it has no columns."""
    if not table.columns:
        return ""
    head = [write([(column.label, "")], "") for column in table.columns]
    rows = [[_cell(cell, write) for cell in row] for row in table.rows]
    aligns = [_align(column) for column in table.columns]
    widths = [max(3, *map(len, texts)) for texts in zip(head, *rows, strict=True)]
    if sum(widths) > _WIDEST:
        widths = [0] * len(widths)
    under = [_delimiter(max(3, width), align) for width, align in zip(widths, aligns, strict=True)]
    return "\n".join(_row(cells, widths, aligns) for cells in (head, under, *rows))


def language_of(block: Block) -> str:
    """Give the language that a block names, if it does."""
    return "" if isinstance(block, Rule) else block.lang


def _align(column: Column) -> Align:
    return Align.END if column.decimal else column.align


def _delimiter(width: int, align: Align) -> str:
    match align:
        case Align.START:
            return "-" * width
        case Align.CENTER:
            return f":{'-' * (width - 2)}:"
        case Align.END:
            return f"{'-' * (width - 1)}:"
        case _:
            assert_never(align)


_FILLED: dict[Align, Callable[[str, int], str]] = {
    Align.START: str.ljust,
    Align.CENTER: str.center,
    Align.END: str.rjust,
}


def _row(cells: list[str], widths: list[int], aligns: list[Align]) -> str:
    filled = (
        _FILLED[align](cell, width)
        for cell, width, align in zip(cells, widths, aligns, strict=True)
    )
    return f"| {' | '.join(filled)} |"


def _cell(cell: Cell, write: WriteCell) -> str:
    lines = [line for line in _lines(cell.blocks, "") if inline_text(line[0]).strip()]
    listed = any(isinstance(block, BulletList | NumberedList) for block in cell.blocks)
    return write(lines, f"{BULLET} " if listed and len(lines) > 1 else "")


def _lines(blocks: Iterable[Block], lang: str) -> Iterator[Line]:
    """Give the words of blocks, a line of their own each, with their language."""
    for block in blocks:
        inner = language_of(block) or lang
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                yield inlines, inner
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from _lines(item, inner)
            case Quote(blocks=held) | Callout(blocks=held):
                yield from _lines(held, inner)
            case FieldList(fields=fields):
                for field in fields:
                    yield (*field.label, Text(" "), *field.value), inner
            case NoteList(notes=notes):
                for note in notes:
                    yield from _lines(note.blocks, inner)
            case Table():
                yield from _table_lines(block, inner)
            case Rule() | Figure():
                pass
            case _:
                assert_never(block)


def _table_lines(table: Table, lang: str) -> Iterator[Line]:
    yield table.caption, lang
    for column in table.columns:
        yield column.label, lang
    for row in table.rows:
        for cell in row:
            yield from _lines(cell.blocks, lang)
