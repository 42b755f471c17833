"""The faults of one sheet, collected: how a place in it is called, and how many are shown."""

from __future__ import annotations

from briefgen.errors import Diagnostic, InputError, Location, error

MAX_FAULTS = 20
MAX_COUNTED = 1_000


def refused(name: str, code: str, message: str, hint: str = "") -> InputError:
    """Make the fault of a file that cannot be taken apart at all."""
    return InputError(error(code, message, Location(name), hint))


def letters(column: int) -> str:
    """Give the letters that a spreadsheet shows over a column."""
    shown = ""
    while column:
        column, rest = divmod(column - 1, 26)
        shown = chr(ord("A") + rest) + shown
    return shown


def cell(row: int, column: int) -> str:
    """Give a cell's name as a spreadsheet has it: `B4`."""
    return f"{letters(column)}{row}"


class Faults:
    """Collects what is wrong with one sheet; the first 20 are enough to start with."""

    def __init__(self, name: str) -> None:
        """Take what diagnostics call the file."""
        self.name = name
        self.found: list[Diagnostic] = []
        self.left_out = 0

    def add(self, fault: Diagnostic) -> None:
        """Keep one more fault. Raises InputError where so many were found that it is enough."""
        if len(self.found) < MAX_FAULTS:
            self.found.append(fault)
            return
        self.left_out += 1
        if self.left_out == MAX_COUNTED:
            raise self.raised()

    def at(self, row: int, column: int, code: str, message: str, hint: str = "") -> None:
        """Keep a fault of a row (column 0) or of a cell."""
        self.add(error(code, message, Location(self.name, row, column), hint))

    def rows(self) -> frozenset[int]:
        """Give the rows of which something was found."""
        return frozenset(fault.location.line for fault in self.found if fault.location)

    def raised(self) -> InputError:
        """Give all of them as one exception."""
        if not self.left_out:
            return InputError(self.found)
        least = "at least " if self.left_out == MAX_COUNTED else ""
        more = error(
            "sheet.more-faults",
            f"{least}{self.left_out:,} more {'faults' if self.left_out > 1 else 'fault'}",
            self.found[-1].location,  # behind the others, also where they are sorted by place
            "mend those above first",
        )
        return InputError([*self.found, more])
