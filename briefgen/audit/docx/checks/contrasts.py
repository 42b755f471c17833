"""Whether text stands out from the ground that its properties give it.

Owns the check of contrast and the question about colours. Text over pictures, in colours of
a theme alone, and in cells that a table's style shades is left to a person.
"""

from __future__ import annotations

from briefgen.audit.docx.reading import Document, Paragraph, words
from briefgen.audit.docx.styles import Looks, looks, shading, value
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.report import WCAG, WORD, Check, Question, Rule, Severity
from briefgen.theme import contrast

CONTRAST = Check(
    "docx.contrast",
    "text has enough contrast with the ground that is set for it",
    Severity.SERIOUS,
    (Rule(WCAG, "1.4.3"), Rule(WORD, "hard-to-read text contrast")),
    "take a darker colour for the text, or a lighter one for the ground",
)

CHECKS = (CONTRAST,)

ASK_COLOURS = Question(
    "colours", "Is anything said by these colours of text alone?", (Rule(WCAG, "1.4.1"),)
)
ASK_UNKNOWN = Question(
    "theme-colours",
    "Is the text of this easy to make out? Its colours come from a theme or a table style.",
    (Rule(WCAG, "1.4.3"),),
)

NEEDED = 4.5
NEEDED_LARGE = 3.0
_CHROMA = 24


def examine(document: Document, ledger: Ledger) -> None:
    """Check every run whose colours are known."""
    seen: dict[tuple[str, str, bool], str] = {}
    for paragraph in document.paragraphs:
        for run in paragraph.node.walk():
            if run.tag != "w:r" or run.inside("w:p") is not paragraph.node:
                continue
            text = words(run).strip()
            if text:
                _run(document, paragraph, run, text, seen, ledger)
    for (colour, _, _), where in seen.items():
        parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
        if max(parts) - min(parts) > _CHROMA:
            ledger.ask(ASK_COLOURS, f"#{colour}: {where}")


def _run(
    document: Document,
    paragraph: Paragraph,
    run: Node,
    text: str,
    seen: dict[tuple[str, str, bool], str],
    ledger: Ledger,
) -> None:
    found = _looks(document, paragraph, run)
    ground = found.ground or _ground(document, paragraph)
    if found.hidden:
        return
    if ground is None or found.unsure or found.colour is None or found.colour == "auto":
        if (ground is None or found.unsure) and found.colour != "auto":
            ledger.ask(ASK_UNKNOWN, str(paragraph.place))
        return  # `auto` is black or white, whichever is read better
    size = found.size or 10.0
    large = size >= 18 or (size >= 14 and bool(found.bold))
    key = (found.colour, ground, large)
    if key in seen:
        return
    seen[key] = f"{shortened(text, 40)!r}"
    got = contrast(found.colour, ground)
    needed = NEEDED_LARGE if large else NEEDED
    message = f"{got:.1f}:1, and {needed:g}:1 is needed: #{found.colour} on #{ground}"
    ledger.hold(CONTRAST, got >= needed - 0.005, message, paragraph.place)


def _looks(document: Document, paragraph: Paragraph, run: Node) -> Looks:
    styles = document.styles
    own = looks(run.first("w:rPr"))
    name = value(run.first("w:rPr"), "w:rStyle")
    if name is not None:
        own = own.over(styles.of(name).looks)
    ground, odd = shading(paragraph.node.first("w:pPr"))
    own = own.over(Looks(ground=ground, unsure=odd and own.ground is None))
    return own.over(paragraph.style.looks).over(styles.defaults)


def _ground(document: Document, paragraph: Paragraph) -> str | None:
    """Give the ground of the cell or of the page; None where a style decides."""
    if paragraph.cell is None:
        return document.background
    ground, odd = shading(paragraph.cell.first("w:tcPr"))
    if ground is not None or odd:
        return ground
    table = paragraph.cell.inside("w:tbl")
    properties = table.first("w:tblPr") if table else None
    whole, odd = shading(properties)
    if whole is not None or odd:
        return whole
    style = value(properties, "w:tblStyle")
    paints = style is not None and document.styles.of(style).paints
    return None if paints else document.background
