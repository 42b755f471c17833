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
    from briefgen.errors import UsageError, error
    from briefgen.schema.literals import ID
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering():
        if not ID.fullmatch(name):
            raise UsageError(
                error(
                    "usage.bad-id",
                    f"'{name[:70]}' is no id",
                    hint="an id has 1 to 64 of a-z, 0-9 and hyphens, and starts with no hyphen",
                )
            )
        workspace = find(Path.cwd(), is_language)
        path = workspace.data / f"{name}.yaml"
        record.create(path, blank(name, named=bool(workspace.settings.organization.name)).encode())
        console.paths([path])
