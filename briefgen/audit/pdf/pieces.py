"""What one page draws, sorted: pieces that belong to the tree, decoration, and neither.

Owns the values that the interpreter fills and the checks read. Must not know operators.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

MAX_WORDS = 4_000  # of one piece
MAX_SAMPLES = 200

# A piece by whose content it is in (a page's or a form's dictionary) and its MCID.
PieceKey: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class Piece:
    """A stretch of marked content: its words, and what else it draws."""

    page: int
    mcid: int
    text: str = ""
    images: int = 0
    spoken: bool = False  # marked content says which language its words are in

    def add(self, words: str) -> None:
        """Put words behind those that are there."""
        if len(self.text) < MAX_WORDS:
            self.text += words


@dataclass(frozen=True, slots=True)
class Shade:
    """Text of one colour on another; `large` as WCAG 2.1 has it (18 pt, or 14 pt and bold)."""

    colour: str
    ground: str
    large: bool


@dataclass(slots=True)
class PageContent:
    """What was found on one page.

    `loose` counts what is neither tagged nor decoration, by its kind: text, image, line.
    """

    number: int
    pieces: dict[PieceKey, Piece] = field(default_factory=dict)
    loose: Counter[str] = field(default_factory=Counter)
    loose_words: str = ""
    decoration: list[str] = field(default_factory=list)
    artifacts_in_tags: int = 0
    tags_in_artifacts: int = 0
    languages: list[str] = field(default_factory=list)
    shades: dict[Shade, str] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)  # a dictionary's StructParents
    repeated: int = 0  # forms with pieces of the tree that are drawn more than once
    unended: int = 0
    unknown_fonts: int = 0
    foreign: int = 0  # content of other files (reference XObjects)

    def decorate(self, words: str) -> None:
        """Note words of decoration."""
        words = " ".join(words.split())
        if words and len(self.decoration) < MAX_SAMPLES:
            self.decoration.append(words)
