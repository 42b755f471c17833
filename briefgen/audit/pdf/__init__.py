"""PDF: read within bounds, run page by page, and held against PDF/UA-1 and WCAG 2.1.

Owns the order of the checks and the questions about a PDF as a whole. Must not know other
formats.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.checks import CHECKS, FAMILIES, archive
from briefgen.audit.pdf.open import Spent
from briefgen.audit.pdf.reading import Document, read
from briefgen.audit.pdf.structure import PieceKid
from briefgen.audit.report import PDFA, UA, WCAG, Kind, Question, Report, Rule

__all__ = ["CHECKS", "audit"]

ASK_ORDER = Question(
    "order",
    "Is this the order to read each page in? So they begin:",
    (Rule(UA, "7.2"), Rule(WCAG, "1.3.2")),
)
MAX_BEGINNINGS = 5
# Elements whose words are no whole thing to say.
_PARTIAL = ("Lbl", "Link", "Reference", "Span")


def audit(raw: bytes, name: str) -> Report:
    """Say what is found in a PDF. Raises InputError where it cannot be read."""
    ledger = Ledger(CHECKS)
    document = read(raw, name, ledger)
    for family in FAMILIES:
        try:
            family.examine(document, ledger)
        except Spent as fault:
            ledger.unread(f"what lies beyond a bound of this audit: {fault}")
    _ask_order(document, ledger)
    pages = f"{document.count:,} {'page' if document.count == 1 else 'pages'}"
    claims, against = _standards(document)
    return ledger.report(name, Kind.PDF, pages, claims=claims, against=against)


def _standards(document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the standards that a file says it follows, as it says them, and those of the checks."""
    ua = document.metadata.ua_part if document.metadata else ""
    try:
        claim = archive.claimed(document)
    except Spent:
        claim = None
    said = [f"PDF/UA-{ua}" if ua else "", str(claim or "")]
    held = (f"PDF/A-2 ({PDFA})",) if claim and claim.part != "4" else ()
    return tuple(one[:20] for one in said if one), (f"PDF/UA-1 ({UA})", WCAG, *held)


def _ask_order(document: Document, ledger: Ledger) -> None:
    """Show how each page begins when it is read out."""
    beginnings: dict[int, list[str]] = {}
    for element in document.tree.elements:
        begun = beginnings.setdefault(element.page, [])
        drawn = any(isinstance(kid, PieceKid) for kid in element.kids)
        if drawn and len(begun) < MAX_BEGINNINGS and element.name not in _PARTIAL:
            begun += filter(None, [shortened(document.words(element), 30)])
    for page, begun in sorted(beginnings.items()):
        if page and begun:
            ledger.ask(ASK_ORDER, f"page {page:,}: {' / '.join(begun)}")
