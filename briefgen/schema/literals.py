"""Single words -> values: ids, dates, moments, numbers, choices, zones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, assert_never
from unicodedata import name as sign_name
from zoneinfo import ZoneInfo

from briefgen.schema import kinds as k
from briefgen.yamlfile import quoted

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# So many names are compared with a misspelt one, and so many are listed.
_MANY, _LISTED = 500, 60

# Names that Windows keeps for devices, whatever stands behind them.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)

Literal = (
    k.Id | k.Choice | k.LanguageTag | k.Zone | k.Date | k.Moment | k.Number | k.Flag | k.Pattern
)
_LONGEST_PATTERN = 200
_BRACED = re.compile(r"\{([^{}]*)\}")


class Unreadable(Exception):
    """A word that is not of its kind; `code`, `message` and `hint` say how."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Take the parts of the diagnostic; the reader knows the place."""
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known name that a word is most like; empty where it is like none."""
    names = sorted(known)
    if len(names) > _MANY:  # comparing with each of many ids takes its time
        names = [n for n in names if n[:2] == word[:2] or n[-2:] == word[-2:]][:_MANY]
    close = get_close_matches(word[:100], names, n=1, cutoff=0.6)
    return close[0] if close else ""


def near(word: str, known: Iterable[str]) -> str:
    """Give a hint with the nearest known name, or with all of a few."""
    names = sorted(known)
    if close := nearest(word, names):
        return f"did you mean '{close}'?{_look_alike(word, ' ')}"
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"allowed here: {', '.join(names[:_LISTED])}{more}" if names else ""


def _look_alike(word: str, before: str = "", after: str = "") -> str:
    """Name the first sign of a word that looks like a Latin letter or digit and is none."""
    for sign in word:
        called = sign_name(sign, "")
        if not sign.isascii() and not called.startswith("LATIN"):
            return f"{before}the '{sign}' in it is U+{ord(sign):04X} ({called.lower()}){after}"
    return ""


def read(text: str, kind: Literal, is_tag: Callable[[str], bool]) -> Any:
    """Read a word as a value of a kind. Raises Unreadable."""
    match kind:
        case k.Id():
            return _id(text)
        case k.Choice(values):
            return _choice(text, values)
        case k.LanguageTag():
            if not is_tag(text):
                hint = "write a tag such as en-US, es or es-MX"
                raise Unreadable("bad-language", f"{quoted(text)} is no language tag", hint)
            return text
        case k.Zone():
            return _zone(text)
        case k.Date():
            return _date(text)
        case k.Moment():
            return _moment(text)
        case k.Number():
            return _number(text, kind)
        case k.Flag():
            return _choice(text, ("true", "false")) == "true"
        case k.Pattern(names):
            return _pattern(text, names)
        case _:
            assert_never(kind)


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise Unreadable(
            "bad-id",
            f"{quoted(text)} is no id",
            _look_alike(text, after="; ")
            + _as_id(text)
            + "an id has 1 to 64 of a-z, 0-9 and hyphens, and starts with no hyphen",
        )
    if text in _RESERVED:
        raise Unreadable("bad-id", f"'{text}' is no name for a file on Windows", "choose another")
    return text


def _as_id(text: str) -> str:
    """Give the id that somebody may have meant: 'School Board' is school-board."""
    meant = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f"did you mean '{meant}'? " if text.isascii() and ID.fullmatch(meant) else ""


def _choice(text: str, values: tuple[str, ...]) -> str:
    if text not in values:
        allowed = ", ".join(values)
        raise Unreadable(
            "bad-choice", f"{quoted(text)} is not one of {allowed}", near(text, values)
        )
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError, ValueError):
        # KeyError: no such zone; OSError: the name of a folder of zones.
        hint = "write a name such as America/Chicago"
        raise Unreadable("bad-zone", f"{quoted(text)} is no time zone", hint) from None
    return text


def _date(text: str) -> date:
    hint = "write year-month-day, such as 2026-11-23"
    if not DATE.fullmatch(text):
        hint = _look_alike(text, after="; ") + hint
        raise Unreadable("bad-date", f"{quoted(text)} is no date", hint)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("bad-date", f"'{text}' is not in the calendar", hint) from None


def _moment(text: str) -> datetime:
    hint = "write date, time and offset from UTC, such as 2026-12-01T06:00:00-06:00"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable("bad-moment", f"{quoted(text)} is no moment", hint) from None
    if moment.tzinfo is None:
        raise Unreadable("bad-moment", f"{quoted(text)} has no offset from UTC", hint)
    if not 1900 <= moment.year <= 9000:
        raise Unreadable("bad-moment", f"{quoted(text)} is in no year of use", hint)
    return moment


def _pattern(text: str, names: tuple[str, ...]) -> str:
    if len(text) > _LONGEST_PATTERN:
        hint = f"write {_LONGEST_PATTERN} characters at most"
        raise Unreadable("too-long", "more than a line holds", hint)
    for name in _BRACED.findall(text):
        if name not in names:
            what = f"nothing is called {quoted('{' + name + '}')}"
            raise Unreadable("unknown-name", what, near(name, names))
    if set(_BRACED.sub("", text)) & set("{}"):
        hint = "write a name in braces, such as {title}; other braces cannot stand here"
        raise Unreadable("unknown-name", "a brace without its other half", hint)
    return text


def _number(text: str, kind: k.Number) -> float:
    allowed = f"write a number from {kind.least:g} to {kind.most:g}"
    try:
        number = float(text)
    except ValueError:
        raise Unreadable("bad-number", f"{quoted(text)} is no number", allowed) from None
    if not kind.least <= number <= kind.most:
        raise Unreadable("bad-number", f"{quoted(text)} is out of bounds", allowed)
    return number
