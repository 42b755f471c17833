"""Whether what is noted on the pages of an archive file is seen by every reader.

Owns the checks of ISO 19005-2, 6.3 and 6.4. Must not know actions.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.open import Dictionary, File, as_dictionary, is_stream
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

TYPES = Check(
    "pdfa.annotation-types",
    "annotations are of types that last",
    Severity.SERIOUS,
    (Rule(PDFA, "6.3.1"),),
    "take out sounds, films, screens and three-dimensional scenes",
)
PRINTED = Check(
    "pdfa.annotations",
    "annotations are printed, not hidden",
    Severity.MINOR,
    (Rule(PDFA, "6.3.2"),),
    "set the flag Print of the annotation, and none that hides it",
)
APPEARANCE = Check(
    "pdfa.appearances",
    "the file says how annotations look",
    Severity.MINOR,
    (Rule(PDFA, "6.3.3"),),
    "have the appearance of the annotation (AP, with N alone) written",
)
FORMS = Check(
    "pdfa.forms",
    "forms are shown as they are, and without XFA",
    Severity.SERIOUS,
    (Rule(PDFA, "6.4.1"), Rule(PDFA, "6.4.2")),
    "have the form flattened, or its fields written with their appearances",
)

CHECKS = (TYPES, PRINTED, APPEARANCE, FORMS)

_TYPES_NAMES = (
    "Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly"
    " StrikeOut Stamp Caret Ink Popup FileAttachment Widget PrinterMark TrapNet Watermark"
    " Redact"
)
_TYPES = frozenset(_TYPES_NAMES.split())
_PRINT = 1 << 2
_UNSEEN = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 8
MAX_NOTES = 5_000  # of one page


def every(document: Document) -> Iterator[tuple[Dictionary, Place]]:
    """Give the annotations of all pages."""
    file = document.file
    for page in document.pages:
        for number, raw in enumerate(file.array(page.entries, "/Annots")[:MAX_NOTES], 1):
            entries = as_dictionary(file.value(raw))
            kind = file.word(entries, "/Subtype") or "annotation"
            yield entries, Place(page.number, element=f"{kind} {number}")


def examine(document: Document, ledger: Ledger) -> None:
    """Check all annotations and the form."""
    file = document.file
    for entries, place in every(document):
        kind = file.word(entries, "/Subtype")
        ledger.hold(TYPES, kind in _TYPES, f"an annotation is of type {kind[:40]!r}", place)
        if kind != "Popup" or "/F" in entries:
            flags = file.whole(entries, "/F", 0)
            well = "/F" in entries and flags & _PRINT and not flags & _UNSEEN
            ledger.hold(PRINTED, well, "an annotation is not printed", place)
        _appearance(file, entries, kind, place, ledger)
        if kind == "Widget":
            acts = [key for key in ("/A", "/AA") if key in entries]
            ledger.hold(FORMS, not acts, "a field of a form acts", place)
    _form(file, ledger)


def _appearance(file: File, entries: Dictionary, kind: str, place: Place, ledger: Ledger) -> None:
    appearance = file.get(entries, "/AP")
    box = file.numbers(entries, "/Rect")
    flat = len(box) == 4 and box[0] == box[2] and box[1] == box[3]
    if not isinstance(appearance, dict):
        well = flat or kind in ("Popup", "Link")
        ledger.hold(APPEARANCE, well, "the file does not say how it looks", place)
        return
    only = list(appearance) == ["/N"]
    if not ledger.hold(APPEARANCE, only, "it has other appearances than the usual", place):
        return
    usual = file.get(appearance, "/N")
    if kind == "Widget" and _field_type(file, entries) == "Btn":
        states = isinstance(usual, dict) and not is_stream(usual)
        ledger.hold(APPEARANCE, states, "a button does not look different in its states", place)
    else:
        ledger.hold(APPEARANCE, is_stream(usual), "its appearance is no drawing", place)


def _field_type(file: File, entries: Dictionary) -> str:
    for _ in range(30):
        if "/FT" in entries:
            return file.word(entries, "/FT")
        entries = file.dictionary(entries, "/Parent")
    return ""


def _form(file: File, ledger: Ledger) -> None:
    ledger.hold(FORMS, not file.flag(file.catalog, "/NeedsRendering"), "the form must be rendered")
    form = file.dictionary(file.catalog, "/AcroForm")
    if not form:
        return
    needed = file.flag(form, "/NeedAppearances")
    ledger.hold(FORMS, not needed, "readers shall make up how the form looks")
    ledger.hold(FORMS, "/XFA" not in form, "the form is an XFA form")
    stack = list(file.array(form, "/Fields"))
    seen: set[int] = set()
    while stack and len(seen) < MAX_NOTES:
        entries = as_dictionary(file.value(stack.pop()))
        if entries and id(entries) not in seen:
            seen.add(id(entries))
            ledger.hold(FORMS, "/AA" not in entries, "a field of a form acts by itself")
            stack += file.array(entries, "/Kids")
