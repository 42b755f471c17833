"""Whether the languages of parts are tags that a screen reader can switch to.

Owns the checks of languages below the document. Must not know what words mean.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.checks.whole import ASK_LANGUAGE
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import UA, WCAG, Check, Place, Rule, Severity
from briefgen.audit.wording import is_tag

PARTS = Check(
    "pdf.part-language",
    "the languages of parts are language tags",
    Severity.SERIOUS,
    (Rule(UA, "7.2"), Rule(WCAG, "3.1.2")),
    "write the language as a tag such as es or pt-BR",
)

CHECKS = (PARTS,)


def examine(document: Document, ledger: Ledger) -> None:
    """Check the languages of elements and of marked content."""
    usual = document.file.text(document.file.catalog, "/Lang")
    for element in document.tree.elements:
        tag = document.file.text(element.entries, "/Lang")
        if tag is None:
            continue
        # An empty one says that the language is not known, which the standard allows.
        ledger.hold(PARTS, not tag or is_tag(tag), f"{tag[:20]!r} is no tag", element.place)
        if tag != usual and tag:
            words = shortened(document.words(element), 60)
            ledger.ask(ASK_LANGUAGE, f"{tag}: {words!r}, {element.place}")
    for content in document.contents:
        for tag in dict.fromkeys(content.languages):
            well = not tag or is_tag(tag)
            ledger.hold(PARTS, well, f"{tag[:20]!r} is no tag", Place(content.number))
