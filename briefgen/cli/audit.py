"""`briefgen audit`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.audit import Report
    from briefgen.audit.report import Asked, Finding
    from briefgen.errors import ExitCode

EXAMPLES = """
[bold]Examples[/bold]

briefgen audit out/bridge/*.pdf   [dim]the files just built[/dim]

briefgen audit report.docx notice.html   [dim]files of other programs[/dim]
"""

CAVEAT = "To pass machine checks is not to be accessible. Only a person can say:"


def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="PDF, DOCX or HTML files.")],
    every: Annotated[
        bool, typer.Option("--all", help="Name every check, those too that passed.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Say which machine checks of accessibility files pass, and what a person must check."""
    from briefgen import console
    from briefgen.audit import audit as examine
    from briefgen.errors import BriefgenError, Diagnostic, ExitCode, shown

    with answering(json=json):
        reports: list[Report] = []
        faults: list[Diagnostic] = []
        codes: list[ExitCode] = []
        for path in files:
            try:
                report = examine(path, shown(path))
            except BriefgenError as fault:
                faults += fault.diagnostics
                codes.append(fault.exit_code)
                if not json:
                    console.diagnostics(fault.diagnostics)
                continue
            codes.append(_code(report))
            reports.append(report)
            if not json:
                console.results(_lines(report, every=every))
        if json:
            console.envelope(faults, files=[_values(report) for report in reports])
        raise typer.Exit(next((code for code in codes if code), ExitCode.DONE))


def _code(report: Report) -> ExitCode:
    from briefgen.errors import ExitCode

    if report.faults:
        return ExitCode.FAULTS
    return ExitCode.INPUT if report.unread else ExitCode.DONE


def _lines(report: Report, *, every: bool) -> Iterator[str]:
    from briefgen.audit.ledger import visible

    count = report.faults
    faults = f"{count:,} {'fault' if count == 1 else 'faults'}" if count else "no fault was found"
    yield f"{visible(report.path)}: {report.kind}, {report.summary}: {faults}"
    for finding in report.findings:
        yield ""
        yield from _finding(finding)
    hidden = count - len(report.findings)
    if hidden:
        yield ""
        yield f"  and {hidden:,} more of the same kinds"
    yield ""
    if every:
        yield from _outcomes(report)
    yield (
        f"  {report.count('passed')} machine checks passed, {report.count('failed')} failed, "
        f"{report.count('nothing to check')} found nothing to check."
    )
    for what in report.unread:
        yield f"  Not looked at: {what}."
    yield f"  {CAVEAT}"
    for asked in report.human:
        yield from _asked(asked)
    yield ""


def _finding(finding: Finding) -> Iterator[str]:
    rules = "; ".join(str(rule) for rule in finding.check.rules)
    place = f"{finding.place}: " if str(finding.place) else ""
    yield f"  {place}{finding.message}"
    yield f"      {finding.severity}: {rules} ({finding.check.code})"
    yield f"      remedy: {finding.remedy}"


def _outcomes(report: Report) -> Iterator[str]:
    for checked in report.checks:
        yield f"  {checked.outcome}: {checked.check.title} ({checked.check.code})"
    yield ""


def _asked(asked: Asked) -> Iterator[str]:
    yield f"  - {asked.question.title}"
    for subject in asked.subjects:
        yield f"      {subject}"
    if asked.more:
        yield f"      and {asked.more:,} more"


def _values(report: Report) -> dict[str, Any]:
    """Give a report as what JSON can hold."""
    return {
        "file": report.path,
        "kind": report.kind.value,
        "summary": report.summary,
        "faults": report.faults,
        "checks": [
            {
                "code": checked.check.code,
                "title": checked.check.title,
                "rules": [_rule(rule) for rule in checked.check.rules],
                "outcome": checked.outcome,
                "looked": checked.looked,
                "faults": checked.faults,
            }
            for checked in report.checks
        ],
        "findings": [
            {
                "code": finding.check.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "page": finding.place.page,
                "line": finding.place.line,
                "element": finding.place.element,
                "rules": [_rule(rule) for rule in finding.check.rules],
                "remedy": finding.remedy,
            }
            for finding in report.findings
        ],
        "human": [
            {
                "code": asked.question.code,
                "question": asked.question.title,
                "rules": [_rule(rule) for rule in asked.question.rules],
                "subjects": list(asked.subjects),
                "more": asked.more,
            }
            for asked in report.human
        ],
        "unread": list(report.unread),
    }


def _rule(rule: Any) -> dict[str, str]:
    return {"standard": rule.standard, "clause": rule.clause}
