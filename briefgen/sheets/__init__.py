"""A CSV or XLSX file -> rows of text that know where they stand.

Owns the reading of sheets: which kind a file is, what a person sees in each cell, and
what cannot be read or must not be shown. Must not know what the columns mean. A cell is
text: `007`, `1,5` and `=1+1` stay as a CSV has them.

An XLSX gives its first visible worksheet, each cell as a spreadsheet shows it, digits
grouped and divided as the format is written (`1,234.50`), dates as ISO dates. What is
hidden in it (a row, a column) is a fault and never a value; so are merged cells, whose
other cells would read as empty, and formulas whose result is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from briefgen.content import content
from briefgen.sheets import separated, workbook
from briefgen.sheets.faults import Faults, refused
from briefgen.sheets.limits import MAX_BYTES
from briefgen.sheets.table import Cells, table
from briefgen.sheets.values import Row, Sheet

__all__ = ["Faults", "Row", "Sheet", "collected", "read"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<?xml", b"<html", b"<!doctype", b"<table")
_TEXT_NAMES = frozenset({".csv", ".tsv", ".tab", ".txt", ""})
_XLSX_NAMES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})


def read(path: Path, name: str) -> Sheet:
    """Read a file into rows; `name` is what diagnostics call it.

    Raises InputError with every fault found, UsageError where it cannot be opened.
    """
    faults = Faults(name)
    sheet = collected(path, faults)
    if faults.found:
        raise faults.raised()
    return sheet


def collected(path: Path, faults: Faults) -> Sheet:
    """Read a file into rows for who has faults of their own to add, and raises them all.

    Rows that `faults` knows of are not to be relied on. Raises InputError where nothing is.
    """
    name = faults.name
    raw = content(path, name, MAX_BYTES, "keep the table in a file of its own, without pictures")
    return table(name, _records(raw, path, faults), faults)


def _records(raw: bytes, path: PurePath, faults: Faults) -> Iterator[tuple[int, Cells]]:
    name = faults.name
    if raw.startswith(_ZIP):
        return workbook.records(raw, faults)
    if raw.startswith(_OLE):
        raise _compound(raw, name)
    if raw and path.suffix.lower() in _XLSX_NAMES and not path.name.startswith("~$"):
        raise refused(
            name,
            "xlsx.damaged",
            f"named {path.suffix} and no XLSX file",
            "save it anew in the spreadsheet program",
        )
    if path.suffix.lower() not in _TEXT_NAMES or path.name.startswith("~$"):
        raise refused(
            name,
            "sheet.not-a-sheet",
            "no CSV and no XLSX file",
            "save the table as XLSX or CSV UTF-8, and name that file",
        )
    if raw[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()[:9].lower().startswith(_MARKUP):
        raise refused(
            name,
            "sheet.not-a-sheet",
            "a page of HTML or XML, not a sheet",
            "open it in a spreadsheet program and save it as XLSX",
        )
    return separated.records(raw, faults)


def _compound(raw: bytes, name: str) -> Exception:
    """Tell an XLSX with a password from the format before it: one kind of file holds both."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return refused(
            name, "xlsx.encrypted", "locked with a password", "save it without the password"
        )
    return refused(
        name, "sheet.not-a-sheet", "an old XLS file or some other", "save it as XLSX or CSV UTF-8"
    )
