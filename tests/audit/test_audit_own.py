"""Our own files have no fault that a machine can find, and are not called accessible."""

from __future__ import annotations

import pytest

from briefgen.audit.report import Report
from tests.audit.made import JUDGES, every, judged, own

FILES = [(kind, *which) for kind in JUDGES for which in (*every(), ("sourced", ""))]


@pytest.mark.parametrize(("kind", "issue", "audience"), FILES)
def test_our_own_files_have_no_finding(kind: str, issue: str, audience: str) -> None:
    report = judged(kind, own(kind, issue, audience))
    assert [f"{f.check.code} {f.place}: {f.message}" for f in report.findings] == []
    assert (report.faults, report.unread) == (0, ())
    # It looked at something: a report on nothing would have no finding either.
    assert report.count("passed") >= 15
    assert report.count("passed") + report.count("nothing to check") == len(report.checks)


def asked(report: Report, code: str) -> tuple[str, ...]:
    return next(one.subjects for one in report.human if one.question.code == code)


@pytest.mark.parametrize("kind", JUDGES)
def test_a_person_is_asked_about_this_very_document(kind: str) -> None:
    report = judged(kind, own(kind, "sourced"))
    assert any("City of Brigton" in text for text in asked(report, "alternatives"))
    assert asked(report, "title") == ("Closing the old bridge",)
    assert "Closing the old bridge" in asked(report, "headings")[0]
    assert "'Ward" in asked(report, "tables")[0]
    assert asked(report, "language")[0] == "en-US"
    assert any(text.startswith("es: ") for text in asked(report, "language")[1:])


def test_a_person_is_shown_what_screen_readers_pass_over() -> None:
    hidden = asked(judged("pdf", own("pdf", "chicago")), "decoration")
    assert any(text.startswith("Page 1 of ") for text in hidden)
    order = asked(judged("pdf", own("pdf", "sourced")), "order")
    assert order[0].startswith("page 1: City of Brigton")


def test_what_a_document_does_not_have_is_not_called_passed() -> None:
    outcomes = {c.check.code: c.outcome for c in judged("pdf", own("pdf", "chicago")).checks}
    assert outcomes["pdf.figure-alternative"] == "nothing to check"
    assert outcomes["pdf.table-scope"] == "passed"
    assert outcomes["pdfa.output-intent"] == "passed"


@pytest.mark.parametrize(("issue", "audience"), every())
def test_what_looks_like_a_heading_is_one(issue: str, audience: str) -> None:
    """Bold lines that are no headings stand over the title alone: who says it, and what it is."""
    report = judged("docx", own("docx", issue, audience))
    bold = asked(report, "bold-paragraphs")
    assert 2 <= len(bold) <= 3
    assert {int(text.split()[1]) for text in bold} <= {1, 2, 3}
