"""A page on paper: its margins, and what stands around the text on every sheet.

Owns CSS for print. Must not know a block. On paper a rem is so many points that every
length is the theme's, and a sheet looks as one of the PDF does.
"""

from __future__ import annotations

from functools import lru_cache

from briefgen.document import Running
from briefgen.fonts import face
from briefgen.theme import TextStyle, Theme
from briefgen.writers.html.lengths import POINTS
from briefgen.writers.html.sheet import family, string
from briefgen.writers.shortened import PLACEHOLDER, shortened, widest

_GAP = 18.0  # between what stands in one margin


@lru_cache(maxsize=64)
def paper(theme: Theme, running: Running) -> str:
    """Give the rules for paper.

    A browser that can draw in the margins does, on every sheet; another prints the
    foot of the page once, after the text.
    """
    page = theme.page
    margins = f"{page.top:g}pt {page.right:g}pt {page.bottom:g}pt {page.left:g}pt"
    return f"""\
@media print {{
  html {{ font-size: {POINTS:g}pt; }}
  body {{ padding: 0; }}
  main, footer {{ padding-inline: 0; }}
  .skip, .back {{ display: none; }}
  thead {{ display: table-header-group; }}
  thead > tr > * {{ min-width: 0; }}
  thead > tr > *, .panel {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
  h1, h2, h3, h4, h5, h6, caption, thead, .eyebrow, .status {{ break-after: avoid; }}
  tbody > tr:first-child {{ break-after: avoid; }}
  tr, dl > div, img {{ break-inside: avoid; }}
  .closing, footer, tbody > tr:last-child {{ break-before: avoid; }}
  p, li, dd {{ orphans: 2; widows: 2; }}
  @supports at-rule(@bottom-left) {{ footer {{ display: none; }} }}
}}
@page {{
  margin: {margins};
{_head(theme, running)}
{_foot(theme, running)}
}}
@page :first {{
  @top-left {{ content: none; }}
  @top-right {{ content: none; }}
}}
"""


def _head(theme: Theme, running: Running) -> str:
    style, measure = theme.styles.header, theme.page.measure
    width = _Width(theme, style)
    end = shortened(running.head_end, measure / 2, width)
    start = shortened(running.head_start, measure - width(end) - _GAP, width)
    return "\n".join(
        (
            _box("top-left", _counted(start), style, theme),
            _box("top-right", _counted(end), style, theme),
        )
    )


def _foot(theme: Theme, running: Running) -> str:
    """Give the foot: a draft is said in the middle, or over the rest if that is too long."""
    style, measure = theme.styles.footer, theme.page.measure
    width, bold = _Width(theme, style), _Width(theme, style, bold=True)
    pages = width(running.page_of)
    start = shortened(running.foot_start, measure - pages - _GAP, width)
    boxes = [_box("bottom-right", _counted(running.page_of), style, theme)]
    if not running.draft:
        boxes.append(_box("bottom-left", _counted(start), style, theme))
    elif max(width(start), pages) + _GAP + bold(running.draft) / 2 <= measure / 2:
        boxes.append(_box("bottom-left", _counted(start), style, theme))
        boxes.append(_box("bottom-center", string(running.draft), style, theme, bold=True))
    else:
        start = shortened(running.foot_start, measure - pages - _GAP, bold)
        lines = rf'{string(running.draft)} "\A" {_counted(start)}'
        boxes.append(_box("bottom-left", lines, style, theme, bold=True))
    return "\n".join(boxes)


def _box(name: str, content: str, style: TextStyle, theme: Theme, *, bold: bool = False) -> str:
    weight = "bold " if bold or style.bold else ""
    slant = "italic " if style.italic else ""
    font = f"{slant}{weight}{style.size:g}pt/{style.leading:g}pt {family(theme, style)}"
    colour = theme.colour(style.colour)
    return f"  @{name} {{ content: {content}; font: {font}; color: #{colour}; white-space: pre; }}"


class _Width:
    """How wide words are in a style, in points."""

    def __init__(self, theme: Theme, style: TextStyle, *, bold: bool = False) -> None:
        self.face = face(theme.face(style).cut(bold=bold or style.bold, italic=style.italic))
        self.size = style.size

    def __call__(self, text: str) -> float:
        return self.face.width(widest(text), self.size)


def _counted(pattern: str) -> str:
    """Give a pattern with `{page}` and `{pages}` as the content of a margin."""
    parts = [
        f"counter({piece})" if index % 2 else string(piece)
        for index, piece in enumerate(PLACEHOLDER.split(pattern))
    ]
    return " ".join(part for part in parts if part != '""') or '""'
