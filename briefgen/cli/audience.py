"""`briefgen audience`: `new` and `show`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.inforce import Setting
    from briefgen.render import Labels
    from briefgen.workspace import Workspace

app = typer.Typer(
    help="Make a new audience, or show what is in force for one.", no_args_is_help=True
)

NEW_EXAMPLES = """
[bold]Example[/bold]

briefgen audience new school-board --from city-council

[dim]writes templates/school-board/audience.yaml[/dim]
"""

SHOW_EXAMPLES = """
[bold]Examples[/bold]

briefgen audience show school-board

briefgen audience show press --language es   [dim]with its Spanish words[/dim]
"""


@app.command("new", epilog=NEW_EXAMPLES)
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called in files.")],
    parent: Annotated[
        str,
        typer.Option("--from", metavar="NAME", help="Whose looks, words and templates it gets."),
    ],
) -> None:
    """Make an audience from another: its looks, words and templates, never what it sees."""
    from briefgen import console, record
    from briefgen.cli.answer import new_id
    from briefgen.errors import UsageError, error
    from briefgen.starting import audience_file
    from briefgen.words import is_language
    from briefgen.workspace import find

    with answering():
        workspace = find(Path.cwd(), is_language)
        name = new_id(name)
        if name in workspace.surroundings.audiences:
            hint = "choose another name, or edit its files: briefgen audiences says where they lie"
            raise UsageError(
                error("usage.known-audience", f"there is a '{name}' already", hint=hint)
            )
        text = audience_file(name, _labels(workspace, parent, workspace.language))
        path = workspace.root / workspace.settings.templates / name / "audience.yaml"
        record.create({path: text.encode()})
        console.paths([path])
        console.remarks(_next(name, workspace.settings.audiences))


def _next(name: str, built: tuple[str, ...] | None) -> list[str]:
    """Say what to do with a new audience, given those that are built by default."""
    lines = [f"next: briefgen build --audience {name}"]
    if built:
        lines.append(f"to build it each time, add {name} to audiences in briefgen.yaml")
    return lines


@app.command("show", epilog=SHOW_EXAMPLES)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An audience.")],
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="TAG", help="With these words.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Show all that is in force for an audience, and the file that each line comes from."""
    from briefgen import console
    from briefgen.cli.answer import known_language
    from briefgen.inforce import settings
    from briefgen.words import is_language
    from briefgen.workspace import builtin_folder, find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        tag = known_language(language) if language else workspace.language
        lines = list(settings(_labels(workspace, name, tag)))
        if json:
            console.envelope((), settings=[_described(line) for line in lines])
            return
        builtin = str(builtin_folder("templates"))
        console.results(_shown([(line.key, line.value, _where(line, builtin)) for line in lines]))


def _shown(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    """Give columns, or, where the terminal is too narrow for them, two lines a key."""
    from briefgen import console

    keys = max(len(key) for key, _, _ in rows)
    values = min(48, max(len(value) for _, value, _ in rows))
    lines = [f"{key:{keys}}  {value:{values}}  {where}".rstrip() for key, value, where in rows]
    room = console.columns()
    if room is None or max(map(len, lines)) <= room:
        yield from lines
        return
    for key, value, where in rows:
        yield f"{key}: {value}".rstrip(": ")
        yield f"  {where}"


def _where(line: Setting, builtin: str) -> str:
    from briefgen.errors import shown

    if line.place is None:
        return "as usual"
    where = str(line.place)
    inside = where.removeprefix(shown(Path(builtin)))
    return f"built in: {inside.lstrip('/')}" if inside != where else where


def _described(line: Setting) -> dict[str, object]:
    place = line.place
    return {
        "key": line.key,
        "value": line.value,
        "file": place.path if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
    }


def _labels(workspace: Workspace, name: str, tag: str) -> Labels:
    from briefgen import audience, words
    from briefgen.render import Labels

    found = audience.load(
        name,
        workspace.template_roots,
        workspace.surroundings,
        page=workspace.settings.page,
        language=workspace.language,
    )
    return Labels(found, words.load(tag, workspace.template_roots).addressed(found.lineage))
