"""`briefgen schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from briefgen.cli.answer import answering

EXAMPLES = """
[bold]Example[/bold]

briefgen schema issue > issue.schema.json   [dim]for the editor's completion and checks[/dim]
"""


class Described(StrEnum):
    """The files that have a schema."""

    ISSUE = "issue"
    AUDIENCE = "audience"
    THEME = "theme"
    WORKSPACE = "workspace"


def schema(
    what: Annotated[
        Described, typer.Argument(metavar="issue|audience|theme|workspace", help="Which file.")
    ] = Described.ISSUE,
) -> None:
    """Print the JSON Schema of a file, for editors."""
    from briefgen import console, starting

    with answering():
        console.results([starting.schema(what.value)])
