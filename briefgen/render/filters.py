"""The filters and tests that templates may use: Jinja2's harmless ones and briefgen's own.

Those on text take values, never the template's own text: a filter cannot reach
behind a placeholder, so it says so instead of spoiling it. Each pays for what it is
given before it looks at it, and what it finds faulty is noted and counts as nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache, wraps
from inspect import signature
from typing import Any, cast

from jinja2 import pass_environment
from jinja2.exceptions import TemplateRuntimeError
from jinja2.filters import FILTERS as STOCK
from jinja2.filters import make_attrgetter
from jinja2.runtime import LoopContext, Undefined
from jinja2.tests import TESTS as STOCK_TESTS
from markupsafe import Markup

from briefgen.cut import Cut, Passage, Said
from briefgen.document import Inline, NoteReference, Paragraph, Text
from briefgen.markup import Phrase
from briefgen.notes import GAP
from briefgen.render.costs import weight
from briefgen.render.printing import nothing
from briefgen.render.sandbox import LEDGER, Sandbox, TemplateFault
from briefgen.render.wording import a_kind, translated

# Jinja's own, each with what it gives.
LISTS = {
    "first": "the first item",
    "last": "the last item",
    "length": "how many there are",
    "count": "the same as `length`",
    "list": "a list of what can be looped over",
    "sort": 'the items in order: `sort(attribute="date")`, `sort(reverse=true)`',
    "unique": 'each item once: `unique(attribute="name")`',
    "reverse": "the items from the last to the first",
    "selectattr": 'the items whose field is not empty: `selectattr("url")`, or passes a test: '
    '`selectattr("stance", "equalto", "opposes")`',
    "rejectattr": "the items that `selectattr` leaves",
    "select": "the items that are not empty, or pass a test",
    "reject": "the items that `select` leaves",
    "map": 'one field of each item: `map(attribute="name")`, or each through a filter',
    "groupby": "the items by a field, each group with its `grouper` and its `list`",
    "default": 'the value, or another where a name or field is unknown: `default("none")`',
    "d": "the same as `default`",
    "int": "a whole number; 0 where it is none",
    "abs": "a number without its sign",
    "min": 'the least: `min(attribute="date")`',
    "max": "the greatest",
    "items": "the pairs of name and value of a group",
}
_COMPARED = frozenset({"sort", "unique", "groupby", "min", "max"})
_FOR_UNKNOWN = frozenset({"default", "d"})

TESTS = (
    *("defined", "undefined", "none", "true", "false", "boolean", "string", "number", "integer"),
    *("float", "mapping", "sequence", "iterable", "odd", "even", "divisibleby", "lower", "upper"),
    *("in", "==", "eq", "equalto", "!=", "ne", ">", "gt", "greaterthan", ">=", "ge"),
    *("<", "lt", "lessthan", "<=", "le"),
)


def _stock(name: str) -> Callable[..., Any]:
    """Give a filter of Jinja's that pays for the length of what it is given."""
    stock = STOCK[name]
    first = 1 if hasattr(stock, "jinja_pass_arg") else 0

    @wraps(stock)
    def paid(*args: Any, **kwargs: Any) -> Any:
        for value in args[first:]:
            _pay(value)
        if name in _COMPARED:
            _check_compared(args, kwargs)
        try:
            found = stock(*args, **kwargs)
            # Made at once, since it was paid for now.
            return list(found) if isinstance(found, Iterator) else found
        except TemplateFault:
            raise
        except TemplateRuntimeError as fault:
            raise translated(str(fault.message), filters(), tests()) from None
        except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as fault:
            kind = a_kind(args[first])
            raise TemplateFault(f"|{name} cannot be used on {kind}", str(fault)) from None

    return paid


def _pay(value: Any) -> None:
    if isinstance(value, Markup):
        raise TemplateFault("this filter is for values", "not for the template's text")
    if isinstance(value, LoopContext):
        raise TemplateFault("this filter is for values", "a loop is none")
    if hasattr(value, "__len__") and not isinstance(value, Undefined):
        LEDGER.get().spend(1 + len(value))


def _check_compared(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Refuse to compare what holds other things: it may take a time that doubles."""
    environment, items, *_ = args
    if isinstance(items, str) or not isinstance(items, Iterable):
        return  # the filter itself says what is wrong
    attribute = kwargs.get("attribute")
    if attribute is None:
        # groupby(attribute), min and max(case_sensitive, attribute), sort(…, …, attribute)
        attribute = next((value for value in args[2:] if isinstance(value, str)), None)
    compared = [list(items)]
    if attribute is not None:
        getters = [make_attrgetter(environment, part) for part in str(attribute).split(",")]
        compared = [[getter(item) for item in items] for getter in getters]
    for values in compared:
        for value in values:
            if isinstance(value, Undefined):
                str(value)
            elif isinstance(value, str):
                LEDGER.get().spend(0, len(value))  # each is copied in small letters
    if any(map(_holds, compared)):
        raise TemplateFault(
            "lists and groups cannot be compared", 'name a field of one value: attribute="date"'
        )


def _holds(values: list[Any]) -> bool:
    return any(isinstance(value, list | tuple | dict) and value for value in values)


def _test(name: str) -> Callable[..., Any]:
    """Give a test of Jinja's; of single values, and not of what is unknown."""
    stock = cast(Callable[..., Any], STOCK_TESTS[name])
    if name in ("defined", "undefined"):
        return stock

    @wraps(stock)
    def tested(*args: Any) -> Any:
        for value in args:
            if isinstance(value, Undefined):
                str(value)
                return False
            LEDGER.get().spend(10 * weight(value))
        if name == "in":
            _pay(args[1])
        if len(args) > 1 and _holds([args[0], *(args[1:] if name != "in" else ())]):
            return nothing(
                TemplateFault("lists and groups cannot be compared", "compare fields, or |length")
            )
        try:
            return stock(*args)
        except (TypeError, ValueError, ArithmeticError, AttributeError) as fault:
            kind = a_kind(args[0])
            return nothing(TemplateFault(f"'is {name}' cannot be asked of {kind}", str(fault)))

    return tested


@lru_cache(maxsize=1)
def tests() -> dict[str, Callable[..., Any]]:
    """Give all tests by name."""
    return {name: _test(name) for name in TESTS}


_LISTED = "an item of a list of the issue"


def _text(value: Any) -> str:
    if isinstance(value, Markup) or not isinstance(value, str):
        raise TemplateFault(
            "this filter is for text", "use it on a text field, before anything else is added"
        )
    LEDGER.get().spend(1, len(value))
    return value


def _kept(value: str, text: str) -> Said:
    return Said(text, getattr(value, "lang", ""))


def _upper(value: Any) -> Said:
    """Give a text in capitals."""
    return _kept(value, _text(value).upper())


def _lower(value: Any) -> Said:
    """Give a text in small letters."""
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
    """Give a text without the space around it."""
    return _kept(value, _text(value).strip())


def _replace(value: Any, old: str, new: str) -> Said:
    """Give a text with other words in the place of some: `replace("old", "new")`."""
    text, old, new = _text(value), _text(old), _text(new)
    if not old:
        raise TemplateFault("nothing to replace", "name the words to be replaced")
    LEDGER.get().spend(1, text.count(old) * len(new))
    return _kept(value, text.replace(old, new))


def _items(value: Any) -> list[Any]:
    if isinstance(value, str | dict | LoopContext) or not hasattr(value, "__iter__"):
        raise TemplateFault("this filter is for lists", "a loop or |listed takes a list")
    found = list(value)
    LEDGER.get().spend(1 + len(found))
    return found


@pass_environment
def _join(environment: Sandbox, value: Any, separator: str = "", attribute: str = "") -> str:
    """Join texts with a sign between them: `join("; ")`."""
    parts: list[Any] = []
    for item in _items(value):
        if parts and separator:
            parts.append(separator)
        parts.append(environment.getattr(item, attribute) if attribute else item)
    return environment.concatenated(parts)


def _names(value: Any) -> list[str]:
    """Give the names by which a person knows the items of a list."""
    return [_item(item, "called", _LISTED)["called"] for item in _items(value)]


def _listed(value: Any) -> Said:
    """Join names as the language does: a, b, and c."""
    names = [
        _item(item, "called", _LISTED)["called"] if isinstance(item, dict) else _text(item)
        for item in _items(value)
    ]
    return Said(LEDGER.get().language.listed(names))


def _opening(value: Any) -> Passage:
    """Give the first paragraph of prose, to stand inside a line."""
    blocks = _prose(value).blocks
    return Passage(blocks[:1] if blocks and isinstance(blocks[0], Paragraph) else (), value.name)


def _rest(value: Any) -> Passage:
    """Give what `opening` leaves."""
    return Passage(_prose(value).blocks[len(_opening(value).blocks) :], value.name)


def _prose(value: Any) -> Passage:
    if not isinstance(value, Passage):
        raise TemplateFault("this filter is for prose")
    return value


def _by_speaker(value: Any) -> list[Cut]:
    """Group items by who said them, in the order of the list; those of nobody come first."""
    groups: dict[str, Cut] = {}
    for item in _items(value):
        _item(item, "attribution", _LISTED)
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
    if isinstance(value, list):
        items = [_item(item, "sources", _LISTED) for item in _items(value)]
        return Phrase(references(items[0]) if shared_sources(items) else ())
    item = _item(value, "sources", _LISTED)
    return Phrase(() if among and shared_sources(_items(among)) else references(item))


def _note(value: Any) -> Phrase:
    """Give what a note of `::: notes` starts with: which source it is."""
    LEDGER.get().cites = True
    return Phrase((NoteReference(_item(value, "id", "a source")["id"]),))


def _item(value: Any, field: str, what: str) -> dict[str, Any]:
    if not isinstance(value, dict) or field not in value:
        raise TemplateFault(f"this filter is for {what}")
    return value


def _date(value: Any, kind: type, write: Callable[[Any], str]) -> Said:
    if value == "":
        return Said("")
    if not isinstance(value, kind):
        raise TemplateFault("this filter is for dates")
    return Said(write(value))


def _long_date(value: Any) -> Said:
    """Write a date out: November 23, 2026."""
    return _date(value, date, LEDGER.get().language.long_date)


def _press_date(value: Any) -> Said:
    """Write a date as newsrooms do: Nov. 23, 2026."""
    return _date(value, date, LEDGER.get().language.press_date)


def _moment(value: Any) -> Said:
    """Write a moment with its time and zone."""
    ledger = LEDGER.get()
    return _date(value, datetime, lambda moment: ledger.language.moment(moment, ledger.zone))


def _refused(name: str) -> Callable[..., Any]:
    def refused(*_: Any, **__: Any) -> Any:
        raise TemplateFault(f"|{name} is refused", "a value is always plain text; leave it out")

    return refused


REFUSED = ("safe", "e", "escape")
OWN: dict[str, Callable[..., Any]] = {
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
}


def _noting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a filter whose faults are noted, so that the run goes on."""

    @wraps(function)
    def noting(*args: Any, **kwargs: Any) -> Any:
        if name not in _FOR_UNKNOWN:
            for value in args:
                if isinstance(value, Undefined):
                    str(value)
                    return value
        try:
            return function(*args, **kwargs)
        except TemplateFault as fault:
            return nothing(fault)
        except TypeError:
            try:
                signature(function).bind(*args, **kwargs)
            except TypeError as fault:
                return nothing(TemplateFault(f"|{name} does not take that", str(fault)))
            raise

    return noting


@lru_cache(maxsize=1)
def filters() -> dict[str, Callable[..., Any]]:
    """Give all filters by name."""
    every = {**{name: _stock(name) for name in LISTS}, **OWN}
    every.update({name: _refused(name) for name in REFUSED})
    return {name: _noting(name, function) for name, function in every.items()}
