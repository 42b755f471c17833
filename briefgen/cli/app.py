"""The app: its commands, `--version`, and what every command answers for."""

from __future__ import annotations

from typing import Annotated

import typer

from briefgen.cli import (
    audience,
    audiences,
    audit,
    build,
    check,
    init,
    mail,
    new,
    schema,
    theme,
    visibility,
    words,
)

app = typer.Typer(
    name="briefgen",
    help="Turn one file of facts about a policy issue into accessible briefings, one for each "
    "audience, as DOCX, PDF, HTML or Markdown.",
    epilog="Start with: briefgen build data/ISSUE.yaml",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("build", epilog=build.EXAMPLES)(build.build)
app.command("check", epilog=check.EXAMPLES)(check.check)
app.command("visibility", epilog=visibility.EXAMPLES)(visibility.visibility)
app.command("init", epilog=init.EXAMPLES)(init.init)
app.command("new", epilog=new.EXAMPLES)(new.new)
app.command("schema", epilog=schema.EXAMPLES)(schema.schema)
app.command("audit", epilog=audit.EXAMPLES)(audit.audit)
app.command("audiences", epilog=audiences.EXAMPLES)(audiences.audiences)
app.add_typer(audience.app, name="audience")
app.add_typer(mail.app, name="mail")
app.add_typer(words.app, name="words")
app.add_typer(theme.app, name="theme")


def _version(wanted: bool) -> None:
    if wanted:
        # Imported when asked for: they would cost every other command its start.
        from importlib.metadata import version as installed

        from briefgen import console

        console.results([f"briefgen {installed('briefgen')}"])
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass
