"""briefgen's command line with nothing behind it: the least that Typer can cost.

The commands, their options and the style of the help are briefgen's; the measurement is
refused where the commands differ.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.peers import bare_mail

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


app.add_typer(bare_mail.app, name="mail")


def main() -> None:
    """Run the app."""
    app()
