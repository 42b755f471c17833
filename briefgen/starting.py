"""What begins new: the files of a workspace, the audience.yaml of an audience, a letterhead.

Owns the texts that `briefgen init` and `briefgen audience new` write, and the schemas of
all files. Must not know where they are written. A new audience inherits everything; each
key stands ready behind a # with what is in force.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from briefgen.audience import COLUMNS, Config, ThemeChanges
from briefgen.issue import Issue
from briefgen.render import Labels
from briefgen.schema import keys
from briefgen.schema.jsonschema import json_schema
from briefgen.theme import Theme
from briefgen.workspace import Settings

# What each file that a person writes may hold, and what its schema is called.
DESCRIBED: dict[str, tuple[type, str]] = {
    "issue": (Issue, "A policy issue"),
    "audience": (Config, "An audience"),
    "theme": (ThemeChanges, "The looks of an audience"),
    "workspace": (Settings, "A workspace"),
}
_STARTER = Path(__file__).resolve().with_name("starter")
# A file that begins with a dot is easily lost on the way: it gets its name when it is written.
_PLACES = {
    "briefgen.yaml": "briefgen.yaml",
    "night-trucks.yaml": "data/night-trucks.yaml",
    "templates.md": "templates/README.md",
    "readme.md": "README.md",
    "gitignore": ".gitignore",
    "vscode.json": ".vscode/settings.json",
}


def schema(name: str) -> str:
    """Give the JSON Schema of a kind of file, by its name in `DESCRIBED`."""
    return json.dumps(json_schema(*DESCRIBED[name]), indent=2)


def workspace_files() -> dict[str, bytes]:
    """Give the files of a new workspace by their path in it."""
    files = {place: (_STARTER / name).read_bytes() for name, place in _PLACES.items()}
    return files | {f"schema/{name}.json": f"{schema(name)}\n".encode() for name in DESCRIBED}


def letterhead(theme: Theme, language: str) -> bytes:
    """Give a letterhead to edit, in the looks of a theme; its words are English."""
    # Loaded for this alone: it brings the whole writer along.
    from briefgen.writers.docx.starter import starter

    return starter(theme, language if language.partition("-")[0] == "en" else "en-US")


_WRITTEN = ("name", "inherits", "sections", "tables")


def audience_file(name: str, parent: Labels) -> str:
    """Give the audience.yaml of an audience that inherits from another."""
    return "\n".join(_lines(name, parent)) + "\n"


def _lines(name: str, parent: Labels) -> Iterator[str]:
    audience = parent.audience
    yield f"# What {name} gets. A key that is not here is as for {audience.id}; items of an issue"
    yield f"# that are marked for {audience.id} alone stay hidden from {name}."
    yield "# To change a key, take away the # before it. 'briefgen audience show' says what is in"
    yield "# force, and where it comes from."
    yield ""
    yield f"inherits: {audience.id}"
    yield f"name: {name.replace('-', ' ').capitalize()}"
    yield f"#document_type: {parent.document_type}"
    for part in keys(Config):
        if part.name in (*_WRITTEN, "document_type"):
            continue
        value = getattr(audience.config, part.attribute)
        said = f"[{', '.join(value)}]" if isinstance(value, tuple) else value
        yield f"#{part.name}:{f' {said}' if said else ''}  # {part.meaning}"
    yield ""
    yield "# Its parts in order: take lines away, move them, or give one a heading of its own:"
    yield "#  - summary: What the board must know"
    yield "#sections:"
    for section in audience.config.sections:
        heading = parent.heading(section)
        yield f"#  - {section.name}{f'  # {heading}' if heading else ''}"
    yield ""
    yield "# The columns of its tables in order; one may have words, a width and a side of its own:"
    yield "#    - cost: {label: Price, width: 20, align: end}"
    yield "#tables:"
    for table in COLUMNS:
        yield f"#  {table}:"
        for column in audience.columns(table):
            yield f"#    - {column.name}  # {parent.column(table, column)}"
