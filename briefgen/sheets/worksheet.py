"""The XML of one worksheet -> its rows, each cell as a person sees it.

Owns what a cell's type and style make of its value, and what of a sheet is refused:
what is hidden, what is merged, and what has no result. Must not know where in the file
the parts are.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from briefgen.sheets.archive import Archive, Attributes
from briefgen.sheets.faults import Faults, cell, letters
from briefgen.sheets.formats import GENERAL, Format, Unshown
from briefgen.sheets.limits import LAST_COLUMN, LAST_ROW, MAX_CELLS, MAX_COLUMNS, MAX_MERGED

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TRUE = ("1", "true")
_NOTHING = ("0", "0.0")
_FORMAT_HINT = "give it the format Number, Date or Text in the spreadsheet"


def unescaped(text: str) -> str:
    """Turn `_x000D_` into the character that XML could not hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _hidden(attributes: Attributes, size: str) -> bool:
    """Say whether a row or column is hidden, also by having no height or width."""
    return attributes.get("hidden") in _TRUE or attributes.get(size) in _NOTHING


def _index(text: str) -> int:
    """Read an index into a list; none counts from the end."""
    if not text.isdecimal():
        raise ValueError
    return int(text)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of a sheet refer to; `unreckoned` says that no result is to be trusted."""

    strings: tuple[str, ...]
    styles: tuple[Format, ...]
    from_1904: bool
    unreckoned: bool


class Worksheet:
    """Reads one sheet, cell by cell as they come."""

    def __init__(self, archive: Archive, book: Workbook, faults: Faults) -> None:
        """Take the file, what its cells refer to, and where faults are collected."""
        self._archive = archive
        self._book = book
        self._faults = faults
        self._rows: list[tuple[int, list[str]]] = []
        self._cell_count = 0
        self._columns: dict[str, int] = {}  # by letters, those met so far
        self._hidden_columns: set[int] = set()
        self._used_columns: set[int] = set()
        self._merged: list[tuple[int, int, int, str]] = []
        self._row = 0
        self._row_cells: list[str] = []
        self._row_hidden = self._row_used = False
        self._column = 0
        self._type = self._style = ""
        self._value: str | None = None
        self._words: list[str] = []
        self._formula = self._spoken = False

    def records(self, part: str) -> Iterator[tuple[int, list[str]]]:
        """Give each row that is not blank with its number."""
        self._archive.parse(
            part,
            {
                "col": self._columns_begin,
                "row": self._row_begin,
                "c": self._cell_begin,
                "rPh": self._speech_begin,
                "mergeCell": self._merge,
            },
            {
                "f": self._formula_end,
                "v": self._value_end,
                "t": self._words_end,
                "rPh": self._speech_end,
                "c": self._cell_end,
                "row": self._row_end,
            },
        )
        self._refuse_hidden_columns()
        self._refuse_merged()
        return iter(self._rows)

    # --- columns and rows --------------------------------------------------------

    def _columns_begin(self, attributes: Attributes) -> None:
        if _hidden(attributes, "width"):
            first = self._whole(attributes.get("min", ""), LAST_COLUMN)
            last = self._whole(attributes.get("max", ""), LAST_COLUMN)
            self._hidden_columns.update(range(first, min(last, MAX_COLUMNS + 1) + 1))

    def _row_begin(self, attributes: Attributes) -> None:
        number = self._whole(attributes.get("r", str(self._row + 1)), LAST_ROW)
        if number <= self._row:
            raise self._archive.damaged(f"its row {number} is out of order")
        self._row = number
        self._row_cells = []
        self._row_hidden = _hidden(attributes, "ht")
        self._row_used = False
        self._column = 0

    def _row_end(self, _: str) -> None:
        if self._row_hidden and self._row_used:
            self._faults.at(
                self._row,
                0,
                "xlsx.hidden-row",
                f"row {self._row} is hidden and not empty",
                "unhide it (clear a filter) or delete it",
            )
        elif self._row_cells:
            self._rows.append((self._row, self._row_cells))

    def _whole(self, text: str, most: int) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 9 and 0 < int(text) <= most):
            raise self._archive.damaged(f"{text[:20]!r} is no row or column")
        return int(text)

    # --- cells -------------------------------------------------------------------

    def _cell_begin(self, attributes: Attributes) -> None:
        column = self._column + 1
        if reference := attributes.get("r"):
            name = reference.rstrip("0123456789")
            column = self._columns.get(name) or self._column_of(name)
        if column <= self._column or not self._row:
            raise self._archive.damaged(f"a cell of row {self._row} is out of order")
        self._column = column
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value = None
        self._formula = False
        self._words = []

    def _column_of(self, name: str) -> int:
        column = 0
        for letter in name.upper():
            if not "A" <= letter <= "Z" or len(name) > 3:
                raise self._archive.damaged(f"{name[:20]!r} is no column")
            column = column * 26 + ord(letter) - ord("A") + 1
        if not 0 < column <= LAST_COLUMN:
            raise self._archive.damaged(f"{name[:20]!r} is no column")
        self._columns[name] = column
        return column

    def _formula_end(self, _: str) -> None:
        self._formula = True

    def _value_end(self, text: str) -> None:
        self._value = text

    def _speech_begin(self, _: Attributes) -> None:
        self._spoken = True

    def _speech_end(self, _: str) -> None:
        self._spoken = False

    def _words_end(self, text: str) -> None:
        if not self._spoken:
            self._words.append(text)

    def _cell_end(self, _: str) -> None:
        if not (self._value or self._words or self._formula):
            return
        if self._row_hidden:
            self._row_used = True
            return
        shown = self._shown()
        if not shown:
            return
        if self._column > MAX_COLUMNS + 1:  # one more is enough to be refused for it
            self._column_too_far()
            return
        self._cell_count += 1
        if self._cell_count > MAX_CELLS:
            raise self._archive.too_large(f"more than {MAX_CELLS:,} cells")
        cells = self._row_cells
        if len(cells) < self._column - 1:
            cells.extend([""] * (self._column - 1 - len(cells)))
        cells.append(shown)
        self._used_columns.add(self._column)

    def _column_too_far(self) -> None:
        self._fault(
            "sheet.too-many-columns",
            f"stands beyond column {letters(MAX_COLUMNS)}",
            "move or delete it",
        )

    # --- what a cell shows -------------------------------------------------------

    def _shown(self) -> str:
        """Give what a person sees in the cell at hand; after a fault, nothing."""
        value = self._value or ""
        if self._formula and (self._book.unreckoned or (not value and self._type != "str")):
            self._fault(
                "xlsx.no-result",
                "has a formula whose result is not to be relied on",
                "open the file in a spreadsheet program and save it",
            )
            return ""
        try:
            match self._type:
                case "n":
                    return self._number(value) if value else ""
                case "s":
                    return self._format().text(self._shared(value)) if value else ""
                case "str":
                    return self._format().text(unescaped(value))
                case "inlineStr":
                    return self._format().text(unescaped("".join(self._words)))
                case "b":
                    return "TRUE" if value in _TRUE else "FALSE"
                case "d":
                    return self._iso(value) if value else ""
                case "e":
                    hint = "mend it in the spreadsheet"
                    self._fault("xlsx.error-value", f"shows {value[:20]}", hint)
                    return ""
        except Unshown as fault:
            self._fault("xlsx.unknown-format", str(fault), _FORMAT_HINT)
            return ""
        raise self._archive.damaged(f"cell {self._name()} is of no known type")

    def _number(self, value: str) -> str:
        style = self._format()
        if style.plain and value.isascii() and value.isdigit() and len(value) <= 15:
            return str(int(value))
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise self._archive.damaged(f"cell {self._name()} holds no number")
        return style.number(number, self._book.from_1904)

    def _format(self) -> Format:
        if self._style == "0" and not self._book.styles:
            return GENERAL
        try:
            return self._book.styles[_index(self._style)]
        except (ValueError, IndexError):
            raise self._archive.damaged(f"cell {self._name()} has no style") from None

    def _shared(self, value: str) -> str:
        try:
            return self._book.strings[_index(value)]
        except (ValueError, IndexError):
            raise self._archive.damaged(f"cell {self._name()} has no text") from None

    def _iso(self, value: str) -> str:
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            raise self._archive.damaged(f"cell {self._name()} holds no date") from None
        if moment.time() == time():
            return moment.date().isoformat()
        return moment.isoformat(" ", "seconds").removesuffix(":00")

    def _name(self) -> str:
        return cell(self._row, self._column)

    def _fault(self, code: str, message: str, hint: str) -> None:
        self._faults.at(self._row, self._column, code, f"cell {self._name()} {message}", hint)

    # --- what is refused once the whole is known ---------------------------------

    def _refuse_hidden_columns(self) -> None:
        for column in sorted(self._hidden_columns & self._used_columns):
            row = next(row for row, cells in self._rows if any(cells[column - 1 : column]))
            self._faults.at(
                row,
                column,
                "xlsx.hidden-column",
                f"column {letters(column)} is hidden and not empty",
                "unhide it or delete it",
            )

    def _merge(self, attributes: Attributes) -> None:
        area = attributes.get("ref", "")
        first, _, last = area.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if not start or not end:
            raise self._archive.damaged(f"it merges {area[:20]!r}")
        place = int(start[2]), self._column_of(start[1])
        self._merged.append((*place, int(end[2]), area))
        if len(self._merged) > MAX_MERGED:
            raise self._archive.too_large(f"more than {MAX_MERGED:,} merged cells")

    def _refuse_merged(self) -> None:
        numbers = [number for number, _ in self._rows]
        for row, column, last, area in self._merged:
            at = bisect_left(numbers, row)
            if at < len(numbers) and numbers[at] <= last:
                self._faults.at(
                    row,
                    column,
                    "xlsx.merged",
                    f"the cells {area} are merged",
                    "take the merge apart and fill each cell",
                )
