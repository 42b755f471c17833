"""`briefgen mail` with nothing behind it: its commands and options, for the bare command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What can be attached."""

    DOCX = "docx"
    PDF = "pdf"


app = typer.Typer(
    help="Attach briefings to emails: drafts to send by hand, or sending, once to each.",
    no_args_is_help=True,
)


@app.command("draft", epilog="[bold]Example[/bold]\n\nbriefgen mail draft")
def mail_draft(
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
    recipients: Annotated[
        Path | None,
        typer.Option(
            "--recipients", "-r", metavar="FILE", help="A CSV or XLSX file, one row each."
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ADDRESS", help="One recipient, without a file.")
    ] = None,
    attach: Annotated[
        list[Format] | None,
        typer.Option(
            "--attach",
            metavar="docx|pdf",
            help="Attach this format; may be repeated. Usually both, as.",
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
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="ADDRESS", help="Who it is from: 'Name <a@b.org>'."),
    ] = None,
    reply_to: Annotated[
        str | None, typer.Option("--reply-to", metavar="ADDRESS", help="Where answers are to go.")
    ] = None,
    cc: Annotated[
        list[str] | None,
        typer.Option("--cc", metavar="ADDRESS", help="Gets a copy of each; may be repeated."),
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help="Instead of the template's.")
    ] = None,
    use_edited: Annotated[
        bool,
        typer.Option(
            "--use-edited", help="Attach files as they were edited since they were built."
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace drafts that were edited since they were made.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of paths and faults.")
    ] = False,
) -> None:
    """Write drafts (.eml) that mail programs open ready to send, and print their paths."""


@app.command("send", epilog="[bold]Example[/bold]\n\nbriefgen mail send")
def mail_send(
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
    recipients: Annotated[
        Path | None,
        typer.Option(
            "--recipients", "-r", metavar="FILE", help="A CSV or XLSX file, one row each."
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ADDRESS", help="One recipient, without a file.")
    ] = None,
    smtp: Annotated[
        str | None,
        typer.Option(
            "--smtp",
            metavar="URL",
            rich_help_panel="The server, and how to log in",
            help="The server: smtp://host:587 or smtps://host. Else what.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send, and do not ask.")] = False,
    test_to: Annotated[
        str | None,
        typer.Option("--test-to", metavar="ADDRESS", help="Send one message, marked TEST, here."),
    ] = None,
    attach: Annotated[
        list[Format] | None,
        typer.Option(
            "--attach",
            metavar="docx|pdf",
            help="Attach this format; may be repeated. Usually both, as.",
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
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="ADDRESS", help="Who it is from: 'Name <a@b.org>'."),
    ] = None,
    reply_to: Annotated[
        str | None, typer.Option("--reply-to", metavar="ADDRESS", help="Where answers are to go.")
    ] = None,
    cc: Annotated[
        list[str] | None,
        typer.Option("--cc", metavar="ADDRESS", help="Gets a copy of each; may be repeated."),
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help="Instead of the template's.")
    ] = None,
    rate: Annotated[
        float,
        typer.Option(
            "--rate",
            metavar="NUMBER",
            min=0,
            rich_help_panel="The server, and how to log in",
            help="Messages a minute; 0: no limit.",
        ),
    ] = 30,
    max_size: Annotated[
        float,
        typer.Option(
            "--max-size",
            metavar="MB",
            min=0.01,
            rich_help_panel="What is held back otherwise",
            help="The largest message that may be sent.",
        ),
    ] = 10,
    use_edited: Annotated[
        bool,
        typer.Option(
            "--use-edited", help="Attach files as they were edited since they were built."
        ),
    ] = False,
    allow_draft: Annotated[
        bool,
        typer.Option(
            "--allow-draft",
            rich_help_panel="What is held back otherwise",
            help="Send an issue whose status is draft.",
        ),
    ] = False,
    under_embargo: Annotated[
        bool,
        typer.Option(
            "--under-embargo",
            rich_help_panel="What is held back otherwise",
            help="Send before the embargo is over; the body says so.",
        ),
    ] = False,
    retry_unknown: Annotated[
        list[str] | None,
        typer.Option(
            "--retry-unknown",
            metavar="ADDRESS",
            rich_help_panel="What is held back otherwise",
            help="Send again to this address, which may have it already;.",
        ),
    ] = None,
    retry_refused: Annotated[
        bool,
        typer.Option(
            "--retry-refused",
            rich_help_panel="What is held back otherwise",
            help="Try those again whom the server refused before.",
        ),
    ] = False,
    user_env: Annotated[
        str | None,
        typer.Option(
            "--user-env",
            metavar="NAME",
            rich_help_panel="The server, and how to log in",
            help="The environment variable with the user to log in as..",
        ),
    ] = None,
    secret_env: Annotated[
        str | None,
        typer.Option(
            "--secret-env",
            metavar="NAME",
            rich_help_panel="The server, and how to log in",
            help="The environment variable with the secret. Else.",
        ),
    ] = None,
    keyring: Annotated[
        str | None,
        typer.Option(
            "--keyring",
            metavar="SERVICE",
            rich_help_panel="The server, and how to log in",
            help="Take the secret from the system's keyring.",
        ),
    ] = None,
    token_command: Annotated[
        str | None,
        typer.Option(
            "--token-command",
            metavar="COMMAND",
            rich_help_panel="The server, and how to log in",
            help="Log in by OAuth (XOAUTH2), with the token that this.",
        ),
    ] = None,
    ca_file: Annotated[
        Path | None,
        typer.Option(
            "--ca-file",
            metavar="FILE",
            rich_help_panel="The server, and how to log in",
            help="Trust the certificates in this file.",
        ),
    ] = None,
    insecure: Annotated[
        int,
        typer.Option(
            "--insecure",
            count=True,
            rich_help_panel="The server, and how to log in",
            help="Send without encryption; say it twice if not to this.",
        ),
    ] = 0,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Send briefings by mail, each recipient once; without --yes, show who would get what."""


@app.command("status", epilog="[bold]Example[/bold]\n\nbriefgen mail status")
def mail_status(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write below this folder.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of a table.")
    ] = False,
) -> None:
    """Show what was sent to whom, and what the server said."""
