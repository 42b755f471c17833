"""Which glyph of its font's own program a code draws, and how wide both say that it is.

Owns the way from a code to a glyph (ISO 32000-1, 9.6.6 and 9.7.4), and the comparison of a
font's dictionary with its program. Must not judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.audit.pdf import programs
from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import File
from briefgen.audit.pdf.programs import Program
from briefgen.fonts import names

_SPELT = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding")
_WINDOWS, _WINDOWS_SYMBOLS, _MACINTOSH = (3, 1), (3, 0), (1, 0)
_IDENTITIES = ("Identity-H", "Identity-V")
LACKING = -1  # in place of a glyph that the program does not have


class Programs:
    """The font programs of one file, each read once."""

    def __init__(self, file: File) -> None:
        """Take the file."""
        self._file = file
        self._read: dict[int, Program | None] = {}

    def of(self, face: Face) -> Program | None:
        """Give the program of a font, where it is embedded and sound."""
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            stream = self._file.get(face.descriptor, key)
            if stream is None:
                continue
            if id(stream) not in self._read:
                content = self._file.data(stream)
                self._read[id(stream)] = programs.read(content) if content else None
            return self._read[id(stream)]
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


# --- comparison -------------------------------------------------------------------


TOLERANCE = 1.0  # thousandths of the size
_TAG_LENGTH = 6


@dataclass(slots=True)
class Compared:
    """What came of holding the codes of a text against a program.

    `boxes` draw the glyph for what is missing, `lacking` none; `odd` says of those that are
    wider or narrower in the file than in the font what they are.
    """

    looked: int = 0
    measured: int = 0
    boxes: list[int] = field(default_factory=list)
    lacking: list[int] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def compared(file: File, face: Face, held: Program, seen: set[int], unseen: set[int]) -> Compared:
    """Hold codes against the font's own program; those that are unseen draw nothing."""
    found = Compared()
    for code in sorted(seen | unseen):
        drawn = glyph(file, face, held, code)
        if drawn is None:
            continue
        found.looked += 1
        if drawn == 0:
            found.boxes.append(code)
        elif code in seen and drawn not in held:
            found.lacking.append(code)
        elif code in seen:
            own, said = held.width(drawn), declared(file, face, code)
            if own is not None and said is not None:
                found.measured += 1
                if abs(own - said) > TOLERANCE:
                    found.odd.append(f"{code:X} is {said:g} wide in the file, {own:g} in the font")
    return found


def shown(codes: list[int]) -> str:
    """Give codes to be read: `codes 3A, 3B and 7 more`."""
    first = ", ".join(f"{code:X}" for code in codes[:5])
    more = f" and {len(codes) - 5:,} more" if len(codes) > 5 else ""
    return f"{'code' if len(codes) == 1 else 'codes'} {first}{more}"


def wrongly_listed(file: File, face: Face, held: Program) -> list[str] | None:
    """Give the glyphs in which a subset and its list differ; None where there is no list."""
    if not _is_subset(file, face):
        return None
    if face.composite and "/CIDSet" in face.descriptor:
        return _unlisted_cids(file, face, held)
    listed = file.text(face.descriptor, "/CharSet")
    if listed is None or face.composite or held.truetype:
        return None
    known = {name.strip() for name in listed.split("/") if name.strip()}
    return sorted(known.symmetric_difference(held.names) - {".notdef"})


def _is_subset(file: File, face: Face) -> bool:
    tag, plus, _ = file.word(face.outer, "/BaseFont").partition("+")
    return bool(plus) and len(tag) == _TAG_LENGTH and tag.isascii() and tag.isupper()


def _unlisted_cids(file: File, face: Face, held: Program) -> list[str]:
    bits = file.data(face.descriptor.get("/CIDSet")) or b""
    if held.cids is not None:
        present = list(held.cids)
    elif face.glyphs is None:
        present = [n for n in range(held.count) if held.drawn is None or held.drawn(n)]
    else:
        pairs = face.glyphs
        present = [n // 2 for n in range(0, len(pairs) - 1, 2) if pairs[n] or pairs[n + 1]]
    return [
        f"CID {cid}"
        for cid in present
        if cid and not (cid >> 3 < len(bits) and bits[cid >> 3] >> (7 - (cid & 7)) & 1)
    ]
