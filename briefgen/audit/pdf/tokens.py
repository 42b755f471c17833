"""The bytes of a page -> its operators with their operands (ISO 32000-1, 7.8).

Owns the syntax inside content streams and character maps. Must not know what an operator
does. Takes time in proportion to the bytes, whatever they are; what is no syntax is passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

Operands: TypeAlias = list[Any]

MAX_OPERANDS = 100_000
MAX_NESTED = 40

_TOKEN = re.compile(
    rb"""
    (?P<space> [\0\t\n\f\r\ ]++ | %[^\r\n]*+ )
  | (?P<number> [+-]?(?: \d++(?:\.\d*+)?+ | \.\d++ ) )
  | (?P<name> / [^\0\t\n\f\r\ ()<>\[\]{}/%]*+ )
  | (?P<open> << | \[ )
  | (?P<close> >> | \] )
  | (?P<hex> < [0-9A-Fa-f\0\t\n\f\r\ ]*+ > )
  | (?P<string> \( )
  | (?P<word> [A-Za-z'"*][A-Za-z0-9'"*]*+ )
    """,
    re.VERBOSE,
)
_INNER = re.compile(rb"(?:[^\\()]++|\\.)*+", re.DOTALL)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|\r|\n)")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HASHED = re.compile(r"#([0-9A-Fa-f]{2})")
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}


class Name(str):
    """A name, without its slash, to be told from a word."""

    __slots__ = ()


class Operation(NamedTuple):
    """An operator and its operands; an inline image is one, `BI`, with its dictionary."""

    operator: str
    operands: Operands


def operations(content: bytes) -> Iterator[Operation]:
    """Give the operators in order."""
    stack: list[tuple[bytes, Operands]] = []
    operands: Operands = []
    at, end = 0, len(content)
    while at < end:
        match = _TOKEN.match(content, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind, text = match.lastgroup, match[0]
        if kind == "space":
            continue
        if kind == "word" and text not in _WORDS:
            # An operator ends whatever was left open.
            operands = stack[0][1] if stack else operands
            stack.clear()
            if text == b"ID":
                yield Operation("BI", [_pairs(operands)])
                closing = _IMAGE_END.search(content, at)
                at = closing.end() if closing else end
            elif text != b"BI":  # its dictionary follows, up to ID
                yield Operation(text.decode("ascii"), operands)
            operands = []
        elif kind == "string":
            found, at = _string(content, at)
            operands.append(found)
        elif kind in ("open", "close"):
            operands = _nested(stack, operands, text)
        else:
            operands.append(_value(kind, text))
        if len(operands) > MAX_OPERANDS:
            operands = []


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


def _value(kind: str | None, text: bytes) -> Any:
    match kind:
        case "number":
            return float(text[:40])
        case "name":
            name = text[1:200].decode("latin-1")
            if "#" in name:
                name = _HASHED.sub(lambda match: chr(int(match[1], 16)), name)
            return Name(name)
        case "hex":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", text)
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _WORDS.get(text)


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """Read a string from behind its opening parenthesis."""
    start, depth = at, 1
    while depth:
        match = _INNER.match(content, at)
        at = match.end() if match else at
        if at >= len(content):
            break
        byte = content[at : at + 1]
        depth += {b"(": 1, b")": -1}.get(byte, 0)
        at += 1
    raw = content[start : at - 1] if not depth else content[start:at]
    return (_ESCAPE.sub(_unescaped, raw) if b"\\" in raw else raw), at


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found.isdigit():
        return bytes([int(found, 8) & 0xFF])
    if found in b"\r\n":
        return b""
    return _ESCAPED.get(found, found)


def _pairs(operands: Operands) -> dict[str, Any]:
    keys, values = operands[::2], operands[1::2]
    return {key: value for key, value in zip(keys, values, strict=False) if isinstance(key, Name)}
