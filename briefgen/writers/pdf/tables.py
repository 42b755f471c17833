"""Tables -> strips, a strip a row: nothing is laid out twice, and rows never divide.

Owns rows, rules and the tags of a table. Must not know pages, but for how high one is: a
row higher than that is the only one that goes on over a page's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from briefgen.document import Align, Block, Cell, Paragraph, Role, Table
from briefgen.theme import TextStyle, Theme
from briefgen.writers.pdf.lines import Ink, Line, Segment, broken, length, width
from briefgen.writers.pdf.place import shift
from briefgen.writers.pdf.runs import runs, style_ink
from briefgen.writers.pdf.strips import Bar, Piece, Strip, TextLine, baseline, drawn
from briefgen.writers.pdf.structure import Element
from briefgen.writers.widths import column_widths, decimal_insets

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
    inset: float = 0.0  # of what stands at the end, in one row of a column of decimals


@dataclass(slots=True)
class _Part:
    """A line of a cell, or a strip of it, on its way into a row."""

    height: float
    gap: float
    pieces: list[Piece]
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
    for strip in strips if theme.colours.tint_share else ():
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
    insets = {
        index: decimal_insets(table, index, theme)
        for index, column in enumerate(table.columns)
        if column.decimal
    }
    for number, cells in enumerate(table.rows):
        held = _inset(columns, insets, number) if insets else columns
        made = _row(writer, cells, held, Element("TR", body), limit)
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
        align = Align.END if column.decimal else column.align
        style = replace(styles.table_header if header else styles.table_cell, align=align)
        if not index and not header:
            style = replace(style, bold=True)
        tag = "TH" if header or (table.heads_rows and not index) else "TD"
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


def _inset(columns: list[_Column], insets: dict[int, tuple[float, ...]], row: int) -> list[_Column]:
    """Give the columns as the cells of one row find them."""
    return [
        replace(column, inset=insets[index][row]) if index in insets else column
        for index, column in enumerate(columns)
    ]


def _row(
    writer: Writer,
    cells: tuple[Cell, ...] | list[Cell],
    columns: list[_Column],
    row: Element,
    limit: float = float("inf"),
) -> list[Strip]:
    """Lay a row out: one strip, or several where it is higher than a page."""
    pad = writer.theme.table.pad_block
    parts = [_cell(writer, cell, column, row) for cell, column in zip(cells, columns, strict=True)]
    heights = [sum(part.height + part.gap for part in cell) for cell in parts]
    if max(heights, default=0.0) + 2 * pad <= limit:
        return [_strip(parts, pad)]
    strips = []
    rest = parts
    while any(rest):
        taken, rest = _fitting(rest, limit - 2 * pad)
        strips.append(_strip(taken, pad))
    return strips


def _fitting(cells: list[list[_Part]], room: float) -> tuple[list[list[_Part]], list[list[_Part]]]:
    """Divide a row where the page ends: of each cell what fits, one part at least."""
    taken, rest = [], []
    for cell in cells:
        used, count = 0.0, 0
        for part in cell:
            used += part.height + part.gap
            if used > room and count:
                break
            count += 1
        taken.append(cell[:count])
        rest.append(cell[count:])
    return taken, rest


def _strip(cells: list[list[_Part]], pad: float) -> Strip:
    strip = Strip(0.0)
    for cell in cells:
        top = pad
        for number, part in enumerate(cell):
            top += part.gap if number else 0.0
            for piece in part.pieces:
                piece.base += top
                strip.pieces.append(piece)
            for bar in part.bars:
                bar.top += top
                strip.bars.append(bar)
            top += part.height
        strip.height = max(strip.height, top + pad)
    return strip


def _cell(writer: Writer, cell: Cell, column: _Column, row: Element) -> list[_Part]:
    element = Element(column.tag, row, attributes=column.attributes)
    match cell.blocks:
        case (Paragraph(inlines=inlines, role=Role.BODY, lang=""),):
            # Nearly every cell: its words belong to the cell itself.
            parts = []
            said = runs(writer.theme, inlines, column.style, element, column.ink)
            lines = broken(said, column.measure)
            if not (lines and lines[0]) and not any(lines):
                lines = _blank(column)
            for line in lines:
                x = column.x + shift(
                    column.style.align, column.measure - length(line) - column.inset
                )
                text = TextLine(x, column.base, line, element)
                parts.append(_Part(column.style.leading, 0.0, [text], []))
            return parts
        case blocks:
            strips = writer.cell(blocks, column.style, column.measure, element)
            if not any(drawn(strip) for strip in strips):
                held = TextLine(0.0, column.base, _blank(column)[0], element)
                strips.insert(0, Strip(column.style.leading, [held]))
            for strip in strips:
                for piece in strip.pieces:
                    piece.x += column.x - min(column.inset, piece.x)
                for bar in strip.bars:
                    bar.x += column.x
            return [_Part(s.height, s.gap, s.pieces, s.bars) for s in strips]


def _blank(column: _Column) -> list[Line]:
    """Give the line of a cell that draws nothing: a space, or it would not be in the tree.

    A row whose cells are not all there is read under the wrong headings (ISO 14289-1, 7.5).
    """
    return [[Segment(0.0, " ", column.ink, width(" ", column.ink))]]
