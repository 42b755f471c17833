"""What audience.yaml may say, and how what it leaves out comes from whom it inherits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from briefgen.errors import Diagnostic, Location, error
from briefgen.issue import SECTIONS, Issue
from briefgen.schema import (
    Choice,
    Choices,
    Entries,
    Entry,
    LanguageTag,
    Number,
    Record,
    Word,
    Worded,
    Wording,
    key,
    keys,
)
from briefgen.schema.literals import near

FORMATS = ("docx", "pdf", "html", "md")
NAME_PARTS = ("id", "audience", "date", "edition", "language")
USUAL_NAME = "{id}-{audience}"

COLUMNS = {
    "positions": ("name", "full_name", "kind", "stance", "primary_concern"),
    "remedies": ("name", "main_concern", "suggested_remedy"),
    "risks": ("issue", "possible_outcome", "community_demand", "likelihood", "severity"),
    "options": ("name", "summary", "pros", "cons"),
    "recommendations": (
        "approach",
        "benefit",
        "implementation",
        "owner",
        "deadline",
        "cost",
        "priority",
        "proposed_by",
    ),
    "events": ("date", "what", "where"),
}


def _columns(table: str) -> Any:
    return key(Entries(COLUMNS[table]), "its columns in order")


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of the standard tables; a table left out has all of its own."""

    positions: tuple[Entry, ...] = _columns("positions")
    remedies: tuple[Entry, ...] = _columns("remedies")
    risks: tuple[Entry, ...] = _columns("risks")
    options: tuple[Entry, ...] = _columns("options")
    recommendations: tuple[Entry, ...] = _columns("recommendations")
    events: tuple[Entry, ...] = _columns("events")


@dataclass(frozen=True, slots=True)
class Config:
    """What audience.yaml may say. A key left out is the inherited audience's, else usual."""

    name: Wording[str] = key(Worded(), "what the audience is called")
    document_type: Wording[str] = key(Worded(), "such as Council briefing")
    inherits: str = key(Word(), "an audience: its looks, words and templates, never what it sees")
    formats: tuple[str, ...] = key(Choices(FORMATS), "what is built", default=FORMATS[:2])
    requires: tuple[str, ...] = key(
        Choices(tuple(part.name for part in keys(Issue) if part.name != "audiences")),
        "keys of an issue that must be there",
        default=("summary", "recommendations"),
    )
    sections: tuple[Entry, ...] = key(Entries(SECTIONS), "its parts in order")
    tables: Tables = key(Record(Tables), "columns of its tables", default=Tables())
    page: str = key(Choice(("letter", "a4")), "the sheet")
    theme: str = key(Word(), "the looks, by name; theme.yaml lies over them")
    language: str = key(LanguageTag(), "the language of its documents")
    file_name: str = key(
        Word(), "what its files are called: {id}-{audience}, also {date} {edition} {language}"
    )
    reading_grade: float | None = key(
        Number(1, 20), "the highest school grade it is written for; above, `briefgen check` warns"
    )


@dataclass(frozen=True, slots=True)
class Layer:
    """One audience.yaml: whose it is, what it says, and where each key of it stands."""

    audience: str
    config: Config
    places: Mapping[str, Location]


def composed(layers: Sequence[Layer]) -> tuple[Config, dict[str, Location]]:
    """Lay files over each other, the first on top; give where each key comes from.

    The columns of each table are a key of their own: `tables.risks`.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Location] = {}
    tables = Tables()
    for layer in reversed(layers):
        for part in keys(Config):
            if part.name == "tables":
                for item in fields(Tables):
                    if columns := getattr(layer.config.tables, item.name):
                        tables = replace(tables, **{item.name: columns})
                        origins[f"tables.{item.name}"] = layer.places["tables"]
            elif part.name in layer.places:
                values[part.attribute] = getattr(layer.config, part.attribute)
                origins[part.name] = layer.places[part.name]
    return Config(**values, tables=tables), origins


def file_name(pattern: str, values: Mapping[str, str], *, foreign: bool) -> str:
    """Fill the pattern of a file's name, without the suffix.

    `foreign` says that the document is not in the issue's language: then its tag is in
    the name, at the end where the pattern has no place for it. Signs that no file may
    have become hyphens.
    """
    if foreign and "{language}" not in (pattern or USUAL_NAME):
        pattern = f"{pattern or USUAL_NAME}-{{language}}"
    filled = _PART.sub(lambda part: _SIGNS.sub("-", values[part[1]]).strip("-."), pattern)
    return filled or _PART.sub(lambda part: values[part[1]], USUAL_NAME)


_SIGNS = re.compile(r"[^\w.]+")
_PART = re.compile(r"\{([^{}]*)\}")
_UNSAFE = re.compile(r'[<>:"/\\|?*{}\x00-\x1f\x7f]')


def faults_of(config: Config, origins: Mapping[str, Location]) -> list[Diagnostic]:
    """Give what is wrong with a whole configuration, once everything is inherited."""
    found = []
    if not config.formats:
        place = origins.get("formats")
        found.append(error("audience.no-formats", "'formats' names none", place, "leave it out"))
    if name := config.file_name:
        place = origins.get("file_name")
        parts = _PART.findall(name)
        rest = _PART.sub("", name)
        if unknown := [part for part in parts if part not in NAME_PARTS]:
            hint = near(unknown[0], NAME_PARTS)
            what = f"a file's name has no part '{{{unknown[0]}}}'"
            found.append(error("audience.file-name", what, place, hint))
        elif _UNSAFE.search(rest) or name.strip(" .") != name or len(name) > 100:
            what = f"'{name}' cannot name a file"
            hint = "use letters, digits, hyphens and the parts {id} {audience} {date} {edition}"
            found.append(error("audience.file-name", what, place, hint))
        elif "id" not in parts:
            what = "a file's name must hold {id}, or issues would write over each other"
            found.append(error("audience.file-name", what, place, f"write {USUAL_NAME}"))
    return found
