"""Faces in a PDF: which glyph shows a character, and the subset that a file carries.

Owns the embedding of fonts as composite fonts (ISO 32000-1, 9.7): every glyph used has
a number of its own, two bytes long, and ToUnicode says which character it shows. Must
not know lines or pages.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from zlib import compress

from reportlab.pdfbase.ttfonts import TTFontFace

from briefgen.fonts import face, program

# ToUnicode may hold at most a hundred pairs a block (Adobe technical note 5411).
_BLOCK = 100
_USUAL = (*range(0x20, 0x7F), 0xA0, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026)
_NUMBERS = {chr(code): f"{place:04X}" for place, code in enumerate(_USUAL, 1)}


@lru_cache(maxsize=24)
def _face(name: str) -> TTFontFace:
    held = program(name)
    return TTFontFace(BytesIO(held) if isinstance(held, bytes) else str(held))


@lru_cache(maxsize=24)
def _start(name: str) -> tuple[tuple[int, ...], dict[str, str]]:
    """Give the usual characters that a face has, and their numbers."""
    has = face(name).advances
    if all(code in has for code in map(chr, _USUAL)):
        return _USUAL, _NUMBERS
    codes = tuple(code for code in _USUAL if chr(code) in has)
    return codes, {chr(code): f"{place:04X}" for place, code in enumerate(codes, 1)}


class EmbeddedFont:
    """One face as one file uses it: characters get numbers in the order of their use.

    Two that share a glyph (a space and one that does not break) have two numbers, so that
    each is copied as what it is.
    """

    def __init__(self, file: str, label: str) -> None:
        """Start without any glyph; `label` is the font's name in page resources."""
        self.file = file
        self.label = label
        # A character for each glyph, from number 1 on. Every file has the usual ones, in one
        # order: their subset is cut and packed once a process, for some 5 kB a face.
        codes, numbers = _start(file)
        self.codes = list(codes)
        self._numbers = dict(numbers)

    def encode(self, text: str) -> str:
        """Give the text as the hexadecimal string that shows it."""
        numbers = self._numbers
        try:
            return "".join([numbers[character] for character in text])
        except KeyError:
            return "".join([numbers.get(c) or self._number(c) for c in text])

    def _number(self, character: str) -> str:
        self.codes.append(ord(character))
        number = self._numbers[character] = f"{len(self.codes):04X}"
        return number

    def parts(self) -> FontParts:
        """Give what is to be written of the font, once all text is drawn."""
        return _parts(self.file, tuple(self.codes))


class FontParts:
    """The pieces of an embedded font: dictionaries as text, streams as bytes."""

    __slots__ = ("cid", "descriptor", "glyphs", "name", "program", "program_length", "unicode")

    def __init__(self, file: str, codes: tuple[int, ...]) -> None:
        """Cut the subset and describe it; KeyError for a character that the face lacks."""
        face = _face(file)
        subset = face.makeSubset(list(codes))
        self.program = compress(subset)
        self.glyphs = _glyphs(face, codes)
        self.program_length = len(subset)
        self.name = f"{_tag(codes)}+{face.name.decode('ascii')}"
        widths = " ".join(f"{face.getCharWidth(code):g}" for code in codes)
        self.cid = (
            f"/Type/Font/Subtype/CIDFontType2/BaseFont/{self.name}/CIDSystemInfo"
            "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW {face.defaultWidth:g}/W[1[{widths}]]"
        )
        box = " ".join(f"{edge:g}" for edge in face.bbox)
        self.descriptor = (
            f"/Type/FontDescriptor/FontName/{self.name}/Flags 4/FontBBox[{box}]"
            f"/ItalicAngle {face.italicAngle:g}/Ascent {face.ascent:g}"
            f"/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}"
        )
        self.unicode = compress(_to_unicode(codes).encode("ascii"))


@lru_cache(maxsize=64)
def _parts(file: str, codes: tuple[int, ...]) -> FontParts:
    return FontParts(file, codes)


def _glyphs(face: TTFontFace, codes: tuple[int, ...]) -> bytes:
    """Give which glyph of the subset each number shows; nothing where that is its own."""
    places: dict[int, int] = {}  # the subset holds each glyph once, as it first comes up
    shown = [places.setdefault(face.charToGlyph[code], len(places) + 1) for code in codes]
    if len(places) == len(shown):
        return b""
    return compress(b"".join(glyph.to_bytes(2, "big") for glyph in (0, *shown)))


def _tag(codes: tuple[int, ...]) -> str:
    """Give the six letters that mark a subset, the same for the same glyphs."""
    mark = 0
    for code in codes:
        mark = (mark * 1_000_003 + code) % 26**6
    letters = []
    for _ in range(6):
        mark, rest = divmod(mark, 26)
        letters.append(chr(65 + rest))
    return "".join(letters)


def _to_unicode(codes: tuple[int, ...]) -> str:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(codes), _BLOCK):
        block = codes[start : start + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{number:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
            for number, code in enumerate(block, start + 1)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)
