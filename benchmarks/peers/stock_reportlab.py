"""The document in untagged ReportLab, with platypus as its user guide teaches.

Stock flowables, stock Paragraph markup, a template's `onPage` for header and footer. The
faces, the sizes and the page are briefgen's. Lighter than briefgen's page in two things: the
columns of a table are of one width, and the footer says "Page 2", since "of 5" takes a canvas
of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any, assert_never
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    HRFlowable,
    ListFlowable,
    ListItem,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from briefgen import document as d
from briefgen.fonts import FOLDER
from briefgen.theme import TextStyle, Theme

ALIGN = {d.Align.START: TA_LEFT, d.Align.CENTER: TA_CENTER, d.Align.END: TA_RIGHT}


def write(document: d.Document, theme: Theme) -> bytes:
    """Draw the document and give the PDF."""
    _register(theme)
    page, running = theme.page, document.meta.running
    target = BytesIO()

    def around(canvas: Any, doc: Any) -> None:
        canvas.saveState()
        canvas.setFont("Face", theme.styles.footer.size)
        canvas.setFillColor(HexColor(f"#{theme.colours.muted}"))
        canvas.drawString(page.left, page.bottom / 2, running.foot_start)
        canvas.drawRightString(page.width - page.right, page.bottom / 2, f"Page {doc.page}")
        if doc.page > 1:
            canvas.drawString(page.left, page.height - page.top / 2, running.head_start)
            canvas.drawRightString(
                page.width - page.right, page.height - page.top / 2, running.head_end
            )
        canvas.restoreState()

    template = SimpleDocTemplate(
        target,
        pagesize=(page.width, page.height),
        leftMargin=page.left,
        rightMargin=page.right,
        topMargin=page.top,
        bottomMargin=page.bottom,
        title=document.meta.title,
        author=document.meta.creator,
        lang=document.meta.language,
    )
    template.build(_story(document.blocks, theme), onFirstPage=around, onLaterPages=around)
    return target.getvalue()


@lru_cache(maxsize=4)
def _register(theme: Theme) -> None:
    family = theme.family
    for name, file in (
        ("Face", family.regular),
        ("Face-Bold", family.bold),
        ("Face-Italic", family.italic),
        ("Face-BoldItalic", family.bold_italic),
    ):
        pdfmetrics.registerFont(TTFont(name, FOLDER / file))
    pdfmetrics.registerFontFamily(
        "Face", normal="Face", bold="Face-Bold", italic="Face-Italic", boldItalic="Face-BoldItalic"
    )


@lru_cache(maxsize=64)
def _style(style: TextStyle, theme: Theme) -> Any:
    return ParagraphStyle(
        "style",
        fontName="Face-Bold" if style.bold else "Face",
        fontSize=style.size,
        leading=style.leading,
        spaceBefore=style.before,
        spaceAfter=style.after,
        textColor=HexColor(f"#{theme.colour(style.colour)}"),
        alignment=ALIGN[style.align],
        keepWithNext=style.keep_with_next,
    )


def _story(blocks: Iterable[d.Block], theme: Theme) -> list[Any]:
    return [flowable for block in blocks for flowable in _flowables(block, theme)]


def _flowables(block: d.Block, theme: Theme) -> list[Any]:
    match block:
        case d.Heading(level=level, inlines=inlines):
            return [Paragraph(_markup(inlines), _style(theme.heading(level), theme))]
        case d.Paragraph(inlines=inlines, role=role):
            return [Paragraph(_markup(inlines), _style(theme.paragraph(role), theme))]
        case d.BulletList(items=items):
            return [_list(items, theme, bulletType="bullet")]
        case d.NumberedList(items=items, start=start):
            return [_list(items, theme, bulletType="1", start=start)]
        case d.Quote(blocks=inner) | d.Callout(blocks=inner):
            panel = Table([[_story(inner, theme)]], colWidths=[theme.page.measure])
            panel.setStyle(TableStyle([("LINEBEFORE", (0, 0), (0, -1), 3, _accent(theme))]))
            return [panel]
        case d.FieldList(fields=fields):
            return _fields(fields, theme)
        case d.Table():
            return _table(block, theme)
        case d.NoteList(notes=notes):
            return [_list(tuple(note.blocks for note in notes), theme, bulletType="1")]
        case d.Figure():
            return []  # the sample has none
        case d.Rule():
            return [HRFlowable(width="100%", color=_accent(theme))]
        case _:
            assert_never(block)


def _accent(theme: Theme) -> Any:
    return HexColor(f"#{theme.colours.accent}")


def _list(items: tuple[tuple[d.Block, ...], ...], theme: Theme, **kind: Any) -> Any:
    entries = [ListItem(_story(item, theme)) for item in items]
    return ListFlowable(entries, leftIndent=theme.list_indent, bulletFontName="Face", **kind)


def _fields(fields: tuple[d.Field, ...], theme: Theme) -> list[Any]:
    style = _style(theme.styles.field, theme)
    rows = [
        [
            Paragraph(f"<b>{_markup(field.label)}</b>", style),
            Paragraph(_markup(field.value), style),
        ]
        for field in fields
    ]
    widths = [theme.field_indent, theme.page.measure - theme.field_indent]
    return [Table(rows, colWidths=widths, hAlign="LEFT"), Spacer(1, 6)]


def _table(block: d.Table, theme: Theme) -> list[Any]:
    head = _style(theme.styles.table_header, theme)
    cell = _style(theme.styles.table_cell, theme)
    look, colours = theme.table, theme.colours
    rows: list[list[Any]] = [[Paragraph(_markup(c.label), head) for c in block.columns]]
    for row in block.rows:
        rows.append([_cell(entry, cell, theme) for entry in row])
    width = theme.page.measure / len(block.columns)
    table = Table(rows, colWidths=[width] * len(block.columns), repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(f"#{colours.tint}")),
                ("LINEBELOW", (0, 0), (-1, 0), look.header_rule, _accent(theme)),
                ("LINEBELOW", (0, 1), (-1, -2), look.row_rule, HexColor(f"#{colours.hairline}")),
                ("LINEBELOW", (0, -1), (-1, -1), look.end_rule, _accent(theme)),
                ("TOPPADDING", (0, 0), (-1, -1), look.pad_block),
                ("BOTTOMPADDING", (0, 0), (-1, -1), look.pad_block),
            ]
        )
    )
    caption = [Paragraph(_markup(block.caption), _style(theme.styles.caption, theme))]
    return [*(caption if block.caption else []), table, Spacer(1, look.after)]


def _cell(entry: d.Cell, style: Any, theme: Theme) -> Any:
    match entry.blocks:
        case (d.Paragraph(inlines=inlines),):
            return Paragraph(_markup(inlines), style)
        case blocks:
            return _story(blocks, theme)


def _markup(inlines: d.Inlines) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case d.Text(text):
                parts.append(escape(text))
            case d.Strong(inlines=inner):
                parts.append(f"<b>{_markup(inner)}</b>")
            case d.Emphasis(inlines=inner):
                parts.append(f"<i>{_markup(inner)}</i>")
            case d.Link(href=href, inlines=inner):
                parts.append(f"<a href={quoteattr(href)}><u>{_markup(inner)}</u></a>")
            case d.Span(inlines=inner):
                parts.append(_markup(inner))
            case d.LineBreak():
                parts.append("<br/>")
            case d.NoteReference():
                parts.append(escape(inline.words))
            case _:
                assert_never(inline)
    return "".join(parts)
