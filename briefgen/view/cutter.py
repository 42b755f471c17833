"""The cut itself: walks the description of an issue and gives plain data."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, assert_never

from briefgen.cut import Cut, Passage, Picture, Said, View
from briefgen.errors import Diagnostic, InputError, Location, error, warning
from briefgen.issue import LISTS, Issue, Organization, OwnTable
from briefgen.markup import in_language
from briefgen.schema import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Entries,
    File,
    FileRef,
    Flag,
    Id,
    Key,
    LanguageTag,
    Moment,
    NamesOrRecords,
    Number,
    OneRef,
    Pattern,
    Plain,
    Prose,
    ProseMap,
    Record,
    Records,
    Refs,
    Rows,
    Word,
    Worded,
    WordedList,
    Wording,
    Words,
    Zone,
    keys,
)
from briefgen.schema.values import fit
from briefgen.view.sights import may_see

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+|[^\s@]+@[^\s@]+")
_NEVER = frozenset({"audiences", "note"})


def view(issue: Issue, audience: str, language: str) -> View:
    """Cut an issue down to what an audience may see.

    Raises InputError where the audience is not among those the issue is for.
    """
    if issue.audiences is not None and audience not in issue.audiences:
        raise InputError(
            error(
                "issue.not-for-audience",
                f"the issue '{issue.id}' is not for '{audience}'",
                issue.origin,
                "its key 'audiences' names those it is for",
            )
        )
    cutter = _Cutter(issue, audience, language)
    return View(audience, language, cutter.cut(), tuple(cutter.warnings))


class _Cutter:
    def __init__(self, issue: Issue, audience: str, language: str) -> None:
        self.issue = issue
        self.audience = audience
        self.language = language
        self.usual = issue.language  # of words that name no language
        self.warnings: list[Diagnostic] = []
        self.shown: dict[tuple[str, str], Cut] = {}

    def cut(self) -> Cut:
        data = Cut()
        # Lists that are referred to come first: the references stand for their items.
        for name in LISTS:
            data[name] = self._items(name)
        for part in keys(Issue):
            if part.name not in data and part.name not in _NEVER:
                data[part.name] = self._value(getattr(self.issue, part.attribute), part)
        return data

    def _items(self, name: str) -> list[Cut]:
        shown = [item for item in getattr(self.issue, name) if may_see(item, name, self.audience)]
        found = [Cut() for _ in shown]
        # Known before they are filled: an item may refer to a later one of its own list.
        for item, cut in zip(shown, found, strict=True):
            if getattr(item, "id", ""):
                self.shown[name, item.id] = cut
        for item, cut in zip(shown, found, strict=True):
            self.usual = item.language or self.issue.language
            cut.update(self._record(item, item.called))
        self.usual = self.issue.language
        return found

    def _record(self, value: Any, called: str = "") -> Cut:
        cut = Cut()
        for part in keys(type(value)):
            if part.name not in _NEVER:
                cut[part.name] = self._value(getattr(value, part.attribute), part)
        match value:
            case OwnTable():
                cut["rows"] = self._rows(value)
            case Organization(logo=FileRef(image=image)) if image:
                said = cut["logo_alt"] or cut["name"]
                cut["logo"] = Picture(image, str(said), said.lang)
        if called:
            cut["called"] = cut[called]
        return cut

    def _rows(self, table: OwnTable) -> list[Cut]:
        names = [column.key_ for column in table.columns]
        rows = () if isinstance(table.rows, FileRef) else table.rows
        # Many cells: those in the document's language stay the texts that they are.
        plain = fit("", self.language, self.usual) > 0
        if not plain and self.usual == self.issue.language and any(map(_has_words, rows)):
            self._warn("rows", table.origin)
        return [
            Cut(
                {
                    name: self._cell(cell, name) if not plain or type(cell) is not str else cell
                    for name, cell in zip(names, row, strict=True)
                }
            )
            for row in rows
        ]

    def _cell(self, cell: str | Wording[str], name: str) -> Any:
        if isinstance(cell, str):
            return Said(cell, self.usual if _has_words((cell,)) else "")
        return self._resolved(cell, name, False)

    def _value(self, value: Any, part: Key) -> Any:  # noqa: C901 - one case a kind
        match part.kind:
            case Worded():
                return self._resolved(value, part.name, part.kind.of == "prose")
            case Record():
                return self._record(value)
            case Records():
                return [self._record(item) for item in value]
            case Refs(lists):
                shown = self.shown
                return [shown[name, r.id] for r in value for name in lists if (name, r.id) in shown]
            case OneRef(lists):
                shown = self.shown
                known = [shown[n, r.id] for r in value for n in lists if (n, r.id) in shown]
                return known[0] if known else Cut()
            case WordedList():
                texts = [self._resolved(wording, part.name, False) for wording in value]
                return [text for text in texts if text]
            case ProseMap(allowed):
                # A name whose prose is for others says too much: it is gone with it.
                found = ((name, self._resolved(wording, name, True)) for name, wording in value)
                seen = {name: passage for name, passage in found if passage}
                # Names of the format are there like any key of it, empty.
                return Cut({name: Passage((), name) for name in allowed} | seen)
            case File() | Rows():
                return _outside(value)
            case Plain():
                return _plain(value or {})
            case Word() | Id() | Choice() | LanguageTag() | Zone() | Pattern():
                return value
            case Date() | Moment() | Number() | Flag():
                return "" if value is None else value
            case Words() | Choices() | AudienceNames() | Entries() | NamesOrRecords():
                return list(value or ())
            case _:
                assert_never(part.kind)

    def _resolved(self, wording: Wording[Any], name: str, prose: bool) -> Any:
        best, spoken = wording.chosen(self.audience, self.language, self.usual)
        if best is None:
            return Passage((), name) if prose else Said("")
        lang = "" if spoken or _of_no_language(best.value) else self.usual
        # An item that says its language is meant to be in it.
        if lang and lang == self.issue.language:
            self._warn(name, best.location)
        return self._in_form(best.value, name, lang)

    def _in_form(self, value: Any, name: str, lang: str) -> Any:
        if isinstance(value, Prose):
            blocks = value.blocks
            return Passage(tuple(in_language(b, lang) for b in blocks) if lang else blocks, name)
        return value if isinstance(value, date | datetime) else Said(value, lang)

    def _warn(self, name: str, location: Location | None) -> None:
        self.warnings.append(
            warning(
                "issue.no-wording",
                f"'{name}' has no wording in '{self.language}', so it is in "
                f"'{self.issue.language}'",
                location,
                f"add {self.language}: …",
            )
        )


def _of_no_language(value: Any) -> bool:
    """Say whether a value is the same in every language: a date, an address, a number."""
    match value:
        case str():
            return _ADDRESS.fullmatch(value) is not None or not any(map(str.isalpha, value))
        case date():
            return True
        case _:
            return False


def _has_words(row: tuple[Any, ...]) -> bool:
    """Say whether a row has words in cells of one wording: figures are of no language."""
    return any(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in row)


def _outside(value: FileRef | tuple[Any, ...] | None) -> Any:
    """Give what is known of a file: its name. Where it lies is nobody's business."""
    return Said(value.path.name) if isinstance(value, FileRef) and value.path else ""


def _plain(value: Any) -> Any:
    """Give what an author put into `extra`: mappings, lists and text."""
    match value:
        case dict():
            return Cut({name: _plain(inner) for name, inner in value.items()})
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return Said(value)
