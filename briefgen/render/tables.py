"""The standard tables: rows of the view -> a table of the document model.

A cell goes from the view into the document without ever being Markdown: a pipe or a
line break in it is harmless, and many rows cost what many rows must.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jinja2.runtime import Undefined
from markupsafe import Markup

from briefgen.audience import COLUMNS
from briefgen.cut import Cut, Passage, Said
from briefgen.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Inlines,
    Paragraph,
    Span,
    Table,
    Text,
)
from briefgen.markup import Inset
from briefgen.render.filters import references, shared_sources
from briefgen.render.labels import Labels
from briefgen.render.sandbox import LEDGER, TemplateFault, for_templates
from briefgen.schema.literals import near
from briefgen.words import Language

TABLE_STEPS = 200  # of the budget of a run, beside one a row

DASH = "\u2013"
_EMPTY = Cell((Paragraph((Text(DASH),)),))
# A number as people write it: a sign, a currency, digits, a unit. No month is one of these.
_GAP = "[ \u00a0\u202f]?"
_NUMBER = re.compile(
    rf"[^\w\s]{{0,2}}(?:[A-Z]{{2,3}}|[A-Z]{{0,2}}[^\w\s])?{_GAP}[^\w\s]{{0,2}}"
    rf"\d[\d.,'’\u00a0\u202f ]*"
    rf"(?:{_GAP}(?:[^\w\s]{{1,2}}|[A-Z]{{1,4}}|[A-Z]?[a-zµ]|[a-zµ]{{1,4}}[A-Z]?[a-z]?)"
    rf"(?:/[A-Za-z]{{1,4}})?[²³]?)?\)?"
)
_ALIGN = {
    "start": Align.START,
    "left": Align.START,
    "center": Align.CENTER,
    "end": Align.END,
    "right": Align.END,
}


def table_function(data: Cut, labels: Labels) -> Callable[..., Inset]:
    """Make the function `table(name, rows=…, caption=…)` of one run.

    `name` is a standard table, the id of one of the issue's own, or that one itself.
    """
    audience, language = labels.audience, labels.language

    @for_templates
    def table(name: Any, rows: Any = None, caption: Any = None) -> Inset:
        for value in (name, rows, caption):
            if isinstance(value, Undefined):
                str(value)
        if isinstance(caption, Markup) or not isinstance(caption, str | None):
            raise TemplateFault("a caption is a text", "give a field or a word, joined with ~")
        LEDGER.get().spend(0, len(caption or ""))
        own = _own(name, data)
        if own is None and name not in COLUMNS:
            known = (*COLUMNS, *(str(item["id"]) for item in data["tables"]))
            raise TemplateFault(f"no table is called '{name}'", near(str(name), known))
        usual = _rows(name, data) if own is None else own["rows"]
        if isinstance(rows, str | dict) or not isinstance(rows, Iterable | None):
            raise TemplateFault("the rows of a table are a list", "give items of a list of issue")
        chosen = usual if rows is None else list(rows)
        shown = f"the table '{own['caption'] if own else name}'"
        if not chosen:
            return Inset((), shown)
        if not all(isinstance(row, dict) for row in chosen):
            raise TemplateFault("the rows of a table are items of a list of the issue")
        LEDGER.get().spend(TABLE_STEPS + len(chosen))
        if own is not None:
            title = _own_caption(own, caption, language)
            built = _Builder("", language).table(chosen, _own_columns(own), title)
        else:
            if caption is None:
                caption = language.words.get(f"caption_{name}", "")
            title = _worded(caption) if caption else ()
            columns = tuple(
                _Head(c.name, labels.column(name, c), c.width, c.align)
                for c in audience.columns(name)
            )
            built = _Builder(name, language).table(chosen, columns, title)
        return Inset((built,), shown)

    return table


def _own(name: Any, data: Cut) -> Cut | None:
    """Give the issue's own table of a name; None where there is none."""
    if isinstance(name, str):
        if name in COLUMNS:
            return None
        return next((item for item in data["tables"] if item["id"] == name), None)
    if any(name is item for item in data["tables"]):
        own: Cut = name
        return own
    raise TemplateFault("this is no table", "name one, or give an item of issue.tables")


@dataclass(frozen=True, slots=True)
class _Head:
    """A column before it is known whether it has anything in it."""

    name: str
    label: Said
    width: float
    align: str


def _own_columns(own: Cut) -> tuple[_Head, ...]:
    return tuple(_Head(c["key"], c["label"], 0.0, c["align"]) for c in own["columns"])


def _own_caption(own: Cut, caption: Any, language: Language) -> Inlines:
    """Say what a table shows, according to whom, and from which sources."""
    said = _worded(own["caption"] if caption is None else caption)
    if own["attribution"]:
        according = f", {language.words.get('according_to', '')} "
        said = (*said, Text(according), *_worded(own["attribution"]))
    return (*said, *references(own))


def _worded(said: Any) -> Inlines:
    """Give a text as inlines, in its own language where that is another."""
    text, lang = str(said), getattr(said, "lang", "")
    return (Span(lang, (Text(text),)) if lang else Text(text),)


def _rows(name: str, data: Cut) -> list[Cut]:
    match name:
        case "positions":
            return [row for row in data["stakeholders"] if row["stance"]]
        case "remedies":
            return [
                row
                for row in data["stakeholders"]
                if row["main_concern"] or row["suggested_remedy"]
            ]
        case _:
            rows: list[Cut] = data[name]
            return rows


class _Builder:
    """Builds a table; `name` is empty for one of the issue's own."""

    def __init__(self, name: str, language: Language) -> None:
        self.name = name
        self.language = language
        self.known: dict[str, Cell] = {}
        self.shared = False  # whether all rows rest on the same sources, named in the caption

    def table(self, rows: list[Cut], columns: tuple[_Head, ...], caption: Inlines) -> Table:
        for column in columns:
            if column.name not in rows[0]:
                raise TemplateFault(
                    f"these rows have no '{column.name}'", near(column.name, rows[0])
                )
        # A column with nothing in it is left out; the first names the row and stays.
        kept = [
            column
            for place, column in enumerate(columns)
            if not place or any(self._shown(row[column.name], column.name, row) for row in rows)
        ]
        names = [column.name for column in kept]
        labels = [self._label(column) for column in kept]
        cell = self._cell
        self.shared = bool(self.name and caption) and shared_sources(rows)
        if self.shared:
            caption = (*caption, *references(rows[0]))
        return Table(
            tuple(
                self._column(column, label, rows, first=not place)
                for place, (column, label) in enumerate(zip(kept, labels, strict=True))
            ),
            tuple(
                [
                    self._row_name(tuple([cell(row[name], name, row) for name in names]), row)
                    for row in rows
                ]
            ),
            caption,
            self._described(len(rows), list(map(str, labels))),
        )

    def _row_name(self, cells: tuple[Cell, ...], row: Cut) -> tuple[Cell, ...]:
        """Put the references to an item's sources behind the name of its row."""
        if not self.name or self.shared or not row["sources"]:
            return cells
        match cells[0].blocks:
            case (*before, Paragraph() as last):
                named = replace(last, inlines=(*last.inlines, *references(row)))
                return (Cell((*before, named)), *cells[1:])
            case before:
                return (Cell((*before, Paragraph(references(row)[1:]))), *cells[1:])

    def _column(self, column: _Head, label: str, rows: list[Cut], *, first: bool) -> Column:
        align = _ALIGN.get(column.align, Align.START)
        decimal = ""
        if align is not Align.CENTER and not first and column.align in ("", "end", "right"):
            # As asked for, else at the end where all are numbers.
            values = [value for row in rows if (value := row[column.name])]
            numbers = all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in values)
            if values and numbers:
                align = Align.END
                # Whole numbers of one unit stand right as they are.
                parted = any(not value[-1:].isdigit() for value in values)
                sign = self.language.decimal
                decimal = sign if parted or any(sign in value for value in values) else ""
        return Column(_worded(label), align, min(column.width, 90) / 100, decimal)

    def _label(self, column: _Head) -> str:
        return column.label or (self._word(f"column_{column.name}") if self.name else column.label)

    def _described(self, rows: int, labels: list[str]) -> str:
        self._word("table_description")
        columns = self.language.listed(labels)
        return self.language.filled("table_description", rows=str(rows), columns=columns)

    def _word(self, name: str) -> str:
        try:
            return self.language.words[name]
        except KeyError:
            raise TemplateFault(
                f"the word '{name}' is missing in '{self.language.tag}'",
                f"add it to templates/_words/{self.language.tag.split('-')[0]}.yaml",
            ) from None

    def _cell(self, value: Any, name: str, row: Cut) -> Cell:
        value = self._shown(value, name, row)
        if type(value) is str and value:
            # Many cells say the same; each is made once.
            if value not in self.known:
                self.known[value] = Cell((Paragraph((Text(value),)),))
            return self.known[value]
        match value:
            case Said(lang=lang) as said if said and lang:
                return Cell((Paragraph((Span(lang, (Text(str(said)),)),)),))
            case str() as text if text:
                return Cell((Paragraph((Text(str(text)),)),))
            case Passage(blocks) if blocks:
                return Cell(blocks)
            case date() as day:
                return Cell((Paragraph((Text(self.language.long_date(day)),)),))
            case [dict(), *_] as items:
                names = [item["called"] for item in items]
                return Cell((Paragraph((Text(self.language.listed(names)),)),))
            case [str(), *_] as texts:
                lines: tuple[tuple[Block, ...], ...] = tuple(
                    (Paragraph((Text(str(text)),)),) for text in texts
                )
                return Cell((BulletList(lines),))
            case _:
                return _EMPTY

    def _shown(self, value: Any, name: str, row: Cut) -> Any:
        """Give what stands for a value: codes become words, what belongs together joins."""
        if not self.name:
            return value
        match (self.name, name):
            case (_, "stance"):
                return row["stance_label"] or (value and self._word(f"stance_{value}"))
            case (_, "likelihood" | "severity" | "priority"):
                return value and self._word(f"level_{value}")
            case ("options", "name") if row["recommended"]:
                return f"{value} ({self._word('option_recommended')})"
            case ("events", "date"):
                day = self.language.long_date(value) if isinstance(value, date) else row["when"]
                return f"{day}, {row['time']}" if day and row["time"] else day or row["time"]
            case _:
                return value
