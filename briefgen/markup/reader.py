"""Blocks: markdown-it's tokens of a whole piece, refusing what briefgen has not.

Owns headings, lists, boxes, fields and tables. Must not know what stands inside a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.token import Token

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Field,
    FieldList,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Note,
    NoteList,
    NoteReference,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Table,
    Text,
)
from briefgen.markup.bounds import MAX_COLUMNS
from briefgen.markup.inlines import InlineReader, trimmed
from briefgen.markup.marks import in_role
from briefgen.markup.parser import DEEPEST, tokens
from briefgen.markup.values import Inset, Parsed, Passage, Value

PANEL, NOTES = "panel", "notes"
BULLET = "\u2022 "  # starts a cell of a table that lists things, and each of them

_BOXES = {role.value: role for role in Role if role is not Role.BODY}
_DEEP_HINT = "nest no more than eight levels; say it in paragraphs"
_EMPTY = (Paragraph((Text("\u2013"),)),)  # what stands in a cell without a value
_PIPE = re.compile(r"(?<!\\)\|")
_ALIGNS = {
    "text-align:left": Align.START,
    "text-align:center": Align.CENTER,
    "text-align:right": Align.END,
}


class MarkdownReader:
    """Reads one piece of Markdown; `values` are those of its placeholders."""

    def __init__(
        self,
        source: str,
        values: Sequence[Value],
        is_language: Callable[[str], bool],
        *,
        template: bool,
    ) -> None:
        """Take the source to pieces; a template's may hold more than prose."""
        self.template = template
        self.lines = source.split("\n")
        self.tokens = tokens(source, template=template)
        self.position = 0
        self.headings: list[tuple[Heading, int]] = []
        self.words = InlineReader(self.lines, values, is_language, template=template)

    def read(self) -> Parsed:
        """Read it all, noting every flaw."""
        # Beyond its limit markdown-it drops what is nested; it must not come to that.
        deep = next((token for token in self.tokens if token.level > DEEPEST), None)
        blocks: list[Block] = []
        if deep is None:
            blocks = self._blocks(None)
        else:
            self.words.line = deep.map[0] if deep.map else 0
            snippet = self.lines[self.words.line].strip()
            self.words.flaw(
                "markup.too-deep", "lists or quotes nested too deep", _DEEP_HINT, snippet
            )
        return Parsed(tuple(blocks), tuple(self.words.flaws), tuple(self.headings))

    def _blocks(self, end: str | None) -> list[Block]:
        blocks: list[Block] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.map:
                self.words.line = token.map[0]
            if token.type == end:
                break
            blocks.extend(self._block(token))
        return blocks

    def _block(self, token: Token) -> list[Block]:
        match token.type:
            case "paragraph_open":
                return self._paragraph()
            case "heading_open":
                return self._heading(token)
            case "bullet_list_open":
                return [BulletList(self._items("bullet_list_close"))]
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                return [NumberedList(self._items("ordered_list_close"), start)]
            case "blockquote_open":
                return [Quote(tuple(self._blocks("blockquote_close")))]
            case "hr" if self.template:
                return [Rule()]
            case "dl_open":
                return [self._fields()]
            case "container_box_open":
                return self._box(token)
            case "table_open":
                return [self._table()]
            case _:
                self.words.refuse(token)
                return []

    def _paragraph(self) -> list[Block]:
        inline = self.tokens[self.position]
        self.position += 2
        value = self.words.alone(inline)
        if isinstance(value, Passage | Inset):
            return list(value.blocks)
        inlines = self.words.inlines(inline)
        return [Paragraph(inlines)] if inlines else []

    def _heading(self, token: Token) -> list[Block]:
        inline = self.tokens[self.position]
        self.position += 2
        if not self.template:
            self.words.flaw(
                "markup.heading",
                "a heading",
                "headings come from the template; write a paragraph, or \\# for the sign",
                self.lines[self.words.line].strip(),
            )
            return []
        line = self.words.line
        inlines = self.words.inlines(inline)
        if not inlines:
            return []
        heading = Heading(int(token.tag[1]), inlines)
        self.headings.append((heading, line))
        return [heading]

    def _items(self, end: str) -> tuple[tuple[Block, ...], ...]:
        items: list[tuple[Block, ...]] = []
        while self.tokens[self.position].type != end:
            self.position += 1
            if item := tuple(self._blocks("list_item_close")):
                items.append(item)
        self.position += 1
        return tuple(items)

    def _fields(self) -> FieldList:
        fields: list[Field] = []
        label: Inlines = ()
        while (token := self.tokens[self.position]).type != "dl_close":
            self.position += 1
            if token.type == "dt_open":
                label = self.words.inlines(self.tokens[self.position])
            elif token.type == "dd_open":
                blocks = self._blocks("dd_close")
                value: list[Inline] = []
                for block in blocks:
                    if not isinstance(block, Paragraph):
                        self.words.flaw(
                            "markup.field",
                            "more than words beside a label",
                            "write one line of text after the ': '",
                            "",
                        )
                        continue
                    value.extend(((LineBreak(),) if value else ()) + block.inlines)
                fields.append(Field(label, tuple(value)))
        self.position += 1
        return FieldList(tuple(fields))

    def _box(self, token: Token) -> list[Block]:
        name = token.info.strip()
        blocks = self._blocks("container_box_close")
        if name == PANEL:
            return [Callout(tuple(blocks))] if blocks else []
        if name == NOTES:
            return self._notes(blocks)
        if role := _BOXES.get(name):
            return [in_role(block, role) for block in blocks]
        self.words.line = token.map[0] if token.map else 0
        self.words.flaw(
            "markup.box",
            f"no box is called '{name}'",
            f"there are {', '.join([PANEL, NOTES, *_BOXES])}",
            f"::: {name}",
        )
        return blocks

    def _notes(self, blocks: list[Block]) -> list[Block]:
        """Turn the list in a box of notes into notes; each item says which it is."""
        notes: list[Note] = []
        for block in blocks:
            for item in block.items if isinstance(block, BulletList) else ((block,),):
                match item[0]:
                    case Paragraph(inlines=(NoteReference(note=name), *words)) as first:
                        text = replace(first, inlines=trimmed(words), role=Role.SMALL)
                        notes.append(Note(name, (text, *item[1:])))
                    case _:
                        self.words.flaw(
                            "markup.note",
                            "a note that does not say which it is",
                            "start each with {{ source|note }}, in lines that start with '- '",
                            "::: notes",
                        )
        return [NoteList(tuple(notes))] if notes else []

    # --- tables ---

    def _table(self) -> Table:
        columns: list[Column] = []
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        while (token := self.tokens[self.position]).type != "table_close":
            self.position += 1
            match token.type:
                case "th_open":
                    label = self.words.inlines(self.tokens[self.position])
                    columns.append(
                        Column(label, _ALIGNS.get(str(token.attrGet("style")), Align.START))
                    )
                case "tr_open" if columns:
                    self._check_row(token, len(columns))
                case "td_open":
                    row.append(Cell(self._cell(self.tokens[self.position]) or _EMPTY))
                case "tr_close" if row:
                    rows.append(tuple(row))
                    row = []
                case _:
                    pass
        self.position += 1
        if len(columns) > MAX_COLUMNS:
            self.words.flaw(
                "markup.too-long",
                f"a table of {len(columns)} columns",
                f"make several of it: a page has no room for more than {MAX_COLUMNS}",
                "",
            )
            return Table((), ())
        return Table(tuple(columns), tuple(rows))

    def _cell(self, token: Token) -> tuple[Block, ...]:
        first = token.children[0] if token.children else None
        if first and first.type == "text" and first.content.startswith(BULLET):
            items = tuple([(Paragraph(item),) for item in self.words.items(token)])
            return (BulletList(items),) if items else ()
        inlines = self.words.inlines(token)
        return (Paragraph(inlines),) if inlines else ()

    def _check_row(self, token: Token, columns: int) -> None:
        """Note a row whose last cells have no column: markdown-it drops their words."""
        self.words.line = token.map[0] if token.map else 0
        line = self.lines[self.words.line].strip("> \t\r")
        cells = [part.strip() for part in _PIPE.split(line)]
        if len(cells[not cells[0] : len(cells) - (not cells[-1])]) > columns:
            self.words.flaw(
                "markup.table-row",
                "a row of a table with more cells than its header",
                "give the header a cell for each, or write \\| for the sign",
                line,
            )
