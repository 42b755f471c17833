"""A file's text: UTF-8, and free of characters no document holds."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.characters import FORBIDDEN, forbidden_character
from briefgen.errors import Diagnostic, InputError, Location, error

MAX_BYTES = 16_000_000
TOO_LARGE = "keep one issue a file, and long tables in files of their own"


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
    # Each character is asked about once, and only a text that has a bad one is searched.
    if not FORBIDDEN.search("".join(set(text))):
        return
    for count, match in enumerate(FORBIDDEN.finditer(text)):
        if count == 20:
            return
        yield forbidden_character(match.group(), place(name, text, match.start()))
