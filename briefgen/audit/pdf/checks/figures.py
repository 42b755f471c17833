"""Whether pictures and formulas have words in their place.

Owns the checks of alternative texts. Must not know what a picture shows.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.structure import Element, PieceKid, attribute
from briefgen.audit.questions import ASK_ALTERNATIVES
from briefgen.audit.report import PDF, UA, WCAG, Check, Rule, Severity
from briefgen.audit.wording import alternative_fault

ALTERNATIVE = Check(
    "pdf.figure-alternative",
    "every figure and formula has an alternative text",
    Severity.CRITICAL,
    (Rule(UA, "7.3"), Rule(UA, "7.7"), Rule(WCAG, "1.1.1")),
    "say in the alternative text what the picture tells; decoration is an artifact",
)
WORDS = Check(
    "pdf.alternative-words",
    "alternative texts are words about the picture",
    Severity.SERIOUS,
    (Rule(WCAG, "1.1.1"),),
    "say in the alternative text what the picture tells",
)
BOX = Check(
    "pdf.figure-box",
    "figures say where they are on the page (BBox)",
    Severity.MINOR,
    (Rule(PDF, "14.8.5.4.3"),),
    "give the figure's layout attributes a BBox",
)
TAGGED = Check(
    "pdf.image-tagged",
    "images with content are figures",
    Severity.SERIOUS,
    (Rule(UA, "7.3"), Rule(WCAG, "1.1.1")),
    "tag the image as a Figure with an alternative text, or as an artifact",
)

CHECKS = (ALTERNATIVE, WORDS, BOX, TAGGED)


_PICTURES = ("Figure", "Formula")


def examine(document: Document, ledger: Ledger) -> None:
    """Check figures and formulas, and images that are neither."""
    file, tree = document.file, document.tree
    for element in tree.elements:
        name = element.role.name
        if name in _PICTURES:
            alternative = (file.text(element.entries, "/Alt") or "").strip()
            actual = file.text(element.entries, "/ActualText")
            words = alternative or (actual or "").strip()
            message = f"the {name.lower()} has no alternative text"
            there = alternative or actual is not None
            if ledger.hold(ALTERNATIVE, there, message, element.place):
                fault = alternative_fault(alternative) if alternative else ""
                message = f"the alternative text {shortened(alternative, 40)!r} {fault}"
                ledger.hold(WORDS, not fault, message, element.place)
                ledger.ask(ASK_ALTERNATIVES, f"{element.place}: {shortened(words, 140)!r}")
        if name == "Figure" and _draws(element):
            box = attribute(file, tree, element, "/BBox")
            well = isinstance(box, list) and len(box) == 4
            ledger.hold(BOX, well, "the figure does not say where it is", element.place)
        _images(document, element, ledger)


def _draws(element: Element) -> bool:
    return any(isinstance(kid, PieceKid) for kid in element.kids)


def _images(document: Document, element: Element, ledger: Ledger) -> None:
    """Find images in an element that would have to be a figure, or in one."""
    images = 0
    for kid in element.kids:
        piece = document.pieces.get(kid.key) if isinstance(kid, PieceKid) else None
        if piece is not None and piece.images and not piece.text.strip():
            images += piece.images
    if not images:
        return
    file = document.file
    spoken = any(
        one.role.name in _PICTURES
        or file.text(one.entries, "/Alt")
        or file.text(one.entries, "/ActualText")
        for one in (element, *element.above())
    )
    count = f"{images:,} images have" if images > 1 else "an image has"
    message = f"{count} no words: tagged as {element.name}, not as Figure"
    ledger.hold(TAGGED, spoken, message, element.place)
