"""What one audience may see of an issue, as plain data.

Owns the values that templates get: text that knows its language, prose, mappings in
which every key is there. Must not know how an issue was cut (`briefgen.view`) nor
what is done with the result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from briefgen.document import Block, Image
from briefgen.errors import Diagnostic


class Said(str):
    """A text value; `lang` is set where it is not in the document's language."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str = "") -> Said:
        """Make a text value."""
        said = super().__new__(cls, text)
        said.lang = lang
        return said


@dataclass(frozen=True, slots=True)
class Passage:
    """A prose value: its blocks. Empty, it counts as false."""

    blocks: tuple[Block, ...] = ()
    name: str = ""

    def __bool__(self) -> bool:
        """Say whether there is anything to read."""
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show, and the words for those who cannot see it."""

    image: Image
    alternative: str
    lang: str = ""


class Cut(dict[str, Any]):
    """A mapping of the view: every key is there, and it counts as false when all are empty."""

    def __bool__(self) -> bool:
        """Say whether there is anything in it."""
        return any(self.values())


@dataclass(frozen=True, slots=True)
class View:
    """What one audience may see of an issue, in one language."""

    audience: str
    language: str
    data: Cut = field(compare=False)
    warnings: tuple[Diagnostic, ...] = ()
