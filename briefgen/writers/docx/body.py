"""Blocks as the body of a DOCX: paragraphs in named styles, real lists and tables.

Owns the order and the joints of blocks: space, indents, what keeps together. Must
not know how a style looks beyond the numbers that it is compared with, nor a part
of the file but the body. Text is appended to a list of pieces, once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Field,
    FieldList,
    Figure,
    Heading,
    Inlines,
    Note,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Table,
    inline_text,
)
from briefgen.fonts import face
from briefgen.notes import consecutive
from briefgen.theme import Theme
from briefgen.writers.docx import names, numbering
from briefgen.writers.docx.bookmarks import Bookmarks, heading_name, note_name
from briefgen.writers.docx.bounds import check_columns, last_number
from briefgen.writers.docx.flow import Flow, Mark, Marks, Story
from briefgen.writers.docx.inline import Links, Runs, Voice, run_properties
from briefgen.writers.docx.numbering import Numbering, label_width
from briefgen.writers.docx.paragraph import RULE_AFTER, Indents, Shape, rule_border
from briefgen.writers.docx.pictures import Pictures
from briefgen.writers.docx.shell import Shell
from briefgen.writers.docx.tables import Place, table_xml

# Fields up to this many stay on one page.
_FIELDS_TOGETHER = 14
# A paragraph of up to so many characters before one of these belongs to it.
_LEAD_IN = 80
_LED_IN = BulletList | NumberedList | Table | NoteList
_LABEL_GAP = 8.0
# What a paragraph of a cell keeps from the next one in the same cell.
_CELL_GAP = 3.0
# Lists stop stepping in where no more than this would be left for their text.
_LEAST_MEASURE = 36.0
_Items = tuple[tuple[Block, ...], ...]
_TAB = "<w:r><w:tab/></w:r>"


class Body:
    """Writes the blocks of one document and remembers what other parts need."""

    def __init__(self, shell: Shell) -> None:
        """Start an empty body."""
        self.theme: Theme = shell.theme
        self.shell = shell
        self.links = Links()
        self.numbering = Numbering(shell.brought)
        self.pictures = Pictures()
        self._runs = Runs(shell.theme, self.links)
        self._story = Story()
        self._bookmarks = Bookmarks()

    def write(self, blocks: tuple[Block, ...]) -> str:
        """Give the content of `w:body`, without the page set-up."""
        self._blocks(blocks, Flow(self.theme.page.measure))
        self.links.warn_of_missing(self._bookmarks.taken)
        return self._finished()

    def _finished(self) -> str:
        """Give the story; after a table at its end there must be a paragraph."""
        if self._story.ends_with_table:
            self._story.gap = 0.0
            self._part()
        return "".join(self._story.pieces)

    def _part(self) -> None:
        """Write a paragraph without height, for nothing but to end what stands before it."""
        self._paragraph(names.TABLE_END, "", Flow(self.theme.page.measure))

    # --- blocks --------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...], flow: Flow) -> None:
        last = len(blocks) - 1
        ruled = False
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index < last else None
            if isinstance(block, Rule):
                if not ruled:
                    self._rule(flow)
                ruled = False
                continue
            ruled = (
                isinstance(following, Rule)
                and flow.edge is None
                and isinstance(block, Heading | Paragraph | FieldList)
            )
            # Who said it stays with what was said, and the mark at the end with what it ends.
            bound = flow.body == names.QUOTE and index == last - 1
            here = replace(
                flow,
                after=flow.after if index == last else flow.between,
                keep_next=flow.keep_next or bound or _closes(following),
            )
            self._block(block, here, following, ruled)
            flow = replace(flow, mark=None) if flow.mark else flow

    def _block(self, block: Block, flow: Flow, following: Block | None, ruled: bool) -> None:
        if flow.mark and not isinstance(block, Heading | Paragraph):
            self._paragraph(flow.body, "", replace(flow, keep_next=True))
            flow = replace(flow, mark=None)
        match block:
            case Heading():
                self._heading(block, flow, ruled)
            case Paragraph():
                self._text(block, flow, following, ruled)
            case BulletList() | NumberedList():
                self._list(block, flow.saying(block.lang))
            case Quote(blocks=inner, lang=lang):
                self._quote(inner, flow.saying(lang))
            case FieldList(fields=fields, lang=lang):
                self._fields(fields, flow.saying(lang), ruled)
            case Table():
                self._table(block, flow.saying(block.lang))
            case Callout(blocks=inner, lang=lang):
                self._callout(inner, flow.saying(lang))
            case Rule():
                self._rule(flow)
            case Figure():
                self._figure(block, flow.saying(block.lang))
            case NoteList(notes=notes, lang=lang):
                self._notes(notes, flow.saying(lang))
            case _:
                assert_never(block)

    def _heading(self, block: Heading, flow: Flow, ruled: bool) -> None:
        style = names.ROW_HEADER if flow.in_cell else names.heading(block.level)
        runs = self._write(block.inlines, style, block.lang or flow.lang)
        runs = self._bookmarks.around(runs, heading_name(block.anchor))
        self._paragraph(style, runs, flow, ruled=ruled)

    def _text(self, block: Paragraph, flow: Flow, following: Block | None, ruled: bool) -> None:
        style = flow.body if block.role is Role.BODY else names.PARAGRAPHS[block.role]
        if flow.mark and block.role is Role.BODY:
            style = flow.mark.style
        if isinstance(following, _LED_IN) and not flow.keep_next:
            flow = replace(flow, keep_next=_announces(inline_text(block.inlines)))
        runs = self._write(block.inlines, style, block.lang or flow.lang)
        self._paragraph(style, runs, flow, ruled=ruled)

    def _quote(self, blocks: tuple[Block, ...], flow: Flow) -> None:
        if flow.edge is None:
            indent = self.theme.list_indent
            flow = replace(
                flow,
                left=flow.left + indent,
                right=flow.right + indent,
                measure=flow.measure - 2 * indent,
            )
        self._blocks(blocks, flow if flow.in_cell else replace(flow, body=names.QUOTE))

    def _callout(self, blocks: tuple[Block, ...], flow: Flow) -> None:
        if flow.edge is not None:
            self._blocks(blocks, flow)  # in the panel that is there already
            return
        if self._story.panelled:
            self._part()  # or a reader would make one panel of the two
        theme = self.theme
        inset = theme.callout_bar + theme.callout_pad
        edge = flow.left + inset
        inner = replace(
            flow,
            left=edge,
            edge=edge,
            depth=0,
            right=flow.right + theme.callout_pad,
            measure=flow.measure - inset - theme.callout_pad,
            body=flow.body if flow.in_cell else names.CALLOUT,
            after=theme.callout_pad + theme.styles.body.after,
        )
        self._story.gap = max(self._story.gap, theme.callout_pad)
        self._blocks(blocks, inner)

    def _rule(self, flow: Flow) -> None:
        """Write a rule that follows no line of text: a paragraph as thin as it."""
        self._paragraph(names.RULE, "", flow, ruled=flow.edge is None)

    def _table(self, table: Table, flow: Flow) -> None:
        check_columns(table)
        if table.caption:
            runs = self._write(table.caption, names.CAPTION, flow.lang)
            self._paragraph(names.CAPTION, runs, replace(flow, after=None, align=""))
        elif self._story.ends_with_table:
            self._part()  # or a reader would make one table of the two
        xml = table_xml(
            table,
            self.theme,
            self._runs,
            measure=flow.measure,
            left=flow.left,
            lang=flow.lang,
            fill=self._cell,
        )
        self._story.pieces.append(xml)
        self._story.gap = self.theme.table.after

    def _cell(self, cell: Cell, place: Place) -> str:
        """Give the blocks of a cell; a cell without any still has its paragraph."""
        outer, self._story = self._story, Story()
        flow = Flow(
            place.measure,
            right=place.inset,
            body=place.style,
            align=place.align,
            lang=place.lang,
            between=_CELL_GAP,
            after=0.0,
            keep_next=place.keep_next,
            in_cell=True,
        )
        self._blocks(cell.blocks, flow)
        if not cell.blocks:
            self._paragraph(place.style, "", flow)
        xml = self._finished()
        self._story = outer
        return xml

    def _figure(self, figure: Figure, flow: Flow) -> None:
        width, height = self.theme.figure_size(figure.image)
        scale = min(1.0, flow.measure / width)
        drawing = self.pictures.drawing(
            figure.image, (width * scale, height * scale), figure.alternative
        )
        run = f"<w:r>{run_properties(Voice(lang=flow.lang))}{drawing}</w:r>"
        self._paragraph(names.FIGURE, run, flow)

    # --- lists and fields ----------------------------------------------------

    def _list(self, block: BulletList | NumberedList, flow: Flow) -> None:
        items, role, level = block.items, block.role, flow.level
        in_panel = flow.edge is not None
        if isinstance(block, BulletList):
            instance = numbering.PANEL_BULLETS if in_panel else numbering.BULLETS
            self._items(items, flow, role, Marks(level, instance))
            return
        highest = last_number(block)
        width = label_width(self.theme, level, highest, self.theme.paragraph(role))
        instance = self.numbering.begin(level, block.start, in_panel)
        self._items(items, flow, role, Marks(level, instance, width))
        self.numbering.end()

    def _items(self, items: _Items, flow: Flow, role: Role, marks: Marks) -> None:
        theme = self.theme
        hanging = max(theme.list_indent, marks.width)
        number = (
            f'<w:numPr><w:ilvl w:val="{marks.level}"/><w:numId w:val="{marks.instance}"/></w:numPr>'
        )
        if role is not Role.BODY:
            style = body = names.PARAGRAPHS[role]
        elif flow.body in (names.NORMAL, names.CONTINUE):
            style = names.BULLET if marks.instance == numbering.BULLETS else names.NUMBER
            body = names.CONTINUE
        else:
            style = body = flow.body
        step = hanging if flow.measure - hanging > _LEAST_MEASURE else 0.0
        natural = (
            hanging == theme.list_indent
            and flow.left == theme.list_indent * marks.level
            and flow.edge is None
            and not flow.right
            and step > 0
        )
        end = theme.paragraph(role).after if flow.after is None else flow.after
        mark = Mark(number, style, hanging, natural)
        inner = replace(
            flow,
            left=flow.left + step,
            measure=flow.measure - step,
            depth=flow.depth + 1,
            body=body,
            align="",
            between=theme.list_gap,
            after=theme.list_gap,
            mark=mark,
        )
        for index, item in enumerate(items):
            last = index == len(items) - 1
            here = replace(inner, after=end) if last else inner
            if not last and not flow.in_cell:
                here = replace(here, keep_next=False)
            if marks.bookmarks:
                here = replace(here, mark=replace(mark, bookmark=marks.bookmarks[index]))
            if item:
                self._blocks(item, here)
            else:
                self._paragraph(style, "", here)

    def _notes(self, notes: tuple[Note, ...], flow: Flow) -> None:
        """Write notes as a numbered list; where their numbers leap, as several."""
        highest = max((note.number for note in notes), default=0)
        width = label_width(self.theme, 0, highest, self.theme.styles.small)
        for row in consecutive(notes):
            marks = Marks(
                0,
                self.numbering.notes(max(1, row[0].number)),
                width,
                tuple(note_name(note.number) for note in row),
            )
            self._items(tuple(note.blocks for note in row), flow, Role.SMALL, marks)

    def _fields(self, fields: tuple[Field, ...], flow: Flow, ruled: bool) -> None:
        theme = self.theme
        style = names.FIELD if flow.body in (names.NORMAL, names.CONTINUE) else flow.body
        look = self.shell.sheets[style].look
        bold = face(theme.face(look).bold)
        widest = max((bold.width(inline_text(f.label), look.size) for f in fields), default=0.0)
        indent = min(max(theme.field_indent, widest + _LABEL_GAP), flow.measure * 0.45)
        here = replace(flow, left=flow.left + indent, align="", edge=flow.edge)
        last = len(fields) - 1
        for index, field in enumerate(fields):
            label = self._write(field.label, style, flow.lang, strong=True)
            value = self._write(field.value, style, flow.lang)
            ends = theme.styles.body.after if flow.after is None else flow.after
            after = ends if index == last else theme.styles.field.after
            self._paragraph(
                style,
                f"{label}{_TAB}{value}",
                replace(
                    here,
                    after=after,
                    keep_next=flow.keep_next or (index < last < _FIELDS_TOGETHER),
                    mark=Mark("", style, indent),
                ),
                ruled=ruled and index == last,
            )

    # --- paragraphs ----------------------------------------------------------

    def _write(self, inlines: Inlines, style: str, lang: str, *, strong: bool = False) -> str:
        look = self.shell.sheets[style].look
        voice = Voice(strong=strong, lang=lang, bold_style=look.bold, font=look.font)
        return self._runs.write(inlines, voice)

    def _paragraph(self, style: str, runs: str, flow: Flow, *, ruled: bool = False) -> None:
        sheet = self.shell.sheets[style]
        indents = Indents(flow.left, 0.0, flow.right)
        story = self._story
        border = rule_border(self.theme, again=story.ruled) if ruled else ""
        story.ruled = ruled and not story.ruled
        story.panelled = flow.edge is not None
        after = flow.after
        if ruled:
            after = max(RULE_AFTER, after or 0.0)
        if flow.mark:
            indents = replace(indents, hanging=flow.mark.hanging)
            runs = self._bookmarks.around(runs, flow.mark.bookmark)
        if flow.edge is not None:
            border = "" if style == names.CALLOUT else self.shell.panel
            # A panel is one box only if all of its paragraphs begin at one edge: what
            # stands further in hangs out to the edge, and a tab leads to its text.
            if not flow.mark and flow.left > flow.edge:
                runs = _TAB + runs
            indents = replace(indents, hanging=flow.left - flow.edge)
        before = story.gap if story.gap > sheet.look.before else None
        story.gap = 0.0
        shape = Shape(
            sheet,
            indents=None if flow.mark and flow.mark.natural and not sheet.left else indents,
            before=before,
            after=after,
            keep_next=flow.keep_next,
            number=flow.mark.number if flow.mark else "",
            border=border,
            align=flow.align,
        )
        story.pieces.append(f"<w:p>{shape.properties()}{runs}</w:p>")


def _closes(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.CLOSING


def _announces(text: str) -> bool:
    """Say whether words lead in what follows, and must not be parted from it."""
    return len(text) <= _LEAD_IN or text.rstrip().endswith(":")
