"""Plain text for the body of a mail: it reads well in a narrow window and read aloud.

`write(document, theme) -> Written`. Lines are broken at white space, at 72 columns. Looks
are left out: a theme is taken and not used. A table is one record a row, each value behind
its label, since columns of spaces fall apart in a proportional face and say nothing to
those who listen. Panels and quotes stand further in; no line starts with the sign by which
mail programs know, and fold away, what is quoted from an earlier message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Document,
    Emphasis,
    FieldList,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
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
from briefgen.theme import Theme
from briefgen.writers import Written
from briefgen.writers.labels import number_label

WIDTH = 72
_LEAST = 24  # columns that are left to text, however deep it stands
_QUOTE, _PANEL, _RECORD, _HANG = 4, 2, 2, 2
_UNDERLINES = {1: "=", 2: "-"}
_WHITE = re.compile(r"[ \t\r\n\f\v]+")

Lines = list[str]
Items = Iterable[tuple[Block, ...]]


def write(document: Document, theme: Theme) -> Written:
    """Write a document as plain text in UTF-8; what its status is stands first."""
    first = [block for block in document.blocks if _is_status(block)]
    others = [block for block in document.blocks if not _is_status(block)]
    lines = _laid((*first, *others), WIDTH, 0)
    return Written(("\n".join(line.rstrip() for line in lines) + "\n").encode())


def _is_status(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.STATUS


# --- blocks ------------------------------------------------------------------


def _laid(blocks: Iterable[Block], width: int, depth: int) -> Lines:
    """Give blocks as lines, an empty one between them; `depth` counts the lists around."""
    found: Lines = []
    last: Block | None = None
    for block in blocks:
        if lines := _block(block, width, depth):
            if last and not _touching(last, block):
                found.append("")
            found += lines
            last = block
    return found


def _touching(block: Block, following: Block) -> bool:
    """Say whether two blocks stand without an empty line: a small heading on its text."""
    match block, following:
        case Heading(level=level), _:
            return level not in _UNDERLINES
        case Paragraph(role=Role.EYEBROW), Paragraph(role=Role.EYEBROW):
            return True
        case _:
            return False


def _block(block: Block, width: int, depth: int) -> Lines:
    match block:
        case Heading(level=level, inlines=inlines):
            lines = _wrapped(_said(inlines), width)
            under = _UNDERLINES.get(level, "") * max(map(len, lines), default=0)
            return [*lines, under] if under else lines
        case Paragraph(inlines=inlines):
            return _wrapped(_said(inlines), width)
        case BulletList(items=items):
            return _list(items, lambda place: "-", width, depth)
        case NumberedList(items=items, start=start):
            first = max(start, 1)
            return _list(items, lambda place: number_label(depth, first + place), width, depth)
        case NoteList(notes=notes):
            items = tuple(note.blocks for note in notes)
            return _list(items, lambda place: f"[{notes[place].number}]", width, depth)
        case Quote(blocks=inner):
            return _inset(inner, _QUOTE, width, depth)
        case Callout(blocks=inner):
            return _inset(inner, _PANEL, width, depth)
        case FieldList(fields=fields):
            return [
                line
                for field in fields
                for line in _wrapped(f"{_said(field.label)} {_said(field.value)}", width, _HANG)
            ]
        case Table():
            return list(_records(block, width))
        case Rule() | Figure():
            return []
        case _:
            assert_never(block)


def _inset(blocks: Iterable[Block], by: int, width: int, depth: int) -> Lines:
    return _shifted(_laid(blocks, _within(width, by), depth), by)


def _list(items: Items, label: Callable[[int], str], width: int, depth: int) -> Lines:
    """Give a list, its labels hanging; empty lines between items where one has them."""
    labelled = [(label(place), item) for place, item in enumerate(items)]
    hang = max((len(name) for name, _ in labelled), default=0) + 1
    found: list[Lines] = []
    for name, item in labelled:
        if lines := _item(item, _within(width, hang), depth + 1):
            first, *others = _shifted(lines, hang)
            found.append([name.ljust(hang) + first[hang:], *others])
    return _joined(found, spaced=any("" in lines for lines in found))


def _item(item: tuple[Block, ...], width: int, depth: int) -> Lines:
    match item:
        case (Paragraph() as first, (BulletList() | NumberedList()) as second):
            return [*_block(first, width, depth), *_block(second, width, depth)]
        case _:
            return _laid(item, width, depth)


# --- tables ------------------------------------------------------------------


def _records(table: Table, width: int) -> Iterator[str]:
    """Give a table row by row: what the row is called, and under it each value."""
    if caption := _wrapped(_said(table.caption), width):
        yield from (*caption, "")
    labels = [_label(column) for column in table.columns]
    if not table.rows:
        yield from _wrapped(" ".join(labels), width)
    rows: list[Lines] = []
    for row in table.rows:
        name, *values = [
            _value(label, cell, _within(width, _RECORD if place else 0))
            for place, (label, cell) in enumerate(zip(labels, row, strict=True))
        ]
        rows.append([*name, *(line for value in values for line in _shifted(value, _RECORD))])
    yield from _joined(rows, spaced=True)


def _label(column: Column) -> str:
    words = _said(column.label).strip()
    return f"{words}:" if words and words[-1] not in ":?" else words


def _value(label: str, cell: Cell, width: int) -> Lines:
    match cell.blocks:
        case (Paragraph(inlines=inlines),) | (BulletList(items=((Paragraph(inlines=inlines),),)),):
            return _wrapped(f"{label} {_said(inlines)}", width, _HANG)
        case blocks:
            return [*_wrapped(label, width), *_inset(blocks, _HANG, width, 0)]


# --- lines -------------------------------------------------------------------


def _joined(parts: list[Lines], *, spaced: bool) -> Lines:
    found: Lines = []
    for lines in parts:
        if found and spaced:
            found.append("")
        found += lines
    return found


def _within(width: int, by: int) -> int:
    return max(width - by, _LEAST)


def _shifted(lines: Lines, by: int) -> Lines:
    return [" " * by + line if line else "" for line in lines]


def _wrapped(text: str, width: int, hang: int = 0) -> Lines:
    """Break text into lines of `width` columns at spaces; all but the first are `hang` in."""
    lines: Lines = []
    for part in text.split("\n"):
        line = ""
        for word in filter(None, part.split(" ")):
            if line and len(line) + 1 + len(word) > width - (hang if lines else 0):
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        if line.strip():
            lines.append(line)
    return lines[:1] + _shifted(lines[1:], hang)


def _said(inlines: Iterable[Inline]) -> str:
    """Give the words of inlines, and where their links lead; a break is a newline."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(_WHITE.sub(" ", text))
            case LineBreak():
                parts.append("\n")
            case NoteReference():
                parts.append(inline.words)
            case Strong(inlines=inner) | Emphasis(inlines=inner) | Span(inlines=inner):
                parts.append(_said(inner))
            case Link(href=href, inlines=inner):
                parts.append(_with_address(_said(inner), href))
            case _:
                assert_never(inline)
    return "".join(parts)


def _with_address(words: str, href: str) -> str:
    said = words.rstrip()
    address = href.removeprefix("mailto:")
    if not said or said.strip() in (address, href):
        return words
    return f"{said} <{address}>{words[len(said) :]}"
