"""Characters that no face has: refused before anything is drawn.

A missing glyph would be drawn as .notdef, which neither standard allows (ISO 14289-1,
7.21.8; ISO 19005-2, 6.2.11.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import name

from briefgen.document import Block, Document, Rule, block_lines, plain_text
from briefgen.errors import Diagnostic, InputError, Location, error
from briefgen.fonts import uncovered
from briefgen.theme import Theme

_DRAWN_NOWHERE = frozenset("\n\t\u00ad")


def check_characters(document: Document, theme: Theme) -> None:
    """Raise InputError, a diagnostic for each character that cannot be shown."""
    running = document.meta.running
    around = (
        running.head_start,
        running.head_end,
        running.foot_start,
        running.page_of,
        running.draft,
    )
    faces = (theme.family.regular, theme.fallback.regular)
    lacking = [
        character
        for character in uncovered(plain_text(document) + "".join(around), faces)
        if character not in _DRAWN_NOWHERE
    ]
    if lacking:
        raise InputError(_faults(lacking, document))


def _faults(lacking: list[str], document: Document) -> Iterator[Diagnostic]:
    for character in lacking:
        yield error(
            "text.no-glyph",
            f"no face has U+{ord(character):04X} ({name(character, 'without a name').lower()})",
            _place(character, document.blocks),
            "write it in words, or with another character",
        )


def _place(character: str, blocks: tuple[Block, ...]) -> Location | None:
    for block in blocks:
        if not isinstance(block, Rule) and any(character in line for line in block_lines((block,))):
            return block.origin
    return None
