"""Whether pictures, charts and shapes have words in their place, and stand in the text.

Owns the checks of drawings. Must not know what they show.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.audit.docx.reading import Document, entered, words
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_ALTERNATIVES
from briefgen.audit.report import WCAG, WORD, Check, Place, Question, Rule, Severity
from briefgen.audit.wording import alternative_fault

ALTERNATIVE = Check(
    "docx.alternative",
    "every picture, chart and shape has an alternative text, or is marked as decoration",
    Severity.CRITICAL,
    (Rule(WCAG, "1.1.1"), Rule(WORD, "missing alternative text")),
    "right-click, View Alt Text: say what the picture tells, or mark it as decorative",
)
WORDS = Check(
    "docx.alternative-words",
    "alternative texts are words about the picture",
    Severity.SERIOUS,
    (Rule(WCAG, "1.1.1"), Rule(WORD, "alternative text is no file name")),
    "say in the alternative text what the picture tells",
)
FLOATING = Check(
    "docx.floating",
    "objects stand in line with the text",
    Severity.MINOR,
    (Rule(WCAG, "1.3.2"), Rule(WORD, "object not inline")),
    "Layout Options: In Line with Text",
)

CHECKS = (ALTERNATIVE, WORDS, FLOATING)

ASK_DECORATIVE = Question(
    "decorative",
    "These are marked as decoration: do they say nothing?",
    (Rule(WCAG, "1.1.1"),),
)

_SHAPES = ("v:shape", "v:rect", "v:oval", "v:roundrect", "v:line", "v:group")


def examine(document: Document, ledger: Ledger) -> None:
    """Check every drawing, in the text and outside it."""
    number = 0
    for part in document.parts:
        for node in part.root.walk(entered):
            if node.tag in ("wp:inline", "wp:anchor"):
                number += 1
                _drawing(node, part.name, number, ledger)
            elif node.tag in _SHAPES and not _is_part_of_another(node):
                number += 1
                _shape(node, part.name, number, ledger)


def _is_part_of_another(node: Node) -> bool:
    return node.inside(*_SHAPES, "w:drawing") is not None


def _place(part: str, number: int, node: Node, name: str) -> Place:
    paragraph = node.inside("w:p")
    near = shortened(words(paragraph), 30) if paragraph is not None else ""
    shown = f"picture {number:,}" + (f" {name[:40]!r}" if name else "")
    shown = f"{part}, {shown}" if part else shown
    if near:
        return Place(element=f"{shown}, beside {near!r}")
    held = next((words(box).strip() for box in _boxes(node)), "")
    return Place(element=f"{shown}, with {shortened(held, 30)!r}" if held else shown)


def _drawing(node: Node, part: str, number: int, ledger: Ledger) -> None:
    properties = node.first("wp:docPr")
    name = properties.get("name") if properties else ""
    place = _place(part, number, node, name)
    if not part:
        floating = node.tag == "wp:anchor"
        ledger.hold(FLOATING, not floating, "the object floats beside the text", place)
    if properties is not None and _is_decorative(properties):
        ledger.looked(ALTERNATIVE)
        ledger.ask(ASK_DECORATIVE, str(place))
        return
    described = (properties.get("descr") if properties else "").strip()
    _alternative(described, _speaks(node), place, ledger)


def _alternative(described: str, speaks: bool, place: Place, ledger: Ledger) -> None:
    """Hold an alternative text; a box of text speaks for itself."""
    message = "the picture has no alternative text"
    if not ledger.hold(ALTERNATIVE, described or speaks, message, place) or not described:
        return
    fault = alternative_fault(described)
    message = f"the alternative text {shortened(described, 40)!r} {fault}"
    ledger.hold(WORDS, not fault, message, place)
    ledger.ask(ASK_ALTERNATIVES, f"{place}: {shortened(described, 120)!r}")


def _speaks(node: Node) -> bool:
    """Say whether a drawing is a box of text, or of drawings that speak for themselves."""
    return any(
        words(box).strip() or any(inner.tag in ("w:drawing", "w:pict") for inner in box.walk())
        for box in _boxes(node)
    )


def _boxes(node: Node) -> Iterator[Node]:
    return (inner for inner in node.walk(entered) if inner.tag == "w:txbxContent")


def _is_decorative(properties: Node) -> bool:
    return any(
        node.tag == "adec:decorative" and node.get("val") in ("1", "true")
        for node in properties.walk()
    )


def _shape(node: Node, part: str, number: int, ledger: Ledger) -> None:
    if node.inside("w:object") is None and node.get("id").startswith("PowerPlusWaterMark"):
        return  # Word's own watermark, which is decoration
    if node.get("o:hr") in ("t", "true", "1"):
        return  # a horizontal line
    place = _place(part, number, node, "")
    _alternative(node.get("alt").strip(), _speaks(node), place, ledger)
