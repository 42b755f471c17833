"""Who may see an item, and what an audience does not get: for the authors alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.errors import Location
from briefgen.issue import LISTS, Issue, Item
from briefgen.schema import OneRef, Record, Refs, Worded, Wording, keys
from briefgen.schema.values import fit

_HIDDEN_UNLESS_NAMED = frozenset({"notes"})


def may_see(item: Item, name: str, audience: str) -> bool:
    """Say whether an audience may see an item of the list `name`."""
    if item.audiences is None:
        return name not in _HIDDEN_UNLESS_NAMED
    return audience in item.audiences


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
            _called(item),
            tuple(audience for audience in allowed if may_see(item, name, audience)),
        )
        for name in LISTS
        for item in getattr(issue, name)
    )


def _called(item: Item) -> str:
    """Give the name by which a person knows an item, in any wording."""
    wording: Wording[str] = getattr(item, item.called)
    return str(wording.default or next((v.value for v in wording.variants), ""))


@dataclass(frozen=True, slots=True)
class Omission:
    """What one audience does not get of an issue, and why. Never for a document.

    `what` names it as the issue's file does: a list and an id, or a key.
    """

    audience: str
    what: str
    why: str
    location: Location | None = None


def omissions(issue: Issue, audience: str, language: str) -> tuple[Omission, ...]:
    """Say what the cut for an audience leaves out, in the order of the format."""
    return tuple(_omitted(issue, audience, language))


def _omitted(issue: Issue, audience: str, language: str) -> Iterator[Omission]:
    hidden = {
        (name, item.id)
        for name in LISTS
        for item in getattr(issue, name)
        if hasattr(item, "id") and not may_see(item, name, audience)
    }
    for key, value, place in _worded(issue, ""):
        if why := _unworded(value, audience, language, issue.language):
            yield Omission(audience, key, why, place)
    for name in LISTS:
        for item in getattr(issue, name):
            what = f"{name} '{getattr(item, 'id', '') or _called(item)}'"
            if not may_see(item, name, audience):
                yield Omission(audience, what, _reason(item), item.origin)
                continue
            for key, value, place in _worded(item, f"{what}, "):
                if why := _unworded(value, audience, language, issue.language):
                    yield Omission(audience, key, why, place or item.origin)
            for part in keys(type(item)):
                if isinstance(part.kind, Refs | OneRef):
                    for ref in getattr(item, part.attribute):
                        if any((other, ref.id) in hidden for other in part.kind.lists):
                            key = f"{what}, {part.name} '{ref.id}'"
                            yield Omission(audience, key, "that item is hidden", ref.location)


def _reason(item: Item) -> str:
    if item.audiences is None:
        return "a working note that names no audience"
    if not item.audiences:
        return "its audiences are none"
    return f"its audiences are {', '.join(item.audiences)}"


def _worded(record: Any, before: str) -> Iterator[tuple[str, Wording[Any], Location | None]]:
    for part in keys(type(record)):
        value = getattr(record, part.attribute)
        if isinstance(part.kind, Worded) and value and part.name != "note":
            yield f"{before}{part.name}", value, value.variants[0].location
        elif isinstance(part.kind, Record):
            yield from _worded(value, f"{before}{part.name}.")


def _unworded(wording: Wording[Any], audience: str, language: str, usual: str) -> str:
    """Say why none of the wordings serves; empty where one does."""
    for variant in wording.variants:
        served = not variant.lang or fit(variant.lang, language, usual)
        if variant.audience in ("", audience) and served:
            return ""
    there = ", ".join("/".join(filter(None, (v.audience, v.lang))) for v in wording.variants)
    return f"it has wordings for {there} alone"
