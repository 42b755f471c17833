"""Whether links have words, and lead somewhere.

Owns the checks of hyperlinks. Must not know other fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.audit.docx.reading import Document, Part, entered, standing, words
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_LINKS
from briefgen.audit.report import WCAG, WORD, Check, Place, Rule, Severity
from briefgen.audit.wording import is_idle

WORDS = Check(
    "docx.link-words",
    "links say where they lead",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"), Rule(WORD, "meaningful hyperlink text")),
    "let the link's words name what it leads to",
)
TARGET = Check(
    "docx.link-target",
    "links lead somewhere",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"),),
    "mend the link: Insert, Link",
)

CHECKS = (WORDS, TARGET)


_FIELD = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(?!\\)(\S+))?(?:.*\\l\s+"([^"]*)")?', re.I | re.S)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, where it leads outside or inside the document, and where it stands."""

    text: str
    address: str
    anchor: str
    drawn: bool
    place: Place


def examine(document: Document, ledger: Ledger) -> None:
    """Check every link."""
    known = {
        node.get("w:name").lower()
        for part in document.parts
        for node in part.root.walk(entered)
        if node.tag == "w:bookmarkStart"
    }
    for part in document.parts:
        for link in (*_elements(part), *_fields(part)):
            shown = shortened(link.text, 60)
            if ledger.hold(WORDS, shown or link.drawn, "the link has no words", link.place):
                message = f"the link's words say nothing: {shown!r}"
                ledger.hold(WORDS, not is_idle(link.text), message, link.place)
            if link.anchor and not link.address:
                there = link.anchor.lower() in known or link.anchor in ("_top", "top")
                message = f"the link leads to {link.anchor[:40]!r}, which is not there"
                ledger.hold(TARGET, there, message, link.place)
            else:
                ledger.hold(TARGET, link.address, "the link leads nowhere", link.place)
            to = f" to {shortened(link.address, 80)}" if link.address else ""
            ledger.ask(ASK_LINKS, f"{shown!r}{to}")


def _place(part: Part, node: Node) -> Place:
    paragraph = node.inside("w:p")
    near = shortened(words(paragraph), 40) if paragraph is not None else ""
    return Place(element=", ".join(filter(None, (part.name, f"link in {near!r}"))))


def _elements(part: Part) -> Iterator[Link]:
    for node in part.root.walk(entered):
        if node.tag != "w:hyperlink":
            continue
        relation = part.relations.get(node.get("r:id"))
        address = relation.target if relation else ""
        drawn = any(inner.tag in ("w:drawing", "w:pict") for inner in node.walk())
        text = words(node)
        yield Link(text, address, node.get("w:anchor"), drawn, _place(part, node))


def _fields(part: Part) -> Iterator[Link]:
    """Give the links that are fields, whose words stand between two marks."""
    for node in part.root.walk(entered):
        if node.tag == "w:fldSimple":
            made = _field(node.get("w:instr"), words(node), _place(part, node))
            if made:
                yield made
        elif node.tag == "w:p":
            yield from _complex(part, node)


def _complex(part: Part, paragraph: Node) -> Iterator[Link]:
    depth, state = 0, ""
    instruction = text = ""
    for node in standing(paragraph):
        if node.tag == "w:fldChar":
            kind = node.get("w:fldCharType")
            if kind == "begin":
                depth += 1
                if depth == 1:
                    instruction, text, state = "", "", "begin"
            elif kind == "separate" and depth == 1:
                state = "separate"
            elif kind == "end":
                depth = max(depth - 1, 0)
                made = _field(instruction, text, _place(part, node)) if not depth else None
                if made:
                    yield made
        elif node.tag == "w:instrText" and depth == 1:
            instruction += node.text(500)
        elif node.tag == "w:t" and state == "separate" and depth:
            text += node.text(500)


def _field(instruction: str, text: str, place: Place) -> Link | None:
    match = _FIELD.match(instruction[:2_000])
    if match is None:
        return None
    address = match[1] or match[2] or ""
    return Link(text[:2_000], address, match[3] or "", False, place)
