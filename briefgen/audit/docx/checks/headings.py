"""Whether headings are in order, so that a reader can find the way by them.

Owns the checks of headings, and the questions about what merely looks like one.
"""

from __future__ import annotations

from briefgen.audit.docx.reading import Document, Paragraph, standing, words
from briefgen.audit.docx.styles import is_on, value
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.report import WCAG, WORD, Check, Question, Rule, Severity

LEVELS = Check(
    "docx.heading-levels",
    "headings begin at level 1 and skip no level",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WORD, "headings in logical order")),
    "give the heading the style of the level that follows from the headings before it",
)
WORDS = Check(
    "docx.heading-words",
    "headings have words",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
    "delete the empty paragraph, or give it another style",
)
THERE = Check(
    "docx.headings",
    "a document of some length has headings",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WORD, "documents use heading styles")),
    "give what looks like a heading a heading style (Home, Styles)",
)

CHECKS = (LEVELS, WORDS, THERE)

ASK_HEADINGS = Question(
    "headings",
    "Do the headings tell what follows?",
    (Rule(WCAG, "2.4.6"), Rule(WCAG, "1.3.1")),
)
ASK_FAKED = Question(
    "bold-paragraphs",
    "These are set in bold and are no headings: should they be?",
    (Rule(WCAG, "1.3.1"),),
)

LONG = 25  # paragraphs with words
SHORT_LINE = 100


def examine(document: Document, ledger: Ledger) -> None:
    """Check the headings of the text in order."""
    before = count = spoken = 0
    title = False
    for paragraph in document.body:
        spoken += bool(paragraph.text.strip())
        title = title or (paragraph.style.name == "title" and bool(paragraph.text.strip()))
        if not paragraph.level:
            if _looks_like_one(paragraph):
                ledger.ask(ASK_FAKED, str(paragraph.place))
            continue
        shown = shortened(paragraph.text, 60) or _described(paragraph)
        if not ledger.hold(WORDS, shown, "the heading has no words", paragraph.place):
            continue
        count += 1
        own = paragraph.level
        message = f"level {own} follows level {before}: {shown!r}"
        if not before:
            message = f"the first heading is of level {own}: {shown!r}"
        # A paragraph of style Title stands for level 1 where people put it.
        ledger.hold(LEVELS, own <= (before or title) + 1, message, paragraph.place)
        before = own
        ledger.ask(ASK_HEADINGS, f"{own} {shown}")
    if spoken >= LONG:
        ledger.hold(THERE, count or title, f"{spoken:,} paragraphs and no heading")


def _described(paragraph: Paragraph) -> str:
    """Give the alternative texts of the pictures that stand for a heading's words."""
    drawn = (node for node in standing(paragraph.node) if node.tag == "wp:docPr")
    return shortened(" ".join(node.get("descr") for node in drawn), 60)


def _looks_like_one(paragraph: Paragraph) -> bool:
    """Say whether a paragraph by itself is bold all through and short."""
    text = paragraph.text.strip()
    if not text or len(text) > SHORT_LINE or paragraph.listed or paragraph.cell is not None:
        return False
    if paragraph.style.name in ("caption", "title", "subtitle"):
        return False
    if text[-1] in ".:;,":
        return False
    runs = [run for run in paragraph.runs() if words(run).strip()]
    usual = bool(paragraph.style.looks.bold)
    strong = [is_on(run.first("w:rPr"), "w:b") for run in runs]
    styles = [value(run.first("w:rPr"), "w:rStyle") for run in runs]
    return bool(runs) and all(
        (usual or style == "Strong") if bold is None else bold
        for bold, style in zip(strong, styles, strict=True)
    )
