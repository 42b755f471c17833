"""Documents for pages: one with every block, inline and property there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from briefgen.document import (
    Align,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Image,
    Link,
    Note,
    NoteList,
    NoteReference,
    Paragraph,
    Quote,
    Role,
    Span,
    Table,
    Text,
)
from tests.writers.specimens import cell, memo, plain, words

# The smallest picture: one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)


def decimals(*figures: str, decimal: str = ".") -> Table:
    """Give a table of two columns, the second of numbers."""
    columns = (Column(words("Year")), Column(words("Cost"), Align.END, 0.0, decimal))
    rows = tuple((cell(f"20{n:02}"), cell(figure)) for n, figure in enumerate(figures))
    return Table(columns, rows, words("Costs"))


def referring(*numbers: int) -> Paragraph:
    """Give a paragraph that refers to notes."""
    return Paragraph((Text("Said"), *(NoteReference(f"note-{n}", n) for n in numbers)))


def notes(*numbers: int) -> NoteList:
    return NoteList(
        tuple(Note(f"note-{n}", (plain(f"Source {n}.", Role.SMALL),), n) for n in numbers)
    )


def whole() -> Document:
    """Give a document with everything in it."""
    base = memo("DRAFT, not for publication")
    more: tuple[Block, ...] = (
        Figure(Image(PIXEL, 1, 1), "The city's seal", "fr"),
        referring(1, 2, 1),
        Heading(2, (Text("Costs "), NoteReference("note-2", 2)), "es", "costs"),
        decimals("9.5", "10", "1,234.25", "–"),
        Quote((Paragraph((Span("es", words("No.")),), lang="es"),), "es"),
        Paragraph((Link("https://example.org/", (NoteReference("note-1", 1),)),)),
        notes(1, 2),
    )
    return replace(base, blocks=base.blocks + more)


def revalued(node: Any, change: Callable[[str, str], str], name: str = "") -> Any:
    """Give a document with every string in it changed; `change` gets a field's name and value."""
    if isinstance(node, str) and not isinstance(node, Enum):
        return change(name, node)
    if isinstance(node, tuple):
        return tuple(revalued(one, change, name) for one in node)
    if is_dataclass(node) and not isinstance(node, type):
        changed = {f.name: revalued(getattr(node, f.name), change, f.name) for f in fields(node)}
        return replace(node, **changed)
    return node
