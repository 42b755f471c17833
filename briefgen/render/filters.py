"""The filters that templates may use: Jinja2's harmless ones and briefgen's own.

Those on text take values, never the template's own text: a filter cannot reach
behind a placeholder, so it says so instead of spoiling it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jinja2 import pass_environment
from jinja2.filters import FILTERS as STOCK
from jinja2.runtime import Undefined
from markupsafe import Markup

from briefgen.cut import Cut, Passage, Said
from briefgen.document import Inline, NoteReference, Paragraph, Text
from briefgen.markup import Phrase
from briefgen.notes import GAP
from briefgen.render.sandbox import LEDGER, Sandbox, TemplateFault

_LISTS = (
    "first",
    "last",
    "length",
    "count",
    "list",
    "sort",
    "unique",
    "reverse",
    "selectattr",
    "rejectattr",
    "select",
    "reject",
    "map",
    "groupby",
    "default",
    "d",
    "int",
    "abs",
    "min",
    "max",
    "items",
)


def _charged(stock: Callable[..., Any]) -> Callable[..., Any]:
    """Give a stock filter that pays for the length of what it is given."""

    def charged(*args: Any, **kwargs: Any) -> Any:
        for value in args:
            if isinstance(value, Markup):
                raise TemplateFault("this filter is for values", "not for the template's text")
            if isinstance(value, list | tuple | str | dict):
                LEDGER.get().spend(1 + len(value))
        return stock(*args, **kwargs)

    for mark in ("jinja_pass_arg",):
        if hasattr(stock, mark):
            setattr(charged, mark, getattr(stock, mark))
    return charged


def _text(value: Any) -> str:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, Markup) or not isinstance(value, str):
        raise TemplateFault(
            "this filter is for text", "use it on a text field, before anything else is added"
        )
    LEDGER.get().spend(1, len(value))
    return value


def _kept(value: str, text: str) -> Said:
    return Said(text, getattr(value, "lang", ""))


def _upper(value: Any) -> Said:
    return _kept(value, _text(value).upper())


def _lower(value: Any) -> Said:
    return _kept(value, _text(value).lower())


def _capitalize(value: Any) -> Said:
    """Give the text with its first letter large; the others stay as they are."""
    text = _text(value)
    return _kept(value, text[:1].title() + text[1:])


def _full_stop(value: Any) -> Said:
    """End a text with a full stop, unless it ends with a sign of its own."""
    text = _text(value)
    return _kept(value, text if not text or text[-1] in ".!?:;…" else f"{text}.")


def _trim(value: Any) -> Said:
    return _kept(value, _text(value).strip())


def _replace(value: Any, old: str, new: str) -> Said:
    text, old, new = _text(value), _text(old), _text(new)
    if not old:
        raise TemplateFault("nothing to replace", "name the words to be replaced")
    LEDGER.get().spend(1, text.count(old) * len(new))
    return _kept(value, text.replace(old, new))


def _items(value: Any) -> list[Any]:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, str | dict):
        raise TemplateFault("this filter is for lists", "a loop or |listed takes a list")
    found = list(value)
    LEDGER.get().spend(1 + len(found))
    return found


@pass_environment
def _join(environment: Sandbox, value: Any, separator: str = "", attribute: str = "") -> str:
    parts: list[Any] = []
    for item in _items(value):
        if parts and separator:
            parts.append(separator)
        parts.append(environment.getattr(item, attribute) if attribute else item)
    return environment.concatenated(parts)


def _names(value: Any) -> list[str]:
    """Give the names by which a person knows the items of a list."""
    return [item["called"] for item in _items(value)]


def _listed(value: Any) -> Said:
    """Join names as the language does: a, b, and c."""
    names = [item["called"] if isinstance(item, dict) else _text(item) for item in _items(value)]
    return Said(LEDGER.get().language.listed(names))


def _opening(value: Any) -> Passage:
    """Give the first paragraph of prose, to stand inside a line."""
    blocks = _prose(value).blocks
    return Passage(blocks[:1] if blocks and isinstance(blocks[0], Paragraph) else (), value.name)


def _rest(value: Any) -> Passage:
    """Give what `opening` leaves."""
    return Passage(_prose(value).blocks[len(_opening(value).blocks) :], value.name)


def _prose(value: Any) -> Passage:
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, Passage):
        raise TemplateFault("this filter is for prose")
    return value


def _by_speaker(value: Any) -> list[Cut]:
    """Group items by who said them, in the order of the list; those of nobody come first."""
    groups: dict[str, Cut] = {}
    for item in _items(value):
        people = item.get("raised_by") or item.get("asked_by") or item.get("proposed_by") or []
        speaker = _listed(people) if people else item["attribution"]
        group = groups.setdefault(str(speaker), Cut(speaker=speaker, said=[]))
        group["said"].append(item)
    # What nobody is named for comes first: below a name it would seem to be theirs.
    return sorted(groups.values(), key=lambda group: bool(group["speaker"]))


def references(item: Any) -> tuple[Inline, ...]:
    """Give what refers to the sources of an item: for each a gap and its number."""
    found: list[Inline] = []
    for name in dict.fromkeys(source["id"] for source in item["sources"]):
        found.extend((Text(GAP), NoteReference(name)))
    LEDGER.get().cites |= bool(found)
    return tuple(found)


def shared_sources(items: list[Any]) -> bool:
    """Say whether all items rest on the same sources, so that they are referred to once."""
    first, *others = [[source["id"] for source in item["sources"]] for item in items] or [[]]
    return bool(first) and all(ids == first for ids in others)


def _cited(value: Any, among: Any = None) -> Phrase:
    """Give the references to an item's sources, to stand behind its words.

    Of a list: those that all its items share. Of an item `among` others: none where all of
    them share theirs, since they stand behind the words over the list.
    """
    what = "an item of a list of the issue"
    if isinstance(value, list):
        items = [_item(item, "sources", what) for item in _items(value)]
        return Phrase(references(items[0]) if shared_sources(items) else ())
    item = _item(value, "sources", what)
    return Phrase(() if among and shared_sources(_items(among)) else references(item))


def _note(value: Any) -> Phrase:
    """Give what a note of `::: notes` starts with: which source it is."""
    LEDGER.get().cites = True
    return Phrase((NoteReference(_item(value, "id", "a source")["id"]),))


def _item(value: Any, field: str, what: str) -> dict[str, Any]:
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, dict) or field not in value:
        raise TemplateFault(f"this filter is for {what}")
    return value


def _date(value: Any, kind: type, write: Callable[[Any], str]) -> Said:
    if isinstance(value, Undefined):
        str(value)
    if value == "":
        return Said("")
    if not isinstance(value, kind):
        raise TemplateFault("this filter is for dates")
    return Said(write(value))


def _long_date(value: Any) -> Said:
    return _date(value, date, LEDGER.get().language.long_date)


def _press_date(value: Any) -> Said:
    return _date(value, date, LEDGER.get().language.press_date)


def _moment(value: Any) -> Said:
    ledger = LEDGER.get()
    return _date(value, datetime, lambda moment: ledger.language.moment(moment, ledger.zone))


def _refused(name: str) -> Callable[..., Any]:
    def refused(*_: Any, **__: Any) -> Any:
        raise TemplateFault(f"|{name} is refused", "a value is always plain text; leave it out")

    return refused


def filters() -> dict[str, Callable[..., Any]]:
    """Give all filters by name."""
    return {
        **{name: _charged(STOCK[name]) for name in _LISTS},
        "upper": _upper,
        "lower": _lower,
        "capitalize": _capitalize,
        "full_stop": _full_stop,
        "trim": _trim,
        "replace": _replace,
        "join": _join,
        "names": _names,
        "listed": _listed,
        "opening": _opening,
        "rest": _rest,
        "by_speaker": _by_speaker,
        "cited": _cited,
        "note": _note,
        "long_date": _long_date,
        "press_date": _press_date,
        "moment": _moment,
        "safe": _refused("safe"),
        "e": _refused("e"),
        "escape": _refused("escape"),
    }
