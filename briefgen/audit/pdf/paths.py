"""The lines that a page is drawing, until they are painted or clip what follows.

Owns path construction (ISO 32000-1, 8.5.2). Must not know colours.
"""

from __future__ import annotations

from briefgen.audit.pdf.paint import Box, Matrix, Outline, point, polygon, rectangle

MAX_OUTLINES = 2_000
MAX_CORNERS = 2_000


class Path:
    """The outlines of the path that is being built."""

    def __init__(self) -> None:
        """Begin with none."""
        self.outlines: list[Outline] = []
        self.clips = False
        self._corners: list[tuple[float, float]] = []
        self._curved = False

    def box(self, matrix: Matrix, x: float, y: float, width: float, depth: float) -> None:
        """Add a rectangle."""
        if len(self.outlines) < MAX_OUTLINES:
            self.outlines.append(rectangle(matrix, x, y, width, depth))

    def line(self, matrix: Matrix, x: float, y: float) -> None:
        """Go on to a point."""
        if len(self._corners) < MAX_CORNERS:
            self._corners.append(point(matrix, x, y))

    def curve(self, matrix: Matrix, numbers: tuple[float, ...]) -> None:
        """Go on in a curve, which stays within its points."""
        self._curved = True
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            self.line(matrix, x, y)

    def close(self) -> None:
        """End the line that was begun."""
        if self._corners and len(self.outlines) < MAX_OUTLINES:
            outline = polygon(self._corners)
            self.outlines.append(Outline(outline.box, outline.exact and not self._curved))
        self._corners, self._curved = [], False

    def clipping(self) -> tuple[Box, bool] | None:
        """Give the box that the path lets through, and whether it is that box; None: all."""
        if not self.clips or not self.outlines:
            return None
        boxes = [outline.box for outline in self.outlines]
        whole = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        return whole, len(boxes) == 1 and self.outlines[0].exact
