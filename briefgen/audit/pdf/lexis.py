"""How objects are written in the bytes of a file: numbers, names and strings, sign by sign.

Owns the reading of objects without their meaning (ISO 32000-1, 7.2 and 7.3), which a reader
of values would pass over or mend. Must not judge. Takes time in proportion to the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from briefgen.audit.limits import MAX_TOKENS
from briefgen.audit.pdf.open import Spent

_TOKEN = re.compile(
    rb"""
    (?P<space> [\0\t\n\f\r\ ]++ | %[^\r\n]*+ )
  | (?P<number> [+-]?+ (?: [0-9]++(?:\.[0-9]*+)?+ | \.[0-9]++ ) (?![^\0\t\n\f\r\ ()<>\[\]{}/%]) )
  | (?P<name> / [^\0\t\n\f\r\ ()<>\[\]{}/%]*+ )
  | (?P<open> << | \[ )
  | (?P<close> >> | \] )
  | (?P<hex> < [^<>]*+ >? )
  | (?P<string> \( )
  | (?P<word> [^\0\t\n\f\r\ ()<>\[\]{}/%]++ )
    """,
    re.VERBOSE,
)
_INNER = re.compile(rb"(?:[^\\()]++|\\.)*+", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)
_BROKEN_LINE = re.compile(rb"\\(?:\r\n|\r|\n)")
_HASHED = re.compile(rb"#([0-9A-Fa-f]{2})")
_WHITE = b"\0\t\n\f\r "
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f\0\t\n\f\r ]")
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")

# Most contents have nothing but such strings, and after them nothing that could be a fault.
_SOUND_HEX = re.compile(rb"(?<!<)<(?:[0-9A-Fa-f]{2}){0,16383}+>")
_SUSPECT = re.compile(
    rb"[(%#\x80-\xff]|(?<!<)<(?!<)|\bID\b|[0-9.]{10}|/[^\0\t\n\f\r ()<>\[\]{}/%]{128}"
)

MAX_STRING = 32_767
MAX_NAME = 127
MAX_WHOLE = 2**31 - 1
MAX_REAL = 3.403e38
MIN_REAL = 1.175e-38
MAX_PLACES = 50


class Token(NamedTuple):
    """A sign of an object; `end` is where the next may begin."""

    kind: str
    text: bytes
    end: int


def tokens(content: bytes, at: int = 0, end: int | None = None) -> Iterator[Token]:
    """Give the signs of a content between places; an inline image's data are passed over."""
    end = len(content) if end is None else end
    while at < end:
        match = _TOKEN.match(content, at, end)
        if match is None:
            at += 1
            continue
        kind, text = match.lastgroup or "", match[0]
        at = match.end()
        if kind == "space":
            continue
        if kind == "string":
            start, at = at, _string_end(content, at, end)
            text = content[start : at - 1]
        yield Token(kind, text, at)
        if text == b"ID" and kind == "word":
            closing = _IMAGE_END.search(content, at, end)
            at = closing.end() if closing else end


def _string_end(content: bytes, at: int, end: int) -> int:
    """Give where a string ends whose opening parenthesis stands before a place."""
    depth = 1
    while depth and at < end:
        match = _INNER.match(content, at, end)
        at = match.end() if match else at
        depth += {b"(": 1, b")": -1}.get(content[at : at + 1], 0)
        at += 1
    return at


def name_of(text: bytes) -> bytes:
    """Give the bytes that a name stands for."""
    found = text[1:]
    if b"#" in found:
        found = _HASHED.sub(lambda match: bytes([int(match[1], 16)]), found)
    return found


@dataclass(slots=True)
class Notation:
    """What is written otherwise than archives may have it: for each kind, the places.

    `counts` says how many of each kind of object were looked at.
    """

    places: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    no_text: set[str] = field(default_factory=set)  # names that are not UTF-8, as readers give them
    _left: int = field(default_factory=lambda: MAX_TOKENS)

    def look(self, content: bytes, place: str) -> None:
        """Look at all that is written in a content."""
        rest, count = _SOUND_HEX.subn(b" ", content)
        if not _SUSPECT.search(rest):
            self.counts["hex"] = self.counts.get("hex", 0) + count
            self.counts["content"] = self.counts.get("content", 0) + 1
            return
        for token in tokens(content):
            self.token(token, place)

    def token(self, token: Token, place: str) -> None:
        """Look at one sign."""
        self._left -= 1
        if self._left < 0:
            raise Spent(f"more than {MAX_TOKENS:,} signs of objects")
        kind = token.kind
        if kind in ("hex", "string", "name", "number"):
            self.counts[kind] = self.counts.get(kind, 0) + 1
            _LOOKS[kind](self, token.text, place)

    def _note(self, fault: str, place: str) -> None:
        places = self.places.setdefault(fault, [])
        if len(places) < MAX_PLACES:
            places.append(place)

    def _hex(self, text: bytes, place: str) -> None:
        inner = text[1:-1] if text.endswith(b">") else text[1:]
        digits = len(inner) - sum(inner.count(bytes([white])) for white in _WHITE)
        if digits % 2:
            self._note("odd", place)
        if _NOT_HEX.search(inner):
            self._note("foreign", place)
        if digits > 2 * MAX_STRING:
            self._note("long string", place)

    def _string(self, text: bytes, place: str) -> None:
        if len(text) <= MAX_STRING:
            return
        shorter = _ESCAPED.sub(b"x", _BROKEN_LINE.sub(b"", text))
        if len(shorter) > MAX_STRING:
            self._note("long string", place)

    def _name(self, text: bytes, place: str) -> None:
        if len(text) <= MAX_NAME and text.isascii() and b"#" not in text:
            return
        name = name_of(text)
        if len(name) > MAX_NAME:
            self._note("long name", place)
        try:
            name.decode("utf-8")
        except UnicodeDecodeError:
            if len(self.no_text) < MAX_PLACES:
                self.no_text.update(_as_read(name))

    def _number(self, text: bytes, place: str) -> None:
        if len(text) < 10:
            return
        if b"." not in text:
            if len(text) > 20 or not -MAX_WHOLE - 1 <= int(text) <= MAX_WHOLE:
                self._note("large number", place)
            return
        size = abs(float(text[:2_000])) if text.strip(b"+-.") else 0.0
        if size > MAX_REAL:
            self._note("large number", place)
        elif 0 < size < MIN_REAL or (not size and text.strip(b"+-.0")):
            self._note("small number", place)


_LOOKS = {
    "hex": Notation._hex,
    "string": Notation._string,
    "name": Notation._name,
    "number": Notation._number,
}


def _as_read(name: bytes) -> Iterator[str]:
    """Give what readers may make of a name that is not UTF-8."""
    for encoding in ("gbk", "latin-1"):
        try:
            yield name.decode(encoding)
        except UnicodeDecodeError:
            continue
