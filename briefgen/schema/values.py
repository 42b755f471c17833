"""What stands in a read mapping: prose, wordings and references, with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from briefgen.document import Block, Image
from briefgen.errors import Location

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown that was parsed when its file was read."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of an item elsewhere in the file."""

    id: str
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Variant(Generic[T]):
    """One wording of a value; empty `audience` and `lang` are the general one."""

    value: T
    audience: str = ""
    lang: str = ""
    location: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Wording(Generic[T]):
    """A value in as many wordings as its author gave; none for an absent value."""

    variants: tuple[Variant[T], ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is any wording."""
        return bool(self.variants)

    @property
    def default(self) -> T | None:
        """Give the general wording, whatever the audience."""
        for variant in self.variants:
            if not variant.audience and not variant.lang:
                return variant.value
        return None

    def chosen(self, audience: str, language: str, usual: str) -> tuple[Variant[T] | None, bool]:
        """Give the wording for an audience in a language, and whether it is in that language.

        One in the language wins over one in another, within that the audience's over the
        general one. An empty tag is `usual`.
        """
        best: Variant[T] | None = None
        most = (-1, -1, -1)
        for variant in self.variants:
            if variant.audience not in ("", audience):
                continue
            served = fit(variant.lang, language, usual)
            if not served and variant.lang:
                continue
            rank = (min(served, 1), 1 if variant.audience else 0, served)
            if rank > most:
                best, most = variant, rank
        return best, most[0] > 0


def fit(tag: str, wanted: str, usual: str) -> int:
    """Say how well a wording's language serves: 3 as it is, 0 not at all.

    An empty tag is `usual`, the language of the file.
    """
    tag = tag or usual
    if tag == wanted:
        return 3
    if wanted.startswith(f"{tag}-"):
        return 2
    if tag == usual and tag.split("-")[0] == wanted.split("-")[0]:
        return 1
    return 0


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that another names: as it is written there, and once it was found, as it is.

    `image` is there where the file is a picture that is shown.
    """

    name: str
    location: Location | None = field(default=None, compare=False)
    path: Path | None = field(default=None, compare=False)
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A name out of a list of known ones, and how it is shown; empty for as usual."""

    name: str
    label: Wording[str] = Wording()
    width: float = 0.0
    align: str = ""
    origin: Location | None = field(default=None, compare=False)
