"""Whether lists are lists, and space is not made of blanks.

Owns the checks of paragraphs. Must not know styles.
"""

from __future__ import annotations

import re

from briefgen.audit.docx.reading import Document, Paragraph
from briefgen.audit.ledger import Ledger
from briefgen.audit.report import WCAG, WORD, Check, Rule, Severity

TYPED = Check(
    "docx.list-typed",
    "lists are lists, not typed signs and numbers",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "select the paragraphs, and Home, Bullets or Numbering; delete the typed signs",
)
BLANKS = Check(
    "docx.blanks",
    "space is not made of empty paragraphs, blanks or tabulators",
    Severity.MINOR,
    (Rule(WORD, "repeated blank characters"), Rule(WCAG, "1.3.2")),
    "set the space before or after the paragraph, or a tabulator stop",
)

CHECKS = (TYPED, BLANKS)

MANY = 3
_BULLET = re.compile(r"\s*([-–—•·▪◦‣○●■□▶►✓✔*+o\uf0b7\uf0a7])[\s\u00a0]+(?=\S)")
_NUMBER = re.compile(r"\s*(?:\(?(\d{1,3})[.)]|\(?([a-zA-Z])[.)])[\s\u00a0]+(?=\S)")
# Where lines of programs and of machines stand, blanks are part of what is said.
_VERBATIM = ("html preformatted", "macro text", "plain text", "preformatted text", "source code")
_WIDE = re.compile(r"\S(?: {4,}|\t{3,})\S")


def examine(document: Document, ledger: Ledger) -> None:
    """Check the paragraphs in order."""
    _typed(document, ledger)
    empty: list[Paragraph] = []
    for paragraph in document.body:
        ledger.looked(BLANKS)
        if _is_empty(paragraph) and paragraph.cell is None:
            empty.append(paragraph)
            continue
        _empty(empty, ledger)
        empty = []
        if _WIDE.search(paragraph.text) and paragraph.style.name not in _VERBATIM:
            ledger.fault(BLANKS, "a gap is made of many blanks", paragraph.place)
    # Those at the end have nothing to keep apart, and are there in most files.


def _is_empty(paragraph: Paragraph) -> bool:
    if paragraph.text.strip():
        return False
    return not any(
        node.tag in ("w:drawing", "w:pict", "w:object", "w:br", "w:sectPr", "w:fldChar")
        for node in paragraph.node.walk()
    )


def _empty(empty: list[Paragraph], ledger: Ledger) -> None:
    if len(empty) >= MANY:
        message = f"{len(empty):,} empty paragraphs in a row"
        ledger.fault(BLANKS, message, empty[0].place)


def _typed(document: Document, ledger: Ledger) -> None:
    """Find two and more paragraphs in a row that begin like items of one list."""
    run: list[Paragraph] = []
    sign: tuple[str, int] | None = None
    for paragraph in document.body:
        if paragraph.text.strip():
            ledger.looked(TYPED)
        found = None if paragraph.listed or paragraph.level else _sign(paragraph.text)
        # The cells of a row may well count: "1. Low", "2. High".
        beside = bool(run) and run[-1].cell is not paragraph.cell
        if found is not None and sign is not None and not beside and _follows(sign, found):
            run.append(paragraph)
        else:
            _report(run, ledger)
            run = [paragraph] if found is not None else []
        sign = found
    _report(run, ledger)


def _sign(text: str) -> tuple[str, int] | None:
    """Give what a paragraph begins with: a bullet, or a number or letter with its place."""
    if match := _BULLET.match(text):
        return match[1], 0
    if match := _NUMBER.match(text):
        if match[1]:
            return "1", int(match[1])
        return ("A" if match[2].isupper() else "a"), ord(match[2])
    return None


def _follows(one: tuple[str, int], other: tuple[str, int]) -> bool:
    kind, place = one
    return other == one if kind not in ("1", "a", "A") else other == (kind, place + 1)


def _report(run: list[Paragraph], ledger: Ledger) -> None:
    if len(run) > 1:
        message = f"{len(run):,} paragraphs in a row begin with typed signs or numbers"
        ledger.fault(TYPED, message, run[0].place)
