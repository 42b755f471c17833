"""The document with docxtpl and LibreOffice: a Word template, rendered, then converted.

Owns the template (made once, not timed), the context that it is rendered with, and the two
processes of one run: `python -m benchmarks.peers.docxtpl_libreoffice TEMPLATE CONTEXT OUT`
renders as docxtpl's documentation teaches, and `soffice --convert-to pdf` makes the PDF.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, assert_never

from briefgen import document as d
from briefgen.theme import Theme

# Paragraphs of the template; {%p %} drops the paragraph that holds it.
TEMPLATE = (
    ("Normal", "{%p for b in blocks %}"),
    ("Normal", "{%p if b.kind == 'title' %}"),
    ("Heading 1", "{{ b.text }}"),
    ("Normal", "{%p elif b.kind == 'heading' %}"),
    ("Heading 2", "{{ b.text }}"),
    ("Normal", "{%p elif b.kind == 'item' %}"),
    ("List Bullet", "{{ b.text }}"),
    ("Normal", "{%p elif b.kind == 'text' %}"),
    ("Normal", "{{ b.text }}"),
    ("Normal", "{%p else %}"),
    ("Caption", "{{ b.caption }}"),
    ("table", ""),
    ("Normal", "{%p endif %}"),
    ("Normal", "{%p endfor %}"),
)
TABLE = (
    ("{%tc for c in b.columns %}", "{{ c }}", "{%tc endfor %}"),
    ("{%tr for row in b.rows %}", "", ""),
    ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
    ("{%tr endfor %}", "", ""),
)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The files of one run, in a folder of its own."""

    soffice: str
    template: Path
    context: Path
    folder: Path

    def __call__(self) -> None:
        """Make the DOCX and the PDF, in fresh processes."""
        word = self.folder / "peer.docx"
        module = [sys.executable, "-m", __name__]
        subprocess.run([*module, self.template, self.context, word], check=True)
        subprocess.run(
            [
                self.soffice,
                # A profile of its own: LibreOffice must not meet one that is in use.
                f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                self.folder,
                word,
            ],
            check=True,
            capture_output=True,
        )
        if not word.with_suffix(".pdf").is_file():
            raise RuntimeError("LibreOffice wrote no PDF")


def prepare(document: d.Document, theme: Theme, soffice: str, folder: Path) -> Pipeline:
    """Make the template and the context, and let LibreOffice set up its profile."""
    template, context = folder / "template.docx", folder / "context.json"
    _make_template(template, theme)
    context.write_text(json.dumps({"blocks": list(_context(document.blocks))}), encoding="utf-8")
    pipeline = Pipeline(soffice, template, context, folder)
    pipeline()
    return pipeline


def _make_template(path: Path, theme: Theme) -> None:
    import docx
    from docx.shared import Pt

    word = docx.Document()
    word.styles["Normal"].font.name = theme.family.name
    word.styles["Normal"].font.size = Pt(theme.styles.body.size)
    for style, text in TEMPLATE:
        if style != "table":
            word.add_paragraph(text, style)
            continue
        table = word.add_table(rows=0, cols=3, style="Table Grid")
        for texts in TABLE:
            for cell, content in zip(table.add_row().cells, texts, strict=True):
                cell.text = content
    word.save(str(path))


def _context(blocks: Iterable[d.Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case d.Heading(level=level, inlines=inlines):
                kind = "title" if level == 1 else "heading"
                yield {"kind": kind, "text": d.inline_text(inlines)}
            case d.Paragraph(inlines=inlines):
                yield {"kind": "text", "text": d.inline_text(inlines)}
            case d.BulletList(items=items) | d.NumberedList(items=items):
                for item in items:
                    yield {"kind": "item", "text": "\n".join(d.block_lines(item))}
            case d.Quote(blocks=inner) | d.Callout(blocks=inner):
                yield from _context(inner)
            case d.FieldList():
                for line in d.block_lines([block]):
                    yield {"kind": "text", "text": line}
            case d.Table(columns=columns, rows=rows, caption=caption):
                yield {
                    "kind": "table",
                    "caption": d.inline_text(caption),
                    "columns": [d.inline_text(column.label) for column in columns],
                    "rows": [["\n".join(d.block_lines(c.blocks)) for c in row] for row in rows],
                }
            case d.Rule():
                pass
            case _:
                assert_never(block)


def render(template: Path, context: Path, target: Path) -> None:
    """Render the template with docxtpl, as its documentation teaches."""
    from docxtpl import DocxTemplate

    word = DocxTemplate(template)
    word.render(json.loads(context.read_text(encoding="utf-8")), autoescape=True)
    word.save(target)


if __name__ == "__main__":
    render(*map(Path, sys.argv[1:]))
