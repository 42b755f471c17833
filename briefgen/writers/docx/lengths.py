"""Points in the units of WordprocessingML.

Owns the rounding. Must not know what is measured.
"""

from __future__ import annotations


def twips(points: float) -> int:
    """Give twentieths of a point: indents, widths, space, leading."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Give half points, the finest step of a size of type."""
    return round(points * 2)


def emus(points: float) -> int:
    """Give English Metric Units: the sizes of pictures."""
    return round(points * 12700)


def eighths(points: float) -> int:
    """Give eighths of a point, the weight of a rule; never so thin that it vanishes."""
    return max(2, round(points * 8))
