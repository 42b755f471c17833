"""Lengths of a theme, which are points, as lengths of a page.

Owns their ratio: so many points are the size of text that a reader has chosen.
"""

from __future__ import annotations

POINTS = 10.0  # to a rem; on paper a rem is just so many points, and all lengths are the theme's


def rem(points: float) -> str:
    """Give points as a length that grows with the reader's size of text."""
    return f"{points / POINTS:.4g}rem" if points else "0"
