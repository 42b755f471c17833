"""Our own files have no fault that a machine can find, and are not called accessible."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.audit.report import Report
from briefgen.document import (
    Document,
    Figure,
    Heading,
    Image,
    Link,
    Paragraph,
    Span,
    Strong,
)
from briefgen.theme import A4, LETTER, Page, Theme
from briefgen.writers import writer
from tests.audit.made import JUDGES, every, judged, own
from tests.writers.specimens import SENTENCE, document, memo, png, table, words

FILES = [(kind, *which) for kind in JUDGES for which in (*every(), ("sourced", ""))]


@pytest.mark.parametrize(("kind", "issue", "audience"), FILES)
def test_our_own_files_have_no_finding(kind: str, issue: str, audience: str) -> None:
    report = judged(kind, own(kind, issue, audience))
    assert [f"{f.check.code} {f.place}: {f.message}" for f in report.findings] == []
    assert (report.faults, report.unread) == (0, ())
    # It looked at something: a report on nothing would have no finding either.
    assert report.count("passed") >= 15
    assert report.count("passed") + report.count("nothing to check") == len(report.checks)


UNUSUAL: dict[str, Document] = {
    "every block": memo(draft="DRAFT"),
    "a long table": document(Heading(1, words("Measures")), table(300)),
    "a link over lines and pages": document(
        Heading(1, words("Sources")),
        Paragraph((Link("https://example.org/\u00f1", words(SENTENCE * 12)),)),
    ),
    "beyond the first plane": document(
        Heading(1, words("\U0001d5a0 and \U0001d5a1")),
        Paragraph((Span("es", words("el puente \U0001d5a0")), Strong(words("\u00a0\u2713")))),
    ),
    "grey, palette and interlaced": document(
        Heading(1, words("Pictures")),
        *(
            Figure(Image(png(90, 40, kind=kind, interlaced=interlaced), 90, 40), "A ring")
            for kind in (0, 2, 3)
            for interlaced in (False, True)
        ),
    ),
    "longer than a string": document(Heading(1, words(SENTENCE * 250)), title=SENTENCE * 250),
    "nothing": document(),
}


@pytest.mark.parametrize("page", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_documents_have_no_finding_on_either_paper(name: str, page: Page) -> None:
    made = writer("pdf")(UNUSUAL[name], replace(Theme(), page=page)).content
    report = judged("pdf", made)
    assert [f"{f.check.code} {f.place}: {f.message}" for f in report.findings] == []
    assert (report.faults, report.unread) == (0, ())
    looked = {c.check.code: c.looked for c in report.checks}
    assert all(looked[code] for code in ("pdfa.header", "pdfa.device-colours", "pdfa.font-widths"))


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
