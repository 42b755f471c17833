"""Whether headings are in order, so that a reader can find the way by them.

Owns the checks of headings and the question about them. Must not know looks.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.roles import HEADINGS
from briefgen.audit.pdf.structure import Element
from briefgen.audit.report import UA, WCAG, Check, Question, Rule, Severity

LEVELS = Check(
    "pdf.heading-levels",
    "headings begin at level 1 and skip no level",
    Severity.SERIOUS,
    (Rule(UA, "7.4.2"), Rule(WCAG, "1.3.1")),
    "give the heading the level that follows from the headings before it",
)
MIXED = Check(
    "pdf.heading-kinds",
    "headings are of one kind: numbered (H1 to H6), or not (H)",
    Severity.MINOR,
    (Rule(UA, "7.4.4"),),
    "use H1 to H6 throughout",
)
WORDS = Check(
    "pdf.heading-words",
    "headings have words",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
    "take the empty heading away, or give it its words",
)

CHECKS = (LEVELS, MIXED, WORDS)

ASK_HEADINGS = Question(
    "headings",
    "Do the headings tell what follows, and is all that looks like one tagged as one?",
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
)
ASK_NONE = Question(
    "no-headings",
    "No heading is tagged: does nothing look like one?",
    (Rule(WCAG, "1.3.1"), Rule(WCAG, "2.4.6")),
)


def level(element: Element) -> int:
    """Give a heading's level, 0 for one that is not numbered or is none."""
    name = element.role.name
    return int(name[1:]) if name[:1] == "H" and name[1:].isdecimal() else 0


def examine(document: Document, ledger: Ledger) -> None:
    """Check the headings in reading order."""
    before = 0
    numbered = plain = 0
    for element in document.tree.elements:
        own = level(element)
        if not own and element.role.name not in HEADINGS:
            continue
        words = document.words(element)
        shown = shortened(words, 60)
        ledger.hold(WORDS, words, "the heading has no words", element.place)
        if not own:
            plain += 1
            if plain == 1 and numbered:
                ledger.fault(MIXED, f"an H stands beside H1 to H6: {shown!r}", element.place)
            continue
        numbered += 1
        if numbered == 1 and plain:
            ledger.fault(MIXED, f"H{own} stands beside H: {shown!r}", element.place)
        message = f"H{own} follows H{before}: {shown!r}"
        if not before:
            message = f"the first heading is H{own}: {shown!r}"
        ledger.hold(LEVELS, own <= before + 1, message, element.place)
        before = own
        ledger.ask(ASK_HEADINGS, f"{'  ' * (own - 1)}H{own} {shown}")
    ledger.looked(MIXED, numbered + plain)
    _siblings(document, ledger)
    if document.tree.elements and not numbered + plain:
        ledger.ask(ASK_NONE)


def _siblings(document: Document, ledger: Ledger) -> None:
    """Find elements with two headings H: a section has one (ISO 14289-1, 7.4.4)."""
    for element in document.tree.elements:
        count = sum(kid.role.name == "H" for kid in element.elements())
        if count > 1:
            ledger.fault(MIXED, f"the element has {count} headings H", element.place)
