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
    import json

    from briefgen import console
    from briefgen.audience import Config, ThemeChanges
    from briefgen.issue import Issue
    from briefgen.schema.jsonschema import json_schema
    from briefgen.workspace import Settings

    with answering():
        described: dict[Described, tuple[type, str]] = {
            Described.ISSUE: (Issue, "A policy issue"),
            Described.AUDIENCE: (Config, "An audience"),
            Described.THEME: (ThemeChanges, "The looks of an audience"),
            Described.WORKSPACE: (Settings, "A workspace"),
        }
        console.results([json.dumps(json_schema(*described[what]), indent=2)])
