"""Whether states, images and forms of an archive file keep to what every reader draws alike.

Owns the checks of ISO 19005-2, 6.1.10, 6.2.2 and 6.2.5 to 6.2.10. Must not know operators:
it is told what is used.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.open import Dictionary, File, as_dictionary, as_name
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.usage import Usage
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

CONTENT = Check(
    "pdfa.content",
    "content is drawn by operators that are known, in few states at a time",
    Severity.MINOR,
    (Rule(PDFA, "6.2.2"), Rule(PDFA, "6.1.13")),
    "have the file written as PDF/A anew by another program",
)
RESOURCES = Check(
    "pdfa.resources",
    "every content names the fonts, colours and images that it uses",
    Severity.MINOR,
    (Rule(PDFA, "6.2.2"),),
    "have the file written as PDF/A anew: Resources are inherited",
)
STATES = Check(
    "pdfa.states",
    "no state changes colours behind one's back",
    Severity.MINOR,
    (Rule(PDFA, "6.2.5"),),
    "take out transfer functions, halftones and halftone origins",
)
INTENTS = Check(
    "pdfa.rendering-intents",
    "rendering intents are ones that exist",
    Severity.MINOR,
    (Rule(PDFA, "6.2.6"),),
    "use RelativeColorimetric, AbsoluteColorimetric, Perceptual or Saturation",
)
BLENDING = Check(
    "pdfa.transparency",
    "it is known how what is seen through is mixed",
    Severity.MINOR,
    (Rule(PDFA, "6.2.10"),),
    "have an output intent written, or a colour space for the page's transparency group",
)
FORMS = Check(
    "pdfa.forms-drawn",
    "drawings are whole in the file, and no PostScript",
    Severity.SERIOUS,
    (Rule(PDFA, "6.2.9"),),
    "have the drawing itself put into the file",
)

CHECKS = (CONTENT, RESOURCES, STATES, INTENTS, BLENDING, FORMS)

RENDERING = ("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation")
_MODES_NAMES = (
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight"
    " SoftLight Difference Exclusion Hue Saturation Color Luminosity"
)
_MODES = frozenset(_MODES_NAMES.split())
_PRIMARY = ("Cyan", "Magenta", "Yellow", "Black")
_NO_INKS = ("/Type", "/HalftoneType", "/HalftoneName")


def examine(document: Document, usage: Usage, ledger: Ledger) -> None:
    """Check what content is drawn with."""
    file = document.file
    _content(usage, ledger)
    for name, place in usage.intents:
        ledger.hold(INTENTS, name in RENDERING, f"there is no rendering intent {name!r}", place)
    for entries, place in usage.states.values():
        _state(file, entries, place, ledger)
    for entries, place in usage.forms.values():
        _form(file, entries, place, ledger)
    for _, place in usage.postscript:
        ledger.hold(FORMS, False, "a drawing is a PostScript program", place)
    _transparency(document, usage, ledger)


def _content(usage: Usage, ledger: Ledger) -> None:
    ledger.looked(CONTENT, usage.contents)
    ledger.looked(RESOURCES, usage.contents)
    for name, place in usage.unknown:
        ledger.fault(CONTENT, f"there is no operator {name!r}", place)
    for _, place in usage.nested:
        ledger.fault(CONTENT, "more than 28 states are kept in each other (q)", place)
    for name, place in usage.lacking:
        ledger.fault(RESOURCES, f"a content uses what only things around it know: {name}", place)


def _state(file: File, entries: Dictionary, place: Place, ledger: Ledger) -> None:
    second = file.word(entries, "/TR2")
    for key, well in (
        ("TR", "/TR" not in entries),
        ("TR2", "/TR2" not in entries or second == "Default"),
        ("HTP", "/HTP" not in entries),
    ):
        ledger.hold(STATES, well, f"a state has the key {key}", place)
    halftone = file.get(entries, "/HT")
    if isinstance(halftone, dict):
        _halftone(file, as_dictionary(halftone), "", place, ledger)
    if "/RI" in entries:
        name = file.word(entries, "/RI")
        ledger.hold(INTENTS, name in RENDERING, f"there is no rendering intent {name!r}", place)
    modes = [as_name(file.value(one)) for one in file.several(entries, "/BM")[:50]]
    for mode in modes:
        ledger.hold(BLENDING, mode in _MODES, f"there is no way to blend {mode!r}", place)


def _halftone(file: File, entries: Dictionary, ink: str, place: Place, ledger: Ledger) -> None:
    kind = file.whole(entries, "/HalftoneType", -1)
    ledger.hold(STATES, kind in (1, 5), f"a halftone is of type {kind}", place)
    ledger.hold(STATES, "/HalftoneName" not in entries, "a halftone has a name", place)
    transferred = file.get(entries, "/TransferFunction") is not None
    if not ink or ink in _PRIMARY:
        ledger.hold(STATES, not transferred, "a halftone changes colours", place)
    elif ink != "Default":
        message = f"the halftone of {ink[:40]!r} has no transfer function"
        ledger.hold(STATES, transferred, message, place)
    if kind == 5 and not ink:
        for key in [key for key in entries if key not in _NO_INKS][:64]:
            inner = file.get(entries, key)
            if isinstance(inner, dict):
                _halftone(file, as_dictionary(inner), key[1:], place, ledger)


def _form(file: File, entries: Dictionary, place: Place, ledger: Ledger) -> None:
    postscript = file.word(entries, "/Subtype2") == "PS" or "/PS" in entries
    ledger.hold(FORMS, not postscript, "a drawing is a PostScript program", place)
    ledger.hold(FORMS, "/OPI" not in entries, "a drawing stands for one elsewhere (OPI)", place)
    ledger.hold(FORMS, "/Ref" not in entries, "a drawing stands for one elsewhere (Ref)", place)


def _transparency(document: Document, usage: Usage, ledger: Ledger) -> None:
    file = document.file
    intents = [file.value(one) for one in file.array(file.catalog, "/OutputIntents")[:20]]
    explained = any(file.word(one, "/S") == "GTS_PDFA1" for one in intents)
    for page in document.pages:
        if page.number in usage.transparent:
            group = file.dictionary(page.entries, "/Group")
            message = "something is seen through, and no space says how colours are mixed"
            held = explained or "/CS" in group
            ledger.hold(BLENDING, held, message, Place(page.number))
