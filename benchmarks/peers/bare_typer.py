"""briefgen's command line with nothing behind it: the least that Typer can cost.

The commands, their options and the style of the help are briefgen's; the measurement is
refused where the commands differ.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="briefgen",
    help="Turn one file of facts about a policy issue into briefings, one for each audience.",
    epilog="Start with: briefgen build data/ISSUE.yaml",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What can be written."""

    DOCX = "docx"
    PDF = "pdf"


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen build")
def build(
    issues: Annotated[
        list[Path] | None, typer.Argument(metavar="[ISSUE.yaml]...", help="Issue files.")
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option("--audience", "-a", metavar="NAME", help="For this audience."),
    ] = None,
    format_: Annotated[
        list[Format] | None, typer.Option("--format", "-f", help="In this format.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write below this folder.")
    ] = None,
    date: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Use this date.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that were edited since.")
    ] = False,
) -> None:
    """Build briefings and print the paths of the files written."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen audiences")
def audiences() -> None:
    """List the audiences there are, and where each of their files comes from."""


def main() -> None:
    """Run the app."""
    app()
