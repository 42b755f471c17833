"""Tables: real rows and cells, fixed widths, a header row that repeats.

Owns `w:tbl`. Must not know what stands in a cell beyond its one usual paragraph:
anything else is asked of the body. Work is linear in the cells; what the cells of a
column share is put together once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from briefgen.document import Align, Cell, Column, Paragraph, Role, Table, block_lines, inline_text
from briefgen.fonts import face
from briefgen.theme import Theme
from briefgen.writers.docx import names
from briefgen.writers.docx.inline import Runs, Voice, escape
from briefgen.writers.docx.lengths import twips
from briefgen.writers.widths import cell_cut, column_widths, decimal_insets

_ALIGN = {
    Align.START: "",
    Align.CENTER: '<w:jc w:val="center"/>',
    Align.END: '<w:jc w:val="right"/>',
}
# The header row is marked for the style, and the first column names the row.
_LOOK = (
    '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
    ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
)
# What is rounded on the way to the page must not push a number over the end of its line.
_SLACK = 0.25
_FLUSH = '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell's blocks stand: the style of their text, its alignment and width."""

    style: str
    align: str
    measure: float
    inset: float  # how far its lines end before its end side
    lang: str
    keep_next: bool


Fill = Callable[[Cell, Place], str]


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column share."""

    open: str  # w:tc and its properties
    style: str
    align: str
    measure: float
    voice: Voice
    inset: float = 0.0  # of one cell: numbers stand one under the other at their decimal sign

    def paragraph(self, style: str, keep_next: bool) -> str:
        keep = "<w:keepNext/>" if keep_next else ""
        inset = f'<w:ind w:right="{twips(self.inset)}"/>' if self.inset else ""
        return (
            f'{self.open}<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{inset}{self.align}</w:pPr>'
        )

    def place(self, keep_next: bool) -> Place:
        return Place(
            self.style,
            self.align,
            self.measure - self.inset,
            self.inset,
            self.voice.lang,
            keep_next,
        )


def table_xml(
    table: Table, theme: Theme, runs: Runs, *, measure: float, left: float, lang: str, fill: Fill
) -> str:
    """Give `w:tbl`, `left` points in from the text margin and `measure` points wide."""
    widths = _whole_twips(column_widths(table, theme, measure))
    columns = [
        _column(index, width, column, theme, lang)
        for index, (width, column) in enumerate(zip(widths, table.columns, strict=True))
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    parts = [
        f"<w:tbl>{_properties(table, sum(widths), left)}<w:tblGrid>{grid}</w:tblGrid>",
        _header(table, columns, runs, lang),
    ]
    insets = {
        index: _insets(table, index, columns[index], theme)
        for index, column in enumerate(table.columns)
        if column.decimal
    }
    parts += _rows(table, columns, insets, runs, fill)
    parts.append("</w:tbl>")
    return "".join(parts)


def _insets(table: Table, index: int, shared: _Column, theme: Theme) -> tuple[float, ...]:
    """Give the end indent of each cell; what has no room for it keeps to the end side."""
    measured = face(cell_cut(theme, index))
    size = theme.styles.table_cell.size
    widths = (
        max((measured.width(line, size) for line in block_lines(row[index].blocks)), default=0.0)
        for row in table.rows
    )
    return tuple(
        max(0.0, min(inset, shared.measure - width - _SLACK))
        for inset, width in zip(decimal_insets(table, index, theme), widths, strict=True)
    )


def _whole_twips(widths: tuple[float, ...]) -> list[int]:
    """Round the edges of the columns, not their widths: the sum stays what it was."""
    edges = [0, *(twips(edge) for edge in accumulate(widths))]
    return [end - start for start, end in pairwise(edges)]


def _column(index: int, width: int, column: Column, theme: Theme, lang: str) -> _Column:
    pad = theme.table.pad_inline
    return _Column(
        open=(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{"" if index else _FLUSH}</w:tcPr>'
        ),
        style=names.TABLE_TEXT if index else names.ROW_HEADER,
        align=_ALIGN[Align.END if column.decimal else column.align],
        measure=width / 20 - pad * (2 if index else 1),
        voice=Voice(lang=lang, bold_style=not index, font=theme.styles.table_cell.font),
    )


def _properties(table: Table, width: int, left: float) -> str:
    title = escape(inline_text(table.caption))
    about = escape(table.description)
    return (
        f'<w:tblPr><w:tblStyle w:val="{names.TABLE}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(left)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_LOOK}'
        + (f'<w:tblCaption w:val="{title}"/>' if title else "")
        + (f'<w:tblDescription w:val="{about}"/>' if about else "")
        + "</w:tblPr>"
    )


def _header(table: Table, columns: list[_Column], runs: Runs, lang: str) -> str:
    voice = Voice(lang=lang, bold_style=True, font=runs.theme.styles.table_header.font)
    cells = "".join(
        shared.paragraph(names.TABLE_HEADER, False)
        + f"{runs.write(column.label, voice)}</w:p></w:tc>"
        for shared, column in zip(columns, table.columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _rows(
    table: Table,
    columns: list[_Column],
    insets: dict[int, tuple[float, ...]],
    runs: Runs,
    fill: Fill,
) -> Iterator[str]:
    last = len(table.rows) - 1
    usual = [(shared, shared.paragraph(shared.style, False)) for shared in columns]
    kept = [(shared, shared.paragraph(shared.style, True)) for shared in columns]
    for number, row in enumerate(table.rows):
        # Neither the first row nor the last stands alone on a page.
        keep = number < last and number in (0, last - 1)
        cells = kept if keep else usual
        if insets:
            cells = _inset(cells, insets, number, keep)
        parts = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
        for cell, (shared, start) in zip(row, cells, strict=True):
            match cell.blocks:
                case (Paragraph(inlines=inlines, role=Role.BODY, lang=""),):
                    parts.append(f"{start}{runs.write(inlines, shared.voice)}</w:p></w:tc>")
                case _:
                    parts.append(f"{shared.open}{fill(cell, shared.place(keep))}</w:tc>")
        parts.append("</w:tr>")
        yield "".join(parts)


def _inset(
    cells: list[tuple[_Column, str]],
    insets: dict[int, tuple[float, ...]],
    number: int,
    keep: bool,
) -> list[tuple[_Column, str]]:
    """Give what the cells of one row start with, those of numbers set in from the end side."""
    own = cells.copy()
    for index, column in insets.items():
        shared = replace(cells[index][0], inset=column[number])
        own[index] = (shared, shared.paragraph(shared.style, keep))
    return own
