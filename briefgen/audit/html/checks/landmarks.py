"""Whether landmarks let a reader jump to what the page is about, and tell parts apart.

Owns the checks of landmarks. Must not know what stands in them.
"""

from __future__ import annotations

from collections import Counter

from briefgen.audit.html.names import given_name, is_met, tokens
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.report import WCAG, Check, Rule, Severity

MAIN = Check(
    "html.main",
    "the main content is marked",
    Severity.MINOR,
    (Rule(WCAG, "2.4.1"), Rule(WCAG, "1.3.1")),
    "put what the page is about into one <main>",
)
NAMES = Check(
    "html.landmark-names",
    "landmarks of one kind have names that differ",
    Severity.MINOR,
    (Rule(WCAG, "2.4.1"), Rule(WCAG, "1.3.1")),
    "give each an aria-label of its own",
)
OUTSIDE = Check(
    "html.outside",
    "all text stands in a landmark",
    Severity.MINOR,
    (Rule(WCAG, "1.3.1"),),
    "put it into <main>, or into <header>, <nav>, <aside> or <footer>",
)

CHECKS = (MAIN, NAMES, OUTSIDE)

_LANDMARKS = tokens("banner complementary contentinfo form main navigation region search")
_OWN = {
    "main": "main",
    "nav": "navigation",
    "aside": "complementary",
    "search": "search",
    "header": "banner",
    "footer": "contentinfo",
    "form": "form",
    "section": "region",
}
_SECTIONS = ("article", "aside", "main", "nav", "section")
# What speaks up by itself, or stands before the page, is found without landmarks.
_APART = tokens("alert alertdialog dialog log status")


def landmark(document: Document, node: Node) -> str:
    """Give which landmark an element is, empty for none."""
    given = node.get("role").lower().split()
    own = given[0] if given else _OWN.get(node.tag, "")
    if own not in _LANDMARKS:
        return ""
    if not given and node.tag in ("header", "footer", "aside"):
        # Those of an article are about the article; an aside may still have a name.
        within = node.inside(*(_SECTIONS if node.tag != "aside" else ("article", "section")))
        if within is not None and not (node.tag == "aside" and given_name(node, document.ids)):
            return ""
    if own in ("form", "region") and not given_name(node, document.ids):
        return ""
    return own


def examine(document: Document, ledger: Ledger) -> None:
    """Check which landmarks there are, what they are called, and what is in none."""
    if document.spoken is None:
        return
    found = [(kind, node) for node in document.met if (kind := landmark(document, node))]
    mains = sum(kind == "main" for kind, _ in found)
    message = f"{mains} <main>" if mains else "the page has no <main>"
    ledger.hold(MAIN, mains == 1, message)
    named = [(kind, given_name(node, document.ids), node) for kind, node in found]
    alike = Counter((kind, called.casefold()) for kind, called, _ in named)
    kinds = Counter(kind for kind, *_ in named)
    for kind, called, node in named:
        if kinds[kind] > 1 and kind != "main":
            message = f"one of several of the kind {kind!r} has no name"
            if called:
                message = f"several of the kind {kind!r} are called {shortened(called, 40)!r}"
            ledger.hold(NAMES, alike[kind, called.casefold()] == 1, message, place(node))
    if mains:
        outside = _outside(document)
        message = f"text stands outside of all landmarks: {_shown(outside)!r}"
        ledger.hold(OUTSIDE, outside is None, message, place(outside or document.root))


def _outside(document: Document) -> Node | None:
    """Give the first element with text that is in no landmark; links over the page are apart."""
    body = document.first("body") or document.root

    def is_entered(node: Node) -> bool:
        if not is_met(node) or node.tag in ("dialog", "title"):
            return False
        return not landmark(document, node) and node.get("role") not in _APART

    for node in body.walk(is_entered):
        skips = node.tag == "a" and node.get("href").lstrip("#") in document.ids
        if is_entered(node) and not skips and any(_is_said(kid) for kid in node.kids):
            return node
    return None


def _is_said(kid: Node | str) -> bool:
    if isinstance(kid, str):
        return any(character.isalnum() for character in kid)
    return kid.tag == "img" and bool(kid.get("alt").strip())


def _shown(node: Node | None) -> str:
    return shortened(node.text(200), 40) if node is not None else ""
