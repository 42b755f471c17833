"""Whether every character of an archive file has its glyph, its width and its meaning.

Owns the checks of ISO 19005-2, 6.2.11.4.1, 6.2.11.5, 6.2.11.7 and 6.2.11.8 on the glyphs that
are drawn. Must not know font dictionaries.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import glyphs
from briefgen.audit.pdf.open import File
from briefgen.audit.pdf.programs import Program
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.tokens import operations
from briefgen.audit.pdf.usage import FontUse, is_private
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity
from briefgen.fonts import names

PRESENT = Check(
    "pdfa.font-glyphs",
    "embedded fonts have all glyphs that are drawn",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.4.1"),),
    "have the fonts embedded anew: text is set in characters that they lack",
)
WIDTHS = Check(
    "pdfa.font-widths",
    "characters are as wide as the embedded font says",
    Severity.MINOR,
    (Rule(PDFA, "6.2.11.5"),),
    "have the fonts embedded anew: the widths in the file are not the font's",
)
NOTDEF = Check(
    "pdfa.font-notdef",
    "no text is shown as a box for want of a glyph",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.8"),),
    "set the text in a font that has the character",
)
UNICODE = Check(
    "pdfa.font-unicode",
    "it is known which characters the text consists of (levels A and U)",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.7.2"),),
    "make the file anew with a program that writes ToUnicode maps",
)
PRIVATE = Check(
    "pdfa.private-characters",
    "characters that mean nothing by themselves have words in their place (level A)",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.7.3"),),
    "give the text in which they stand a replacement text (ActualText)",
)

CHECKS = (PRESENT, WIDTHS, NOTDEF, UNICODE, PRIVATE)

_NO_CHARACTERS = frozenset("\0\ufeff\ufffe")
# The collections of which ISO 19005-2, 6.2.11.7.2 knows what they mean.
_COLLECTIONS = ("GB1", "CNS1", "Japan1", "Korea1")


def examine(
    document: Document, used: FontUse, held: Program | None, level: str, ledger: Ledger
) -> None:
    """Check the glyphs of one font that are drawn; `level` is A, B or U."""
    place = Place(used.place.page, element=f"font {used.face.name}")
    if used.face.kind == "Type3":
        _drawn(document.file, used, place, ledger)
    elif held is not None:
        _set(document.file, used, held, place, ledger)
    elif used.face.composite:
        _unread(used, place, ledger)
    if level in ("A", "U"):
        _meaning(document.file, used, held, place, ledger)
    if level == "A":
        _private(document, used, place, ledger)


def _set(file: File, used: FontUse, held: Program, place: Place, ledger: Ledger) -> None:
    """Check glyphs against the font's own program."""
    found = glyphs.compared(file, used.face, held, used.seen, used.unseen)
    ledger.looked(NOTDEF, found.looked)
    ledger.looked(PRESENT, found.looked)
    ledger.looked(WIDTHS, found.measured)
    if found.lacking:
        ledger.fault(PRESENT, f"the embedded font lacks {glyphs.shown(found.lacking)}", place)
    if found.boxes:
        boxes = glyphs.shown(found.boxes)
        ledger.fault(NOTDEF, f"text is shown as an empty box: {boxes}", place)
    if found.odd:
        more = f", and {len(found.odd) - 1:,} more" if len(found.odd) > 1 else ""
        ledger.fault(WIDTHS, f"code {found.odd[0]}{more}", place)


def _drawn(file: File, used: FontUse, place: Place, ledger: Ledger) -> None:
    """Check the glyphs of a font that is made of drawings, which say their widths first."""
    face = used.face
    drawings = file.dictionary(face.entries, "/CharProcs")
    for code in sorted(used.seen):
        content = file.data(drawings.get(f"/{face.glyph_names.get(code, '')}"))
        if content is None:
            continue
        operator, operands = next(iter(operations(content[:2_000])), ("", []))
        said = face.widths.get(code)
        if said is None or operator not in ("d0", "d1") or not operands:
            continue
        own = operands[0]
        if isinstance(own, float):
            message = f"code {code:X} is {said:g} wide in the file, {own:g} in its drawing"
            ledger.hold(WIDTHS, abs(own - said) <= glyphs.TOLERANCE, message, place)


def _unread(used: FontUse, place: Place, ledger: Ledger) -> None:
    boxes = [code for code in sorted(used.codes) if used.face.glyph(code) == 0]
    message = f"text is shown as an empty box: {glyphs.shown(boxes)}"
    ledger.hold(NOTDEF, not boxes, message, place)


def _meaning(file: File, used: FontUse, held: Program | None, place: Place, ledger: Ledger) -> None:
    face = used.face
    own = _own_names(held) if held is not None and not face.composite else set()
    unknown, empty = [], []
    for code in sorted(used.codes):
        words = face.characters.get(code, "")
        if _NO_CHARACTERS & set(words):
            empty.append(code)
        elif code in own and code not in face.glyph_names and not face.mapped:
            continue
        elif code not in face.named and (not words.strip("\ufffd") or not face.mapped):
            unknown.append(code)
    if not face.mapped and (face.derivable if face.composite else False):
        system = file.dictionary(face.entries, "/CIDSystemInfo")
        unknown = [] if file.text(system, "/Ordering") in _COLLECTIONS else unknown
    if not face.mapped and face.kind == "TrueType" and not face.symbolic and face.derivable:
        unknown = []
    message = f"nothing says what is meant by {glyphs.shown(unknown)}"
    ledger.hold(UNICODE, not unknown, message, place)
    message = f"its ToUnicode map has no characters for {glyphs.shown(empty)}"
    ledger.hold(UNICODE, not empty, message, place)


def _own_names(held: Program) -> set[int]:
    """Give the codes whose glyphs have names in the program itself that mean something."""
    spelt = {glyph: name for name, glyph in held.names.items()}
    return {code for code, glyph in held.codes.items() if names.character(spelt.get(glyph, ""))}


def _private(document: Document, used: FontUse, place: Place, ledger: Ledger) -> None:
    """Look for replacement text in the tree where the content has none."""
    if not any(is_private(used.face.characters.get(code, "")) for code in used.codes):
        ledger.looked(PRIVATE)
        return
    for key in used.private:
        element = document.tree.owners.get(key) if key is not None else None
        around = (element, *element.above()) if element is not None else ()
        replaced = any("/ActualText" in one.entries for one in around)
        message = "characters of no general meaning stand in it, without replacement text"
        ledger.hold(PRIVATE, replaced, message, place)
    ledger.looked(PRIVATE)
