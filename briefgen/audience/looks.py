"""How looks lie over each other, key by key.

Owns the search of named looks in `_themes`, and what becomes of each key of theme.yaml.
Must not know a format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefgen import yamlfile
from briefgen.audience.assets import Shelf, letterhead, picture
from briefgen.audience.changes import EdgeChange, Spacing, StyleChanges, ThemeChanges
from briefgen.audience.faces import families
from briefgen.audience.judged import faults_of
from briefgen.audience.lineage import described, parsed
from briefgen.document import Align
from briefgen.errors import Diagnostic, Location, Severity, TemplateError, error
from briefgen.inputs import Note
from briefgen.schema import Reader, Surroundings
from briefgen.schema.literals import ID, near
from briefgen.theme import Logo, Page, Styles, TextStyle, Theme
from briefgen.yamlfile import Node, YamlFile, quoted

FOLDER = "_themes"
FILE = "theme.yaml"
_WIDEST_LOGO, _HIGHEST_LOGO = 480.0, 288.0


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of looks as it was read: what it says, where, and where its files may lie."""

    changes: ThemeChanges
    places: Mapping[str, Location]
    shelf: Shelf


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
        found.insert(0, read(path, roots, surroundings, faults, note))
        name, place = found[0].changes.inherits, found[0].places.get("inherits")
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


def read(
    path: Path,
    roots: tuple[Path, ...],
    surroundings: Surroundings,
    faults: list[Diagnostic],
    note: Note,
) -> Layer:
    """Read one file of looks; an empty one changes nothing.

    The files that it names lie in the workspace, or in the folder of templates with it.
    """
    file = parsed(path)
    homes = tuple(root for root in roots if path.is_relative_to(root))
    bases = (*((surroundings.root,) if surroundings.root else ()), *homes)
    shelf = Shelf(path, bases, note)
    if file.root is None:
        return Layer(ThemeChanges(), {}, shelf)
    reader = Reader(file, surroundings, "theme")
    changes = described(reader, ThemeChanges)
    faults.extend(d for d in reader.diagnostics if d.severity is Severity.ERROR)
    return Layer(changes or ThemeChanges(), dict(_places(file, file.root)), shelf)


def _places(file: YamlFile, node: Node, before: str = "") -> Iterator[tuple[str, Location]]:
    """Give where each value stands, by its keys: `styles.body.size`."""
    if isinstance(node, yamlfile.Mapping):
        for name, value in node.pairs:
            yield f"{before}{name.value}", file.at(value)
            yield from _places(file, value, f"{before}{name.value}.")


def composed(
    theme: Theme, layers: Sequence[Layer], faults: list[Diagnostic]
) -> tuple[Theme, dict[str, Location]]:
    """Lay files of looks over a theme, the first undermost.

    Gives the looks, and where each thing comes from that is not as usual
    (`colours.accent`). What is wrong with the whole is added to the faults.
    """
    origins: dict[str, Location] = {}
    for layer in layers:
        theme = _changed(theme, layer, origins, faults)
    theme = _weighed(theme)
    faults.extend(faults_of(theme, origins))
    return theme, origins


def _changed(
    theme: Theme, layer: Layer, origins: dict[str, Location], faults: list[Diagnostic]
) -> Theme:
    changes = layer.changes
    hues = _hues(layer, faults)
    sheet: Page = replace(theme.page, **given(changes.margins))
    theme = _faced(theme, layer, faults)
    styles = _styled(theme.styles, changes.styles)
    theme = _edged(_marked(_spaced(theme, changes.spacing), layer, faults), changes)
    theme = _headed(theme, layer, faults)
    origins.update(layer.places)
    if "accent" in hues and "colours.rule" not in layer.places:
        origins["colours.rule"] = layer.places["colours.accent"]
    return replace(theme, colours=replace(theme.colours, **hues), page=sheet, styles=styles)


def _styled(styles: Styles, changes: StyleChanges) -> Styles:
    for name, change in given(changes).items():
        new = given(change)
        if "align" in new:
            new["align"] = Align(new["align"])
        old: TextStyle = getattr(styles, name)
        if "size" in new:
            new.setdefault("leading", new["size"] * old.leading / old.size)
        styles = replace(styles, **{name: replace(old, **new)})
    return styles


# Keys of theme.yaml that are called otherwise in a theme, which has them for more than one use.
_SPACES = {
    "rule": "head_rule",
    "panel_bar": "callout_bar",
    "panel_pad": "callout_pad",
    "logo_after": "figure_after",
}


def _spaced(theme: Theme, changes: Spacing) -> Theme:
    new = given(changes)
    table = replace(theme.table, **given(new.pop("table")))
    return replace(theme, table=table, **{_SPACES.get(name, name): new[name] for name in new})


def _edged(theme: Theme, changes: ThemeChanges) -> Theme:
    for name in ("header", "footer"):
        change: EdgeChange = getattr(changes, name)
        new = {n: getattr(change, n) for n in ("start", "end") if getattr(change, n) is not None}
        theme = replace(theme, **{name: replace(getattr(theme, name), **new)})
    return theme


def _marked(theme: Theme, layer: Layer, faults: list[Diagnostic]) -> Theme:
    """Give the theme with a layer's logo, and with the room that it gives to one."""
    change = layer.changes.logo
    if change.width or change.height:
        # Whoever says how wide it is does not mean that it is as low as usual.
        theme = replace(
            theme,
            figure_width=change.width or _WIDEST_LOGO,
            figure_height=change.height or _HIGHEST_LOGO,
        )
    if change.file is None:
        return theme
    if not change.alternative:
        hint = "add alternative: what it shows, for those who cannot see it"
        what = "a logo without a word for it"
        faults.append(error("theme.no-alternative", what, change.file.location, hint))
        return theme
    image = picture(change.file, layer.shelf)
    if isinstance(image, Diagnostic):
        faults.append(image)
        return theme
    return replace(theme, logo=Logo(image, change.alternative))


def _headed(theme: Theme, layer: Layer, faults: list[Diagnostic]) -> Theme:
    """Give the theme with a layer's letterhead."""
    ref = layer.changes.word_template
    if ref is None:
        return theme
    found = letterhead(ref, layer.shelf)
    if isinstance(found, Diagnostic):
        faults.append(found)
        return theme
    return replace(theme, letterhead=found)


def _faced(theme: Theme, layer: Layer, faults: list[Diagnostic]) -> Theme:
    """Give the theme in the faces that a layer lists."""
    fonts, found = layer.changes.fonts, {}
    for name in ("body", "heading"):
        if entries := getattr(fonts, name):
            found[name] = families(
                entries,
                running=name == "body",
                shelf=layer.shelf,
                faults=faults,
            )
    if body := found.get("body"):
        theme = replace(theme, family=body[0], fallbacks=body[1:])
    if heading := found.get("heading"):
        theme = replace(theme, headings=heading)
    return theme


def _weighed(theme: Theme) -> Theme:
    """Give the theme with no style bold whose face is not: a reader would make one up."""
    styles = theme.styles
    for item in fields(Styles):
        style: TextStyle = getattr(styles, item.name)
        family = theme.face(style)
        if style.bold and family.bold == family.regular:
            styles = replace(styles, **{item.name: replace(style, bold=False)})
    return replace(theme, styles=styles)


def _hues(layer: Layer, faults: list[Diagnostic]) -> dict[str, Any]:
    hues = given(layer.changes.colours)
    if "tint" in hues:
        hues["tint_share"] = hues.pop("tint") / 100
    for name, value in list(hues.items()):
        if not isinstance(value, str):
            continue
        if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", value):
            faults.append(
                error(
                    "theme.bad-colour",
                    f"{quoted(value)} is no colour ({name})",
                    layer.places[f"colours.{name}"],
                    'write six hexadecimal digits in quotes, such as "1F3A5F"',
                )
            )
            hues.pop(name)
        else:
            hues[name] = value.lstrip("#").upper()
    if "accent" in hues:
        hues.setdefault("rule", hues["accent"])
    return hues


def given(changes: Any) -> dict[str, Any]:
    """Give what a described mapping says, without what it leaves out."""
    names = [item.name for item in fields(changes) if item.name != "origin"]
    found = {name: getattr(changes, name) for name in names}
    return {name: value for name, value in found.items() if value not in (None, "")}
