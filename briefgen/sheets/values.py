"""What a sheet is once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank; `number` is the one a spreadsheet shows beside it.

    It has as many cells as the header; a cell's column counts from 1.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The header's names, each there once, and the rows under it."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = field(default=1, compare=False)  # blank rows may stand before it
