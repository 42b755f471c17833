"""Whether text stands out from what is plainly under it.

Owns the check of contrast and the question about colours. Text on pictures, gradients and
in printing inks is left to a person.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import WCAG, Check, Place, Question, Rule, Severity
from briefgen.theme import contrast

CONTRAST = Check(
    "pdf.contrast",
    "text has enough contrast with the plain ground under it",
    Severity.SERIOUS,
    (Rule(WCAG, "1.4.3"),),
    "take a darker colour for the text, or a lighter one for the ground",
)

CHECKS = (CONTRAST,)

ASK_COLOURS = Question(
    "colours",
    "Is anything said by these colours of text alone?",
    (Rule(WCAG, "1.4.1"),),
)

NEEDED = 4.5
NEEDED_LARGE = 3.0
_CHROMA = 24


def is_colourful(colour: str) -> bool:
    """Say whether a colour is more than a grey."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) > _CHROMA


def examine(document: Document, ledger: Ledger) -> None:
    """Check each pair of colours, once a page."""
    colours: dict[str, str] = {}
    for content in document.contents:
        for shade, words in content.shades.items():
            found = contrast(shade.colour, shade.ground)
            needed = NEEDED_LARGE if shade.large else NEEDED
            message = (
                f"{found:.1f}:1, and {needed:g}:1 is needed: #{shade.colour} on "
                f"#{shade.ground}, {words.strip()!r}"
            )
            # What cannot be seen at all is no text for the eye, such as a layer of OCR.
            if shade.colour != shade.ground:
                ledger.hold(CONTRAST, found >= needed - 0.005, message, Place(content.number))
            if is_colourful(shade.colour):
                colours.setdefault(shade.colour, f"{words.strip()!r}, page {content.number:,}")
    for colour, where in colours.items():
        ledger.ask(ASK_COLOURS, f"#{colour}: {where}")
