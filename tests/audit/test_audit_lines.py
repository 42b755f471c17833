"""A report as a clerk reads it: the verdict first, each fault once, nothing too wide."""

from __future__ import annotations

from briefgen.audit.ledger import MAX_FINDINGS, Ledger
from briefgen.audit.lines import CAVEAT, lines
from briefgen.audit.report import (
    UA,
    WCAG,
    Check,
    Kind,
    Place,
    Question,
    Report,
    Rule,
    Severity,
)

LINKS = Check("t.links", "links lead on", Severity.SERIOUS, (Rule(UA, "7.18.5"),), "mend it")
WORDS = Check("t.words", "there are words", Severity.CRITICAL, (Rule(WCAG, "1.1.1"),), "say it")
TITLE = Check("t.title", "there is a title", Severity.MINOR, (Rule(WCAG, "2.4.2"),), "name it")
ASK = Question("ask", "Is it so?", (Rule(WCAG, "1.1.1"),))


def report(ledger: Ledger, path: str = "a.pdf", *claims: str) -> Report:
    return ledger.report(path, Kind.PDF, "3 pages", claims=claims, against=("PDF/UA-1", WCAG))


def told(found: Report, width: int = 80, *, every: bool = False) -> list[str]:
    return list(lines(found, width, every=every))


def test_a_file_without_faults_is_not_called_accessible() -> None:
    ledger = Ledger((LINKS, TITLE))
    ledger.looked(LINKS)
    assert told(report(ledger, "a.pdf", "PDF/UA-1", "PDF/A-2a")) == [
        "a.pdf: machine checks pass: no fault was found",
        "  PDF, 3 pages. It says that it follows PDF/UA-1 and PDF/A-2a. Held against",
        "  PDF/UA-1 and WCAG 2.1.",
        "",
        "  1 machine checks passed, 0 failed, 1 found nothing to check.",
        f"  {CAVEAT}",
        "",
    ]


def test_one_fault_in_many_places_is_told_once() -> None:
    ledger = Ledger((LINKS, WORDS, TITLE))
    for number in range(1, 12):
        ledger.fault(LINKS, "the link leads nowhere", Place(2, element=f"link {number}"))
    ledger.fault(LINKS, "the link has no words", Place(3, element="link 1"))
    ledger.fault(WORDS, "there are none", Place(1))
    ledger.ask(ASK, "this")
    assert told(report(ledger)) == [
        "a.pdf: machine checks fail: 13 faults (1 critical, 12 serious)",
        "  PDF, 3 pages. It does not say that it follows a standard. Held against",
        "  PDF/UA-1 and WCAG 2.1.",
        "",
        "  critical: page 1: there are none",
        "      rule: WCAG 2.1, 1.1.1 (t.words)",
        "      remedy: say it",
        "",
        "  serious: the link leads nowhere",
        "      where: page 2, link 1; page 2, link 2; page 2, link 3; page 2, link 4;",
        "          page 2, link 5; page 2, link 6; page 2, link 7; page 2, link 8; and 3",
        "          more",
        "  serious: page 3, link 1: the link has no words",
        "      rule: ISO 14289-1, 7.18.5 (t.links)",
        "      remedy: mend it",
        "",
        "  0 machine checks passed, 2 failed, 1 found nothing to check.",
        f"  {CAVEAT} Only a person can say:",
        "  - Is it so?",
        "      this",
        "",
    ]


def test_what_is_not_listed_is_counted_once_and_in_the_verdict() -> None:
    ledger = Ledger((LINKS,))
    for number in range(MAX_FINDINGS + 7):
        remedy = "" if number % 2 else "another way"
        ledger.fault(LINKS, "the link leads nowhere", Place(number + 1), remedy=remedy)
    text = told(report(ledger))
    assert text[0] == "a.pdf: machine checks fail: 32 faults (32 serious)"
    assert [line for line in text if "of this kind" in line] == ["      and 7 more of this kind"]


def test_no_answer_is_given_on_what_was_not_looked_at() -> None:
    ledger = Ledger((LINKS,))
    ledger.unread("pages 2 to 3")
    text = told(report(ledger))
    assert text[0].startswith("a.pdf: no answer: not all of it was looked at")
    assert "  Not looked at: pages 2 to 3." in text
    assert not any("pass:" in line for line in text)


def test_nothing_is_wider_than_asked_for_but_what_cannot_be_broken() -> None:
    ledger = Ledger((LINKS,))
    address = "https://city.example/" + "a" * 90
    ledger.fault(LINKS, f"the link leads to {address}, and that is nowhere at all", Place(1))
    ledger.ask(ASK, "words " * 40)
    for width in (40, 80, 100):
        text = told(report(ledger), width, every=True)[1:]
        assert all(len(line) <= width or address in line for line in text), width
        assert any(address in line for line in text)


def test_a_name_that_says_another_kind_is_remarked() -> None:
    ledger = Ledger((LINKS,))
    assert told(report(ledger, "a.docx"))[1].startswith(
        "  PDF, though its name ends in .docx, 3 pages."
    )
    assert "though" not in told(report(ledger, "a.PDF"))[1]
    assert "though" not in told(report(ledger, "upload.bin"))[1]


def test_the_ways_of_a_file_with_a_terminal_are_written_out() -> None:
    ledger = Ledger((LINKS,))
    ledger.fault(LINKS, "\x1b[31mred", Place(1, element="\u202ex"))
    text = "\n".join(told(report(ledger, "\x1b]0;x\x07.pdf", "PDF/UA-\x1b")))
    assert "\x1b" not in text and "\u202e" not in text and "\\x1b[31mred" in text
