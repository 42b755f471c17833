"""Whether languages are known, and tags that a screen reader can switch to.

Owns the checks of languages below the document. Must not know what words mean.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.structure import Element, PieceKid
from briefgen.audit.questions import ASK_LANGUAGE
from briefgen.audit.report import UA, WCAG, Check, Place, Rule, Severity
from briefgen.audit.wording import is_tag

TAGS = Check(
    "pdf.language-tags",
    "languages are given as language tags",
    Severity.SERIOUS,
    (Rule(UA, "7.2"), Rule(WCAG, "3.1.1"), Rule(WCAG, "3.1.2")),
    "write the language as a tag such as es or pt-BR",
)

KNOWN = Check(
    "pdf.text-language",
    "it is known which language text is in",
    Severity.SERIOUS,
    (Rule(UA, "7.2"), Rule(WCAG, "3.1.1")),
    "set the language in the document's properties",
)

CHECKS = (TAGS, KNOWN)


def examine(document: Document, ledger: Ledger) -> None:
    """Check the languages of elements and of marked content."""
    usual = document.file.text(document.file.catalog, "/Lang")
    _known(document, usual, ledger)
    if usual:
        ledger.hold(TAGS, is_tag(usual), f"{usual[:20]!r} is no language tag")
    for element in document.tree.elements:
        tag = document.file.text(element.entries, "/Lang")
        if tag is None:
            continue
        # An empty one says that the language is not known, which the standard allows.
        ledger.hold(TAGS, not tag or is_tag(tag), f"{tag[:20]!r} is no language tag", element.place)
        if tag != usual and tag:
            words = shortened(document.words(element), 60)
            ledger.ask(ASK_LANGUAGE, f"{tag}: {words!r}, {element.place}")
    for content in document.contents:
        for tag in dict.fromkeys(content.languages):
            well = not tag or is_tag(tag)
            ledger.hold(TAGS, well, f"{tag[:20]!r} is no language tag", Place(content.number))


def _has_bookmarks(document: Document) -> bool:
    outlines = document.file.dictionary(document.file.catalog, "/Outlines")
    return isinstance(document.file.get(outlines, "/First"), dict)


def _known(document: Document, usual: str | None, ledger: Ledger) -> None:
    """Find text that neither the document, nor what it is in, gives a language."""
    unknown: list[Element] = []
    for element in document.tree.elements:
        pieces = [document.pieces.get(kid.key) for kid in element.kids if isinstance(kid, PieceKid)]
        silent = any(piece.text.strip() and not piece.spoken for piece in pieces if piece)
        alternative = document.file.text(element.entries, "/Alt")
        if not silent and not alternative:
            continue
        ledger.looked(KNOWN)
        around = (element, *element.above())
        if not usual and not any(document.file.text(one.entries, "/Lang") for one in around):
            unknown.append(element)
    if unknown:
        count = f"{len(unknown):,} elements have" if len(unknown) > 1 else "an element has"
        words = shortened(document.words(unknown[0]), 40)
        message = f"{count} text in a language that is not named: {words!r}"
        ledger.fault(KNOWN, message, unknown[0].place)
    elif not usual and _has_bookmarks(document):
        ledger.hold(KNOWN, False, "the bookmarks are in a language that is not named")
