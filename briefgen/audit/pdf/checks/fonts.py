"""Whether text can be shown and read out everywhere: fonts embedded, codes with a meaning.

Owns the checks of fonts by their dictionaries (ISO 14289-1, 7.21). Must not know font programs.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import File
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import UA, WCAG, Check, Place, Rule, Severity

EMBEDDED = Check(
    "pdf.font-embedded",
    "all fonts that are seen are embedded",
    Severity.SERIOUS,
    (Rule(UA, "7.21.4.1"),),
    "have all fonts embedded when the file is made",
)
UNICODE = Check(
    "pdf.font-unicode",
    "it is known which characters the text consists of",
    Severity.CRITICAL,
    (Rule(UA, "7.21.7"), Rule(WCAG, "1.3.1")),
    "make the file anew with a program that writes ToUnicode maps",
)
REAL = Check(
    "pdf.font-characters",
    "no character is mapped to none",
    Severity.SERIOUS,
    (Rule(UA, "7.21.7"),),
    "make the file anew: ToUnicode has U+0000, U+FEFF or U+FFFE",
)
NOTDEF = Check(
    "pdf.font-notdef",
    "no text is shown as a box for want of a glyph",
    Severity.SERIOUS,
    (Rule(UA, "7.21.8"),),
    "set the text in a font that has the character",
)
ENCODING = Check(
    "pdf.font-encoding",
    "TrueType fonts have the encoding that they may have",
    Severity.MINOR,
    (Rule(UA, "7.21.6"),),
    "make the file anew: text fonts need WinAnsi or MacRoman encoding, symbol fonts none",
)

CHECKS = (EMBEDDED, UNICODE, REAL, NOTDEF, ENCODING)

_NO_CHARACTERS = frozenset("\0\ufeff\ufffe")


def examine(document: Document, ledger: Ledger) -> None:
    """Check every font that text is set in, and that there is one."""
    for content in document.contents:
        if content.unknown_fonts:
            message = "text is set in a font that the page does not have"
            ledger.looked(UNICODE)
            ledger.fault(UNICODE, message, Place(content.number))
    for face in document.faces.all():
        if not face.codes:
            continue
        place = Place(face.page, element=f"font {face.name}")
        if face.visible:
            ledger.hold(EMBEDDED, face.embedded, "the font is not embedded", place)
        _meaning(face, place, ledger)
        missing = sum(face.glyph(code) == 0 for code in face.codes)
        message = "text is shown as an empty box: the font lacks its glyph"
        if face.composite and face.kind == "CIDFontType2":
            ledger.hold(NOTDEF, not missing, message, place)
        if face.kind == "TrueType":
            _encoding(document.file, face, place, ledger)


def _meaning(face: Face, place: Place, ledger: Ledger) -> None:
    ledger.looked(UNICODE)
    if not face.mapped and not face.derivable:
        ledger.fault(UNICODE, "nothing says which characters its text consists of", place)
        return
    unknown = [
        code
        for code in sorted(face.codes)
        if code not in face.named and not face.characters.get(code, "").strip("\ufffd")
    ]
    if face.composite and not face.mapped:
        unknown = []  # a collection that readers know
    if unknown:
        count = f"{len(unknown):,} of its {len(face.codes):,} codes that are used stand"
        if len(unknown) == 1:
            count = f"one of its {len(face.codes):,} codes that are used stands"
        ledger.fault(UNICODE, f"{count} for no character", place)
    empty = [code for code in face.codes if _NO_CHARACTERS & set(face.characters.get(code, ""))]
    if face.mapped:
        ledger.hold(REAL, not empty, f"{len(empty):,} of its codes stand for no character", place)


def _encoding(file: File, face: Face, place: Place, ledger: Ledger) -> None:
    named = file.word(face.entries, "/Encoding")
    encoding = file.dictionary(face.entries, "/Encoding")
    if face.symbolic:
        ledger.hold(ENCODING, not named and not encoding, "a symbol font has an encoding", place)
        return
    base = named or file.word(encoding, "/BaseEncoding")
    well = base in ("WinAnsiEncoding", "MacRomanEncoding")
    if ledger.hold(ENCODING, well, "a text font has no encoding of text", place):
        message = f"the glyph name {face.unnamed!r} means nothing"
        ledger.hold(ENCODING, not face.unnamed, message, place)
