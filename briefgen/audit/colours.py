"""Whether two colours are far enough apart for text (WCAG 2.1, 1.4.3).

Owns the thresholds. Must not know where colours come from.
"""

from __future__ import annotations

from briefgen.theme import contrast

NEEDED = 4.5
NEEDED_LARGE = 3.0
_CHROMA = 24
# Less than anybody could see or measure.
_SLACK = 0.005


def is_large(points: float, bold: bool) -> bool:
    """Say whether text is so large that less contrast will do."""
    return points >= 18 or (points >= 14 and bold)


def is_colourful(colour: str) -> bool:
    """Say whether a colour is more than a grey."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) > _CHROMA


def judged(colour: str, ground: str, *, large: bool) -> tuple[bool, str]:
    """Say whether text is made out on its ground, and what there is and what is needed."""
    found = contrast(colour, ground)
    needed = NEEDED_LARGE if large else NEEDED
    said = f"{found:.1f}:1, and {needed:g}:1 is needed: #{colour} on #{ground}"
    return found >= needed - _SLACK, said
