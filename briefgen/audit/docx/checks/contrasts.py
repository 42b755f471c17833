"""Whether text stands out from the ground that its properties give it.

Owns the check of contrast and the question about colours. Text over pictures and in
colours of a theme alone is left to a person.
"""

from __future__ import annotations

from dataclasses import replace

from briefgen.audit.colours import is_colourful, is_large, judged
from briefgen.audit.docx.reading import Document, Paragraph, words
from briefgen.audit.docx.regions import Formatting, formatting
from briefgen.audit.docx.styles import PLAIN, Looks, looks, shading, value
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_COLOURS
from briefgen.audit.report import WCAG, WORD, Check, Question, Rule, Severity

CONTRAST = Check(
    "docx.contrast",
    "text has enough contrast with the ground that is set for it",
    Severity.SERIOUS,
    (Rule(WCAG, "1.4.3"), Rule(WORD, "hard-to-read text contrast")),
    "take a darker colour for the text, or a lighter one for the ground",
)

CHECKS = (CONTRAST,)

ASK_UNKNOWN = Question(
    "theme-colours",
    "Is the text of this easy to make out? Its colours are those of a theme or a pattern.",
    (Rule(WCAG, "1.4.3"),),
)


def examine(document: Document, ledger: Ledger) -> None:
    """Check every run whose colours are known."""
    seen: dict[tuple[str, str, bool], str] = {}
    tables = {id(table.node): formatting(document, table) for table in document.tables}
    for paragraph in document.paragraphs:
        around = _around(paragraph, tables)
        for run in paragraph.runs():
            text = words(run).strip()
            if text:
                found = _looks(document, paragraph, run).over(around).over(document.styles.defaults)
                _run(document, paragraph, found, text, seen, ledger)
    for (colour, _, _), where in seen.items():
        if is_colourful(colour):
            ledger.ask(ASK_COLOURS, f"#{colour}: {where}")


def _run(
    document: Document,
    paragraph: Paragraph,
    found: Looks,
    text: str,
    seen: dict[tuple[str, str, bool], str],
    ledger: Ledger,
) -> None:
    ground = found.ground or document.background
    if found.hidden or found.colour == "auto":
        return  # `auto` is black or white, whichever is read better
    if found.unsure:
        ledger.ask(ASK_UNKNOWN, str(paragraph.place))
    if found.unsure or found.colour is None:
        return
    large = is_large(found.size or 10.0, bool(found.bold))
    key = (found.colour, ground, large)
    if key in seen:
        return
    seen[key] = f"{shortened(text, 40)!r}"
    enough, said = judged(found.colour, ground, large=large)
    ledger.hold(CONTRAST, enough, said, paragraph.place)


def _looks(document: Document, paragraph: Paragraph, run: Node) -> Looks:
    styles = document.styles
    own = looks(run.first("w:rPr"))
    name = value(run.first("w:rPr"), "w:rStyle")
    if name is not None:
        own = own.over(styles.of(name).looks)
    ground, odd = shading(paragraph.node.first("w:pPr"))
    own = own.over(Looks(ground=ground, unsure=odd and own.ground is None))
    return own.over(paragraph.style.looks)


def _around(paragraph: Paragraph, tables: dict[int, Formatting]) -> Looks:
    """Give what the cell, the table and its style make of text that says nothing itself."""
    cell = paragraph.cell
    table = cell.inside("w:tbl") if cell is not None else None
    if cell is None or table is None:
        return PLAIN
    style = tables.get(id(table))
    styled = style.of(cell) if style else PLAIN
    ground, odd = shading(cell.first("w:tcPr"))
    if ground is None and not odd and style:
        ground, odd = style.shading
    if ground is None and not odd:
        return styled
    return replace(styled, ground=ground, unsure=odd or (styled.unsure and not styled.colour))
