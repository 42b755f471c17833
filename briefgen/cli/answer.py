"""What a command answers when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer

from briefgen import console
from briefgen.errors import BriefgenError, ExitCode, UsageError, error


def day(text: str) -> date:
    """Read the day that an option names. Raises UsageError."""
    from briefgen.schema import Date, literals

    try:
        found: date = literals.read(text, Date(), lambda _: False)
    except literals.Unreadable as fault:
        raise UsageError(error("usage.bad-date", fault.message, hint=fault.hint)) from None
    return found


def known_language(tag: str) -> str:
    """Read the language that an option names. Raises UsageError."""
    from briefgen.schema import LanguageTag, literals
    from briefgen.words import is_language

    try:
        found: str = literals.read(tag, LanguageTag(), is_language)
    except literals.Unreadable as fault:
        raise UsageError(error("usage.bad-language", fault.message, hint=fault.hint)) from None
    return found


@contextmanager
def answering(*, json: bool = False) -> Iterator[None]:
    """Show what a user can mend and exit with its code; only a bug shows a traceback."""
    try:
        _stand_somewhere()
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


def _stand_somewhere() -> None:
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
