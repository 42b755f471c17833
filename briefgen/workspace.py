"""briefgen.yaml and the folders it names.

Owns where things lie: the workspace above the current folder, its data, templates
and output, and the templates that come with briefgen. Must not know what an
audience or a template holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import (
    Diagnostic,
    InputError,
    Location,
    Severity,
    TemplateError,
    error,
    shown,
)
from briefgen.inputs import Note, unnoted
from briefgen.issue import Contact, Organization
from briefgen.schema import (
    AudienceNames,
    Choice,
    LanguageTag,
    Reader,
    Record,
    Records,
    Surroundings,
    Word,
    Zone,
    key,
)
from briefgen.schema.literals import ID
from briefgen.yamlfile import Mapping, Scalar, quoted, read

FILE, AUDIENCE_FILE = "briefgen.yaml", "audience.yaml"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What briefgen.yaml may say; every key is optional."""

    organization: Organization = key(
        Record(Organization), "who issues the briefings", default=Organization()
    )
    contacts: tuple[Contact, ...] = key(Records(Contact), "who answers questions")
    audiences: tuple[str, ...] | None = key(AudienceNames(), "the audiences built by default")
    language: str = key(LanguageTag(), "the language of the documents")
    timezone: str = key(Zone(), "in which moments are shown")
    page: str = key(Choice(("letter", "a4")), "the sheet")
    data: str = key(Word(), "the folder of the issue files", default="data")
    templates: str = key(Word(), "the folder of own templates", default="templates")
    out: str = key(Word(), "the folder for what is built", default="out")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder in which briefings are made."""

    root: Path
    settings: Settings
    file: Path | None
    template_roots: tuple[Path, ...]  # the first is looked into first
    surroundings: Surroundings

    @property
    def language(self) -> str:
        """Give the language of what names none."""
        return self.settings.language or "en-US"

    @property
    def data(self) -> Path:
        """Give the folder of the issue files."""
        return self.root / self.settings.data

    @property
    def out(self) -> Path:
        """Give the folder for what is built."""
        return self.root / self.settings.out


def builtin_folder(name: str) -> Path:
    """Give a folder that comes with briefgen: `templates` or `data`.

    An installed briefgen carries it in the package; a checkout has it at the top.
    """
    packaged = _PACKAGE / "_builtin" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def audience_names(roots: tuple[Path, ...], note: Note = unnoted) -> tuple[str, ...]:
    """Give the names of the audiences under folders of templates, sorted."""
    found: set[str] = set()
    for root in roots:
        note(root)
        if root.is_dir():
            for folder in root.iterdir():
                if ID.fullmatch(folder.name):
                    note(folder / AUDIENCE_FILE)
                    if (folder / AUDIENCE_FILE).is_file():
                        found.add(folder.name)
    return tuple(sorted(found))


def _misnamed(roots: tuple[Path, ...]) -> Iterator[Diagnostic]:
    """Give the folders that hold an audience under a name that no issue can write."""
    for root in roots:
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            file = folder / AUDIENCE_FILE
            named = ID.fullmatch(folder.name) or folder.name.startswith(("_", "."))
            if not named and file.is_file():
                better = re.sub("[^a-z0-9]+", "-", folder.name.lower()).strip("-")
                known = f"rename the folder to '{better}'" if better else "rename the folder"
                yield error(
                    "audience.bad-name",
                    f"{quoted(folder.name)} cannot name an audience",
                    Location(shown(file)),
                    f"{known}: a-z, 0-9 and hyphens; or begin it with _ if it is none",
                )


def find(start: Path, is_language: Callable[[str], bool], note: Note = unnoted) -> Workspace:
    """Find the workspace of a folder: the nearest briefgen.yaml from it upwards.

    Without one, the folder itself is the workspace and the defaults hold. Raises
    InputError with every fault of the file, TemplateError where a folder cannot name an
    audience.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        note(folder / FILE)
        if (folder / FILE).is_file():
            return _read(folder, is_language, note)
    return _workspace(start, Settings(), None, is_language, note)


def _workspace(
    root: Path,
    settings: Settings,
    file: Path | None,
    is_language: Callable[[str], bool],
    note: Note,
) -> Workspace:
    roots = _roots(root, settings.templates, note)
    if faults := tuple(_misnamed(roots)):
        raise TemplateError(faults)
    around = Surroundings(audience_names(roots, note), is_language, root)
    return Workspace(root, settings, file, roots, around)


def _roots(root: Path, templates: str, note: Note) -> tuple[Path, ...]:
    own, builtin = root / templates, builtin_folder("templates")
    note(own)
    if own.is_dir() and own.resolve() != builtin.resolve():
        return (own, builtin)
    return (builtin,)


def _read(root: Path, is_language: Callable[[str], bool], note: Note) -> Workspace:
    path = root / FILE
    file = read(path)
    if file.root is None:
        return _workspace(root, Settings(), path, is_language, note)
    # The file names audiences, and says itself where they lie: that is read first.
    templates = Settings().templates
    if isinstance(file.root, Mapping):
        for name, value in file.root.pairs:
            if name.value == "templates" and isinstance(value, Scalar) and value.value:
                templates = value.value
    known = audience_names(_roots(root, templates, note), note)
    reader = Reader(file, Surroundings(known, is_language), "workspace")
    settings = reader.root(Settings)
    if settings is None or any(d.severity is Severity.ERROR for d in reader.diagnostics):
        raise InputError(reader.diagnostics)
    return _workspace(root, settings, path, is_language, note)
