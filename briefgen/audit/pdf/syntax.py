"""The bytes of a PDF -> its objects, as they are written (ISO 32000-1, 7.3).

Owns the kinds of objects and the reading of one of them. Must not know where objects are,
nor what they mean. Takes time in proportion to the bytes, whatever they are; how many signs
may be read is counted by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from briefgen.audit.pdf.tokens import hexadecimal, skipped, spelt, string, weight

Array: TypeAlias = list[Any]
Spend: TypeAlias = Callable[[int], None]

MAX_NESTED = 100
MAX_DIGITS = 40
MAX_KNOWN = 20_000
_COUNTED = 1_000  # signs between two looks at how many may be read
BYTES = 64  # so many cost as one sign, whatever they are


class Unsound(Exception):
    """Bytes that are no object."""


class Name(str):
    """A name with its slash, to be told from the words of a keyword."""

    __slots__ = ()


class Reference(NamedTuple):
    """What stands for an object of its own."""

    number: int
    generation: int


class Boolean:
    """True or false, which are no numbers here as they are in Python."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        """Make one of the two."""
        self.value = value


class Dictionary(dict[str, Any]):
    """A dictionary: names with their slashes, and values that may be references."""

    __slots__ = ()


class Stream(Dictionary):
    """A stream: its dictionary, and where in a source it is, as packed."""

    __slots__ = ("end", "source", "start")

    def __init__(self, entries: Dictionary, source: bytes, start: int, end: int) -> None:
        """Take the dictionary, and the place of the bytes."""
        super().__init__(entries)
        self.source = source
        self.start = start
        self.end = end

    @property
    def packed(self) -> bytes:
        """Give the bytes as they are in the file."""
        return self.source[self.start : self.end]


TRUE, FALSE = Boolean(True), Boolean(False)
_KEYWORDS: dict[bytes, Any] = {b"true": TRUE, b"false": FALSE, b"null": None}

_SPACE = rb"(?:[\0\t\n\f\r\ ]++|%[^\r\n]*+)*+"
_REGULAR = rb"[^\0\t\n\f\r\ ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"""
    %b
    (?: ( / %b*+ )
      | ( \d{1,10} ) [\0\t\n\f\r\ ]++ ( \d{1,5} ) [\0\t\n\f\r\ ]++ R (?!%b)
      | ( [+-]*+ (?: \d++ (?:\.[\d-]*+)?+ | \.\d*+ ) )
      | ( << | \[ )
      | ( >> | \] )
      | ( < [0-9A-Fa-f\0\t\n\f\r\ ]*+ > )
      | \( ( [^\\()\r]*+ ) \)
      | ( \( )
      | ( [A-Za-z]++ )
    )
    """
    % (_SPACE, _REGULAR, _REGULAR),
    re.VERBOSE,
)
_NAME, _NUMBER, _GENERATION, _REAL, _OPEN, _CLOSE, _HEX, _PLAIN, _STRING, _WORD = range(1, 11)


@lru_cache(MAX_KNOWN)
def name(text: bytes) -> Name:
    """Give a name; the same object for the same bytes."""
    return Name(spelt(text))


@lru_cache(MAX_KNOWN)
def _key(text: bytes) -> str:
    return spelt(text)


def parse(content: bytes, at: int, spend: Spend) -> tuple[Any, int]:
    """Read the object at a place; give it, and the place behind it. Raises Unsound.

    Long strings and comments cost too: objects may begin within those of others.
    """
    stack: list[tuple[bytes, Array]] = []
    held: Array = []
    start, count = at, 0
    try:
        while not held or stack:
            match = _TOKEN.match(content, at)
            count += 1
            if match is None:
                at = skipped(content, at)
                raise Unsound
            at = match.end()
            kind = match.lastindex
            if kind == _OPEN:
                if len(stack) >= MAX_NESTED:
                    raise Unsound
                stack.append((match[_OPEN], held))
                held = []
            elif kind == _CLOSE:
                held = _closed(stack, held, match[_CLOSE])
            elif kind in (_STRING, _PLAIN, _HEX):
                found, behind = _string(content, match, at)
                count += weight(content, at, behind)
                at = behind
                held.append(found)
            elif kind == _NAME and len(held) % 2 == 0 and stack and stack[-1][0] == b"<<":
                held.append(_key(match[_NAME]))
            else:
                held.append(_atom(match))
            if count >= _COUNTED:
                spend(count)
                count = 0
    finally:
        spend(count + (at - start) // BYTES)
    return held[0], at


def _atom(match: re.Match[bytes]) -> Any:
    """Give a name, a number, a reference or a keyword."""
    kind = match.lastindex
    if kind == _NAME:
        return name(match[_NAME])
    if kind == _GENERATION:
        return Reference(int(match[_NUMBER]), int(match[_GENERATION]))
    if kind == _REAL:
        return _number(match[_REAL])
    if match[_WORD] not in _KEYWORDS:
        raise Unsound
    return _KEYWORDS[match[_WORD]]


def _closed(stack: list[tuple[bytes, Array]], held: Array, sign: bytes) -> Array:
    """Put an array or a dictionary into what is around it; give that to go on with."""
    if not stack:
        raise Unsound
    opened, outer = stack.pop()
    if (opened == b"[") != (sign == b"]"):
        raise Unsound
    outer.append(held if opened == b"[" else _dictionary(held))
    return outer


def _dictionary(held: Array) -> Dictionary:
    """Pair keys and values; a key without a value, or what is none, is passed over."""
    if len(held) % 2 == 0 and all(type(key) is str for key in held[::2]):
        return Dictionary(zip(held[::2], held[1::2], strict=True))
    made = Dictionary()
    at = 0
    while at + 1 < len(held):
        key, found = held[at : at + 2]
        if isinstance(key, str):
            made[str(key)] = Name(found) if type(found) is str else found
        at += 2 if isinstance(key, str) else 1
    return made


def _number(text: bytes) -> int | float:
    if len(text) > MAX_DIGITS:
        text = text[:MAX_DIGITS]
    try:
        return float(text) if b"." in text else int(text)
    except ValueError:
        # Some programs write --5, and 12.-34 for 12.
        plain = text.lstrip(b"+-").partition(b"-")[0]
        found = float(plain) if plain.strip(b".") else 0.0
        return -found if text[:1] == b"-" else found


def _string(content: bytes, match: re.Match[bytes], at: int) -> tuple[bytes, int]:
    if match.lastindex == _PLAIN:
        return match[_PLAIN], at
    if match.lastindex == _STRING:
        return string(content, at)
    return hexadecimal(match[_HEX]), at


_STREAM = re.compile(rb"[\0\t\n\f\r ]{0,64}+stream(?:\r\n|\n|\r)?")
_STREAM_END = re.compile(rb"[\0\t\n\f\r ]{0,64}+endstream")
HEADER = re.compile(
    rb"[\0\t\n\f\r ]{0,64}+(\d{1,10})[\0\t\n\f\r ]{1,64}+(\d{1,5})[\0\t\n\f\r ]{1,64}+obj"
)


def object_start(content: bytes, at: int) -> int:
    """Give where an object begins behind its header. Raises Unsound."""
    match = HEADER.match(content, at)
    if match is None:
        raise Unsound
    return match.end()


def stream_start(content: bytes, at: int) -> int:
    """Give where the bytes of a stream begin, 0 where a dictionary is no stream's."""
    match = _STREAM.match(content, at)
    return match.end() if match else 0


def ends_stream(content: bytes, at: int) -> bool:
    """Say whether a stream ends at a place."""
    return _STREAM_END.match(content, at) is not None
