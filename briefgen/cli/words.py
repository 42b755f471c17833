"""`briefgen words`: `new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.answer import answering

app = typer.Typer(help="Make a file of the fixed words of documents.", no_args_is_help=True)

NEW_EXAMPLES = """
[bold]Examples[/bold]

briefgen words new fr   [dim]a new language: writes templates/_words/fr.yaml[/dim]

briefgen words new es   [dim]to change words that there are[/dim]
"""


@app.callback()
def _group() -> None:
    pass  # with it, `new` is a command of its own though it is the only one


@app.command("new", epilog=NEW_EXAMPLES)
def new(
    tag: Annotated[str, typer.Argument(metavar="TAG", help="A language, such as fr or es-MX.")],
) -> None:
    """Write a file with every fixed word of a language, to be translated or changed."""
    from briefgen import console, record, words
    from briefgen.cli.answer import known_language
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering():
        workspace = find(Path.cwd(), is_language)
        tag = known_language(tag)
        folder = workspace.root / workspace.settings.templates / words.FOLDER
        text = "\n".join(words.begun(tag, workspace.template_roots)) + "\n"
        path = folder / f"{tag}.yaml"
        record.create({path: text.encode()})
        console.paths([path])
