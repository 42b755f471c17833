"""What lies under the text of a page, as far as that can be known: plain areas of one colour.

Owns matrices, boxes and colours. Must not know operators. A gradient, a picture or anything
seen through makes its area unknown, and text on it is not judged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from briefgen.audit.limits import MAX_PAINTED

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Box: TypeAlias = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
PAPER = "FFFFFF"
_NEAR = 0.01
_THIN = 0.1  # less is a line
_FAR = 1e7


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """Give the matrix that does first the one, then the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    u, v, w, x, y, z = outer
    found = (
        a * u + b * w,
        a * v + b * x,
        c * u + d * w,
        c * v + d * x,
        e * u + f * w + y,
        e * v + f * x + z,
    )
    return found if max(found) < _FAR and min(found) > -_FAR else IDENTITY


def moved(matrix: Matrix, x: float, y: float) -> Matrix:
    """Give a matrix whose origin is moved, within it."""
    a, b, c, d, e, f = matrix
    across, up = a * x + c * y + e, b * x + d * y + f
    near = -_FAR < across < _FAR and -_FAR < up < _FAR
    return (a, b, c, d, across, up) if near else IDENTITY


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Give a point on the page."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def height(matrix: Matrix) -> float:
    """Give how high on the page is what is one unit high."""
    return math.hypot(matrix[2], matrix[3])


@dataclass(slots=True)
class Outline:
    """A closed line: the box around it, and whether it is that box."""

    box: Box
    exact: bool


def rectangle(matrix: Matrix, x: float, y: float, width: float, depth: float) -> Outline:
    """Give the outline of a rectangle; it is no box where the matrix turns it."""
    if matrix[1] == matrix[2] == 0.0:
        one, other = point(matrix, x, y), point(matrix, x + width, y + depth)
        box = (
            min(one[0], other[0]),
            min(one[1], other[1]),
            max(one[0], other[0]),
            max(one[1], other[1]),
        )
        return Outline(box, box[2] - box[0] > _THIN and box[3] - box[1] > _THIN)
    corners = [
        point(matrix, x, y),
        point(matrix, x + width, y),
        point(matrix, x + width, y + depth),
        point(matrix, x, y + depth),
    ]
    return polygon(corners)


def polygon(corners: list[tuple[float, float]]) -> Outline:
    """Give the outline of straight lines."""
    across = [x for x, _ in corners]
    up = [y for _, y in corners]
    box = (min(across), min(up), max(across), max(up))
    at_corner = all(
        min(abs(x - box[0]), abs(x - box[2])) < _NEAR
        and min(abs(y - box[1]), abs(y - box[3])) < _NEAR
        for x, y in corners
    )
    rounded = {(round(x, 1), round(y, 1)) for x, y in corners}
    straight = all(abs(x - u) < _NEAR or abs(y - v) < _NEAR for (x, y), (u, v) in pairwise(corners))
    return Outline(box, at_corner and straight and len(rounded) == 4)


def common(one: Box, other: Box) -> Box | None:
    """Give what two boxes share."""
    found = (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
    return found if found[0] < found[2] and found[1] < found[3] else None


def colour(numbers: list[float]) -> str | None:
    """Give grey, RGB, or black ink alone as RRGGBB; other inks are a press's business."""
    match numbers:
        case [grey]:
            shades = (grey, grey, grey)
        case [red, green, blue]:
            shades = (red, green, blue)
        case [0.0, 0.0, 0.0, ink]:
            shades = (1 - ink,) * 3
        case _:
            return None
    return "".join(f"{round(255 * min(max(shade, 0.0), 1.0)):02X}" for shade in shades)


class Surface:
    """What has been painted on a page so far."""

    def __init__(self) -> None:
        """Begin with white paper."""
        self._areas: list[tuple[Box, str | None]] = []
        self._lost = False

    def paint(self, box: Box, shade: str | None) -> None:
        """Cover a box; no shade: with something whose colour is not known."""
        if len(self._areas) >= MAX_PAINTED:
            self._lost = True
            self._areas.clear()
        if not self._lost:
            self._areas.append((box, shade))

    def ground(self, x: float, y: float) -> str | None:
        """Give the colour of a point, or None where it cannot be told."""
        if self._lost:
            return None
        for (left, bottom, right, top), shade in reversed(self._areas):
            if left <= x <= right and bottom <= y <= top:
                return shade
        return PAPER
