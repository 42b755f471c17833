"""AGAIN: what was made from what, and which briefings a change makes stale.

Owns what is kept from one build to the next, each with the paths it was made from. A
part is made again when one of them stands otherwise than it did, or when what it was
made of is made anew *and differs*: a remark in an issue file, or a new audience beside,
makes no other briefing stale. Must not know how briefings are made, how one waits for
changes, nor how results are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from briefgen import batch, record
from briefgen.batch import Key, Order, Outcome, Sources
from briefgen.errors import (
    BriefgenError,
    Diagnostic,
    ExitCode,
    Location,
    OutputError,
    UsageError,
    shown,
    warning,
)
from briefgen.inputs import Inputs, Note, State, is_file, state
from briefgen.load import Loaded
from briefgen.words import is_language
from briefgen.workspace import Workspace, find

EVERY = "every issue"  # whose outcome it is when nothing can be built at all
T = TypeVar("T")
_TORN: State = (-1,)  # two parts saw one file in two states: as no file ever stands


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that was made: of which values, from which paths, and what came of it."""

    basis: tuple[Any, ...]
    states: dict[str, State]
    result: Any = None
    fault: BriefgenError | None = None

    @property
    def is_passing(self) -> bool:
        """Say whether its fault may pass though no path changes: Excel had the file to itself."""
        faults = self.fault.diagnostics if self.fault else ()
        return any(diagnostic.code == "file.unreadable" for diagnostic in faults)

    def says(self, other: _Part | None) -> bool:
        """Say whether its fault is the one that another part had."""
        if self.fault is None or other is None or other.fault is None:
            return False
        return self.fault.diagnostics == other.fault.diagnostics

    def given(self) -> Any:
        """Give the result, or raise the fault."""
        if self.fault:
            raise self.fault.with_traceback(None)  # else it would grow with every time
        return self.result


def _made(basis: tuple[Any, ...], inputs: Inputs, make: Callable[[Note], Any]) -> _Part:
    try:
        return _Part(basis, inputs.states, make(inputs.note))
    except BriefgenError as fault:
        return _Part(basis, inputs.states, None, fault)


class Kept(Sources):
    """Sources that remember what they gave, from one build to the next."""

    stays = True

    def __init__(self, workspace: Workspace) -> None:
        """Begin with nothing read."""
        super().__init__(workspace)
        self.parts: dict[Key, _Part] = {}
        self.present: tuple[Path, ...] = ()
        self.ids: dict[Path, str] = {}
        self.made = 0  # briefings, and faults that stand in the way of some
        self._asked: set[Key] = set()
        self._now: dict[str, State] = {}

    def begin(self, workspace: Workspace) -> None:
        """Begin a build: look at every path anew, once."""
        self.workspace = workspace
        self._asked.clear()
        self._now.clear()

    def end(self) -> None:
        """End a build: what it did not ask for is forgotten.

        So a briefing whose issue was faulty is made again once that is mended, even to
        what it was: the last that was said of it is that it could not be made.
        """
        self.parts = {key: part for key, part in self.parts.items() if key in self._asked}

    def skip(self) -> None:
        """Forget what is stale: no build can ask for it, and it would be found at every look."""
        self._now.clear()
        self.parts = {key: part for key, part in self.parts.items() if self._stands(part)}

    def issues(self, order: Order) -> tuple[Path, ...]:
        """Give the issue files that there are now."""
        inputs, self.present = Inputs(), ()
        try:
            self.present = batch.issues(order, self.workspace, inputs.note)
        finally:
            key = ("issues",)
            self._asked.add(key)
            self.parts[key] = _Part((), inputs.states)
        return self.present

    def issue(self, path: Path) -> Loaded:
        """Read an issue, and remember its id while it is faulty."""
        loaded = super().issue(path)
        self.ids[path] = loaded.issue.id
        return loaded

    def part(self, key: Key, basis: tuple[Any, ...], make: Callable[[Note], T]) -> T:
        """Give a part as it was made, or make it again; a fault is kept like a result.

        Of briefings nothing is kept but that they were made: None is one that stands.
        """
        self._asked.add(key)
        part = before = self.parts.get(key)
        if part is None or part.basis != basis or part.is_passing or not self._stands(part):
            part = _made(basis, Inputs(), make)
            if not (part.is_passing and part.says(before)):
                self.made += bool(part.fault) or key[0] == "briefing"
            self.parts[key] = replace(part, result=None) if key[0] == "briefing" else part
        found: T = part.given()
        return found

    def _stands(self, part: _Part) -> bool:
        """Say whether every path of a part stands as it did."""
        for path, seen in part.states.items():
            if path not in self._now:
                self._now[path] = state(path)
            if self._now[path] != seen:
                return False
        return True


class Standing:
    """A build that stays: makes what was ordered, and again whatever changed since."""

    def __init__(self, order: Order, start: Path) -> None:
        """Take an order as it is meant in the folder `start`; nothing is read yet."""
        self.order = order
        self.start = start
        self.inputs: dict[str, State] = {}
        self.folders: frozenset[Path] = frozenset()  # in which something may happen that matters
        self._place = _Part((), {"": _TORN})
        self._kept: Kept | None = None
        self._said: dict[str, tuple[Diagnostic, ...]] = {}
        self._ids: dict[Path, str] = {}
        self._unsaved: dict[str, bytes] = {}

    # --- building ---

    def build(self) -> Generator[Outcome, None, None]:
        """Make what is not there yet or not as it must be; gives what there is to say.

        A UsageError is raised the first time: no change on disk mends a wrong option.
        """
        first = not self.inputs
        try:
            yield from self._build()
        except BriefgenError as fault:
            if first and isinstance(fault, UsageError):
                raise
            outcome = Outcome(EVERY, (), fault.diagnostics, fault.exit_code)
            if self._is_news(outcome):
                yield outcome
        finally:
            self._sum_up()
        yield from self._left()

    def _build(self) -> Iterator[Outcome]:
        stands = all(state(path) == seen for path, seen in self._place.states.items())
        if self._place.is_passing or not stands:
            self._place = _made((), Inputs(), lambda note: find(self.start, is_language, note))
        if self._place.fault and self._kept:
            self._kept.skip()
        workspace = self._place.given()
        kept = self._kept = self._kept or Kept(workspace)
        kept.begin(workspace)
        made = kept.made
        try:
            with closing(batch.build(self.order, workspace, sources=kept)) as outcomes:
                for outcome in outcomes:
                    for path in outcome.paths:
                        self._unsaved.pop(self._name(path), None)
                    self._unsaved.update(outcome.unsaved)
                    if self._is_news(outcome, anew=kept.made > made):
                        yield outcome
                    made = kept.made
        finally:
            kept.end()

    def _is_news(self, outcome: Outcome, *, anew: bool = False) -> bool:
        """Say whether an outcome says more of its issue than was said last."""
        said = self._said.get(outcome.issue, ())
        if anew or outcome.paths or not set(outcome.diagnostics) <= set(said):
            self._said[outcome.issue] = outcome.diagnostics
            return True
        return False

    @property
    def _out(self) -> Path:
        assert self._kept
        return self.order.out or self._kept.workspace.out

    def _name(self, path: Path) -> str:
        return path.relative_to(self._out).as_posix()

    def _left(self) -> Iterator[Outcome]:
        """Name what was built and is made by no issue any more: it stays, and grows old."""
        if not (kept := self._kept):
            return
        now = {path: kept.ids[path] for path in kept.present if path in kept.ids}
        for path, name in self._ids.items():
            if name in now.values() or not (self._out / name).is_dir():
                continue
            what = f"the id is '{now[path]}'" if path in now else "this issue is gone"
            message = f"{what}; what was built of '{name}' is kept in {shown(self._out / name)}"
            yield Outcome(shown(path), (), (warning("watch.left", message, Location(shown(path))),))
        self._ids, kept.ids = now, dict(now)

    # --- what changed ---

    def issues(self) -> int:
        """Count the issues that there are."""
        return len(self._kept.present) if self._kept else 0

    def changed(self) -> dict[str, State]:
        """Give the paths that do not stand as they did, and how they stand."""
        found = ((path, state(path), seen) for path, seen in self.inputs.items())
        return {path: now for path, now, seen in found if now != seen}

    def is_waiting(self) -> bool:
        """Say whether something could not be read that may be readable by now."""
        parts = self._kept.parts.values() if self._kept else ()
        return any(part.is_passing for part in (self._place, *parts))

    def _sum_up(self) -> None:
        parts = self._kept.parts.values() if self._kept else ()
        inputs: dict[str, State] = {}
        for part in (self._place, *parts):
            for path, seen in part.states.items():
                if inputs.setdefault(path, seen) != seen:
                    inputs[path] = _TORN
        if inputs != self.inputs:
            self.inputs = inputs
            self.folders = frozenset(self._places())

    def _places(self) -> Iterator[Path]:
        root = self._kept.workspace.root if self._kept else self.start
        for name, seen in self.inputs.items():
            path = Path(name)
            if seen is None:
                folder = _nearest(path.parent)
                # Above the workspace others come and go; what appears there can wait for a look.
                if folder not in root.parents:
                    yield folder
            elif is_file(seen):
                yield path.parent
                # A link's folder tells of the link, the file's own of the file.
                yield _nearest(path.resolve().parent)
            else:
                yield path

    # --- what could not be written ---

    def retry(self) -> Outcome | None:
        """Write what could not be written before: a file was open in Word, the folder in use."""
        if not self._unsaved:
            return None
        try:
            saved = record.save(self._unsaved, self._out, force=self.order.force)
        except OutputError:
            return None
        if saved.unsaved == tuple(self._unsaved):
            return None
        self._unsaved = {name: self._unsaved[name] for name in saved.unsaved}
        failure = OutputError.exit_code if saved.faults else ExitCode.DONE
        return Outcome(shown(self._out), saved.paths, saved.faults, failure)


def _nearest(folder: Path) -> Path:
    """Give a folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())
