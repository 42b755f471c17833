"""Markdown read back: what must be the same in it as in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Document,
    Emphasis,
    FieldList,
    Heading,
    Inline,
    Inlines,
    Link,
    Meta,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Span,
    Strong,
    Table,
    block_lines,
    inline_text,
)
from briefgen.markup import parse_template
from briefgen.theme import Theme
from briefgen.writers import writer

THEME = Theme()
META = Meta(title="A title that stands in no text", language="en-US")


def markdown(*blocks: Block) -> str:
    return writer("md")(Document(META, blocks), THEME).content.decode()


def line(*inlines: Inline) -> str:
    return markdown(Paragraph(inlines)).removesuffix("\n")


def read(text: str) -> tuple[Block, ...]:
    parsed = parse_template(text, (), lambda tag: True)
    assert parsed.flaws == ()
    return parsed.blocks


def headings(blocks: Iterable[Block]) -> Iterator[tuple[int, list[str]]]:
    for block in blocks:
        match block:
            case Heading(level=level, inlines=inlines) if inline_text(inlines).split():
                yield level, inline_text(inlines).split()
            case _:
                for part in inner(block):
                    yield from headings(part)


def inner(block: Block) -> tuple[tuple[Block, ...], ...]:
    match block:
        case BulletList(items=items) | NumberedList(items=items):
            return items
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            return (blocks,)
        case NoteList(notes=notes):
            return tuple(note.blocks for note in notes)
        case _:
            return ()


def lists(blocks: Iterable[Block]) -> list[Any]:
    """Give the lists: their kinds, their numbers, their items, and lists in these."""
    found: list[Any] = []
    for block in blocks:
        kept = [part for part in inner(block) if said(part)]
        match block:
            case BulletList() if kept:
                found.append(("bullets", [(said(part), lists(part)) for part in kept]))
            case NumberedList(start=start) if kept:
                found.append((start, [(said(part), lists(part)) for part in kept]))
            case NoteList(notes=notes) if kept:
                found.append((notes[0].number, [(said(part), lists(part)) for part in kept]))
            case _:
                for part in kept:
                    found += lists(part)
    return found


def said(blocks: Iterable[Block]) -> list[str]:
    return " ".join(block_lines(blocks)).split()


def links(inlines: Iterable[Inline]) -> Iterator[tuple[str, list[str]]]:
    for inline in inlines:
        match inline:
            case Link(href=href, inlines=within):
                yield href, inline_text(within).split()
            case Strong(inlines=within) | Emphasis(inlines=within) | Span(inlines=within):
                yield from links(within)


def lines(blocks: Iterable[Block]) -> Iterator[Inlines]:
    for block in blocks:
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                yield inlines
            case FieldList(fields=fields):
                for field in fields:
                    yield from (field.label, field.value)
            case Table():
                yield block.caption
                yield from (column.label for column in block.columns)
                for row in block.rows:
                    for cell in row:
                        yield from lines(cell.blocks)
            case _:
                for part in inner(block):
                    yield from lines(part)


def tables(blocks: Iterable[Block]) -> Iterator[list[list[list[str]]]]:
    for block in blocks:
        match block:
            case Table(columns=columns, rows=rows):
                head = [inline_text(column.label).split() for column in columns]
                yield [head, *([said(cell.blocks) for cell in row] for row in rows)]
            case _:
                for part in inner(block):
                    yield from tables(part)


def all_links(blocks: Iterable[Block]) -> list[tuple[str, list[str]]]:
    return [link for inlines in lines(blocks) for link in links(inlines) if link[1]]


def assert_reads_back(*blocks: Block) -> None:
    got = read(markdown(*blocks))
    assert said(got) == said(blocks)
    assert list(headings(got)) == list(headings(blocks))
    assert lists(got) == lists(blocks)
    assert all_links(got) == all_links(blocks)
    assert list(tables(got)) == list(tables(blocks))
