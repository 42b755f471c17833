"""`briefgen build`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.answer import answering

EXAMPLES = """
[bold]Examples[/bold]

briefgen build   [dim]every issue of the data folder, for every audience[/dim]

briefgen build data/bridge.yaml --audience press --format pdf

briefgen build data/bridge.yaml --audience community-groups --language es

briefgen build data/bridge.yaml --out drafts --date 2026-12-01

briefgen build data/bridge.yaml --audience city-council --recipients council.csv

briefgen build data/bridge.yaml --watch   [dim]stay, and build again what changes[/dim]

briefgen build data/bridge.yaml --explain   [dim]say what each audience does not get[/dim]
"""


class Format(StrEnum):
    """What can be written."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MD = "md"


def build(
    issues: Annotated[
        list[Path] | None,
        typer.Argument(metavar="ISSUE.yaml", help="Issue files; none: all of the data folder."),
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option(
            "--audience", "-a", metavar="NAME", help="For this audience; may be repeated."
        ),
    ] = None,
    format_: Annotated[
        list[Format] | None,
        typer.Option(
            "--format", "-f", metavar="docx|pdf|html|md", help="In this format; may be repeated."
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", "-l", metavar="TAG", help="In this language, such as es or es-MX."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write below this folder.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="Use this date instead of the issue's."),
    ] = None,
    recipients: Annotated[
        Path | None,
        typer.Option(
            "--recipients", "-r", metavar="FILE", help="A copy for each row of a CSV or XLSX file."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that were edited since they were built.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what each audience does not get, and why."),
    ] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", "-w", help="Stay, and build again what changes, until Ctrl-C."),
    ] = False,
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print one JSON object instead of paths and faults; with --watch, one a line "
            "for every build.",
        ),
    ] = False,
) -> None:
    """Build briefings and print the paths of the files written."""
    from dataclasses import replace

    from briefgen import batch, console
    from briefgen.cli import outcomes as said
    from briefgen.cli.answer import day, known_language
    from briefgen.errors import Diagnostic, UsageError, error
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering(json=json):
        order = batch.Order(
            tuple(issues or ()),
            tuple(audience or ()),
            tuple(dict.fromkeys(kind.value for kind in format_ or ())),
            out,
            day(date) if date else None,
            force,
            known_language(language) if language else "",
            explain,
        )
        if watch and recipients:
            what = "--watch and --recipients do not go together"
            raise UsageError(error("usage.options", what, hint="leave one of them out"))
        if watch:
            from briefgen.cli.watch import watch as stay

            return stay(order, json=json)
        workspace = find(Path.cwd(), is_language)
        if recipients:
            from briefgen.recipients import read

            names = frozenset(workspace.surroundings.audiences)
            order = replace(order, recipients=read(recipients, names, is_language, mail=False))
        total = len(batch.issues(order, workspace)) * len(order.recipients or "1")
        outcomes = []
        told: set[Diagnostic] = set()
        for outcome in console.progress(batch.build(order, workspace), total, "building"):
            outcomes.append(outcome)
            if not json:
                said.show(outcome, told)
        if json:
            said.envelope(outcomes, explain=explain)
        raise typer.Exit(batch.exit_code(outcomes))
