"""A font program as values: its glyphs, how wide they are, what they are called by.

Owns `Program`, whatever format it was read from. Must not know a format, nor a PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


class Unsound(Exception):
    """Bytes that are no font program, or one out of measure."""


@dataclass(slots=True)
class Program:
    """A font program. Glyphs go by their numbers; 0 is the one for what is missing.

    `width` measures a glyph in thousandths of the size, None where that cannot be told.
    `names` and `codes` are what the program itself calls them by, `cids` is there where it
    numbers characters of a collection, `maps` are the tables of a TrueType program by
    platform and encoding.
    """

    count: int
    width: Callable[[int], float | None]
    names: dict[str, int] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)
    cids: dict[int, int] | None = None
    maps: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    truetype: bool = False
    drawn: Callable[[int], bool] | None = None  # whether a glyph has an outline, where known

    def __contains__(self, glyph: int) -> bool:
        """Say whether there is a glyph of a number."""
        return 0 <= glyph < self.count
