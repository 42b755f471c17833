"""What stands around the text on every page: the running head and the footer.

Owns the header and footer parts. Must not know the body. Fields carry a result, so
that nobody is asked to update them on opening. Words that would run into each other
are shortened, or get a line of their own.
"""

from __future__ import annotations

from functools import partial

from briefgen.document import Running
from briefgen.fonts import face
from briefgen.theme import TextStyle, Theme
from briefgen.writers.docx import names
from briefgen.writers.docx.inline import Links, Runs, Voice, escape
from briefgen.writers.docx.lengths import twips
from briefgen.writers.shortened import PLACEHOLDER, shortened, widest

_GAP = 18.0
_DRAFT_SPACE = 120  # twips
_TAB = "<w:r><w:tab/></w:r>"


def header(running: Running, theme: Theme, stops: tuple[int, ...] = ()) -> str:
    """Give the header of all pages but the first; `stops` are tab stops of its style."""
    return part("hdr", _header(running, theme).replace("<w:tabs>", f"<w:tabs>{_cleared(stops)}"))


def footer(running: Running, theme: Theme, page: int, stops: tuple[int, ...] = ()) -> str:
    """Give a footer; `page` is what its numbers say until they are counted."""
    lines = _footer(running, theme, page)
    return part("ftr", lines.replace("<w:tabs>", f"<w:tabs>{_cleared(stops)}"))


def _cleared(stops: tuple[int, ...]) -> str:
    return "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in stops)


def draft_line(running: Running, theme: Theme) -> str:
    """Give the line that says DRAFT, for the header of a letterhead; empty for what is final."""
    if not running.draft:
        return ""
    # A letterhead may reach down to the text, and the line must not touch it.
    space = f'<w:spacing w:before="{_DRAFT_SPACE}" w:after="{_DRAFT_SPACE}"/>'
    return _line(names.HEADER, _draft(running, theme, theme.styles.header), space)


def stacked(root: str, lines: tuple[str, ...], theme: Theme) -> str:
    """Give a header or footer of lines one under the other, as a root element.

    No tab stop is in them that would stand wrong once somebody moves the margins.
    """
    style, look = names.HEADER, theme.styles.header
    if root == "ftr":
        style, look = names.FOOTER, theme.styles.footer
    paragraphs = "".join(_line(style, _said(line, theme, look, 1)) for line in lines)
    return part(root, paragraphs).removeprefix(names.DECLARATION)


def part(root: str, paragraphs: str) -> str:
    """Give a header (`hdr`) or footer (`ftr`) of paragraphs."""
    return f"{names.DECLARATION}<w:{root} {names.W_NAMESPACE}>{paragraphs}</w:{root}>"


def _header(running: Running, theme: Theme) -> str:
    measure, look = theme.page.measure, theme.styles.header
    width = partial(_width, look=look, theme=theme)
    end = shortened(running.head_end, measure / 2, width)
    start = shortened(running.head_start, measure - width(end) - _GAP, width)
    line = _said(start, theme, look, 2) + (_TAB + _said(end, theme, look, 2) if end else "")
    draft = _line(names.HEADER, _draft(running, theme, look)) if running.draft else ""
    return draft + _line(names.HEADER, line, _tabs(right=measure))


def _footer(running: Running, theme: Theme, page: int) -> str:
    measure, look = theme.page.measure, theme.styles.footer
    width = partial(_width, look=look, theme=theme)
    end = width(running.page_of)
    start = shortened(running.foot_start, measure - end - _GAP, width)
    left = _said(start, theme, look, page)
    right = _said(running.page_of, theme, look, page)
    if not running.draft:
        return _line(names.FOOTER, f"{left}{_TAB}{right}", _tabs(right=measure))
    draft = _draft(running, theme, look)
    half = width(running.draft, bold=True) / 2 + _GAP
    if max(width(start), end) + half <= measure / 2:
        tabs = _tabs(center=measure / 2, right=measure)
        return _line(names.FOOTER, f"{left}{_TAB}{draft}{_TAB}{right}", tabs)
    line = _line(names.FOOTER, f"{left}{_TAB}{right}", _tabs(right=measure))
    return _line(names.FOOTER, draft) + line


def _line(style: str, runs: str, tabs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>{runs}</w:p>'


def _tabs(**stops: float) -> str:
    each = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for kind, at in stops.items())
    return f"<w:tabs>{each}</w:tabs>"


def _words(text: str, theme: Theme, look: TextStyle, *, bold: bool = False) -> str:
    voice = Voice(strong=bold, bold_style=look.bold, font=look.font)
    return Runs(theme, Links()).words(text, voice)


def _draft(running: Running, theme: Theme, look: TextStyle) -> str:
    return _words(running.draft, theme, look, bold=True)


def _said(pattern: str, theme: Theme, look: TextStyle, page: int) -> str:
    """Give the runs of a text in which the number of the page may stand, and of all pages."""
    runs = []
    for index, piece in enumerate(PLACEHOLDER.split(pattern)):
        if index % 2:
            runs.append(_field("PAGE" if piece == "page" else "NUMPAGES", page))
        else:
            runs.append(_words(piece, theme, look))
    return "".join(runs)


def _field(code: str, result: int) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _width(text: str, look: TextStyle, theme: Theme, *, bold: bool = False) -> float:
    cut = theme.face(look).cut(bold=bold or look.bold, italic=look.italic)
    return face(cut).width(widest(text), look.size)
