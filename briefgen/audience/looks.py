"""What theme.yaml may say, and how looks lie over each other.

Owns the description of theme.yaml, the search of named looks in `_themes`, and what
looks must hold: room for text, lines that do not touch, enough contrast. Must not
know a format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from briefgen.audience.lineage import described, parsed
from briefgen.document import Align
from briefgen.errors import Diagnostic, Location, Severity, TemplateError, error
from briefgen.inputs import Note
from briefgen.schema import (
    Choice,
    Flag,
    Number,
    Reader,
    Record,
    Surroundings,
    Word,
    key,
)
from briefgen.schema.literals import ID, near
from briefgen.theme import LEAST_CONTRAST, Page, Styles, TextStyle, Theme, contrast

FOLDER = "_themes"
FILE = "theme.yaml"
# What also stands in panels and in the head of a table, beside links and references.
_ON_TINT = ("body", "lead", "small", "field", "heading2", "heading3", "table_header")


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
    origin: Location | None = field(default=None, compare=False)


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

    inherits: str = key(Word(), "the looks, by name, that these lie over")
    colours: Hues = key(Record(Hues), "colours", default=Hues())
    margins: Margins = key(Record(Margins), "margins", default=Margins())
    styles: StyleChanges = key(Record(StyleChanges), "styles", default=StyleChanges())
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of looks as it was read."""

    path: Path
    changes: ThemeChanges


def named(
    name: str,
    roots: tuple[Path, ...],
    surroundings: Surroundings,
    place: Location | None,
    faults: list[Diagnostic],
    note: Note,
) -> list[Layer]:
    """Give the files of named looks and of those that they inherit, the undermost first.

    Raises TemplateError at `place`, where the name stands, if there are no such looks.
    """
    found: list[Layer] = []
    seen: list[str] = []
    while name:
        if name in seen:
            chain = " from ".join(f"'{one}'" for one in (*seen, name))
            hint = "take one 'inherits' out"
            raise TemplateError(
                error("theme.circle", f"{chain}: looks inherit in a circle", place, hint)
            )
        seen.append(name)
        path = _find(name, roots, note)
        if path is None:
            hint = near(name, theme_names(roots)) or f"looks lie in templates/{FOLDER}/"
            raise TemplateError(error("theme.unknown", f"no theme is called '{name}'", place, hint))
        found.insert(0, read(path, surroundings, faults))
        name, place = found[0].changes.inherits, found[0].changes.origin
    return found


def theme_names(roots: tuple[Path, ...]) -> tuple[str, ...]:
    """Give the names of the looks in `_themes`, sorted."""
    found = {path.stem for root in roots for path in (root / FOLDER).glob("*.yaml")}
    return tuple(sorted(found))


def _find(name: str, roots: tuple[Path, ...], note: Note) -> Path | None:
    if not ID.fullmatch(name):
        return None
    for root in roots:
        path = root / FOLDER / f"{name}.yaml"
        note(path)
        if path.is_file():
            return path
    return None


def read(path: Path, surroundings: Surroundings, faults: list[Diagnostic]) -> Layer:
    """Read one file of looks; an empty one changes nothing."""
    file = parsed(path)
    if file.root is None:
        return Layer(path, ThemeChanges())
    reader = Reader(file, surroundings, "theme")
    changes = described(reader, ThemeChanges)
    faults.extend(d for d in reader.diagnostics if d.severity is Severity.ERROR)
    return Layer(path, changes or ThemeChanges())


def composed(
    theme: Theme, layers: Sequence[Layer], faults: list[Diagnostic]
) -> tuple[Theme, dict[str, Location]]:
    """Lay files of looks over a theme, the first undermost.

    Gives the looks, and where each thing comes from that is not as usual
    (`colours.accent`). What is wrong with the whole is added to the faults.
    """
    origins: dict[str, Location] = {}
    for layer in layers:
        theme = _changed(theme, layer.changes, origins, faults)
    faults.extend(_faults(theme, origins))
    return theme, origins


def _changed(
    theme: Theme, changes: ThemeChanges, origins: dict[str, Location], faults: list[Diagnostic]
) -> Theme:
    hues = _hues(changes, faults)
    sheet: Page = replace(theme.page, **_given(changes.margins))
    styles: Styles = theme.styles
    for name, change in _given(changes.styles).items():
        given = _given(change)
        if "align" in given:
            given["align"] = Align(given["align"])
        old: TextStyle = getattr(styles, name)
        if "size" in given:
            given.setdefault("leading", given["size"] * old.leading / old.size)
        styles = replace(styles, **{name: replace(old, **given)})
        _note(origins, (f"styles.{name}.{part}" for part in given), change.origin)
    _note(origins, (f"colours.{name}" for name in hues), changes.colours.origin)
    _note(origins, (f"margins.{n}" for n in _given(changes.margins)), changes.margins.origin)
    return replace(theme, colours=replace(theme.colours, **hues), page=sheet, styles=styles)


def _hues(changes: ThemeChanges, faults: list[Diagnostic]) -> dict[str, Any]:
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
    return hues


def _note(origins: dict[str, Location], names: Iterable[str], place: Location | None) -> None:
    if place:
        origins.update(dict.fromkeys(names, place))


def _faults(theme: Theme, origins: Mapping[str, Location]) -> Iterable[Diagnostic]:
    """Give what is wrong with looks as a whole, each at the file that last changed it."""
    sheet = theme.page
    if sheet.measure < 144 or sheet.height - sheet.top - sheet.bottom < 144:
        place = next((where for name, where in origins.items() if name[:8] == "margins."), None)
        yield error("theme.no-room", "the margins leave no room for text", place)
    for item in fields(Styles):
        style: TextStyle = getattr(theme.styles, item.name)
        if style.leading < style.size:
            names = (f"styles.{item.name}.leading", f"styles.{item.name}.size")
            yield error(
                "theme.tight-lines",
                f"the lines of '{item.name}' would overlap",
                next((origins[name] for name in names if name in origins), None),
                "leading is at least the size",
            )
    yield from _too_pale(theme, origins)


def _too_pale(theme: Theme, origins: Mapping[str, Location]) -> Iterable[Diagnostic]:
    """Give the colours whose text is too pale on white, or on the tint of panels and tables."""
    colours = theme.colours
    used = {item.name: str(getattr(theme.styles, item.name).colour) for item in fields(Styles)}
    tinted = {"text", "accent", *(used[name] for name in _ON_TINT)}
    for name in sorted({"text", "muted", "accent", *used.values()}):
        grounds = {"white": "FFFFFF"}
        if name in tinted:
            grounds[f"the ground of panels and tables (#{colours.tint})"] = colours.tint
        for said, ground in grounds.items():
            if (ratio := contrast(theme.colour(name), ground)) < LEAST_CONTRAST:
                yield error(
                    "theme.low-contrast",
                    f"'{name}' has a contrast of {ratio:.1f}:1 on {said}",
                    origins.get(f"colours.{name}", origins.get("colours.accent")),
                    f"choose a darker colour: {LEAST_CONTRAST}:1 at least (WCAG 2.1, 1.4.3)",
                )
                break


def _given(changes: Any) -> dict[str, Any]:
    """Give what a described mapping says, without what it leaves out."""
    names = [item.name for item in fields(changes) if item.name != "origin"]
    found = {name: getattr(changes, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, "")}
