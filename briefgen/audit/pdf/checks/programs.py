"""Whether embedded fonts keep what the file says of them: glyphs, widths, lists of glyphs.

Owns the checks of font programs (ISO 14289-1, 7.21.4 and 7.21.5). Must not know how a program
is read.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import glyphs
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import UA, Check, Place, Rule, Severity

GLYPHS = Check(
    "pdf.font-glyphs",
    "embedded fonts have all glyphs that are drawn",
    Severity.SERIOUS,
    (Rule(UA, "7.21.4.1"),),
    "have the fonts embedded anew: text is set in characters that they lack",
)
WIDTHS = Check(
    "pdf.font-widths",
    "characters are as wide as the embedded font says",
    Severity.MINOR,
    (Rule(UA, "7.21.5"),),
    "have the fonts embedded anew: the widths in the file are not the font's",
)
SUBSETS = Check(
    "pdf.font-subsets",
    "lists of the glyphs of a font (CharSet, CIDSet) name just these",
    Severity.MINOR,
    (Rule(UA, "7.21.4.2"),),
    "have the list taken out or made anew",
)

CHECKS = (GLYPHS, WIDTHS, SUBSETS)


def examine(document: Document, ledger: Ledger) -> None:
    """Check every embedded font that text is set in and seen."""
    file = document.file
    for face in document.faces.all():
        held = document.programs.of(face) if face.codes and face.visible else None
        if held is None:
            continue
        place = Place(face.page, element=f"font {face.name}")
        found = glyphs.compared(file, face, held, face.codes, set())
        ledger.looked(GLYPHS, found.looked)
        ledger.looked(WIDTHS, found.measured)
        if found.lacking:
            ledger.fault(GLYPHS, f"the embedded font lacks {glyphs.shown(found.lacking)}", place)
        if found.odd:
            more = f", and {len(found.odd) - 1:,} more" if len(found.odd) > 1 else ""
            ledger.fault(WIDTHS, f"code {found.odd[0]}{more}", place)
        wrong = glyphs.wrongly_listed(file, face, held)
        if wrong is not None:
            message = f"the list of its glyphs is wrong on {len(wrong):,}: {(wrong or [''])[0]}"
            ledger.hold(SUBSETS, not wrong, message, place)
