"""`briefgen audiences`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.render import Labels

EXAMPLES = """
[bold]Example[/bold]

briefgen audiences
"""


def audiences(
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """List the audiences there are, and where each of their files comes from."""
    from briefgen import audience, console, words
    from briefgen.errors import shown
    from briefgen.render import Labels
    from briefgen.words import is_language
    from briefgen.workspace import builtin_folder, find

    with answering(json=json):
        workspace = find(Path.cwd(), is_language)
        known = workspace.surroundings
        roots, usual = workspace.template_roots, workspace.language
        language = words.load(usual, roots)
        read = (
            audience.load(name, roots, known, page=workspace.settings.page, language=usual)
            for name in known.audiences
        )
        found = [Labels(one, language.addressed(one.lineage)) for one in read]
        builtin = builtin_folder("templates")
        if json:
            console.envelope((), audiences=[_described(one) for one in found])
            return
        console.results(line for one in found for line in _lines(one, builtin))
        console.remarks([f"what is built in lies in {shown(builtin)}"])


def _lines(labels: Labels, builtin: Path) -> Iterator[str]:
    audience = labels.audience
    formats = ", ".join(audience.config.formats)
    heir = f", inherits from {audience.lineage[1]}" if audience.lineage[1:] else ""
    yield f"{audience.id}: {labels.name}, {labels.document_type} ({formats}){heir}"
    width = max(map(len, audience.files))
    for name, path in sorted(audience.files.items()):
        yield f"  {name:{width}}  {where(path, builtin)}"


def where(path: Path, builtin: Path) -> str:
    """Say where a file lies: one that is built in by its place among those."""
    from briefgen.errors import shown

    if not path.is_relative_to(builtin):
        return shown(path)
    return f"built in: {path.relative_to(builtin).as_posix()}"


def _described(labels: Labels) -> dict[str, object]:
    from briefgen.errors import shown

    audience = labels.audience
    return {
        "id": audience.id,
        "name": str(labels.name),
        "document_type": str(labels.document_type),
        "formats": list(audience.config.formats),
        "inherits": list(audience.lineage[1:]),
        "files": {name: shown(path) for name, path in sorted(audience.files.items())},
    }
