"""What is found wrong with a file: as much of it as a person reads, and quoted briefly."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.errors import Diagnostic, InputError, Location, Severity, error, warning

MAX_ERRORS = 200
MAX_WARNINGS = 200
_LONGEST = 60
_BREAK = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")


class Found(list[Diagnostic]):
    """Diagnostics of one file, up to a bound.

    A file made by a faulty program has the same fault on each of its lines; each costs time
    to look into, and nobody reads past the first.
    """

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        """Take what was found before."""
        super().__init__()
        self.errors = self.warnings = 0
        self.extend(found)

    def append(self, diagnostic: Diagnostic) -> None:
        """Add one. Raises InputError with all so far once there are too many errors."""
        if diagnostic.severity is Severity.WARNING:
            self.warnings += 1
            if self.warnings == MAX_WARNINGS + 1:
                super().append(_more(diagnostic.location))
            if self.warnings > MAX_WARNINGS:
                return
        else:
            self.errors += 1
            if self.errors > MAX_ERRORS:
                raise InputError([*sorted(self, key=_place), _too_many(diagnostic.location)])
        super().append(diagnostic)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Add several, one by one."""
        for diagnostic in found:
            self.append(diagnostic)


def _more(location: Location | None) -> Diagnostic:
    what = "more warnings like these, which are not shown"
    return warning("yaml.more-warnings", what, location, "look into those above first")


def _too_many(location: Location | None) -> Diagnostic:
    return error(
        "yaml.too-many-faults",
        f"more than {MAX_ERRORS} faults: the rest are not looked for",
        location,
        "mend those above first",
    )


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    location = diagnostic.location
    return (location.path, location.line, location.column) if location else ("", 0, 0)


def quoted(text: str) -> str:
    """Quote what a file says, on one line and no longer than a person needs to find it."""
    text = _BREAK.sub(" ", text)
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[: _LONGEST - 1]}…'"
