"""Where a link may lead that goes out of the document: https, http and mailto alone.

Owns the search for others, which become words. Must not know how a link is drawn. What
comes from a file was checked where it came in; a document made in code was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
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
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from briefgen.errors import Diagnostic, warning

_SCHEMES = ("https:", "http:", "mailto:")


def leads_out(href: str) -> bool:
    """Say whether an address may be followed."""
    return href.lower().startswith(_SCHEMES)


def strays(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """Give a warning for each link that may not be followed."""
    for inlines in _inlines(blocks):
        for href in _addresses(inlines):
            if not leads_out(href):
                yield warning(
                    "pdf.link-scheme",
                    f"'{href}' is no web or email address: written as words without a link",
                    hint="use an address that starts with https://, http:// or mailto:",
                )


def _addresses(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Link(href=href, inlines=inner):
                yield href
                yield from _addresses(inner)
            case Strong(inlines=inner) | Emphasis(inlines=inner) | Span(inlines=inner):
                yield from _addresses(inner)
            case Text() | LineBreak() | NoteReference():
                pass
            case _:
                assert_never(inline)


def _inlines(blocks: Iterable[Block]) -> Iterator[tuple[Inline, ...]]:
    for block in blocks:
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                yield inlines
            case BulletList(items=items) | NumberedList(items=items):
                yield from _inlines(inner for item in items for inner in item)
            case Quote(blocks=inner) | Callout(blocks=inner):
                yield from _inlines(inner)
            case FieldList(fields=fields):
                yield from (part for one in fields for part in (one.label, one.value))
            case Table():
                yield from (block.caption, *(column.label for column in block.columns))
                yield from _inlines(
                    inner for row in block.rows for cell in row for inner in cell.blocks
                )
            case NoteList(notes=notes):
                yield from _inlines(inner for note in notes for inner in note.blocks)
            case Rule() | Figure():
                pass
            case _:
                assert_never(block)
