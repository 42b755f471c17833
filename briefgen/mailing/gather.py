"""Builds what is to be mailed, as `briefgen build` would, and remembers what was made.

Owns which copy of a briefing belongs to whom. Must not know messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefgen import batch
from briefgen.audience import Audience
from briefgen.batch import Order, Outcome, Sources
from briefgen.briefing import Briefing
from briefgen.errors import (
    BriefgenError,
    Diagnostic,
    ExitCode,
    Location,
    OutputError,
    Severity,
    error,
    shown,
)
from briefgen.load import Loaded
from briefgen.recipients import Recipient
from briefgen.words import Language
from briefgen.workspace import Workspace

ATTACHABLE = ("docx", "pdf")
EDITED = "output.edited"
NOT_FOR = "issue.not-for-audience"


@dataclass(slots=True)
class Copy:
    """One briefing that was made: of what, for whom, and its files.

    `path` lacks the suffix. The bytes of what is one for all are kept; those of each
    recipient's own lie on the disk, and are known by their digests. So are `edited` ones,
    from the first time that they are read.
    """

    loaded: Loaded
    audience: Audience
    language: Language
    path: Path
    recipient: Recipient | None
    digests: dict[str, str]
    kept: dict[str, bytes]
    edited: dict[str, str] = field(default_factory=dict)

    def content(self, kind: str, *, edited: bool = False) -> bytes:
        """Give the bytes of one format; `edited` those that somebody made of it in the folder.

        They are the same each time: raises OutputError where they are not there any more.
        """
        path = self.file(kind)
        if kind in self.kept and not edited:
            return self.kept[kind]
        try:
            content = path.read_bytes()
        except OSError as fault:
            reason = (fault.strerror or str(fault)).lower()
            place = Location(shown(path))
            raise OutputError(error("output.gone", f"cannot read: {reason}", place)) from None
        found = _digest(content)
        if found != (self.edited.setdefault(kind, found) if edited else self.digests[kind]):
            place, hint = Location(shown(path)), "run it again, with nothing else at work there"
            what = "this file was changed while it was to be mailed"
            raise OutputError(error("output.changed", what, place, hint))
        return content

    def file(self, kind: str) -> Path:
        """Give where one format lies."""
        return self.path.with_name(f"{self.path.name}.{kind}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(slots=True)
class Gathered:
    """What was built: the copies, what was noticed, what stands in the way of mail."""

    order: Order
    copies: list[Copy] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    edited: dict[str, Diagnostic] = field(default_factory=dict)  # by path, as it is shown
    not_for: list[Diagnostic] = field(default_factory=list)
    roots: tuple[Path, ...] = ()  # of the templates

    def language(self, copy: Copy, recipient: Recipient | None) -> str:
        """Give the language in which a recipient gets an issue for an audience."""
        own = recipient.language if recipient else ""
        config = copy.audience.config
        return own or self.order.language or config.language or copy.loaded.issue.language


class _Gathering(Sources):
    """Sources that remember the briefings made of them."""

    def __init__(self, workspace: Workspace, order: Order) -> None:
        super().__init__(workspace)
        self.out = order.out or workspace.out
        self.gathered = Gathered(order, roots=workspace.template_roots)
        self._fresh: list[Copy] = []

    def briefing(
        self,
        loaded: Loaded,
        audience: Audience,
        language: Language,
        formats: tuple[str, ...],
        name: str,
        recipient: Recipient | None = None,
    ) -> Briefing | None:
        # As `build` would, but for what is made for other ends, such as a page for the web.
        # An audience of such ends alone gets both: a mail without its briefing is none.
        formats = tuple(kind for kind in formats if kind in ATTACHABLE) or ATTACHABLE
        made = super().briefing(loaded, audience, language, formats, name, recipient)
        if made:
            digests = {kind: _digest(content) for kind, content in made.files.items()}
            path = self.out / name
            copy = Copy(loaded, audience, language, path, recipient, digests, dict(made.files))
            self.gathered.copies.append(copy)
            self._fresh.append(copy)
        return made

    def settle(self, outcome: Outcome) -> None:
        """Let go of the bytes that lie on the disk by now and are one recipient's alone."""
        saved = set(outcome.paths)
        for copy in self._fresh:
            if copy.recipient:
                copy.kept = {k: c for k, c in copy.kept.items() if copy.file(k) not in saved}
        self._fresh.clear()


def gather(order: Order, workspace: Workspace) -> Gathered:
    """Build an order. Raises what a build fails with: nothing is mailed of a faulty one.

    Files that somebody edited, and issues that are not for an audience, are told apart: they
    are for the plan to refuse.
    """
    sources = _Gathering(workspace, order)
    gathered = sources.gathered
    faults: list[Diagnostic] = []
    failure = ExitCode.DONE
    for outcome in batch.build(order, workspace, sources=sources):
        sources.settle(outcome)
        grave = list(_sorted(outcome, gathered))
        faults.extend(grave)
        failure = failure or (outcome.failure if grave else ExitCode.DONE)
    if faults:
        # Without the warnings, which may be many: a build tells them, and comes first anyway.
        raise Unbuilt(tuple(faults), failure)
    return gathered


def _sorted(outcome: Outcome, gathered: Gathered) -> Iterator[Diagnostic]:
    """Put away what was noticed; give what no mail can be made with."""
    for diagnostic in outcome.diagnostics:
        if diagnostic.code == EDITED and diagnostic.location:
            gathered.edited[diagnostic.location.path] = diagnostic
        elif diagnostic.code == NOT_FOR:
            gathered.not_for.append(diagnostic)
        elif diagnostic.severity is Severity.ERROR:
            yield diagnostic
        else:
            gathered.warnings.append(diagnostic)


class Unbuilt(BriefgenError):
    """What was to be mailed could not be built; its exit code is that of the build."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], failure: ExitCode) -> None:
        """Take what was found, and how the build would have ended."""
        super().__init__(diagnostics)
        self.exit_code = failure  # type: ignore[misc]
