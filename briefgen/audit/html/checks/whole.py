"""What an HTML file says of itself as a whole: title, language, how it may be enlarged.

Owns the checks of the head, the language and identifiers. Must not know content.
"""

from __future__ import annotations

import re
from collections import Counter

from briefgen.audit.html.names import is_mute
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_LANGUAGE
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity
from briefgen.audit.wording import is_tag

TITLE = Check(
    "html.title",
    "the page has a title",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.2"),),
    "put a <title> that says what the page is about into the head",
)
LANGUAGE = Check(
    "html.language",
    "the page's language is named",
    Severity.SERIOUS,
    (Rule(WCAG, "3.1.1"),),
    'write it on the root: <html lang="en">',
)
TAGS = Check(
    "html.language-tags",
    "languages are given as language tags",
    Severity.SERIOUS,
    (Rule(WCAG, "3.1.1"), Rule(WCAG, "3.1.2")),
    "write the language as a tag such as es or pt-BR",
)
ZOOM = Check(
    "html.zoom",
    "the page may be enlarged",
    Severity.CRITICAL,
    (Rule(WCAG, "1.4.4"),),
    "take user-scalable=no and maximum-scale out of the viewport",
)
REFRESH = Check(
    "html.refresh",
    "the page does not move on by itself",
    Severity.SERIOUS,
    (Rule(WCAG, "2.2.1"), Rule(WCAG, "3.2.5")),
    "take the refresh away, and redirect on the server",
)
IDS = Check(
    "html.unique-ids",
    "no two elements have one identifier",
    Severity.MINOR,
    (Rule(WCAG, "4.1.1"),),
    "give each element an id of its own",
)
MOVING = Check(
    "html.moving",
    "nothing blinks, scrolls or sounds by itself",
    Severity.SERIOUS,
    (Rule(WCAG, "2.2.2"), Rule(WCAG, "1.4.2")),
    "take the element or its autoplay away",
)

CHECKS = (TITLE, LANGUAGE, TAGS, ZOOM, REFRESH, IDS, MOVING)

ASK_TITLE = Question("title", "Does the title say what the page is about?", (Rule(WCAG, "2.4.2"),))

_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)\b", re.IGNORECASE)
_SCALE = re.compile(r"maximum-scale\s*=\s*([0-9.]{1,10})", re.IGNORECASE)


def examine(document: Document, ledger: Ledger) -> None:
    """Check what the page says of itself."""
    titles = [t for t in document.by_tag.get("title", ()) if t.inside("svg") is None]
    title = " ".join(titles[0].text().split()) if titles else ""
    if ledger.hold(TITLE, title, "the page has no title"):
        ledger.ask(ASK_TITLE, title)
    _languages(document, ledger)
    for node in document.by_tag.get("meta", ()):
        _meta(node, ledger)
    counts = Counter(node.get("id") for node in document.root.walk() if "id" in node.attributes)
    for identifier, count in counts.items():
        if identifier:
            message = f"{count:,} elements have the id {identifier[:40]!r}"
            ledger.hold(IDS, count == 1, message, place(document.ids[identifier]))
    for node in document.met:
        if node.tag in ("blink", "marquee"):
            ledger.hold(MOVING, False, f"<{node.tag}> moves by itself", place(node))
        elif node.tag in ("audio", "video"):
            plays = "autoplay" in node.attributes and "muted" not in node.attributes
            ledger.hold(MOVING, not plays, "it plays by itself, with sound", place(node))


def _languages(document: Document, ledger: Ledger) -> None:
    root = document.first("html")
    usual = (root.get("lang") or root.get("xml:lang")).strip() if root else ""
    message = "the page does not say which language it is in"
    if ledger.hold(LANGUAGE, usual, message):
        ledger.ask(ASK_LANGUAGE, usual)
    for node in document.root.walk():
        given = node.get("lang") or node.get("xml:lang")
        tag = given.strip()
        # An empty one says that the language is not known; what has no words needs none.
        if not given or (node is not root and is_mute(node)):
            continue
        ledger.hold(TAGS, is_tag(tag), f"{tag[:20]!r} is no language tag", place(node))
        if node is not root and tag != usual:
            ledger.ask(ASK_LANGUAGE, f"{tag}: {shortened(node.text(), 60)!r}, line {node.line}")


def _meta(node: Node, ledger: Ledger) -> None:
    content = node.get("content")[:500]
    if node.get("name").lower() == "viewport":
        scale = _SCALE.search(content)
        small = scale is not None and _number(scale[1]) < 2
        forbidden = bool(_NO_ZOOM.search(content)) or small
        ledger.hold(ZOOM, not forbidden, "the viewport forbids enlarging", place(node))
    if node.get("http-equiv").lower() == "refresh":
        ledger.hold(REFRESH, False, "the page moves on or loads anew by itself", place(node))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 10.0
