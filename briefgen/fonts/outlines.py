"""The outlines of a font: that every glyph is whole, and none is made of itself.

Owns the look at `glyf` (OpenType 1.9). Must not know characters or files. A program that
draws follows the parts of a glyph into their parts: how deep and how many they are is
bounded here, before anybody draws.
"""

from __future__ import annotations

from itertools import pairwise
from struct import error as struct_error
from struct import unpack_from

from briefgen.fonts.sfnt import Refused, damaged

_DEEPEST = 8
_MOST_PARTS = 500  # of one glyph, those of its parts counted
_MORE, _WORDS, _SCALE, _TWO, _FOUR = 0x20, 0x01, 0x08, 0x40, 0x80
_HEAD = 10


def check_outlines(glyf: bytes, places: tuple[int, ...]) -> None:
    """Raise Refused for a glyph that is cut off, or whose parts have no end."""
    parts: dict[int, list[int]] = {}
    try:
        for glyph, (start, end) in enumerate(pairwise(places)):
            if start == end:
                continue
            if end - start < _HEAD:
                raise damaged()
            contours = unpack_from(">h", glyf, start)[0]
            if contours < 0:
                parts[glyph] = _parts(glyf, start, end, len(places) - 1)
            elif start + _HEAD + 2 * contours + 2 * (contours > 0) > end:
                raise damaged()
    except struct_error:
        raise damaged() from None
    _check_parts(parts)


def _parts(glyf: bytes, start: int, end: int, glyphs: int) -> list[int]:
    """Give the glyphs that one is made of."""
    found: list[int] = []
    at, flags = start + _HEAD, _MORE
    while flags & _MORE:
        if at + 4 > end or len(found) > _MOST_PARTS:
            raise damaged()
        flags, part = unpack_from(">HH", glyf, at)
        if part >= glyphs:
            raise damaged()
        found.append(part)
        at += 8 if flags & _WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _TWO:
            at += 4
        elif flags & _FOUR:
            at += 8
        if at > end:
            raise damaged()
    return found


def _check_parts(parts: dict[int, list[int]]) -> None:
    """Follow parts down, each glyph once: how deep it goes, and how many there are in all."""
    known: dict[int, tuple[int, int]] = {}
    for first in parts:
        stack = [(first, False)]
        open_: set[int] = set()
        while stack:
            glyph, done = stack.pop()
            if done:
                open_.discard(glyph)
                below = [known.get(part, (0, 1)) for part in parts[glyph]]
                depth = 1 + max(deep for deep, _ in below)
                total = sum(count for _, count in below)
                if depth > _DEEPEST or total > _MOST_PARTS:
                    raise Refused(
                        "a font whose letters are made of too many parts", "choose another font"
                    )
                known[glyph] = (depth, total)
            elif glyph in open_:
                raise Refused(
                    "damaged: a letter of it is made of itself", "get the file anew from its maker"
                )
            elif glyph not in known:
                open_.add(glyph)
                stack.append((glyph, True))
                stack.extend((part, False) for part in parts[glyph] if part in parts)
