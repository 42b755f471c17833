"""The shapes of what templates get: which fields there are, without any issue at hand.

Owns the description of the view for those who look at a template and do not run it.
What is not known has the shape ANY, of which everything may be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from briefgen.cut import Cut
from briefgen.issue import LISTS, Issue, Item
from briefgen.render.sandbox import DATE_FIELDS, GROUP_FIELDS, LOOP_FIELDS, TEXT_METHODS
from briefgen.schema import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Id,
    Kind,
    LanguageTag,
    Moment,
    OneRef,
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

# Keys that no audience gets.
NEVER = frozenset({"audiences", "note"})


@dataclass(frozen=True, slots=True)
class Single:
    """A single value; `called` is the word for it, `fields` what may be asked of it."""

    called: str
    fields: frozenset[str] = frozenset()


ANY = Single("anything")
TEXT = Single("a text", TEXT_METHODS)
PROSE = Single("prose")
# A date that is not there is an empty text.
DAY = Single("a date", DATE_FIELDS | TEXT_METHODS)


@dataclass(eq=False, slots=True)
class Group:
    """A group of fields; `rest` is the shape of any other field, None where there is none."""

    fields: dict[str, Shape] = field(default_factory=dict)
    rest: Shape | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Files:
    """Names of templates, of which the first that is there is taken: for each section."""

    each: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of briefgen's."""

    name: str
    call: Callable[..., Any]


@dataclass(eq=False, slots=True)
class MacroOf:
    """A macro: its node, the template that it stands in, and the names known there."""

    node: nodes.Macro
    template: str
    scope: Any


Shape = Single | Group | Items | Files | Function | MacroOf


def loop_of(item: Shape) -> Group:
    """Give the shape of `loop`."""
    fields: dict[str, Shape] = dict.fromkeys(sorted(LOOP_FIELDS), ANY)
    return Group({**fields, "previtem": item, "nextitem": item})


def grouped(items: Shape) -> Items:
    """Give the shape of what |groupby gives."""
    by, of = GROUP_FIELDS
    return Items(Group({by: ANY, of: items}))


def joined(one: Shape, other: Shape) -> Shape:
    """Give the shape of what is one or the other."""
    if one == other:
        return one
    match one, other:
        case Items(item=first), Items(item=second):
            return Items(joined(first, second))
        case Group(), Group():
            return merged((one, other))
        case _:
            return ANY


def merged(groups: Iterable[Group]) -> Group:
    """Give a group that has the fields of all: which one it is, is not known."""
    found = Group()
    for group in groups:
        for name, shape in group.fields.items():
            old = found.fields.get(name)
            found.fields[name] = shape if old is None or old is shape else ANY
        found.rest = found.rest or group.rest
    return found


# --- the view ---


@lru_cache(maxsize=1)
def issue() -> Group:
    """Give the shape of `issue`: every key of the format that the cut leaves."""
    items: dict[str, Group] = {name: Group() for name in LISTS}
    whole = Group()
    for part in keys(Issue):
        if part.name in NEVER:
            continue
        if isinstance(part.kind, Records) and part.name in items:
            _fill(items[part.name], part.kind.type, items)
            whole.fields[part.name] = Items(items[part.name])
        else:
            whole.fields[part.name] = _kind(part.kind, items)
    # A picture, once it was found.
    organization = whole.fields["organization"]
    assert isinstance(organization, Group)
    organization.fields["logo"] = ANY
    return whole


def _fill(group: Group, described: type, items: dict[str, Group]) -> Group:
    for part in keys(described):
        if part.name not in NEVER:
            group.fields[part.name] = _kind(part.kind, items)
    if issubclass(described, Item):
        group.fields["called"] = TEXT
    return group


def _kind(kind: Kind, items: dict[str, Group]) -> Shape:
    match kind:
        case Worded(of="prose"):
            return PROSE
        case Worded(of="text" | "url" | "email"):
            return TEXT
        case Word() | Id() | Choice() | LanguageTag() | Zone():
            return TEXT
        case Date() | Moment():
            return DAY
        case Words() | Choices() | AudienceNames() | WordedList():
            return Items(TEXT)
        case Refs(lists):
            return Items(_either(lists, items))
        case OneRef(lists):
            return _either(lists, items)
        case Record(described):
            return _fill(Group(), described, items)
        case Records(described):
            return Items(_fill(Group(), described, items))
        case ProseMap(allowed):
            return Group(dict.fromkeys(allowed, PROSE), None if allowed else PROSE)
        case Rows():
            return Items(Group({}, ANY))
        case _:
            return ANY


def _either(lists: tuple[str, ...], items: dict[str, Group]) -> Shape:
    # What may be one of two lists' items is filled later than it is needed: it has no shape.
    return items[lists[0]] if len(lists) == 1 else ANY


def of_value(value: Any) -> Shape:
    """Give the shape of a value that every run has."""
    match value:
        case Cut() if hasattr(type(value), "__missing__"):
            return ANY
        case Cut():
            return Group({name: of_value(inner) for name, inner in value.items()})
        case [Cut(), *_]:
            return Items(merged(of_value(item) for item in value))  # type: ignore[misc]
        case str():
            return TEXT
        case _ if getattr(value, "for_templates", False):
            return Function(value.__name__, value)
        case _:
            return ANY


def of_context(context: dict[str, Any]) -> dict[str, Shape]:
    """Give the shapes of the names that a template starts with."""
    found = {name: of_value(value) for name, value in context.items()}
    found["issue"] = issue()
    sections = found.get("sections")
    if isinstance(sections, Items) and isinstance(sections.item, Group):
        each = tuple(tuple(section.get("files", ())) for section in context["sections"])
        sections.item.fields["files"] = Files(each)
    return found
