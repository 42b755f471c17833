"""Whether a file that says it is for archives (PDF/A) keeps to what can be seen of that.

Owns the checks of ISO 19005-2. A file that does not claim it is not held against it.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.open import File, as_dictionary
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

IDENTIFIER = Check(
    "pdfa.identifier",
    "the part and the level of PDF/A are ones that exist",
    Severity.MINOR,
    (Rule(PDFA, "6.6.4"),),
    "have the file written as PDF/A anew",
)
INTENT = Check(
    "pdfa.output-intent",
    "an output intent says what colours mean",
    Severity.MINOR,
    (Rule(PDFA, "6.2.3"), Rule(PDFA, "6.2.4.3")),
    "have an output intent with a colour profile (such as sRGB) written",
)
TRAILER = Check(
    "pdfa.trailer",
    "the file has an identifier",
    Severity.MINOR,
    (Rule(PDFA, "6.1.3"),),
    "have the file written as PDF/A anew: its trailer lacks ID",
)
LOGICAL = Check(
    "pdfa.tagged",
    "a file of level A is tagged",
    Severity.SERIOUS,
    (Rule(PDFA, "6.7.2.2"),),
    "have the file written with tags, or call it level B or U",
)
ACTIONS = Check(
    "pdfa.actions",
    "nothing in the file acts by itself",
    Severity.SERIOUS,
    (Rule(PDFA, "6.5.1"), Rule(PDFA, "6.5.2")),
    "take out scripts and actions on opening",
)
PRINTED = Check(
    "pdfa.annotations",
    "annotations are printed, not hidden",
    Severity.MINOR,
    (Rule(PDFA, "6.3.2"),),
    "set the flag Print of the annotation, and none that hides it",
)
EMBEDDED = Check(
    "pdfa.font-embedded",
    "all fonts that are used are embedded",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.11.4.1"),),
    "have all fonts embedded when the file is made",
)

CHECKS = (IDENTIFIER, INTENT, TRAILER, LOGICAL, ACTIONS, PRINTED, EMBEDDED)

_LEVELS = {"1": "AB", "2": "ABU", "3": "ABU", "4": "EF"}
_SCRIPTS = (
    "JavaScript",
    "Launch",
    "Sound",
    "Movie",
    "ResetForm",
    "ImportData",
    "Hide",
    "Rendition",
)
_PRINT = 1 << 2
_UNSEEN = 1 << 0 | 1 << 1 | 1 << 5


def examine(document: Document, ledger: Ledger) -> None:
    """Check a file that says it follows PDF/A."""
    found = document.metadata
    if found is None or not found.a_part:
        return
    file, level = document.file, found.a_conformance.upper()
    known = found.a_part in _LEVELS and (level in _LEVELS[found.a_part] or found.a_part == "4")
    message = f"there is no PDF/A-{found.a_part}{level.lower()}"
    ledger.hold(IDENTIFIER, known, message)
    if found.a_part in ("1", "4"):
        ledger.unread(f"what PDF/A-{found.a_part} has of its own; it was held against PDF/A-2")
    _intent(file, ledger)
    identifier = file.array(file.trailer, "/ID")
    ledger.hold(TRAILER, len(identifier) == 2, "the file has no identifier")
    if level == "A":
        marked = file.flag(file.dictionary(file.catalog, "/MarkInfo"), "/Marked")
        ledger.hold(LOGICAL, marked and document.tree.elements, "the file is not tagged")
    _actions(document, ledger)
    for face in document.faces.all():
        if face.visible:
            place = Place(face.page, element=f"font {face.name}")
            ledger.hold(EMBEDDED, face.embedded, "the font is not embedded", place)


def _intent(file: File, ledger: Ledger) -> None:
    for entry in file.array(file.catalog, "/OutputIntents")[:20]:
        intent = file.value(entry)
        if file.word(intent, "/S") == "GTS_PDFA1":
            profile = file.data(as_dictionary(intent).get("/DestOutputProfile"))
            sound = profile is not None and profile[36:40] == b"acsp"
            ledger.hold(INTENT, sound, "the output intent's colour profile is none")
            return
    ledger.hold(INTENT, False, "there is no output intent")


def _actions(document: Document, ledger: Ledger) -> None:
    file, catalog = document.file, document.file.catalog
    opening = file.word(file.dictionary(catalog, "/OpenAction"), "/S")
    ledger.hold(ACTIONS, opening not in _SCRIPTS, f"opening the file starts {opening}")
    ledger.hold(ACTIONS, "/AA" not in catalog, "the document acts by itself (AA)")
    scripts = file.dictionary(file.dictionary(catalog, "/Names"), "/JavaScript")
    ledger.hold(ACTIONS, not scripts, "the document has scripts")
    for page in document.pages:
        place = Place(page.number)
        ledger.hold(ACTIONS, "/AA" not in page.entries, "the page acts by itself (AA)", place)
        for raw in file.array(page.entries, "/Annots")[:5_000]:
            entries = as_dictionary(file.value(raw))
            kind = file.word(file.dictionary(entries, "/A"), "/S")
            ledger.hold(ACTIONS, kind not in _SCRIPTS, f"an annotation starts {kind}", place)
            if file.word(entries, "/Subtype") not in ("Popup", ""):
                flags = file.whole(entries, "/F", 0)
                well = flags & _PRINT and not flags & _UNSEEN
                ledger.hold(PRINTED, well, "an annotation is not printed", place)
