"""What each built-in audience's briefing shows: for every field of the format, when.

Owns the table. A field that stands under an audience must be among the words of its
briefing wherever the condition holds; one that does not stand there must not be. Must not
know templates: this is what they are held to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.issue import Issue
from briefgen.schema import File, ProseMap, Record, Records, Rows, Word, Worded, WordedList, keys
from tests.properties.values import Planted, planted

Item = dict[str, Any]
Rule = Callable[[Item, Item], Any]  # of the item that has the field, and the whole issue


@dataclass(frozen=True, slots=True)
class Said:
    """A value that an audience sees, the field that it stands in, and the item it is of."""

    field: str
    value: Planted
    item: Item


def said(cut: Item) -> Iterator[Said]:
    """Give every value of an issue as an audience sees it (`sight.seen`)."""
    yield from _said(cut, "issue", cut, Issue)


def _said(record: Item, name: str, item: Item, described: type) -> Iterator[Said]:
    for part in keys(described):
        value = record.get(part.name)
        path = f"{name}.{part.name}"
        match part.kind:
            case Record(inner) if value:
                yield from _said(value, part.name, value, inner)
            case Records(inner):
                nested = part.name if described is Issue else path
                for one in value or []:
                    around = {} if described is Issue else {"of": item}
                    yield from _said(one, nested, {**one, **around}, inner)
            case ProseMap(allowed):
                for key, inner_value in (value or {}).items():
                    field = f"{part.name}.{key}" if allowed else part.name
                    yield from (Said(field, leaf, item) for leaf in planted(inner_value))
            case _:
                yield from (Said(path, leaf, item) for leaf in planted(value))


def fields() -> set[str]:
    """Give every field of the format that holds words."""
    return set(_fields("issue", Issue))


def _fields(name: str, described: type) -> Iterator[str]:
    for part in keys(described):
        match part.kind:
            case Record(inner):
                yield from _fields(part.name, inner)
            case Records(inner):
                nested = part.name if described is Issue else f"{name}.{part.name}"
                yield from _fields(nested, inner)
            case ProseMap(allowed):
                yield from (f"{part.name}.{key}" for key in allowed)
                yield from () if allowed else (part.name,)
            case Worded() | WordedList() | Rows() | Word() | File():
                yield f"{name}.{part.name}"
            case _:
                pass


# --- conditions --------------------------------------------------------------


def always(item: Item, cut: Item) -> Any:
    return True


def lacks(field: str) -> Rule:
    return lambda item, cut: not item[field]


def has(field: str) -> Rule:
    return lambda item, cut: item[field]


def speaks(item: Item, cut: Item) -> Any:
    return item["stance"] or item["position"]


def has_parties(item: Item, cut: Item) -> Any:
    return any(party["stance"] for party in cut["stakeholders"])


def has_positions(item: Item, cut: Item) -> Any:
    return any(speaks(party, cut) for party in cut["stakeholders"])


def has_remedies(item: Item, cut: Item) -> Any:
    return any(p["main_concern"] or p["suggested_remedy"] for p in cut["stakeholders"])


def has_offices(item: Item, cut: Item) -> Any:
    office = cut["organization"]
    return cut["contacts"] or office["email"] or office["website"]


def has_comment(item: Item, cut: Item) -> Any:
    return any(cut["comment"].values())


def has_rows(item: Item, cut: Item) -> Any:
    return item["rows"].words if isinstance(item["rows"], Planted) else item["rows"]


def is_filled(item: Item, cut: Item) -> Any:
    """Say whether a column of a table stands in it: the first does, others with a value."""
    table = item["of"]
    if isinstance(table["rows"], Planted):
        return table["rows"].words
    name = item["key"].source
    first = name == table["columns"][0]["key"].source
    return table["rows"] and (first or any(row.get(name) for row in table["rows"]))


def has_tables(item: Item, cut: Item) -> Any:
    return any(has_rows(table, cut) for table in cut["tables"])


def is_not_first(item: Item, cut: Item) -> Any:
    return item != cut["contacts"][0]


def has_others(item: Item, cut: Item) -> Any:
    return cut["contacts"][1:] or cut["organization"]["website"]


def has_boilerplate(item: Item, cut: Item) -> Any:
    return cut["organization"]["boilerplate"]


def is_addressed(item: Item, cut: Item) -> Any:
    return any(item["id"].source in other["addresses"] for other in cut["recommendations"])


def in_positions_of_their_own(item: Item, cut: Item) -> Any:
    return not cut["intros"].get("positions") and has_positions(item, cut)


def under(section: str) -> Rule:
    """Say when a section of a list, or a text, stands in a briefing at all."""
    return lambda item, cut: cut[section]


def _each(section: str, names: str, rule: Rule = always) -> dict[str, Rule]:
    return {f"{section}.{name}": rule for name in names.split()}


def _intros(*names: str, **special: Rule) -> dict[str, Rule]:
    return {f"intros.{name}": special.get(name, under(name)) for name in (*names, *special)}


# --- the table ---------------------------------------------------------------

_SHARED: dict[str, Rule] = {
    **_each("issue", "title subtitle summary outlook"),
    "organization.website": always,
    **_each("key_figures", "label value unit attribution"),
    **_each("quotes", "text speaker role attribution"),
    **_each("events", "what where time attribution url"),
    "events.when": lacks("date"),
    **_each("sources", "title author publisher url attribution"),
    **_each("contacts", "name role email phone"),
    **_each("attachments", "title file url attribution"),
    **_each("tables", "caption attribution rows", has_rows),
    "tables.columns.label": is_filled,
    **_each("recommendations", "approach benefit implementation"),
    "recommendations.attribution": lacks("proposed_by"),
    **_each("stakeholders", "stance_label primary_concern", has("stance")),
    "stakeholders.position": always,
    "stakeholders.attribution": speaks,
    **_intros("quotes", "key_figures", "recommendations", "events", "outlook", "attachments"),
    **_intros("summary", "sources", tables=has_tables),
    **_intros(positions=has_positions, stakeholders=in_positions_of_their_own),
}

# What the memo and the fact sheet have in common.
_AT_LENGTH: dict[str, Rule] = {
    **_SHARED,
    **_each("organization", "name department email"),
    **_each("comment", "how url"),
    **_each("contacts", "for attribution"),
    **_each("concerns", "topic detail"),
    "concerns.attribution": lacks("raised_by"),
    "asks.text": always,
    "asks.attribution": lacks("asked_by"),
    "recommendations.deadline": always,
    "recommendations.detail": always,
    "issue.proposal": has_positions,
    "stakeholders.full_name": has("position"),
    "stakeholders.name": lambda item, cut: (
        item["stance"] or (item["position"] and not item["full_name"])
    ),
    **_intros("concerns", "asks", comment=has_comment, contacts=has_offices),
}

SHOWN: dict[str, dict[str, Rule]] = {
    "city-council": {
        **_AT_LENGTH,
        **_each("issue", "edition supersedes reference approved_by proposal motion background"),
        "issue.id": lacks("reference"),
        **_each("memo", "to through from prepared_by"),
        **_each("stakeholders", "main_concern suggested_remedy"),
        "stakeholders.name": lambda item, cut: (
            item["stance"]
            or item["main_concern"]
            or item["suggested_remedy"]
            or (item["position"] and not item["full_name"])
        ),
        **_each("risks", "issue possible_outcome community_demand"),
        "risks.attribution": lacks("raised_by"),
        **_each("options", "name summary pros cons attribution"),
        **_each("recommendations", "owner cost"),
        "impacts": always,
        **_intros("motion", "background", "risks", "options", "impacts"),
        **_intros(remedies=has_remedies),
    },
    "community-groups": {
        **_AT_LENGTH,
        **_each("messages", "text attribution"),
        **_each("questions", "question answer attribution"),
        "risks.issue": is_addressed,
        **_intros("questions", "messages"),
    },
    "press": {
        **_SHARED,
        **_each("messages", "text attribution"),
        "issue.background": always,
        # At the head of the text the place stands in capitals, and only as far as its comma.
        "issue.place": has_parties,
        "organization.boilerplate": always,
        **_each("organization", "name department"),
        "organization.email": lambda item, cut: not cut["contacts"],
        "release.dateline": always,
        "contacts.for": is_not_first,
        "concerns.topic": has_parties,
        "asks.text": has_parties,
        "stakeholders.full_name": speaks,
        "stakeholders.name": lambda item, cut: speaks(item, cut) and not item["full_name"],
        **_intros("background", "messages", contacts=has_others, boilerplate=has_boilerplate),
    },
}

# Shown nowhere: names between items, remarks, and what only a template of one's own shows.
UNSHOWN = {
    "intros.head",
    "notes.attribution",
    "notes.text",
    "organization.logo",
    "organization.logo_alt",  # read aloud, and no word of the text
    "stakeholders.kind",
    "tables.columns.key",
}
