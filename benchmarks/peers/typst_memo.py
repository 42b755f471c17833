"""The document with Typst: markup as one writes it, under a template of one's own.

Owns the way from a document to Typst's markup, which is not timed. The template,
`typst_files/memo.typ`, has the sizes and colours of briefgen's memo. The columns of a table
have the shares that briefgen gives them, so that Typst need not measure what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from briefgen import document as d
from briefgen.theme import Theme
from briefgen.writers.widths import column_widths

# What is markup anywhere, what is only in a row of its kind, and what is only at a line's start.
ANYWHERE = re.compile(r"[\\*_`$#<>@~\[\]]")
TOGETHER = re.compile(r"--|//|/\*|\.\.\.")
AT_START = re.compile(r"^(?:[=+\-/]|\d+\.)", re.MULTILINE)


def markup(document: d.Document) -> bytes:
    """Write the document as one would write it in Typst."""
    meta, running = document.meta, document.meta.running
    language, _, region = meta.language.partition("-")
    values = {
        "title": meta.title,
        "author": meta.creator,
        "subject": meta.subject,
        "language": language,
        "region": region or None,
        "head": running.head_start,
        "kind": running.head_end,
        "foot": running.foot_start,
        "draft": running.draft,
        "page-of": running.page_of,
    }
    settings = ", ".join(f"{name}: {_string(value)}" for name, value in values.items())
    body = "\n\n".join(_block(block) for block in document.blocks)
    return f'#import "memo.typ": *\n#show: memo.with({settings})\n\n{body}\n'.encode()


def _string(value: str | None) -> str:
    if value is None:
        return "none"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(block: d.Block) -> str:
    match block:
        case d.Heading(level=level, inlines=inlines):
            return f"{'=' * level} {_inlines(inlines)}"
        case d.Paragraph(inlines=inlines, role=role):
            return _role(_inlines(inlines), role)
        case d.BulletList(items=items, role=role):
            return _role(_items(items, "-"), role)
        case d.NumberedList(items=items):
            return _items(items, "+")
        case d.Quote(blocks=inner) | d.Callout(blocks=inner):
            call = "quote(block: true)" if isinstance(block, d.Quote) else "panel"
            return f"#{call}[{_all(inner)}]"
        case d.FieldList(fields=fields):
            return "\n".join(
                # The label's own colon is words, the one after it is markup.
                f"/ {_inlines(field.label).replace(':', chr(92) + ':')}: {_inlines(field.value)}"
                for field in fields
            )
        case d.Table():
            return _table(block)
        case d.NoteList(notes=notes):
            return _items(tuple(note.blocks for note in notes), "+")
        case d.Rule():
            return "#rule"
        case d.Figure():
            return ""  # the sample has none
        case _:
            assert_never(block)


def _all(blocks: Iterable[d.Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _role(text: str, role: d.Role) -> str:
    return text if role is d.Role.BODY else f"#{role.value}[{text}]"


def _items(items: tuple[tuple[d.Block, ...], ...], mark: str) -> str:
    return "\n".join(f"{mark} {_all(item)}".replace("\n", "\n  ") for item in items)


def _table(block: d.Table) -> str:
    shares = ", ".join(f"{width:.0f}fr" for width in _widths(block))
    sides = ", ".join(column.align.value for column in block.columns)
    header = ", ".join(f"[{_inlines(column.label)}]" for column in block.columns)
    rows = "\n".join(
        "  " + " ".join(f"[{_all(cell.blocks)}]," for cell in row) for row in block.rows
    )
    caption = f"[{_inlines(block.caption)}]" if block.caption else "none"
    return (
        f"#listing(\n  columns: ({shares},),\n  align: ({sides},),\n  caption: {caption},\n"
        f"  header: ({header},),\n{rows}\n)"
    )


def _widths(block: d.Table) -> tuple[float, ...]:
    looks = Theme()  # the council's differs from it in its colours alone
    return column_widths(block, looks, looks.page.measure)


def _inlines(inlines: d.Inlines) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case d.Text(text):
                parts.append(_text(text))
            case d.Strong(inlines=inner):
                parts.append(f"#strong[{_inlines(inner)}];")
            case d.Emphasis(inlines=inner):
                parts.append(f"#emph[{_inlines(inner)}];")
            case d.Link(href=href, inlines=inner):
                parts.append(f"#link({_string(href)})[{_inlines(inner)}];")
            case d.Span(lang=lang, inlines=inner):
                parts.append(f"#text(lang: {_string(lang[:2])})[{_inlines(inner)}];")
            case d.LineBreak():
                parts.append(" \\\n")
            case d.NoteReference():
                parts.append(_text(inline.words))
            case _:
                assert_never(inline)
    return "".join(parts)


def _text(text: str) -> str:
    text = ANYWHERE.sub(r"\\\g<0>", text)
    text = TOGETHER.sub(lambda found: "\\" + "\\".join(found.group()), text)
    return AT_START.sub(lambda f: f.group()[:-1] + "\\" + f.group()[-1], text)
