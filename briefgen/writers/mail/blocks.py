"""Blocks and words as the HTML of a mail: plain elements, each with its style.

Owns which element a block becomes. Must not know how it looks, nor the page around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Emphasis,
    FieldList,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteList,
    NoteReference,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Strong,
    Table,
    Text,
    inline_text,
)
from briefgen.errors import Diagnostic, warning
from briefgen.writers.elements import SCHEMES, attribute, escape, lang_of
from briefgen.writers.mail.looks import Looks, beside

# Numbers, letters, Roman numbers, by how deep a list stands among lists.
_NUMBERS = ("", ' type="a"', ' type="i"')
_BROAD_FROM = 3  # columns, from which on a table may have to scroll on a phone


class Body:
    """Writes the words of one mail, and remembers what it could not say."""

    def __init__(self, looks: Looks) -> None:
        """Start an empty body."""
        self.looks = looks
        self.diagnostics: list[Diagnostic] = []

    def write(self, blocks: Iterable[Block], depth: int = 0) -> str:
        """Give blocks, `depth` lists deep."""
        return "\n".join(filter(None, [self._block(block, depth) for block in blocks]))

    def _block(self, block: Block, depth: int) -> str:
        match block:
            case Heading():
                return self._heading(block, self.looks.heading(block.level))
            case Paragraph(inlines=inlines, role=role, lang=lang):
                return _element("p", self._words(inlines), self.looks.paragraphs[role], lang)
            case BulletList() | NumberedList():
                return self._list(block, depth)
            case Quote(blocks=inner, lang=lang):
                return _around("blockquote", self.write(inner, depth), self.looks.quote, lang)
            case Callout():
                return self._panel(block)
            case FieldList():
                return self._fields(block)
            case Table():
                return self._table(block)
            case Rule():
                return f'<hr aria-hidden="true" style="{self.looks.rule}">'
            case Figure():
                return ""
            case NoteList():
                return self._notes(block)
            case _:
                assert_never(block)

    def _heading(self, block: Heading, style: str) -> str:
        tag = f"h{min(max(block.level, 1), 6)}"
        return _element(tag, self._words(block.inlines), style, block.lang)

    def _panel(self, block: Callout) -> str:
        match block.blocks:
            case (Heading() as first, *others):  # it needs no space over it
                head = self._heading(first, self.looks.heading(first.level, first=True))
                inner = "\n".join(filter(None, (head, self.write(others))))
            case blocks:
                inner = self.write(blocks)
        return _around("div", inner, self.looks.panel, block.lang)

    # --- lists, fields, notes ------------------------------------------------

    def _list(self, block: BulletList | NumberedList, depth: int) -> str:
        tag, kind = "ul", ""
        if isinstance(block, NumberedList):
            tag, kind = "ol", _NUMBERS[depth % len(_NUMBERS)]
            kind += f' start="{block.start}"' if block.start != 1 else ""
        items = [self._item(item, block.role, depth) for item in block.items]
        return _around(tag, "\n".join(items), self.looks.bullets, block.lang, kind)

    def _item(self, item: tuple[Block, ...], role: Role, depth: int, kind: str = "") -> str:
        style = self.looks.item
        if role is not Role.BODY:
            style = f"{self.looks.paragraphs[role]};{style}"
        lang, words = self._held(item, depth + 1, role)
        return f'<li{kind}{lang} style="{style}">{words}</li>'

    def _held(
        self, blocks: tuple[Block, ...], depth: int, like: Role = Role.BODY
    ) -> tuple[str, str]:
        """Give the language and the content of an item or a cell.

        A single paragraph that looks `like` it is no paragraph of its own there.
        """
        match blocks:
            case (Paragraph(inlines=inlines, role=role, lang=lang),) if role in (Role.BODY, like):
                return lang_of(lang), self._words(inlines)
            case _:
                return "", self.write(blocks, depth)

    def _fields(self, block: FieldList) -> str:
        lines = [
            f'<div><dt style="{self.looks.label}">{self._words(line.label)}</dt> '
            f'<dd style="{self.looks.value}">{self._words(line.value)}</dd></div>'
            for line in block.fields
        ]
        return _around("dl", "\n".join(lines), self.looks.fields, block.lang)

    def _notes(self, block: NoteList) -> str:
        items, expected = [], 1
        for note in block.notes:
            number = note.number or expected
            kind = f' value="{number}"' if number != expected else ""
            items.append(self._item(note.blocks, Role.SMALL, 0, kind))
            expected = number + 1
        return _around("ol", "\n".join(items), self.looks.bullets, block.lang)

    # --- tables --------------------------------------------------------------

    def _table(self, table: Table) -> str:
        plain = 'border="0" cellpadding="0" cellspacing="0" width="100%"'  # for Word
        parts = [f'<table {plain}{lang_of(table.lang)} style="{self.looks.table}">']
        if table.caption:
            parts.append(_element("caption", self._words(table.caption), self.looks.caption))
        head = [self._label(column) for column in table.columns]
        parts.append(f"<thead>\n<tr>{''.join(head)}</tr>\n</thead>")
        if table.rows:
            parts.extend(("<tbody>", *self._rows(table), "</tbody>"))
        parts.append("</table>")
        inner = "\n".join(parts)
        return f'<div{_group(table)} style="{self.looks.wide}">\n{inner}\n</div>'

    def _label(self, column: Column) -> str:
        words, style = self._words(column.label), beside(self.looks.head, _side(column))
        # A header without words is none.
        if not words.strip():
            return f'<td style="{style}">{words}</td>'
        return f'<th scope="col" style="{style}">{words}</th>'

    def _rows(self, table: Table) -> Iterator[str]:
        styles = [beside(self.looks.cell, _side(column)) for column in table.columns]
        tags = ["td"] * len(styles)
        starts = [f'<td style="{style}"' for style in styles]
        if table.heads_rows:
            tags[0], starts[0] = "th", f'<th scope="row" style="{styles[0]}"'
        for row in table.rows:
            yield f"<tr>{''.join(map(self._cell, starts, tags, row))}</tr>"

    def _cell(self, start: str, tag: str, cell: Cell) -> str:
        lang, words = self._held(cell.blocks, 0)
        return f"{start}{lang}>{words}</{tag}>"

    # --- words ---------------------------------------------------------------

    def _words(self, inlines: Inlines, *, linked: bool = False) -> str:
        """Give inlines; inside a link there is no other link."""
        return "".join([self._inline(inline, linked) for inline in inlines])

    def _inline(self, inline: Inline, linked: bool) -> str:
        match inline:
            case Text(text):
                return escape(text)
            case Strong(inlines=inner):
                return f"<strong>{self._words(inner, linked=linked)}</strong>"
            case Emphasis(inlines=inner):
                return f"<em>{self._words(inner, linked=linked)}</em>"
            case Span(lang=lang, inlines=inner):
                return f"<span{lang_of(lang)}>{self._words(inner, linked=linked)}</span>"
            case Link():
                return self._link(inline, linked)
            case NoteReference():
                return escape(inline.words)
            case LineBreak():
                return "<br>\n"
            case _:
                assert_never(inline)

    def _link(self, link: Link, linked: bool) -> str:
        words = self._words(link.inlines, linked=True)
        if linked or not words:  # HTML would end the outer link here
            return words
        if not link.href.lower().startswith(SCHEMES):
            self.diagnostics.append(
                warning(
                    "mail.link-scheme",
                    f"'{link.href}' is no web or email address: written as words without a link",
                    hint="use an address that starts with https://, http:// or mailto:",
                )
            )
            return words
        return f'<a href="{attribute(link.href)}">{words}</a>'


def _element(tag: str, words: str, style: str, lang: str = "") -> str:
    return f'<{tag}{lang_of(lang)} style="{style}">{words}</{tag}>'


def _around(tag: str, inner: str, style: str, lang: str, kind: str = "") -> str:
    """Give an element around others; nothing around nothing."""
    return f'<{tag}{kind}{lang_of(lang)} style="{style}">\n{inner}\n</{tag}>' if inner else ""


def _side(column: Column) -> Align:
    return Align.END if column.decimal else column.align


def _group(table: Table) -> str:
    """Give the attributes of what the keyboard can scroll too, and says what it is."""
    if len(table.columns) < _BROAD_FROM:
        return ""
    labels = (inline_text(column.label).strip() for column in table.columns)
    named = inline_text(table.caption).strip() or ", ".join(filter(None, labels))
    return f' role="group" tabindex="0" aria-label="{attribute(named)}"' if named else ""
