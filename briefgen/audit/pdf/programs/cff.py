"""Compact Font Format programs (Adobe technical notes 5176 and 5177): names, CIDs, widths.

Owns the dictionaries and as much of charstrings as it takes to find a width. Must not know
outlines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import error, unpack_from

from briefgen.audit.limits import MAX_GLYPHS
from briefgen.audit.pdf.programs.program import Program, Unsound
from briefgen.fonts import names

Index = list[bytes]
Entries = dict[int, list[float]]

_ROS = 12 << 8 | 30
_MATRIX = 12 << 8 | 7
_ARRAY = 12 << 8 | 36
_SELECT = 12 << 8 | 37
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS, _USUAL, _NOMINAL = 15, 16, 17, 18, 19, 20, 21
MAX_STEPS = 2_000  # of one charstring, before its width is known
MAX_CALLS = 10


@dataclass(slots=True)
class Private:
    """What the glyphs of a part have in common."""

    usual: float = 0.0
    nominal: float = 0.0
    subrs: Index = field(default_factory=list)


def read(content: bytes) -> Program:
    """Read a program. Raises Unsound."""
    try:
        return _read(content)
    except (error, IndexError, ValueError, OverflowError):
        raise Unsound("a table is cut off") from None


def _read(content: bytes) -> Program:
    _, at = _index(content, content[2])
    tops, at = _index(content, at)
    strings, at = _index(content, at)
    shared, at = _index(content, at)
    top = _entries(tops[0])
    glyphs, _ = _index(content, _whole(top, _CHARSTRINGS))
    if not glyphs:
        raise Unsound("it has no glyphs")
    keyed = _ROS in top
    parts = [_private(content, top)]
    if keyed:
        found, _ = _index(content, _whole(top, _ARRAY))
        parts = [_private(content, _entries(one)) for one in found]
    chosen = _selected(content, _whole(top, _SELECT), len(glyphs)) if keyed else b""
    matrix = top.get(_MATRIX, [])
    scale = matrix[0] * 1000 if len(matrix) == 6 and matrix[0] > 0 else 1.0

    def width(glyph: int) -> float | None:
        if not 0 <= glyph < len(glyphs):
            return None
        part = chosen[glyph] if glyph < len(chosen) else 0
        try:
            found = _width(glyphs[glyph], parts[part], shared)
        except (error, IndexError):  # it is cut off, or calls what is not there
            return None
        return None if found is None else found * scale

    numbers = _charset(content, _whole(top, _CHARSET), len(glyphs))
    program = Program(len(glyphs), width)
    if keyed:
        program.cids = {cid: glyph for glyph, cid in enumerate(numbers)}
        return program
    standard = names.cff_strings()
    for glyph, number in enumerate(numbers):
        if number < len(standard):
            program.names.setdefault(standard[number], glyph)
        elif number - len(standard) < len(strings):
            spelt = strings[number - len(standard)].decode("latin-1")
            program.names.setdefault(spelt, glyph)
    program.codes = _encoding(content, _whole(top, _ENCODING), program.names)
    return program


def _index(content: bytes, at: int) -> tuple[Index, int]:
    count = unpack_from(">H", content, at)[0]
    if not count:
        return [], at + 2
    size = content[at + 2]
    if not 1 <= size <= 4 or count > MAX_GLYPHS:
        raise Unsound("an index is out of measure")
    places = [
        int.from_bytes(content[at + 3 + size * n : at + 3 + size * (n + 1)], "big")
        for n in range(count + 1)
    ]
    base = at + 2 + size * (count + 1)
    found = [content[base + places[n] : base + places[n + 1]] for n in range(count)]
    return found, base + places[-1]


def _entries(content: bytes) -> Entries:
    found: Entries = {}
    operands: list[float] = []
    at = 0
    while at < len(content):
        byte = content[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte = 12 << 8 | content[at]
                at += 1
            found[byte] = operands
            operands = []
        elif byte == 30:
            number, at = _decimal(content, at)
            operands.append(number)
        elif byte == 29:
            operands.append(unpack_from(">i", content, at)[0])
            at += 4
        else:
            number, at = _number(content, byte, at)
            operands.append(number)
    return found


def _decimal(content: bytes, at: int) -> tuple[float, int]:
    digits = ""
    while at < len(content):
        byte = content[at]
        at += 1
        for nibble in (byte >> 4, byte & 15):
            if nibble == 15:
                return float(digits or 0), at
            digits += "0123456789.EX-X"[nibble].replace("X", "E-" if nibble == 12 else "")
    raise Unsound("a number has no end")


def _number(content: bytes, byte: int, at: int) -> tuple[float, int]:
    if byte == 28:
        return unpack_from(">h", content, at)[0], at + 2
    if 32 <= byte <= 246:
        return byte - 139, at
    if 247 <= byte <= 250:
        return (byte - 247) * 256 + content[at] + 108, at + 1
    if 251 <= byte <= 254:
        return -(byte - 251) * 256 - content[at] - 108, at + 1
    return unpack_from(">i", content, at)[0] / 65536, at + 4


def _whole(entries: Entries, key: int) -> int:
    found = entries.get(key, [])
    return int(found[0]) if found else 0


def _private(content: bytes, entries: Entries) -> Private:
    size, place = (*entries.get(_PRIVATE, [0, 0]), 0, 0)[:2]
    own = _entries(content[int(place) : int(place) + int(size)])
    made = Private((own.get(_USUAL) or [0.0])[0], (own.get(_NOMINAL) or [0.0])[0])
    if _SUBRS in own:
        made.subrs, _ = _index(content, int(place) + _whole(own, _SUBRS))
    return made


def _selected(content: bytes, at: int, count: int) -> bytes:
    if content[at] == 0:
        return content[at + 1 : at + 1 + count]
    found = bytearray(count)
    ranges = unpack_from(">H", content, at + 1)[0]
    for number in range(ranges):
        first, part, after = unpack_from(">HBH", content, at + 3 + 3 * number)
        last = min(after, count)
        found[first:last] = bytes([part]) * max(last - first, 0)
    return bytes(found)


def _charset(content: bytes, at: int, count: int) -> list[int]:
    if at <= 2:  # one of three that are not spelt; the first numbers glyphs as they come
        return list(range(count)) if at == 0 else [0] * count
    found = [0]
    form = content[at]
    at += 1
    while len(found) < count:
        first = unpack_from(">H", content, at)[0]
        left = 0
        at += 2
        if form:
            left = content[at] if form == 1 else unpack_from(">H", content, at)[0]
            at += form
        found += range(first, first + min(left + 1, count - len(found)))
    return found


def _encoding(content: bytes, at: int, known: dict[str, int]) -> dict[int, int]:
    if at <= 1:
        glyphs = names.glyphs("StandardEncoding") if at == 0 else ()
        return {code: known[name] for code, name in enumerate(glyphs) if name in known}
    form, count = content[at] & 127, content[at + 1]
    if form == 0:
        return {content[at + 2 + n]: n + 1 for n in range(count)}
    found: dict[int, int] = {}
    glyph = 1
    for number in range(count):
        first, left = content[at + 2 + 2 * number], content[at + 3 + 2 * number]
        for code in range(first, first + left + 1):
            found[code] = glyph
            glyph += 1
    return found


_STEMS = (1, 3, 18, 23, 19, 20)
_MOVES = {21: 2, 4: 1, 22: 1, 14: 0}  # how many operands each has besides a width


def _width(charstring: bytes, part: Private, shared: Index) -> float | None:
    """Run a charstring until its width is said, which is before it draws."""
    stack: list[float] = []
    callers: list[tuple[bytes, int]] = []
    code, at = charstring, 0
    for _ in range(MAX_STEPS):
        if at >= len(code):
            return None
        byte = code[at]
        at += 1
        if byte >= 32 or byte == 28:
            number, at = _number(code, byte, at)
            stack.append(number)
        elif byte in _STEMS:
            return part.nominal + stack[0] if len(stack) % 2 else part.usual
        elif byte in _MOVES:
            wanted = _MOVES[byte]
            extra = len(stack) > wanted and (byte != 14 or len(stack) in (1, 5))
            return part.nominal + stack[0] if extra else part.usual
        elif byte in (10, 29) and stack and len(callers) < MAX_CALLS:
            subrs = part.subrs if byte == 10 else shared
            callers.append((code, at))
            code, at = subrs[int(stack.pop()) + _bias(subrs)], 0
        elif byte == 11 and callers:
            code, at = callers.pop()
        else:
            return None
    return None


def _bias(subrs: Index) -> int:
    return 107 if len(subrs) < 1_240 else 1_131 if len(subrs) < 33_900 else 32_768
