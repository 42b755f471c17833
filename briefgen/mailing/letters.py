"""Copies -> letters: the words of a message, and what goes along.

Owns which files are attached and what they are called. Must not know who gets a letter
but for the row that a template may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from briefgen.audience import EMAIL
from briefgen.briefing import Correspondence, correspond
from briefgen.errors import Diagnostic, Location, OutputError, error, shown, warning
from briefgen.mail.message import Attachment, Letter
from briefgen.mailing.gather import Copy, Gathered
from briefgen.mailing.order import MailOrder
from briefgen.recipients import Recipient
from briefgen.schema.literals import near
from briefgen.view.sights import may_see
from briefgen.writers import writer

Key = tuple[str, str, str]


class Letters:
    """Makes letters; what is the same for many recipients is made once."""

    def __init__(self, gathered: Gathered, order: MailOrder) -> None:
        """Take what was built."""
        self.gathered = gathered
        self.order = order
        self.warnings: list[Diagnostic] = []
        # By what recipients have in the columns that the template reads.
        self._asked: dict[Key, frozenset[str]] = {}
        self._said: dict[tuple[Key, tuple[tuple[str, str], ...]], Letter] = {}
        self._read_once: dict[Path, bytes] = {}  # whoever changes one changes nothing half-way

    def letter(
        self, copy: Copy, shared: Copy, recipient: Recipient | None, mark: str, banner: str
    ) -> Letter:
        """Make a letter with a copy's files, called as those that are one for all.

        `mark` stands before the subject; `banner` over everything else in the body.
        """
        said = self._words(copy, recipient, banner)
        subject = mark + (self.order.subject or said.subject)
        return replace(
            said, subject=subject, attachments=(*self._files(copy, shared), *self._along(copy))
        )

    def _words(self, copy: Copy, recipient: Recipient | None, banner: str) -> Letter:
        """Give the letter without what goes along."""
        key = (copy.loaded.issue.id, copy.audience.id, copy.language.tag)
        row = recipient.merge if recipient else {}
        asked = self._asked.get(key)
        if asked is not None and (known := self._said.get((key, _read(row, asked)))):
            return known
        made = correspond(
            copy.loaded,
            copy.audience,
            copy.language,
            self.gathered.roots,
            recipient=row,
            banner=banner,
            attached=self.kinds(copy),
        )
        self.warnings.extend(made.warnings)
        if recipient and recipient.place:
            self.warnings.extend(_columns_lacking(made.asked, row, copy, recipient.place))
        said = _written(made, copy)
        # Which columns are read may depend on what is in them.
        asked = self._asked[key] = made.asked | (asked or frozenset())
        self._said[key, _read(row, asked)] = said
        return said

    def kinds(self, copy: Copy) -> tuple[str, ...]:
        """Give the formats that go along."""
        return tuple(copy.digests)

    def edited(self, copy: Copy, shared: Copy) -> Iterator[tuple[str, Copy]]:
        """Give what somebody edited of the files that would go along, by format.

        Who edits the file that is one for all means it for everybody.
        """
        for kind in self.kinds(copy):
            for one in (shared, copy):
                if shown(one.file(kind)) in self.gathered.edited:
                    yield kind, one
                    break

    def _files(self, copy: Copy, shared: Copy) -> Iterator[Attachment]:
        edited = dict(self.edited(copy, shared)) if self.order.use_edited else {}
        for kind in self.kinds(copy):
            source = edited.get(kind, copy)
            content = source.content(kind, edited=kind in edited)
            yield Attachment(f"{shared.path.name}.{kind}", content)

    def _along(self, copy: Copy) -> Iterator[Attachment]:
        """Give the issue's own attachments, those that the audience may see."""
        for item in copy.loaded.issue.attachments:
            if item.file and item.file.path and may_see(item, "attachments", copy.audience.id):
                path = item.file.path
                if path not in self._read_once:
                    self._read_once[path] = _content(path)
                yield Attachment(path.name, self._read_once[path])


def _columns_lacking(
    asked: Iterable[str], row: Mapping[str, str], copy: Copy, place: Location
) -> Iterator[Diagnostic]:
    """Warn of columns that a mail reads and the file has not: they are empty for everybody."""
    for name in sorted(set(asked) - {"", *row}):
        path = copy.audience.files.get(EMAIL)
        what = f"recipient.{name} is read here, and {place.path} has no such column"
        where = Location(shown(path)) if path else None
        yield warning("mail.no-column", what, where, near(name, row))


def _read(row: dict[str, str], asked: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give what a row says in the columns that are read; all of it, where any may be."""
    names = sorted(row if "" in asked else asked)
    return tuple((name, row.get(name, "")) for name in names)


def _written(made: Correspondence, copy: Copy) -> Letter:
    looks = copy.audience.theme
    plain, html = (writer(kind)(made.document, looks).content.decode() for kind in ("txt", "mail"))
    return Letter(made.subject, plain, html, copy.language.tag)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        place = Location(shown(path))
        raise OutputError(error("mail.attachment", f"cannot read: {reason}", place)) from None
