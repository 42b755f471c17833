"""Fonts that tests make: each letter a box, and whatever is to be wrong with them.

Every font is of a size that a person could read: nothing here comes from anybody's font.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from struct import pack_into
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

UNIT = 1000
LETTERS = "".join(map(chr, range(0x20, 0x7F)))


@lru_cache
def made(
    family: str = "City Sans",
    style: str = "Regular",
    letters: str = LETTERS,
    *,
    width: int = 520,
    rights: int = 0,
    serif: bool = False,
) -> bytes:
    """Give a TrueType font whose letters are boxes of one width, its space half of it."""
    names = {letter: f"u{ord(letter):04X}" for letter in letters}
    order = [".notdef", "box", *names.values()]
    pen = TTGlyphPen(None)
    for point in ((60, 0), (60, 700), (width - 60, 700), (width - 60, 0)):
        (pen.lineTo if point != (60, 0) else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    glyphs = {"box": box, ".notdef": box}
    for letter, name in names.items():
        part = TTGlyphPen(glyphs)
        if letter != " ":
            part.addComponent("box", (1, 0, 0, 1, 0, 0))
        glyphs[name] = part.glyph()
    builder: Any = FontBuilder(UNIT, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): name for letter, name in names.items()})
    builder.setupGlyf(glyphs)
    wide = dict.fromkeys(order, (width, 60))
    if " " in names:
        wide[names[" "]] = (width // 2, 0)
    builder.setupHorizontalMetrics(wide)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": style})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, fsType=rights)
    builder.font["OS/2"].panose.bFamilyType = 2
    builder.font["OS/2"].panose.bSerifStyle = 5 if serif else 11
    builder.setupPost()
    stream = BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(stream)
    return stream.getvalue()


def table(font: bytes, tag: str) -> tuple[int, int, int]:
    """Give where a table's entry stands in the directory, its offset and its length."""
    for place in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[place : place + 4] == tag.encode():
            offset, length = font[place + 8 : place + 12], font[place + 12 : place + 16]
            return place, int.from_bytes(offset, "big"), int.from_bytes(length, "big")
    raise KeyError(tag)


def patched(font: bytes, tag: str, at: int, form: str, *values: int) -> bytes:
    """Give a font with other numbers at a place of a table."""
    found = bytearray(font)
    pack_into(form, found, table(font, tag)[1] + at, *values)
    return bytes(found)


def without(font: bytes, tag: str) -> bytes:
    """Give a font in whose directory a table has another name."""
    found = bytearray(font)
    place = table(font, tag)[0]
    found[place : place + 4] = b"XXXX"
    return bytes(found)


def looped(font: bytes) -> bytes:
    """Give a font with a letter that is made of itself."""
    _, glyf, _ = table(font, "glyf")
    _, loca, length = table(font, "loca")
    size = 2 if int.from_bytes(font[table(font, "head")[1] + 50 :][:2], "big") == 0 else 4
    places = [
        int.from_bytes(font[at : at + size], "big") * (2 if size == 2 else 1)
        for at in range(loca, loca + length, size)
    ]
    found = bytearray(font)
    for glyph, (start, end) in enumerate(pairwise(places)):
        if end > start and font[glyf + start : glyf + start + 2] == b"\xff\xff":
            pack_into(">H", found, glyf + start + 12, glyph)
    return bytes(found)
