"""Blocks as HTML: headings, paragraphs, lists, panels, figures and notes.

Owns which element a block becomes and what its classes are called. Must not know how
a class looks, nor how a table is put together.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    FieldList,
    Figure,
    Heading,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Table,
)
from briefgen.theme import Theme
from briefgen.writers.elements import attribute, lang_of
from briefgen.writers.html.inline import Words
from briefgen.writers.html.names import Names, note_id, reference_id, table_id
from briefgen.writers.html.tables import table_html

# Numbers, letters, Roman numbers, by how deep a list stands among lists.
_NUMBERS = ("", ' type="a"', ' type="i"')
_LETTERS = 26
_PIXELS = 96 / 72  # of CSS, to a point


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: below how many lists, in a panel, in a cell."""

    depth: int = 0
    in_panel: bool = False
    in_cell: bool = False


class Body:
    """Writes the blocks of one page and remembers what stands elsewhere in it."""

    def __init__(self, theme: Theme) -> None:
        """Start an empty body."""
        self.theme = theme
        self.names = Names()
        self.words = Words(self.names)
        self.descriptions: list[str] = []
        self._tables = 0

    def write(self, blocks: tuple[Block, ...]) -> str:
        """Give the blocks of a document."""
        # Notes are written last, since they lead back to what refers to them.
        late = [isinstance(block, NoteList) for block in blocks]
        made = [
            "" if last else self._block(block, Place())
            for block, last in zip(blocks, late, strict=True)
        ]
        for index, last in enumerate(late):
            if last:
                made[index] = self._block(blocks[index], Place())
        return "\n".join(filter(None, made))

    def _blocks(self, blocks: Iterable[Block], place: Place) -> str:
        return "\n".join(filter(None, [self._block(block, place) for block in blocks]))

    def _block(self, block: Block, place: Place) -> str:
        match block:
            case Heading():
                return self._heading(block, place)
            case Paragraph(inlines=inlines, role=role, lang=lang):
                return f"<p{_classes(role)}{lang_of(lang)}>{self.words.write(inlines)}</p>"
            case BulletList() | NumberedList():
                return self._list(block, place)
            case Quote(blocks=inner, lang=lang):
                words = self._blocks(inner, place)
                return f"<blockquote{lang_of(lang)}>\n{words}\n</blockquote>"
            case FieldList():
                return self._fields(block)
            case Table():
                return self._table(block)
            case Callout():
                return self._callout(block, place)
            case Rule():
                return '<hr aria-hidden="true">'
            case Figure():
                return self._figure(block)
            case NoteList():
                return self._notes(block)
            case _:
                assert_never(block)

    # --- text ----------------------------------------------------------------

    def _heading(self, block: Heading, place: Place) -> str:
        words, lang = self.words.write(block.inlines), lang_of(block.lang)
        if place.in_cell:  # a header cell may hold no heading, and a table has no outline
            return f"<p{lang}><strong>{words}</strong></p>"
        name = self.names.of_heading(block.anchor) if block.anchor else ""
        ident = f' id="{attribute(name)}"' if name else ""
        level = min(max(block.level, 1), 6)
        return f"<h{level}{ident}{lang}>{words}</h{level}>"

    def _callout(self, block: Callout, place: Place) -> str:
        kind = "" if place.in_panel or place.in_cell else ' class="panel"'
        inner = self._blocks(block.blocks, replace(place, in_panel=True, depth=0))
        return f"<div{kind}{lang_of(block.lang)}>\n{inner}\n</div>" if inner else ""

    def _figure(self, figure: Figure) -> str:
        width, height = (round(side * _PIXELS) for side in self.theme.figure_size(figure.image))
        data = b64encode(figure.image.content).decode("ascii")
        return (
            f'<p class="figure"{lang_of(figure.lang)}><img alt="{attribute(figure.alternative)}"'
            f' width="{width}" height="{height}" src="data:image/png;base64,{data}"></p>'
        )

    # --- lists, fields, notes ------------------------------------------------

    def _list(self, block: BulletList | NumberedList, place: Place) -> str:
        if not block.items:
            return ""
        lang = lang_of(block.lang)
        if isinstance(block, BulletList):
            kind = "dashes" if place.depth % 2 else ""
            start, end = f"<ul{_classes(block.role, kind)}{lang}>", "</ul>"
        else:
            start, end = self._numbered(block, place), "</ol>"
        inner = replace(place, depth=place.depth + 1)
        items = [
            f"<li{attributes}>{words}</li>"
            for attributes, words in (self._held(item, inner) for item in block.items)
        ]
        return "\n".join((start, *items, end))

    def _numbered(self, block: NumberedList, place: Place) -> str:
        shape = place.depth % len(_NUMBERS)
        last = block.start + len(block.items) - 1
        kind = "doubled" if shape == 1 and last > _LETTERS else ""
        first = f' start="{block.start}"' if block.start != 1 else ""
        room = _room(last) if not shape else ""
        return (
            f"<ol{_NUMBERS[shape]}{first}{_classes(block.role, kind)}{room}{lang_of(block.lang)}>"
        )

    def _held(self, blocks: tuple[Block, ...], place: Place) -> tuple[str, str]:
        """Give the attributes and the content of an item or a cell.

        A single paragraph is no paragraph of its own there.
        """
        match blocks:
            case (Paragraph(inlines=inlines, role=Role.BODY, lang=lang),):
                return lang_of(lang), self.words.write(inlines)
            case _:
                return "", self._blocks(blocks, place)

    def _fields(self, block: FieldList) -> str:
        if not block.fields:
            return ""
        lines = [
            f"<div><dt>{self.words.write(line.label)}</dt> "
            f"<dd>{self.words.write(line.value)}</dd></div>"
            for line in block.fields
        ]
        return "\n".join((f"<dl{lang_of(block.lang)}>", *lines, "</dl>"))

    def _notes(self, block: NoteList) -> str:
        if not block.notes:
            return ""
        items, expected = [], 1
        for note in block.notes:
            number = note.number or expected
            value = f' value="{number}"' if number != expected else ""
            ident = f' id="{name}"' if (name := self.names.once(note_id(number))) else ""
            words = self._blocks(note.blocks, Place(depth=1))
            items.append(f"<li{ident}{value}>{words}{self._back(number)}</li>")
            expected = number + 1
        start = f'<div role="doc-endnotes"{lang_of(block.lang)}>\n<ol class="notes"'
        return "\n".join((f"{start}{_room(expected - 1)}>", *items, "</ol>\n</div>"))

    def _back(self, number: int) -> str:
        """Give the link from a note to what refers to it: a sign, named by the reference.

        The sign is drawn by the style sheet, since it is no word of the document.
        """
        place = reference_id(number)
        if place not in self.names.taken:
            return ""
        return f'<a class="back" href="#{place}" role="doc-backlink" aria-label="[{number}]"></a>'

    # --- tables --------------------------------------------------------------

    def _table(self, table: Table) -> str:
        self._tables += 1
        name = table_id(self._tables)
        about = ""
        if table.description:
            about = f"{name}-about"
            self.descriptions.append(
                f'<p id="{about}"{lang_of(table.lang)}>{attribute(table.description)}</p>'
            )
        return table_html(
            table, self.theme, name=name, about=about, words=self.words, fill=self._cell
        )

    def _cell(self, cell: Cell) -> tuple[str, str]:
        return self._held(cell.blocks, Place(in_cell=True))


def _classes(role: Role, *kinds: str) -> str:
    names = " ".join(filter(None, chain((role.value if role is not Role.BODY else "",), kinds)))
    return f' class="{names}"' if names else ""


def _room(highest: int) -> str:
    """Give the room that a list's numbers need, where they have two digits or more."""
    digits = len(str(highest))
    return f' style="--digits:{digits}"' if digits > 1 else ""
