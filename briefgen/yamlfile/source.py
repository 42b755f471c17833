"""A file's text: read within a bound, UTF-8, and free of characters no document holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import Diagnostic, InputError, Location, UsageError, error

MAX_BYTES = 32_000_000

# C0 and C1 controls that XML 1.0 section 2.2 forbids or discourages, surrogates,
# noncharacters (which briefgen keeps for itself), and the controls that turn the
# direction of text around without being seen.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(0x1FFFE + plane * 0x10000)}{chr(0x1FFFF + plane * 0x10000)}" for plane in range(16)
    )
    + "]"
)


def content(path: Path, name: str) -> bytes:
    """Read a file's bytes. Raises UsageError where it cannot be opened."""
    location = Location(name)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UsageError(error("file.not-a-file", "this is no ordinary file", location))
        if path.is_dir():
            raise UsageError(
                error(
                    "file.is-folder", "this is a folder, not a file", location, "name a file in it"
                )
            )
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(
            error("file.missing", "no such file", location, "check the path and its spelling")
        ) from None
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        raise UsageError(
            error("file.unreadable", f"cannot read this file: {reason}", location)
        ) from None
    if len(raw) > MAX_BYTES:
        raise InputError(
            error("yaml.too-large", f"larger than {MAX_BYTES // 1_000_000} MB", location)
        )
    return raw


def decode(raw: bytes, name: str) -> str:
    """Turn UTF-8, with or without a BOM, into text with plain line ends."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(
            error("yaml.not-utf-8", "UTF-16, not UTF-8", Location(name, 1, 1), "save it as UTF-8")
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8-sig", "replace")
        raise InputError(
            error(
                "yaml.not-utf-8",
                f"byte 0x{raw[fault.start]:02X} is not UTF-8",
                place(name, before, len(before)),
                "save the file as UTF-8",
            )
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place(path: str, text: str, index: int) -> Location:
    """Give line and column of a character of a text."""
    line = text.count("\n", 0, index) + 1
    return Location(path, line, index - text.rfind("\n", 0, index))


def forbidden(text: str, name: str) -> Iterator[Diagnostic]:
    """Find the characters that no document may hold; the first 20 are enough."""
    for count, match in enumerate(FORBIDDEN.finditer(text)):
        if count == 20:
            return
        yield forbidden_character(match.group(), place(name, text, match.start()))


def forbidden_character(character: str, location: Location | None) -> Diagnostic:
    """Say that a character cannot stand in any document."""
    return error(
        "text.forbidden-character",
        f"character U+{ord(character):04X} cannot stand in a document",
        location,
        "delete it; it is invisible in most editors",
    )
