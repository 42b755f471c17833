"""One paragraph as XML, its properties in the order that the schema asks for.

Owns `w:pPr`. Must not know a block: it is told a style and what differs from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.theme import Theme
from briefgen.writers.docx.lengths import eighths, twips
from briefgen.writers.docx.styles import Sheet

# From the last line of text down to a rule that is drawn under it, and from there on.
_RULE_SPACE = 6
RULE_AFTER = 10.0


@dataclass(frozen=True, slots=True)
class Indents:
    """Where the lines of a paragraph begin and end, in points from the text margins."""

    left: float = 0.0
    hanging: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph has of its own; `None` and empty words leave it to the style."""

    sheet: Sheet
    indents: Indents | None = None
    before: float | None = None
    after: float | None = None
    keep_next: bool = False
    number: str = ""
    border: str = ""
    align: str = ""

    def properties(self) -> str:
        """Give `w:pPr`; empty for a paragraph that is its style and no more."""
        sheet = self.sheet
        keep = (self.keep_next or sheet.keeps) and not sheet.look.keep_with_next
        style = "" if self.sheet.id == "Normal" else f'<w:pStyle w:val="{self.sheet.id}"/>'
        xml = (
            f"{style}{'<w:keepNext/>' if keep else ''}{self.number}{self.border}"
            f"{self._spacing()}{self._indent()}{self.align}"
        )
        return f"<w:pPr>{xml}</w:pPr>" if xml else ""

    def _spacing(self) -> str:
        look = self.sheet.look
        before = "" if self.before in (None, look.before) else f' w:before="{_twips(self.before)}"'
        after = "" if self.after in (None, look.after) else f' w:after="{_twips(self.after)}"'
        return f"<w:spacing{before}{after}/>" if before or after else ""

    def _indent(self) -> str:
        if self.indents is None:
            return ""
        sheet, own = self.sheet, self.indents
        if not self.number and own == Indents(sheet.left, sheet.hanging, sheet.right):
            return ""
        hanging = twips(own.hanging)
        # A style's hanging indent must be taken back in so many words.
        first = f' w:hanging="{hanging}"' if hanging else ' w:firstLine="0"'
        return f'<w:ind w:left="{twips(own.left)}" w:right="{twips(own.right)}"{first}/>'


def _twips(points: float | None) -> int:
    return twips(points or 0.0)


def rule_border(theme: Theme, *, again: bool) -> str:
    """Give the border that draws a rule under a paragraph.

    `again` says that the paragraph before has one too. Of two borders that are the
    same, readers draw the last alone: the second differs by a shade that nobody sees.
    """
    colour = f"{int(theme.colours.rule, 16) ^ again:06X}"
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths(theme.head_rule)}"'
        f' w:space="{_RULE_SPACE}" w:color="{colour}"/></w:pBdr>'
    )
