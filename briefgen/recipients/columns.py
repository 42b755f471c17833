"""The header of a recipients file: which column is which, and what templates call it.

Owns the columns that mean something to briefgen, how they may be spelled, and what is said
when one is not there. Must not know what stands in the rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefgen.errors import Diagnostic, Location, error
from briefgen.schema.literals import nearest
from briefgen.sheets import Sheet
from briefgen.sheets.faults import letters
from briefgen.yamlfile import quoted

_LOOKED_AT = 20  # rows: a list whose first ones have no address has another fault
_LISTED = 10
_ADDRESS = re.compile(r"\S@\S+\.\S")
_NOT_WORD = re.compile(r"\W+")
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """A column that means something; `also` are other spellings of its name, letters alone."""

    name: str
    needed: str
    meaning: str
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "email",
        "for mail",
        "one address: `ann@city.example` or `Ann Lee <ann@city.example>`",
        ("emailaddress",),
    ),
    Column(
        "id",
        "to build",
        "an id, no two the same; files are named after it. For mail it is made from the address"
        " where it is not given",
    ),
    Column("name", "", "the name, as the address of a letter has it"),
    Column("audience", "", "the audience that this row is for; it wins over the options"),
    Column("language", "", "a language tag; it wins over the options"),
)
# A column that is nearly one of these is refused: to leave it out would send somebody what is
# meant for others, or in another language. What is nearly `name` may well be another thing.
_GRAVE = {"audience": (), "language": ("lang", "locale")}


def folded(name: str) -> str:
    """Give the letters and digits of a header's name, without capitals: `E-Mail` is `email`."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def after_dot(name: str) -> str:
    """Give what a template says for a column after a dot: `first_name` for `First Name`."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return _NOT_WORD.sub("_", plain).strip("_")


_SPELLED = {spelled: one.name for one in COLUMNS for spelled in (one.name, *one.also)}


class Header:
    """The header of one file: where the known columns stand, and the names of all."""

    def __init__(self, sheet: Sheet) -> None:
        """Take the sheet; `faults` then says what is wrong with its header."""
        self.sheet = sheet
        self.places: dict[str, int] = {}  # of the known columns, from 0
        self.names: dict[str, int] = {}  # every name that a template may use
        self.faults: list[Diagnostic] = []
        for index, name in enumerate(sheet.header):
            self._take(index, name)

    def place(self, index: int) -> Location:
        """Give where a column is named."""
        return Location(self.sheet.path, self.sheet.header_row, index + 1)

    def _take(self, index: int, name: str) -> None:
        known = _SPELLED.get(folded(name))
        called = known or after_dot(name)
        first = self.names.setdefault(called, index) if called else index
        if first != index:
            self.faults.append(
                error(
                    "recipients.duplicate-column",
                    f"the columns {quoted(self.sheet.header[first])} and {quoted(name)}"
                    f" are both 'recipient.{called}'",
                    self.place(index),
                    "rename or delete one of them",
                )
            )
        elif known:
            self.places[known] = index
        else:
            self.names[name] = index
            self._suspect(index, name)

    def _suspect(self, index: int, name: str) -> None:
        letters_of = folded(name)
        for known, others in _GRAVE.items():
            if letters_of in others or (
                SequenceMatcher(None, letters_of[:100], known).ratio() >= _ALIKE
            ):
                self.faults.append(
                    error(
                        "recipients.near-column",
                        f"the column {quoted(name)} is nearly '{known}', and would not count",
                        self.place(index),
                        f"call it '{known}', or something that is less like it",
                    )
                )

    def lacks(self, needed: str) -> Iterator[Diagnostic]:
        """Give the fault of a needed column that is not there."""
        if needed not in self.places:
            yield error(
                "recipients.no-column",
                f"no column is called '{needed}'",
                Location(self.sheet.path, self.sheet.header_row),
                self._like(needed),
            )

    def _like(self, needed: str) -> str:
        """Say which column may have been meant: the one that holds addresses, or of a like name."""
        if needed == "email":
            for index, name in enumerate(self.sheet.header):
                if any(_ADDRESS.search(row.cells[index]) for row in self.sheet.rows[:_LOOKED_AT]):
                    found = f"column {letters(index + 1)} has addresses"
                    return f"{found}: call it 'email', not {quoted(name)}"
        others = [name for name in self.sheet.header if folded(name) not in _SPELLED]
        lower = {folded(name): name for name in others}
        if close := nearest(needed, lower):
            return f"call {quoted(lower[close])} '{needed}', if that is what it has"
        more = " …" if len(self.sheet.header) > _LISTED else ""
        return f"add it; the header has {', '.join(map(quoted, self.sheet.header[:_LISTED]))}{more}"
