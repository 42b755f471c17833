"""Whether pictures, frames and media have words in their place.

Owns the checks of what is not text. Must not know what it shows.
"""

from __future__ import annotations

from briefgen.audit.html.names import name, svg_words
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_ALTERNATIVES
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity
from briefgen.audit.wording import alternative_fault

ALTERNATIVE = Check(
    "html.alternative",
    "every picture has an alternative text, an empty one if it is decoration",
    Severity.CRITICAL,
    (Rule(WCAG, "1.1.1"),),
    'say in alt what the picture tells; alt="" for decoration',
)
WORDS = Check(
    "html.alternative-words",
    "alternative texts are words about the picture",
    Severity.SERIOUS,
    (Rule(WCAG, "1.1.1"),),
    "say in alt what the picture tells",
)
FRAMES = Check(
    "html.frames",
    "frames and embedded objects have names",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"), Rule(WCAG, "2.4.1")),
    "give the element a title that says what is in it",
)

CHECKS = (ALTERNATIVE, WORDS, FRAMES)

ASK_DECORATIVE = Question(
    "decorative",
    "These pictures have an empty alternative text: do they say nothing?",
    (Rule(WCAG, "1.1.1"),),
)
ASK_MEDIA = Question(
    "media",
    "Have sound and film captions, a transcript and a description?",
    (Rule(WCAG, "1.2.2"), Rule(WCAG, "1.2.3"), Rule(WCAG, "1.2.5")),
)


def examine(document: Document, ledger: Ledger) -> None:
    """Check every picture, frame and medium."""
    for node in document.met:
        role = node.get("role")
        if role in ("presentation", "none"):
            continue
        if node.tag in ("img", "area") or (node.tag == "input" and _type(node) == "image"):
            _picture(document, node, ledger)
        elif node.tag == "svg" and node.inside("svg") is None:
            drawn = role == "img" or node.get("aria-label").strip() or svg_words(node).strip()
            link = node.inside("a", "button")
            if role == "img" or link is None:
                message = "the drawing has no words, and is not marked as decoration"
                ledger.hold(ALTERNATIVE, drawn and _named(document, node), message, place(node))
        elif role == "img":
            message = "the element stands for a picture and has no words"
            ledger.hold(ALTERNATIVE, _named(document, node), message, place(node))
        elif node.tag in ("iframe", "frame", "object", "embed"):
            named = _named(document, node) or node.text(200).strip()
            ledger.hold(FRAMES, named, f"the <{node.tag}> has no name", place(node))
        elif node.tag in ("audio", "video"):
            ledger.ask(ASK_MEDIA, f"line {node.line}, <{node.tag}>")


def _type(node: Node) -> str:
    return node.get("type").strip().lower()


def _named(document: Document, node: Node) -> str:
    if node.tag == "svg":
        return svg_words(node).strip() or name(node, document.ids)
    own = node.get("aria-label").strip() or node.get("title").strip()
    return own or (name(node, document.ids) if node.get("aria-labelledby") else "")


def _picture(document: Document, node: Node, ledger: Ledger) -> None:
    if node.tag == "area" and "href" not in node.attributes:
        return
    other = node.get("aria-label").strip() or node.get("aria-labelledby").strip()
    there = "alt" in node.attributes or other
    alternative = node.get("alt").strip()
    if node.tag != "img":  # one can press it, so that it is never decoration
        there = alternative or other
    source = shortened(node.get("src").rpartition("/")[2].partition("?")[0], 40)
    shown = f" {source!r}" if source and not node.get("src").startswith("data:") else ""
    message = f"the picture{shown} has no alternative text"
    if not ledger.hold(ALTERNATIVE, there, message, place(node)):
        return
    if not alternative:
        if not other:
            ledger.ask(ASK_DECORATIVE, f"line {node.line}{shown}")
        return
    fault = alternative_fault(alternative)
    message = f"the alternative text {shortened(alternative, 40)!r} {fault}"
    ledger.hold(WORDS, not fault, message, place(node))
    ledger.ask(ASK_ALTERNATIVES, f"line {node.line}: {shortened(alternative, 140)!r}")
