"""File -> Issue, or every fault of the file.

Owns the reading of an issue file against its description, and the checks that need
the whole of it: references, files that it names, and what the workspace adds. Must not
know templates or formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefgen.blank import UNWRITTEN
from briefgen.errors import Diagnostic, InputError, Severity, error, warning
from briefgen.inputs import Note, unnoted
from briefgen.issue import Issue, Organization
from briefgen.load.files import Files
from briefgen.load.references import dangling
from briefgen.schema import Reader, Surroundings
from briefgen.workspace import Workspace
from briefgen.yamlfile import YamlFile, place, read


@dataclass(frozen=True, slots=True)
class Loaded:
    """An issue without faults, the warnings, and the text it was read from."""

    issue: Issue
    warnings: tuple[Diagnostic, ...]
    source: str
    path: str


def load(
    path: Path, workspace: Workspace, surroundings: Surroundings, note: Note = unnoted
) -> Loaded:
    """Read an issue file. Raises InputError with all its faults, sorted by place."""
    note(path)
    file = read(path)
    reader = Reader(file, surroundings, "issue")
    issue = reader.root(Issue)
    if issue is not None:
        issue = _with_workspace(issue, workspace)
        sound = not any(d.severity is Severity.ERROR for d in reader.diagnostics)
        reader.diagnostics.extend(dangling(issue))
        files = Files(path.parent, workspace.root, note)
        issue = files.found(issue, workspace.settings.organization.logo)
        reader.diagnostics.extend(files.faults)
        reader.diagnostics.extend(_unwritten(file))
        if sound:  # else what is missing may only have been misread
            reader.diagnostics.extend(_needs(issue))
    found = sorted(reader.diagnostics, key=_place)
    if issue is None or any(d.severity is Severity.ERROR for d in found):
        raise InputError(found)
    return Loaded(issue, tuple(found), file.text, file.path)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    location = diagnostic.location
    return (location.path, location.line, location.column) if location else ("", 0, 0)


def _with_workspace(issue: Issue, workspace: Workspace) -> Issue:
    """Lay the issue over the workspace: organization key by key, contacts added."""
    settings = workspace.settings
    merged: dict[str, Any] = {
        item.name: getattr(issue.organization, item.name)
        or getattr(settings.organization, item.name)
        for item in fields(Organization)
    }
    if issue.organization.logo:
        # What a picture shows is said where the picture is named.
        merged["logo_alt"] = issue.organization.logo_alt
    return replace(
        issue,
        organization=Organization(**merged),
        contacts=(*issue.contacts, *settings.contacts),
        language=issue.language or workspace.language,
        timezone=issue.timezone or settings.timezone,
    )


def _unwritten(file: YamlFile) -> Iterator[Diagnostic]:
    """Warn of what `briefgen new` wrote to be replaced."""
    for words in UNWRITTEN:
        at = file.text.find(words)
        if at >= 0:
            where = place(file.path, file.text, at)
            yield warning("issue.to-be-written", f"'{words}' is to be replaced", where, "write it")


def _needs(issue: Issue) -> Iterator[Diagnostic]:
    if issue.organization.name.default is None:
        yield error(
            "issue.missing-key",
            "'organization' has no 'name', here or in the workspace",
            issue.origin,
            "add organization: {name: …}, who issues the briefing",
        )
    for table in issue.tables:
        if not table.columns:
            hint = "list them in columns"
            yield error("issue.no-columns", "a table without columns", table.origin, hint)
    for item in issue.attachments:
        if item.file is None and not item.url:
            yield warning(
                "issue.empty-attachment",
                "an attachment with neither 'file' nor 'url'",
                item.origin,
                "say where it is, or nobody can read it",
            )
    for event in issue.events:
        if event.date is None and not event.when:
            yield error(
                "issue.missing-key",
                "an event needs 'date' or 'when'",
                event.origin,
                "add date: 2026-12-01, or when: early in December",
            )
