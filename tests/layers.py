"""Who may import whom, as a table, and the check that holds a tree against it.

Owns the rows of the house and the homes of other people's libraries. Must not import
briefgen: it reads source, so that a module which cannot be imported is judged too.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "briefgen"

# From the ground up. A room imports rooms of lower rows alone; within itself it is free.
ROWS: tuple[frozenset[str], ...] = (
    frozenset({"errors"}),
    frozenset({"document", "characters", "content", "inputs", "unzipped"}),
    frozenset({"theme", "fonts", "notes", "changes"}),
    frozenset({"yamlfile", "markup", "sheets", "images", "letterheads"}),
    frozenset({"schema"}),
    frozenset({"issue"}),
    frozenset({"workspace", "audience", "words", "cut", "blank"}),
    frozenset({"load", "view", "render", "writers", "record", "recipients", "audit", "mail"}),
    frozenset({"briefing", "inforce", "reading", "starting"}),
    frozenset({"batch"}),
    frozenset({"console", "mailing", "rebuild"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)

# Each library of somebody else, and the one room that may know it.
HOMES: dict[str, str] = {
    "babel": "words",
    "click": "cli",
    "docx": "writers.docx",
    "email_validator": "recipients.address",
    "filelock": "record",
    "fontTools": "fonts",
    "jinja2": "render",
    "keyring": "mail",
    "lxml": "writers.docx",
    "markdown_it": "markup",
    "markupsafe": "render",
    "mdit_py_plugins": "markup",
    "PIL": "images",
    "reportlab": "writers.pdf",
    "rich": "console",
    "smtplib": "mail",
    "sqlite3": "mail",
    "typer": "cli",
    "watchfiles": "changes",
    "yaml": "yamlfile",
}

# Neighbours inside one room that may not know each other.
_APART = {
    "writers": ("docx", "html", "mail", "markdown", "pdf", "text"),
    "audit": ("docx", "html", "pdf"),
}
APART: tuple[tuple[str, str], ...] = tuple(
    (f"{room}.{one}", f"{room}.{other}")
    for room, inner in _APART.items()
    for place, one in enumerate(inner)
    for other in inner[place + 1 :]
)

# Any room may say which version it is of.
FREE = frozenset({f"{PACKAGE}.__version__"})

ROW_OF = {room: row for row, rooms in enumerate(ROWS) for room in rooms}


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: `name` is its dotted name without the package's ("writers.pdf")."""

    path: Path
    name: str
    is_package: bool

    @property
    def room(self) -> str:
        """Give the top-level room that it belongs to."""
        return self.name.partition(".")[0]


def modules(package: Path) -> Iterator[Module]:
    """Give every module of the package but its own `__init__`."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        if name:
            yield Module(path, name, is_package)


def violations(package: Path) -> list[str]:
    """Give every breach of the table, as `room/file.py:line: what is wrong`."""
    found: list[str] = []
    for module in modules(package):
        shown = module.path.relative_to(package).as_posix()
        if module.room not in ROW_OF:
            found.append(f"{shown}:1: no row of the table has the room {module.room}")
            continue
        for line, target in _imports(module):
            if fault := _fault(module, target, package):
                found.append(f"{shown}:{line}: {fault}")
    return list(dict.fromkeys(found))


def _imports(module: Module) -> Iterator[tuple[int, str]]:
    """Give every import with its line, wherever in the file it hides.

    Inside a function or under TYPE_CHECKING it counts like any other, and so does a
    name given to `import_module` or standing as text in a table for it.
    """
    tree = ast.parse(module.path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield node.lineno, alias.name
            case ast.ImportFrom(names=names):
                base = _base(module, node)
                for alias in names:
                    yield node.lineno, f"{base}.{alias.name}"
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[name, *_]):
                if called in {"import_module", "__import__"}:
                    yield from _dynamic(node.lineno, name)
            case ast.Constant(value=str(text)) if _is_ours(text):
                yield node.lineno, text


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = [PACKAGE, *module.name.split(".")]
    up = node.level - (1 if module.is_package else 0)
    return ".".join([*parts[: len(parts) - up], *filter(None, [node.module])])


def _dynamic(line: int, name: ast.expr) -> Iterator[tuple[int, str]]:
    match name:
        case ast.Constant(value=str(text)) if not _is_ours(text):
            yield line, text
        case ast.JoinedStr():
            yield line, "<computed>"


def _is_ours(text: str) -> bool:
    parts = text.split(".")
    return len(parts) > 1 and parts[0] == PACKAGE and parts[1] in ROW_OF


def _fault(module: Module, target: str, package: Path) -> str | None:
    top, _, rest = target.partition(".")
    if target == "<computed>":
        return "imports a module by a name made up on the way"
    if top != PACKAGE:
        return _foreign_fault(module, top)
    if target in FREE:
        return None
    room = rest.partition(".")[0]
    if room not in ROW_OF:
        if room and ((package / room).is_dir() or (package / f"{room}.py").is_file()):
            return f"imports {room}, which no row of the table has"
        return f"imports {PACKAGE} itself, and so every room"
    if room == module.room:
        return _neighbour_fault(module, rest)
    if ROW_OF[room] == ROW_OF[module.room]:
        return f"imports {room}, a room of its own row"
    if ROW_OF[room] > ROW_OF[module.room]:
        return f"imports {room}, a room of a higher row"
    return None


def _foreign_fault(module: Module, library: str) -> str | None:
    home = HOMES.get(library)
    if home is None:
        known = library in sys.stdlib_module_names
        return None if known else f"imports {library}, which has no home"
    return None if _within(module.name, home) else f"imports {library}, whose home is {home}"


def _neighbour_fault(module: Module, target: str) -> str | None:
    for one, other in APART:
        for here, there in ((one, other), (other, one)):
            if _within(module.name, here) and _within(target, there):
                return f"imports {there}, from which it is kept apart"
    return None


def _within(name: str, home: str) -> bool:
    return name == home or name.startswith(f"{home}.")
