"""Strips: what goes down a page, each as high as it is and never divided.

Owns the values between layout and drawing, and the drawing of one strip. Must not know
blocks. Lengths inside a strip are measured from its top left corner, downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import assert_never

from briefgen.document import Image
from briefgen.fonts import face
from briefgen.theme import TextStyle
from briefgen.writers.pdf.canvas import TaggedCanvas
from briefgen.writers.pdf.lines import Line, Segment
from briefgen.writers.pdf.structure import Element

_UNDERLINE = 0.09  # below the baseline, as a share of the size
_UNDERLINE_WIDTH = 0.055


@dataclass(slots=True)
class TextLine:
    """A line of text: where its baseline begins, and the element that it belongs to."""

    x: float
    base: float
    line: Line
    element: Element


@dataclass(slots=True)
class Picture:
    """An image: its lower left corner as a line's baseline begins, and its Figure element."""

    x: float
    base: float
    width: float
    height: float
    image: Image
    element: Element


@dataclass(slots=True)
class Landing:
    """Where links to a note lead: a point on a page. Draws nothing."""

    x: float
    base: float
    name: str
    words: str
    element: Element


@dataclass(slots=True)
class Bar:
    """A filled rectangle: a rule or a ground."""

    x: float
    top: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The ground of a run of strips, with a bar at its start side.

    `edge` is the room between its ground's edge and its words where a page divides it.
    """

    x: float
    width: float
    bar: float
    edge: float
    ground: str
    accent: str


Piece = TextLine | Picture | Landing


@dataclass(slots=True)
class Strip:
    """A part of the flow. `gap` stands above it, but not at the top of a page.

    `pieces` are in the order of reading, which is the order in which they are drawn.
    `keep` forbids a page to end after it; `head` is drawn again where a page begins
    with it; `bookmark` is a heading's level and words.
    """

    height: float
    pieces: list[Piece] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    gap: float = 0.0
    keep: bool = False
    head: Strip | None = None
    panel: Panel | None = None
    bookmark: tuple[int, str] | None = None


def baseline(style: TextStyle, font: str) -> float:
    """Give how far below the top of a line of a style its baseline is."""
    ascent, descent = face(font).ascent, face(font).descent
    return (style.leading - (ascent + descent) * style.size) / 2 + ascent * style.size


def drawn(strip: Strip) -> bool:
    """Say whether a strip draws anything that belongs to the tree."""
    return any(
        isinstance(piece, Picture) or (isinstance(piece, TextLine) and bool(piece.line))
        for piece in strip.pieces
    )


def draw(canvas: TaggedCanvas, strip: Strip, x: float, top: float, *, again: bool = False) -> None:
    """Draw a strip with its top left corner at a point; `again` makes all of it decoration."""
    for bar in strip.bars:
        canvas.fill(x + bar.x, top - bar.top - bar.height, bar.width, bar.height, bar.colour)
    under: list[Bar] = []
    for piece in strip.pieces:
        y = top - piece.base
        if not isinstance(piece, TextLine):
            _place(canvas, piece, x + piece.x, y)
            continue
        for element, segments in _by_element(piece):
            if again:
                canvas.begin_artifact()
            else:
                canvas.begin(element)
            for segment in segments:
                ink = segment.ink
                canvas.show(
                    segment.text,
                    x + piece.x + segment.x,
                    y,
                    font=ink.font,
                    size=ink.size,
                    colour=ink.colour,
                )
        if not again:
            under.extend(_links(canvas, piece.line, x + piece.x, y))
    for bar in under:
        canvas.fill(bar.x, bar.top, bar.width, bar.height, bar.colour)


def _place(canvas: TaggedCanvas, piece: Picture | Landing, x: float, y: float) -> None:
    """Draw what is no text; a strip that is drawn again holds words alone."""
    match piece:
        case Picture():
            canvas.begin(piece.element)
            canvas.picture(piece.element, piece.image, (x, y, piece.width, piece.height))
        case Landing():
            canvas.land(piece.name, y, piece.words, piece.element)
        case _:
            assert_never(piece)


def _by_element(text: TextLine) -> Iterator[tuple[Element, Iterator[Segment]]]:
    line = text.line
    if len(line) == 1:  # nearly always, and grouping costs
        yield line[0].ink.element or text.element, iter(line)
        return
    yield from groupby(line, key=lambda segment: segment.ink.element or text.element)


def _links(canvas: TaggedCanvas, line: Line, x: float, y: float) -> Iterator[Bar]:
    """Put each link of a line over its words; give the lines below those that lead out."""
    for target, segments in groupby(line, key=lambda segment: segment.ink.link):
        if target is None:
            continue
        run = list(segments)
        if not any(segment.text.strip() for segment in run):
            continue  # a space that a line ends with: nothing to point at
        first, last = run[0], run[-1]
        size = first.ink.size
        end = last.x + last.width
        if last.text.endswith(" "):
            end -= face(last.ink.font).width(" ", last.ink.size)
        x0, x1 = x + first.x, x + end
        rectangle = (x0, y - size * 0.25, x1, y + size * 0.85)
        canvas.link(target.element, rectangle, href=target.href, contents=target.words)
        if target.inside:
            continue  # its brackets say that it is one
        low = y - size * (_UNDERLINE + _UNDERLINE_WIDTH)
        yield Bar(x0, low, x1 - x0, size * _UNDERLINE_WIDTH, first.ink.colour)
