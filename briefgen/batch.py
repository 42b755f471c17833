"""MANY briefings: which issues, for which audiences, in which formats.

Owns the plan of a run and what came of each part. Must not know how a briefing is
made nor how results are shown.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from os.path import realpath
from pathlib import Path

from briefgen import audience as audiences
from briefgen import load as loading
from briefgen import record, words
from briefgen.audience import Audience, file_name
from briefgen.briefing import examined, make
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
from briefgen.issue import Issue
from briefgen.load import Loaded
from briefgen.view import Omission, omissions
from briefgen.words import Language
from briefgen.workspace import Workspace

SUFFIXES = (".yaml", ".yml")
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


def exit_code(outcomes: list[Outcome]) -> ExitCode:
    """Sum a run up: done, partly done, or the first failure."""
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    if not failures:
        return ExitCode.DONE
    some = any(outcome.paths or not outcome.failure for outcome in outcomes)
    return ExitCode.PARTIAL if len(outcomes) > 1 and some else failures[0]


def issues(order: Order, workspace: Workspace) -> tuple[Path, ...]:
    """Give the issue files of an order: those named, else all of the data folder."""
    if order.issues:
        return tuple({realpath(path): path for path in order.issues}.values())
    folder = workspace.data
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


def build(order: Order, workspace: Workspace, *, saving: bool = True) -> Iterator[Outcome]:
    """Build an order, one issue after the other; a failed one does not stop the rest.

    Without `saving` everything is checked as far as the document and nothing written.
    """
    known: dict[str, str] = {}
    cache = _Cache(workspace)
    folder = _Folder(order.out or workspace.out)
    for name in order.audiences:
        cache.audience(name)  # an audience that is not there stops the run before it starts
    with _uncollected(), folder:
        for number, path in enumerate(issues(order, workspace), 1):
            if number % _COLLECTED == 0:
                gc.collect()
            try:
                loaded = loading.load(path, workspace, workspace.surroundings)
                first = known.setdefault(loaded.issue.id, loaded.path)
                if first != loaded.path:
                    raise InputError(_twice(loaded, first))
            except BriefgenError as fault:
                yield Outcome(shown(path), (), fault.diagnostics, fault.exit_code)
                continue
            yield _issue(loaded, order, workspace, cache, folder if saving else None)


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


class _Cache:
    """Audiences and languages of a run, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.audiences: dict[str, Audience] = {}
        self.languages: dict[str, Language] = {}
        self.faulty: dict[tuple[str, str], bool] = {}

    def audience(self, name: str) -> Audience:
        if name not in self.audiences:
            workspace = self.workspace
            self.audiences[name] = audiences.load(
                name,
                workspace.template_roots,
                workspace.surroundings,
                page=workspace.settings.page,
                language=workspace.language,
            )
        return self.audiences[name]

    def examine(self, audience: Audience, tag: str, issue: Issue) -> None:
        """Look at templates for what other issues would show. Raises TemplateError.

        What is wrong is said once, and fails every issue.
        """
        key = (audience.id, tag)
        if key not in self.faulty:
            tables = frozenset(table.id for table in issue.tables)
            roots = self.workspace.template_roots
            found = examined(audience, self.language(tag), roots, tables)
            self.faulty[key] = bool(found)
            if found:
                raise TemplateError(found)
        elif self.faulty[key]:
            raise TemplateError(())

    def language(self, tag: str) -> Language:
        if tag not in self.languages:
            self.languages[tag] = words.load(tag, self.workspace.template_roots)
        return self.languages[tag]


def _issue(
    loaded: Loaded, order: Order, workspace: Workspace, cache: _Cache, folder: _Folder | None
) -> Outcome:
    if order.date:
        loaded = replace(loaded, issue=replace(loaded.issue, date=order.date))
    issue = loaded.issue
    diagnostics: list[Diagnostic] = list(loaded.warnings)
    failure = ExitCode.DONE
    files: dict[str, bytes] = {}
    omitted: list[Omission] = []
    stems: dict[str, str] = {}
    for name in _audiences(loaded, order, workspace, diagnostics):
        try:
            audience = cache.audience(name)
            tag = order.language or audience.config.language or issue.language
            if order.explain:
                omitted.extend(omissions(issue, name, tag))
            formats = (order.formats or audience.config.formats) if folder else ()
            made = make(loaded, audience, cache.language(tag), workspace.template_roots, formats)
            if folder is None:
                cache.examine(audience, tag, issue)
            stem = _stem(issue, audience, tag, stems)
        except BriefgenError as fault:
            # What has no place of its own is a matter of this issue, such as its language.
            placed = (replace(d, location=d.location or issue.origin) for d in fault.diagnostics)
            diagnostics.extend(placed)
            failure = failure or fault.exit_code
            continue
        diagnostics.extend(made.warnings)
        for kind, content in made.files.items():
            files[f"{issue.id}/{stem}.{kind}"] = content
    paths: tuple[Path, ...] = ()
    if files and folder:
        try:
            saved = folder.save(files, force=order.force)
            paths = saved.paths
            diagnostics.extend(saved.faults)
            failure = failure or (OutputError.exit_code if saved.faults else ExitCode.DONE)
        except OutputError as fault:
            diagnostics.extend(fault.diagnostics)
            failure = failure or fault.exit_code
    found = tuple(dict.fromkeys(diagnostics))
    return Outcome(loaded.path, paths, found, failure, tuple(omitted))


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
