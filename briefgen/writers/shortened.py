"""A line that is too long, cut to the room it has: the same in every paged format.

Owns where it is cut. Must not know a format or a face: a writer says how wide words are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

# Where the number of a page stands, and of all pages, in what is around the text.
PLACEHOLDER = re.compile(r"\{(pages?)\}")
_ELLIPSIS = "…"
_LOOSE = " ,;:."  # never left standing before an ellipsis


def widest(pattern: str) -> str:
    """Give a pattern as it is where the pages have numbers of three digits."""
    return PLACEHOLDER.sub("888", pattern) if "{" in pattern else pattern


def shortened(text: str, room: float, width: Callable[[str], float]) -> str:
    """Give the text, or as many of its words as the room holds and an ellipsis.

    Room and width are points. A first word that is too wide by itself is cut within;
    nothing is left where not even that helps. A text of any length is measured a few
    times over, not once for each of its words.
    """
    if width(text) <= room:
        return text
    words = text.split()
    if not words:
        return ""

    def opening(count: int) -> str:
        return " ".join(words[:count]).rstrip(_LOOSE) + _ELLIPSIS

    def letters(count: int) -> str:
        return words[0][:count] + _ELLIPSIS

    return _longest(opening, len(words), room, width) or _longest(
        letters, len(words[0]), room, width
    )


def _longest(
    cut: Callable[[int], str], most: int, room: float, width: Callable[[str], float]
) -> str:
    """Give the longest of the cuts 1 to `most` that the room holds."""
    count = bisect_right(range(1, most + 1), room, key=lambda count: width(cut(count)))
    return cut(count) if count else ""
