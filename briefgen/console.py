"""The only file that prints: results to stdout, diagnostics and progress to stderr.

Must not know what the results mean. Lines are never wrapped; colour is used on a
terminal only and never carries the meaning; what the terminal's encoding lacks is
escaped rather than lost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TypeVar

from briefgen.errors import Diagnostic, OutputError, Severity, error, shown

T = TypeVar("T")
_COLOUR = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def _tolerant(stream: object) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def results(lines: Iterable[str]) -> None:
    """Print results, a line each, to stdout. Raises OutputError where it takes none."""
    _tolerant(sys.stdout)
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as fault:
        # Nothing more goes there, and Python must not try again when it ends.
        sys.stdout = StringIO()
        if isinstance(fault, BrokenPipeError):
            raise OutputError(()) from None
        reason = (fault.strerror or str(fault)).lower()
        raise OutputError(error("output.cannot-write", f"cannot print: {reason}")) from None


def paths(found: Iterable[Path]) -> None:
    """Print the paths of written files, as seen from the current folder."""
    results(shown(path) for path in found)


def diagnostics(found: Iterable[Diagnostic]) -> None:
    """Print diagnostics to stderr: place, severity, message, and the remedy below."""
    found = tuple(found)
    if not found:
        return
    _tolerant(sys.stderr)
    if sys.stderr.isatty():
        _coloured(found)
        return
    for diagnostic in found:
        for line in _lines(diagnostic):
            print("".join(line), file=sys.stderr)


def envelope(found: Iterable[Diagnostic], **more: object) -> None:
    """Print one versioned JSON object to stdout: the diagnostics, and what belongs to them."""
    import json

    known = [
        {
            "severity": diagnostic.severity.value,
            "code": diagnostic.code,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
            "file": diagnostic.location.path if diagnostic.location else "",
            "line": diagnostic.location.line if diagnostic.location else 0,
            "column": diagnostic.location.column if diagnostic.location else 0,
        }
        for diagnostic in found
    ]
    results([json.dumps({"version": 1, **more, "diagnostics": known}, ensure_ascii=False)])


def _lines(diagnostic: Diagnostic) -> Iterator[tuple[str, str, str]]:
    place = f"{diagnostic.location}: " if diagnostic.location else ""
    yield place, diagnostic.severity.value, f": {diagnostic.message}"
    if diagnostic.hint:
        yield "  ", "hint", f": {diagnostic.hint}"


def _coloured(found: tuple[Diagnostic, ...]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for diagnostic in found:
        for place, mark, rest in _lines(diagnostic):
            style = "cyan" if mark == "hint" else _COLOUR[diagnostic.severity]
            console.print(Text.assemble(place, (mark, style), rest))


def progress(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Pass items on, counting them on stderr while a person is watching."""
    if total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        for number, item in enumerate(items, 1):
            status.update(f"{what}: {number} of {total}")
            yield item


def bug() -> None:
    """Print the traceback of a bug, and what to do with it."""
    import traceback

    _tolerant(sys.stderr)
    traceback.print_exc()
    print("this is a bug in briefgen: please report it with the lines above", file=sys.stderr)
