"""One `templates/<audience>/` folder: what it says, and where each file comes from.

Owns audience.yaml and theme.yaml. Must not know issues' contents or how a template
is rendered. An audience is a folder and no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from briefgen.document import Align
from briefgen.errors import (
    BriefgenError,
    Diagnostic,
    Location,
    Severity,
    TemplateError,
    UsageError,
    error,
    shown,
)
from briefgen.issue import SECTIONS, Issue
from briefgen.schema import (
    Choice,
    Choices,
    Entries,
    Entry,
    Flag,
    Number,
    Reader,
    Record,
    Surroundings,
    Word,
    key,
    keys,
)
from briefgen.schema.literals import ID, near
from briefgen.theme import A4, LEAST_CONTRAST, LETTER, Page, Styles, TextStyle, Theme, contrast
from briefgen.yamlfile import read

FILE, THEME_FILE, TEMPLATE = "audience.yaml", "theme.yaml", "briefing.md.j2"
FORMATS = ("docx", "pdf", "html", "md")

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
    """What audience.yaml may say."""

    name: str = key(Word(), "what the audience is called", needed=True)
    document_type: str = key(Word(), "such as Council briefing", needed=True)
    formats: tuple[str, ...] = key(Choices(FORMATS), "what is built", default=FORMATS[:2])
    requires: tuple[str, ...] = key(
        Choices(tuple(part.name for part in keys(Issue) if part.name != "audiences")),
        "keys of an issue that must be there",
        default=("summary", "recommendations"),
    )
    sections: tuple[Entry, ...] = key(Entries(SECTIONS), "its parts in order", needed=True)
    tables: Tables = key(Record(Tables), "columns of its tables", default=Tables())
    page: str = key(Choice(("letter", "a4")), "the sheet")


@dataclass(frozen=True, slots=True)
class Hues:
    """The colours that a theme may change: six hexadecimal digits."""

    text: str = key(Word(), "of running text")
    muted: str = key(Word(), "of what stands back")
    accent: str = key(Word(), "of headings and links")
    rule: str = key(Word(), "of rules")
    hairline: str = key(Word(), "of the rules between rows")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins that a theme may change, in points."""

    # Header and footer stand 28 points from the edge, two lines each in a draft.
    top: float | None = key(Number(56, 288), "points")
    right: float | None = key(Number(18, 288), "points")
    bottom: float | None = key(Number(54, 288), "points")
    left: float | None = key(Number(18, 288), "points")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StyleChange:
    """What a theme may change of one style, in points."""

    size: float | None = key(Number(4, 96), "points")
    leading: float | None = key(Number(4, 144), "points from line to line")
    before: float | None = key(Number(0, 144), "points above")
    after: float | None = key(Number(0, 144), "points below")
    bold: bool | None = key(Flag(), "true or false")
    italic: bool | None = key(Flag(), "true or false")
    colour: str = key(Choice(("text", "muted", "accent", "rule")), "which of the colours")
    align: str = key(Choice(("start", "center", "end")), "how it stands")


@dataclass(frozen=True, slots=True)
class StyleChanges:
    """The styles that a theme may change."""

    title: StyleChange | None = key(Record(StyleChange), "the title")
    heading2: StyleChange | None = key(Record(StyleChange), "sections' headings")
    heading3: StyleChange | None = key(Record(StyleChange), "their parts' headings")
    body: StyleChange | None = key(Record(StyleChange), "running text")
    eyebrow: StyleChange | None = key(Record(StyleChange), "the line over the title")
    subtitle: StyleChange | None = key(Record(StyleChange), "the line under the title")
    lead: StyleChange | None = key(Record(StyleChange), "the sentence that must be read")
    status: StyleChange | None = key(Record(StyleChange), "the draft or release line")
    small: StyleChange | None = key(Record(StyleChange), "sources and boilerplate")
    closing: StyleChange | None = key(Record(StyleChange), "the mark at the end")
    field: StyleChange | None = key(Record(StyleChange), "labelled lines")
    caption: StyleChange | None = key(Record(StyleChange), "over a table")
    table_header: StyleChange | None = key(Record(StyleChange), "a table's head")
    table_cell: StyleChange | None = key(Record(StyleChange), "a table's cells")


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """What theme.yaml may say; what it leaves out stays as it is."""

    colours: Hues = key(Record(Hues), "colours", default=Hues())
    margins: Margins = key(Record(Margins), "margins", default=Margins())
    styles: StyleChanges = key(Record(StyleChanges), "styles", default=StyleChanges())
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience as it is in force: its configuration, its looks, its files."""

    id: str
    config: Config
    theme: Theme
    files: dict[str, Path] = field(compare=False)

    def columns(self, table: str) -> tuple[Entry, ...]:
        """Give the columns of a standard table; KeyError for no such table."""
        chosen: tuple[Entry, ...] = getattr(self.config.tables, table, ())
        return chosen or tuple(Entry(name) for name in COLUMNS[table])


def load(
    name: str, roots: tuple[Path, ...], surroundings: Surroundings, page: str = ""
) -> Audience:
    """Read an audience; `page` is the workspace's sheet.

    A file in an earlier root wins over one of the same name in a later. Raises
    UsageError where there is no such audience, else TemplateError.
    """
    files: dict[str, Path] = {}
    for root in reversed(roots):
        folder = root / name
        if ID.fullmatch(name) and folder.is_dir():
            files.update({path.name: path for path in sorted(folder.iterdir()) if path.is_file()})
    if FILE not in files:
        raise UsageError(
            error(
                "audience.unknown",
                f"no audience is called '{name}'",
                hint=near(name, surroundings.audiences),
            )
        )
    faults: list[Diagnostic] = []
    config = _described(files[FILE], Config, surroundings, faults)
    theme = Theme(page=A4 if (config.page or page) == "a4" else LETTER)
    if THEME_FILE in files:
        changes = _described(files[THEME_FILE], ThemeChanges, surroundings, faults)
        theme = _changed(theme, changes, faults)
    if not config.formats:
        place = Location(shown(files[FILE]))
        faults.append(error("audience.no-formats", "'formats' names none", place, "leave it out"))
    if TEMPLATE not in files:
        place = Location(shown(files[FILE].parent))
        faults.append(
            error("audience.no-template", f"there is no {TEMPLATE} in this folder", place)
        )
    if faults:
        raise TemplateError(faults)
    return Audience(name, config, theme, files)


D = TypeVar("D")


def _described(
    path: Path, described: type[D], surroundings: Surroundings, faults: list[Diagnostic]
) -> D:
    try:
        file = read(path)
    except BriefgenError as fault:
        raise TemplateError(fault.diagnostics) from None
    if file.root is None and described is ThemeChanges:
        return described()
    reader = Reader(file, surroundings, "audience")
    value = reader.root(described)
    faults.extend(d for d in reader.diagnostics if d.severity is Severity.ERROR)
    if value is None:
        raise TemplateError(faults)
    return value


def _changed(theme: Theme, changes: ThemeChanges, faults: list[Diagnostic]) -> Theme:
    hues = _given(changes.colours)
    for name, value in list(hues.items()):
        if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", value):
            faults.append(
                error(
                    "theme.bad-colour",
                    f"'{value}' is no colour ({name})",
                    changes.colours.origin,
                    'write six hexadecimal digits in quotes, such as "1F3A5F"',
                )
            )
            hues.pop(name)
        else:
            hues[name] = value.lstrip("#").upper()
    if "accent" in hues:
        hues.setdefault("rule", hues["accent"])
    sheet: Page = replace(theme.page, **_given(changes.margins))
    if sheet.measure < 144 or sheet.height - sheet.top - sheet.bottom < 144:
        faults.append(
            error("theme.no-room", "the margins leave no room for text", changes.margins.origin)
        )
    styles: Styles = theme.styles
    for name, change in _given(changes.styles).items():
        given = _given(change)
        if "align" in given:
            given["align"] = Align(given["align"])
        old: TextStyle = getattr(styles, name)
        if "size" in given:
            given.setdefault("leading", given["size"] * old.leading / old.size)
        if given.get("leading", old.leading) < given.get("size", old.size):
            faults.append(
                error(
                    "theme.tight-lines",
                    f"the lines of '{name}' would overlap",
                    changes.origin,
                    "leading is at least the size",
                )
            )
        styles = replace(styles, **{name: replace(old, **given)})
    colours = replace(theme.colours, **hues)
    for name in ("text", "muted", "accent"):
        if (ratio := contrast(getattr(colours, name), "FFFFFF")) < LEAST_CONTRAST:
            faults.append(
                error(
                    "theme.low-contrast",
                    f"'{name}' has a contrast of {ratio:.1f}:1 on white",
                    changes.colours.origin,
                    f"choose a darker colour: {LEAST_CONTRAST}:1 at least (WCAG 2.1, 1.4.3)",
                )
            )
    return replace(theme, colours=colours, page=sheet, styles=styles)


def _given(changes: Any) -> dict[str, Any]:
    """Give what a described mapping says, without what it leaves out."""
    names = [item.name for item in fields(changes) if item.name != "origin"]
    found = {name: getattr(changes, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, "")}
