"""Invented issues taken through the real stages: from a file to finished files.

Owns how a test builds. Must not know what is to be found in the result.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from briefgen import audience as audiences
from briefgen import batch, load, words
from briefgen.briefing import Briefing, make
from briefgen.errors import ExitCode
from briefgen.workspace import Workspace
from tests.properties.files import FORMATS
from tests.properties.sight import is_for
from tests.properties.values import Invented


def loaded(issue: Invented, place: Workspace) -> load.Loaded:
    """Write an issue into the workspace and load it."""
    path = place.data / "issue.yaml"
    shutil.rmtree(place.data, ignore_errors=True)
    issue.write(path, {})
    return load.load(path, place, place.surroundings)


def made(
    issue: Invented, audience: str, place: Workspace, formats: tuple[str, ...] = FORMATS
) -> Briefing:
    """Make the briefing of one audience, in every format if no fewer are asked for."""
    read = loaded(issue, place)
    chosen = audiences.load(audience, place.template_roots, place.surroundings)
    language = words.load(read.issue.language, place.template_roots)
    return make(read, chosen, language, place.template_roots, formats)


def built(issue: Invented, audience: str, place: Workspace, **changes: str) -> dict[str, bytes]:
    """Build an issue for an audience, and give everything that is then in the output folder."""
    path = place.data / "issue.yaml"
    for folder in (place.data, place.out):
        shutil.rmtree(folder, ignore_errors=True)
    issue.write(path, changes)
    (outcome,) = batch.build(batch.Order((path,), (audience,), FORMATS), place)
    wanted = ExitCode.DONE if is_for(issue, audience) else ExitCode.INPUT
    assert outcome.failure == wanted, outcome.diagnostics
    return {name: path.read_bytes() for name, path in _files(place.out)}


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path) for path in found]
