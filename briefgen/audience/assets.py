"""The files that theme.yaml names: found beside it or below, inside the workspace.

Owns where such a file may lie. Must not know what it holds. A path leads out of the
workspace neither by itself nor by a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from briefgen.document import Image
from briefgen.errors import BriefgenError, Diagnostic, Location, error, shown
from briefgen.inputs import Note, State, state, unnoted
from briefgen.schema import FileRef
from briefgen.schema.literals import nearest
from briefgen.theme import Letterhead
from briefgen.yamlfile import quoted

_HINT = "write its path from the folder of this file, inside the workspace"
_LONGEST = 1_000
_NEIGHBOURS = 500  # files of a folder that are looked through for one of a like name


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the files of one theme.yaml lie: beside it or below, inside one of the bases."""

    theme: Path
    bases: tuple[Path, ...]
    note: Note = unnoted


def located(ref: FileRef, shelf: Shelf) -> Path | Diagnostic:
    """Find a file that a theme names; else give what is wrong."""
    name = ref.name.replace("\\", "/")
    if not name or name.startswith("/") or name[1:2] == ":" or "\0" in name:
        return _fault("outside", f"{quoted(ref.name)} is not inside the workspace", ref, _HINT)
    if len(name) > _LONGEST:
        return _fault("no-file", f"there is no file {quoted(ref.name)}", ref, _HINT)
    path = shelf.theme.parent / name
    shelf.note(path)
    try:
        real = path.resolve()
        if not any(real.is_relative_to(base.resolve()) for base in shelf.bases):
            return _fault("outside", f"{quoted(ref.name)} leads out of the workspace", ref, _HINT)
        if real.is_file():
            return real
        found = real.exists()
    except (OSError, RuntimeError, ValueError):  # a name too long, a loop of links
        found = False
    if found:
        what = f"{quoted(ref.name)} is no ordinary file"
        return _fault("not-a-file", what, ref, "name a file")
    return _fault("no-file", f"there is no file {quoted(ref.name)}", ref, _like(path))


def picture(ref: FileRef, shelf: Shelf) -> Image | Diagnostic:
    """Read a picture that a theme names, once a process; else give what is wrong."""
    path = located(ref, shelf)
    if isinstance(path, Diagnostic):
        return path
    try:
        return _image(path, state(path))
    except BriefgenError as fault:
        return named(fault, ref)


@lru_cache(maxsize=8)
def _image(path: Path, seen: State) -> Image:
    """Read a picture; `seen` tells changes."""
    from briefgen.images import read_image

    return read_image(path, shown(path))


def letterhead(ref: FileRef, shelf: Shelf) -> Letterhead | Diagnostic:
    """Read and judge a letterhead that a theme names, once a process; else give what is wrong."""
    # Loaded for those that have one: it is of no use to any other run.
    from briefgen.letterheads import Refused

    path = located(ref, shelf)
    if isinstance(path, Diagnostic):
        return path
    try:
        return _letterhead(path, state(path))
    except Refused as fault:
        what = f"{quoted(ref.name)} cannot be a letterhead: {fault.message}"
        return error(fault.code, what, ref.location, fault.hint)
    except BriefgenError as fault:
        return named(fault, ref)


@lru_cache(maxsize=8)
def _letterhead(path: Path, seen: State) -> Letterhead:
    """Read a letterhead; `seen` tells changes."""
    from briefgen.letterheads import read_letterhead

    return read_letterhead(path, shown(path))


def named(fault: BriefgenError, ref: FileRef) -> Diagnostic:
    """Give what is wrong with a file's content as a fault of the line that names it."""
    first = fault.diagnostics[0]
    return error(first.code, f"{quoted(ref.name)}: {first.message}", ref.location, first.hint)


def _fault(code: str, message: str, ref: FileRef, hint: str) -> Diagnostic:
    place: Location | None = ref.location
    return error(f"theme.{code}", message, place, hint)


def _like(path: Path) -> str:
    """Say what may have been meant by the name of a file that is not there."""
    try:
        beside = [other.name for other in islice(path.parent.iterdir(), _NEIGHBOURS)]
    except OSError:
        return _HINT
    close = nearest(path.name, beside)
    return f"did you mean '{close}'?" if close else _HINT
