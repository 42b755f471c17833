"""What stands before an item of a list: a bullet, or its number.

Owns the bullets. Must not know where they stand.
"""

from __future__ import annotations

from briefgen.writers.labels import number_label

_BULLETS = "•–"


def list_label(depth: int, start: int, place: int) -> str:
    """Give the label of an item by its list's depth; `start` is 0 for a bullet."""
    return number_label(depth, start + place) if start else _BULLETS[depth % len(_BULLETS)]
