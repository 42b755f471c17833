"""Rows of raw cells -> a sheet: header, blank rows, widths and lengths.

What is the same for every kind of file stands here; how a cell is found does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefgen.characters import FORBIDDEN, forbidden_character
from briefgen.errors import Location
from briefgen.sheets.faults import Faults, cell, letters, refused
from briefgen.sheets.limits import (
    LAST_ROW,
    MAX_CELL_LENGTH,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
)
from briefgen.sheets.values import Row, Sheet

Cells = Sequence[str]

# Faults that leave every other row as it is: who reads on may find more.
OF_ONE_ROW = frozenset(
    {
        "sheet.long-cell",
        "sheet.spare-cell",
        "text.forbidden-character",
        "xlsx.error-value",
        "xlsx.no-result",
        "xlsx.unknown-format",
    }
)
_LINE_BREAK = re.compile(r"[\r\n]+")


def table(name: str, records: Iterable[tuple[int, Cells]], faults: Faults) -> Sheet:
    """Make a sheet of numbered rows; what is wrong with it is left with `faults`.

    Raises InputError where that makes the rest not worth a look.
    """
    header: tuple[str, ...] = ()
    header_row = 1
    rows: list[Row] = []
    for number, raw in records:
        cells = _trimmed(raw)
        if not cells:
            if number > LAST_ROW:
                faults.at(number, 0, "sheet.too-many-rows", "longer than any spreadsheet")
                break
            continue
        _check_cells(number, cells, faults)
        if not header:
            _check_header(number, cells, faults)
            header, header_row = tuple(cells), number
            continue
        if len(cells) > len(header):
            _name_spare_cells(number, cells, len(header), faults)
        missing = len(header) - len(cells)
        rows.append(Row(number, (*cells, *[""] * missing) if missing else tuple(cells)))
        if len(rows) > MAX_ROWS or len(rows) * len(header) > MAX_CELLS:
            faults.at(number, 0, "sheet.too-many-rows", _too_many(rows), "split the file")
            break
    if not all(fault.code in OF_ONE_ROW for fault in faults.found) or faults.left_out:
        raise faults.raised()
    if header_row in faults.rows():
        raise faults.raised()
    if not header:
        raise refused(
            name, "sheet.empty", "nothing in it", "its first row names the columns, others follow"
        )
    return Sheet(name, header, tuple(rows), header_row)


def _too_many(rows: Sequence[Row]) -> str:
    if len(rows) > MAX_ROWS:
        return f"more than {MAX_ROWS:,} rows"
    return f"more than {MAX_CELLS:,} cells"


def _trimmed(raw: Cells) -> list[str]:
    """Give the cells without white space around them, and none after the last with words."""
    cells = [text.strip() for text in raw]
    while cells and not cells[-1]:
        cells.pop()
    for index, text in enumerate(cells):
        if "\n" in text or "\r" in text:
            cells[index] = " ".join(filter(None, map(str.strip, _LINE_BREAK.split(text))))
    return cells


def _check_cells(number: int, cells: Cells, faults: Faults) -> None:
    if FORBIDDEN.search("\t".join(cells)):
        for column, text in enumerate(cells, 1):
            if match := FORBIDDEN.search(text):
                place = Location(faults.name, number, column)
                faults.add(forbidden_character(match.group(), place))
    if max(map(len, cells)) > MAX_CELL_LENGTH:
        for column, text in enumerate(cells, 1):
            if len(text) > MAX_CELL_LENGTH:
                faults.at(
                    number,
                    column,
                    "sheet.long-cell",
                    f"cell {cell(number, column)} has more than {MAX_CELL_LENGTH:,} characters",
                    "shorten it",
                )


def _check_header(number: int, cells: Cells, faults: Faults) -> None:
    if len(cells) > MAX_COLUMNS:
        faults.at(
            number,
            MAX_COLUMNS + 1,
            "sheet.too-many-columns",
            f"more than {MAX_COLUMNS} columns",
            "keep those that are needed",
        )
    seen: dict[str, int] = {}
    for column, text in enumerate(cells[:MAX_COLUMNS], 1):
        if not text:
            faults.at(
                number,
                column,
                "sheet.empty-name",
                f"column {letters(column)} has no name in the header",
                "give it a name, or delete the column",
            )
            continue
        first = seen.setdefault(" ".join(text.casefold().split()), column)
        if first != column:
            faults.at(
                number,
                column,
                "sheet.duplicate-name",
                f"the header names {text!r} twice, in columns {letters(first)}"
                f" and {letters(column)}",
                "rename or delete one of them",
            )


def _name_spare_cells(number: int, cells: Cells, width: int, faults: Faults) -> None:
    for column, text in enumerate(cells[width:], width + 1):
        if text:
            faults.at(
                number,
                column,
                "sheet.spare-cell",
                f"cell {cell(number, column)} stands under no name:"
                f" the header has {width} {'columns' if width > 1 else 'column'}",
                "name its column, delete the cell, or put quotes around a value with a separator",
            )
            return
