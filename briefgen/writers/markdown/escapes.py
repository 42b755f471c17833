"""Which characters need a backslash so that they stay characters.

Owns what would become markup where. Must not know inlines: it is given a run of
Markdown and is told, for each character, what it is. A backslash stands only where a
reader of Markdown would take the character for more than itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from unicodedata import category

# What a character of a run is.
WORD = "w"  # of the text
LABEL = "l"  # of the text, between the brackets of a link or a span
SIGN = "s"  # of the markup

BULLET = "\u2022"
_BULLET_ENTITY = "&bull;"

_ACTIVE = re.compile(r"[\\&<\[\]{!`*_~]")  # without one of these, only a line's start counts
_ALWAYS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\n|\Z)"  # would escape what follows
    r"|&(?=(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<(?=[A-Za-z/!?]|[^\s<>]+@)"  # a tag, a link
    r"|\](?=\()|\{(?=lang)"
    r"|(?<!~)~{2,}"
)
_BRACKET = re.compile(r"[\[\]]")
_BACKTICKS = re.compile(r"`+")
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"_+")
# What makes a line more than text where it starts; the last group is what is escaped.
_START = re.compile(
    r"^(?:"
    r"([-+*])(?=[ ]|$)"
    r"|[0-9]{1,9}([.)])(?=[ ]|$)"
    r"|(\#)\#{0,5}(?=[ ]|$)"
    r"|(>)"
    r"|(:):{2}|([:~])[ ]"
    r"|(`)`{2}|(~)~{2}"
    r"|([-_])(?:[ ]*\9){2,}[ ]*$"
    r"|(=)=*[ ]*$"
    r"|([-:|])[-:|\ ]*$"
    r"|(\[)(?=[ xX]\](?:[ ]|$)|[^\]\n]*\]:)"
    r")",
    re.MULTILINE,
)
_HEADING_END = re.compile(r"(?:^|(?<= ))#+$")


class Place(Enum):
    """Where a run stands: a paragraph alone has several lines, each with a start."""

    PARAGRAPH = "paragraph"
    TERM = "term"
    HEADING = "heading"
    CELL = "cell"


def escaped(run: str, kinds: str, place: Place) -> str:
    """Give a run with its words protected; `kinds` says of each character what it is."""
    at: set[int] = set()
    if _ACTIVE.search(run):
        at = {i for i in _needed(run, kinds) if kinds[i] != SIGN}
    match place:
        case Place.PARAGRAPH | Place.TERM:
            starts = (match.start(match.lastindex or 0) for match in _START.finditer(run))
            at |= {i for i in starts if kinds[i] != SIGN}
        case Place.HEADING:
            at |= {match.end() - 1 for match in _HEADING_END.finditer(run)}
        case Place.CELL:
            return _in_cell(run, kinds, at)
    return "".join(f"\\{c}" if i in at else c for i, c in enumerate(run)) if at else run


def _in_cell(run: str, kinds: str, at: set[int]) -> str:
    if not at and BULLET not in run:
        return run.replace("|", "\\|")
    parts = []
    for i, character in enumerate(run):
        if character == BULLET and kinds[i] != SIGN and (not i or run[i - 1] == " "):
            parts.append(_BULLET_ENTITY)  # no backslash is heeded before it
            continue
        parts.append(f"\\{character}" if i in at else character)
    # A row is cut at its pipes before anything else is read, escapes included.
    return "".join(parts).replace("|", "\\|")


def _needed(run: str, kinds: str) -> Iterator[int]:
    for match in _ALWAYS.finditer(run):
        yield from range(match.start(), match.end())
    for match in _BRACKET.finditer(run):
        if kinds[match.start()] == LABEL:
            yield match.start()
    for i in _all(run, "{"):
        if i and (run[i - 1] == "]" or kinds[i - 1] == SIGN):
            yield i
    for i in _all(run, "\\"):
        if i + 1 < len(run) and kinds[i + 1] == SIGN:
            yield i
    for i in _all(run, "!"):
        if i + 1 < len(run) and run[i + 1] == "[" and kinds[i + 1] == SIGN:
            yield i
    yield from _partnered(_BACKTICKS, run, kinds, lambda before, after: True)
    yield from _partnered(_STARS, run, kinds, _star_marks)
    yield from _partnered(_UNDERSCORES, run, kinds, _underscore_marks)


def _all(run: str, character: str) -> Iterator[int]:
    at = run.find(character)
    while at >= 0:
        yield at
        at = run.find(character, at + 1)


def _partnered(
    pattern: re.Pattern[str], run: str, kinds: str, marks: Callable[[str, str], bool]
) -> Iterator[int]:
    """Give the characters that could pair up; one alone marks nothing and stays bare."""
    found: list[range] = []
    signs = 0
    for match in pattern.finditer(run):
        start, end = match.span()
        count = kinds.count(SIGN, start, end)
        signs += count
        before, after = run[start - 1 : start], run[end : end + 1]
        # Two stars that mark nothing are taken for a slip by whoever reads them.
        if count < end - start and (count or end - start > 1 or marks(before, after)):
            found.append(range(start, end))
    if signs or len(found) > 1 or (found and run[found[0][0]] == "*" and len(found[0]) > 1):
        for part in found:
            yield from part


def is_space(character: str) -> bool:
    """Say whether a character counts as white space beside a mark; no character does."""
    return not character or character in "\t\n\f\r" or category(character) == "Zs"


def is_word(character: str) -> bool:
    """Say whether a character surely is a letter, a digit or a mark on one."""
    return bool(character) and category(character)[0] in "LNM"


def is_punctuation(character: str) -> bool:
    """Say whether a character is punctuation by every edition of CommonMark."""
    return bool(character) and (
        category(character)[0] == "P" or (character.isascii() and category(character)[0] == "S")
    )


def _star_marks(before: str, after: str) -> bool:
    return not (is_space(before) and is_space(after))


def _underscore_marks(before: str, after: str) -> bool:
    return _star_marks(before, after) and not (is_word(before) and is_word(after))
