"""The document model: what a briefing says, before it has a format.

Owns the blocks and inlines, and `plain_text()`. Must not know a format, a theme,
a template or an issue. Every node is a frozen, slotted dataclass over tuples:
documents compare with `==`, hash, and pickle cheaply.

A block's `origin` says which file it came from. It takes no part in comparison:
two documents that say the same are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import assert_never

from briefgen.errors import Location

# --- inlines -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words. Never markup: a writer escapes it for its format."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set in italics."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `href` is https, http or mailto, checked where it enters."""

    href: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Words in another language than the text around them (BCP 47 tag)."""

    lang: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced end of line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A pointer to a note of the document; its words are its number in brackets.

    `number` is 0 until the document is whole (`briefgen.notes`).
    """

    note: str
    number: int = 0

    @property
    def words(self) -> str:
        """Give what stands in the text: `[1]`."""
        return f"[{self.number}]"


Inline = Text | Strong | Emphasis | Link | Span | LineBreak | NoteReference
Inlines = tuple[Inline, ...]


# --- blocks ------------------------------------------------------------------


class Role(StrEnum):
    """What a paragraph is for; a theme has one style for each."""

    BODY = "body"
    EYEBROW = "eyebrow"  # the small line over the title: organization, document type
    SUBTITLE = "subtitle"
    LEAD = "lead"  # the sentence that must be read if nothing else is
    STATUS = "status"  # DRAFT, FOR IMMEDIATE RELEASE, EMBARGOED UNTIL
    SMALL = "small"  # boilerplate, sources, notes
    CLOSING = "closing"  # the centred mark under the last line of a release


class Align(StrEnum):
    """How a column stands; never left and right, which depend on the script."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title, 2 its sections, 3 their parts."""

    level: int
    inlines: Inlines
    lang: str = ""
    anchor: str = ""
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    inlines: Inlines
    role: Role = Role.BODY
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list; an item is one block or more."""

    items: tuple[tuple[Block, ...], ...]
    lang: str = ""
    role: Role = Role.BODY
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """An ordered list; an item is one block or more."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    lang: str = ""
    role: Role = Role.BODY
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, set apart."""

    blocks: tuple[Block, ...]
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled line; the label carries its own punctuation ("To:")."""

    label: Inlines
    value: Inlines


@dataclass(frozen=True, slots=True)
class FieldList:
    """Labelled lines whose values stand in line: the head of a memo, a contact."""

    fields: tuple[Field, ...]
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a share of the measure, 0 for "from content".

    With `decimal`, the sign between whole and part, the column holds numbers that stand
    at the end side one under the other at that sign.
    """

    label: Inlines
    align: Align = Align.START
    width: float = 0.0
    decimal: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: blocks, mostly a single paragraph."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the first column names the row.

    Every row has as many cells as there are columns, and none is empty: an en
    dash stands for no value. `description` is for those who cannot see it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    description: str = ""
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)

    @property
    def heads_rows(self) -> bool:
        """Say whether the cells of the first column are headers for those who hear the table.

        A header is said again with the cells that it heads. Where there would be more
        headers than cells (two columns, or few rows), that is most of what one hears, and
        the name of a row was heard just before: the headers of the columns are enough.
        """
        columns, rows = len(self.columns), len(self.rows)
        return columns + rows <= (columns - 1) * rows


@dataclass(frozen=True, slots=True)
class Callout:
    """A panel beside the flow: a few facts that must not be missed."""

    blocks: tuple[Block, ...]
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the measure; decoration, read by nobody."""

    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as a PNG in sRGB without transparency or remarks; its size in pixels."""

    content: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A mark such as a logo. What it says stands in words elsewhere too.

    `alternative` is read to those who cannot see it and is never empty. Formats that
    hold words alone leave it out.
    """

    image: Image
    alternative: str
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """What a reference points to; `number` is 0 until the document is whole."""

    name: str
    blocks: tuple[Block, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class NoteList:
    """The notes of a document, numbered in the order in which they are referred to."""

    notes: tuple[Note, ...]
    lang: str = ""
    origin: Location | None = field(default=None, compare=False)


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Quote
    | FieldList
    | Table
    | Callout
    | Rule
    | Figure
    | NoteList
)


# --- the whole ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page around the text; all of it is decoration.

    `head_*` from page 2 on, `foot_start` and, at the end of its line, `page_of` on every
    page. In all four `{page}` and `{pages}` stand for the numbers. `draft` is empty for a
    final document; else it stands in bold at the top of every page after the first (the
    first says it in its text) and in the footer of all. `skip` is the link over the page,
    for those who read with the keyboard, where a format has one page alone.
    """

    head_start: str = ""
    head_end: str = ""
    foot_start: str = ""
    page_of: str = "Page {page} of {pages}"
    draft: str = ""
    skip: str = "Skip to the text"


@dataclass(frozen=True, slots=True)
class Meta:
    """What is said about a document: in its properties, never in its text."""

    title: str
    language: str
    identifier: str = ""
    creator: str = ""
    subject: str = ""
    date: date | None = None
    running: Running = Running()


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing of one audience in one language, in reading order."""

    meta: Meta
    blocks: tuple[Block, ...]


# --- the words, in order -----------------------------------------------------


def inline_text(inlines: Iterable[Inline]) -> str:
    """Give the words of inlines; a line break counts as a newline."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                parts.append(inline_text(inner))
            case Link(inlines=inner) | Span(inlines=inner):
                parts.append(inline_text(inner))
            case NoteReference():
                parts.append(inline.words)
            case _:
                assert_never(inline)
    return "".join(parts)


def block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Give the words of blocks in reading order, a line for each that has words."""
    for block in blocks:
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                yield inline_text(inlines)
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from block_lines(item)
            case Quote(blocks=inner) | Callout(blocks=inner):
                yield from block_lines(inner)
            case FieldList(fields=fields):
                for line in fields:
                    yield f"{inline_text(line.label)}\t{inline_text(line.value)}"
            case Table():
                yield from _table_lines(block)
            case NoteList(notes=notes):
                for note in notes:
                    yield from block_lines(note.blocks)
            case Rule() | Figure():
                pass
            case _:
                assert_never(block)


def _table_lines(table: Table) -> Iterator[str]:
    if table.caption:
        yield inline_text(table.caption)
    yield "\t".join(inline_text(column.label) for column in table.columns)
    for row in table.rows:
        yield "\t".join("\n".join(block_lines(cell.blocks)) for cell in row)


def plain_text(document: Document) -> str:
    """Give every word of the document in reading order, one line a block.

    Numbers of a list, bullets, headers, footers and page numbers are not words
    of the document and do not occur.
    """
    return "\n".join(block_lines(document.blocks))
