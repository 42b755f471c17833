"""Whether links, comments and form fields are in the tree and have words.

Owns the checks of annotations (ISO 14289-1, 7.18). Must not know what they do.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.interpret import inherited
from briefgen.audit.pdf.open import Dictionary, as_dictionary, as_name, as_text
from briefgen.audit.pdf.reading import Document, Page
from briefgen.audit.pdf.structure import Element
from briefgen.audit.questions import ASK_LINKS
from briefgen.audit.report import UA, WCAG, Check, Place, Rule, Severity
from briefgen.audit.wording import is_idle

LINKED = Check(
    "pdf.link-tagged",
    "every link is in the structure tree as a Link",
    Severity.CRITICAL,
    (Rule(UA, "7.18.5"), Rule(WCAG, "1.3.1")),
    "tag the link's words as Link, with the link annotation in it (OBJR)",
)
CONTENTS = Check(
    "pdf.link-contents",
    "every link has a description",
    Severity.SERIOUS,
    (Rule(UA, "7.18.5"), Rule(WCAG, "2.4.4")),
    "say in the link annotation's Contents where it leads",
)
WORDS = Check(
    "pdf.link-words",
    "links say where they lead",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"),),
    "let the link's words name what it leads to",
)
TARGET = Check(
    "pdf.link-target",
    "links inside the document lead to a place in it",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"),),
    "mend the destination, or take the link away",
)
MEDIA = Check(
    "pdf.media",
    "attached files and media have their names, kinds and words",
    Severity.MINOR,
    (Rule(UA, "7.18.6.2"), Rule(UA, "7.18.7")),
    "give the file F and UF, the media clip its content type (CT) and an Alt",
)
PRINTERS = Check(
    "pdf.printer-marks",
    "nothing for the printer's eyes is in the way of readers",
    Severity.MINOR,
    (Rule(UA, "7.18.2"), Rule(UA, "7.18.8")),
    "take trap nets out, and printer's marks out of the structure tree",
)
OTHERS = Check(
    "pdf.annotation-tagged",
    "other annotations are in the structure tree and have words",
    Severity.SERIOUS,
    (Rule(UA, "7.18.1"), Rule(WCAG, "1.1.1")),
    "put the annotation into an Annot element and say in Contents what it is, or delete it",
)
FIELDS = Check(
    "pdf.field",
    "form fields are in the structure tree and have a name for people",
    Severity.CRITICAL,
    (Rule(UA, "7.18.4"), Rule(UA, "7.18.1"), Rule(WCAG, "4.1.2")),
    "tag the field as Form and give it a tooltip (TU)",
)
TABS = Check(
    "pdf.tab-order",
    "the tabulator follows the structure",
    Severity.SERIOUS,
    (Rule(UA, "7.18.3"), Rule(WCAG, "2.4.3")),
    "set the tab order of the page to 'Use document structure'",
)

CHECKS = (LINKED, CONTENTS, WORDS, TARGET, OTHERS, MEDIA, PRINTERS, FIELDS, TABS)


_HIDDEN = 1 << 1
_NO_VIEW = 1 << 5
MAX_ANNOTATIONS = 20_000


def examine(document: Document, ledger: Ledger) -> None:
    """Check the annotations of every page."""
    destinations = _destinations(document)
    left = MAX_ANNOTATIONS
    for page in document.pages:
        found = document.file.array(page.entries, "/Annots")
        if not found:
            continue
        place = Place(page.number)
        ordered = document.file.word(page.entries, "/Tabs") == "S"
        if document.tree.elements:
            message = "the tab order of the page does not follow its structure"
            if document.file.text(page.entries, "/Tabs") == "S":
                message = "the tab order is written as a string, where readers look for a name"
            ledger.hold(TABS, ordered, message, place)
        counts: dict[str, int] = {}
        for raw in found[:left]:
            entries = as_dictionary(document.file.value(raw))
            kind = document.file.word(entries, "/Subtype")
            counts[kind] = counts.get(kind, 0) + 1
            if not _is_hidden(document, page, entries, kind):
                where = Place(page.number, element=f"{kind.lower()} {counts[kind]}")
                _annotation(document, page, entries, where, destinations, ledger)
        left -= len(found)
        if left <= 0:
            ledger.unread(f"annotations after the first {MAX_ANNOTATIONS:,}")
            return


def _is_hidden(document: Document, page: Page, entries: Dictionary, kind: str) -> bool:
    """Say whether nobody sees an annotation, by its flags or by its place."""
    flags = document.file.whole(entries, "/F", 0)
    if not kind or kind == "Popup" or flags & (_HIDDEN | _NO_VIEW):
        return True
    for key in ("/CropBox", "/MediaBox"):
        found = inherited(document.file, page.entries, key)
        if isinstance(found, list) and len(found) == 4:
            sheet = document.file.numbers({key: found}, key)
            own = document.file.numbers(entries, "/Rect")
            return len(sheet) == len(own) == 4 and not _meet(sheet, own)
    return False


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = max(min(one[0], one[2]), min(other[0], other[2])) <= min(
        max(one[0], one[2]), max(other[0], other[2])
    )
    return across and max(min(one[1], one[3]), min(other[1], other[3])) <= min(
        max(one[1], one[3]), max(other[1], other[3])
    )


def _annotation(
    document: Document,
    page: Page,
    entries: Dictionary,
    place: Place,
    destinations: set[str] | None,
    ledger: Ledger,
) -> None:
    file = document.file
    kind = file.word(entries, "/Subtype")
    owner = document.tree.objects.get(id(entries))
    words = (file.text(entries, "/Contents") or "").strip()
    if kind == "Link":
        _link(document, entries, owner, place, ledger)
        if destinations is not None:
            _target(document, entries, destinations, place, ledger)
    elif kind == "Widget":
        _field(document, entries, owner, place, ledger)
    elif kind in ("PrinterMark", "TrapNet"):
        well = kind == "PrinterMark" and owner is None
        ledger.hold(PRINTERS, well, f"the {kind} annotation is in the readers' way", place)
    else:
        _media(document, entries, kind, place, ledger)
        inside = owner is not None and "Annot" in _roles(owner)
        ledger.hold(OTHERS, inside, f"the {kind} annotation is in no Annot element", place)
        spoken = words or (owner is not None and file.text(owner.entries, "/Alt"))
        ledger.hold(OTHERS, spoken, f"the {kind} annotation has no words", place)


def _media(
    document: Document, entries: Dictionary, kind: str, place: Place, ledger: Ledger
) -> None:
    file = document.file
    if kind == "FileAttachment":
        attached = file.dictionary(entries, "/FS")
        named = file.text(attached, "/F") and file.text(attached, "/UF")
        ledger.hold(MEDIA, named, "the attached file lacks one of its names (F and UF)", place)
    clip = file.dictionary(file.dictionary(file.dictionary(entries, "/A"), "/R"), "/C")
    if clip:
        ledger.hold(MEDIA, "/CT" in clip, "the media clip lacks its kind (CT)", place)
        alternatives = [as_text(file.value(one)) for one in file.array(clip, "/Alt")[:100]]
        spoken = len(alternatives) >= 2 and all(alternatives[1::2])
        ledger.hold(MEDIA, spoken, "the media clip has no words in its place (Alt)", place)


def _roles(element: Element) -> list[str]:
    return [one.role.name for one in (element, *element.above())]


def _link(
    document: Document, entries: Dictionary, owner: Element | None, place: Place, ledger: Ledger
) -> None:
    file = document.file
    inside = owner is not None and "Link" in _roles(owner)
    if document.tree.elements:
        ledger.hold(LINKED, inside, "the link is in no Link element", place)
    contents = (file.text(entries, "/Contents") or "").strip()
    alternative = file.text(owner.entries, "/Alt") if owner is not None else None
    ledger.hold(CONTENTS, contents or alternative, "the link has no description", place)
    if owner is None or not inside:
        return
    link = next(one for one in (owner, *owner.above()) if one.role.name == "Link")
    words = document.words(link)
    ledger.hold(WORDS, words or alternative, "the link has no words", place)
    if words:
        shown = shortened(words, 60)
        ledger.hold(WORDS, not is_idle(words), f"the link's words say nothing: {shown!r}", place)
        address = file.text(file.dictionary(entries, "/A"), "/URI") or ""
        # Words that are the address themselves are said once.
        target = "" if address.removeprefix("mailto:") == words else shortened(address, 80)
        ledger.ask(ASK_LINKS, f"{shown!r}" + (f" to {target}" if target else ""))


def _field(
    document: Document, entries: Dictionary, owner: Element | None, place: Place, ledger: Ledger
) -> None:
    file = document.file
    inside = owner is not None and "Form" in _roles(owner)
    name = ""
    field = entries
    for _ in range(20):
        name = name or (file.text(field, "/TU") or "").strip()
        field = file.dictionary(field, "/Parent")
    ledger.hold(FIELDS, inside, "the form field is in no Form element", place)
    if not name and owner is not None:
        name = file.text(owner.entries, "/Alt") or ""
    ledger.hold(FIELDS, name, "the form field has no name for people (TU)", place)


# --- where links inside the document lead --------------------------------------------


def _destinations(document: Document) -> set[str] | None:
    """Give the names of all destinations, None where there are too many to know."""
    file = document.file
    found = {str(key)[1:] for key in file.dictionary(file.catalog, "/Dests")}
    tree = file.dictionary(file.dictionary(file.catalog, "/Names"), "/Dests")
    for key, _ in file.leaves(tree, "/Names"):
        name = as_text(file.value(key))
        if name is not None:
            found.add(name)
        if len(found) > 200_000:
            return None
    return found


def _target(
    document: Document, entries: Dictionary, known: set[str], place: Place, ledger: Ledger
) -> None:
    file = document.file
    action = file.dictionary(entries, "/A")
    target = file.get(entries, "/Dest")
    if target is None and file.word(action, "/S") == "GoTo":
        target = file.get(action, "/D")
    if target is None:
        return
    name = as_text(target)
    if name is None:
        name = as_name(target)
    if name:
        ledger.hold(TARGET, name in known, f"the link leads to {name[:40]!r}, not there", place)
    elif isinstance(target, list):
        page = file.value(target[0]) if target else None
        there = isinstance(page, dict) and file.word(page, "/Type") in ("Page", "")
        ledger.hold(TARGET, there or isinstance(page, int), "the link leads to no page", place)
