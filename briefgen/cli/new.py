"""`briefgen new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefgen.cli.answer import answering

EXAMPLES = """
[bold]Example[/bold]

briefgen new bridge   [dim]writes data/bridge.yaml[/dim]
"""


def new(
    name: Annotated[str, typer.Argument(metavar="ID", help="What the issue is called in files.")],
) -> None:
    """Write an empty issue file with every key explained in comments."""
    from briefgen import console, record
    from briefgen.blank import blank
    from briefgen.cli.answer import new_id
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering():
        name = new_id(name)
        workspace = find(Path.cwd(), is_language)
        path = workspace.data / f"{name}.yaml"
        text = blank(name, named=bool(workspace.settings.organization.name))
        record.create({path: text.encode()})
        console.paths([path])
