"""DOCX: read within bounds, and held against WCAG 2.1 and Word's accessibility checker.

Owns the order of the checks. Must not know other formats.
"""

from __future__ import annotations

from briefgen.audit.docx.checks import CHECKS, FAMILIES
from briefgen.audit.docx.reading import read
from briefgen.audit.ledger import Ledger
from briefgen.audit.report import WCAG, WORD, Kind, Report

__all__ = ["CHECKS", "audit"]


def audit(raw: bytes, name: str) -> Report:
    """Say what is found in a DOCX. Raises InputError where it cannot be read."""
    ledger = Ledger(CHECKS)
    document = read(raw, name)
    for family in FAMILIES:
        family.examine(document, ledger)
    count = sum(bool(paragraph.text.strip()) for paragraph in document.body)
    paragraphs = f"{count:,} {'paragraph' if count == 1 else 'paragraphs'}"
    return ledger.report(name, Kind.DOCX, paragraphs, against=(WCAG, WORD))
