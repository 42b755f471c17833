"""`briefgen theme`: `docx`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.answer import answering

app = typer.Typer(help="Start a letterhead.", no_args_is_help=True)

DOCX_EXAMPLES = """
[bold]Examples[/bold]

briefgen theme docx templates/city-council/letterhead.docx

briefgen theme docx letterhead.docx --audience press   [dim]in the looks of press[/dim]
"""


@app.callback()
def _group() -> None:
    pass  # one command alone would take the place of the group


@app.command("docx", epilog=DOCX_EXAMPLES)
def docx(
    out: Annotated[Path, typer.Argument(metavar="OUT.docx", help="The file; it must be new.")],
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience", "-a", metavar="NAME", help="Whose looks it has; none: the first one's."
        ),
    ] = None,
) -> None:
    """Write a starter letterhead, to edit in Word and name as word_template in theme.yaml."""
    from briefgen import audience as audiences
    from briefgen import console, record
    from briefgen.errors import Location, UsageError, error, shown
    from briefgen.starting import letterhead
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering():
        if out.suffix.lower() != ".docx":
            hint = f"call it {shown(out.with_suffix('.docx'))}" if out.name else "name a file"
            raise UsageError(
                error("usage.not-docx", "a letterhead is a .docx file", Location(shown(out)), hint)
            )
        workspace = find(Path.cwd(), is_language)
        first = (workspace.settings.audiences or workspace.surroundings.audiences)[0]
        found = audiences.load(
            audience or first,
            workspace.template_roots,
            workspace.surroundings,
            page=workspace.settings.page,
            language=workspace.language,
        )
        record.create({out: letterhead(found.theme, workspace.language)})
        console.paths([out])
