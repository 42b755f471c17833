"""Characters that cannot be shown: refused before anything is drawn.

A missing glyph would be drawn as .notdef, which neither standard allows (ISO 14289-1,
7.21.8; ISO 19005-2, 6.2.11.8). A script that is written from right to left would be drawn
in the wrong order and with letters that do not join: worse than not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, name

from briefgen.document import Block, Document, Rule, block_lines, plain_text
from briefgen.errors import Diagnostic, InputError, Location, error
from briefgen.fonts import right_to_left, uncovered
from briefgen.theme import Theme

# Drawn as a space, as the end of a line, or not at all.
_DRAWN_OTHERWISE = frozenset("\t\n\v\f\r\x85\u2028\u2029\u00ad")


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
    said = plain_text(document) + "".join(around)
    used = [character for character in dict.fromkeys(said) if character not in _DRAWN_OTHERWISE]
    controls = [character for character in used if category(character) == "Cc"]
    reversed_ = right_to_left("".join(used))
    lacking = [*controls, *uncovered("".join(used), theme.coverage())]
    if lacking or reversed_:
        raise InputError(_faults(dict.fromkeys(lacking), reversed_, document))


def _faults(
    lacking: dict[str, None], reversed_: list[str], document: Document
) -> Iterator[Diagnostic]:
    for character in lacking:
        yield error(
            "text.no-glyph",
            f"no font has {_named(character)}",
            _place(character, document.blocks),
            "write it in words, or with another character",
        )
    for character in reversed_:
        if character not in lacking:
            yield error(
                "text.right-to-left",
                f"{_named(character)} is written from right to left",
                _place(character, document.blocks),
                "a PDF cannot show this script yet: write it in Latin letters",
            )


def _named(character: str) -> str:
    return f"U+{ord(character):04X} ({name(character, 'without a name').lower()})"


def _place(character: str, blocks: tuple[Block, ...]) -> Location | None:
    for block in blocks:
        if not isinstance(block, Rule) and any(character in line for line in block_lines((block,))):
            return block.origin
    return None
