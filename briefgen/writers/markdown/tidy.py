"""Inlines -> the same inlines as Markdown can say them.

Owns the order that marks need: no space at their inner edges, none in its own kind, no
link in a link. Must not know signs: what comes out is inlines still.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
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

Container = Strong | Emphasis | Link | Span

_WHITE = re.compile(r"[ \t\r\n\f\v]+")


def tidied(inlines: Iterable[Inline], *, breaks: bool, within: Inlines = ()) -> Inlines:
    """Give inlines in an order that can be written; `within` are those around them.

    Without `breaks` a forced end of line is a space, where a line is all there is.
    """
    return _trimmed(_tidied(inlines, within, breaks=breaks))


def _tidied(inlines: Iterable[Inline], within: Inlines, *, breaks: bool) -> list[Inline]:
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text):
                _add(found, Text(_WHITE.sub(" ", text)))
            case NoteReference():
                _add(found, Text(inline.words))
            case LineBreak():
                _add(found, inline if breaks else Text(" "))
            case Strong() | Emphasis() | Link() | Span():
                around = (*within, inline)
                inner = _tidied(inline.inlines, around, breaks=breaks)
                if any(_covers(outer, inline) for outer in within):
                    parts: Iterable[Inline] = inner
                else:
                    parts = _wrapped(inline, inner)
                for part in parts:
                    _add(found, part)
            case _:
                assert_never(inline)
    return found


def _covers(outer: Inline, inline: Container) -> bool:
    """Say whether what stands around makes a mark empty, or cannot hold it."""
    match inline:
        case Strong() | Emphasis():
            return type(outer) is type(inline)
        case Link():
            return isinstance(outer, Link)
        case Span(lang=lang):
            return isinstance(outer, Span) and outer.lang == lang
        case _:
            assert_never(inline)


def _wrapped(container: Container, inner: list[Inline]) -> list[Inline]:
    """Put the inlines back into what held them, the spaces at its edges outside."""
    before: list[Inline] = []
    after: list[Inline] = []
    while inner and (head := _edge(inner, 0)):
        before.append(head)
    while inner and (tail := _edge(inner, -1)):
        after.insert(0, tail)
    if not inner:
        return [*before, *after]
    middle: Inline = replace(container, inlines=tuple(inner))
    if isinstance(container, Link):
        middle = _spanless(container, inner)
    return [*before, middle, *after]


def _spanless(link: Link, inner: Sequence[Inline]) -> Inline:
    """Give a link without spans in its words, which would end it: a whole one goes outside."""
    if len(inner) == 1 and isinstance(inner[0], Span):
        return replace(inner[0], inlines=(_spanless(link, inner[0].inlines),))
    return replace(link, inlines=_without_spans(inner))


def _without_spans(inlines: Iterable[Inline]) -> Inlines:
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Span(inlines=inner):
                for part in _without_spans(inner):
                    _add(found, part)
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                _add(found, replace(inline, inlines=_without_spans(inner)))
            case _:
                _add(found, inline)
    return tuple(found)


def _edge(inlines: list[Inline], place: int) -> Inline | None:
    """Take the white space off one edge of inlines: the first (0) or the last (-1)."""
    edge = inlines[place]
    if isinstance(edge, LineBreak):
        return inlines.pop(place)
    if not isinstance(edge, Text):
        return None
    kept = edge.text.rstrip() if place else edge.text.lstrip()
    taken = edge.text[len(kept) :] if place else edge.text[: len(edge.text) - len(kept)]
    inlines[place : place + 1 or None] = [Text(kept)] if kept else []
    return Text(taken) if taken else None


def _add(found: list[Inline], inline: Inline) -> None:
    """Put an inline behind others; what is of one kind becomes one."""
    match found[-1] if found else None, inline:
        case _, Text(""):
            pass
        case Text(before), Text(after):
            after = after.removeprefix(" ") if before.endswith(" ") else after
            found[-1] = Text(before + after)
        case Text(before), LineBreak():
            found[-1:] = [Text(kept), inline] if (kept := before.rstrip(" ")) else [inline]
        case LineBreak(), Text(after):
            _put(found, after.lstrip(" "))
        case (Strong(), Strong()) | (Emphasis(), Emphasis()):
            last, more = found[-1], inline
            assert isinstance(last, Strong | Emphasis) and isinstance(more, Strong | Emphasis)
            inner = list(last.inlines)
            for part in more.inlines:
                _add(inner, part)
            found[-1] = replace(last, inlines=tuple(inner))
        case _:
            found.append(inline)


def _put(found: list[Inline], text: str) -> None:
    if text:
        found.append(Text(text))


def _trimmed(inlines: list[Inline]) -> Inlines:
    """Take off what no line can start or end with."""
    for place in (0, -1):
        while inlines:
            edge = inlines[place]
            # A space that does not break is taken off too: whoever reads it back does so.
            if isinstance(edge, Text) and edge.text.strip():
                inlines[place] = Text(edge.text.rstrip() if place else edge.text.lstrip())
                break
            if not isinstance(edge, Text | LineBreak):
                break
            del inlines[place]
    return tuple(inlines)
