"""Whether headings let a reader find the way.

Owns the checks of the page's outline. Must not know looks.
"""

from __future__ import annotations

from briefgen.audit.html.names import name, role
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity

LEVELS = Check(
    "html.heading-levels",
    "headings begin at level 1 and skip no level",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "give the heading the level that follows from the headings before it",
)
WORDS = Check(
    "html.heading-words",
    "headings have words",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
    "take the empty heading away, or give it its words",
)
THERE = Check(
    "html.headings",
    "the page has a heading",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WCAG, "2.4.6")),
    "mark what heads the page as <h1>",
)
CHECKS = (LEVELS, WORDS, THERE)

ASK_HEADINGS = Question(
    "headings",
    "Do the headings tell what follows, and is all that looks like one marked as one?",
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
)

_LEVELS = {f"h{level}": level for level in range(1, 7)}


def level(node: Node) -> int:
    """Give a heading's level, 0 for what is none."""
    given = role(node)
    if given == "heading":
        found = node.get("aria-level").strip()
        usual = _LEVELS.get(node.tag, 2)
        return int(found) if found.isdecimal() and len(found) < 3 else usual
    return 0 if given else _LEVELS.get(node.tag, 0)


def examine(document: Document, ledger: Ledger) -> None:
    """Check every heading."""
    before = 0
    headed = any(level(node) == 1 for node in document.met)
    for node in document.met:
        own = level(node)
        if own:
            before = _heading(document, node, own, before, headed, ledger)
    if document.spoken is not None:
        ledger.hold(THERE, before, "the page has no heading")


def _heading(
    document: Document, node: Node, own: int, before: int, headed: bool, ledger: Ledger
) -> int:
    shown = shortened(name(node, document.ids), 60)
    if not ledger.hold(WORDS, shown, "the heading has no words", place(node)):
        return before
    message = f"h{own} follows h{before}: {shown!r}"
    if not before:
        message = f"the first heading is h{own}: {shown!r}"
    # Parts that stand before what the page is about may have headings too.
    early = not before and headed
    ledger.hold(LEVELS, own <= before + 1 or early, message, place(node))
    ledger.ask(ASK_HEADINGS, f"h{own} {shown}")
    return own
