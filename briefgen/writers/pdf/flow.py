"""Blocks -> strips: the measure, the gaps and what keeps together.

Owns the layout of every block but tables. Must not know pages: it makes one long column
of strips. A gap is the larger of what stands after one block and before the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    FieldList,
    Figure,
    Heading,
    Inlines,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Table,
    block_lines,
    inline_text,
)
from briefgen.theme import TextStyle, Theme
from briefgen.writers.pdf.labels import list_label
from briefgen.writers.pdf.lines import Ink, Line, Segment, broken, length, shifted, width
from briefgen.writers.pdf.metadata import text
from briefgen.writers.pdf.place import Place, shift
from briefgen.writers.pdf.runs import (
    heading_name,
    in_faces,
    note_name,
    one_line,
    other_faces,
    runs,
    style_ink,
)
from briefgen.writers.pdf.strips import (
    Bar,
    Landing,
    Panel,
    Picture,
    Strip,
    TextLine,
    baseline,
    drawn,
)
from briefgen.writers.pdf.structure import Element
from briefgen.writers.pdf.tables import table_strips
from briefgen.writers.shortened import shortened

_SHORT = 80  # characters of a paragraph that announces what follows it
_FIELDS_TOGETHER = 14
_PANEL_TOGETHER = 12
_LABEL_GAP = 8.0
_NUMBER_GAP = 4.0
_CELL_GAP = 3.0
_RULE_BEFORE, _RULE_AFTER = 6.0, 10.0
_NOTE_SEEN = 160  # characters of a note that are seen over a reference to it


@dataclass(frozen=True, slots=True)
class _Items:
    """What the items of one list share: where labels and words stand, and how they look."""

    place: Place
    inner: Place
    style: TextStyle
    ink: Ink
    others: tuple[str, ...]


class Flow:
    """Lays out the blocks of one document; strips gather in the order of reading."""

    def __init__(self, theme: Theme) -> None:
        """Start an empty column."""
        self.theme = theme
        self.strips: list[Strip] = []
        self._after = 0.0
        self._level = 0

    def blocks(self, blocks: tuple[Block, ...], place: Place, *, signed: bool = False) -> None:
        """Lay blocks out one below the other; the last one of `signed` ones never stands alone."""
        last = len(blocks) - 1
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index < last else None
            self._block(block, place, following)
            closed = isinstance(following, Paragraph) and following.role is Role.CLOSING
            if self.strips and (closed or (signed and index == last - 1)):
                self.strips[-1].keep = True

    def _block(self, block: Block, place: Place, following: Block | None) -> None:
        match block:
            case Heading():
                self._heading(block, place)
            case Paragraph():
                self._paragraph(block, place, following)
            case BulletList(items=items, lang=lang, role=role):
                self._list(items, place, role, lang, start=0)
            case NumberedList(items=items, start=start, lang=lang, role=role):
                self._list(items, place, role, lang, start=max(start, 1))
            case Quote(blocks=inner, lang=lang):
                element = Element("BlockQuote", place.parent, lang=lang)
                indent = self.theme.list_indent
                # Who said it stays with what was said.
                self.blocks(
                    inner, replace(place.inset(indent, indent), parent=element), signed=True
                )
            case FieldList():
                self._fields(block, place)
            case Table():
                self._table(block, place)
            case Callout():
                self._callout(block, place)
            case Rule():
                self._rule(place)
            case Figure():
                self._figure(block, place)
            case NoteList():
                self._notes(block, place)
            case _:
                assert_never(block)

    # --- text ----------------------------------------------------------------

    def _heading(self, block: Heading, place: Place) -> None:
        style = self.theme.heading(block.level)
        if place.in_cell and place.body:
            style = replace(place.body, bold=True)
        if not one_line(block.inlines):
            return  # nothing to read, and no level for what follows to be below
        # No level is left out on the way down (ISO 14289-1, 7.4.2), and a cell has none.
        level = min(block.level, self._level + 1, 6)
        if not place.in_cell:
            self._level = level
        tag = "P" if place.in_cell else f"H{level}"
        element = Element(tag, place.parent, lang=block.lang)
        made = self._text(block.inlines, style, place, element, keep=True)
        if made and not place.in_cell:
            name = heading_name(block.inlines) or one_line(block.inlines)
            made[0].bookmark = (level, name)
        self._add(made, style.before, style.after if place.between is None else place.between)

    def _paragraph(self, block: Paragraph, place: Place, following: Block | None) -> None:
        style = self._style(block.role, place)
        if place.align is not Align.START:
            style = replace(style, align=place.align)
        keep = style.keep_with_next
        if isinstance(following, BulletList | NumberedList | NoteList | Table):
            words = inline_text(block.inlines).rstrip()
            keep = keep or words.endswith(":") or len(words) <= _SHORT
        element = Element("P", place.parent, lang=block.lang)
        made = self._text(block.inlines, style, place, element, keep=keep)
        self._add(made, style.before, style.after if place.between is None else place.between)

    def _text(
        self, inlines: Inlines, style: TextStyle, place: Place, element: Element, *, keep: bool
    ) -> list[Strip]:
        lines = broken(runs(self.theme, inlines, style, element), place.measure)
        return self._lines(lines, style, place, element, keep=keep)

    def _lines(
        self,
        lines: list[Line],
        style: TextStyle,
        place: Place,
        element: Element,
        *,
        keep: bool = False,
    ) -> list[Strip]:
        base = baseline(style, style_ink(self.theme, style).font)
        last = len(lines) - 1
        strips = []
        for number, line in enumerate(lines):
            free = place.measure - length(line)
            x = place.x + shift(style.align, free)
            # Two lines at least stand together at the foot and at the head of a page.
            together = keep or (number < last and number in (0, last - 1))
            held = TextLine(x, base, line, element)
            strips.append(Strip(style.leading, [held], keep=together, panel=place.panel))
        return strips

    # --- lists and fields ----------------------------------------------------

    def _list(
        self,
        items: tuple[tuple[Block, ...], ...],
        place: Place,
        role: Role,
        lang: str,
        *,
        start: int,
    ) -> None:
        style = self._style(role, place)
        labels = [list_label(place.depth, start, number) for number in range(len(items))]
        kind = ("Decimal", "LowerAlpha", "LowerRoman")[place.depth % 3] if start else "Disc"
        element = Element(
            "L", place.parent, attributes=f"<</O/List/ListNumbering/{kind}>>", lang=lang
        )
        wide = labels if start and place.depth % 3 == 0 else []
        shared = self._items(place, style, wide)
        for label, item in zip(labels, items, strict=True):
            entry = Element("LI", element)
            self._item(shared, label, item, entry=entry, body=Element("LBody", entry))
        self._after = style.after if place.between is None else place.between

    def _notes(self, block: NoteList, place: Place) -> None:
        """Lay notes out as a list whose items are where their references lead."""
        style = self._style(Role.SMALL, place)
        labels = [list_label(0, note.number, 0) for note in block.notes]
        element = Element(
            "L", place.parent, attributes="<</O/List/ListNumbering/Decimal>>", lang=block.lang
        )
        shared = self._items(place, style, labels)
        for label, note in zip(labels, block.notes, strict=True):
            body = Element("Note", Element("LBody", Element("LI", element)))
            first = self._item(shared, label, note.blocks, entry=body, body=body)
            words = _opening(" ".join(block_lines(note.blocks)))
            first.pieces.insert(0, Landing(place.x, 0.0, note_name(note.number), words, body))
        self._after = style.after if place.between is None else place.between

    def _style(self, role: Role, place: Place) -> TextStyle:
        return place.body if role is Role.BODY and place.body else self.theme.paragraph(role)

    def _items(self, place: Place, style: TextStyle, labels: list[str]) -> _Items:
        """Say where the items of a list stand: as far in as the widest of the labels asks for."""
        theme = self.theme
        ink = style_ink(theme, style)
        widest = max((width(label, ink) for label in labels), default=0.0) + _NUMBER_GAP
        inner = replace(
            place.inset(max(theme.list_indent, widest)),
            body=style,
            between=theme.list_gap,
            align=Align.START,
            depth=place.depth + 1,
        )
        others = other_faces(theme, style.font, bold=style.bold, italic=style.italic)
        return _Items(place, inner, style, ink, others)

    def _item(
        self,
        shared: _Items,
        label: str,
        blocks: tuple[Block, ...],
        *,
        entry: Element,
        body: Element,
    ) -> Strip:
        """Lay an item out; give its first strip."""
        place, inner, ink = shared.place, shared.inner, shared.ink
        mark = TextLine(
            place.x,
            baseline(shared.style, ink.font),
            broken([*in_faces(label + " ", ink, shared.others)], place.measure)[0],
            Element("Lbl", entry),
        )
        first = len(self.strips)
        self.blocks(blocks, replace(inner, parent=body))
        if not any(drawn(strip) for strip in self.strips[first:]):
            # An item without words: a space, since no item is without a body.
            del self.strips[first:]
            blank = self._lines(broken([(" ", ink)], inner.measure), shared.style, inner, body)
            self._add(blank, 0.0, self.theme.list_gap)
        self.strips[first].pieces.insert(0, mark)
        return self.strips[first]

    def _fields(self, block: FieldList, place: Place) -> None:
        theme = self.theme
        style = place.body if place.in_cell and place.body else theme.styles.field
        plain = style_ink(theme, style)
        strong = replace(style, bold=True)
        bold = style_ink(theme, strong)
        labels = [inline_text(item.label) for item in block.fields]
        widest = max((width(label, bold) for label in labels), default=0.0)
        indent = min(max(theme.field_indent, widest + _LABEL_GAP), place.measure * 0.45)
        last = len(block.fields) - 1
        for index, item in enumerate(block.fields):
            element = Element("P", place.parent, lang=block.lang)
            label = broken(runs(theme, item.label, strong, element, bold), indent - _LABEL_GAP)
            *above, end = [line for line in label if line] or [[]]
            value = broken(runs(theme, item.value, style, element, plain), place.measure - indent)
            lines = [shifted(line, indent) for line in value] or [[]]
            if end:
                # The space that copied text needs between a label and its value.
                space = Segment(end[-1].x + end[-1].width, " ", bold, width(" ", bold))
                # All of a label is read before its value: they share the label's last line.
                lines = [*above, [*end, space, *lines[0]], *lines[1:]]
            keep = index < last < _FIELDS_TOGETHER
            made = self._lines(lines, replace(style, align=Align.START), place, element, keep=keep)
            ends = style.after if place.between is None else place.between
            if index == last and place.between is None:
                ends = theme.styles.body.after
            self._add(made, style.before, ends)

    # --- panels, rules, figures, tables --------------------------------------

    def _callout(self, block: Callout, place: Place) -> None:
        theme = self.theme
        element = Element("Div", place.parent, lang=block.lang)
        if place.panel is not None or place.in_cell:
            self.blocks(block.blocks, replace(place, parent=element))
            return
        colours = theme.colours
        pad = theme.callout_pad
        edge = pad * 0.8
        panel = Panel(
            place.x, place.measure, theme.callout_bar, edge, colours.tint, theme.colours.accent
        )
        first = len(self.strips)
        self._add([Strip(edge, keep=True, panel=panel)], pad, 0.0)
        inner = place.inset(theme.callout_bar + pad, pad)
        self.blocks(block.blocks, replace(inner, parent=element, panel=panel, depth=0))
        if len(self.strips) == first + 1:
            del self.strips[first:]
            return
        self._after = 0.0
        self._add([Strip(edge, panel=panel)], 0.0, pad + theme.styles.body.after)
        self.strips[first + 1].gap = 0.0
        held = self.strips[first:-1]
        # A short panel stays whole; of a long one, no single line goes over.
        for strip in held if len(held) <= _PANEL_TOGETHER else held[-3:]:
            strip.keep = True

    def _rule(self, place: Place) -> None:
        weight = self.theme.head_rule
        bar = Bar(place.x, 0.0, place.measure, weight, self.theme.colours.rule)
        if self.strips:
            self.strips[-1].keep = True  # a rule ends what stands above it
            self._after = _RULE_BEFORE
        self._add([Strip(weight, bars=[bar], panel=place.panel)], 0.0, _RULE_AFTER)

    def _figure(self, block: Figure, place: Place) -> None:
        wide, high = self.theme.figure_size(block.image)
        scale = min(1.0, place.measure / wide)
        wide, high = wide * scale, high * scale
        alternative = f"/Alt{text(block.alternative)}"
        element = Element("Figure", place.parent, entries=alternative, lang=block.lang)
        x = place.x + shift(place.align, place.measure - wide)
        picture = Picture(x, high, wide, high, block.image, element)
        after = self.theme.figure_after if place.between is None else place.between
        # A logo says whose the words below it are.
        self._add([Strip(high, [picture], keep=True, panel=place.panel)], 0.0, after)

    def _table(self, table: Table, place: Place) -> None:
        attributes = ""
        if table.description:
            attributes = f"<</O/Table/Summary{text(table.description)}>>"
        element = Element("Table", place.parent, attributes=attributes, lang=table.lang)
        look = self.theme.table
        before = look.before
        if table.caption:
            style = self.theme.styles.caption
            caption = Element("Caption", element)
            made = self._text(table.caption, style, place, caption, keep=True)
            self._add(made, style.before, style.after)
            before = 0.0
        strips = table_strips(self, table, place.x, place.measure, element)
        for strip in strips:
            strip.panel = place.panel
        self._add(strips, before, look.after)

    def cell(
        self, blocks: tuple[Block, ...], style: TextStyle, measure: float, parent: Element
    ) -> list[Strip]:
        """Lay out what stands in a cell, in a column of its own."""
        flow = Flow(self.theme)
        place = Place(
            0.0, measure, parent, body=style, between=_CELL_GAP, align=style.align, in_cell=True
        )
        flow.blocks(blocks, place)
        return flow.strips

    # --- the column ----------------------------------------------------------

    def _add(self, strips: list[Strip], before: float, after: float) -> None:
        if not strips:
            return
        strips[0].gap = max(self._after, before) if self.strips else 0.0
        self.strips.extend(strips)
        self._after = after


def _opening(words: str) -> str:
    """Give the first words of a note, for those who point at a reference to it."""
    return shortened(" ".join(words.replace("\u00ad", "").split()), _NOTE_SEEN, len)
