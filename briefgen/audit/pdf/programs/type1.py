"""Type 1 programs (Adobe Type 1 Font Format): names, codes and widths.

Owns their encryption and as much of charstrings as it takes to find a width. Must not know
outlines.
"""

from __future__ import annotations

import re

from briefgen.audit.limits import MAX_GLYPHS
from briefgen.audit.pdf.programs.program import Program, Unsound
from briefgen.fonts import names

_ENCODED = re.compile(rb"dup\s+(\d+)\s*/([^\s/\[\]{}()<>%]+)\s+put")
_MATRIX = re.compile(rb"/FontMatrix\s*\[\s*([0-9.eE+-]+)")
_KEY = re.compile(rb"/lenIV\s+(\d+)")
_GLYPH = re.compile(rb"/([^\s/\[\]{}()<>%]*)\s+(\d{1,5})\s+(?:RD|-\||\S{1,20}) ")
_HEX = re.compile(rb"[0-9A-Fa-f\s]{8}")
MAX_STEPS = 100
MAX_LENGTH = 2_000_000


def read(content: bytes) -> Program:
    """Read a program. Raises Unsound."""
    begin = content.find(b"eexec")
    if begin < 0 or len(content) > MAX_LENGTH:
        raise Unsound("it has no private part")
    clear = content[:begin]
    private = _opened(content[begin + 5 :])
    charstrings = _charstrings(private)
    if not charstrings:
        raise Unsound("it has no glyphs")
    # The glyph for what is missing comes first, whatever the order in the program.
    order = sorted(charstrings, key=lambda name: name != ".notdef")
    if order[0] != ".notdef":
        order.insert(0, ".notdef")
    places = {name: glyph for glyph, name in enumerate(order)}
    matrix = _MATRIX.search(clear)
    scale = float(matrix[1]) * 1000 if matrix else 1.0

    def width(glyph: int) -> float | None:
        found = _width(charstrings.get(order[glyph], b"")) if 0 <= glyph < len(order) else None
        return None if found is None else found * scale

    return Program(len(order), width, names=places, codes=_codes(clear, places))


def _codes(clear: bytes, places: dict[str, int]) -> dict[int, int]:
    if re.search(rb"/Encoding\s+StandardEncoding", clear):
        spelt = dict(enumerate(names.glyphs("StandardEncoding")))
    else:
        spelt = {int(code): name.decode("latin-1") for code, name in _ENCODED.findall(clear)}
    return {code: places[name] for code, name in spelt.items() if name in places}


def _opened(packed: bytes) -> bytes:
    packed = packed.lstrip(b" \t\r\n")
    if _HEX.match(packed):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", packed)
        packed = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    return decrypted(packed, 55665)[4:]


def decrypted(packed: bytes, key: int) -> bytes:
    """Undo the encryption of a program or a charstring."""
    found = bytearray()
    for byte in packed:
        found.append(byte ^ key >> 8)
        key = (byte + key) * 52845 + 22719 & 0xFFFF
    return bytes(found)


def _charstrings(private: bytes) -> dict[str, bytes]:
    skipped = _KEY.search(private)
    lead = int(skipped[1]) if skipped else 4
    at = private.find(b"/CharStrings")
    found: dict[str, bytes] = {}
    while at >= 0 and len(found) < MAX_GLYPHS:
        match = _GLYPH.search(private, at + 1)
        if match is None:
            break
        size = int(match[2])
        if match[1] != b"CharStrings":
            code = private[match.end() : match.end() + min(size, 200)]
            found[match[1].decode("latin-1")] = decrypted(code, 4330)[lead:]
            at = match.end() + size - 1
        else:
            at = match.start()
    return found


def _width(code: bytes) -> float | None:
    """Run a charstring up to hsbw or sbw, the first that it must have."""
    stack: list[float] = []
    at = 0
    for _ in range(MAX_STEPS):
        if at >= len(code):
            return None
        byte = code[at]
        at += 1
        if byte >= 32:
            number, at = _number(code, byte, at)
            stack.append(number)
        elif byte == 13:
            return stack[1] if len(stack) == 2 else None
        elif byte == 12 and code[at : at + 1] == b"\x0c" and len(stack) > 1 and stack[-1]:
            at += 1
            divisor = stack.pop()
            stack[-1] /= divisor
        elif byte == 12 and code[at : at + 1] == b"\x07":
            return stack[2] if len(stack) == 4 else None
        else:
            return None
    return None


def _number(code: bytes, byte: int, at: int) -> tuple[int, int]:
    if byte <= 246:
        return byte - 139, at
    low = code[at] if at < len(code) else 0
    if byte <= 250:
        return (byte - 247) * 256 + low + 108, at + 1
    if byte <= 254:
        return -(byte - 251) * 256 - low - 108, at + 1
    return int.from_bytes(code[at : at + 4], "big", signed=True), at + 4
