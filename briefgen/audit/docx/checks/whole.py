"""What a DOCX says of itself as a whole: title, language, who may read it.

Owns the checks of properties, settings and relationships. Must not know text.
"""

from __future__ import annotations

from collections import Counter

from briefgen.audit.docx.reading import Document, Paragraph, entered
from briefgen.audit.docx.styles import value
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_LANGUAGE
from briefgen.audit.report import OOXML, WCAG, WHOLE, WORD, Check, Place, Question, Rule, Severity
from briefgen.audit.wording import is_tag

TITLE = Check(
    "docx.title",
    "the properties have a title",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.2"),),
    "File, Info, Title: say what the document is about",
)
LANGUAGE = Check(
    "docx.language",
    "the document's language is named",
    Severity.SERIOUS,
    (Rule(WCAG, "3.1.1"), Rule(OOXML, "17.3.2.20")),
    "select all, then Review, Language, Set Proofing Language",
)
TAGS = Check(
    "docx.language-tags",
    "languages are given as language tags",
    Severity.SERIOUS,
    (Rule(WCAG, "3.1.1"), Rule(WCAG, "3.1.2")),
    "choose the language anew from Word's list",
)
ACCESS = Check(
    "docx.access",
    "everybody may read the document and have it read out",
    Severity.SERIOUS,
    (Rule(WORD, "document access"),),
    "Review, Restrict Editing: stop the protection",
)
RELATIONS = Check(
    "docx.relations",
    "the parts that the document refers to are there",
    Severity.SERIOUS,
    (Rule(OOXML, "9.3"),),
    "open it in Word and save it under another name",
)
IDS = Check(
    "docx.unique-ids",
    "bookmarks have names of their own",
    Severity.MINOR,
    (Rule(OOXML, "17.13.6.2"),),
    "rename one of the bookmarks: a link may lead to the wrong one",
)

CHECKS = (TITLE, LANGUAGE, TAGS, ACCESS, RELATIONS, IDS)

ASK_TITLE = Question(
    "title", "Does the title say what the document is about?", (Rule(WCAG, "2.4.2"),)
)
ASK_DECORATION = Question(
    "decoration",
    "Screen readers pass over headers and footers: is all that matters also in the text?",
    (Rule(WCAG, "1.3.1"),),
)


MAX_LANGUAGES = 50  # that a person is shown words of
_REFERENCES = ("r:id", "r:embed", "r:link", "r:pict")


def examine(document: Document, ledger: Ledger) -> None:
    """Check what the file says of itself."""
    properties = document.properties
    node = properties.first("dc:title") if properties else None
    title = node.text().strip() if node else ""
    if ledger.hold(TITLE, title, "the document has no title"):
        ledger.ask(ASK_TITLE, title)
    _languages(document, ledger)
    protection = document.settings.first("w:documentProtection") if document.settings else None
    locked = protection is not None and protection.get("w:enforcement") in ("1", "true", "on")
    ledger.hold(ACCESS, not locked, "the document is protected against editing")
    _relations(document, ledger)
    _bookmarks(document, ledger)
    for paragraph in document.paragraphs:
        if paragraph.part and paragraph.text.strip():
            ledger.ask(ASK_DECORATION, f"{paragraph.part}: {shortened(paragraph.text)}")


def _relations(document: Document, ledger: Ledger) -> None:
    for part in document.parts:
        place = Place(element=part.name)
        for relation in part.relations.values():
            if not relation.external and relation.target:
                there = relation.target in document.package
                message = f"the part {relation.target[:60]!r} is missing"
                ledger.hold(RELATIONS, there, message, place)
        for node in part.root.walk(entered):
            for key, name in node.attributes.items():
                if name and key in _REFERENCES:
                    message = f"<{node.tag}> refers to {name[:40]!r}, and nothing is called so"
                    ledger.hold(RELATIONS, name in part.relations, message, place)


def _languages(document: Document, ledger: Ledger) -> None:
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    for paragraph in document.paragraphs:
        for run in paragraph.runs():
            if run.first("w:t") is not None:
                tag = _language(document, paragraph, run)
                counted[tag] += 1
                if len(first) < MAX_LANGUAGES:
                    first.setdefault(tag, shortened(run.text(), 60))
    styles = document.styles
    usual = styles.of(None).looks.language or styles.defaults.language
    if not usual:
        usual = next((tag for tag, _ in counted.most_common() if tag), "")
    if counted or usual:
        known = usual and not counted[""]
        if ledger.hold(LANGUAGE, known, "the document does not say which language it is in"):
            ledger.ask(ASK_LANGUAGE, usual)
    for tag in dict.fromkeys((usual, *first)):
        if not tag:
            continue
        place = Place(element=repr(first[tag])) if tag != usual else WHOLE
        ledger.hold(TAGS, is_tag(tag), f"{tag[:20]!r} is no language tag", place)
        if tag != usual:
            ledger.ask(ASK_LANGUAGE, f"{tag}: {first[tag]!r}")


def _language(document: Document, paragraph: Paragraph, run: Node) -> str:
    """Give the language that a run is in; empty where nothing says it."""
    properties = run.first("w:rPr")
    node = properties.first("w:lang") if properties else None
    if node is not None and node.get("w:val"):
        return node.get("w:val")
    styles = document.styles
    name = value(properties, "w:rStyle")
    said = styles.of(name).looks.language if name else None
    return said or paragraph.style.looks.language or styles.defaults.language or ""


def _bookmarks(document: Document, ledger: Ledger) -> None:
    names = Counter(
        node.get("w:name").lower()
        for part in document.parts
        for node in part.root.walk(entered)
        if node.tag == "w:bookmarkStart"
    )
    for name, count in names.items():
        message = f"{count:,} bookmarks have the name {name[:40]!r}"
        ledger.hold(IDS, count == 1, message)
