"""What a command answers when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from briefgen import console
from briefgen.errors import BriefgenError, ExitCode, UsageError, error

if TYPE_CHECKING:
    from briefgen.schema import literals


def day(text: str) -> date:
    """Read the day that an option names. Raises UsageError."""
    from briefgen.schema import Date

    found: date = _read(text, Date(), "usage.bad-date")
    return found


def known_language(tag: str) -> str:
    """Read the language that an option names. Raises UsageError."""
    from briefgen.schema import LanguageTag

    return str(_read(tag, LanguageTag(), "usage.bad-language"))


def new_id(name: str) -> str:
    """Read what something new is to be called. Raises UsageError."""
    from briefgen.schema import Id

    return str(_read(name, Id(), "usage.bad-id"))


def _read(text: str, kind: literals.Literal, code: str) -> Any:
    from briefgen.schema import literals
    from briefgen.words import is_language

    try:
        return literals.read(text, kind, is_language)
    except literals.Unreadable as fault:
        raise UsageError(error(code, fault.message, hint=fault.hint)) from None


@contextmanager
def answering(*, json: bool = False) -> Iterator[None]:
    """Show what a user can mend and exit with its code; only a bug shows a traceback."""
    try:
        stand_somewhere()
        yield
    except BriefgenError as fault:
        (console.envelope if json else console.diagnostics)(fault.diagnostics)
        raise typer.Exit(fault.exit_code) from None
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except typer.Exit:
        raise
    except Exception:
        console.bug()
        raise typer.Exit(ExitCode.BUG) from None


def stand_somewhere() -> None:
    """Refuse to run in a folder that was deleted: no path means anything there."""
    try:
        Path.cwd()
    except OSError:
        raise UsageError(
            error(
                "usage.no-folder",
                "the current folder is not there any more",
                hint="change to a folder that is there",
            )
        ) from None
