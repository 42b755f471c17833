"""The bytes of a page -> its operators with their operands (ISO 32000-1, 7.8).

Owns the syntax inside content streams and character maps. Must not know what an operator
does. Takes time in proportion to the bytes, whatever they are; what is no syntax is passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeAlias

Operands: TypeAlias = list[Any]
Operation: TypeAlias = tuple[str, Operands]

MAX_OPERANDS = 100_000
MAX_NESTED = 40
MAX_NAME = 400
MAX_DIGITS = 40
MAX_KNOWN = 20_000
MAX_BRACKETS = 1_000  # open in one string

_TOKEN = re.compile(
    rb"""
    (?: [\0\t\n\f\r\ ]++ | %[^\r\n]*+ )*+
    (?: ( [+-]?(?: \d++(?:\.\d*+)?+ | \.\d++ ) )
      | \( ( [^\\()\r]*+ ) \)
      | ( [A-Za-z'"*][A-Za-z0-9'"*]*+ )
      | ( / [^\0\t\n\f\r\ ()<>\[\]{}/%]*+ )
      | ( << | \[ )
      | ( >> | \] )
      | ( < [0-9A-Fa-f\0\t\n\f\r\ ]*+ > )
      | ( \( )
    )
    """,
    re.VERBOSE,
)
_SPACE = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
_NUMBER, _PLAIN, _WORD, _NAME, _OPEN, _CLOSE, _HEX, _STRING = range(1, 9)
_BRACKET = re.compile(rb"(?:[^\\()]++|\\.)*+([()])", re.DOTALL)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|\r|\n)|\r\n?")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HASHED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NO_DIGITS = b"<>\0\t\n\f\r "
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}


class Name(str):
    """A name, without its slash, to be told from a word."""

    __slots__ = ()


@lru_cache(MAX_KNOWN)
def _name(text: bytes) -> Name:
    return Name(spelt(text)[1:])


@lru_cache(MAX_KNOWN)
def _operator(text: bytes) -> str:
    return text.decode("ascii")


def skipped(content: bytes, at: int) -> int:
    """Give the place behind space and comments."""
    match = _SPACE.match(content, at)
    return match.end() if match else at


def _free(_: int) -> None:
    """Take what is read for nothing."""


def operations(content: bytes, spend: Callable[[int], None] = _free) -> Iterator[Operation]:
    """Give the operators in order; an inline image is one, `BI`, with its dictionary.

    `spend` is told how many signs were read, before the operator that they belong to.
    """
    stack: list[tuple[bytes, Operands]] = []
    operands: Operands = []
    count = at = 0
    while at < len(content):
        match = _TOKEN.match(content, at)
        count += 1
        if match is None:
            # One sign that is none is passed over, and the space before it, once.
            at = skipped(content, at) + 1
            continue
        at = match.end()
        kind = match.lastindex
        if kind == _NUMBER:
            text = match[_NUMBER]
            operands.append(float(text if len(text) <= MAX_DIGITS else text[:MAX_DIGITS]))
        elif kind == _PLAIN:
            operands.append(match[_PLAIN])
        elif kind == _WORD:
            text = match[_WORD]
            if text in _WORDS:
                operands.append(_WORDS[text])
                continue
            spend(count)
            # An operator ends whatever was left open.
            operands = stack[0][1] if stack else operands
            stack.clear()
            if text == b"ID":
                yield "BI", [_pairs(operands)]
                closing = _IMAGE_END.search(content, at)
                at = closing.end() if closing else len(content)
            elif text != b"BI":  # its dictionary follows, up to ID
                yield _operator(text), operands
            operands, count = [], 0
        elif kind in (_NAME, _HEX, _STRING):
            found, behind = _value(content, match)
            count += weight(content, at, behind)
            at = behind
            operands.append(found)
        else:
            operands = _nested(stack, operands, match[kind or 0])
        if len(operands) > MAX_OPERANDS:
            spend(count)
            operands, count = [], 0
    spend(count)


def _value(content: bytes, match: re.Match[bytes]) -> tuple[Any, int]:
    """Give a name or a string, and the place behind it."""
    if match.lastindex == _STRING:
        return string(content, match.end())
    text = match[match.lastindex or 0]
    return (_name(text) if match.lastindex == _NAME else hexadecimal(text)), match.end()


def _nested(stack: list[tuple[bytes, Operands]], operands: Operands, text: bytes) -> Operands:
    """Go into an array or a dictionary, or out of one; give the operands to go on with."""
    if text in (b"[", b"<<"):
        if len(stack) >= MAX_NESTED:
            operands = stack[0][1]
            stack.clear()
        stack.append((text, operands))
        return []
    if not stack:
        return operands
    opened, outer = stack.pop()
    outer.append(_pairs(operands) if opened == b"<<" else operands)
    return outer


# --- what objects are written with, too ----------------------------------------------


def spelt(text: bytes) -> str:
    """Give the characters of a name: those that cannot be written are, by their numbers."""
    plain = _HASHED.sub(lambda match: bytes((int(match[1], 16),)), text[:MAX_NAME])
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def hexadecimal(text: bytes) -> bytes:
    """Give the bytes of a string of hexadecimal digits."""
    digits = text.translate(None, _NO_DIGITS)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def weight(content: bytes, start: int, end: int) -> int:
    """Give how many signs a string costs: each bracket and escape in it is looked at."""
    escapes = content.count(b"\\", start, end) if start < end else 0
    return (end - start) // 64 + content.count(b"(", start, end) + escapes


def string(content: bytes, at: int) -> tuple[bytes, int]:
    """Read a string from behind its opening parenthesis; give it, and the place behind it."""
    start, depth = at, 1
    while 0 < depth <= MAX_BRACKETS:
        match = _BRACKET.match(content, at)
        if match is None:
            at = len(content)
            break
        at = match.end()
        depth += 1 if match[1] == b"(" else -1
    raw = content[start : at - 1] if not depth else content[start:at]
    return (_ESCAPE.sub(_unescaped, raw) if b"\\" in raw or b"\r" in raw else raw), at


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found is None:
        return b"\n"  # the end of a line, however it is written (7.3.4.2)
    if found.isdigit():
        return bytes([int(found, 8) & 0xFF])
    if found in b"\r\n":
        return b""
    return _ESCAPED.get(found, found)


def _pairs(operands: Operands) -> dict[str, Any]:
    keys, values = operands[::2], operands[1::2]
    return {key: value for key, value in zip(keys, values, strict=False) if isinstance(key, Name)}
