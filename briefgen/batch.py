"""MANY briefings: which issues, for which audiences, in which formats.

Owns the plan of a run and what came of each part. Must not know how a briefing is
made nor how results are shown. Everything that a run reads it asks its `Sources` for,
so that a run which follows another may be given what has not changed since.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from os.path import realpath
from pathlib import Path
from typing import Any, TypeVar

from briefgen import audience as audiences
from briefgen import load as loading
from briefgen import record, words
from briefgen.audience import TEMPLATE, Audience, file_name
from briefgen.briefing import Briefing, correspond, examined, make
from briefgen.errors import (
    BriefgenError,
    Diagnostic,
    ExitCode,
    InputError,
    Location,
    OutputError,
    TemplateError,
    UsageError,
    error,
    shown,
    warning,
)
from briefgen.inputs import Note, unnoted
from briefgen.issue import Issue
from briefgen.load import Loaded
from briefgen.view import Omission, omissions
from briefgen.words import Language
from briefgen.workspace import Workspace

SUFFIXES = (".yaml", ".yml")
T = TypeVar("T")
Key = tuple[str, ...]
_COLLECTED = 50  # issues from one look for circular garbage to the next


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; empty means the usual."""

    issues: tuple[Path, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    out: Path | None = None
    date: date | None = None
    force: bool = False
    language: str = ""
    explain: bool = False  # whether to say what each audience does not get


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one issue: its files, its diagnostics, its first failure."""

    issue: str
    paths: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    failure: ExitCode = ExitCode.DONE
    omissions: tuple[Omission, ...] = ()
    unsaved: Mapping[str, bytes] = field(default_factory=dict)  # what may be written later


def exit_code(outcomes: list[Outcome]) -> ExitCode:
    """Sum a run up: done, partly done, or the first failure."""
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    if not failures:
        return ExitCode.DONE
    some = any(outcome.paths or not outcome.failure for outcome in outcomes)
    return ExitCode.PARTIAL if len(outcomes) > 1 and some else failures[0]


def issues(order: Order, workspace: Workspace, note: Note = unnoted) -> tuple[Path, ...]:
    """Give the issue files of an order: those named, else all of the data folder."""
    if order.issues:
        return tuple({realpath(path): path for path in order.issues}.values())
    folder = workspace.data
    note(folder)
    if not folder.is_dir():
        raise UsageError(
            error(
                "usage.no-data",
                "there is no such folder of issue files",
                Location(shown(folder)),
                "name an issue file, or run briefgen in a folder that has data/",
            )
        )
    # Hidden files are other programs'.
    found = tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file()
        )
    )
    if not found:
        raise UsageError(
            error(
                "usage.no-issues",
                "no issue files in this folder",
                Location(shown(folder)),
                "start one with: briefgen new ID",
            )
        )
    return found


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
        self, loaded: Loaded, audience: Audience, language: Language, formats: tuple[str, ...]
    ) -> Briefing | None:
        """Make a briefing; None where there is one already that is still as it must be."""
        roots, out = self.workspace.template_roots, self.workspace.out
        return self.part(
            ("briefing", loaded.path, audience.id, language.tag),
            # Which template is run is no part of what an audience is compared by.
            (loaded.issue, audience, audience.template(TEMPLATE), language, formats, roots, out),
            lambda note: make(loaded, audience, language, roots, formats, note),
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


def build(
    order: Order, workspace: Workspace, *, saving: bool = True, sources: Sources | None = None
) -> Generator[Outcome, None, None]:
    """Build an order, one issue after the other; a failed one does not stop the rest.

    Without `saving` everything is checked as far as the document and nothing written.
    """
    known: dict[str, str] = {}
    sources = sources or Sources(workspace)
    folder = _Folder(order.out or workspace.out)
    for name in order.audiences:
        sources.audience(name)  # an audience that is not there stops the run before it starts
    with _uncollected(), folder:
        for number, path in enumerate(sources.issues(order), 1):
            if number % _COLLECTED == 0:
                gc.collect()
            try:
                loaded = sources.issue(path)
                first = known.setdefault(loaded.issue.id, loaded.path)
                if first != loaded.path:
                    raise InputError(_twice(loaded, first))
            except BriefgenError as fault:
                yield Outcome(shown(path), (), fault.diagnostics, fault.exit_code)
                continue
            yield _issue(loaded, order, sources, folder if saving else None)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave circular garbage alone: there is little, and a large document is all looked through.

    That look cost a quarter of the time of a table of 20,000 rows.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _twice(loaded: Loaded, first: str) -> Diagnostic:
    return error(
        "issue.same-id",
        f"the id '{loaded.issue.id}' is also that of {first}",
        loaded.issue.origin,
        "give one of them another id: it names the files",
    )


class _Folder:
    """The output folder of a run: opened for its first good file, then held to the end."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.stack = ExitStack()
        self.output: record.Output | None = None

    def __enter__(self) -> _Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def save(self, files: dict[str, bytes], *, force: bool) -> record.Saved:
        if self.output is None:
            self.output = self.stack.enter_context(record.opened(self.out))
        return self.output.save(files, force=force)


def _issue(loaded: Loaded, order: Order, sources: Sources, folder: _Folder | None) -> Outcome:
    if order.date:
        loaded = replace(loaded, issue=replace(loaded.issue, date=order.date))
    issue = loaded.issue
    diagnostics: list[Diagnostic] = list(loaded.warnings)
    failure = ExitCode.DONE
    files: dict[str, bytes] = {}
    omitted: list[Omission] = []
    stems: dict[str, str] = {}
    for name in _audiences(loaded, order, sources.workspace, diagnostics):
        unseen: tuple[Omission, ...] = ()
        try:
            audience = sources.audience(name)
            tag = order.language or audience.config.language or issue.language
            unseen = tuple(omissions(issue, name, tag)) if order.explain else ()
            formats = (order.formats or audience.config.formats) if folder else ()
            stem = _stem(issue, audience, tag, stems)
            made = sources.briefing(loaded, audience, sources.language(tag), formats)
            if folder is None:
                diagnostics += sources.examine(loaded, audience, sources.language(tag))
        except BriefgenError as fault:
            # What has no place of its own is a matter of this issue, such as its language.
            placed = (replace(d, location=d.location or issue.origin) for d in fault.diagnostics)
            diagnostics.extend(placed)
            failure = failure or fault.exit_code
        else:
            if made is None:
                continue
            diagnostics.extend(made.warnings)
            for kind, content in made.files.items():
                files[f"{issue.id}/{stem}.{kind}"] = content
        omitted.extend(unseen)
    saved = record.Saved((), ())
    if files and folder:
        try:
            saved = folder.save(files, force=order.force)
        except OutputError as fault:
            saved = record.Saved((), fault.diagnostics, tuple(files))
        diagnostics.extend(saved.faults)
        failure = failure or (OutputError.exit_code if saved.faults else ExitCode.DONE)
    return Outcome(
        loaded.path,
        saved.paths,
        tuple(dict.fromkeys(diagnostics)),
        failure,
        tuple(omitted),
        {name: files[name] for name in saved.unsaved if sources.stays},
    )


def _stem(issue: Issue, audience: Audience, tag: str, stems: dict[str, str]) -> str:
    """Name the files of a briefing; two of one name would write over each other."""
    values = {
        "id": issue.id,
        "audience": audience.id,
        "date": str(issue.date),
        "edition": _edition(issue, audience, tag),
        "language": tag,
    }
    stem = file_name(audience.config.file_name, values, foreign=tag != issue.language)
    # Names that differ in capitals alone are one name on Windows and macOS.
    first = stems.setdefault(stem.casefold(), audience.id)
    if first != audience.id:
        raise TemplateError(
            error(
                "audience.same-name",
                f"'{stem}' names the files of '{first}' and of '{audience.id}'",
                audience.origins.get("file_name"),
                "put {audience} into file_name",
            )
        )
    return stem


def _edition(issue: Issue, audience: Audience, tag: str) -> str:
    """Give what the edition is called: by its date, where it has no name."""
    variant, _ = issue.edition.chosen(audience.id, tag, issue.language)
    return variant.value if variant else str(issue.date)


def _audiences(
    loaded: Loaded, order: Order, workspace: Workspace, diagnostics: list[Diagnostic]
) -> tuple[str, ...]:
    """Give the audiences that an issue is built for."""
    if order.audiences:
        return tuple(dict.fromkeys(order.audiences))
    usual = workspace.settings.audiences
    chosen = workspace.surroundings.audiences if usual is None else usual
    allowed = loaded.issue.audiences
    found = tuple(name for name in chosen if allowed is None or name in allowed)
    if not found:
        diagnostics.append(
            warning(
                "issue.no-audience",
                "this issue is for none of the audiences that are built",
                Location(loaded.path),
                "see 'audiences' in the issue and in briefgen.yaml",
            )
        )
    return found
