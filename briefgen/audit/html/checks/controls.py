"""Whether links, buttons and form fields have names, and can be reached.

Owns the checks of what one can press or fill in. Must not know what it does.
"""

from __future__ import annotations

from urllib.parse import unquote

from briefgen.audit.html.names import given_name, is_reached, is_unseen, kind, name, role
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_LINKS
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity
from briefgen.audit.wording import is_idle

LINKS = Check(
    "html.link-words",
    "links say where they lead",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"), Rule(WCAG, "4.1.2")),
    "let the link's words name what it leads to",
)
TARGET = Check(
    "html.link-target",
    "links inside the page lead to a place in it",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"),),
    "mend the id that the link names",
)
LABELS = Check(
    "html.labels",
    "form fields have labels",
    Severity.CRITICAL,
    (Rule(WCAG, "1.3.1"), Rule(WCAG, "4.1.2"), Rule(WCAG, "3.3.2")),
    "give the field a <label for>, or an aria-label",
)
BUTTONS = Check(
    "html.buttons",
    "buttons have names",
    Severity.CRITICAL,
    (Rule(WCAG, "4.1.2"),),
    "say on the button, or in its aria-label, what it does",
)
ORDER = Check(
    "html.tab-order",
    "the tabulator goes in the order of the page",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.3"),),
    "take the positive tabindex away",
)
KEYS = Check(
    "html.access-keys",
    "no two controls have one access key",
    Severity.MINOR,
    (Rule(WCAG, "2.1.1"),),
    "take the accesskey away, or give each its own",
)
COVERED = Check(
    "html.hidden-controls",
    "nothing that is hidden from screen readers can be pressed",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "take aria-hidden away, or the control out of it",
)

CHECKS = (LINKS, TARGET, LABELS, BUTTONS, ORDER, KEYS, COVERED)

ASK_KEYBOARD = Question(
    "keyboard",
    "Can all be reached and used with the keyboard alone, and does one see where one is?",
    (Rule(WCAG, "2.1.1"), Rule(WCAG, "2.4.7")),
)

_BUTTONS = ("button", "submit", "reset", "image")


def examine(document: Document, ledger: Ledger) -> None:
    """Check everything that one can press or fill in."""
    anchors = {node.get("name") for node in document.by_tag.get("a", ())}
    keys: dict[str, Node] = {}
    for node in document.met:
        given = role(node)
        if (node.tag == "a" and "href" in node.attributes) or given == "link":
            _link(document, node, anchors, ledger)
        elif node.tag in ("input", "select", "textarea"):
            _field(document, node, ledger)
        elif node.tag == "button" or given == "button" or _opens(node):
            called = name(node, document.ids) or document.labels.get(id(node))
            kind = "summary" if node.tag == "summary" else "button"
            mute = given == "none"  # it is switched off, and stands for nothing
            ledger.hold(BUTTONS, called or mute, f"the {kind} has no name", place(node))
        _keys(node, keys, ledger)
    for node in document.root.walk(lambda one: not _is_covered(one)):
        if _is_covered(node):
            pressed = next((one for one in node.walk(_is_reachable) if _can_be_pressed(one)), None)
            message = "it is hidden from screen readers, and the keyboard reaches it"
            ledger.hold(COVERED, pressed is None, message, place(pressed or node))


def _opens(node: Node) -> bool:
    """Say whether an element is what opens its <details>: the first <summary> in it."""
    if node.tag != "summary" or node.parent is None or node.parent.tag != "details":
        return False
    return node.parent.first("summary") is node


def _keys(node: Node, keys: dict[str, Node], ledger: Ledger) -> None:
    tabindex = node.get("tabindex").strip()
    if tabindex:
        early = tabindex.isdecimal() and tabindex.strip("0") != ""
        ledger.hold(ORDER, not early, f"tabindex is {tabindex[:10]}", place(node))
    key = node.get("accesskey").strip().casefold()
    if key:
        message = f"the access key {key[:10]!r} is that of line {keys.get(key, node).line:,} too"
        ledger.hold(KEYS, keys.setdefault(key, node) is node, message, place(node))


def _is_covered(node: Node) -> bool:
    return node.get("aria-hidden").strip() == "true" and not is_unseen(node)


def _is_reachable(node: Node) -> bool:
    return not is_unseen(node) and "inert" not in node.attributes


def _can_be_pressed(node: Node) -> bool:
    return _is_reachable(node) and is_reached(node)


def _link(document: Document, node: Node, anchors: set[str], ledger: Ledger) -> None:
    spoken = name(node, document.ids)
    shown = shortened(spoken, 60)
    if ledger.hold(LINKS, spoken, "the link has no words", place(node)):
        message = f"the link's words say nothing: {shown!r}"
        ledger.hold(LINKS, not is_idle(spoken), message, place(node))
    address = node.get("href").strip()
    if address.startswith("#") and len(address) > 1:
        target = address[1:]
        known = target in document.ids or unquote(target) in document.ids
        there = known or target in anchors or target.lower() == "top"
        message = f"the link leads to {address[:40]!r}, which is not there"
        ledger.hold(TARGET, there, message, place(node))
    ledger.ask(ASK_LINKS, f"{shown!r} to {shortened(address, 80)}")


def _field(document: Document, node: Node, ledger: Ledger) -> None:
    ledger.ask(ASK_KEYBOARD)
    labelled = document.labels.get(id(node))
    if role(node) == "none":
        return
    if node.tag == "input" and kind(node) in _BUTTONS:
        if kind(node) != "image":  # which is a picture too, and looked at as one
            called = name(node, document.ids) or labelled
            ledger.hold(BUTTONS, called, "the button has no name", place(node))
        return
    called = given_name(node, document.ids) or labelled
    ledger.hold(LABELS, called, f"the field{_shown(node)} has no label", place(node))


def _shown(node: Node) -> str:
    found = node.get("name") or node.get("placeholder")
    return f" {found[:30]!r}" if found else ""
