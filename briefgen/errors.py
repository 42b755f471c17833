"""What can go wrong, as values: a place, what was found, a remedy, an exit code.

Owns `Location`, `Diagnostic`, the exception tree and the exit codes. Must not
know who raises them nor how they are shown: exceptions carry diagnostics and
never print. Imports nothing of ours.

    BriefgenError
    ├── UsageError      2  options, missing files
    ├── InputError      3  issue or workspace file, a failed `requires`
    ├── TemplateError   4  template, audience, words, theme, font, letterhead
    ├── OutputError     5  could not be written, or edited since
    └── DeliveryError   6  mail that could not be delivered, or was refused
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import ClassVar


class ExitCode(IntEnum):
    """The exit codes of the command line, one meaning each."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INPUT = 3
    TEMPLATE = 4
    OUTPUT = 5
    MAIL = 6
    PARTIAL = 7
    FAULTS = 8
    INTERRUPTED = 130


class Severity(StrEnum):
    """How grave a diagnostic is: an error stops the briefing, a warning does not.

    A note says what could not be looked at; it is no fault, with `--strict` neither.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, 0 where there is none."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give `path:line:column`, without the parts that are not known."""
        if not self.line:
            return self.path
        if not self.column:
            return f"{self.path}:{self.line}"
        return f"{self.path}:{self.line}:{self.column}"


def shown(path: Path) -> str:
    """Give a path as a person at the current folder would write it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if Path(relative).parts[:2] == (os.pardir, os.pardir) else relative


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault or warning. `code` is a short stable word such as `issue.unknown-key`.

    `message` says what was found, in lower case and without a full stop; `hint`
    says what to do about it.
    """

    severity: Severity
    code: str
    message: str
    location: Location | None = None
    hint: str = ""


def error(code: str, message: str, location: Location | None = None, hint: str = "") -> Diagnostic:
    """Make a diagnostic that stops the briefing."""
    return Diagnostic(Severity.ERROR, code, message, location, hint)


def warning(
    code: str, message: str, location: Location | None = None, hint: str = ""
) -> Diagnostic:
    """Make a diagnostic that is shown and stops nothing."""
    return Diagnostic(Severity.WARNING, code, message, location, hint)


def note(code: str, message: str, location: Location | None = None, hint: str = "") -> Diagnostic:
    """Make a diagnostic that is shown and counts as no fault."""
    return Diagnostic(Severity.NOTE, code, message, location, hint)


class BriefgenError(Exception):
    """Anything that a user can mend; carries every diagnostic found."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        """Take one diagnostic or several; they keep their order."""
        if isinstance(diagnostics, Diagnostic):
            diagnostics = (diagnostics,)
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))


class UsageError(BriefgenError):
    """Options that do not fit together, or a file that is not there."""

    exit_code = ExitCode.USAGE


class InputError(BriefgenError):
    """A fault of an issue or workspace file."""

    exit_code = ExitCode.INPUT


class TemplateError(BriefgenError):
    """A fault of a template, an audience folder, words, a theme, a font or a letterhead."""

    exit_code = ExitCode.TEMPLATE


class OutputError(BriefgenError):
    """A file that could not be written, or that someone edited since."""

    exit_code = ExitCode.OUTPUT


class DeliveryError(BriefgenError):
    """Mail that may not go out, or a server that cannot be used: reached, trusted, logged in to."""

    exit_code = ExitCode.MAIL
