"""What the briefings of a run are made from; what several have in common is read once.

Everything that a run reads it asks its `Sources` for, so that a run which follows another
may be given what has not changed since. Must not know where files go.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from briefgen import audience as audiences
from briefgen import load as loading
from briefgen import words
from briefgen.audience import TEMPLATE, Audience
from briefgen.batch.order import Order, issues
from briefgen.briefing import Briefing, correspond, examined, make
from briefgen.errors import Diagnostic, TemplateError
from briefgen.inputs import Note, unnoted
from briefgen.load import Loaded
from briefgen.words import Language
from briefgen.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.recipients import Recipient

T = TypeVar("T")
Key = tuple[str, ...]


class Sources:
    """What the briefings of a run are made from; what several have in common is read once."""

    stays = False  # whether another run follows, which may write what could not be written

    def __init__(self, workspace: Workspace) -> None:
        """Begin with nothing read."""
        self.workspace = workspace
        self._read: dict[Key, Any] = {}
        self._told: set[Key] = set()  # examinations whose faults were said

    def issues(self, order: Order) -> tuple[Path, ...]:
        """Give the issue files of an order."""
        return issues(order, self.workspace)

    def issue(self, path: Path) -> Loaded:
        """Read an issue."""
        place = self.workspace
        return self.part(
            ("issue", str(path)),
            (place,),
            lambda note: loading.load(path, place, place.surroundings, note),
        )

    def audience(self, name: str) -> Audience:
        """Read an audience."""
        place = self.workspace
        return self.part(
            ("audience", name),
            (place,),
            lambda note: audiences.load(
                name,
                place.template_roots,
                place.surroundings,
                page=place.settings.page,
                language=place.language,
                note=note,
            ),
        )

    def language(self, tag: str) -> Language:
        """Read the words of a language."""
        roots = self.workspace.template_roots
        return self.part(("language", tag), (roots,), lambda note: words.load(tag, roots, note))

    def briefing(
        self,
        loaded: Loaded,
        audience: Audience,
        language: Language,
        formats: tuple[str, ...],
        name: str,
        recipient: Recipient | None = None,
    ) -> Briefing | None:
        """Make a briefing; None where there is one already that is still as it must be.

        `name` is what its files are called below the output folder, without the suffix.
        """
        roots, out = self.workspace.template_roots, self.workspace.out
        row = recipient.merge if recipient else {}
        return self.part(
            ("briefing", loaded.path, audience.id, language.tag, recipient.id if recipient else ""),
            # Which template is run is no part of what an audience is compared by.
            (
                loaded.issue,
                audience,
                audience.template(TEMPLATE),
                language,
                formats,
                roots,
                out,
                name,
                row,
            ),
            lambda note: make(loaded, audience, language, roots, formats, note, recipient=row),
        )

    def examine(
        self, loaded: Loaded, audience: Audience, language: Language
    ) -> tuple[Diagnostic, ...]:
        """Look at templates for what other issues would show, and at what a mail would say.

        Gives what is to be warned of. Raises TemplateError: what is wrong with a template is
        said once, and fails every issue.
        """
        roots = self.workspace.template_roots
        tables = frozenset(table.id for table in loaded.issue.tables)
        key = ("examination", audience.id, language.tag)
        found = self.part(
            key,
            (audience, language, roots),
            lambda note: examined(audience, language, roots, tables, note),
        )
        if found:
            known = key in self._told
            self._told.add(key)
            raise TemplateError(() if known else found)
        return correspond(loaded, audience, language, roots).warnings

    def part(self, key: Key, basis: tuple[Any, ...], make: Callable[[Note], T]) -> T:
        """Make a part of what it is made of (`basis`) and of the files that it names."""
        if key[0] not in ("audience", "language", "examination"):
            return make(unnoted)
        if key not in self._read:
            self._read[key] = make(unnoted)
        found: T = self._read[key]
        return found
