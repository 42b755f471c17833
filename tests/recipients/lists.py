"""Files of recipients for the tests: written, and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import Diagnostic, InputError
from briefgen.recipients import Recipient, read
from briefgen.words import is_language

AUDIENCES = frozenset({"city-council", "community-groups", "press"})


def of(
    folder: Path, content: str | bytes, name: str = "r.csv", *, mail: bool = True
) -> tuple[Recipient, ...]:
    raw = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(raw)
    return read(folder / name, AUDIENCES, is_language, mail=mail)


def one(folder: Path, content: str, *, mail: bool = True) -> Recipient:
    (only,) = of(folder, content, mail=mail)
    return only


def faults(
    folder: Path, content: str | bytes, name: str = "r.csv", *, mail: bool = True
) -> list[tuple[int, int, str]]:
    """Give row, column and code of every fault of a file."""
    return [place(fault) for fault in _faults(folder, content, name, mail=mail)]


def fault(folder: Path, content: str | bytes, *, mail: bool = True) -> Diagnostic:
    (only,) = _faults(folder, content, "r.csv", mail=mail)
    return only


def place(found: Diagnostic) -> tuple[int, int, str]:
    assert found.location is not None
    return found.location.line, found.location.column, found.code


def _faults(folder: Path, content: str | bytes, name: str, *, mail: bool) -> tuple[Diagnostic, ...]:
    with pytest.raises(InputError) as caught:
        of(folder, content, name, mail=mail)
    return caught.value.diagnostics
