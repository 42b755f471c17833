"""Blocks -> Markdown, a blank line between them.

Owns the forms of blocks and what keeps neighbours apart. Must not know what stands
inside a line. Blocks without words are left out, but for rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Field,
    FieldList,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Strong,
    Table,
    Text,
    inline_text,
)
from briefgen.notes import consecutive
from briefgen.writers.markdown.escapes import Place
from briefgen.writers.markdown.inline import cell_run, run
from briefgen.writers.markdown.tables import Line, language_of, pipe_table

_DEEPEST_HEADING = 6
_MOST = 999_999_999  # no number before a list item has more digits than nine
_FENCE = re.compile(r"^(?:[ >]|[-*] |[0-9]+[.)] )*(:{3,}) ", re.MULTILINE)
_INTERRUPTING = re.compile(r"[-*] |1[.)] ")


def blocks_text(blocks: Iterable[Block], language: str) -> str:
    """Give blocks as Markdown; `language` is the document's, which needs no mark."""
    return _Blocks(language).text(blocks, "")


class _Blocks:
    def __init__(self, language: str) -> None:
        self.language = language
        self.depth = 0  # of the lists around

    def text(self, blocks: Iterable[Block], lang: str) -> str:
        """Give blocks as one text; `lang` is that of what is around."""
        return "\n\n".join(text for _, text in self._written(blocks, lang))

    def _written(
        self, blocks: Iterable[Block], lang: str, *, item: bool = False
    ) -> list[tuple[Block, str]]:
        """Give each block that has a text, with it."""
        found: list[tuple[Block, str]] = []
        other = False
        for block in _with_lists_of_notes(blocks):
            if item and not found and isinstance(block, FieldList):
                block = _in_words(block)
            # Two lists of a kind in a row would be one, were their signs the same.
            flip = bool(found) and not other and _kind(found[-1][0]) == _kind(block) != ""
            if text := self._block(block, language_of(block) or lang, other=flip):
                found.append((block, text))
                other = flip
        return found

    def _block(self, block: Block, lang: str, *, other: bool) -> str:
        match block:
            case Heading(level=level, inlines=inlines):
                text = self._run(inlines, lang, Place.HEADING)
                return f"{'#' * min(level, _DEEPEST_HEADING)} {text}" if text else ""
            case Paragraph(inlines=inlines, role=role):
                inlines = (Strong(inlines),) if role is Role.STATUS else inlines
                return self._run(inlines, lang, Place.PARAGRAPH)
            case BulletList(items=items):
                return self._list(items, lang, "*" if other else "-")
            case NumberedList(items=items, start=start):
                return self._list(items, lang, ")" if other else ".", max(start, 1))
            case NoteList():
                return self.text((block,), lang)
            case Quote(blocks=inner):
                text = self.text(inner, lang)
                return _before_lines(text, "> ", "> ") if text else ""
            case FieldList(fields=fields):
                return "\n\n".join(filter(None, (self._field(part, lang) for part in fields)))
            case Table():
                return self._table(block, lang)
            case Callout(blocks=inner):
                text = self.text(inner, lang)
                fence = max((len(inside) + 1 for inside in _FENCE.findall(text)), default=3)
                return f"{':' * fence} panel\n{text}\n{':' * fence}" if text else ""
            case Rule():
                # In a list, three dashes behind the dash of an item would be one rule.
                return "___" if self.depth else "---"
            case Figure():
                return ""
            case _:
                assert_never(block)

    def _run(self, inlines: Inlines, lang: str, place: Place) -> str:
        if not inline_text(inlines).strip():
            return ""
        return run(inlines, place, self._mark(lang))

    def _mark(self, lang: str) -> str:
        return "" if lang == self.language else lang

    def _list(
        self, items: Iterable[tuple[Block, ...]], lang: str, sign: str, start: int = 0
    ) -> str:
        """Write a list; `start` is 0 for bullets. Items without words are left out."""
        self.depth += 1
        written = [found for item in items if (found := self._written(item, lang, item=True))]
        self.depth -= 1
        tight = all(map(_is_tight, written))
        texts = []
        for place, found in enumerate(written):
            label = f"{min(start + place, _MOST)}{sign} " if start else f"{sign} "
            text = ("\n" if tight else "\n\n").join(text for _, text in found)
            texts.append(_before_lines(text, label, " " * len(label)))
        return ("\n" if tight else "\n\n").join(texts)

    def _field(self, field: Field, lang: str) -> str:
        label = self._run(field.label, lang, Place.TERM)
        value = self._run(field.value, lang, Place.PARAGRAPH)
        if not label or not value:
            return label or value
        return f"{label}\n{_before_lines(value, ': ', '  ')}"

    def _table(self, table: Table, lang: str) -> str:
        def cell(lines: list[Line], bullet: str) -> str:
            return cell_run([(words, self._mark(inner or lang)) for words, inner in lines], bullet)

        caption = self._run((Strong(table.caption),), lang, Place.PARAGRAPH)
        rows = pipe_table(table, cell)
        return "\n\n".join(filter(None, (caption, rows)))


def _with_lists_of_notes(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks with notes as numbered lists, one for each run of numbers."""
    for block in blocks:
        if isinstance(block, NoteList):
            for row in consecutive(block.notes):
                items = tuple(note.blocks for note in row)
                yield NumberedList(items, max(row[0].number, 1), block.lang)
        else:
            yield block


def _in_words(fields: FieldList) -> Paragraph:
    """Give labelled lines as a paragraph: behind the sign of an item they are misread.

    After other labelled lines, the sign and the label would be the label of one more.
    """
    inlines: list[Inline] = []
    for field in fields.fields:
        before = (LineBreak(),) if inlines else ()
        inlines += (*before, *field.label, Text(" "), *field.value)
    return Paragraph(tuple(inlines))


def _kind(block: Block) -> str:
    """Say which kind of list a block is; empty if it is none."""
    match block:
        case BulletList():
            return "bullets"
        case NumberedList() | NoteList():
            return "numbers"
        case _:
            return ""


def _is_tight(item: list[tuple[Block, str]]) -> bool:
    """Say whether an item reads without blank lines: a line, and perhaps a list under it."""
    if any("\n\n" in text for _, text in item):
        return False
    if len(item) == 1:
        return True
    # A list that starts elsewhere than at one does not end a paragraph.
    return (
        len(item) == 2
        and isinstance(item[0][0], Paragraph)
        and _INTERRUPTING.match(item[1][1]) is not None
    )


def _before_lines(text: str, first: str, others: str) -> str:
    """Put something before the first line of a text, and something before the others."""
    lines = text.split("\n")
    rest = [(others + line).rstrip(" ") for line in lines[1:]]
    return "\n".join([first + lines[0], *rest])
