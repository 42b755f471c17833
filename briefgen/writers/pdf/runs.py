"""Inlines -> runs of text, each in an ink that has its glyphs.

Owns what inlines look like, and which face shows a character. Must not know blocks or
lines. No value is ever read as markup: what is text goes to the page as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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
    inline_text,
)
from briefgen.fonts import face
from briefgen.theme import TextStyle, Theme
from briefgen.writers.pdf.lines import Ink, Target
from briefgen.writers.pdf.links import leads_out
from briefgen.writers.pdf.structure import Element

Run = tuple[str, Ink]

_BLANKS = re.compile("[\t\v\f\r\x85\u2028\u2029]")  # no face has them; a space says the same


def style_ink(theme: Theme, style: TextStyle) -> Ink:
    """Give the ink of a style."""
    font = theme.face(style).cut(bold=style.bold, italic=style.italic)
    return Ink(font, style.size, theme.colour(style.colour))


def runs(
    theme: Theme, inlines: Inlines, style: TextStyle, element: Element, ink: Ink | None = None
) -> list[Run]:
    """Give the runs of inlines that belong to an element; `ink` is the style's, if it is known."""
    found: list[Run] = []
    ink = ink or style_ink(theme, style)
    _gather(theme, inlines, _Hand(ink, element, style.font, style.bold, style.italic), found)
    return found


@dataclass(frozen=True, slots=True)
class _Hand:
    """What inlines inherit from those around them."""

    ink: Ink
    element: Element
    font: str
    bold: bool
    italic: bool

    def cut(self, theme: Theme) -> str:
        """Give the font file for what is written so."""
        family = theme.headings[0] if theme.headings and self.font != "body" else theme.family
        return family.cut(bold=self.bold, italic=self.italic)


def _gather(theme: Theme, inlines: Inlines, hand: _Hand, found: list[Run]) -> None:
    ink = hand.ink
    for inline in inlines:
        match inline:
            case Text(text):
                text = _BLANKS.sub(" ", text)
                if text.isascii():
                    found.append((text, ink))
                    continue
                others = other_faces(theme, hand.font, bold=hand.bold, italic=hand.italic)
                found.extend(in_faces(text, ink, others))
            case LineBreak():
                found.append(("\n", ink))
            case Strong(inlines=inner):
                bold = replace(hand, bold=True)
                bold = replace(bold, ink=replace(ink, font=bold.cut(theme)))
                _gather(theme, inner, bold, found)
            case Emphasis(inlines=inner):
                italic = replace(hand, italic=True)
                italic = replace(italic, ink=replace(ink, font=italic.cut(theme)))
                _gather(theme, inner, italic, found)
            case Link(href=href, inlines=inner) if (
                hand.ink.link or not leads_out(href) or not one_line(inner)
            ):
                _gather(theme, inner, hand, found)  # no link is in another, and none is unnamed
            case Link(href=href, inlines=inner):
                link = Element("Link", hand.element)
                target = Target(link, href, one_line(inner))
                linked = replace(ink, colour=theme.colours.accent, element=link, link=target)
                _gather(theme, inner, replace(hand, ink=linked, element=link), found)
            case Span(lang=lang, inlines=inner):
                span = Element("Span", hand.element, lang=lang)
                spoken = replace(hand, ink=replace(ink, element=span), element=span)
                _gather(theme, inner, spoken, found)
            case NoteReference():
                found.append((inline.words, _reference_ink(theme, inline, hand)))
            case _:
                assert_never(inline)


def _reference_ink(theme: Theme, reference: NoteReference, hand: _Hand) -> Ink:
    """Give the ink of a reference: it belongs to a link to the note's place."""
    element = Element("Reference", hand.element)
    if hand.ink.link:  # a link holds no other
        return replace(hand.ink, element=element)
    link = Element("Link", element)
    target = Target(link, f"#{note_name(reference.number)}", reference.words)
    return replace(hand.ink, colour=theme.colours.accent, element=link, link=target)


def note_name(number: int) -> str:
    """Give the name that a note's place has in the file."""
    return f"note-{number}"


def heading_name(inlines: Inlines) -> str:
    """Give what a heading is called in the outline: its words, without references."""
    return one_line(tuple(_unreferenced(inlines)))


def _unreferenced(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                yield from _unreferenced(inner)
            case Link(inlines=inner) | Span(inlines=inner):
                yield from _unreferenced(inner)
            case NoteReference():
                pass
            case Text() | LineBreak():
                yield inline
            case _:
                assert_never(inline)


def one_line(inlines: Inlines) -> str:
    """Give the words of inlines as a name: one line, without what only divides words."""
    return " ".join(inline_text(inlines).replace("\u00ad", "").split())


def other_faces(theme: Theme, font: str, *, bold: bool, italic: bool) -> tuple[str, ...]:
    """Give the faces to ask for what a cut lacks: a plain cut has more than a bold one."""
    found: list[str] = []
    for other in theme.others(font):
        found += (other.cut(bold=bold, italic=italic), other.regular)
    own = theme.headings[0] if theme.headings and font != "body" else theme.family
    return (*found, own.regular)


def in_faces(text: str, ink: Ink, others: tuple[str, ...]) -> Iterable[Run]:
    """Divide a run by face: what the first lacks is drawn with the first other that has it."""
    has = face(ink.font).advances
    if text.isascii() or all(character in has for character in text):
        return ((text, ink),)
    found: list[Run] = []
    for character in text:
        now = ink
        if character not in has and character not in "\n\u00ad":
            font = next((other for other in others if character in face(other)), ink.font)
            now = replace(ink, font=font)
        if found and found[-1][1] == now:
            found[-1] = (found[-1][0] + character, now)
        else:
            found.append((character, now))
    return found
