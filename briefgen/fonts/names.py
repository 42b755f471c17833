"""The names that glyphs go by in old encodings, and the characters that they mean.

Owns what fontTools knows of them (the Adobe Glyph List). Must not know a file.
"""

from __future__ import annotations

from functools import lru_cache

from fontTools.agl import toUnicode
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
