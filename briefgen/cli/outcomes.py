"""What came of issues, as lines for a person and as JSON for a program."""

from __future__ import annotations

from briefgen import console
from briefgen.batch import Outcome
from briefgen.errors import Diagnostic, shown
from briefgen.view import Omission


def show(outcome: Outcome, told: set[Diagnostic]) -> None:
    """Print what came of one issue; what is in `told` was said of one before, as of a template."""
    new = dict.fromkeys(d for d in outcome.diagnostics if d not in told)
    told.update(new)
    console.diagnostics(new)
    console.remarks(map(_omission, outcome.omissions))
    console.paths(outcome.paths)


def envelope(outcomes: list[Outcome], *, explain: bool) -> None:
    """Print what came of several as one JSON object."""
    found = dict.fromkeys(d for outcome in outcomes for d in outcome.diagnostics)
    paths = [shown(path) for outcome in outcomes for path in outcome.paths]
    omitted = [omission for outcome in outcomes for omission in outcome.omissions]
    more = {"omissions": list(map(_omission_json, omitted))} if explain else {}
    console.envelope(found, paths=paths, **more)


def _omission(omission: Omission) -> str:
    place = f"{omission.location}: " if omission.location else ""
    return f"{place}{omission.audience} does not get {omission.what}: {omission.why}"


def _omission_json(omission: Omission) -> dict[str, object]:
    place = omission.location
    return {
        "audience": omission.audience,
        "what": omission.what,
        "why": omission.why,
        "file": place.path if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
    }
