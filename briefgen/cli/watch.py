"""`briefgen build --watch`: builds again whenever something changed, until it is stopped."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from time import perf_counter
from types import FrameType

import typer

from briefgen import changes, console
from briefgen.batch import Order, Outcome
from briefgen.cli import outcomes as said
from briefgen.cli.answer import stand_somewhere
from briefgen.errors import Diagnostic, ExitCode, Severity, shown
from briefgen.inputs import State, is_file
from briefgen.rebuild import EVERY, Standing

_NAMED = 3  # files in one line


def watch(order: Order, *, json: bool) -> None:
    """Build an order, then again what changed. Ends by an interrupt, or by a wrong option."""
    _heed_the_end()
    standing = Standing(order, Path.cwd())
    run = _Run(standing, json)
    try:
        if any(outcome.failure is ExitCode.USAGE for outcome in run.build()):
            raise typer.Exit(ExitCode.USAGE)
        console.remarks([f"watching {run.watched()}; stop with Ctrl-C"])
        for told in _wakes(standing):
            stand_somewhere()
            if standing.changed():
                # An empty answer: what changed is again as it was.
                if changed := changes.settled(standing.changed, told=told):
                    run.build(changed)
            elif standing.is_waiting():
                run.build()
            elif late := standing.retry():
                run.tell([late])
    except KeyboardInterrupt:
        with suppress(KeyboardInterrupt):  # a second one while the first is answered
            console.remarks(["stopped watching"])
        raise


def _heed_the_end() -> None:
    """Let a polite end, or a terminal that is closed, end it as Ctrl-C does: nothing half done."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # the last is Windows' own
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)


def _wakes(standing: Standing) -> Iterator[bool]:
    """Yield whenever something may have changed, wherever it matters by then."""
    yield False  # what changed while the first files were made
    while True:
        folders = standing.folders
        with closing(changes.looks(folders)) as looks:
            for told in looks:
                yield told
                if standing.folders != folders:
                    break


class _Run:
    """The builds of one watch, and what is said of them."""

    def __init__(self, standing: Standing, json: bool) -> None:
        self.standing = standing
        self.json = json
        self.good: set[str] = set()  # issues of which there are files
        self.failing: set[str] = set()  # issues whose faults were told and still stand

    def watched(self) -> str:
        files = sum(map(is_file, self.standing.inputs.values()))
        return f"{_counted(files, 'file')} of {_counted(self.standing.issues(), 'issue')}"

    def build(self, changed: Mapping[str, State] | None = None) -> list[Outcome]:
        """Build what must be, say what came of it, and how long it took."""
        begun = perf_counter()
        with closing(self.standing.build()) as found:
            outcomes = self.tell(found)
        taken = perf_counter() - begun
        if count := sum(len(outcome.paths) for outcome in outcomes):
            console.remarks([f"built {_counted(count, 'file')} in {taken:.1f} s"])
        elif not outcomes and changed and (named := _named(changed)):
            why = "the faults above still stand" if self.failing else "no briefing changes"
            console.remarks([f"nothing to build: {why} with {named}"])
        console.remarks(self._faults(outcomes))
        return outcomes

    def tell(self, found: Iterable[Outcome]) -> list[Outcome]:
        """Show what came of issues as soon as it is there."""
        outcomes = []
        told: set[Diagnostic] = set()
        for outcome in found:
            outcomes.append(outcome)
            if not self.json:
                said.show(outcome, told)
        if self.json and outcomes:
            said.envelope(outcomes, explain=self.standing.order.explain)
        return outcomes

    def _faults(self, outcomes: list[Outcome]) -> Iterator[str]:
        """Say what stands because of faults; what could not be written says so itself."""
        self.good.update(outcome.issue for outcome in outcomes if outcome.paths)
        self.failing -= {EVERY, *(outcome.issue for outcome in outcomes)} if outcomes else set()
        self.failing |= {outcome.issue for outcome in outcomes if outcome.failure}
        # One fault of a template is one, for however many issues.
        found = dict.fromkeys(
            (d, d.location.path if d.location else outcome.issue)
            for outcome in outcomes
            for d in outcome.diagnostics
            if d.severity is Severity.ERROR and not d.code.startswith("output.")
        )
        if found:
            failed = {outcome.issue for outcome in outcomes if outcome.failure}
            # What has no issue stands in the way of all.
            kept = self.good & failed or (self.good and EVERY in failed)
            many = Counter(path for _, path in found)
            faults = [f"{path} has {_counted(n, 'fault')}" for path, n in many.items()]
            yield f"{'kept the last good files' if kept else 'not built'}: {', '.join(faults)}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _named(changed: Mapping[str, State]) -> str:
    """Name what a person changed; that other files stand beside it is no news."""
    names = [shown(Path(path)) for path, now in changed.items() if now is None or is_file(now)]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return ", ".join(names[:_NAMED] + more)
