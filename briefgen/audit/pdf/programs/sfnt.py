"""TrueType and OpenType programs (ISO/IEC 14496-22): metrics and character maps.

Owns the tables head, hhea, hmtx, maxp, loca, cmap and post. Must not know outlines.
"""

from __future__ import annotations

from collections.abc import Callable
from struct import Struct, error, unpack_from

from briefgen.audit.limits import MAX_GLYPHS
from briefgen.audit.pdf.programs import cff
from briefgen.audit.pdf.programs.program import Program, Unsound

_RECORD = Struct(">4sIII")
_MAP = Struct(">HHI")
Tables = dict[bytes, bytes]
CodeMap = dict[int, int]
MAX_MAPS = 40


def read(content: bytes) -> Program:
    """Read a program. Raises Unsound."""
    try:
        return _read(content)
    except (error, IndexError, ValueError):
        raise Unsound("a table is cut off") from None


def _read(content: bytes) -> Program:
    tables = _tables(content)
    if b"CFF " in tables and b"glyf" not in tables:
        program = cff.read(tables[b"CFF "])
        program.maps = _maps(tables.get(b"cmap", b""))
        return program
    em = unpack_from(">H", tables[b"head"], 18)[0] if b"head" in tables else 0
    if not em or b"maxp" not in tables:
        raise Unsound("it says no size")
    count = min(unpack_from(">H", tables[b"maxp"], 4)[0], MAX_GLYPHS)
    return Program(
        count,
        _widths(tables, em),
        names=_names(tables.get(b"post", b""), count),
        maps=_maps(tables.get(b"cmap", b"")),
        truetype=True,
        drawn=_drawn(tables, count),
    )


def _tables(content: bytes) -> Tables:
    start = 0
    if content[:4] == b"ttcf":
        start = unpack_from(">I", content, 12)[0]
    found: Tables = {}
    for number in range(min(unpack_from(">H", content, start + 4)[0], 100)):
        tag, _, place, size = _RECORD.unpack_from(content, start + 12 + 16 * number)
        found[tag] = content[place : place + size]
    return found


def _widths(tables: Tables, em: int) -> Callable[[int], float | None]:
    metrics = tables.get(b"hmtx", b"")
    header = tables.get(b"hhea", b"")
    count = unpack_from(">H", header, 34)[0] if len(header) >= 36 else 0
    count = min(count, len(metrics) // 4)

    def width(glyph: int) -> float | None:
        if not count:
            return None
        advance: int = unpack_from(">H", metrics, 4 * min(glyph, count - 1))[0]
        return advance * 1000 / em

    return width


def _drawn(tables: Tables, count: int) -> Callable[[int], bool] | None:
    places = tables.get(b"loca", b"")
    long = unpack_from(">H", tables[b"head"], 50)[0] if len(tables[b"head"]) >= 52 else 0
    size, form = (4, ">II") if long else (2, ">HH")
    if len(places) < size * (count + 1):
        return None

    def drawn(glyph: int) -> bool:
        start, end = unpack_from(form, places, size * glyph)
        return bool(end > start)

    return drawn


def _names(post: bytes, count: int) -> dict[str, int]:
    """Give the names of a table of version 2; the usual 258 names are not spelt there."""
    if post[:4] != b"\0\2\0\0" or len(post) < 34:
        return {}
    count = min(count, unpack_from(">H", post, 32)[0])
    spelt: list[str] = []
    at = 34 + 2 * count
    while at < len(post) and len(spelt) < MAX_GLYPHS:
        size = post[at]
        spelt.append(post[at + 1 : at + 1 + size].decode("latin-1"))
        at += 1 + size
    found: dict[str, int] = {}
    for glyph in range(count):
        index = unpack_from(">H", post, 34 + 2 * glyph)[0] - 258
        if 0 <= index < len(spelt):
            found.setdefault(spelt[index], glyph)
    return found


def _maps(table: bytes) -> dict[tuple[int, int], CodeMap]:
    found: dict[tuple[int, int], CodeMap] = {}
    read: dict[int, CodeMap] = {}
    if len(table) < 4:
        return found
    for number in range(min(unpack_from(">H", table, 2)[0], MAX_MAPS)):
        platform, encoding, place = _MAP.unpack_from(table, 4 + 8 * number)
        if place not in read:
            form = unpack_from(">H", table, place)[0]
            known = form in _FORMS and sum(map(len, read.values())) <= MAX_GLYPHS
            read[place] = _FORMS[form](table, place) if known else {}
        found.setdefault((platform, encoding), read[place])
    return found


def _bytes(table: bytes, at: int) -> CodeMap:
    return {code: table[at + 6 + code] for code in range(256) if table[at + 6 + code]}


def _segments(table: bytes, at: int) -> CodeMap:
    count = unpack_from(">H", table, at + 6)[0] // 2
    ends = unpack_from(f">{count}H", table, at + 14)
    starts = unpack_from(f">{count}H", table, at + 16 + 2 * count)
    shifts = unpack_from(f">{count}H", table, at + 16 + 4 * count)
    ranges_at = at + 16 + 6 * count
    ranges = unpack_from(f">{count}H", table, ranges_at)
    found: CodeMap = {}
    for segment, (start, end, shift, offset) in enumerate(
        zip(starts, ends, shifts, ranges, strict=True)
    ):
        for code in range(start, min(end, 0xFFFE) + 1):
            if len(found) > MAX_GLYPHS:
                return found
            if not offset:
                glyph = (code + shift) & 0xFFFF
            else:
                place = ranges_at + 2 * segment + offset + 2 * (code - start)
                held = unpack_from(">H", table, place)[0] if place + 2 <= len(table) else 0
                glyph = (held + shift) & 0xFFFF if held else 0
            if glyph:
                found[code] = glyph
    return found


def _trimmed(table: bytes, at: int) -> CodeMap:
    first, count = unpack_from(">HH", table, at + 6)
    glyphs = unpack_from(f">{count}H", table, at + 10)
    return {first + place: glyph for place, glyph in enumerate(glyphs) if glyph}


def _groups(table: bytes, at: int) -> CodeMap:
    found: CodeMap = {}
    for number in range(min(unpack_from(">I", table, at + 12)[0], MAX_GLYPHS)):
        start, end, glyph = unpack_from(">III", table, at + 16 + 12 * number)
        for code in range(start, min(end, start + MAX_GLYPHS - len(found)) + 1):
            found[code] = glyph + code - start
    return found


_FORMS: dict[int, Callable[[bytes, int], CodeMap]] = {
    0: _bytes,
    4: _segments,
    6: _trimmed,
    12: _groups,
}
