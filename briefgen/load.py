"""File -> Issue, or every fault of the file.

Owns the reading of an issue file against its description, and the checks that need
the whole of it: references, and what the workspace adds. Must not know templates or
formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefgen.errors import Diagnostic, InputError, Severity, error
from briefgen.issue import LISTS, Issue, Organization
from briefgen.schema import Key, OneRef, Reader, Ref, Refs, Surroundings, keys
from briefgen.schema.literals import near
from briefgen.workspace import Workspace
from briefgen.yamlfile import read


@dataclass(frozen=True, slots=True)
class Loaded:
    """An issue without faults, the warnings, and the text it was read from."""

    issue: Issue
    warnings: tuple[Diagnostic, ...]
    source: str
    path: str


def load(path: Path, workspace: Workspace, surroundings: Surroundings) -> Loaded:
    """Read an issue file. Raises InputError with all its faults, sorted by place."""
    file = read(path)
    reader = Reader(file, surroundings, "issue")
    issue = reader.root(Issue)
    if issue is not None:
        issue = _with_workspace(issue, workspace)
        sound = not any(d.severity is Severity.ERROR for d in reader.diagnostics)
        reader.diagnostics.extend(_references(issue))
        if sound:  # else what is missing may only have been misread
            reader.diagnostics.extend(_needs(issue))
    found = sorted(reader.diagnostics, key=_place)
    if issue is None or any(d.severity is Severity.ERROR for d in found):
        raise InputError(found)
    return Loaded(issue, tuple(found), file.text, file.path)


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    location = diagnostic.location
    return (location.line, location.column) if location else (0, 0)


def _with_workspace(issue: Issue, workspace: Workspace) -> Issue:
    """Lay the issue over the workspace: organization key by key, contacts added."""
    settings = workspace.settings
    merged: dict[str, Any] = {
        item.name: getattr(issue.organization, item.name)
        or getattr(settings.organization, item.name)
        for item in fields(Organization)
    }
    return replace(
        issue,
        organization=Organization(**merged),
        contacts=(*issue.contacts, *settings.contacts),
        language=issue.language or settings.language or "en-US",
        timezone=issue.timezone or settings.timezone,
    )


def _needs(issue: Issue) -> Iterator[Diagnostic]:
    if issue.organization.name.default is None:
        yield error(
            "issue.missing-key",
            "'organization' has no 'name', here or in the workspace",
            issue.origin,
            "add organization: {name: …}, who issues the briefing",
        )
    for event in issue.events:
        if event.date is None and not event.when:
            yield error(
                "issue.missing-key",
                "an event needs 'date' or 'when'",
                event.origin,
                "add date: 2026-12-01, or when: early in December",
            )


def _references(issue: Issue) -> Iterator[Diagnostic]:
    known = {
        name: {item.id for item in getattr(issue, name) if hasattr(item, "id")} for name in LISTS
    }
    for name in LISTS:
        for item in getattr(issue, name):
            for part in keys(type(item)):
                if isinstance(part.kind, Refs | OneRef):
                    yield from _dangling(getattr(item, part.attribute), part, part.kind, known)


def _dangling(
    refs: tuple[Ref, ...], part: Key, kind: Refs | OneRef, known: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    for ref in refs:
        holders = [name for name in kind.lists if ref.id in known[name]]
        if not holders:
            ids = {id_ for name in kind.lists for id_ in known[name]}
            yield error(
                "issue.dangling-reference",
                f"'{ref.id}' in '{part.name}' is no id of {' or '.join(kind.lists)}",
                ref.location,
                near(ref.id, ids) or f"there are no {' or '.join(kind.lists)} with an id",
            )
        elif len(holders) > 1:
            yield error(
                "issue.ambiguous-reference",
                f"'{ref.id}' is an id both of {' and of '.join(holders)}",
                ref.location,
                "give one of them another id",
            )
