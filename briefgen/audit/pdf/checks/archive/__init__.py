"""Whether a file that says it is for archives (PDF/A) keeps to what a program can decide.

Owns the order of the checks of ISO 19005-2, each clause in a module of its own. A file that
does not claim PDF/A is not held against it.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import layout as bytes_of
from briefgen.audit.pdf.checks.archive import (
    actions,
    claim,
    colours,
    fonts,
    glyphs,
    graphics,
    images,
    layout,
    logic,
    metadata,
    notes,
    parts,
)
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.runner import Runner

_FAMILIES = (
    claim,
    layout,
    metadata,
    logic,
    parts,
    notes,
    actions,
    colours,
    graphics,
    images,
    fonts,
    glyphs,
)
CHECKS = tuple(check for family in _FAMILIES for check in family.CHECKS)


claimed = claim.of


def examine(document: Document, ledger: Ledger) -> None:
    """Check a file that says it follows PDF/A."""
    said = claimed(document)
    if said is None:
        return
    claim.examine(document, said, ledger)
    if said.part == "4":
        return
    file = document.file
    metadata.examine(document, ledger)
    parts.examine(document, ledger, attached=said.part == "2")
    notes.examine(document, ledger)
    actions.examine(document, ledger)
    if said.level == "A":
        logic.examine(document, ledger)
    laid_out = bytes_of.read(file)
    layout.examine(file, laid_out, ledger)
    run = Runner(file, document.faces, laid_out.notation)
    for page in document.pages:
        run.page(page.number, page.entries)
    usage = run.usage
    layout.written(laid_out, ledger)
    logic.names(document, usage, laid_out.notation.no_text, ledger)
    colours.examine(document, usage, ledger)
    graphics.examine(document, usage, ledger)
    images.examine(file, usage, ledger)
    for used in usage.fonts.values():
        held = document.programs.of(used.face)
        fonts.examine(file, used, held, ledger)
        glyphs.examine(document, used, held, said.level, ledger)
