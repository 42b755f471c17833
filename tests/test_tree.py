"""The state of the tree: no trace of a machine, no attic, one voice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAX_LINES = 450

# What a run leaves behind (.gitignore names the same).
NOT_SOURCE = {
    ".git",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    ".venv-bench",
    "__pycache__",
    "build",
    "dist",
    "node_modules",
    "out",
}

# In pieces, or this file would be its own first finding.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
        ("crates", "io"),
        ("golang", "org"),
        ("rubygems", "org"),
    )
]
REGISTRY = re.compile("|".join(re.escape(address) for address in REGISTRIES))
MACHINE_PATH = re.compile(r"(?<![\w.~-])(?:/(?:home|root|tmp|Users|work)/\w|[A-Z]:\\Users\\)")


def files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and not NOT_SOURCE & set(path.relative_to(ROOT).parts):
            yield path


def texts() -> Iterator[tuple[str, str]]:
    for path in files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture


def traces(text: str) -> list[str]:
    return [match.group() for p in (REGISTRY, MACHINE_PATH) for match in p.finditer(text)]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [f"{name}: {trace}" for name, text in texts() for trace in traces(text)]
    assert found == []


@pytest.mark.parametrize(
    "pieces",
    [
        ("/ro", "ot/x"),
        ("see /ho", "me/ann/b.py"),
        ("C:", "\\Users\\ann"),
        ("https://py", "pi.org/p"),
    ],
)
def test_a_trace_is_found(pieces: tuple[str, str]) -> None:
    assert traces("".join(pieces))


@pytest.mark.parametrize("harmless", ["https://example.org/home/news", "out/tmp/a", "~/work/a"])
def test_what_is_no_trace_is_left_alone(harmless: str) -> None:
    assert traces(harmless) == []


def test_no_module_outgrows_its_room() -> None:
    lines = {name: len(text.splitlines()) for name, text in texts() if name.endswith(".py")}
    assert "briefgen/errors.py" in lines
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def spoken(source: str) -> list[int]:
    """Give the lines on which a module speaks to the user's terminal."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Call(func=ast.Name(id="print"))
                | ast.Call(func=ast.Attribute(attr="echo" | "secho"))
                | ast.Attribute(value=ast.Attribute(attr="stdout" | "stderr"), attr="write")
            ):
                lines.append(node.lineno)
    return lines


def test_only_the_console_speaks() -> None:
    found = [
        f"{name}:{line}"
        for name, text in texts()
        if name.startswith("briefgen/") and name.endswith(".py")
        if not re.match(r"briefgen/console(\.py|/)", name)
        for line in spoken(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source", ["print(1)", "def f():\n print()", "typer.echo('x')", "sys.stderr.write('x')"]
)
def test_speaking_is_found(source: str) -> None:
    assert spoken(source)
