"""`briefgen check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.errors import Diagnostic

EXAMPLES = """
[bold]Examples[/bold]

briefgen check   [dim]every issue of the data folder, with the templates of every audience[/dim]

briefgen check data/bridge.yaml --strict
"""


def check(
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
    language: Annotated[
        str | None,
        typer.Option(
            "--language", "-l", metavar="TAG", help="As for this language, such as es or es-MX."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as faults.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Name every fault and warning of data and templates; write nothing."""
    from briefgen import batch, console
    from briefgen.cli.answer import known_language
    from briefgen.errors import ExitCode, Severity
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        tag = known_language(language) if language else ""
        order = batch.Order(tuple(issues or ()), tuple(audience or ()), language=tag)
        total = len(batch.issues(order, workspace))
        outcomes = []
        told: set[Diagnostic] = set()  # what concerns several issues is said once
        checks = batch.build(order, workspace, saving=False)
        for outcome in console.progress(checks, total, "checking"):
            outcomes.append(outcome)
            if not json:
                console.diagnostics(d for d in outcome.diagnostics if d not in told)
            told.update(outcome.diagnostics)
        found = list(dict.fromkeys(d for outcome in outcomes for d in outcome.diagnostics))
        if json:
            console.envelope(found)
        code = batch.exit_code(outcomes)
        faults = [d for d in found if d.severity is not Severity.NOTE]
        if strict and faults and not code:
            code = ExitCode.INPUT
        raise typer.Exit(code)
