"""Whom an audience inherits from, and where each of its files comes from.

Owns the search of audiences' folders. Must not know what the files say, but for the
one key that names the next audience.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from briefgen.errors import BriefgenError, Location, TemplateError, UsageError, error
from briefgen.inputs import Note
from briefgen.schema import Reader
from briefgen.schema.literals import ID, near
from briefgen.yamlfile import Mapping, Scalar, YamlFile, read

FILE = "audience.yaml"

D = TypeVar("D")
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """An audience of a lineage: its name, its own files by name, its audience.yaml as read."""

    name: str
    files: dict[str, Path]
    file: YamlFile


def lineage(
    name: str, roots: tuple[Path, ...], known: tuple[str, ...], note: Note
) -> tuple[Member, ...]:
    """Give an audience and those that it inherits from, itself first.

    One that inherits from its own name inherits from what a later root calls so. Raises
    UsageError where there is no such audience, TemplateError with the place of `inherits`
    where it names none, or one that inherits from this one.
    """
    found: list[Member] = []
    place: Location | None = None
    searched = roots
    while name:
        for root in searched:
            note(root / name / FILE)
        files = _files(name, searched)
        if FILE not in files:
            raise _circle(name, found, place) if searched != roots else _unknown(name, known, place)
        if any(member.files[FILE] == files[FILE] for member in found):
            raise _circle(name, found, place)
        found.append(Member(name, files, parsed(files[FILE])))
        heir = name
        name, place = _inherits(found[-1].file)
        searched = _under(files[FILE], searched) if name == heir else roots
    return tuple(found)


def _under(file: Path, roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Give the roots that come after the one in which a file lies."""
    own = file.parent.parent
    return roots[roots.index(own) + 1 :]


def parsed(path: Path) -> YamlFile:
    """Read a file of an audience: what is wrong with it is the template's fault."""
    try:
        return read(path, MAX_BYTES, "an audience's files hold words and looks, and no data")
    except BriefgenError as fault:
        raise TemplateError(fault.diagnostics) from None


def described(reader: Reader, kind: type[D]) -> D | None:
    """Read a file of an audience as what is described; too many faults end it."""
    try:
        return reader.root(kind)
    except BriefgenError as fault:
        raise TemplateError(fault.diagnostics) from None


def _files(name: str, roots: tuple[Path, ...]) -> dict[str, Path]:
    """Give the files of a folder by name; one of an earlier root wins."""
    files: dict[str, Path] = {}
    for root in reversed(roots):
        folder = root / name
        if ID.fullmatch(name) and folder.is_dir():
            files.update({path.name: path for path in sorted(folder.iterdir()) if path.is_file()})
    return files


def _inherits(file: YamlFile) -> tuple[str, Location | None]:
    for name, value in _pairs(file):
        if name.value == "inherits" and isinstance(value, Scalar):
            return value.value.strip(), file.at(value)
    return "", None


def _pairs(file: YamlFile) -> Iterator[tuple[Scalar, object]]:
    if isinstance(file.root, Mapping):
        yield from file.root.pairs


def _unknown(name: str, known: tuple[str, ...], place: Location | None) -> BriefgenError:
    fault = error("audience.unknown", f"no audience is called '{name}'", place, near(name, known))
    return TemplateError(fault) if place else UsageError(fault)


def _circle(name: str, found: list[Member], place: Location | None) -> BriefgenError:
    chain = " from ".join(f"'{member}'" for member in (*(m.name for m in found), name))
    return TemplateError(
        error(
            "audience.circle",
            f"{chain}: audiences inherit in a circle",
            place,
            "take one 'inherits' out, or name another audience there",
        )
    )
