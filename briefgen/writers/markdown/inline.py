"""Inlines -> one run of Markdown.

Owns the signs of bold, italics, links and languages, and where they can stand. Must not
know blocks. Where bold or italics cannot be marked without being misread (`a**"b"**c`),
the words go without: they come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from briefgen.document import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Span,
    Strong,
    Text,
)
from briefgen.writers.markdown.escapes import (
    LABEL,
    SIGN,
    WORD,
    Place,
    escaped,
    is_punctuation,
    is_space,
    is_word,
)
from briefgen.writers.markdown.tidy import tidied

BREAK = "\\\n"

_TAG = re.compile(r"[A-Za-z0-9-]+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\\{|}`*]+")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'+/=?^_~-]+@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)+")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_DEEPEST_PARENTHESIS = 30


def run(inlines: Inlines, place: Place, lang: str = "") -> str:
    """Give inlines as Markdown; all lines but a paragraph's are one line."""
    pieces = _Pieces()
    pieces.add(tidied(_in(lang, inlines), breaks=place is Place.PARAGRAPH), WORD)
    return pieces.written(place)


def cell_run(lines: Iterable[tuple[Inlines, str]], bullet: str) -> str:
    """Give lines, each with its language, as one line for a cell; a bullet before each."""
    pieces = _Pieces()
    for inlines, lang in lines:
        if made := tidied(_in(lang, inlines), breaks=False):
            pieces.parts.append((" " * bool(pieces.parts) + bullet, SIGN))
            pieces.add(made, WORD)
    return pieces.written(Place.CELL)


def _in(lang: str, inlines: Inlines) -> Inlines:
    return (Span(lang, inlines),) if lang else inlines


@dataclass(slots=True)
class _Pair:
    """The marks of one stretch of bold or italics: where they are among the pieces."""

    strong: bool
    opening: int
    closing: int = 0


@dataclass(slots=True)
class _Pieces:
    """A run in the making: texts with their kinds, marks among them still to be chosen."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    pairs: list[_Pair] = field(default_factory=list)
    marks: dict[int, _Pair] = field(default_factory=dict)

    def add(self, inlines: Iterable[Inline], kind: str) -> None:
        """Put inlines behind what is there."""
        for inline in inlines:
            match inline:
                case Text(text):
                    self.parts.append((text, kind))
                case NoteReference():
                    self.parts.append((inline.words, kind))
                case LineBreak():
                    self.parts.append((BREAK, SIGN))
                case Strong(inlines=inner) | Emphasis(inlines=inner):
                    self._mark(isinstance(inline, Strong), inner, kind)
                case Link(href=href, inlines=inner):
                    if bare := _bare(href, inner):
                        self.parts.append((f"<{bare}>", SIGN))
                    else:
                        self._label(inner, f"]({_target(href)})")
                case Span(lang=lang, inlines=inner):
                    if _TAG.fullmatch(lang):
                        self._label(inner, f"]{{lang={lang}}}")
                    else:
                        self.add(inner, kind)
                case _:
                    assert_never(inline)

    def written(self, place: Place) -> str:
        """Give the run as it stands in the file."""
        self._settle()
        kinds = "".join(kind * len(text) for text, kind in self.parts)
        return escaped("".join(text for text, _ in self.parts), kinds, place)

    def _mark(self, strong: bool, inlines: Inlines, kind: str) -> None:
        pair = _Pair(strong, len(self.parts))
        self.parts.append(("", SIGN))
        self.add(inlines, kind)
        pair.closing = len(self.parts)
        self.parts.append(("", SIGN))
        self.pairs.append(pair)
        self.marks[pair.opening] = self.marks[pair.closing] = pair

    def _label(self, inlines: Inlines, end: str) -> None:
        self.parts.append(("[", SIGN))
        self.add(inlines, LABEL)
        self.parts.append((end, SIGN))

    # --- where bold and italics can be marked ---

    def _settle(self) -> None:
        """Choose the signs of all marks; those that would be misread stay empty."""
        for pair in self.pairs:
            self._put(pair, "**" if pair.strong else "*")
        open_ = self.pairs
        settled = False
        while not settled:
            settled = True
            for pair in open_:
                sign = self._sign(pair)
                if sign != self.parts[pair.opening][0]:
                    self._put(pair, sign)
                    settled = False
            open_ = [pair for pair in open_ if self.parts[pair.opening][0]]

    def _put(self, pair: _Pair, sign: str) -> None:
        self.parts[pair.opening] = self.parts[pair.closing] = (sign, SIGN)

    def _sign(self, pair: _Pair) -> str:
        """Give what marks a stretch; empty where nothing can (CommonMark, 6.2)."""
        before, before_mark = self._beside(pair.opening, -1)
        first, first_mark = self._beside(pair.opening, 1)
        last, last_mark = self._beside(pair.closing, -1)
        after, after_mark = self._beside(pair.closing, 1)
        marks = [m for m in (before_mark, first_mark, last_mark, after_mark) if m]
        free = [is_space(outer) or is_punctuation(outer) for outer in (before, after)]
        if not (is_word(first) or free[0]) or not (is_word(last) or free[1]):
            return ""
        if any(mark.strong == pair.strong for mark in marks):
            return ""
        if pair.strong:
            return "**"
        if not marks:
            return "*"
        # Beside the stars of bold text, an underscore keeps the two apart; it marks
        # nothing inside a word.
        return "_" if all(free) else ""

    def _beside(self, part: int, step: int) -> tuple[str, _Pair | None]:
        """Give the character next to a mark, and the mark that it belongs to, if it does."""
        at = part + step
        while 0 <= at < len(self.parts) and not self.parts[at][0]:
            at += step
        if not 0 <= at < len(self.parts):
            return "", None
        return self.parts[at][0][0 if step > 0 else -1], self.marks.get(at)


def _bare(href: str, words: Inlines) -> str:
    """Give what stands between angle brackets for a link whose words are its address."""
    match words:
        case (Text(text),) if text == href and _ADDRESS.fullmatch(text):
            return text
        case (Text(text),) if f"mailto:{text}" == href and _MAIL.fullmatch(text):
            return text
        case _:
            return ""


def _target(href: str) -> str:
    """Write the target of a link; entities would be read, and brackets must pair."""
    target = _ENTITY.sub(r"\\&", href)
    depth = deepest = 0
    for character in target:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, abs(depth))
        if depth < 0:
            break
    return f"<{target}>" if depth or deepest > _DEEPEST_PARENTHESIS else target
