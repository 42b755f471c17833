"""The briefings of one issue: for which audiences, in which languages, for which recipients.

Owns what each copy is called and what came of it. Must not know how one is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from briefgen import record
from briefgen.audience import Audience, file_name
from briefgen.batch.order import Order, Outcome
from briefgen.batch.sources import Sources
from briefgen.briefing import Briefing
from briefgen.errors import (
    BriefgenError,
    Diagnostic,
    ExitCode,
    Location,
    OutputError,
    TemplateError,
    error,
    warning,
)
from briefgen.issue import Issue
from briefgen.load import Loaded
from briefgen.view import Omission, omissions

if TYPE_CHECKING:
    from briefgen.recipients import Recipient


class Save(Protocol):
    """Writes files by their names below the output folder."""

    def __call__(self, files: dict[str, bytes], *, force: bool) -> record.Saved:
        """Write them; see `record.Output.save`."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """One briefing to make: for whom, and in which language where that is asked for."""

    audience: str
    language: str
    recipient: Recipient | None = None


class Copies:
    """Makes and saves the briefings of one issue that an order asks for."""

    def __init__(self, loaded: Loaded, order: Order, sources: Sources, save: Save | None) -> None:
        """Take an issue; without `save`, briefings are made as far as the document."""
        if order.date:
            loaded = replace(loaded, issue=replace(loaded.issue, date=order.date))
        self.loaded = loaded
        self.order = order
        self.sources = sources
        self.save = save
        self._stems: dict[str, str] = {}
        self._shared: dict[tuple[str, str], Briefing] = {}  # what is the same for all recipients
        self._told: set[Diagnostic] = set()

    def made(self) -> Iterator[Outcome]:
        """Make them; gives one outcome, or with recipients one for each of them."""
        order, diagnostics = self.order, list(self.loaded.warnings)
        names = self._audiences(diagnostics)
        if order.recipients is None:
            yield self._outcome([_Copy(name, order.language) for name in names], diagnostics)
            return
        groups = [(one, self._copies_for(one, names)) for one in order.recipients]
        if order.sharing:
            each = dict.fromkeys(
                _Copy(copy.audience, copy.language) for _, copies in groups for copy in copies
            )
            yield self._outcome(each, diagnostics)
            diagnostics = []
        for _, copies in groups:
            if order.sharing:
                # One that could not be made for all was reported, and is made for nobody.
                copies = [copy for copy in copies if self._is_personal(copy)]
            if copies:
                yield self._outcome(copies, diagnostics)
                diagnostics = []

    def _copies_for(self, recipient: Recipient, names: tuple[str, ...]) -> list[_Copy]:
        """Give a recipient's copies: the row's own audience and language win."""
        if recipient.audience:
            skipped = self.order.audiences and recipient.audience not in self.order.audiences
            names = () if skipped else (recipient.audience,)
        language = recipient.language or self.order.language
        return [_Copy(name, language, recipient) for name in names]

    def _is_personal(self, copy: _Copy) -> bool:
        shared = self._shared.get((copy.audience, copy.language))
        return shared is not None and shared.personal

    def _outcome(self, copies: Iterable[_Copy], diagnostics: list[Diagnostic]) -> Outcome:
        issue, order = self.loaded.issue, self.order
        failure = ExitCode.DONE
        files: dict[str, bytes] = {}
        omitted: list[Omission] = []
        for copy in copies:
            unseen: tuple[Omission, ...] = ()
            try:
                audience = self.sources.audience(copy.audience)
                tag = copy.language or audience.config.language or issue.language
                unseen = tuple(omissions(issue, copy.audience, tag)) if order.explain else ()
                name = self._name(copy, audience, tag)
                made = self._briefing(copy, audience, tag, name)
            except BriefgenError as fault:
                # What has no place of its own is a matter of this issue, such as its language.
                placed = (
                    replace(d, location=d.location or issue.origin) for d in fault.diagnostics
                )
                diagnostics.extend(placed)
                failure = failure or fault.exit_code
            else:
                if made is None:
                    continue
                diagnostics.extend(made.warnings)
                for kind, content in made.files.items():
                    files[f"{name}.{kind}"] = content
            omitted.extend(unseen)
        saved = self._saved(files)
        diagnostics.extend(saved.faults)
        failure = failure or (OutputError.exit_code if saved.faults else ExitCode.DONE)
        # What is wrong for one recipient is wrong for many, and said once.
        said = tuple(d for d in dict.fromkeys(diagnostics) if d not in self._told)
        self._told.update(said)
        return Outcome(
            self.loaded.path,
            saved.paths,
            said,
            failure,
            tuple(omitted),
            {name: files[name] for name in saved.unsaved if self.sources.stays},
        )

    def _saved(self, files: dict[str, bytes]) -> record.Saved:
        if not files or self.save is None:
            return record.Saved((), ())
        try:
            return self.save(files, force=self.order.force)
        except OutputError as fault:
            return record.Saved((), fault.diagnostics, tuple(files))

    def _briefing(self, copy: _Copy, audience: Audience, tag: str, name: str) -> Briefing | None:
        """Make one; None where there is one already that is still as it must be."""
        shared = self._shared.get((copy.audience, copy.language))
        if shared and copy.recipient and not shared.personal:
            return shared
        formats = (self.order.formats or audience.config.formats) if self.save else ()
        language = self.sources.language(tag)
        made = self.sources.briefing(self.loaded, audience, language, formats, name, copy.recipient)
        if made and self.save is None:
            remarks = self.sources.examine(self.loaded, audience, language)
            # Loaded where it is asked for: a build measures nothing.
            from briefgen import reading

            judged = reading.judged(made.document, audience, self.loaded)
            made = replace(made, warnings=(*made.warnings, *remarks, *judged))
        if made and self.order.recipients is not None:
            self._shared.setdefault((copy.audience, copy.language), made)
        return made

    def _name(self, copy: _Copy, audience: Audience, tag: str) -> str:
        """Name the files of a copy below the output folder, without the suffix."""
        issue = self.loaded.issue
        if copy.recipient:
            return f"{issue.id}/{audience.id}/{copy.recipient.id}"
        return f"{issue.id}/{self._stem(audience, tag)}"

    def _stem(self, audience: Audience, tag: str) -> str:
        """Name the files of a briefing; two of one name would write over each other."""
        issue = self.loaded.issue
        values = {
            "id": issue.id,
            "audience": audience.id,
            "date": str(issue.date),
            "edition": edition(issue, audience.id, tag),
            "language": tag,
        }
        stem = file_name(audience.config.file_name, values, foreign=tag != issue.language)
        # Names that differ in capitals alone are one name on Windows and macOS.
        own = f"{audience.id}/{tag}"
        first = self._stems.setdefault(stem.casefold(), own)
        if first != own:
            other = first.partition("/")[0]
            raise TemplateError(
                error(
                    "audience.same-name",
                    f"'{stem}' names the files of '{other}' and of '{audience.id}'",
                    audience.origins.get("file_name"),
                    "put {audience} into file_name",
                )
            )
        return stem

    def _audiences(self, diagnostics: list[Diagnostic]) -> tuple[str, ...]:
        """Give the audiences that the issue is built for."""
        order, workspace = self.order, self.sources.workspace
        if order.audiences:
            return tuple(dict.fromkeys(order.audiences))
        usual = workspace.settings.audiences
        chosen = workspace.surroundings.audiences if usual is None else usual
        allowed = self.loaded.issue.audiences
        found = tuple(name for name in chosen if allowed is None or name in allowed)
        if not found:
            diagnostics.append(
                warning(
                    "issue.no-audience",
                    "this issue is for none of the audiences that are built",
                    Location(self.loaded.path),
                    "see 'audiences' in the issue and in briefgen.yaml",
                )
            )
        return found


def edition(issue: Issue, audience: str, tag: str) -> str:
    """Give what the edition is called: by its date, where it has no name."""
    variant, _ = issue.edition.chosen(audience, tag, issue.language)
    return variant.value if variant else str(issue.date)
