"""What was asked for, which issues that is, and what came of each.

Must not know how a briefing is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import (
    Diagnostic,
    ExitCode,
    Location,
    UsageError,
    error,
    shown,
)
from briefgen.inputs import Note, unnoted
from briefgen.view import Omission
from briefgen.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.recipients import Recipient

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; empty means the usual."""

    issues: tuple[Path, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    out: Path | None = None
    date: date | None = None
    force: bool = False
    language: str = ""
    explain: bool = False  # whether to say what each audience does not get
    recipients: tuple[Recipient, ...] | None = None  # a copy for each; None: one for all
    sharing: bool = False  # one copy for all recipients wherever theirs would be the same


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one issue, or of its copies for one recipient: files, diagnostics, failure."""

    issue: str
    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    failure: ExitCode = ExitCode.DONE
    omissions: tuple[Omission, ...] = ()
    unsaved: Mapping[str, bytes] = field(default_factory=dict)  # what may be written later


def exit_code(outcomes: list[Outcome]) -> ExitCode:
    """Sum a run up: done, partly done, or the first failure."""
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    if not failures:
        return ExitCode.DONE
    some = any(outcome.paths or not outcome.failure for outcome in outcomes)
    return ExitCode.PARTIAL if len(outcomes) > 1 and some else failures[0]


def issues(order: Order, workspace: Workspace, note: Note = unnoted) -> tuple[Path, ...]:
    """Give the issue files of an order: those named, else all of the data folder."""
    if order.issues:
        return tuple({realpath(path): path for path in order.issues}.values())
    folder = workspace.data
    note(folder)
    if not folder.is_dir():
        raise UsageError(
            error(
                "usage.no-data",
                "there is no such folder of issue files",
                Location(shown(folder)),
                "name an issue file, or run briefgen in a folder that has data/",
            )
        )
    # Hidden files are other programs'.
    found = tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file()
        )
    )
    if not found:
        raise UsageError(
            error(
                "usage.no-issues",
                "no issue files in this folder",
                Location(shown(folder)),
                "start one with: briefgen new ID",
            )
        )
    return found
