"""`briefgen audiences`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.render import Labels

EXAMPLES = """
[bold]Example[/bold]

briefgen audiences
"""


def audiences() -> None:
    """List the audiences there are, and where each of their files comes from."""
    from briefgen import audience, console, words
    from briefgen.render import Labels
    from briefgen.words import is_language
    from briefgen.workspace import builtin_folder, find

    with answering():
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
        console.results(line for one in found for line in _lines(one, builtin))


def _lines(labels: Labels, builtin: Path) -> Iterator[str]:
    from briefgen.errors import shown

    audience = labels.audience
    formats = ", ".join(audience.config.formats)
    yield f"{audience.id}: {labels.name}, {labels.document_type} ({formats})"
    width = max(map(len, audience.files))
    for name, path in sorted(audience.files.items()):
        where = "built in" if path.is_relative_to(builtin) else shown(path)
        yield f"  {name:{width}}  {where}"
