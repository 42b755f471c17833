"""Whether lists hold items, and items are in lists.

Owns the check of lists. Must not know looks.
"""

from __future__ import annotations

from briefgen.audit.html.names import is_hidden, words
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.report import WCAG, Check, Rule, Severity

LISTS = Check(
    "html.lists",
    "lists hold items, and items are in lists",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "put items (<li>, <dt>, <dd>) directly into their list, <dd> after its <dt>",
)

CHECKS = (LISTS,)

_LISTS = ("ul", "ol", "menu")
_MUTE = ("script", "template", "style")


def examine(document: Document, ledger: Ledger) -> None:
    """Check every list and every item."""
    for node in document.met:
        if node.tag == "li":
            _item(node, _LISTS, ledger)
        elif node.tag in ("dt", "dd"):
            _item(node, ("dl",), ledger)
        elif _is_list(node, *_LISTS):
            for kid in node.kids:
                _kid(node, kid, ("li",), ledger)
        elif _is_list(node, "dl"):
            _definitions(node, ledger)


def _is_list(node: Node, *tags: str) -> bool:
    return node.tag in tags and node.get("role").strip().lower() in ("", "list", "directory")


def _item(node: Node, lists: tuple[str, ...], ledger: Ledger) -> None:
    parent = node.parent
    if lists == ("dl",) and parent is not None and _is_group(parent):
        parent = parent.parent
    mute = parent is not None and parent.get("role").strip().lower() in ("none", "presentation")
    inside = parent is not None and (
        _is_list(parent, *lists) or mute or parent.get("role").strip().lower() == "list"
    )
    message = f"<{node.tag}> is in no list"
    ledger.hold(LISTS, inside or node.get("role").strip(), message, place(node))


def _is_group(node: Node) -> bool:
    return node.tag == "div" and not node.get("role").strip()


def _kid(node: Node, kid: Node | str, allowed: tuple[str, ...], ledger: Ledger) -> None:
    if isinstance(kid, str):
        message = f"text stands in <{node.tag}> outside its items: {shortened(kid, 30)!r}"
        ledger.hold(LISTS, not kid.strip(), message, place(node))
    elif kid.tag not in _MUTE and not is_hidden(kid):
        message = f"<{kid.tag}> stands directly in <{node.tag}>"
        role = kid.get("role").strip().lower()
        if kid.tag in allowed and role not in ("", "listitem", "none", "presentation"):
            if role in ("doc-endnote", "doc-biblioentry", "separator"):
                return
            message = f"<{kid.tag}> in <{node.tag}> has the role {role[:20]!r} and is no item"
            ledger.hold(LISTS, False, message, place(kid))
            return
        ledger.hold(LISTS, kid.tag in allowed, message, place(kid))


def _definitions(node: Node, ledger: Ledger) -> None:
    """Check that every term is followed by what is said of it."""
    for kid in node.kids:
        _kid(node, kid, ("dt", "dd", "div"), ledger)
    groups = [kid for kid in node.nodes() if _is_group(kid)]
    for group in groups:
        held = any(kid.tag in ("dt", "dd") for kid in group.nodes())
        message = "<div> stands in <dl> and holds neither <dt> nor <dd>"
        ledger.hold(LISTS, held or not words(group), message, place(group))
    parts = [
        one
        for kid in node.nodes()
        for one in (kid.nodes() if _is_group(kid) else (kid,))
        if one.tag in ("dt", "dd") and not is_hidden(one)
    ]
    if not parts:
        return
    ledger.hold(LISTS, parts[0].tag == "dt", "<dd> has no <dt> before it", place(parts[0]))
    ledger.hold(LISTS, parts[-1].tag == "dd", "<dt> has no <dd> after it", place(parts[-1]))
