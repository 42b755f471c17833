"""Whether an archive file is one whole: no files, layers, pages or permissions beside it.

Owns the checks of ISO 19005-2, 6.1.12, 6.8 to 6.11 and the sizes of pages of 6.1.13. Must not
know content.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.interpret import inherited
from briefgen.audit.pdf.open import File, as_dictionary, as_number
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

SIZES = Check(
    "pdfa.page-sizes",
    "pages are of a size that every reader can show",
    Severity.MINOR,
    (Rule(PDFA, "6.1.13"),),
    "give the pages a size of 3 to 14,400 units",
)
PERMISSIONS = Check(
    "pdfa.permissions",
    "permissions are only those of signatures",
    Severity.MINOR,
    (Rule(PDFA, "6.1.12"),),
    "take out the permissions, or sign the file anew",
)
EMBEDDED = Check(
    "pdfa.embedded-files",
    "embedded files have their names, and are archive files themselves",
    Severity.MINOR,
    (Rule(PDFA, "6.8"),),
    "attach the file anew, as PDF/A, with both of its names (F and UF)",
)
LAYERS = Check(
    "pdfa.layers",
    "layers have names of their own, in full lists, and do not switch by themselves",
    Severity.MINOR,
    (Rule(PDFA, "6.9"),),
    "give every layer configuration a name and take out its AS entry",
)
ALTERNATES = Check(
    "pdfa.alternates",
    "there are no other ways to present the pages, and nothing is required of readers",
    Severity.MINOR,
    (Rule(PDFA, "6.10"), Rule(PDFA, "6.11")),
    "take out alternate presentations, presentation steps and requirements",
)

CHECKS = (SIZES, PERMISSIONS, EMBEDDED, LAYERS, ALTERNATES)

_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
_INHERITED = ("MediaBox", "CropBox")
_SMALLEST, _LARGEST = 3, 14_400
_SIGNED = ("/DigestLocation", "/DigestMethod", "/DigestValue")
MAX_LAYERS = 10_000


def examine(document: Document, ledger: Ledger, *, attached: bool) -> None:
    """Check what a file has beside its pages; `attached`: what it holds is to be PDF/A too."""
    file = document.file
    _sizes(document, ledger)
    _permissions(document, ledger)
    names = file.dictionary(file.catalog, "/Names")
    _embedded(file, ledger, attached)
    _layers(file, ledger)
    alternate = "/AlternatePresentations" in names
    ledger.hold(ALTERNATES, not alternate, "the file has alternate presentations")
    required = "/Requirements" in file.catalog
    ledger.hold(ALTERNATES, not required, "the file requires something of readers")
    for page in document.pages:
        steps = "/PresSteps" in page.entries
        ledger.hold(ALTERNATES, not steps, "the page has steps of presentation", Place(page.number))


def _sizes(document: Document, ledger: Ledger) -> None:
    file = document.file
    for page in document.pages:
        for name in _BOXES:
            key = f"/{name}"
            found = file.get(page.entries, key)
            if found is None and name in _INHERITED:
                found = inherited(file, page.entries, key)
            if not isinstance(found, list) or len(found) != 4:
                continue
            edges = [as_number(file.value(one)) or 0.0 for one in found]
            sizes = (abs(edges[2] - edges[0]), abs(edges[3] - edges[1]))
            well = all(_SMALLEST <= size <= _LARGEST for size in sizes)
            message = f"its {name} is {sizes[0]:g} by {sizes[1]:g} units"
            ledger.hold(SIZES, well, message, Place(page.number))


def _permissions(document: Document, ledger: Ledger) -> None:
    file = document.file
    permissions = file.dictionary(file.catalog, "/Perms")
    if not permissions:
        return
    others = [key for key in permissions if key not in ("/UR3", "/DocMDP")]
    ledger.hold(PERMISSIONS, not others, "there are permissions that archives do not know")
    if "/DocMDP" not in permissions:
        return
    for identity in file.identities():
        entries = as_dictionary(file.object(identity))
        for raw in file.array(entries, "/Reference")[:100]:
            digests = [key for key in _SIGNED if key in as_dictionary(file.value(raw))]
            ledger.hold(PERMISSIONS, not digests, "a signature has digests of its own")


def _embedded(file: File, ledger: Ledger, attached: bool) -> None:
    for identity in file.identities():
        entries = as_dictionary(file.object(identity))
        held = file.get(entries, "/EF")
        if not isinstance(held, dict):
            continue
        named = file.text(entries, "/F") and file.text(entries, "/UF")
        place = Place(element=f"object {identity[0]}")
        ledger.hold(EMBEDDED, named, "an embedded file lacks one of its names", place)
        content = file.data(file.get(held, "/F") or file.get(held, "/UF")) if attached else None
        if content is not None:
            archived = b"%PDF-" in content[:1_024]
            ledger.hold(EMBEDDED, archived, "an embedded file is no PDF, and so no PDF/A", place)


def _layers(file: File, ledger: Ledger) -> None:
    layers = file.dictionary(file.catalog, "/OCProperties")
    if not layers:
        return
    groups = {id(file.value(one)) for one in file.array(layers, "/OCGs")[:MAX_LAYERS]}
    found = [file.get(layers, "/D"), *map(file.value, file.array(layers, "/Configs")[:100])]
    names: set[str] = set()
    for number, entries in enumerate(found):
        if not isinstance(entries, dict):
            continue
        shown = f"layer configuration {number}" if number else "the layers' usual configuration"
        name = file.text(entries, "/Name") or ""
        ledger.hold(LAYERS, name, f"{shown} has no name")
        ledger.hold(LAYERS, not name or name not in names, f"{shown} has the name of another")
        names.add(name)
        ledger.hold(LAYERS, "/AS" not in entries, f"{shown} switches by itself")
        if "/Order" in entries:
            listed = _ordered(file, file.array(entries, "/Order"))
            ledger.hold(LAYERS, groups <= listed, f"{shown} does not list all layers")


def _ordered(file: File, order: list[object]) -> set[int]:
    """Give the layers in an order, which may have orders in it."""
    found: set[int] = set()
    stack, entered = list(order), 0
    while stack and entered < MAX_LAYERS:
        entered += 1
        one = file.value(stack.pop())
        if isinstance(one, list):
            stack += one[:MAX_LAYERS]
        elif isinstance(one, dict):
            found.add(id(one))
    return found
