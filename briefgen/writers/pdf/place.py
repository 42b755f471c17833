"""Places: where blocks stand, from the edges of the text inwards.

Owns insets and alignment. Must not know blocks, lines or pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from briefgen.document import Align
from briefgen.theme import TextStyle
from briefgen.writers.pdf.strips import Panel
from briefgen.writers.pdf.structure import Element

_LEAST_MEASURE = 36.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: how far in, how wide, below which element, in which style.

    `between` takes the place of the styles' own space after a paragraph.
    """

    x: float
    measure: float
    parent: Element
    body: TextStyle | None = None
    between: float | None = None
    align: Align = Align.START
    depth: int = 0
    panel: Panel | None = None
    in_cell: bool = False

    def inset(self, start: float, end: float = 0.0) -> Place:
        """Give the same place further in, unless nothing would be left of it."""
        if self.measure - start - end < _LEAST_MEASURE:
            return self
        return replace(self, x=self.x + start, measure=self.measure - start - end)


def shift(align: Align, free: float) -> float:
    """Give how far in a line stands that leaves so much free."""
    match align:
        case Align.START:
            return 0.0
        case Align.CENTER:
            return max(free / 2, 0.0)
        case Align.END:
            return max(free, 0.0)
        case _:
            assert_never(align)
