"""The kinds of value, and the marks that turn a dataclass into a description.

    @dataclass(frozen=True, slots=True)
    class Risk:
        issue: Wording[str] = key(Worded("text"), "what may go wrong", needed=True)

A field's name is the key, without a trailing underscore (`for_` is `for`). Every
kind knows the value that stands for "not there".
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from briefgen.schema.values import Wording


@dataclass(frozen=True, slots=True)
class Worded:
    """Text in one wording or several. `of` is what each wording is.

    text: one line. prose: Markdown. url: text that is an https, http or mailto
    address. email: text that is an e-mail address. date-or-text: a date where it looks
    like one, else text.
    """

    of: Literal["text", "prose", "url", "email", "date-or-text"] = "text"


@dataclass(frozen=True, slots=True)
class Word:
    """One line of text in a single wording."""


@dataclass(frozen=True, slots=True)
class Words:
    """A list of one-line texts, each in a single wording."""


@dataclass(frozen=True, slots=True)
class WordedList:
    """A list of one-line texts, each in one wording or several."""


@dataclass(frozen=True, slots=True)
class Id:
    """`[a-z0-9][a-z0-9-]{0,63}`, unique within its list."""


@dataclass(frozen=True, slots=True)
class Date:
    """A day, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time with an offset from UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two others, which are allowed too."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of words out of a few."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageTag:
    """A BCP 47 tag of a language that Babel knows."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its IANA name."""


@dataclass(frozen=True, slots=True)
class AudienceNames:
    """A list of audiences that exist. Not there (None) and empty are different."""


@dataclass(frozen=True, slots=True)
class Refs:
    """Ids of items in other lists of the file."""

    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneRef:
    """The id of one item in another list of the file."""

    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with a description of its own."""

    type: type


@dataclass(frozen=True, slots=True)
class Records:
    """A list of mappings with a description of their own."""

    type: type


@dataclass(frozen=True, slots=True)
class NamesOrRecords:
    """A list of names, or of mappings with a description of their own, which has `name`."""

    type: type


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of text in which names may stand in braces. Empty in quotes is a value."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProseMap:
    """A mapping of names to prose; with `allowed`, of these names only."""

    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of known names, each alone or with its label, width and alignment."""

    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """The path of a file inside the workspace, or beside the file that names it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table: mappings by the `key` of its columns, or a file that has them.

    `columns` names the key beside it that lists the columns.
    """

    columns: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Any mapping of lists, mappings and text, taken as it is."""


Kind = (
    Worded
    | Word
    | Words
    | WordedList
    | Id
    | Date
    | Moment
    | Number
    | Flag
    | Choice
    | Choices
    | LanguageTag
    | Zone
    | AudienceNames
    | Refs
    | OneRef
    | Record
    | Records
    | NamesOrRecords
    | Pattern
    | ProseMap
    | Entries
    | File
    | Rows
    | Plain
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a described mapping."""

    name: str
    attribute: str
    kind: Kind
    meaning: str
    needed: bool


_MARK = "briefgen.key"


def key(kind: Kind, meaning: str, *, needed: bool = False, default: Any = None) -> Any:
    """Make a dataclass field that describes a key of a mapping.

    The default is what stands for "not there"; where the kind has an empty value
    of its own (no wording, an empty list) that is it.
    """
    if default is None:
        default = empty(kind)
    return dataclasses.field(default=default, metadata={_MARK: (kind, meaning, needed)})


def empty(kind: Kind) -> Any:
    """Give what stands for an absent value of a kind."""
    match kind:
        case Worded():
            return Wording()
        case Word() | Id() | Choice() | LanguageTag() | Zone():
            return ""
        case (
            Words()
            | WordedList()
            | Choices()
            | Refs()
            | OneRef()
            | Records()
            | NamesOrRecords()
            | ProseMap()
            | Entries()
            | Rows()
            | Plain()
        ):
            return ()
        case _:
            return None


def keys(described: type) -> tuple[Key, ...]:
    """Give the keys of a described mapping in the order of its description."""
    return _keys(described)


@lru_cache(maxsize=64)
def _keys(described: Any) -> tuple[Key, ...]:
    found = []
    for item in dataclasses.fields(described):
        if mark := item.metadata.get(_MARK):
            kind, meaning, needed = mark
            found.append(Key(item.name.rstrip("_"), item.name, kind, meaning, needed))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class EntryLooks:
    """How an entry of a list of sections or columns differs from what is usual."""

    label: Wording[str] = key(Worded(), "what stands over it")
    width: float | None = key(Number(5, 95), "share of the measure, in percent")
    align: str = key(Choice(("start", "end", "center", "left", "right")), "how it stands")
