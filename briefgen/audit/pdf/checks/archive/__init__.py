"""Whether a file that says it is for archives (PDF/A) keeps to what a program can decide.

Owns the order of the checks of ISO 19005-2, each clause in a module of its own. A file that
does not claim PDF/A is not held against it.
"""

from __future__ import annotations

from functools import partial

from briefgen.audit.ledger import Ledger
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
from briefgen.audit.pdf.layout import Layout, read
from briefgen.audit.pdf.open import Spent
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.runner import Runner
from briefgen.audit.pdf.usage import Usage

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
    """Check a file that says it follows PDF/A; what goes beyond a bound ends one step alone."""
    said = claimed(document)
    if said is None:
        return
    claim.examine(document, said, ledger)
    if said.part == "4":
        return
    laid_out, usage = Layout(), Usage()
    steps = (
        partial(metadata.examine, document, ledger),
        partial(notes.examine, document, ledger),
        partial(actions.examine, document, ledger),
        partial(logic.examine, document, said.level, ledger),
        partial(parts.examine, document, ledger, attached=said.part == "2"),
        partial(read, document.file, laid_out),
        partial(layout.examine, document.file, laid_out, ledger),
        partial(_run, document, laid_out, usage),
        partial(layout.written, laid_out, ledger),
        partial(logic.names, document, usage, laid_out.notation.no_text, ledger),
        partial(colours.examine, document, usage, ledger),
        partial(graphics.examine, document, usage, ledger),
        partial(images.examine, document.file, usage, ledger),
        partial(_fonts, document, usage, said.level, ledger),
    )
    for step in steps:
        try:
            step()
        except Spent as fault:
            ledger.unread(f"what lies beyond a bound of this audit: {fault}")


def _run(document: Document, laid_out: Layout, usage: Usage) -> None:
    run = Runner(document.file, document.faces, laid_out.notation, usage)
    for page in document.pages:
        if page.content is not None:  # what was too much to read once is not read again
            run.page(page.number, page.entries)


def _fonts(document: Document, usage: Usage, level: str, ledger: Ledger) -> None:
    for used in usage.fonts.values():
        held = document.programs.of(used.face)
        fonts.examine(document.file, used, held, ledger)
        glyphs.examine(document, used, held, level, ledger)
