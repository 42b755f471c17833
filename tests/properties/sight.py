"""What an audience may see of an invented issue, said a second time and apart from briefgen.

Owns the rules of visibility as the format's description has them. It is an oracle: nothing
in it is taken from `briefgen.view`.
"""

from __future__ import annotations

from typing import Any, assert_never

from briefgen.issue import Issue
from briefgen.schema import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Entries,
    File,
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
    ProseMap,
    Record,
    Records,
    Refs,
    Rows,
    Word,
    Worded,
    WordedList,
    Words,
    Zone,
    keys,
)
from tests.properties.issues import AUDIENCES
from tests.properties.values import Invented, Planted, Wordings, planted


def is_for(issue: Invented, audience: str) -> bool:
    """Say whether an audience gets a briefing on the issue at all."""
    return audience in issue.data.get("audiences", [audience])


def sees(item: dict[str, Any], name: str, audience: str) -> bool:
    """Say whether an audience sees an item of a list."""
    return audience in item.get("audiences", [] if name == "notes" else [audience])


def hidden(issue: Invented, audience: str, language: str = "") -> set[str]:
    """Give the tokens that nothing made for an audience may hold."""
    cut = seen(issue, audience, language or issue.language)
    return issue.tokens - set().union(*(value.open for value in planted(cut)))


def seen(issue: Invented, audience: str, language: str) -> dict[str, Any]:
    """Cut an issue down to what an audience sees: every key there, wordings chosen."""
    return _Onlooker(issue, audience, language).record(issue.data, Issue)


class _Onlooker:
    def __init__(self, issue: Invented, audience: str, language: str) -> None:
        self.issue = issue
        self.audience = audience
        self.language = language
        self.items = {
            item["id"].source: (name, item)
            for name, items in issue.data.items()
            if isinstance(items, list)
            for item in items
            if isinstance(item, dict) and "id" in item
        }

    def record(self, value: dict[str, Any], described: type) -> dict[str, Any]:
        return {
            part.name: self.value(value.get(part.name), part)
            for part in keys(described)
            if part.name != "note"
        }

    def value(self, value: Any, part: Key) -> Any:
        match part.kind:
            case Worded():
                return self.chosen(value)
            case WordedList():
                return [text for wording in value or [] if (text := self.chosen(wording))]
            case Refs() | OneRef():
                return self.referred([value] if isinstance(value, str) else value or [])
            case Record(described):
                return self.record(value or {}, described)
            case Records(described):
                items = [i for i in value or [] if sees(i, part.name, self.audience)]
                return [self.record(item, described) for item in items]
            case ProseMap(allowed):
                read = {name: self.chosen(wording) for name, wording in (value or {}).items()}
                # A name of the author's own is read as a heading.
                heads = {name: [Planted(name, words=(name,))] for name in read if not allowed}
                return {name: [*heads.get(name, []), said] for name, said in read.items() if said}
            case Rows():
                return self.rows(value)
            case File() | Plain() | Word() | Words():
                return value
            case Id() | Date() | Moment() | Number() | Flag() | Choice() | Choices():
                return value
            case AudienceNames() | Entries() | LanguageTag() | Zone():
                return value
            case NamesOrRecords() | Pattern():
                raise NotImplementedError  # no key of an issue is of these kinds
            case _:
                assert_never(part.kind)

    def rows(self, value: Any) -> Any:
        if isinstance(value, Planted) or value is None:
            return value
        return [{name: self.chosen(cell) for name, cell in row.items()} for row in value]

    def referred(self, names: list[str]) -> list[str]:
        """Give the ids of those items of a reference that are seen."""
        return [name for name in names if sees(self.items[name][1], "", self.audience)]

    def chosen(self, wording: Any) -> Any:
        """Choose a wording: first of the language, then of the audience, then the nearest."""
        if not isinstance(wording, Wordings):
            return wording
        best, most = None, (False, False, -1)
        for label, said in wording.said.items():
            audience, tag = _parts(label)
            if audience not in ("", self.audience):
                continue
            own = tag or self.issue.language
            serves = self.language == own or self.language.startswith(f"{own}-")
            rank = (serves, audience != "", len(own))
            if (serves or not tag) and rank > most:
                best, most = said, rank
        return best


def _parts(label: str) -> tuple[str, str]:
    """Take a wording's label apart: its audience and its language."""
    audience, slash, tag = label.partition("/")
    if slash:
        return audience, tag
    if label == "default":
        return "", ""
    return (label, "") if label in AUDIENCES else ("", label)
