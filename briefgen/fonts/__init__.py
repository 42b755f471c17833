"""The faces that briefgen ships: how wide a character is, and which it has.

Owns the font files and reads them with fontTools (its only home). Must not know
a theme or a writer: it is asked by file name. Licences lie beside the files.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from unicodedata import bidirectional, category

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).with_name("files")


class Face:
    """One font file: advance widths in thousandths of the size, and coverage.

    `ascent` and `descent` are shares of the size, both above zero.
    """

    def __init__(self, path: Path) -> None:
        """Read the character map and the widths; outlines are left alone."""
        with TTFont(path, lazy=True) as font:
            scale = 1000 / font["head"].unitsPerEm
            metrics = font["hmtx"].metrics
            self.advances: dict[str, float] = {
                chr(code): metrics[glyph][0] * scale for code, glyph in font.getBestCmap().items()
            }
            self.ascent: float = font["hhea"].ascent * scale / 1000
            self.descent: float = -font["hhea"].descent * scale / 1000
        self.path = path
        self.missing = self.advances.get("n", 500.0)

    def __contains__(self, character: str) -> bool:
        """Say whether the face has a glyph for the character."""
        return character in self.advances

    def width(self, text: str, size: float) -> float:
        """Measure a line of text in points; a character it lacks counts as an n."""
        advances, missing = self.advances, self.missing
        return sum([advances.get(c, missing) for c in text]) * size / 1000


@lru_cache(maxsize=32)
def face(name: str) -> Face:
    """Give a shipped face by its file name, read once a process."""
    return Face(FOLDER / name)


# What every shipped text face has; whole documents seldom hold anything else.
_USUAL = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) | frozenset(
    "\n\t\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2212"
)


def uncovered(text: str, names: tuple[str, ...]) -> list[str]:
    """Give the characters of a text that none of the faces has, in order."""
    unusual = dict.fromkeys(text) if not text.isascii() else {}
    return [
        character
        for character in unusual
        if character not in _USUAL
        and (_private(character) or not any(character in face(name) for name in names))
    ]


def _private(character: str) -> bool:
    """Say whether a character means nothing outside one face (ISO 19005-2, 6.2.11.7.3)."""
    return category(character) == "Co" or character == "\ufeff"


def right_to_left(text: str) -> list[str]:
    """Give the characters of a text that belong to scripts read from the right, in order.

    They would be drawn in the wrong order and without joining, which is worse than not at
    all (Unicode Standard Annex 9, classes R and AL).
    """
    unusual = dict.fromkeys(text) if not text.isascii() else {}
    return [c for c in unusual if c > "\u0590" and bidirectional(c) in ("R", "AL")]
