"""Whether headings, landmarks and lists let a reader find the way.

Owns the checks of the page's outline. Must not know looks.
"""

from __future__ import annotations

from briefgen.audit.html.names import name, words
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
MAIN = Check(
    "html.main",
    "the main content is marked",
    Severity.MINOR,
    (Rule(WCAG, "2.4.1"), Rule(WCAG, "1.3.1")),
    "put what the page is about into one <main>",
)
NAVIGATION = Check(
    "html.landmark-names",
    "several navigations have names",
    Severity.MINOR,
    (Rule(WCAG, "2.4.1"), Rule(WCAG, "1.3.1")),
    "give each <nav> an aria-label",
)
LISTS = Check(
    "html.lists",
    "lists hold items, and items are in lists",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "put items (<li>, <dt>, <dd>) directly into their list",
)

CHECKS = (LEVELS, WORDS, THERE, MAIN, NAVIGATION, LISTS)

ASK_HEADINGS = Question(
    "headings",
    "Do the headings tell what follows, and is all that looks like one marked as one?",
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
)

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = {"li": ("ul", "ol", "menu"), "dt": ("dl", "div"), "dd": ("dl", "div")}
_LISTS = {
    "ul": ("li", "script", "template"),
    "ol": ("li", "script", "template"),
    "dl": ("dt", "dd", "div", "script", "template"),
}


def level(node: Node) -> int:
    """Give a heading's level, 0 for what is none."""
    if node.get("role") == "heading":
        found = node.get("aria-level")
        return int(found) if found.isdecimal() and len(found) < 3 else 2
    if "role" in node.attributes:
        return 0
    return _LEVELS.get(node.tag, 0)


def examine(document: Document, ledger: Ledger) -> None:
    """Check headings, landmarks and lists."""
    before = 0
    for node in document.met:
        own = level(node)
        if own:
            before = _heading(document, node, own, before, ledger)
        if node.tag in _ITEMS or node.tag in _LISTS:
            _list(node, ledger)
    spoken = any(node.tag in ("p", "table", "div", "li") for node in document.met)
    if spoken:
        ledger.hold(THERE, before, "the page has no heading")
    mains = [n for n in document.met if n.tag == "main" or n.get("role") == "main"]
    if spoken:
        message = f"{len(mains)} <main>" if mains else "the page has no <main>"
        ledger.hold(MAIN, len(mains) == 1, message)
    navigations = [n for n in document.met if n.tag == "nav" or n.get("role") == "navigation"]
    if len(navigations) > 1:
        for node in navigations:
            named = node.get("aria-label").strip() or node.get("aria-labelledby").strip()
            ledger.hold(NAVIGATION, named, "one of several navigations has no name", place(node))


def _heading(document: Document, node: Node, own: int, before: int, ledger: Ledger) -> int:
    shown = shortened(name(node, document.ids), 60)
    if not ledger.hold(WORDS, shown, "the heading has no words", place(node)):
        return before
    message = f"h{own} follows h{before}: {shown!r}"
    if not before:
        message = f"the first heading is h{own}: {shown!r}"
    ledger.hold(LEVELS, own <= before + 1, message, place(node))
    ledger.ask(ASK_HEADINGS, f"h{own} {shown}")
    return own


def _list(node: Node, ledger: Ledger) -> None:
    if node.get("role") in ("presentation", "none"):
        return
    if node.tag in _ITEMS:
        parent = node.parent
        inside = parent is not None and (
            parent.tag in _ITEMS[node.tag] or parent.get("role") == "list"
        )
        ledger.hold(LISTS, inside or node.get("role"), f"<{node.tag}> is in no list", place(node))
        return
    for kid in node.kids:
        if isinstance(kid, str):
            message = f"text stands in <{node.tag}> outside its items: {shortened(kid, 30)!r}"
            ledger.hold(LISTS, not kid.strip(), message, place(node))
        elif words(kid):
            message = f"<{kid.tag}> stands directly in <{node.tag}>"
            ledger.hold(LISTS, kid.tag in _LISTS[node.tag], message, place(kid))
