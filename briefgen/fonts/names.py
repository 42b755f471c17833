"""The names that glyphs go by in old encodings, and the characters that they mean.

Owns what fontTools knows of them (the Adobe Glyph List). Must not know a file.
"""

from __future__ import annotations

from functools import lru_cache

from fontTools.agl import UV2AGL, toUnicode
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding


@lru_cache(maxsize=4096)
def character(glyph: str) -> str:
    """Give the characters that a glyph's name means, nothing where it means none."""
    return str(toUnicode(glyph[:100]))


@lru_cache
def encoding(name: str) -> tuple[str, ...]:
    """Give the characters of the 256 codes of an encoding of ISO 32000-1, Annex D."""
    if name == "WinAnsiEncoding":
        return tuple(bytes([code]).decode("cp1252", "replace") for code in range(256))
    names = MacRoman if name == "MacRomanEncoding" else StandardEncoding
    return tuple(character(glyph) if glyph != ".notdef" else "" for glyph in names)


@lru_cache
def glyphs(name: str) -> tuple[str, ...]:
    """Give the glyph names of the 256 codes of an encoding; ".notdef" where it has none."""
    if name == "WinAnsiEncoding":
        return tuple(_windows(code) for code in range(256))
    known = {"MacRomanEncoding": MacRoman, "StandardEncoding": StandardEncoding}.get(name, ())
    return tuple("space" if glyph == "nbspace" else glyph for glyph in known)


def _windows(code: int) -> str:
    """Give a glyph name of WinAnsiEncoding, whose unused codes are bullets (ISO 32000-1, D.1)."""
    if code <= 0x20:
        return "space" if code == 0x20 else ".notdef"
    special = {0xA0: "space", 0xAD: "hyphen", 0x7F: "bullet"}
    if code in special:
        return special[code]
    try:
        return str(UV2AGL[ord(bytes([code]).decode("cp1252"))])
    except (KeyError, UnicodeDecodeError):
        return "bullet"


@lru_cache
def cff_strings() -> tuple[str, ...]:
    """Give the names that every CFF program knows without spelling them."""
    # Slow to import, and needed for few files.
    from fontTools.cffLib import cffStandardStrings

    return tuple(cffStandardStrings)
