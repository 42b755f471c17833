"""Tables -> strips, a strip a row: nothing is laid out twice, and rows never divide.

Owns rows, rules and the tags of a table. Must not know pages, but for how high one is: a
row higher than that is the only one that goes on over a page's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from briefgen.document import Block, Cell, Paragraph, Role, Table
from briefgen.theme import TextStyle, Theme
from briefgen.writers.pdf.lines import Ink, broken, length
from briefgen.writers.pdf.runs import runs, style_ink
from briefgen.writers.pdf.strips import Bar, Strip, TextLine, baseline
from briefgen.writers.pdf.structure import Element
from briefgen.writers.widths import column_widths

_HEADER_SHARE = 0.4  # of a page: the highest header row that is drawn again


class Writer(Protocol):
    """Who lays out what stands in a cell."""

    theme: Theme

    def cell(
        self, blocks: tuple[Block, ...], style: TextStyle, measure: float, parent: Element
    ) -> list[Strip]:
        """Lay out the blocks of a cell."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column share."""

    x: float  # of its text
    measure: float
    style: TextStyle
    ink: Ink
    base: float
    tag: str
    attributes: str


@dataclass(slots=True)
class _Piece:
    """A line of a cell, or a strip of it, on its way into a row."""

    height: float
    gap: float
    texts: list[TextLine]
    bars: list[Bar]


def table_strips(
    writer: Writer, table: Table, x: float, measure: float, element: Element
) -> list[Strip]:
    """Lay a table out: the header row, then the rows."""
    theme, look = writer.theme, writer.theme.table
    widths = column_widths(table, theme, measure)
    header_columns = list(_columns(writer, table, x, widths, header=True))
    columns = list(_columns(writer, table, x, widths, header=False))
    # A table without rows has but a body: a head alone is none.
    row = Element("TR", Element("THead" if table.rows else "TBody", element))
    labels = [Cell((Paragraph(column.label),)) for column in table.columns]
    page = theme.page
    # A panel around the table takes its edges off the page.
    room = page.height - page.top - page.bottom - 2 * theme.callout_pad
    strips = _row(writer, labels, header_columns, row, room - look.header_rule)
    for strip in strips:
        strip.bars.insert(0, Bar(x, 0.0, measure, strip.height, theme.colours.tint))
    foot = strips[-1]
    foot.bars.append(Bar(x, foot.height, measure, look.header_rule, theme.colours.rule))
    foot.height += look.header_rule
    foot.keep = True
    # One that takes up the page is not drawn again: the rows must have room beside it.
    header = foot if foot.height <= room * _HEADER_SHARE and len(strips) == 1 else None
    body = Element("TBody", element)
    limit = room - (header.height if header else 0.0) - look.end_rule
    last = len(table.rows) - 1
    for number, cells in enumerate(table.rows):
        made = _row(writer, cells, columns, Element("TR", body), limit)
        for strip in made:
            strip.head = header
        end = made[-1]
        if number == last:
            end.bars.append(Bar(x, end.height, measure, look.end_rule, theme.colours.rule))
            end.height += look.end_rule
        else:
            end.bars.append(Bar(x, end.height, measure, look.row_rule, theme.colours.hairline))
            end.height += look.row_rule
        # Neither the first row nor the last stands alone on a page.
        end.keep = number < last and number in (0, last - 1)
        strips.extend(made)
    return strips


def _columns(
    writer: Writer, table: Table, x: float, widths: tuple[float, ...], *, header: bool
) -> Iterator[_Column]:
    styles, pad = writer.theme.styles, writer.theme.table.pad_inline
    for index, (column, wide) in enumerate(zip(table.columns, widths, strict=True)):
        style = replace(styles.table_header if header else styles.table_cell, align=column.align)
        if not index:
            style = replace(style, bold=True)
        tag = "TH" if header or not index else "TD"
        scope = "Column" if header else "Row"
        ink = style_ink(writer.theme, style)
        # The first column stands flush with the text margin.
        start = pad if index else 0.0
        yield _Column(
            x + start,
            wide - start - pad,
            style,
            ink,
            baseline(style, ink.font),
            tag,
            f"<</O/Table/Scope/{scope}>>" if tag == "TH" else "",
        )
        x += wide


def _row(
    writer: Writer,
    cells: tuple[Cell, ...] | list[Cell],
    columns: list[_Column],
    row: Element,
    limit: float = float("inf"),
) -> list[Strip]:
    """Lay a row out: one strip, or several where it is higher than a page."""
    pad = writer.theme.table.pad_block
    pieces = [_cell(writer, cell, column, row) for cell, column in zip(cells, columns, strict=True)]
    heights = [sum(piece.height + piece.gap for piece in cell) for cell in pieces]
    if max(heights, default=0.0) + 2 * pad <= limit:
        return [_strip(pieces, pad)]
    strips = []
    rest = pieces
    while any(rest):
        taken, rest = _fitting(rest, limit - 2 * pad)
        strips.append(_strip(taken, pad))
    return strips


def _fitting(
    cells: list[list[_Piece]], room: float
) -> tuple[list[list[_Piece]], list[list[_Piece]]]:
    """Divide a row where the page ends: of each cell what fits, one piece at least."""
    taken, rest = [], []
    for cell in cells:
        used, count = 0.0, 0
        for piece in cell:
            used += piece.height + piece.gap
            if used > room and count:
                break
            count += 1
        taken.append(cell[:count])
        rest.append(cell[count:])
    return taken, rest


def _strip(cells: list[list[_Piece]], pad: float) -> Strip:
    strip = Strip(0.0)
    for cell in cells:
        top = pad
        for number, piece in enumerate(cell):
            top += piece.gap if number else 0.0
            for text in piece.texts:
                text.base += top
                strip.texts.append(text)
            for bar in piece.bars:
                bar.top += top
                strip.bars.append(bar)
            top += piece.height
        strip.height = max(strip.height, top + pad)
    return strip


def _cell(writer: Writer, cell: Cell, column: _Column, row: Element) -> list[_Piece]:
    element = Element(column.tag, row, attributes=column.attributes)
    match cell.blocks:
        case (Paragraph(inlines=inlines, role=Role.BODY, lang=""),):
            # Nearly every cell: its words belong to the cell itself.
            pieces = []
            said = runs(writer.theme, inlines, column.ink, element)
            for line in broken(said, column.measure):
                x = column.x + _aligned(column, column.measure - length(line))
                text = TextLine(x, column.base, line, element)
                pieces.append(_Piece(column.style.leading, 0.0, [text], []))
            return pieces
        case blocks:
            strips = writer.cell(blocks, column.style, column.measure, element)
            for strip in strips:
                for text in strip.texts:
                    text.x += column.x
                for bar in strip.bars:
                    bar.x += column.x
            return [_Piece(s.height, s.gap, s.texts, s.bars) for s in strips]


def _aligned(column: _Column, free: float) -> float:
    match column.style.align.value:
        case "end":
            return max(free, 0.0)
        case "center":
            return max(free / 2, 0.0)
        case _:
            return 0.0
