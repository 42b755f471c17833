"""The faces of documents: how wide a character is, and which a face has.

Owns the font files that briefgen ships and the reading of a user's own. Must not know a
theme or a writer: it is asked by file name. Licences lie beside the shipped files.

A font of the user's own is called by the digest of its content and its path: what was
looked at is what is embedded, in whatever process that happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from unicodedata import bidirectional, category

from briefgen.content import content
from briefgen.errors import Location, TemplateError, error, shown
from briefgen.fonts import own
from briefgen.fonts.sfnt import Refused, characters, tables

__all__ = [
    "Face",
    "OwnFont",
    "Refused",
    "face",
    "own_font",
    "program",
    "right_to_left",
    "uncovered",
]

FOLDER = Path(__file__).with_name("files")
MAX_BYTES = own.MAX_BYTES


class Face:
    """One font file: advance widths in thousandths of the size, and coverage.

    `ascent` and `descent` are shares of the size, both above zero.
    """

    def __init__(self, advances: dict[str, float], ascent: float, descent: float) -> None:
        """Take the measures of a face."""
        self.advances = advances
        self.ascent = ascent
        self.descent = descent
        self.missing = self.advances.get("n", 500.0)
        # Whether it has what texts of Western languages are made of.
        self.usual = advances.keys() >= _DRAWN

    def __contains__(self, character: str) -> bool:
        """Say whether the face has a glyph for the character."""
        return character in self.advances

    def width(self, text: str, size: float) -> float:
        """Measure a line of text in points; a character it lacks counts as an n."""
        advances, missing = self.advances, self.missing
        return sum([advances.get(c, missing) for c in text]) * size / 1000


@dataclass(frozen=True, slots=True)
class OwnFont:
    """A font of the user's own: by which file name it is asked for, what it calls itself."""

    file: str
    family: str
    names: frozenset[str]
    serif: bool


@lru_cache(maxsize=64)
def face(name: str) -> Face:
    """Give a face by its file name, read once a process."""
    if _PARTED in name:
        made = _own(name)
        return Face(made.widths, made.ascent, made.descent)
    return _shipped(FOLDER / name)


def _shipped(path: Path) -> Face:
    found = tables(path.read_bytes())
    unit = int.from_bytes(found["head"][18:20], "big")
    hhea, hmtx = found["hhea"], found["hmtx"]
    count = int.from_bytes(hhea[34:36], "big")
    glyphs = int.from_bytes(found["maxp"][4:6], "big")
    wide = [int.from_bytes(hmtx[at : at + 2], "big") * 1000 / unit for at in range(0, 4 * count, 4)]
    codes = characters(found["cmap"], glyphs)
    # A space that does not break looks as one that does.
    codes.setdefault(0xA0, codes[0x20])
    return Face(
        {chr(code): wide[min(glyph, count - 1)] for code, glyph in codes.items()},
        int.from_bytes(hhea[4:6], "big", signed=True) / unit,
        -int.from_bytes(hhea[6:8], "big", signed=True) / unit,
    )


def program(name: str) -> Path | bytes:
    """Give the font file of a face, or what it holds, for whoever embeds it."""
    return _own(name).content if _PARTED in name else FOLDER / name


_PARTED = "|"  # stands between the digest of a font of the user's own and its path


def own_font(path: Path) -> OwnFont:
    """Look at a font of the user's own.

    Raises Refused for one that cannot be used, UsageError or InputError for a file that
    cannot be opened or is too large.
    """
    digest = sha256(_content(path)).hexdigest()
    name = f"{digest}{_PARTED}{path}"
    made = _own(name)
    return OwnFont(name, made.family, made.names, made.serif)


@lru_cache(maxsize=32)
def _own(name: str) -> own.Program:
    digest, _, path = name.partition(_PARTED)
    raw = _content(Path(path))
    if sha256(raw).hexdigest() != digest:
        hint = "run briefgen again once it is saved"
        place = Location(shown(Path(path)))
        raise TemplateError(error("font.changed", "this font changed meanwhile", place, hint))
    return own.program(raw)


def _content(path: Path) -> bytes:
    return content(path, shown(path), MAX_BYTES, "a font for text is smaller: choose another")


# What every shipped text face has; whole documents seldom hold anything else.
_USUAL = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) | frozenset(
    "\n\t\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2212"
)
_DRAWN = _USUAL - frozenset("\n\t\u00ad")


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
