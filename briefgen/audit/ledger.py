"""Where the checks of one file write down what they looked at and what they found.

Owns the counting, the order and the bounds of a report. Must not know a format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.audit.report import (
    WHOLE,
    Asked,
    Check,
    Checked,
    Finding,
    Kind,
    Place,
    Question,
    Report,
    Severity,
)
from briefgen.characters import FORBIDDEN

MAX_FINDINGS = 25  # of one check; the rest are counted
MAX_SUBJECTS = 12  # of one question
MAX_WORDS = 90

_ORDER = list(Severity)


def shortened(text: str, length: int = MAX_WORDS) -> str:
    """Give words on one line, cut where they would be too long to read in a list."""
    text = " ".join(text[: length * 8].split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def visible(text: str) -> str:
    """Write out the characters of a strange file that would play with a terminal."""
    return FORBIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


class Ledger:
    """Collects the outcome of every check, the findings and the questions of one file."""

    def __init__(self, checks: Iterable[Check]) -> None:
        """Take the checks that may be made; one that is never used found nothing to check."""
        self._looked = dict.fromkeys(checks, 0)
        self._faults = dict.fromkeys(self._looked, 0)
        self._findings: list[Finding] = []
        self._asked: dict[Question, dict[str, None]] = {}
        self._more: dict[Question, int] = {}
        self._unread: dict[str, None] = {}

    def looked(self, check: Check, times: int = 1) -> None:
        """Count things that a check looks at."""
        self._looked[check] += times

    def fault(
        self,
        check: Check,
        message: str,
        place: Place = WHOLE,
        *,
        severity: Severity | None = None,
        remedy: str = "",
    ) -> None:
        """Write down that a check does not hold."""
        self._faults[check] += 1
        if self._faults[check] > MAX_FINDINGS:
            return
        place = replace(place, element=visible(place.element))
        grave = severity or check.severity
        said = Finding(check, visible(message), place, grave, remedy or check.remedy)
        self._findings.append(said)

    def hold(
        self, check: Check, holds: object, message: str, place: Place = WHOLE, *, remedy: str = ""
    ) -> bool:
        """Count one thing that a check looks at, and write it down unless the check holds."""
        self.looked(check)
        if not holds:
            self.fault(check, message, place, remedy=remedy)
        return bool(holds)

    def ask(self, question: Question, subject: str = "") -> None:
        """Leave something to a person; what is asked twice of one subject is asked once."""
        subjects = self._asked.setdefault(question, {})
        subject = shortened(visible(subject), 160)
        if not subject or subject in subjects:
            return
        if len(subjects) < MAX_SUBJECTS:
            subjects[subject] = None
        else:
            self._more[question] = self._more.get(question, 0) + 1

    def unread(self, what: str) -> None:
        """Write down what is not looked at."""
        self._unread[what] = None

    def report(
        self,
        path: str,
        kind: Kind,
        summary: str,
        *,
        claims: tuple[str, ...] = (),
        against: tuple[str, ...] = (),
    ) -> Report:
        """Give all of it: the gravest findings first, else in the order of the checks."""
        place = {check: number for number, check in enumerate(self._looked)}
        findings = sorted(self._findings, key=lambda f: (_ORDER.index(f.severity), place[f.check]))
        return Report(
            path,
            kind,
            summary,
            tuple(
                Checked(check, looked, self._faults[check])
                for check, looked in self._looked.items()
            ),
            tuple(findings),
            tuple(
                Asked(question, tuple(subjects), self._more.get(question, 0))
                for question, subjects in self._asked.items()
            ),
            tuple(self._unread),
            tuple(map(visible, claims)),
            against,
        )
