"""The fonts of a PDF: what their codes mean, how wide they are, what is embedded.

Owns the reading of font dictionaries (ISO 32000-1, 9.5 to 9.10). Must not know which
text is set in a font, nor judge it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from briefgen.audit.pdf import charmaps
from briefgen.audit.pdf.charmaps import CharMap
from briefgen.audit.pdf.open import Dictionary, File, Spent, as_dictionary, as_name, as_number
from briefgen.fonts import names

_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_SUBSET = re.compile(r"[A-Z]{6}\+")
_KNOWN = ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
_SYMBOLIC = 1 << 2
_NONSYMBOLIC = 1 << 5
_FORCE_BOLD = 1 << 18
# What a reader knows without a map: the collections of ISO 32000-1, 9.7.5.2.
_COLLECTIONS = ("GB1", "CNS1", "Japan1", "Japan2", "Korea1", "KR")


@dataclass(slots=True)
class Face:
    """A font of a file; `codes` and `visible` tell what pages do with it."""

    name: str
    kind: str
    outer: Dictionary
    entries: Dictionary
    descriptor: Dictionary
    composite: bool
    embedded: bool
    characters: dict[int, str]
    mapped: bool  # says itself what its codes mean: it has a ToUnicode map
    derivable: bool  # or one can tell by the standard: a known encoding, known names
    named: frozenset[int]  # codes whose glyph names mean something
    lengths: CharMap
    cids: CharMap | None  # None: a code is a CID
    widths: dict[int, float]
    usual_width: float
    bold: bool
    unnamed: str = ""  # the first glyph name that means nothing
    glyph_names: dict[int, str] = field(default_factory=dict)  # as its encoding spells them
    glyphs: bytes | None = None  # CID -> glyph, where a stream says so
    codes: set[int] = field(default_factory=set)
    visible: bool = False
    page: int = 0

    def taken_apart(self, text: bytes) -> list[int]:
        """Give the codes of a string."""
        return self.lengths.codes(text, 2 if self.composite else 1)

    def words(self, codes: list[int]) -> str:
        """Give the characters of codes, U+FFFD for those that nobody can tell."""
        return charmaps.decoded(codes, self.characters)

    def advance(self, codes: list[int]) -> float:
        """Measure codes, in thousandths of the size."""
        if self.cids is not None:
            known = self.cids.cids
            codes = [known.get(code, code) for code in codes]
        widths, usual = self.widths, self.usual_width
        return sum([widths.get(code, usual) for code in codes])

    def glyph(self, code: int) -> int | None:
        """Give the glyph that a code draws, where that can be told without the font."""
        if not self.composite or self.kind != "CIDFontType2":
            return None
        if self.cids is not None:
            known = self.cids.cids.get(code)
            if known is None:
                return None
            code = known
        if self.glyphs is None:
            return code
        return int.from_bytes(self.glyphs[2 * code : 2 * code + 2], "big")

    @property
    def symbolic(self) -> bool:
        """Say whether its descriptor calls it symbolic."""
        flags = self.descriptor.get("/Flags")
        return isinstance(flags, int) and bool(flags & _SYMBOLIC) and not flags & _NONSYMBOLIC


def read(file: File, entries: Dictionary) -> Face:
    """Read a font's dictionary."""
    kind = file.word(entries, "/Subtype")
    composite = kind == "Type0"
    inner = entries
    if composite:
        descendants = file.array(entries, "/DescendantFonts")
        inner = as_dictionary(file.value(descendants[0])) if descendants else entries
        kind = file.word(inner, "/Subtype") or kind
    descriptor = file.dictionary(inner, "/FontDescriptor")
    name = file.word(entries, "/BaseFont") or file.word(entries, "/Name") or "unnamed"
    mapping = file.data(entries.get("/ToUnicode")) if "/ToUnicode" in entries else None
    declared = charmaps.parse(mapping, file.spend) if mapping is not None else CharMap()
    lengths, cids = _code_map(file, entries) if composite else (CharMap(), None)
    characters: dict[int, str] = {}
    derivable, named, unnamed = False, frozenset[int](), ""
    spelt: dict[int, str] = {}
    if not composite:
        characters, derivable, named, unnamed = _simple(file, entries, descriptor, kind)
        spelt = _glyph_names(file, entries)
    else:
        derivable = _collection(file, inner) in _COLLECTIONS
    characters.update(declared.characters)
    widths, usual = _widths(file, entries, inner, descriptor, composite)
    glyphs = file.data(inner.get("/CIDToGIDMap")) if "/CIDToGIDMap" in inner else None
    return Face(
        _SUBSET.sub("", name[:80]),
        kind,
        entries,
        inner,
        descriptor,
        composite,
        kind == "Type3" or any(f"/FontFile{n}" in descriptor for n in ("", "2", "3")),
        characters,
        mapping is not None,
        derivable,
        named,
        lengths if lengths.lengths or not composite else declared,
        cids,
        widths,
        usual,
        _is_bold(file, name, descriptor),
        unnamed,
        spelt,
        glyphs,
    )


def _is_bold(file: File, name: str, descriptor: Dictionary) -> bool:
    weight = file.number(descriptor, "/FontWeight")
    forced = file.whole(descriptor, "/Flags", 0) & _FORCE_BOLD
    return bool(_BOLD.search(name) or forced or (weight is not None and weight >= 700))


def _collection(file: File, inner: Dictionary) -> str:
    system = file.dictionary(inner, "/CIDSystemInfo")
    return file.text(system, "/Ordering") or ""


def _code_map(file: File, entries: Dictionary) -> tuple[CharMap, CharMap | None]:
    """Give how long codes are, and which CIDs they mean unless they are CIDs themselves."""
    if file.word(entries, "/Encoding"):
        return CharMap(), None
    content = file.data(entries.get("/Encoding"))
    if content is None:
        return CharMap(), None
    made = charmaps.parse(content, file.spend)
    return made, made


def _simple(
    file: File, entries: Dictionary, descriptor: Dictionary, kind: str
) -> tuple[dict[int, str], bool, frozenset[int], str]:
    """Give what the codes of a font of single bytes mean by the names of their glyphs."""
    named = file.word(entries, "/Encoding")
    encoding = file.dictionary(entries, "/Encoding")
    base = named or file.word(encoding, "/BaseEncoding")
    symbolic = bool(file.whole(descriptor, "/Flags", 0) & _SYMBOLIC)
    characters = dict(enumerate(names.encoding(base or "StandardEncoding")))
    known = base in _KNOWN or (not symbolic and kind != "Type3" and not encoding)
    codes: set[int] = {code for code, found in characters.items() if found} if known else set()
    derivable = known
    unnamed = ""
    at = 0
    for entry in file.array(encoding, "/Differences")[:1024]:
        entry = file.value(entry)
        number = as_number(entry)
        if number is not None:
            at = int(number)
            continue
        found = names.character(as_name(entry))
        characters[at] = found or "\ufffd"
        codes.discard(at)
        if found:
            codes.add(at)
            derivable = True
        elif as_name(entry) != ".notdef":
            unnamed = unnamed or as_name(entry)[:40]
        at += 1
    return characters, derivable, frozenset(codes), unnamed


def _glyph_names(file: File, entries: Dictionary) -> dict[int, str]:
    """Give the names that an encoding spells: of the one that it builds on, and its own."""
    encoding = file.dictionary(entries, "/Encoding")
    base = file.word(entries, "/Encoding") or file.word(encoding, "/BaseEncoding")
    found = {code: name for code, name in enumerate(names.glyphs(base)) if name != ".notdef"}
    at = 0
    for entry in map(file.value, file.array(encoding, "/Differences")[:1024]):
        number = as_number(entry)
        if number is not None:
            at = int(number)
        else:
            found[at] = as_name(entry)
            at += 1
    return found


def _widths(
    file: File, entries: Dictionary, inner: Dictionary, descriptor: Dictionary, composite: bool
) -> tuple[dict[int, float], float]:
    if composite:
        usual = file.number(inner, "/DW")
        return _composite_widths(file, inner), 1000.0 if usual is None else usual
    first = file.whole(entries, "/FirstChar", 0)
    widths = {}
    for code, entry in enumerate(file.array(entries, "/Widths")[:256], first):
        widths[code] = as_number(file.value(entry)) or 0.0
    return widths, file.number(descriptor, "/MissingWidth") or 500.0


def _composite_widths(file: File, inner: Dictionary) -> dict[int, float]:
    found: dict[int, float] = {}
    entries: list[Any] = file.array(inner, "/W")
    at = 0
    while at + 1 < len(entries) and len(found) < charmaps.MAX_MAPPED:
        first = as_number(file.value(entries[at]))
        second = file.value(entries[at + 1])
        if first is None:
            break
        if isinstance(second, list):
            for cid, entry in enumerate(second, int(first)):
                found[cid] = as_number(file.value(entry)) or 0.0
            at += 2
            continue
        last = as_number(second)
        width = as_number(file.value(entries[at + 2])) if at + 2 < len(entries) else None
        if last is None or width is None:
            break
        span = range(int(first), min(int(last), int(first) + charmaps.MAX_MAPPED) + 1)
        file.spend(charmaps.CODE * len(span))
        found.update(dict.fromkeys(span, width))
        at += 3
    return found


class Faces:
    """The fonts of one file, each read once."""

    def __init__(self, file: File) -> None:
        """Take the file."""
        self._file = file
        self._read: dict[int, Face] = {}

    def face(self, resources: Dictionary, label: str) -> Face | None:
        """Give the font that a page calls by a label."""
        fonts = self._file.dictionary(resources, "/Font")
        entries = self._file.dictionary(fonts, f"/{label}")
        return self.of(entries) if entries else None

    def of(self, entries: Dictionary) -> Face:
        """Give the font of a dictionary."""
        known = self._read.get(id(entries))
        if known is None:
            if len(self._read) >= 2_000:
                raise Spent("more than 2,000 fonts")
            known = self._read[id(entries)] = read(self._file, entries)
        return known

    def all(self) -> list[Face]:
        """Give all that were asked for, in the order of their first use."""
        return list(self._read.values())
