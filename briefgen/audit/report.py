"""What an audit says, as values: checks and their rules, findings, questions for a person.

Owns `Report` and all it is made of. Must not know a format, nor how a report is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

UA = "ISO 14289-1"
PDFA = "ISO 19005-2"
PDF = "ISO 32000-1"
WCAG = "WCAG 2.1"
OOXML = "ISO/IEC 29500-1"
WORD = "Word's accessibility checker"


class Kind(StrEnum):
    """The kinds of file that are understood."""

    PDF = "PDF"
    DOCX = "DOCX"
    HTML = "HTML"


class Severity(StrEnum):
    """How grave a finding is, for the people who read the file.

    CRITICAL: some readers cannot get at something that the file says. SERIOUS: they can,
    with trouble, or misunderstand it. MINOR: a rule is broken, and few will notice.
    """

    CRITICAL = "critical"
    SERIOUS = "serious"
    MINOR = "minor"


class Verdict(StrEnum):
    """What came of an audit: no machine check failed, one did, or that cannot be said.

    None of them says that a file is accessible: that is for a person.
    """

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause of a standard."""

    standard: str
    clause: str

    def __str__(self) -> str:
        """Give `WCAG 2.1, 1.1.1`."""
        return f"{self.standard}, {self.clause}" if self.clause else self.standard


# Each check and each question is made once: they are told apart as objects, not by their words.
@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """Something that a program can decide: what holds when all is well, and why it matters.

    `code` is a short stable word such as `pdf.title`; `remedy` says what to do where it
    does not hold.
    """

    code: str
    title: str
    severity: Severity
    rules: tuple[Rule, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is; page and line count from 1, 0 where there is none."""

    page: int = 0
    line: int = 0
    element: str = ""

    def __str__(self) -> str:
        """Give `page 2, Figure 3`, `line 14, <img>`, or nothing for the whole file."""
        parts = (
            f"page {self.page:,}" if self.page else "",
            f"line {self.line:,}" if self.line else "",
            self.element,
        )
        return ", ".join(filter(None, parts))


WHOLE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold at a place; the message is in lower case, without full stop."""

    check: Check
    message: str
    place: Place
    severity: Severity
    remedy: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check: how many things it looked at, and how many were not as they should.

    There may be more faults than findings, which end where nobody would read on.
    """

    check: Check
    looked: int
    faults: int

    @property
    def outcome(self) -> str:
        """Give `failed`, `passed`, or `nothing to check`."""
        if self.faults:
            return "failed"
        return "passed" if self.looked else "nothing to check"


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Something that only a person can decide, and why a program cannot."""

    code: str
    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about this very file: what it is asked of, and how much more there is."""

    question: Question
    subjects: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file.

    `unread` says what of the file was not looked at; while there is such, no answer is
    given on the whole of it. `claims` are the standards that the file says it follows,
    `against` those that it was held against.
    """

    path: str
    kind: Kind
    summary: str
    checks: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    human: tuple[Asked, ...]
    unread: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def may_claim(self) -> bool:
        """Say whether files of its kind can say which standards they follow."""
        return self.kind is Kind.PDF

    @property
    def verdict(self) -> Verdict:
        """Give what came of it in a word."""
        if self.faults:
            return Verdict.FAIL
        return Verdict.OPEN if self.unread else Verdict.PASS

    @property
    def faults(self) -> int:
        """Count the faults, those too that are not among the findings."""
        return sum(checked.faults for checked in self.checks)

    def count(self, outcome: str) -> int:
        """Count the checks with an outcome."""
        return sum(checked.outcome == outcome for checked in self.checks)
