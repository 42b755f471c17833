"""What the content of a file draws with, as far as archives limit it.

Owns the values that a run over all content fills and the checks of archives read. Must not
know operators, nor judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import Dictionary
from briefgen.audit.pdf.pieces import PieceKey
from briefgen.audit.report import Place

MAX_NOTED = 200


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space that something is drawn in.

    `value` is a device's name or an array. `defaults` are the spaces that stand in for those
    of devices where it is used: DefaultGray, DefaultRGB, DefaultCMYK.
    """

    value: Any
    defaults: Dictionary
    place: Place


@dataclass(slots=True)
class FontUse:
    """The codes that are drawn in a font, seen and unseen (rendering mode 3).

    `private` has the pieces in which a character stands that means nothing by itself, none
    for one outside the tree; those that replacement text in the content covers are not there.
    """

    face: Face
    place: Place
    seen: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    private_codes: frozenset[int] = frozenset()
    private: set[PieceKey | None] = field(default_factory=set)

    @property
    def codes(self) -> set[int]:
        """Give all codes."""
        return self.seen | self.unseen


@dataclass(slots=True)
class Image:
    """An image: in the content of a page (`inline`), or an object."""

    entries: Any
    place: Place
    inline: bool = False


@dataclass(slots=True)
class Usage:
    """All that is used; a thing is here once, with the place where it was met first."""

    contents: int = 0
    unknown: list[tuple[str, Place]] = field(default_factory=list)
    lacking: list[tuple[str, Place]] = field(default_factory=list)
    nested: list[tuple[int, Place]] = field(default_factory=list)
    intents: list[tuple[str, Place]] = field(default_factory=list)
    postscript: list[tuple[str, Place]] = field(default_factory=list)
    overprinted: list[tuple[str, Place]] = field(default_factory=list)
    spaces: dict[tuple[Any, int], Space] = field(default_factory=dict)
    states: dict[int, tuple[Dictionary, Place]] = field(default_factory=dict)
    images: dict[int, Image] = field(default_factory=dict)
    forms: dict[int, tuple[Dictionary, Place]] = field(default_factory=dict)
    fonts: dict[int, FontUse] = field(default_factory=dict)
    transparent: set[int] = field(default_factory=set)  # numbers of pages

    def note(self, found: list[tuple[Any, Place]], what: Any, place: Place) -> None:
        """Write down one of many."""
        if len(found) < MAX_NOTED and (what, place) not in found:
            found.append((what, place))

    def font(self, face: Face, place: Place) -> FontUse:
        """Give what is known of the use of a font."""
        known = self.fonts.get(id(face))
        if known is None:
            private = {code for code, text in face.characters.items() if is_private(text)}
            known = FontUse(face, place, private_codes=frozenset(private))
            self.fonts[id(face)] = known
        return known


def is_private(text: str) -> bool:
    """Say whether characters mean nothing but by agreement (Private Use Areas)."""
    return any("\ue000" <= character <= "\uf8ff" or character >= "\U000f0000" for character in text)
