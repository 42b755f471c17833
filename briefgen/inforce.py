"""What is in force for an audience, line by line, and where each line comes from.

Owns the walk over an audience's configuration, looks, words and files. Must not know
how the lines are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import Enum
from typing import Any

from briefgen.audience import COLUMNS, Audience, Config, ThemeChanges
from briefgen.errors import Location, shown
from briefgen.render import Labels
from briefgen.schema import Entry, Record, keys

# What theme.yaml calls a part of the looks, and what the looks call it.
_LOOKS = {"margins": "page"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A key in force: what it says, and where that stands; None where it is as usual."""

    key: str
    value: str
    place: Location | None


def settings(labels: Labels) -> Iterator[Setting]:
    """Give every key of audience.yaml, then every file, then every key of theme.yaml."""
    audience = labels.audience
    for part in keys(Config):
        match part.name:
            case "name" | "document_type":
                yield _named(labels, part.name)
            case "sections":
                for section in audience.config.sections:
                    place = section.label and section.origin
                    yield _entry(labels, "sections", section, f"heading_{section.name}", place)
            case "tables":
                for table in COLUMNS:
                    yield from _table(labels, table)
            case name:
                value = getattr(audience.config, part.attribute)
                yield Setting(name, _said(value), audience.origins.get(name))
    for name, path in sorted(audience.files.items()):
        yield Setting(f"file {name}", "", Location(shown(path)))
    yield from _looks(audience)


def _named(labels: Labels, name: str) -> Setting:
    value = getattr(labels, name)
    place = labels.audience.origins.get(name) or labels.language.places.get(name)
    return Setting(name, str(value), place)


def _table(labels: Labels, table: str) -> Iterator[Setting]:
    words = labels.language.places
    for column in labels.audience.columns(table):
        own = f"column_{table}_{column.name}"
        word = own if own in words else f"column_{column.name}"
        place = column.label and column.origin
        yield _entry(labels, f"tables.{table}", column, word, place)


def _entry(labels: Labels, key: str, entry: Entry, word: str, place: Any) -> Setting:
    said = labels.heading(entry) if key == "sections" else labels.column(key[7:], entry)
    looks = [f"{entry.width:g} %"] if entry.width else []
    looks += [entry.align] if entry.align else []
    value = f"{said} ({', '.join(looks)})" if looks else str(said)
    found = place or labels.language.places.get(word) if said else entry.origin
    return Setting(f"{key}.{entry.name}", value, found or None)


def _looks(audience: Audience) -> Iterator[Setting]:
    for part in keys(ThemeChanges):
        found = getattr(audience.theme, _LOOKS.get(part.name, part.name), None)
        if part.name == "word_template" and (letterhead := audience.theme.letterhead):
            said = f"a DOCX of {max(1, len(letterhead.content) // 1000):,} kB"
            key = "theme.word_template"
            yield Setting(key, said, audience.origins.get(key))
        if isinstance(part.kind, Record) and found is not None:
            yield from _inner(audience, f"theme.{part.name}", part.kind.type, found)


def _inner(audience: Audience, key: str, described: type, value: Any) -> Iterator[Setting]:
    for part in keys(described):
        inner = getattr(value, part.attribute, None)
        name = f"{key}.{part.name}"
        if isinstance(part.kind, Record) and is_dataclass(inner):
            yield from _inner(audience, name, part.kind.type, inner)
        elif inner is not None:
            yield Setting(name, _said(inner), audience.origins.get(name))


def _said(value: Any) -> str:
    match value:
        case None | "" | ():
            return "–"
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
