"""A font file of the user's own: whether it can be used, and what a document takes of it.

Owns the checks of such a file and its licence bits, and the small file that is made of it:
the outlines and the widths as they are, characters and names written anew. What stands
else in it is left out, so that whoever embeds it meets nothing that was not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from struct import error as struct_error
from struct import unpack_from

from briefgen.fonts.outlines import check_outlines
from briefgen.fonts.sfnt import (
    Refused,
    character_table,
    characters,
    damaged,
    name_table,
    names,
    offsets,
    tables,
    written,
)

MAX_BYTES = 8_000_000
_NEEDED = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name")
_KEPT = ("cvt ", "fpgm", "prep")  # programs that sharpen letters on a screen
_MOST_PROGRAM = 65_536
_MAGIC = 0x5F0F3CF5
_FAMILY, _CUT, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY = 1, 2, 6, 16
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST_NAME = 64
# Licence bits (OpenType 1.9, OS/2 fsType); where several are set, the mildest holds.
_RESTRICTED, _MILDER, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
_LICENCE = "ask its maker for a licence to embed it, or choose another font"


@dataclass(frozen=True, slots=True)
class Program:
    """A font as documents take it: its file, what it calls itself, and its measures.

    `widths` are in thousandths of the size, by character. `ascent` and `descent` are
    shares of the size, both above zero.
    """

    content: bytes
    family: str
    names: frozenset[str]
    serif: bool
    widths: dict[str, float]
    ascent: float
    descent: float


def program(raw: bytes) -> Program:
    """Check a font and give what is taken of it. Raises Refused."""
    found = tables(raw)
    if "fvar" in found:
        raise Refused("a variable font", "save the weight that is meant as a font of its own")
    if "glyf" not in found and ({"CFF ", "CFF2"} & found.keys()):
        raise Refused("a font with PostScript outlines (CFF)", "get its TrueType version, a .ttf")
    if missing := [name for name in _NEEDED if name not in found]:
        raise Refused(f"no whole TrueType font: it has no table '{missing[0]}'", "choose another")
    try:
        return _program(found)
    except struct_error:
        raise damaged() from None


def _program(found: dict[str, bytes]) -> Program:
    _check_licence(found["OS/2"])
    glyphs = _glyphs(found["maxp"])
    unit, long = _head(found["head"])
    places = offsets(found["loca"], long=long, glyphs=glyphs, end=len(found["glyf"]))
    check_outlines(found["glyf"], places)
    ascent, descent, advances = _metrics(found["hhea"], found["hmtx"], glyphs, unit)
    codes = characters(found["cmap"], glyphs)
    for needed, said in ((0x20, "space"), (0x2D, "hyphen")):
        if needed not in codes:
            raise Refused(f"a font without a {said}", "choose one that text is set in")
    # A space that does not break looks as one that does.
    codes.setdefault(0xA0, codes[0x20])
    called = names(found["name"])
    family = called.get(_TYPOGRAPHIC_FAMILY) or called.get(_FAMILY, "")
    if not family or len(family) > _LONGEST_NAME:
        raise Refused("a font without a name", "choose another")
    return Program(
        written(_parts(found, codes, called, family)),
        family,
        frozenset(called.get(key, family) for key in (_TYPOGRAPHIC_FAMILY, _FAMILY)),
        # PANOSE: text of Latin letters, and which ends its strokes have.
        found["OS/2"][32] == 2 and 2 <= found["OS/2"][33] <= 10,
        {chr(code): advances[glyph] for code, glyph in codes.items() if _is_character(code)},
        ascent,
        descent,
    )


def _is_character(code: int) -> bool:
    return not 0xD800 <= code <= 0xDFFF


def _parts(
    found: dict[str, bytes], codes: dict[int, int], called: Mapping[int, str], family: str
) -> dict[str, bytes]:
    """Give the tables of the file that documents take."""
    called_in_files = _NOT_IN_A_NAME.sub("", called.get(_POSTSCRIPT, ""))[:_LONGEST_NAME]
    if not called_in_files:  # its cuts must not go by one name
        cut = _NOT_IN_A_NAME.sub("", called.get(_CUT, "")) or "Regular"
        called_in_files = f"{_NOT_IN_A_NAME.sub('', family) or 'Font'}-{cut}"[:_LONGEST_NAME]
    slant = found["post"][4:8] if len(found.get("post", b"")) >= 32 else b"\0" * 4
    kept = {name: found[name] for name in _KEPT if name in found}
    if any(len(content) > _MOST_PROGRAM for content in kept.values()):
        raise damaged()
    return {
        **{name: found[name] for name in ("glyf", "head", "hhea", "hmtx", "loca", "maxp")},
        **kept,
        # As its first version is, which ends before what later ones add.
        "OS/2": b"\0\0" + found["OS/2"][2:78],
        "cmap": character_table({c: g for c, g in codes.items() if _is_character(c)}),
        "name": name_table({1: family, 4: family, 6: called_in_files}),
        "post": b"\0\3\0\0" + slant + b"\0" * 24,
    }


def _check_licence(os2: bytes) -> None:
    if len(os2) < 78:
        raise damaged()
    bits = unpack_from(">H", os2, 8)[0]
    if bits & _RESTRICTED and not bits & _MILDER:
        raise Refused("a font that its maker forbids to embed", _LICENCE)
    if bits & _WHOLE_ONLY:
        raise Refused("a font that its maker forbids to embed in part", _LICENCE)
    if bits & _BITMAPS_ONLY:
        raise Refused("a font of which only pictures may be embedded", _LICENCE)


def _glyphs(maxp: bytes) -> int:
    version, count = unpack_from(">LH", maxp)
    if version != 0x00010000 or len(maxp) < 32 or not count:
        raise damaged()
    return int(count)


def _head(head: bytes) -> tuple[int, bool]:
    """Give the units of an em, and whether places are long."""
    if len(head) < 54:
        raise damaged()
    version, magic = unpack_from(">H", head)[0], unpack_from(">L", head, 12)[0]
    unit, long, form = (
        unpack_from(">H", head, 18)[0],
        unpack_from(">H", head, 50)[0],
        unpack_from(">H", head, 52)[0],
    )
    if version != 1 or magic != _MAGIC or not 16 <= unit <= 16_384 or long > 1 or form:
        raise damaged()
    return unit, bool(long)


def _metrics(hhea: bytes, hmtx: bytes, glyphs: int, unit: int) -> tuple[float, float, list[float]]:
    """Give ascent, descent and the advance of every glyph in thousandths of the size."""
    if len(hhea) < 36:
        raise damaged()
    version, ascent, descent = (
        unpack_from(">H", hhea)[0],
        unpack_from(">h", hhea, 4)[0],
        -unpack_from(">h", hhea, 6)[0],
    )
    form, count = unpack_from(">HH", hhea, 32)
    if version != 1 or form or not 0 < count <= glyphs:
        raise damaged()
    if len(hmtx) < 4 * count + 2 * (glyphs - count):
        raise damaged()
    if not 0 < ascent <= 3 * unit or not 0 <= descent <= 3 * unit:
        raise Refused("a font whose letters have no height that makes sense", "choose another")
    widths = [wide * 1000 / unit for wide in unpack_from(f">{2 * count}H", hmtx)[0::2]]
    return ascent / unit, descent / unit, widths + widths[-1:] * (glyphs - count)
