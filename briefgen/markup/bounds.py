"""How much Markdown a template may yield: no more than a reader of it could bear.

Owns the limits and the search for what is beyond them. They are counted before the
Markdown is taken to pieces, since that is what takes the time.
"""

from __future__ import annotations

import re

from briefgen.markup.values import Flaw

MAX_SIGNS = 100_000  # lines, and signs that could mark something
MAX_BRACKETS = 1_000  # of one paragraph: each may have to be looked for far
MAX_BOXES = 20  # inside each other
MAX_COLUMNS = 64
MAX_INLINE = 20  # emphasis, links and words in other languages inside each other

_SIGNS = "\n*_[]<>&!`\\|{~"
_BOX = re.compile(r"(?m)^[ \t>*+\-\d.)]*:{3,}[ \t]*(\S?)")
_GAP = re.compile(r"\n[ \t]*\n")


def beyond(source: str) -> Flaw | None:
    """Find what is too much in a piece of Markdown; None where nothing is."""
    if sum(map(source.count, _SIGNS)) > MAX_SIGNS:
        return _flaw(
            f"a document of more than {MAX_SIGNS:,} lines and signs",
            "leave items out, or give them as a table: a table's cells do not count",
            _line(source, _nth(source, MAX_SIGNS)),
        )
    if source.count("[") > MAX_BRACKETS or source.count("`") > MAX_BRACKETS:
        start = 0
        for paragraph in _GAP.split(source):
            if max(paragraph.count("["), paragraph.count("`")) > MAX_BRACKETS:
                what = f"a paragraph with more than {MAX_BRACKETS:,} brackets"
                place = source.find(paragraph, start)
                return _flaw(what, "make several of it, or a list", _line(source, place))
            start += len(paragraph)
    if source.count(":::") > 2 * MAX_BOXES:
        depth = 0
        for box in _BOX.finditer(source):
            depth += 1 if box.group(1) else -1 if depth else 0
            if depth > MAX_BOXES:
                what, hint = f"more than {MAX_BOXES} boxes inside each other", "end each with :::"
                return _flaw(what, hint, _line(source, box.end(1) - 1))
    return None


def _nth(source: str, number: int) -> int:
    """Give the place of the sign of that number."""
    places = re.finditer(f"[{re.escape(_SIGNS)}]", source)
    return next(match.start() for count, match in enumerate(places, 1) if count == number)


def _line(source: str, place: int) -> int:
    return source.count("\n", 0, place)


def _flaw(message: str, hint: str, line: int) -> Flaw:
    return Flaw("markup.too-long", message, hint, line, "")
