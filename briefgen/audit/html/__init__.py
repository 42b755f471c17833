"""HTML: read as browsers do, and held against WCAG 2.1.

Owns the order of the checks. Must not know other formats. What scripts and style sheets
make of a page is not known here, and the report says so.
"""

from __future__ import annotations

from briefgen.audit.html.checks import CHECKS, FAMILIES
from briefgen.audit.html.reading import read
from briefgen.audit.ledger import Ledger
from briefgen.audit.limits import MAX_HTML
from briefgen.audit.report import WCAG, Kind, Question, Report, Rule
from briefgen.errors import InputError, Location, error

__all__ = ["CHECKS", "audit"]

ASK_SCRIPTS = Question(
    "scripts",
    "Scripts change this page, and only the file was read: does all hold for what they make?",
    (Rule(WCAG, "4.1.2"), Rule(WCAG, "2.1.1")),
)


def audit(raw: bytes, name: str) -> Report:
    """Say what is found in an HTML file. Raises InputError where it cannot be read."""
    if len(raw) > MAX_HTML:
        size = f"the file has more than {MAX_HTML // 1_000_000} MB"
        raise InputError(error("html.too-large", size, Location(name)))
    ledger = Ledger(CHECKS)
    document = read(raw)
    if document.cut:
        ledger.unread(f"what comes after the first {document.count:,} elements")
    if document.broken:
        ledger.unread(f"what is missing: the file ends in the middle of {document.broken}")
    for family in FAMILIES:
        family.examine(document, ledger)
    if "script" in document.by_tag:
        ledger.ask(ASK_SCRIPTS)
    count = len(document.met)
    elements = f"{count:,} {'element' if count == 1 else 'elements'}"
    return ledger.report(name, Kind.HTML, elements, against=(WCAG,))
