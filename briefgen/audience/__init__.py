"""One `templates/<audience>/` folder: what it says, and where each file comes from.

Owns audience.yaml, theme.yaml and what they inherit. Must not know issues' contents or
how a template is rendered. An audience is a folder and no code. It takes looks, words
and templates from the audience that it inherits, and never what that one may see: what
an issue shows is asked of its own name alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from briefgen.audience import looks
from briefgen.audience.changes import ThemeChanges
from briefgen.audience.config import (
    COLUMNS,
    FORMATS,
    Config,
    Layer,
    composed,
    faults_of,
    file_name,
)
from briefgen.audience.lineage import FILE, Member, described, lineage
from briefgen.errors import Diagnostic, Location, Severity, TemplateError, error, shown
from briefgen.inputs import Note, unnoted
from briefgen.schema import Entry, Reader, Surroundings
from briefgen.theme import A4, LETTER, Theme
from briefgen.yamlfile import Mapping, Scalar

__all__ = [
    "COLUMNS",
    "EMAIL",
    "FILE",
    "FORMATS",
    "TEMPLATE",
    "Audience",
    "Config",
    "ThemeChanges",
    "file_name",
    "load",
]

TEMPLATE = "briefing.md.j2"
EMAIL = "email.md.j2"
# Whose template serves an audience that has none: a mail is short, and much the same for all.
SHARED = "_shared"


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience as it is in force: its configuration, its looks, its files.

    `lineage` names it and those that it inherits from, itself first. `files` are those
    of all of them by name, its own on top. `origins` says where each key comes from
    (`document_type`, `tables.risks`, `theme.colours.accent`); what is not there is as
    usual. `language` is the one in which its own words are written that name none.
    """

    id: str
    lineage: tuple[str, ...]
    language: str
    config: Config
    theme: Theme
    files: dict[str, Path] = field(compare=False)
    origins: dict[str, Location] = field(compare=False)

    def columns(self, table: str) -> tuple[Entry, ...]:
        """Give the columns of a standard table; KeyError for no such table."""
        chosen: tuple[Entry, ...] = getattr(self.config.tables, table, ())
        return chosen or tuple(Entry(name) for name in COLUMNS[table])

    def template(self, name: str) -> str:
        """Give the name below the template folders of one of its templates."""
        folder = self.files[name].parent.name if name in self.files else SHARED
        return f"{folder}/{name}"


def load(
    name: str,
    roots: tuple[Path, ...],
    surroundings: Surroundings,
    *,
    page: str = "",
    language: str = "en-US",
    note: Note = unnoted,
) -> Audience:
    """Read an audience; `page` and `language` are the workspace's.

    A file in an earlier root wins over one of the same name in a later. Raises
    UsageError where there is no such audience, else TemplateError.
    """
    faults: list[Diagnostic] = []
    members = lineage(name, roots, surroundings.audiences, note)
    for own in (root / member.name for member in members for root in roots):
        note(own / looks.FILE)
        note(own / TEMPLATE)
        note(own / EMAIL)
    read = [_layer(member, surroundings, faults) for member in members]
    config, origins = composed(read)
    faults.extend(faults_of(config, origins))
    files: dict[str, Path] = {}
    for member in reversed(members):
        files.update(member.files)
    place = Location(shown(files[FILE]))
    if not config.sections:
        hidden = any((root / name / FILE).is_file() for root in roots[1:])
        known = f"{name}, the one that this file hides" if hidden else "an audience that has some"
        hint = f"add sections: its parts in order, or inherits: {known}"
        faults.append(error("audience.missing-key", "'sections' is missing", place, hint))
    if TEMPLATE not in files:
        hint = "write one, or inherit from an audience that has one"
        folder = Location(shown(members[0].files[FILE].parent))
        faults.append(error("audience.no-template", f"there is no {TEMPLATE} here", folder, hint))
    theme = Theme(page=A4 if (config.page or page) == "a4" else LETTER)
    layers = _looks(members, read, roots, surroundings, faults, note)
    theme, changed = looks.composed(theme, layers, faults)
    if faults:
        raise TemplateError(dict.fromkeys(faults))
    origins |= {f"theme.{key}": where for key, where in changed.items()}
    names = tuple(dict.fromkeys(member.name for member in members))
    spoken = config.language or language
    return Audience(name, names, spoken, config, theme, files, origins)


def _layer(member: Member, surroundings: Surroundings, faults: list[Diagnostic]) -> Layer:
    """Read one audience.yaml. Its words may differ by language, never by audience."""
    reader = Reader(member.file, Surroundings((), surroundings.is_language), "audience")
    config = described(reader, Config)
    faults.extend(d for d in reader.diagnostics if d.severity is Severity.ERROR)
    places = {}
    if isinstance(member.file.root, Mapping):
        for key, value in member.file.root.pairs:
            if not isinstance(value, Scalar) or value.value.strip():
                places[key.value] = member.file.at(key)
    return Layer(member.name, config or Config(), places if config else {})


def _looks(
    members: tuple[Member, ...],
    read: list[Layer],
    roots: tuple[Path, ...],
    surroundings: Surroundings,
    faults: list[Diagnostic],
    note: Note,
) -> list[looks.Layer]:
    """Give the files of looks, the undermost first: whoever names a theme starts anew."""
    found: list[looks.Layer] = []
    for member, layer in zip(reversed(members), reversed(read), strict=True):
        if name := layer.config.theme:
            found = looks.named(name, roots, surroundings, layer.places.get("theme"), faults, note)
        if looks.FILE in member.files:
            own = looks.read(member.files[looks.FILE], roots, surroundings, faults, note)
            if name := own.changes.inherits:
                place = own.places.get("inherits")
                found = looks.named(name, roots, surroundings, place, faults, note)
            found = [*found, own]
    return found
