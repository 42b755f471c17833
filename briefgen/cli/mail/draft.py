"""`briefgen mail draft`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering
from briefgen.cli.mail import options

if TYPE_CHECKING:
    from briefgen.errors import ExitCode
    from briefgen.mailing.plan import Plan
    from briefgen.record import Saved

EXAMPLES = """
[bold]Examples[/bold]

briefgen mail draft data/bridge.yaml --audience press   [dim]a draft, to be addressed[/dim]

briefgen mail draft data/bridge.yaml --recipients council.csv --audience city-council

briefgen mail draft data/bridge.yaml -a community-groups --language es --attach pdf
"""


def draft(
    issues: options.Issues = None,
    audience: options.Audiences = None,
    recipients: options.Recipients = None,
    to: options.To = None,
    attach: options.Attach = None,
    language: options.Language = None,
    out: options.Out = None,
    date: options.Date = None,
    sender: options.From = None,
    reply_to: options.ReplyTo = None,
    cc: options.Cc = None,
    subject: options.Subject = None,
    use_edited: options.UseEdited = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace drafts that were edited since they were made.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of paths and faults.")
    ] = False,
) -> None:
    """Write drafts (.eml) that mail programs open ready to send, and print their paths."""
    from datetime import UTC, datetime

    from briefgen import console, errors
    from briefgen.cli.mail import shown
    from briefgen.mailing import drafts, plan
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        asked = options.Asked(
            issues,
            audience,
            recipients,
            to,
            attach,
            language,
            out,
            date,
            sender,
            reply_to,
            cc,
            subject,
            use_edited,
        )
        order = options.order(asked, workspace)
        found = plan.plan(order, workspace, {}, datetime.now(UTC))
        saved = drafts.save(found, out or workspace.out, force=force)
        told = (*shown.fewer(found.warnings), *plan.as_warnings(found), *saved.faults)
        if json:
            console.envelope(told, paths=[errors.shown(path) for path in saved.paths])
        else:
            console.diagnostics(told)
            console.paths(saved.paths)
            console.remarks(shown.skipped(found))
        raise typer.Exit(_code(found, saved))


def _code(found: Plan, saved: Saved) -> ExitCode:
    """Sum up: all drafts, some of several, or why there are none."""
    from briefgen.errors import ExitCode, OutputError, Severity
    from briefgen.mailing import plan

    build = found.order.build
    grave = any(one.severity is Severity.ERROR for one in plan.as_warnings(found))
    if not (saved.faults or grave):
        return ExitCode.DONE
    several = found.order.recipients is not None or len(build.issues) != 1
    if saved.paths and several:
        return ExitCode.PARTIAL
    return OutputError.exit_code if saved.faults else ExitCode.MAIL
