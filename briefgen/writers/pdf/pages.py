"""Strips -> pages: where each begins, and what stands around the text.

Owns page breaks, headers and footers. Must not know blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen.document import Running
from briefgen.fonts import face
from briefgen.theme import TextStyle, Theme
from briefgen.writers.pdf.canvas import TaggedCanvas
from briefgen.writers.pdf.file import Bookmark
from briefgen.writers.pdf.lines import Ink, width
from briefgen.writers.pdf.runs import in_faces, other_faces
from briefgen.writers.pdf.strips import Panel, Strip, draw
from briefgen.writers.shortened import PLACEHOLDER, shortened

_EDGE = 28.0  # from the edge of the sheet to its running text
_GAP = 12.0
_WHITE = "FFFFFF"


@dataclass(slots=True)
class Placed:
    """A strip on a page: the top of it, measured from the top of the text."""

    strip: Strip
    top: float
    again: bool = False


def paged(strips: list[Strip], room: float) -> list[list[Placed]]:
    """Put strips on pages of so much room; breaks are where no strip forbids them."""
    pages: list[list[Placed]] = []
    start = 0
    while start < len(strips):
        page, end = _page(strips, start, room)
        pages.append(page)
        start = end
    return pages or [[]]


def _page(strips: list[Strip], start: int, room: float) -> tuple[list[Placed], int]:
    page: list[Placed] = []
    top = 0.0
    if start and _one_panel(strips, start - 1):
        page.append(_edge(strips[start].panel, top))
        top += page[-1].strip.height
    if (head := strips[start].head) is not None:
        page.append(Placed(head, top, again=True))
        top += head.height
    first = len(page)
    allowed = 0  # how many strips the page may end after
    index = start
    while index < len(strips):
        strip = strips[index]
        gap = strip.gap if index > start else 0.0
        below = strip.panel.edge if strip.panel and _one_panel(strips, index) else 0.0
        if top + gap + strip.height + below > room and index > start:
            break
        page.append(Placed(strip, top + gap))
        top += gap + strip.height
        index += 1
        if not strip.keep:
            allowed = index - start
    if index < len(strips):
        # What must stay together goes over together, unless it fills a page by itself.
        count = allowed or index - start
        del page[first + count :]
        index = start + count
        if _one_panel(strips, index - 1):
            end = page[-1]
            page.append(_edge(end.strip.panel, end.top + end.strip.height))
    return page, index


def _one_panel(strips: list[Strip], index: int) -> bool:
    """Say whether a strip and the next stand in the same panel."""
    panel = strips[index].panel
    return panel is not None and index + 1 < len(strips) and strips[index + 1].panel is panel


def _edge(panel: Panel | None, top: float) -> Placed:
    """Give the ground above or below the words where a page divides a panel."""
    return Placed(Strip(panel.edge if panel else 0.0, panel=panel), top)


def draw_pages(
    canvas: TaggedCanvas, pages: list[list[Placed]], theme: Theme, running: Running
) -> list[Bookmark]:
    """Draw all pages; give the headings' places for the outline."""
    sheet = theme.page
    bookmarks: list[Bookmark] = []
    for number, page in enumerate(pages):
        canvas.open_sheet()
        edge = sheet.height - sheet.top
        _panels(canvas, page, sheet.left, edge)
        for placed in page:
            if placed.strip.bookmark and not placed.again:
                level, title = placed.strip.bookmark
                bookmarks.append(Bookmark(level, title, number, edge - placed.top))
            draw(canvas, placed.strip, sheet.left, edge - placed.top, again=placed.again)
        _Around(canvas, theme, running).draw(number + 1, len(pages))
        canvas.close_sheet()
    return bookmarks


def _panels(canvas: TaggedCanvas, page: list[Placed], left: float, edge: float) -> None:
    """Draw the grounds of panels: each from its first strip on the page to its last."""
    for panel, group in groupby(page, key=lambda placed: placed.strip.panel):
        if panel is None:
            continue
        held = list(group)
        top, last = held[0].top, held[-1]
        height = last.top + last.strip.height - top
        low = edge - top - height
        if panel.ground != _WHITE:
            canvas.fill(left + panel.x, low, panel.width, height, panel.ground)
        canvas.fill(left + panel.x, low, panel.bar, height, panel.accent)


class _Around:
    """Draws header and footer of one page."""

    def __init__(self, canvas: TaggedCanvas, theme: Theme, running: Running) -> None:
        self.canvas = canvas
        self.theme = theme
        self.running = running
        self.numbers: dict[str, str] = {}

    def draw(self, page: int, pages: int) -> None:
        self.numbers = {"page": str(page), "pages": str(pages)}
        if page > 1:
            self._head()
        self._foot()

    def _counted(self, pattern: str) -> str:
        """Give a text with the numbers of this page and of all."""
        if "{" not in pattern:
            return pattern
        return PLACEHOLDER.sub(lambda found: self.numbers[found[1]], pattern)

    def _head(self) -> None:
        sheet, style, running = self.theme.page, self.theme.styles.header, self.running
        self.canvas.begin_artifact("Header")
        y = sheet.height - _EDGE - style.size
        if running.draft:
            self._text(running.draft, style, sheet.left, y, bold=True)
            y -= style.leading
        end = self._fitted(self._counted(running.head_end), style, sheet.measure / 2)
        wide = self._width(end, style)
        room = sheet.measure - (wide + _GAP if end else 0.0)
        start = self._fitted(self._counted(running.head_start), style, room)
        self._text(start, style, sheet.left, y)
        self._text(end, style, sheet.width - sheet.right - wide, y)

    def _foot(self) -> None:
        sheet, style, running = self.theme.page, self.theme.styles.footer, self.running
        self.canvas.begin_artifact("Footer")
        y = _EDGE + style.leading - style.size
        count = self._counted(running.page_of)
        wide = self._width(count, style)
        self._text(count, style, sheet.width - sheet.right - wide, y)
        room = sheet.measure - wide - _GAP
        start = self._fitted(self._counted(running.foot_start), style, room)
        self._text(start, style, sheet.left, y)
        if not running.draft:
            return
        draft = self._width(running.draft, style, bold=True)
        middle = (sheet.width - draft) / 2
        free = sheet.left + self._width(start, style) + _GAP
        if middle >= free and middle + draft + _GAP <= sheet.width - sheet.right - wide:
            self._text(running.draft, style, middle, y, bold=True)
        else:
            self._text(running.draft, style, sheet.left, y + style.leading, bold=True)

    def _ink(self, style: TextStyle, *, bold: bool) -> Ink:
        font = self.theme.face(style).cut(bold=bold or style.bold, italic=style.italic)
        return Ink(font, style.size, self.theme.colour(style.colour))

    def _pieces(self, text: str, style: TextStyle, *, bold: bool) -> Iterator[tuple[str, Ink]]:
        ink = self._ink(style, bold=bold)
        others = other_faces(self.theme, style.font, bold=bold or style.bold, italic=style.italic)
        # What only divides words has no place where lines are cut, not broken.
        yield from in_faces(text.replace("\u00ad", ""), ink, others)

    def _width(self, text: str, style: TextStyle, *, bold: bool = False) -> float:
        return sum(width(piece, ink) for piece, ink in self._pieces(text, style, bold=bold))

    def _fitted(self, text: str, style: TextStyle, room: float) -> str:
        return shortened(text, room, lambda words: self._width(words, style))

    def _text(self, text: str, style: TextStyle, x: float, y: float, *, bold: bool = False) -> None:
        for piece, ink in self._pieces(text, style, bold=bold):
            if piece:
                self.canvas.show(piece, x, y, font=ink.font, size=ink.size, colour=ink.colour)
                x += face(ink.font).width(piece, ink.size)
