"""The numbers of list items: 1, a, i by the depth of the list, the same in every format.

Owns how a number is written. Must not know where it stands, nor bullets.
"""

from __future__ import annotations

# Beyond them letters and Roman numbers are longer than anybody reads.
_MOST_LETTERS, _MOST_ROMAN = 3 * 26, 3999
_ROMAN = (
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


def number_label(depth: int, number: int) -> str:
    """Give the label of item `number`, from 1, in a list inside `depth` others."""
    match depth % 3:
        case 1 if number <= _MOST_LETTERS:
            return f"{_letters(number)}."
        case 2 if number <= _MOST_ROMAN:
            return f"{_roman(number)}."
        case _:
            return f"{number}."


def _letters(number: int) -> str:
    """Write a number as Word does: a to z, then aa, bb, and so on."""
    times, place = divmod(number - 1, 26)
    return chr(97 + place) * (times + 1)


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found
