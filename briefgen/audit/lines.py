"""A report as lines for a person: the verdict first, then what to mend, then what to ask.

Owns the layout, which needs neither colour nor more than the ASCII signs that it adds
itself. Must not know a format, nor print.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from briefgen.audit.ledger import visible
from briefgen.audit.report import Asked, Check, Finding, Kind, Report, Severity, Verdict

CAVEAT = "To pass machine checks is not to be accessible."
ONLY_A_PERSON = "Only a person can say:"
_KINDS = {
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
}
MAX_PLACES = 8  # of one fault; the JSON has more


@dataclass(slots=True)
class _Group:
    """Findings that break one rule in one way: what is said, and each time where."""

    first: Finding
    places: dict[str, list[str]] = field(default_factory=dict)


def lines(report: Report, width: int, *, every: bool = False) -> Iterator[str]:
    """Give a report; `every` names those checks too that passed."""
    yield f"{visible(report.path)}: {verdict(report)}"
    yield from textwrap.wrap(
        _about(report), width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )
    for group in _grouped(report):
        yield ""
        yield from _group(report, group, width)
    yield ""
    if every:
        for checked in report.checks:
            text = f"{checked.outcome}: {checked.check.title} ({checked.check.code})"
            yield from _wrapped(text, "  ", width)
        yield ""
    for what in report.unread:
        yield from _wrapped(f"Not looked at: {what}.", "  ", width)
    yield from _wrapped(
        f"{report.count('passed')} machine checks passed, {report.count('failed')} failed, "
        f"{report.count('nothing to check')} found nothing to check.",
        "  ",
        width,
    )
    asks = f" {ONLY_A_PERSON}" if report.human else ""
    yield from _wrapped(CAVEAT + asks, "  ", width)
    for asked in report.human:
        yield from _asked(asked, width)
    yield ""


def verdict(report: Report) -> str:
    """Say in a line what came of it."""
    match report.verdict:
        case Verdict.FAIL:
            counts = _by_severity(report)
            grave = ", ".join(f"{count:,} {severity}" for severity, count in counts.items())
            faults = f"{report.faults:,} {'fault' if report.faults == 1 else 'faults'}"
            return f"machine checks fail: {faults} ({grave})"
        case Verdict.OPEN:
            return "no answer: not all of it was looked at (no fault was found in the rest)"
    return "machine checks pass: no fault was found"


def _by_severity(report: Report) -> dict[Severity, int]:
    """Count faults, those too that are not among the findings."""
    counts = dict.fromkeys(Severity, 0)
    listed: dict[Check, int] = {}
    for finding in report.findings:
        counts[finding.severity] += 1
        listed[finding.check] = listed.get(finding.check, 0) + 1
    for checked in report.checks:
        counts[checked.check.severity] += checked.faults - listed.get(checked.check, 0)
    return {severity: count for severity, count in counts.items() if count}


def _about(report: Report) -> str:
    claims = "It does not say that it follows a standard."
    if report.claims:
        claims = f"It says that it follows {_and(report.claims)}."
    elif not report.may_claim:
        claims = ""
    suffix = PurePath(report.path).suffix.lower()
    known = suffix in _KINDS and _KINDS[suffix] is not report.kind
    kind = f"{report.kind}, though its name ends in {suffix}" if known else report.kind
    parts = (f"{kind}, {report.summary}.", claims, f"Held against {_and(report.against)}.")
    return " ".join(filter(None, parts))


def _and(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _grouped(report: Report) -> list[_Group]:
    groups: dict[tuple[Check, Severity, str], _Group] = {}
    for finding in report.findings:
        key = (finding.check, finding.severity, finding.remedy)
        group = groups.setdefault(key, _Group(finding))
        group.places.setdefault(finding.message, []).append(str(finding.place))
    return list(groups.values())


def _group(report: Report, group: _Group, width: int) -> Iterator[str]:
    finding = group.first
    for message, places in group.places.items():
        start = f"{finding.severity}: "
        known = [place for place in places if place]
        if len(places) == 1:
            start += f"{known[0]}: " if known else ""
            yield from _wrapped(start + message, "  ", width)
            continue
        yield from _wrapped(start + message, "  ", width)
        more = len(places) - MAX_PLACES
        where = "; ".join(known[:MAX_PLACES]) + (f"; and {more:,} more" if more > 0 else "")
        yield from _wrapped(f"where: {where}", "      ", width)
    check = finding.check
    hidden = _hidden(report, check) if _is_last(report, finding) else 0
    if hidden:
        yield f"      and {hidden:,} more of this kind"
    rules = "; ".join(str(rule) for rule in check.rules)
    yield from _wrapped(f"rule: {rules} ({check.code})", "      ", width)
    yield from _wrapped(f"remedy: {finding.remedy}", "      ", width)


def _hidden(report: Report, check: Check) -> int:
    """Count the faults of a check that are not among the findings."""
    faults = next(checked.faults for checked in report.checks if checked.check is check)
    return faults - sum(finding.check is check for finding in report.findings)


def _is_last(report: Report, finding: Finding) -> bool:
    """Say whether a finding's group is the last of its check: the rest is counted there."""
    last = [one for one in report.findings if one.check is finding.check][-1]
    return (last.severity, last.remedy) == (finding.severity, finding.remedy)


def _asked(asked: Asked, width: int) -> Iterator[str]:
    yield from _wrapped(f"- {asked.question.title}", "  ", width)
    for subject in asked.subjects:
        depth = len(subject) - len(subject.lstrip())
        yield from _wrapped(subject, " " * (6 + depth), width)
    if asked.more:
        yield f"      and {asked.more:,} more"


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
