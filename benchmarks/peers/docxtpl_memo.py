"""The document with docxtpl: a Word template and what goes into its places.

Owns the template, made once from the shape of the document and not timed, and the context.
The template is as docxtpl's manual teaches: Word's own styles with a place in each paragraph,
`{%p for %}` over the items of a list, `{%tr for %}` over the rows of a table, places in header
and footer. What is bold is bold in the template. A link is underlined words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, assert_never

from briefgen import document as d
from briefgen.theme import Theme


def context(document: d.Document) -> dict[str, Any]:
    """Give what the template's places are filled with: text, lists and rows by their names."""
    running = document.meta.running
    around = {"head": running.head_start, "kind": running.head_end, "foot": running.foot_start}
    return around | {
        f"b{number}": _value(block) for number, block in enumerate(_flat(document.blocks))
    }


def _flat(blocks: Iterable[d.Block]) -> Iterator[d.Block]:
    for block in blocks:
        match block:
            case d.Quote(blocks=inner) | d.Callout(blocks=inner):
                yield from _flat(inner)
            case _:
                yield block


def _value(block: d.Block) -> Any:
    match block:
        case d.Heading(inlines=inlines) | d.Paragraph(inlines=inlines):
            return _led(inlines)
        case d.BulletList(items=items) | d.NumberedList(items=items):
            return [_item(item) for item in items]
        case d.FieldList(fields=fields):
            return [
                {"label": d.inline_text(field.label), "value": d.inline_text(field.value)}
                for field in fields
            ]
        case d.Table(rows=rows, caption=caption, columns=columns):
            return {
                "caption": d.inline_text(caption),
                "columns": [d.inline_text(column.label) for column in columns],
                "rows": [
                    {f"c{n}": _words(cell.blocks) for n, cell in enumerate(row)} for row in rows
                ],
            }
        case d.NoteList(notes=notes):
            return [_item(note.blocks) for note in notes]
        case d.Quote() | d.Callout() | d.Rule() | d.Figure():
            return ""
        case _:
            assert_never(block)


def _led(inlines: d.Inlines) -> dict[str, str]:
    """Part the bold lead-in from the text after it."""
    match inlines:
        case (d.Strong(inlines=lead), *rest):
            return {"lead": d.inline_text(lead), "text": d.inline_text(rest)}
        case _:
            return {"lead": "", "text": d.inline_text(inlines)}


def _item(blocks: tuple[d.Block, ...]) -> dict[str, str]:
    match blocks:
        case (d.Paragraph(inlines=inlines),):
            return _led(inlines)
        case _:
            return {"lead": "", "text": _words(blocks)}


def _words(blocks: Iterable[d.Block]) -> str:
    return "\n".join(d.block_lines(blocks))


def make_template(path: Path, document: d.Document, theme: Theme) -> None:
    """Make the Word template for documents of this shape."""
    import docx
    from docx.shared import Pt

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Pt(theme.page.width), Pt(theme.page.height)
    section.header.paragraphs[0].text = "{{ head }}\t\t{{ kind }}"
    section.footer.paragraphs[0].text = "{{ foot }}"
    word.styles["Normal"].font.name = theme.family.name
    word.styles["Normal"].font.size = Pt(theme.styles.body.size)
    for number, block in enumerate(_flat(document.blocks)):
        _places(word, block, f"b{number}")
    word.save(str(path))


def _places(word: Any, block: d.Block, name: str) -> None:
    match block:
        case d.Heading(level=level):
            word.add_heading(f"{{{{ {name}.text }}}}", level)
        case d.Paragraph():
            _led_place(word.add_paragraph(), name)
        case d.BulletList() | d.NoteList():
            _list_places(word, name, "List Bullet")
        case d.NumberedList():
            _list_places(word, name, "List Number")
        case d.FieldList():
            word.add_paragraph(f"{{%p for field in {name} %}}")
            paragraph = word.add_paragraph()
            paragraph.add_run("{{ field.label }}").bold = True
            paragraph.add_run("\t{{ field.value }}")
            word.add_paragraph("{%p endfor %}")
        case d.Table(columns=columns):
            word.add_paragraph(f"{{{{ {name}.caption }}}}", "Caption")
            _table_places(word, name, len(columns))
        case d.Rule() | d.Figure():
            word.add_paragraph()
        case d.Quote() | d.Callout():
            pass  # what they hold has places of its own
        case _:
            assert_never(block)


def _led_place(paragraph: Any, name: str) -> None:
    paragraph.add_run(f"{{{{ {name}.lead }}}}").bold = True
    paragraph.add_run(f"{{{{ {name}.text }}}}")


def _list_places(word: Any, name: str, style: str) -> None:
    word.add_paragraph(f"{{%p for item in {name} %}}")
    _led_place(word.add_paragraph(style=style), "item")
    word.add_paragraph("{%p endfor %}")


def _table_places(word: Any, name: str, columns: int) -> None:
    from docx.oxml import OxmlElement

    table = word.add_table(rows=4, cols=columns, style="Table Grid")
    heads, loop, row, end = (entry.cells for entry in table.rows)
    for number in range(columns):
        heads[number].paragraphs[0].add_run(f"{{{{ {name}.columns[{number}] }}}}").bold = True
        row[number].text = f"{{{{ row.c{number} }}}}"
    loop[0].text = f"{{%tr for row in {name}.rows %}}"
    end[0].text = "{%tr endfor %}"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
