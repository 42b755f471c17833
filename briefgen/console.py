"""The only file that prints: results to stdout, diagnostics and progress to stderr.

Must not know what the results mean. Lines are never wrapped; colour is used on a
terminal only and never carries the meaning; what the terminal's encoding lacks is
escaped rather than lost. What cannot be said on stderr changes no exit code.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TypeVar

from briefgen.errors import Diagnostic, OutputError, Severity, error, shown

T = TypeVar("T")
_COLOUR = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold blue",
}


# What would move the cursor, colour the line or turn its direction: a file may be named so.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def ready() -> None:
    """Take closed streams for ones that nobody reads; called before anything is printed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, StringIO())


def abandon() -> None:
    """Give up streams that take nothing more; Python must not try again when it ends."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except OSError:
            setattr(sys, name, StringIO())


def _tolerant(stream: object, errors: str = "briefgen.plain") -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=errors)


def _as_on_disk(fault: UnicodeError) -> tuple[bytes, int]:
    """Encode part of a file's name as the file system does, whatever the terminal's encoding."""
    assert isinstance(fault, UnicodeEncodeError)
    return os.fsencode(fault.object[fault.start : fault.end]), fault.end


codecs.register_error("briefgen.file-name", _as_on_disk)


# What other encodings lack most, with what may stand for it.
_PLAIN = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "•": "*"}
)


def _plainly(fault: UnicodeError) -> tuple[str, int]:
    """Write signs of print in ASCII, and escape all else."""
    assert isinstance(fault, UnicodeEncodeError)
    lacking = fault.object[fault.start : fault.end].translate(_PLAIN)
    return lacking.encode("ascii", "backslashreplace").decode("ascii"), fault.end


codecs.register_error("briefgen.plain", _plainly)


def width() -> int:
    """Give how wide lines of prose may be: as the terminal, within what is good to read."""
    if not sys.stdout.isatty():
        return 80
    return min(max(shutil.get_terminal_size().columns, 40), 100)


def columns() -> int | None:
    """Give how wide the terminal is; None where results go elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def results(lines: Iterable[str], *, errors: str = "briefgen.plain") -> None:
    """Print results, a line each, to stdout. Raises OutputError where it takes none."""
    _tolerant(sys.stdout, errors)
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
    results((shown(path) for path in found), errors="briefgen.file-name")


def diagnostics(found: Iterable[Diagnostic]) -> None:
    """Print diagnostics to stderr: place, severity, message, and the remedy below."""
    found = tuple(found)
    if not found:
        return
    if sys.stderr.isatty():
        _coloured(found)
        return
    remarks("".join(line) for diagnostic in found for line in _lines(diagnostic))


def remarks(lines: Iterable[str]) -> None:
    """Print lines for the person at the terminal to stderr."""
    _tolerant(sys.stderr)
    try:
        for line in lines:
            print(line, file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        sys.stderr = StringIO()


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
    yield _seen(place), diagnostic.severity.value, f": {_seen(diagnostic.message)}"
    if diagnostic.hint:
        yield "  ", "hint", f": {_seen(diagnostic.hint)}"


def _seen(text: str) -> str:
    """Write control characters out."""
    return _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)


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
    if total < 2:
        yield from items
        return
    with status(what) as say:
        for number, item in enumerate(items, 1):
            say(f"{what}: {number} of {total}")
            yield item


Say = Callable[[str], None]


@contextmanager
def status(text: str = "") -> Iterator[Say]:
    """Keep one line on stderr while a person is watching; what is given says it anew."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    spinner = Spinner("dots", Text(_seen(text)))
    # On one terminal results must go above the line; results that go to a file are none of it.
    with Live(
        spinner,
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=12.5,
        redirect_stdout=sys.stdout.isatty(),
    ):
        yield lambda text: spinner.update(text=Text(_seen(text)))


def confirmed(question: str) -> bool:
    """Ask a person whether to go on; no where nobody can answer."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    _tolerant(sys.stderr)
    print(f"{_seen(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def bug() -> None:
    """Print the traceback of a bug, and what to do with it."""
    import traceback

    remarks(
        [
            traceback.format_exc(),
            "this is a bug in briefgen: please report it with the lines above",
        ]
    )
