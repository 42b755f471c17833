"""`briefgen visibility`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.view import Sight

EXAMPLES = """
[bold]Example[/bold]

briefgen visibility data/bridge.yaml   [dim]read it before anything is published[/dim]
"""
WIDTH = 80


def visibility(
    issue: Annotated[Path, typer.Argument(metavar="ISSUE.yaml", help="An issue file.")],
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of a matrix.")
    ] = False,
) -> None:
    """Show which audience sees which item."""
    from briefgen import console, load
    from briefgen.view import sights
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        loaded = load.load(issue, workspace, workspace.surroundings)
        names = workspace.surroundings.audiences
        found = sights(loaded.issue, names)
        if json:
            items = [
                {"list": s.list, "name": s.name, "audiences": list(s.audiences)} for s in found
            ]
            console.envelope(loaded.warnings, audiences=list(names), items=items)
            return
        console.diagnostics(loaded.warnings)
        console.results(_matrix(found, names))


def _matrix(found: tuple[Sight, ...], names: tuple[str, ...]) -> Iterator[str]:
    """Give the lines of the matrix; audiences are columns, by number, and all fits in 80."""
    room = max(WIDTH - 4 * len(names) - 4, 20)
    for number, name in enumerate(names, 1):
        yield f"{number:2}  {name}"
    head = "".join(f"{number:4}" for number in range(1, len(names) + 1))
    for title, items in groupby(found, key=lambda sight: sight.list):
        yield ""
        yield f"{title:{room + 2}}{head}"
        for item in items:
            name = item.name if len(item.name) <= room else item.name[: room - 1] + "…"
            marks = "".join(f"{'x' if n in item.audiences else '-':>4}" for n in names)
            yield f"  {name:{room}}{marks}"
    yield ""
    yield "x: sees it   -: does not"
