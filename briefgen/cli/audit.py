"""`briefgen audit`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen.cli.answer import answering

if TYPE_CHECKING:
    from briefgen.audit import Report
    from briefgen.audit.report import Rule
    from briefgen.errors import ExitCode

EXAMPLES = """
[bold]Examples[/bold]

briefgen audit out/bridge/*.pdf   [dim]the files just built[/dim]

briefgen audit report.docx notice.html   [dim]files of other programs[/dim]

curl -s https://city.example/plan.pdf | briefgen audit -   [dim]a file from elsewhere[/dim]
"""

STDIN = Path("-")


def audit(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="PDF, DOCX or HTML files; - is standard input."),
    ],
    every: Annotated[
        bool, typer.Option("--all", help="Name every check, those too that passed.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of lines.")
    ] = False,
) -> None:
    """Say which machine checks of accessibility files pass, and what a person must check."""
    from briefgen import console
    from briefgen.audit.lines import lines
    from briefgen.errors import BriefgenError, Diagnostic, ExitCode

    with answering(json=json):
        reports: list[Report] = []
        faults: list[Diagnostic] = []
        codes: list[ExitCode] = []
        for path in (found for given in files for found in _matching(given)):
            try:
                report = _report(path)
            except BriefgenError as fault:
                faults += fault.diagnostics
                codes.append(fault.exit_code)
                if not json:
                    console.diagnostics(fault.diagnostics)
                continue
            codes.append(_code(report))
            reports.append(report)
            if not json:
                console.results(lines(report, console.width(), every=every))
        if json:
            console.envelope(faults, files=[_values(report) for report in reports])
        raise typer.Exit(next((code for code in codes if code), ExitCode.DONE))


def _matching(path: Path) -> list[Path]:
    """Give the files that a pattern names: some shells, as that of Windows, pass it on."""
    import glob

    if not glob.has_magic(str(path)) or os.path.lexists(path):
        return [path]
    anchor = Path(path.anchor)
    return sorted(anchor.glob(str(path.relative_to(anchor)))) or [path]


def _report(path: Path) -> Report:
    from briefgen.audit import MAX_BYTES, judge
    from briefgen.audit import audit as examine
    from briefgen.errors import shown

    if path == STDIN:
        return judge(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    return examine(path, shown(path))


def _code(report: Report) -> ExitCode:
    from briefgen.audit.report import Verdict
    from briefgen.errors import ExitCode

    match report.verdict:
        case Verdict.PASS:
            return ExitCode.DONE
        case Verdict.FAIL:
            return ExitCode.FAULTS
        case Verdict.OPEN:
            return ExitCode.INPUT


def _values(report: Report) -> dict[str, Any]:
    """Give a report as what JSON can hold."""
    return {
        "file": report.path,
        "kind": report.kind.value,
        "summary": report.summary,
        "verdict": report.verdict.value,
        "claims": list(report.claims),
        "against": list(report.against),
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


def _rule(rule: Rule) -> dict[str, str]:
    return {"standard": rule.standard, "clause": rule.clause}
