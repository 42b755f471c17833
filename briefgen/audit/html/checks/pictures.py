"""Whether pictures, frames and media have words in their place.

Owns the checks of what is not text. Must not know what it shows.
"""

from __future__ import annotations

from itertools import islice

from briefgen.audit.html.names import MAX_WITHIN, given_name, kind, name, role, svg_words, words
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


_DRAWN = ("img", "image", "graphics-document", "graphics-symbol")


def examine(document: Document, ledger: Ledger) -> None:
    """Check every picture, frame and medium."""
    for node in document.met:
        given = role(node)
        if given == "none":
            continue
        if node.tag in ("img", "area") or (node.tag == "input" and kind(node) == "image"):
            _picture(document, node, ledger)
        elif node.tag == "svg" and node.inside("svg") is None and given not in _DRAWN:
            message = "the drawing has no words, and is not marked as decoration"
            if node.inside("a", "button") is None:
                said = name(node, document.ids) or _speaks(node)
                ledger.hold(ALTERNATIVE, said, message, place(node))
        elif given in _DRAWN and node.tag not in ("iframe", "frame", "object", "embed"):
            named = svg_words(node) or given_name(node, document.ids)
            message = "the element stands for a picture and has no words"
            ledger.hold(ALTERNATIVE, named, message, place(node))
        elif node.tag in ("iframe", "frame", "object", "embed"):
            _frame(document, node, ledger)
        elif node.tag in ("audio", "video"):
            ledger.ask(ASK_MEDIA, f"line {node.line}, <{node.tag}>")


def _speaks(drawing: Node) -> bool:
    """Say whether parts of a drawing have words of their own."""
    parts = islice(drawing.walk(), MAX_WITHIN)
    return any(one.tag == "text" or role(one) in _DRAWN for one in parts)


def _frame(document: Document, node: Node, ledger: Ledger) -> None:
    if node.tag == "iframe" and node.get("tabindex").strip().startswith("-"):
        return
    if node.tag == "object" and not node.get("data").strip():
        return  # what is in it is shown in its place
    # Words in an <iframe> are shown by no browser, those in an <object> in its place.
    within = words(node) if node.tag == "object" else ""
    named = given_name(node, document.ids) or within
    ledger.hold(FRAMES, named, f"the <{node.tag}> has no name", place(node))


def _picture(document: Document, node: Node, ledger: Ledger) -> None:
    if node.tag == "area" and "href" not in node.attributes:
        return
    other = given_name(node, document.ids) or document.labels.get(id(node), "")
    alternative = node.get("alt").strip()
    # alt="" says that there is nothing to tell, which white space does not.
    empty = node.get("alt", "?") == "" and not role(node)
    if node.tag != "img":  # one can press it, so that it is never decoration
        empty = False
    source = shortened(node.get("src").rpartition("/")[2].partition("?")[0], 40)
    shown = f" {source!r}" if source and not node.get("src").startswith("data:") else ""
    message = f"the picture{shown} has no alternative text"
    if not ledger.hold(ALTERNATIVE, alternative or other or empty, message, place(node)):
        return
    if not alternative and not other:
        ledger.ask(ASK_DECORATIVE, f"line {node.line}{shown}")
        return
    told = alternative or other
    fault = alternative_fault(told)
    message = f"the alternative text {shortened(told, 40)!r} {fault}"
    ledger.hold(WORDS, not fault, message, place(node))
    ledger.ask(ASK_ALTERNATIVES, f"line {node.line}: {shortened(told, 140)!r}")
