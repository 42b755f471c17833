"""Tables: real rows and cells, fixed widths, a header row that repeats.

Owns `w:tbl`. Must not know what stands in a cell beyond its one usual paragraph:
anything else is asked of the body. Work is linear in the cells; what the cells of a
column share is put together once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from briefgen.document import Align, Cell, Paragraph, Role, Table, inline_text
from briefgen.theme import Theme
from briefgen.writers.docx import names
from briefgen.writers.docx.inline import Runs, Voice, escape
from briefgen.writers.docx.lengths import twips
from briefgen.writers.widths import column_widths

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
_FLUSH = '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar>'


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell's blocks stand: the style of their text, its alignment and width."""

    style: str
    align: str
    measure: float
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

    def paragraph(self, style: str, keep_next: bool) -> str:
        keep = "<w:keepNext/>" if keep_next else ""
        return f'{self.open}<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{self.align}</w:pPr>'


def table_xml(
    table: Table, theme: Theme, runs: Runs, *, measure: float, left: float, lang: str, fill: Fill
) -> str:
    """Give `w:tbl`, `left` points in from the text margin and `measure` points wide."""
    widths = _whole_twips(column_widths(table, theme, measure))
    columns = [
        _column(index, width, table.columns[index].align, theme, lang)
        for index, width in enumerate(widths)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    parts = [
        f"<w:tbl>{_properties(table, sum(widths), left)}<w:tblGrid>{grid}</w:tblGrid>",
        _header(table, columns, runs, lang),
    ]
    parts += _rows(table, columns, runs, fill)
    parts.append("</w:tbl>")
    return "".join(parts)


def _whole_twips(widths: tuple[float, ...]) -> list[int]:
    """Round the edges of the columns, not their widths: the sum stays what it was."""
    edges = [0, *(twips(edge) for edge in accumulate(widths))]
    return [end - start for start, end in pairwise(edges)]


def _column(index: int, width: int, align: Align, theme: Theme, lang: str) -> _Column:
    pad = theme.table.pad_inline
    return _Column(
        open=(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{"" if index else _FLUSH}</w:tcPr>'
        ),
        style=names.TABLE_TEXT if index else names.ROW_HEADER,
        align=_ALIGN[align],
        measure=width / 20 - pad * (2 if index else 1),
        voice=Voice(lang=lang, bold_style=not index),
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
    voice = Voice(lang=lang, bold_style=True)
    cells = "".join(
        shared.paragraph(names.TABLE_HEADER, False)
        + f"{runs.write(column.label, voice)}</w:p></w:tc>"
        for shared, column in zip(columns, table.columns, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _rows(table: Table, columns: list[_Column], runs: Runs, fill: Fill) -> Iterator[str]:
    last = len(table.rows) - 1
    usual = [(shared, shared.paragraph(shared.style, False)) for shared in columns]
    kept = [(shared, shared.paragraph(shared.style, True)) for shared in columns]
    for number, row in enumerate(table.rows):
        # Neither the first row nor the last stands alone on a page.
        keep = number < last and number in (0, last - 1)
        parts = ["<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
        for cell, (shared, start) in zip(row, kept if keep else usual, strict=True):
            match cell.blocks:
                case (Paragraph(inlines=inlines, role=Role.BODY, lang=""),):
                    parts.append(f"{start}{runs.write(inlines, shared.voice)}</w:p></w:tc>")
                case _:
                    place = Place(
                        shared.style, shared.align, shared.measure, shared.voice.lang, keep
                    )
                    parts.append(f"{shared.open}{fill(cell, place)}</w:tc>")
        parts.append("</w:tr>")
        yield "".join(parts)
