"""Issue + audience + language -> what that audience may see.

Owns the cut: items not meant for the audience are gone, references to them are
gone, wording is resolved, remarks for the authors are gone. What comes out is plain
data with every key of the format there, empty where there is nothing. It runs
before any template, and no template can reach behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from briefgen.cut import Cut, Passage, Said, View
from briefgen.errors import Diagnostic, InputError, Location, error, warning
from briefgen.issue import LISTS, Issue, Item
from briefgen.markup import in_language
from briefgen.schema import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Entries,
    Flag,
    Id,
    Key,
    LanguageTag,
    Moment,
    Number,
    OneRef,
    Plain,
    Prose,
    ProseMap,
    Record,
    Records,
    Refs,
    Variant,
    Word,
    Worded,
    WordedList,
    Wording,
    Words,
    Zone,
    keys,
)

_NEVER = frozenset({"audiences", "note"})
_HIDDEN_UNLESS_NAMED = frozenset({"notes"})


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


@dataclass(frozen=True, slots=True)
class Sight:
    """Who sees one item: its list, the name a person knows it by, and the audiences."""

    list: str
    name: str
    audiences: tuple[str, ...]


def sights(issue: Issue, audiences: tuple[str, ...]) -> tuple[Sight, ...]:
    """Say of every item which of the audiences see it, in the order of the format."""
    allowed = [name for name in audiences if issue.audiences is None or name in issue.audiences]
    return tuple(
        Sight(
            name,
            str(getattr(item, item.called).default or next(iter(_any_wording(item)), "")),
            tuple(audience for audience in allowed if _may_see(item, name, audience)),
        )
        for name in LISTS
        for item in getattr(issue, name)
    )


def _any_wording(item: Item) -> list[str]:
    return [str(variant.value) for variant in getattr(item, item.called).variants]


def _may_see(item: Item, name: str, audience: str) -> bool:
    if item.audiences is None:
        return name not in _HIDDEN_UNLESS_NAMED
    return audience in item.audiences


class _Cutter:
    def __init__(self, issue: Issue, audience: str, language: str) -> None:
        self.issue = issue
        self.audience = audience
        self.language = language
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
        found = []
        for item in getattr(self.issue, name):
            if not _may_see(item, name, self.audience):
                continue
            cut = self._record(item, item.called)
            if getattr(item, "id", ""):
                self.shown[name, item.id] = cut
            found.append(cut)
        return found

    def _record(self, value: Any, called: str = "") -> Cut:
        cut = Cut()
        for part in keys(type(value)):
            if part.name not in _NEVER:
                cut[part.name] = self._value(getattr(value, part.attribute), part)
        if called:
            cut["called"] = cut[called]
        return cut

    def _value(self, value: Any, part: Key) -> Any:
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
            case ProseMap():
                return Cut({name: self._resolved(wording, name, True) for name, wording in value})
            case Plain():
                return _plain(value or {})
            case Word() | Id() | Choice() | LanguageTag() | Zone():
                return value
            case Date() | Moment() | Number() | Flag():
                return "" if value is None else value
            case Words() | Choices() | AudienceNames() | Entries():
                return list(value or ())
            case _:
                assert_never(part.kind)

    def _resolved(self, wording: Wording[Any], name: str, prose: bool) -> Any:
        best: Variant[Any] | None = None
        most = (-1, -1, -1)
        for variant in wording.variants:
            if variant.audience not in ("", self.audience):
                continue
            fit = self._fit(variant.lang)
            if not fit and variant.lang:
                continue
            rank = (min(fit, 1), 1 if variant.audience else 0, fit)
            if rank > most:
                best, most = variant, rank
        if best is None:
            return Passage((), name) if prose else Said("")
        lang = "" if most[0] else self.issue.language
        if lang:
            self._warn(name, best.location)
        return self._in_form(best.value, name, lang)

    def _in_form(self, value: Any, name: str, lang: str) -> Any:
        if isinstance(value, Prose):
            blocks = value.blocks
            return Passage(tuple(in_language(b, lang) for b in blocks) if lang else blocks, name)
        return value if isinstance(value, date | datetime) else Said(value, lang)

    def _fit(self, tag: str) -> int:
        """Say how well a wording's language serves: 3 as it is, 0 not at all."""
        tag, wanted = tag or self.issue.language, self.language
        if tag == wanted:
            return 3
        if wanted.startswith(f"{tag}-"):
            return 2
        if tag == self.issue.language and tag.split("-")[0] == wanted.split("-")[0]:
            return 1
        return 0

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


def _plain(value: Any) -> Any:
    """Give what an author put into `extra`: mappings, lists and text."""
    match value:
        case dict():
            return Cut({name: _plain(inner) for name, inner in value.items()})
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return Said(value)
