"""briefgen's command line with nothing behind it: the least that Typer can cost.

The commands, their options and the style of the help are briefgen's; the measurement is
refused where the commands differ.
"""

from __future__ import annotations

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
        bool, typer.Option("--explain", help="Say what each audience does not get, and why.")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", "-w", help="Stay, and build again what changes, until Ctrl-C."),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object instead of paths and faults; with."),
    ] = False,
) -> None:
    """Build briefings and print the paths of the files written."""


@app.command(epilog="[bold]Examples[/bold]\n\nbriefgen check")
def check(
    issues: Annotated[
        list[Path] | None, typer.Argument(metavar="ISSUE.yaml", help="Issue files.")
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option("--audience", "-a", metavar="NAME", help="For this audience."),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="TAG", help="As for this language.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Count warnings as faults.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Name every fault and warning of data and templates; write nothing."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen visibility data/bridge.yaml")
def visibility(
    issue: Annotated[Path, typer.Argument(metavar="ISSUE.yaml", help="An issue file.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show which audience sees which item."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen new bridge")
def new(
    name: Annotated[str, typer.Argument(metavar="ID", help="What the issue is called in files.")],
) -> None:
    """Write an empty issue file with every key explained in comments."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen init briefings")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder.")],
) -> None:
    """Make a workspace: a worked example, a place for templates, help for editors."""


audience_app = typer.Typer(
    help="Make a new audience, or show what is in force for one.", no_args_is_help=True
)
app.add_typer(audience_app, name="audience")


@audience_app.command("new")
def audience_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called in files.")],
    parent: Annotated[str, typer.Option("--from", metavar="NAME", help="Whose looks it gets.")],
) -> None:
    """Make an audience from another: its looks, words and templates, never what it sees."""


@audience_app.command("show")
def audience_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An audience.")],
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="TAG", help="With these words.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Show all that is in force for an audience, and the file that each line comes from."""


class Described(StrEnum):
    """The files that have a schema."""

    ISSUE = "issue"
    AUDIENCE = "audience"
    THEME = "theme"
    WORKSPACE = "workspace"


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen schema issue")
def schema(
    what: Annotated[Described, typer.Argument(help="Which file.")] = Described.ISSUE,
) -> None:
    """Print the JSON Schema of a file, for editors."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen audit out/bridge/*.pdf")
def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="PDF, DOCX or HTML files.")],
    every: Annotated[bool, typer.Option("--all", help="Name every check.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say which machine checks of accessibility files pass, and what a person must check."""


@app.command(epilog="[bold]Example[/bold]\n\nbriefgen audiences")
def audiences(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the audiences there are, and where each of their files comes from."""


theme_app = typer.Typer(help="Begin a letterhead.", no_args_is_help=True)
app.add_typer(theme_app, name="theme")


@theme_app.command("docx")
def theme_docx(
    path: Annotated[Path, typer.Argument(metavar="OUT.docx", help="The file.")],
    audience: Annotated[
        str | None, typer.Option("--audience", "-a", metavar="NAME", help="Whose looks it has.")
    ] = None,
) -> None:
    """Write a starter letterhead, to edit in Word."""


words_app = typer.Typer(help="Begin a language.", no_args_is_help=True)
app.add_typer(words_app, name="words")


@words_app.command("new")
def words_new(tag: Annotated[str, typer.Argument(metavar="TAG", help="A language.")]) -> None:
    """Write a file with every fixed word of a language."""


mail_app = typer.Typer(
    help="Attach briefings to emails: drafts to send by hand, or sending, once to each.",
    no_args_is_help=True,
)
app.add_typer(mail_app, name="mail")


@mail_app.command("draft", epilog="[bold]Example[/bold]\n\nbriefgen mail draft")
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


@mail_app.command("send", epilog="[bold]Example[/bold]\n\nbriefgen mail send")
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


@mail_app.command("status", epilog="[bold]Example[/bold]\n\nbriefgen mail status")
def mail_status(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write below this folder.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of a table.")
    ] = False,
) -> None:
    """Show what was sent to whom, and what the server said."""


def main() -> None:
    """Run the app."""
    app()
