"""CSV (RFC 4180) -> numbered rows of raw cells.

Owns UTF-8 and what is not, the separator (comma, semicolon or tab, as the header has
it), quotes and line ends.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from briefgen.errors import InputError, Location, error
from briefgen.sheets.faults import Faults, cell, refused
from briefgen.sheets.limits import MAX_CELL_LENGTH, MAX_COLUMNS

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HINT = 'save it as "CSV UTF-8"'
_SEPARATORS = ",;\t"
# Of one line; a cell may hold some too, in quotes.
MAX_SEPARATORS = MAX_COLUMNS * MAX_CELL_LENGTH
# A line of Excel's own, which it does not show; the rows count from the next one.
_NAMED_SEPARATOR = re.compile(rf"sep=([{_SEPARATORS}])\n", re.IGNORECASE)


def records(raw: bytes, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Give each row with its number, blank ones too; a fault of a quote is the last."""
    text = _plain_lines(_decoded(raw, faults.name))
    separator = _separator(text)
    if named := _NAMED_SEPARATOR.match(text):
        separator, text = named[1], text[named.end() :]
    for row, line in enumerate(text.split("\n"), 1):
        # Before it is taken to pieces: each would be an object of its own.
        if line.count(separator) > MAX_SEPARATORS:
            faults.at(row, 0, "sheet.too-many-columns", "a row of more cells than any sheet has")
            return
    reader = csv.reader(_lines(text), delimiter=separator, strict=True, skipinitialspace=True)
    number = lines = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
            lines = reader.line_num
    except csv.Error:
        rest = "\n".join(text.split("\n")[lines:])
        _blame_quote(rest, separator, number + 1, faults)


def _lines(text: str) -> Iterator[str]:
    """Give lines with their ends, so that a break inside quotes is seen as one."""
    return (f"{line}\n" for line in text.split("\n"))


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def _decoded(raw: bytes, name: str) -> str:
    head = raw[:1000]
    if raw.startswith(_UTF_16) or head.count(b"\0") > len(head) // 4:
        raise refused(name, "sheet.not-utf-8", "UTF-16, not UTF-8", _HINT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row, column = _place(raw[: fault.start].decode("utf-8-sig"))
        byte = raw[fault.start : fault.start + 1]
        message = f"byte 0x{byte[0]:02X} in cell {cell(row, column)} is not UTF-8"
        if meant := byte.decode("cp1252", "ignore"):
            message += f" (in Windows-1252 it is {meant!r})"
        place = Location(name, row, column)
        raise InputError(error("sheet.not-utf-8", message, place, _HINT)) from None


def _place(before: str) -> tuple[int, int]:
    """Give row and column of the cell in which a text ends."""
    text = _plain_lines(f"{before}x")
    reader = csv.reader(_lines(text), delimiter=_separator(text), skipinitialspace=True)
    row, cells = 1, [""]
    for row, cells in enumerate(reader, 1):  # noqa: B007
        pass
    return row, len(cells)


def _separator(text: str) -> str:
    """Give the separator that the header has most often outside quotes."""
    counts = dict.fromkeys(_SEPARATORS, 0)
    quoted = begun = False
    for character in text[:100_000]:
        if character == '"':
            quoted, begun = not quoted, True
        elif quoted:
            continue
        elif character in counts:
            counts[character] += 1
        elif character == "\n":
            if begun:
                break
        else:
            begun = begun or not character.isspace()
    return max(counts, key=lambda separator: counts[separator])


def _blame_quote(rest: str, separator: str, row: int, faults: Faults) -> None:
    """Say what is wrong with the record that starts a text which csv could not take."""
    column, at = 1, 0
    while at < len(rest):
        while rest.startswith(" ", at):
            at += 1
        if rest.startswith('"', at):
            end = _closing_quote(rest, at)
            if end < 0:
                faults.at(
                    row,
                    column,
                    "sheet.open-quote",
                    f"the quote that opens cell {cell(row, column)} is never closed",
                    "close it; a quote inside quotes is written twice",
                )
                return
            at = end + 1
            if at < len(rest) and rest[at] not in f"{separator}\n":
                faults.at(
                    row,
                    column,
                    "sheet.stray-quote",
                    f"cell {cell(row, column)} goes on after its closing quote",
                    "a quote inside quotes is written twice",
                )
                return
        else:
            stop = re.compile(f"[{separator}\n]").search(rest, at)
            at = stop.start() if stop else len(rest)
        if rest.startswith("\n", at):
            break
        column, at = column + 1, at + 1
    faults.at(row, 0, "sheet.long-cell", f"a cell has more than {MAX_CELL_LENGTH:,} characters")


def _closing_quote(text: str, opening: int) -> int:
    at = opening
    while (at := text.find('"', at + 1)) >= 0 and text.startswith('"', at + 1):
        at += 1
    return at
