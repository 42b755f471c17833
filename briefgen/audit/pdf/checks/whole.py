"""What a PDF says of itself as a whole: tagged, in which language, under which title.

Owns the checks of the catalog, the metadata and the permissions. Must not know content.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.open import Array, File
from briefgen.audit.pdf.reading import Document
from briefgen.audit.questions import ASK_LANGUAGE
from briefgen.audit.report import PDF, UA, WCAG, Check, Question, Rule, Severity

TAGGED = Check(
    "pdf.tagged",
    "the file is a tagged PDF",
    Severity.CRITICAL,
    (Rule(UA, "7.1"), Rule(WCAG, "1.3.1")),
    "make it anew with tags: in Word, Save as PDF with 'Document structure tags for "
    "accessibility'; do not print to PDF",
)
SUSPECTS = Check(
    "pdf.suspects",
    "no tags are marked as doubtful",
    Severity.SERIOUS,
    (Rule(UA, "7.1"),),
    "check the tags, then set Suspects to false",
)
LANGUAGE = Check(
    "pdf.language",
    "the document's language is named",
    Severity.SERIOUS,
    (Rule(WCAG, "3.1.1"),),
    "set the language in the document's properties, such as en-US",
)
TITLE = Check(
    "pdf.title",
    "the metadata have a title",
    Severity.SERIOUS,
    (Rule(UA, "7.1"), Rule(WCAG, "2.4.2")),
    "give the document a title in its properties and make it anew",
)
TITLE_SHOWN = Check(
    "pdf.title-shown",
    "windows show the title, not the file's name",
    Severity.MINOR,
    (Rule(UA, "7.1"), Rule(WCAG, "2.4.2")),
    "set the initial view to show the document title (DisplayDocTitle)",
)
METADATA = Check(
    "pdf.metadata",
    "there are XMP metadata that can be read",
    Severity.MINOR,
    (Rule(UA, "7.1"),),
    "make the file anew with a program that writes XMP metadata",
)
IDENTIFIER = Check(
    "pdf.ua-identifier",
    "the file says that it follows PDF/UA",
    Severity.MINOR,
    (Rule(UA, "5"),),
    "have it written as PDF/UA, once all else is right",
)
XFA = Check(
    "pdf.xfa",
    "there is no dynamic XFA form",
    Severity.CRITICAL,
    (Rule(UA, "7.15"),),
    "replace the form by an AcroForm or a web page",
)
LAYERS = Check(
    "pdf.layers",
    "layers have names, and do not switch by themselves",
    Severity.MINOR,
    (Rule(UA, "7.10"),),
    "give every layer configuration a name and take out its AS entry",
)
ATTACHED = Check(
    "pdf.attached",
    "attached files have their names",
    Severity.MINOR,
    (Rule(UA, "7.11"),),
    "attach the file anew: its specification needs F and UF",
)
SOUND = Check(
    "pdf.sound",
    "all objects of the file can be read",
    Severity.SERIOUS,
    (Rule(PDF, "7.5"),),
    "open the file in a PDF program and save it anew",
)

CHECKS = (
    TAGGED,
    SUSPECTS,
    LANGUAGE,
    TITLE,
    TITLE_SHOWN,
    METADATA,
    IDENTIFIER,
    XFA,
    LAYERS,
    ATTACHED,
    SOUND,
)

ASK_TITLE = Question(
    "title", "Does the title say what the document is about?", (Rule(WCAG, "2.4.2"),)
)


def examine(document: Document, ledger: Ledger) -> None:
    """Check what the file says of itself."""
    file, catalog = document.file, document.file.catalog
    mark_info = file.dictionary(catalog, "/MarkInfo")
    _tagged(document, ledger)
    if mark_info:
        ledger.hold(SUSPECTS, not file.flag(mark_info, "/Suspects"), "the file doubts its own tags")
    _language(file, ledger)
    _title(document, ledger)
    _identifier(document, ledger)
    form = file.dictionary(catalog, "/AcroForm")
    if form:
        ledger.hold(XFA, not _is_dynamic(file), "the form is a dynamic XFA form")
    _layers(file, ledger)
    _attached(file, ledger)
    message = "its list of objects is damaged: readers have to search the file for them"
    ledger.hold(SOUND, not file.searched, message)
    damaged = file.damaged
    ledger.hold(
        SOUND,
        not damaged,
        f"{damaged:,} {'objects' if damaged > 1 else 'object'} cannot be read: damaged, missing "
        "or out of measure",
    )


def _tagged(document: Document, ledger: Ledger) -> None:
    mark_info = document.file.dictionary(document.file.catalog, "/MarkInfo")
    if not document.tree.present or not document.tree.elements:
        ledger.hold(TAGGED, False, "the file has no tags: a screen reader must guess what is what")
    else:
        ledger.hold(
            TAGGED,
            document.file.flag(mark_info, "/Marked"),
            "the file has tags but does not say so (MarkInfo, Marked)",
            remedy="set Marked to true in the catalog's MarkInfo",
        )


def _language(file: File, ledger: Ledger) -> None:
    tag = (file.text(file.catalog, "/Lang") or "").strip()
    if ledger.hold(LANGUAGE, tag, "the document does not say which language it is in"):
        ledger.ask(ASK_LANGUAGE, tag)


def _title(document: Document, ledger: Ledger) -> None:
    file, found = document.file, document.metadata
    readable = found is not None and not found.fault
    why = f": {found.fault}" if found else ""
    missing = "there are no XMP metadata" if not found else f"the XMP metadata cannot be read{why}"
    ledger.hold(METADATA, readable, missing)
    title = found.title if found else ""
    old = file.text(file.dictionary(file.trailer, "/Info"), "/Title") or ""
    message = "the document has no title"
    if old.strip():
        message = f"the title {old.strip()[:60]!r} is not in the XMP metadata"
    if ledger.hold(TITLE, title, message):
        ledger.ask(ASK_TITLE, title)
    preferences = file.dictionary(file.catalog, "/ViewerPreferences")
    ledger.hold(
        TITLE_SHOWN,
        file.flag(preferences, "/DisplayDocTitle"),
        "windows show the file's name in place of the title",
    )


def _identifier(document: Document, ledger: Ledger) -> None:
    part = document.metadata.ua_part if document.metadata else ""
    if document.metadata is None or not part:
        ledger.hold(IDENTIFIER, False, "the file does not say that it follows PDF/UA")
        return
    ledger.hold(
        IDENTIFIER, part in ("1", "2"), f"the file says that it follows part {part!r} of PDF/UA"
    )
    odd = [one for one in document.metadata.ua_prefixes if one != "pdfuaid"]
    if odd:
        ledger.fault(IDENTIFIER, f"the identifier's prefix is {odd[0]!r}, not 'pdfuaid'")
    if part == "2":
        ledger.unread("what PDF/UA-2 asks for beyond PDF/UA-1, which the file was held against")


def _is_dynamic(file: File) -> bool:
    form = file.dictionary(file.catalog, "/AcroForm")
    if file.flag(file.catalog, "/NeedsRendering"):
        return True
    packets: Array = file.several(form, "/XFA")
    return any(b"dynamicRender" in (file.data(packet) or b"") for packet in packets[:40])


def _layers(file: File, ledger: Ledger) -> None:
    layers = file.dictionary(file.catalog, "/OCProperties")
    if not layers:
        return
    found = [file.get(layers, "/D"), *map(file.value, file.array(layers, "/Configs")[:100])]
    for number, entries in enumerate(found):
        if not isinstance(entries, dict):
            continue
        shown = f"layer configuration {number}" if number else "the layers' usual configuration"
        ledger.hold(LAYERS, file.text(entries, "/Name"), f"{shown} has no name")
        ledger.hold(LAYERS, "/AS" not in entries, f"{shown} switches by itself")


def _attached(file: File, ledger: Ledger) -> None:
    names = file.dictionary(file.dictionary(file.catalog, "/Names"), "/EmbeddedFiles")
    for number, (_, found) in enumerate(file.leaves(names, "/Names"), 1):
        entries = file.value(found)
        if number > 1_000 or not isinstance(entries, dict):
            continue
        named = file.text(entries, "/F") and file.text(entries, "/UF")
        ledger.hold(ATTACHED, named, f"attached file {number} lacks one of its names (F and UF)")
