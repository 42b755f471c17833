"""`briefgen init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.answer import answering

EXAMPLES = """
[bold]Example[/bold]

briefgen init briefings   [dim]then: cd briefings, briefgen build[/dim]
"""


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder; it is made where there is none.")
    ],
) -> None:
    """Make a workspace: a worked example, a place for templates, help for editors."""
    from briefgen import console, record
    from briefgen.starting import workspace_files

    with answering():
        files = {folder / place: content for place, content in workspace_files().items()}
        record.create(files)
        console.paths(list(files))
        console.remarks([f"next: {_change(folder)}briefgen build"])


def _change(folder: Path) -> str:
    """Say how to go to the new workspace: not at all, or quoted where a shell wants it."""
    if folder.resolve() == Path.cwd():
        return ""
    return f'cd "{folder}", then: ' if " " in str(folder) else f"cd {folder}, then: "
