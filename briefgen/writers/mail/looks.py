"""The looks of a mail: a theme's sizes and spaces as styles that each element carries.

Owns all CSS of a mail. Must not know a block's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefgen.document import Align, Role
from briefgen.theme import TextStyle, Theme

WIDTH = 640  # pixels, of the page
_BODY, _LEAST = 16, 14  # pixels, of running text and of the smallest
_SIDES = {Align.START: "", Align.CENTER: "text-align:center", Align.END: "text-align:right"}
_UNSAFE = re.compile(r"[^A-Za-z0-9 -]+")


@dataclass(frozen=True, slots=True)
class Looks:
    """The style of each element, as what stands in its attribute."""

    page: str
    headings: tuple[str, ...]
    paragraphs: dict[Role, str]
    bullets: str
    item: str
    quote: str
    panel: str
    rule: str
    fields: str
    label: str
    value: str
    wide: str
    table: str
    caption: str
    head: str
    cell: str

    def heading(self, level: int, *, first: bool = False) -> str:
        """Give the style of a heading; one that is the first of a panel has no space over it."""
        style = self.headings[min(max(level, 1), len(self.headings)) - 1]
        return f"{style};margin-top:0" if first else style


@lru_cache(maxsize=16)
def looks(theme: Theme) -> Looks:
    """Give the looks of a mail in a theme."""
    made = _Maker(theme)
    styles, colours, table = theme.styles, theme.colours, theme.table
    space = made.pixels(styles.body.after) + 6
    indent = made.pixels(theme.list_indent) + 8
    line = f"{max(round(table.row_rule), 1)}px solid #{colours.hairline}"
    strong = f"{max(round(table.header_rule), 1) + 1}px solid #{colours.rule}"
    over, along = made.pixels(table.pad_block), made.pixels(table.pad_inline) + 2
    pads = f"padding:{over}px {along}px {over}px 0"
    return Looks(
        page=_joined(
            f"max-width:{WIDTH - 32}px;margin:0 auto;padding:16px",
            made.family(styles.body),
            made.size(styles.body),
            "word-wrap:break-word;overflow-wrap:break-word",
        ),
        headings=tuple(
            _joined(f"margin:{20 if level > 1 else 8}px 0 8px", made.text(theme.heading(level)))
            for level in range(1, 7)
        ),
        paragraphs={role: _paragraph(made, theme.paragraph(role), role, space) for role in Role},
        bullets=f"margin:0 0 {space}px {indent}px;padding:0",
        item=f"margin:0 0 {made.pixels(theme.list_gap) + 2}px",
        quote=f"margin:0 0 {space}px {indent}px;padding:0",
        panel=f"margin:0 0 {space}px;padding:8px 0 2px 14px;"
        f"border-left:{max(round(theme.callout_bar), 3)}px solid #{colours.rule}",
        rule=f"margin:{space + 8}px 0;border:0;border-top:1px solid #{colours.hairline}",
        fields=f"margin:0 0 {space}px",
        label="display:inline;font-weight:bold",
        value="display:inline;margin:0",
        wide=f"margin:0 0 {space + 8}px;overflow-x:auto",
        table="width:100%;border-collapse:collapse",
        caption=_joined(
            "padding:0 0 6px;text-align:left",
            made.family(styles.caption),
            made.text(styles.caption),
        ),
        # Word sets a table in a face of its own, unless each cell names one.
        head=_joined(
            f"{pads};border-bottom:{strong};text-align:left;vertical-align:bottom",
            made.family(styles.table_header),
            made.size(styles.table_header),
        ),
        cell=_joined(
            f"{pads};border-bottom:{line};text-align:left;vertical-align:top",
            made.family(styles.table_cell),
            made.size(styles.table_cell),
        ),
    )


def beside(style: str, align: Align) -> str:
    """Give the style of a cell in a column that stands at another side."""
    side = _SIDES[align]
    return style.replace("text-align:left", side) if side else style


def _paragraph(made: _Maker, style: TextStyle, role: Role, space: int) -> str:
    if role is Role.BODY:  # its looks are those of the page
        return f"margin:0 0 {space}px"
    framed = "padding:8px 12px;border:2px solid" if role is Role.STATUS else ""
    return _joined(f"margin:0 0 {space}px", framed, made.text(style))


def _joined(*parts: str) -> str:
    return ";".join(filter(None, parts))


class _Maker:
    """Turns the points of a theme into pixels: running text has the size that mails have."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.scale = max(96 / 72, _BODY / theme.styles.body.size)

    def pixels(self, points: float) -> int:
        return round(points * self.scale)

    def size(self, style: TextStyle) -> str:
        size = max(self.pixels(style.size), _LEAST)
        return f"font-size:{size}px;line-height:{max(style.leading / style.size, 1.25):.3g}"

    def text(self, style: TextStyle) -> str:
        """Give how text stands; one that names no weight has the element's own."""
        return _joined(
            self.family(style) if style.font != self.theme.styles.body.font else "",
            self.size(style),
            f"font-weight:{'bold' if style.bold else 'normal'}",
            "font-style:italic" if style.italic else "",
            _SIDES[style.align],
        )

    def family(self, style: TextStyle) -> str:
        """Give the faces of a style, and what a reader without them is to take."""
        face = self.theme.face(style)
        name = _UNSAFE.sub("", face.name)
        return f"font-family:'{name}',{face.generic}"
