"""Which glyph of its font's own program a code draws, and how wide both say that it is.

Owns the way from a code to a glyph (ISO 32000-1, 9.6.6 and 9.7.4). Must not judge.
"""

from __future__ import annotations

from briefgen.audit.pdf import programs
from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import File
from briefgen.audit.pdf.programs import Program
from briefgen.fonts import names

_SPELT = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding")
_WINDOWS, _WINDOWS_SYMBOLS, _MACINTOSH = (3, 1), (3, 0), (1, 0)
_IDENTITIES = ("Identity-H", "Identity-V")
LACKING = -1  # in place of a glyph that the program does not have


def program(file: File, face: Face) -> Program | None:
    """Read the program of a font, where it is embedded and sound."""
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in face.descriptor:
            content = file.data(face.descriptor.get(key))
            return programs.read(content) if content else None
    return None


def glyph(file: File, face: Face, held: Program, code: int) -> int | None:
    """Give the glyph that a code draws, 0 for the box, or LACKING; None: nobody can tell."""
    if face.composite:
        return _of_cid(file, face, held, code)
    if held.truetype:
        return _of_truetype(face, held, code)
    name = face.glyph_names.get(code)
    if name is not None:
        return 0 if name == ".notdef" else held.names.get(name, LACKING)
    if base_encoding(file, face) and not face.glyph_names.get(code):
        return None if base_encoding(file, face) not in _SPELT else 0
    return held.codes.get(code, 0)


def base_encoding(file: File, face: Face) -> str:
    """Give the name of the encoding that a simple font's own builds on, nothing for its own."""
    named = file.word(face.entries, "/Encoding")
    return named or file.word(file.dictionary(face.entries, "/Encoding"), "/BaseEncoding")


def cid(file: File, face: Face, code: int) -> int | None:
    """Give the CID of a code of a composite font, where its map is in the file."""
    if face.cids is not None:
        whole = face.cids.cids and "/UseCMap" not in file.dictionary(face.outer, "/Encoding")
        return face.cids.cids.get(code, 0 if whole else None)
    return code if file.word(face.outer, "/Encoding") in _IDENTITIES else None


def _of_cid(file: File, face: Face, held: Program, code: int) -> int | None:
    number = cid(file, face, code)
    if number is None:
        return None
    if face.kind == "CIDFontType2":
        if face.glyphs is not None:
            return int.from_bytes(face.glyphs[2 * number : 2 * number + 2], "big")
        return number
    return number if held.cids is None else held.cids.get(number, LACKING)


def _of_truetype(face: Face, held: Program, code: int) -> int | None:
    maps = held.maps
    if face.symbolic or not face.glyph_names:
        if _WINDOWS_SYMBOLS in maps:
            found = maps[_WINDOWS_SYMBOLS]
            pages = (found[at + code] for at in _SYMBOL_PAGES if at + code in found)
            return next(pages, LACKING)
        if _MACINTOSH in maps:
            return maps[_MACINTOSH].get(code, LACKING)
        return None
    name = face.glyph_names.get(code)
    if name in (None, ".notdef"):
        return 0
    if _WINDOWS in maps:
        words = names.character(name)
        found = maps[_WINDOWS]
        if len(words) == 1 and ord(words) in found:
            return found[ord(words)]
    elif _MACINTOSH in maps and name in _MACINTOSH_CODES:
        found = maps[_MACINTOSH]
        if _MACINTOSH_CODES[name] in found:
            return found[_MACINTOSH_CODES[name]]
    else:
        return None
    return held.names.get(name, LACKING)


_SYMBOL_PAGES = (0, 0xF000, 0xF100, 0xF200)
_MACINTOSH_CODES = {name: code for code, name in enumerate(names.glyphs("MacRomanEncoding"))}


def declared(file: File, face: Face, code: int) -> float | None:
    """Give the width that the font's dictionary says a code has; None where it says none."""
    if face.composite:
        number = cid(file, face, code)
        return None if number is None else face.widths.get(number, face.usual_width)
    if not face.widths:
        return None
    missing = file.number(face.descriptor, "/MissingWidth") or 0.0
    return face.widths.get(code, missing)
