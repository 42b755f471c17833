"""What a content chooses before it draws, and whose content it is.

Owns the values that a run over content keeps and brings back. Must not know operators.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import Dictionary
from briefgen.audit.report import Place


@dataclass(slots=True)
class State:
    """What is chosen: spaces by value, the font, and how inks lie over each other."""

    fill: Any = "DeviceGray"
    line: Any = "DeviceGray"
    face: Face | None = None
    mode: int = 0
    over_fill: bool = False
    over_line: bool = False
    over_mode: int = 0

    def copy(self) -> State:
        """Give the same, to be changed; copies are made by the million."""
        return State(
            self.fill,
            self.line,
            self.face,
            self.mode,
            self.over_fill,
            self.over_line,
            self.over_mode,
        )

    def mark(self) -> tuple[Any, ...]:
        """Give what tells it from other states."""
        spaces = (key_of(self.fill), key_of(self.line))
        return (*spaces, id(self.face), self.mode, self.over_fill, self.over_line, self.over_mode)


@dataclass(slots=True)
class Context:
    """A content that is run: its own resources, those around it, whose it is, where."""

    own: Dictionary
    around: Dictionary
    owner: int
    place: Place
    depth: int = 0


def key_of(space: Any) -> Any:
    """Give what tells a space from others: a device's name, or which array it is."""
    return str(space) if isinstance(space, str) else id(space)
