"""Whether text stands out from what is plainly under it.

Owns the check of contrast and the question about colours. Text on pictures, gradients and
in printing inks is left to a person.
"""

from __future__ import annotations

from briefgen.audit.colours import is_colourful, judged
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.reading import Document
from briefgen.audit.questions import ASK_COLOURS
from briefgen.audit.report import WCAG, Check, Place, Rule, Severity

CONTRAST = Check(
    "pdf.contrast",
    "text has enough contrast with the plain ground under it",
    Severity.SERIOUS,
    (Rule(WCAG, "1.4.3"),),
    "take a darker colour for the text, or a lighter one for the ground",
)

CHECKS = (CONTRAST,)


def examine(document: Document, ledger: Ledger) -> None:
    """Check each pair of colours, once a page."""
    colours: dict[str, str] = {}
    for content in document.contents:
        for shade, words in content.shades.items():
            enough, said = judged(shade.colour, shade.ground, large=shade.large)
            # What cannot be seen at all is no text for the eye, such as a layer of OCR.
            if shade.colour != shade.ground:
                ledger.hold(
                    CONTRAST, enough, f"{said}, {shortened(words, 40)!r}", Place(content.number)
                )
            if is_colourful(shade.colour):
                colours.setdefault(
                    shade.colour, f"{shortened(words, 40)!r}, page {content.number:,}"
                )
    for colour, where in colours.items():
        ledger.ask(ASK_COLOURS, f"#{colour}: {where}")
