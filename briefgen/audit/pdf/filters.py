"""What a stream is packed with, undone within a bound (ISO 32000-1, 7.4).

Owns the filters that text may be packed with; those of pictures are left alone. Every one
of them stops at the bound while it works: the library's own hold several times as much
before they look at theirs.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

Parameters: TypeAlias = Mapping[str, int]
Filter: TypeAlias = Callable[[bytes, Parameters, int], bytes]

MAX_FILTERS = 4
PARAMETERS = ("Predictor", "Colors", "BitsPerComponent", "Columns", "EarlyChange")
# Rows are put together byte by byte: text is hardly ever packed so, and gains nothing by it.
MAX_PREDICTED = 4_000_000
_CHUNK = 40_000
_SPACES = b"\0\t\n\f\r "
_NO_DIGITS = bytes(sorted(set(range(256)) - set(b"0123456789abcdefABCDEF")))
_NO_85 = bytes(sorted(set(range(256)) - set(range(0x21, 0x76)) - {0x7A}))


class Unreadable(Exception):
    """Bytes that a filter cannot make anything of."""


class TooLong(Exception):
    """More bytes than are wanted."""


def unpacked(content: bytes, steps: Sequence[tuple[str, Parameters]], most: int) -> bytes:
    """Undo the filters of a stream in order. Raises Unreadable, TooLong."""
    if len(steps) > MAX_FILTERS:
        raise Unreadable
    for name, parameters in steps:
        if name not in FILTERS:
            raise Unreadable
        content = FILTERS[name](content, parameters, most)
        if len(content) > most:
            raise TooLong
    return content


def _flate(content: bytes, parameters: Parameters, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(content, most + 1)
    except zlib.error:
        found = _flate_as_far(content, most)
    return _predicted(found, parameters)


def _flate_as_far(content: bytes, most: int) -> bytes:
    """Undo what comes before the fault: bytes too many at the end are common."""
    unpacker = zlib.decompressobj()
    found = bytearray()
    try:
        for at in range(0, len(content), 256):
            found += unpacker.decompress(content[at : at + 256], most + 1)
            if len(found) > most:
                raise TooLong
    except zlib.error:
        pass
    if not found:
        raise Unreadable
    return bytes(found)


def _hexadecimal(content: bytes, _: Parameters, most: int) -> bytes:
    digits = content.partition(b">")[0].translate(None, _NO_DIGITS)
    if len(digits) > 2 * most:
        raise TooLong
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _base_85(content: bytes, _: Parameters, most: int) -> bytes:
    """Take it apart in groups of five, some thousands at a time."""
    text = content.strip(_SPACES).removeprefix(b"<~").partition(b"~")[0].translate(None, _NO_85)
    if text.count(b"z") * 4 > most:
        raise TooLong
    text = text.replace(b"z", b"!!!!!")
    if len(text) // 5 * 4 > most:
        raise TooLong
    try:
        return b"".join(
            base64.a85decode(text[at : at + _CHUNK]) for at in range(0, len(text), _CHUNK)
        )
    except ValueError:
        raise Unreadable from None


def _runs(content: bytes, _: Parameters, most: int) -> bytes:
    found = bytearray()
    at = 0
    while at < len(content) and (length := content[at]) != 128:
        if length < 128:
            found += content[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            found += content[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(found) > most:
            raise TooLong
    return bytes(found)


def _lzw(content: bytes, parameters: Parameters, most: int) -> bytes:
    early = parameters.get("EarlyChange", 1) != 0
    table: list[bytes] = []
    found = bytearray()
    before = b""
    bits = held = 0
    width = 9
    for byte in content:
        held = (held << 8 | byte) & 0xFFFFFF
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _LZW_END:
            break
        if code == _LZW_CLEAR:
            table, before, width = [], b"", 9
            continue
        entry = _lzw_entry(table, code, before)
        found += entry
        if len(found) > most:
            raise TooLong
        if before and len(table) < _LZW_MOST:
            table.append(before + entry[:1])
        before = entry
        width = min(max((len(table) + 258 + early).bit_length(), 9), 12)
    return _predicted(bytes(found), parameters)


_LZW_CLEAR, _LZW_END = 256, 257
_LZW_MOST = 4096 - 258


def _lzw_entry(table: list[bytes], code: int, before: bytes) -> bytes:
    if code < _LZW_CLEAR:
        return bytes((code,))
    if code - 258 < len(table):
        return table[code - 258]
    if code - 258 == len(table) and before:
        return before + before[:1]
    raise Unreadable


def _predicted(content: bytes, parameters: Parameters) -> bytes:
    """Undo what tells each byte by those beside and above it (7.4.4.4)."""
    predictor = parameters.get("Predictor", 1)
    if predictor == 1:
        return content
    if len(content) > MAX_PREDICTED:
        raise TooLong
    colours = min(max(parameters.get("Colors", 1), 1), 32)
    depth = min(max(parameters.get("BitsPerComponent", 8), 1), 16)
    columns = min(max(parameters.get("Columns", 1), 1), MAX_PREDICTED)
    length = (colours * depth * columns + 7) // 8
    apart = max(colours * depth // 8, 1)
    found = bytearray()
    above = bytearray(length)
    tagged = predictor >= 10
    for at in range(0, len(content), length + tagged):
        row = bytearray(content[at + tagged : at + tagged + length])
        kind = content[at] if tagged else _LEFT
        _row(row, above, kind, apart)
        found += row
        above = row
    return bytes(found)


_LEFT, _ABOVE, _BETWEEN, _NEAREST = 1, 2, 3, 4


def _row(row: bytearray, above: bytearray, kind: int, apart: int) -> None:
    for at in range(len(row)) if kind in (_LEFT, _ABOVE, _BETWEEN, _NEAREST) else ():
        left = row[at - apart] if at >= apart else 0
        up = above[at]
        if kind == _LEFT:
            told = left
        elif kind == _ABOVE:
            told = up
        elif kind == _BETWEEN:
            told = (left + up) // 2
        else:
            corner = above[at - apart] if at >= apart else 0
            guess = left + up - corner
            told = min((left, up, corner), key=lambda one: abs(guess - one))
        row[at] = row[at] + told & 0xFF


FILTERS: dict[str, Filter] = {
    "FlateDecode": _flate,
    "LZWDecode": _lzw,
    "ASCIIHexDecode": _hexadecimal,
    "ASCII85Decode": _base_85,
    "RunLengthDecode": _runs,
}
