"""What stands before an item of a list: bullets, numbers, letters, Roman numbers.

Owns the words of labels. Must not know where they stand.
"""

from __future__ import annotations

_BULLETS = "•–"


def list_label(depth: int, start: int, place: int) -> str:
    """Give the label of an item by its list's depth; `start` is 0 for a bullet."""
    if not start:
        return _BULLETS[depth % len(_BULLETS)]
    number = start + place
    match depth % 3:
        case 0:
            return f"{number}."
        case 1:
            return f"{_letters(number)}."
        case _:
            return f"{_roman(number)}."


def _letters(number: int) -> str:
    """Write a number as Word does: a to z, then aa, bb, and so on."""
    times, place = divmod(number - 1, 26)
    return chr(97 + place) * (times + 1)


def _roman(number: int) -> str:
    signs = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    found = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        found += sign * count
    return found
