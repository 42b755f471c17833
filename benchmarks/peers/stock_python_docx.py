"""The document with python-docx, as its quick start and user guide teach.

The default template, its built-in styles with briefgen's face and sizes, `add_table` and
`add_row().cells`. Lighter than briefgen's file in three things: the columns of a table are of
one width, and, since python-docx has no call for them, a link is underlined words and the
footer bears no page number.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import Any, assert_never

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from briefgen import document as d
from briefgen.theme import TextStyle, Theme

ALIGN = {
    d.Align.START: WD_ALIGN_PARAGRAPH.LEFT,
    d.Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    d.Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}


def write(document: d.Document, theme: Theme) -> bytes:
    """Compose the document and give the DOCX."""
    word = docx.Document()
    page, running = theme.page, document.meta.running
    section = word.sections[0]
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.left_margin, section.right_margin = Pt(page.left), Pt(page.right)
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
    section.header.paragraphs[0].text = f"{running.head_start}\t\t{running.head_end}"
    section.footer.paragraphs[0].text = running.foot_start
    _set_style(word.styles["Normal"], theme.styles.body, theme)
    _set_style(word.styles["Heading 1"], theme.styles.title, theme)
    _set_style(word.styles["Heading 2"], theme.styles.heading2, theme)
    _set_style(word.styles["Heading 3"], theme.styles.heading3, theme)
    word.core_properties.title = document.meta.title
    word.core_properties.author = document.meta.creator
    word.core_properties.language = document.meta.language
    _add_all(word, document.blocks, theme)
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def _set_style(style: Any, look: TextStyle, theme: Theme) -> None:
    style.font.name = theme.family.name
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.color.rgb = RGBColor.from_string(theme.colour(look.colour))
    style.paragraph_format.line_spacing = Pt(look.leading)
    style.paragraph_format.space_before = Pt(look.before)
    style.paragraph_format.space_after = Pt(look.after)


def _add_all(word: Any, blocks: Iterable[d.Block], theme: Theme, style: str = "Normal") -> None:
    for block in blocks:
        match block:
            case d.Heading(level=level, inlines=inlines):
                _add_runs(word.add_heading("", level), inlines)
            case d.Paragraph(inlines=inlines, role=role):
                paragraph = word.add_paragraph(style=style)
                paragraph.alignment = ALIGN[theme.paragraph(role).align]
                _add_runs(paragraph, inlines)
            case d.BulletList(items=items):
                _add_all(word, chain(*items), theme, "List Bullet")
            case d.NumberedList(items=items):
                _add_all(word, chain(*items), theme, "List Number")
            case d.Quote(blocks=inner) | d.Callout(blocks=inner):
                _add_all(word, inner, theme, "Quote")
            case d.FieldList(fields=fields):
                _add_fields(word, fields)
            case d.Table():
                _add_table(word, block, theme)
            case d.NoteList(notes=notes):
                _add_all(word, chain(*(note.blocks for note in notes)), theme, "List Number")
            case d.Rule() | d.Figure():
                word.add_paragraph()
            case _:
                assert_never(block)


def _add_fields(word: Any, fields: tuple[d.Field, ...]) -> None:
    for field in fields:
        paragraph = word.add_paragraph()
        _add_runs(paragraph, field.label, bold=True)
        paragraph.add_run("\t")
        _add_runs(paragraph, field.value)


def _add_table(word: Any, block: d.Table, theme: Theme) -> None:
    if block.caption:
        _add_runs(word.add_paragraph(style="Caption"), block.caption)
    table = word.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _add_runs(cell.paragraphs[0], column.label, bold=True)
    for row in block.rows:
        cells = table.add_row().cells
        for cell, entry, column in zip(cells, row, block.columns, strict=True):
            _fill(cell, entry, theme)
            cell.paragraphs[0].alignment = ALIGN[column.align]


def _fill(cell: Any, entry: d.Cell, theme: Theme) -> None:
    match entry.blocks:
        case (d.Paragraph(inlines=inlines),):
            _add_runs(cell.paragraphs[0], inlines)
        case blocks:
            _add_all(cell, blocks, theme)


def _add_runs(
    paragraph: Any, inlines: d.Inlines, *, bold: bool | None = None, italic: bool | None = None
) -> None:
    for inline in inlines:
        match inline:
            case d.Text(text):
                run = paragraph.add_run(text)
                run.bold, run.italic = bold, italic
            case d.Strong(inlines=inner):
                _add_runs(paragraph, inner, bold=True, italic=italic)
            case d.Emphasis(inlines=inner):
                _add_runs(paragraph, inner, bold=bold, italic=True)
            case d.Link(inlines=inner):
                paragraph.add_run(d.inline_text(inner)).underline = True
            case d.Span(inlines=inner):
                _add_runs(paragraph, inner, bold=bold, italic=italic)
            case d.LineBreak():
                paragraph.add_run().add_break()
            case d.NoteReference():
                paragraph.add_run(inline.words)
            case _:
                assert_never(inline)
