"""Whether the fonts of an archive file are there, whole, and described as they must be.

Owns the checks of ISO 19005-2, 6.2.11.2 to 6.2.11.4 and 6.2.11.6 on font dictionaries. Must
not know which glyphs are drawn.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import glyphs
from briefgen.audit.pdf.checks.composites import PREDEFINED, fitting
from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import File, as_name
from briefgen.audit.pdf.programs import Program
from briefgen.audit.pdf.usage import FontUse
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity
from briefgen.fonts import names

_ANEW = "have the fonts embedded anew by another program"

TYPES = Check(
    "pdfa.font-types",
    "fonts are described in full, and of a type that exists",
    Severity.MINOR,
    (Rule(PDFA, "6.2.11.2"),),
    _ANEW,
)
PARTS = Check(
    "pdfa.font-parts",
    "the parts of composite fonts fit together",
    Severity.MINOR,
    (Rule(PDFA, "6.2.11.3"), Rule(PDFA, "6.1.13")),
    _ANEW,
)
EMBEDDED = Check(
    "pdfa.font-embedded",
    "all fonts that are used are embedded",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.4.1"),),
    "have all fonts embedded when the file is made",
)
SOUND = Check(
    "pdfa.font-programs",
    "embedded fonts can be read",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.2"), Rule(PDFA, "6.2.11.4.1")),
    _ANEW,
)
ENCODING = Check(
    "pdfa.font-encoding",
    "TrueType fonts have the encoding that they may have",
    Severity.MINOR,
    (Rule(PDFA, "6.2.11.6"),),
    "make the file anew: text fonts need WinAnsi or MacRoman encoding, symbol fonts none",
)
SUBSETS = Check(
    "pdfa.font-subsets",
    "lists of the glyphs of a font (CharSet, CIDSet) name just these",
    Severity.MINOR,
    (Rule(PDFA, "6.2.11.4.2"),),
    "have the list taken out or made anew",
)

CHECKS = (TYPES, PARTS, EMBEDDED, SOUND, ENCODING, SUBSETS)

_TYPES = frozenset(("Type1", "MMType1", "TrueType", "Type3", "Type0"))
_INNER = ("CIDFontType0", "CIDFontType2")
_PROGRAMS = ("", "Type1C", "CIDFontType0C", "OpenType")
_STANDARD_NAMES = (
    "Courier Courier-Bold Courier-BoldOblique Courier-Oblique Helvetica Helvetica-Bold"
    " Helvetica-BoldOblique Helvetica-Oblique Symbol Times-Bold Times-BoldItalic Times-Italic"
    " Times-Roman ZapfDingbats"
)
_STANDARD = frozenset(_STANDARD_NAMES.split())
_TEXT = ("WinAnsiEncoding", "MacRomanEncoding")


def examine(file: File, used: FontUse, held: Program | None, ledger: Ledger) -> None:
    """Check one font that text is set in, and its program where it could be read."""
    face = used.face
    place = Place(used.place.page, element=f"font {face.name}")
    _described(file, face, place, ledger)
    if face.composite:
        _composite(file, face, place, ledger)
    if used.seen and face.kind != "Type3":
        ledger.hold(EMBEDDED, face.embedded, "the font is not embedded", place)
    if face.kind != "Type3" and face.embedded:
        ledger.hold(SOUND, held, "the embedded font cannot be read", place)
    if face.kind == "TrueType":
        _encoding(file, face, held, place, ledger)
    wrong = glyphs.wrongly_listed(file, face, held) if held is not None else None
    if wrong is not None:
        message = f"the list of its glyphs is wrong on {len(wrong):,}: {(wrong or [''])[0]}"
        ledger.hold(SUBSETS, not wrong, message, place)


def _described(file: File, face: Face, place: Place, ledger: Ledger) -> None:
    outer = face.outer
    kind = file.word(outer, "/Subtype")
    typed = file.word(outer, "/Type") == "Font"
    ledger.hold(TYPES, typed, "its dictionary does not say that it is a font", place)
    ledger.hold(TYPES, kind in _TYPES, f"there are no fonts of type {kind!r}", place)
    if kind != "Type3":
        named = file.word(outer, "/BaseFont")
        ledger.hold(TYPES, named, "the font has no name (BaseFont)", place)
    if face.composite:
        inner = file.word(face.entries, "/Type") == "Font"
        ledger.hold(TYPES, inner, "its inner dictionary does not say that it is a font", place)
        ledger.hold(
            TYPES, face.kind in _INNER, f"it is built on a font of type {face.kind!r}", place
        )
    elif not (kind == "Type1" and face.name in _STANDARD):
        widths = file.get(outer, "/Widths")
        first, last = file.whole(outer, "/FirstChar"), file.whole(outer, "/LastChar")
        count = len(widths) if isinstance(widths, list) else 0
        well = first >= 0 and last >= 0 and count == last - first + 1
        ledger.hold(TYPES, well, "it does not say how wide its characters are", place)
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        stream = file.dictionary(face.descriptor, key)
        if stream:
            form = file.word(stream, "/Subtype")
            message = f"its program is of a kind that does not exist: {form!r}"
            ledger.hold(TYPES, form in _PROGRAMS, message, place)


def _composite(file: File, face: Face, place: Place, ledger: Ledger) -> None:
    if not fitting(file, face, place, ledger, PARTS):
        return
    system = file.dictionary(face.entries, "/CIDSystemInfo")
    encoding = file.dictionary(face.outer, "/Encoding")
    if not ledger.hold(PARTS, encoding, "the font has no character map", place):
        return
    own = file.dictionary(encoding, "/CIDSystemInfo")
    if file.word(encoding, "/CMapName") not in ("Identity-H", "Identity-V") and own:
        same = all(file.text(own, key) == file.text(system, key) for key in _COLLECTION)
        older = file.whole(own, "/Supplement", 0) >= file.whole(system, "/Supplement", 0)
        message = "the font and its character map are of different collections"
        ledger.hold(PARTS, same and older, message, place)
    direction = face.cids.direction if face.cids else None
    if direction is not None:
        message = "the character map contradicts itself on the direction of writing"
        ledger.hold(PARTS, file.whole(encoding, "/WMode", 0) == direction, message, place)
    used = file.get(encoding, "/UseCMap")
    base = as_name(used) or file.word(used, "/CMapName")
    if base:
        message = f"the character map builds on {base!r}, which readers do not know"
        ledger.hold(PARTS, base in PREDEFINED, message, place)
    greatest = max(face.cids.cids.values(), default=0) if face.cids else 0
    ledger.hold(PARTS, greatest <= 65_535, "the character map has CIDs above 65,535", place)


_COLLECTION = ("/Registry", "/Ordering")


def _encoding(file: File, face: Face, held: Program | None, place: Place, ledger: Ledger) -> None:
    encoding = file.dictionary(face.entries, "/Encoding")
    named = file.word(face.entries, "/Encoding")
    maps = held.maps if held is not None and held.truetype else None
    if face.symbolic:
        ledger.hold(ENCODING, not named and not encoding, "a symbol font has an encoding", place)
        if maps is not None:
            well = len(maps) == 1 or (3, 0) in maps
            message = "a symbol font has several maps, none of them for symbols"
            ledger.hold(ENCODING, well, message, place)
        return
    base = named or file.word(encoding, "/BaseEncoding")
    if not ledger.hold(ENCODING, base in _TEXT, "a text font has no encoding of text", place):
        return
    spelt = [as_name(file.value(one)) for one in file.array(encoding, "/Differences")[:1024]]
    odd = [name for name in spelt if name and name != ".notdef" and not names.character(name)]
    message = f"the glyph name {(odd or [''])[0][:40]!r} means nothing"
    ledger.hold(ENCODING, not odd, message, place)
    if maps is not None:
        text = [key for key in maps if key != (3, 0)]
        ledger.hold(ENCODING, text, "a text font has no map for text", place)
        if any(spelt):
            message = "names of glyphs are given, and the font has no Unicode map"
            ledger.hold(ENCODING, (3, 1) in maps, message, place)
