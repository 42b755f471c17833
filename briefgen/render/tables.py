"""The standard tables: rows of the view -> a table of the document model.

A cell goes from the view into the document without ever being Markdown: a pipe or a
line break in it is harmless, and many rows cost what many rows must.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from jinja2.runtime import Undefined

from briefgen.audience import COLUMNS, Audience
from briefgen.cut import Cut, Passage, Said
from briefgen.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Paragraph,
    Span,
    Table,
    Text,
)
from briefgen.markup import Inset
from briefgen.render.sandbox import LEDGER, TemplateFault, for_templates
from briefgen.schema.literals import near
from briefgen.schema.values import Entry
from briefgen.words import Language

DASH = "\u2013"
_EMPTY = Cell((Paragraph((Text(DASH),)),))
# A number as people write it, with a unit or a currency before or behind it.
_NUMBER = re.compile(r"[^\d\n]{0,4}\d[\d.,\u00a0 ]*[^\d\n]{0,4}")
_ALIGN = {
    "start": Align.START,
    "left": Align.START,
    "center": Align.CENTER,
    "end": Align.END,
    "right": Align.END,
}


def table_function(data: Cut, audience: Audience, language: Language) -> Callable[..., Inset]:
    """Make the function `table(name, rows=…, caption=…)` of one run."""

    @for_templates
    def table(name: str, rows: Any = None, caption: Any = None) -> Inset:
        if name not in COLUMNS:
            raise TemplateFault(f"no table is called '{name}'", near(name, COLUMNS))
        if isinstance(rows, Undefined) or isinstance(caption, Undefined):
            str(rows), str(caption)
        chosen = _rows(name, data) if rows is None else list(rows)
        if not chosen:
            return Inset((), f"the table '{name}'")
        if not all(isinstance(row, dict) for row in chosen):
            raise TemplateFault("the rows of a table are items of a list of the issue")
        LEDGER.get().spend(len(chosen))
        if caption is None:
            caption = language.words.get(f"caption_{name}", "")
        built = _Builder(name, language).table(chosen, audience.columns(name), caption)
        return Inset((built,), f"the table '{name}'")

    return table


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
    def __init__(self, name: str, language: Language) -> None:
        self.name = name
        self.language = language

    def table(self, rows: list[Cut], columns: tuple[Entry, ...], caption: str) -> Table:
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
        return Table(
            tuple(
                Column(
                    (Text(label),),
                    self._align(column, rows),
                    min(column.width, 90) / 100,
                )
                for column, label in zip(kept, labels, strict=True)
            ),
            tuple([tuple([cell(row[name], name, row) for name in names]) for row in rows]),
            (Text(str(caption)),) if caption else (),
            self._described(len(rows), labels),
        )

    def _align(self, column: Entry, rows: list[Cut]) -> Align:
        """Give a column's alignment: as asked for, else at the end where all are numbers."""
        if column.align:
            return _ALIGN[column.align]
        values = [value for row in rows if (value := row[column.name])]
        numbers = all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in values)
        return Align.END if values and numbers else Align.START

    def _label(self, column: Entry) -> str:
        words = self.language.words
        own = words.get(f"column_{self.name}_{column.name}")
        return column.label or own or self._word(f"column_{column.name}")

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
        match self._shown(value, name, row):
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
        match (self.name, name):
            case (_, "stance"):
                return row["stance_label"] or (value and self._word(f"stance_{value}"))
            case (_, "likelihood" | "severity" | "priority"):
                return value and self._word(f"level_{value}")
            case ("options", "name") if row["recommended"]:
                return f"{value} ({self._word('option_recommended')})"
            case ("events", "date"):
                day = self.language.long_date(value) if isinstance(value, date) else row["when"]
                return f"{day}, {row['time']}" if row["time"] else day
            case _:
                return value
