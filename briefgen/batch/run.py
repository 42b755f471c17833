"""A run: one issue after the other, and where the files go.

Must not know how a briefing is made nor how results are shown.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from briefgen import record
from briefgen.batch.copies import Copies, Save
from briefgen.batch.order import Order, Outcome
from briefgen.batch.sources import Sources
from briefgen.errors import BriefgenError, Diagnostic, InputError, error, shown
from briefgen.load import Loaded
from briefgen.workspace import Workspace

_COLLECTED = 50  # outcomes from one look for circular garbage to the next


def build(
    order: Order, workspace: Workspace, *, saving: bool = True, sources: Sources | None = None
) -> Generator[Outcome, None, None]:
    """Build an order, one issue after the other; a failed one does not stop the rest.

    Without `saving` everything is checked as far as the document and nothing written.
    """
    sources = sources or Sources(workspace)
    folder = _Folder(order.out or workspace.out)
    for name in order.audiences:
        sources.audience(name)  # an audience that is not there stops the run before it starts
    outcomes = _outcomes(order, sources, folder.save if saving else None)
    with _uncollected(), folder:
        for number, outcome in enumerate(outcomes, 1):
            if number % _COLLECTED == 0:
                gc.collect()
            yield outcome


def _outcomes(order: Order, sources: Sources, save: Save | None) -> Iterator[Outcome]:
    known: dict[str, str] = {}
    for path in sources.issues(order):
        try:
            loaded = sources.issue(path)
            first = known.setdefault(loaded.issue.id, loaded.path)
            if first != loaded.path:
                raise InputError(_twice(loaded, first))
        except BriefgenError as fault:
            yield Outcome(shown(path), (), fault.diagnostics, fault.exit_code)
            continue
        yield from Copies(loaded, order, sources, save).made()


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
