"""The rows of a recipients file -> recipients, with every fault at its cell.

Owns what a row must have and what no two rows may share. Must not know how a file is read
nor what an address is made of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from briefgen.errors import Location
from briefgen.recipients.address import Unfit, Written, cleaned_name, parsed, trimmed
from briefgen.recipients.columns import Header
from briefgen.recipients.values import Recipient, key, made_id
from briefgen.schema import Id
from briefgen.schema.literals import Unreadable, near
from briefgen.schema.literals import read as read_word
from briefgen.sheets import Faults, Row, Sheet
from briefgen.yamlfile import quoted

_NOBODY = Written("", "")
_Value = TypeVar("_Value")
_LONGEST_ID = 64


class Rows:
    """Reads one file, row by row."""

    def __init__(
        self,
        sheet: Sheet,
        audiences: frozenset[str],
        is_language: Callable[[str], bool],
        faults: Faults,
        *,
        mail: bool,
    ) -> None:
        """Take the sheet, what its cells may name, and where faults are collected."""
        self._sheet = sheet
        self._audiences = audiences
        self._is_language = is_language
        self._faults = faults
        self._mail = mail
        self._header = Header(sheet)
        self._names = tuple(self._header.names.items())
        self._first_address: dict[str, int] = {}  # the row that has it, by key
        self._first_id: dict[str, int] = {}
        self._row = Row(0, ())

    def read(self) -> tuple[Recipient, ...]:
        """Give the recipients; where there is a fault they are not all there."""
        unsound = self._faults.rows()
        for fault in (*self._header.faults, *self._header.lacks("email" if self._mail else "id")):
            self._faults.add(fault)
        if not self._sheet.rows:
            self._faults.at(
                self._sheet.header_row,
                0,
                "recipients.empty",
                "there is nobody under the header",
                "add a row for each recipient",
            )
        found = []
        for row in self._sheet.rows:
            if row.number not in unsound:
                found.append(self._recipient(row))
        return tuple(found)

    def _recipient(self, row: Row) -> Recipient:
        self._row = row
        written = self._cell("email", self._address) or _NOBODY
        own_id = self._cell("id", self._id) or ""
        if self._mail and written.address and not self._text("id"):
            own_id = self._made_id(written)
        name = self._cell("name", cleaned_name) or written.name
        audience = self._cell("audience", self._audience) or ""
        language = self._cell("language", self._language) or ""
        known = {
            "email": written.address,
            "id": own_id,
            "name": name,
            "audience": audience,
            "language": language,
        }
        return Recipient(
            written.address,
            written.envelope,
            own_id,
            name,
            audience,
            language,
            self._columns(known),
            Location(self._sheet.path, row.number, self._column("email" if self._mail else "id")),
        )

    def _columns(self, known: dict[str, str]) -> tuple[tuple[str, str], ...]:
        cells = self._row.cells
        if "\t" in "".join(cells):
            cells = tuple(cell.replace("\t", " ") for cell in cells)
        row = {name: cells[index] for name, index in self._names} | known
        return tuple(row.items())

    # --- cells -------------------------------------------------------------------

    def _text(self, column: str) -> str:
        """Give the words of a known column in the row at hand, empty where there is none."""
        index = self._header.places.get(column)
        return "" if index is None else trimmed(self._row.cells[index])

    def _column(self, name: str) -> int:
        """Give a known column's number, 0 where it is not there."""
        return self._header.places.get(name, -1) + 1

    def _cell(self, column: str, reader: Callable[[str], _Value]) -> _Value | None:
        """Read a cell of a known column; None where it cannot be, or is not there."""
        if column not in self._header.places:
            return None
        try:
            return reader(self._text(column))
        except Unfit as fault:
            code = f"recipients.{fault.code}"
            place = (self._row.number, self._column(column))
            self._faults.at(*place, code, fault.message, fault.hint)
            return None

    def _address(self, text: str) -> Written | None:
        if not text:
            if self._mail:
                raise Unfit("no-address", "this row has no address", "write it, or delete the row")
            return None
        written = parsed(text)
        if self._mail:
            first = self._first_address.setdefault(key(written.envelope), self._row.number)
            if first != self._row.number:
                raise Unfit(
                    "duplicate-address",
                    f"{quoted(written.address)} stands in row {first} already",
                    "delete one of the rows: nobody gets a briefing twice",
                )
        return written

    def _id(self, text: str) -> str | None:
        if not text:
            if self._mail:
                return None
            raise Unfit("no-id", "this row has no id", "write one, such as ward-3; files get it")
        try:
            found = str(read_word(text, Id(), self._is_language))
        except Unreadable as fault:
            raise Unfit(fault.code, fault.message, _id_like(text) or fault.hint) from None
        return self._own(found, f"the id '{found}' stands", "give each row an id of its own")

    def _made_id(self, written: Written) -> str:
        """Make the id that a row does not give; another row may have given just that one."""
        made = made_id(written.envelope)
        try:
            return self._own(
                made,
                f"the id '{made}', made from the address, stands",
                "give one of the two rows another id",
            )
        except Unfit as fault:
            column = self._column("id") or self._column("email")
            code = f"recipients.{fault.code}"
            self._faults.at(self._row.number, column, code, fault.message, fault.hint)
            return made

    def _own(self, found: str, what: str, hint: str) -> str:
        """Give an id that no row before this one has. Raises Unfit."""
        first = self._first_id.setdefault(found, self._row.number)
        if first != self._row.number:
            raise Unfit("duplicate-id", f"{what} in row {first} already", hint)
        return found

    def _audience(self, text: str) -> str:
        if text and text not in self._audiences:
            raise Unfit(
                "unknown-audience",
                f"there is no audience {quoted(text)}",
                near(_hyphened(text), self._audiences),
            )
        return text

    def _language(self, text: str) -> str:
        """Take a tag as spreadsheets make of it: `Es` and `en_us` are `es` and `en-US`."""
        if not text:
            return ""
        tag = _usual(text)
        if not self._is_language(tag):
            hint = "write a tag such as en-US, es or es-MX"
            raise Unfit("bad-language", f"{quoted(text)} is no language tag", hint)
        return tag


def _hyphened(text: str) -> str:
    """Give a name as an id has it: `city-council` for `City Council`."""
    return re.sub("[^a-z0-9]+", "-", text.casefold()).strip("-")


def _id_like(text: str) -> str:
    like = _hyphened(text)[:_LONGEST_ID]
    return f"did you mean '{like}'?" if like not in ("", text) and text.isascii() else ""


def _usual(tag: str) -> str:
    """Give a language tag with its capitals where they belong."""
    first, *others = re.split("[-_]", tag)
    usual = [part.title() if len(part) == 4 else part.upper() for part in others]
    return "-".join([first.lower(), *usual])
