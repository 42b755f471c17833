"""`briefgen audiences`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.audience import Audience

EXAMPLES = """
[bold]Example[/bold]

briefgen audiences
"""


def audiences() -> None:
    """List the audiences there are, and where each of their files comes from."""
    from briefgen import audience, console
    from briefgen.words import is_language
    from briefgen.workspace import builtin_folder, find

    with answering():
        workspace = find(Path.cwd(), is_language)
        known = workspace.surroundings
        found = [
            audience.load(name, workspace.template_roots, known, workspace.settings.page)
            for name in known.audiences
        ]
        builtin = builtin_folder("templates")
        console.results(line for one in found for line in _lines(one, builtin))


def _lines(audience: Audience, builtin: Path) -> Iterator[str]:
    from briefgen.errors import shown

    config = audience.config
    yield f"{audience.id}: {config.name}, {config.document_type} ({', '.join(config.formats)})"
    width = max(map(len, audience.files))
    for name, path in sorted(audience.files.items()):
        where = "built in" if path.is_relative_to(builtin) else shown(path)
        yield f"  {name:{width}}  {where}"
