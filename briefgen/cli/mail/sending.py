"""The run of `briefgen mail send`: what is shown, asked, told, and how it ends."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from briefgen import console
from briefgen.cli.mail import shown
from briefgen.errors import (
    BriefgenError,
    DeliveryError,
    Diagnostic,
    ExitCode,
    UsageError,
    error,
    warning,
)
from briefgen.errors import shown as shown_path
from briefgen.mail import dispatch, ledger
from briefgen.mail.dispatch import Clock, Event
from briefgen.mail.smtp import Connection
from briefgen.mailing import MailOrder, sending, sent_folder
from briefgen.mailing import plan as plans
from briefgen.mailing.plan import EntryKey, Fate, Plan
from briefgen.recipients import Recipient
from briefgen.workspace import Workspace

_Outcome = dispatch.Sent | dispatch.Refused | dispatch.Unknown | dispatch.Left
_EVENTS: dict[ledger.State, type[_Outcome]] = {
    ledger.State.SENT: dispatch.Sent,
    ledger.State.REFUSED: dispatch.Refused,
    ledger.State.UNKNOWN: dispatch.Unknown,
    ledger.State.PLANNED: dispatch.Left,
}
_STATES: dict[type[Event], str] = {kind: state.value for state, kind in _EVENTS.items()}


@dataclass(frozen=True, slots=True)
class Manner:
    """How to send: over which connection, how fast, and whether to ask."""

    connection: Connection | None
    rate: float
    yes: bool
    json: bool
    test: Recipient | None


def run(order: MailOrder, workspace: Workspace, manner: Manner) -> ExitCode:
    """Show what would go out, ask, send, and give the exit code."""
    out = order.build.out or workspace.out
    now = datetime.now(UTC)
    with ledger.opened(sent_folder(out), sending=False) as book:
        entries = {entry.send.identity: entry for entry in book.entries()}
    plan = plans.plan(order, workspace, entries, now, sending=True)
    told = [*shown.fewer(plan.warnings), *plans.corrections(plan), *_held(plan)]
    told += (*_elsewhere(out, workspace), *_known(order, entries.values()))
    if not manner.json:
        console.results(shown.table(plan))
        console.diagnostics(told)
    if plan.refusals:
        raise DeliveryError((*(told if manner.json else ()), *plan.refusals))
    if manner.test:
        return _test(plan, manner, told)
    if not _is_wanted(plan, manner):
        if manner.json:
            console.envelope(told, sends=[shown.foreseen(post) for post in plan.posts])
        return _code(plan, Counter()) if manner.yes else ExitCode.DONE
    return _Run(plan, manner, told).send(out)


def _held(plan: Plan) -> Iterator[Diagnostic]:
    """Say who is sent nothing though they may not have it."""
    for post in plan.posts:
        if post.fate is Fate.UNKNOWN:
            yield warning(
                "mail.unknown",
                f"{post.send.recipient} may have it already: an earlier run was cut off",
                None,
                f"ask them; if they have nothing, add --retry-unknown {post.send.recipient}",
            )
        elif post.fate is Fate.REFUSED:
            yield warning(
                "mail.refused-before",
                f"the server refused {post.send.recipient} before",
                None,
                "mend the address; or try again with --retry-refused",
            )


def _elsewhere(out: Path, workspace: Workspace) -> Iterator[Diagnostic]:
    """Warn of a ledger that this run does not look into: who stands there gets it again."""
    usual = sent_folder(workspace.out)
    if out.resolve() != workspace.out.resolve() and (usual / ledger.FILE).exists():
        yield warning(
            "mail.other-ledger",
            f"what was sent from '{shown_path(workspace.out)}' does not count here:"
            " each output folder has a ledger of its own",
            None,
            "leave out --out, unless they are to get it again",
        )


def _known(order: MailOrder, entries: Iterable[ledger.Entry]) -> Iterator[Diagnostic]:
    """Warn of addresses that are to be tried again and of which nothing is unknown."""
    unknown = {entry.send.key for entry in entries if entry.state is ledger.State.UNKNOWN}
    for key in sorted(order.retried - unknown):
        hint = "'briefgen mail status' says of whom it is"
        yield warning("mail.not-unknown", f"of {key} no outcome is unknown", None, hint)


def _test(plan: Plan, manner: Manner, told: list[Diagnostic]) -> ExitCode:
    assert manner.test
    if not plan.posts:
        raise UsageError(error("mail.nothing", "there is nothing to send a test of"))
    connection = _connection(plan, manner)
    send = plan.posts[0].send
    what = f"one test, of '{send.issue}' for '{send.audience}', to {manner.test.address}"
    if not manner.yes and not console.confirmed(f"send {what}?"):
        if manner.json:
            console.envelope(told, test=None)
        else:
            console.remarks(["nothing was sent; --yes sends the test without asking"])
        return ExitCode.DONE
    said = sending.test(plan, manner.test, connection, datetime.now(UTC))
    if manner.json:
        console.envelope(told, test={"recipient": manner.test.address, "reply": said})
    else:
        console.results([f"sent {what}, and nothing else: {said}"])
    return ExitCode.DONE


def _connection(plan: Plan, manner: Manner) -> Connection:
    """Give the connection, with the sender's domain for this machine's name."""
    if manner.connection is None:
        hint = "add --smtp smtp://mail.example.org:587, or smtps://mail.example.org"
        raise UsageError(error("mail.no-server", "no server is named to send by", hint=hint))
    assert plan.sender
    manner.connection.name = plan.sender.envelope.rpartition("@")[2]
    return manner.connection


def _is_wanted(plan: Plan, manner: Manner) -> bool:
    """Ask whether to send, unless that was said; where nobody can answer, it is not."""
    count = len(plan.waiting)
    if not count:
        why = "nothing to send"
    elif manner.yes:
        return True
    elif manner.connection is None:
        why = "to send, name the server with --smtp, and add --yes"
    elif console.confirmed(f"send {count} message{'s' * (count != 1)}?"):
        return True
    else:
        why = "nothing was sent; --yes sends without asking"
    if not manner.json:
        console.remarks([why])
    return False


@dataclass(slots=True)
class _Run:
    plan: Plan
    manner: Manner
    told: list[Diagnostic]
    counts: Counter[str] = field(default_factory=Counter)
    sends: list[dict[str, str]] = field(default_factory=list)
    over: set[EntryKey] = field(default_factory=set)  # what has been told of
    fault: BriefgenError | None = None

    def send(self, out: Path) -> ExitCode:
        connection = _connection(self.plan, self.manner)
        with _stopping(connection) as stop, ledger.opened(sent_folder(out), sending=True) as book:
            clock = Clock(wait=stop.wait, stopped=stop.is_set)
            events = sending.send(self.plan, book, connection, rate=self.manner.rate, clock=clock)
            with console.status() as say:
                try:
                    for event in events:
                        self._tell(event, say)
                except BriefgenError as fault:
                    self.fault = fault
                except KeyboardInterrupt:
                    stop.set()
                if stop.is_set() or self.over:
                    self._tell_rest(book, say)
            stopped = stop.is_set()
        return self._ended(stopped)

    def _tell_rest(self, book: ledger.Ledger, say: console.Say) -> None:
        """Tell of what nothing was told, where the run was broken off: the ledger knows."""
        sends = [post.send for post in self.plan.waiting if post.send.identity not in self.over]
        try:
            for entry in book.of(sends):
                self._tell(_EVENTS[entry.state](entry.send, entry.reply), say)
        except BriefgenError as fault:
            self.fault = self.fault or fault

    def _tell(self, event: Event, say: console.Say) -> None:
        if state := _STATES.get(type(event)):
            self.counts[state] += 1
        if (line := shown.line(event)) and not isinstance(event, dispatch.Waiting):
            self.over.add(event.send.identity)
            if not self.manner.json:
                console.results([line])
            if state:
                reply = getattr(event, "reply", "")
                self.sends.append(shown.described(event.send, state, reply))
        if isinstance(event, dispatch.Sent):
            self.told.extend(warning("mail.no-copy", one) for one in event.remarks)
            if not self.manner.json:
                console.diagnostics(warning("mail.no-copy", one) for one in event.remarks)
        say(self._progress(event))

    def _progress(self, event: Event) -> str:
        done = self.counts.total()
        left = len(self.plan.waiting) - done
        said = [f"{self.counts['sent']} sent", f"{left} waiting"]
        said += [
            f"{self.counts[name]} {name}" for name in ("refused", "unknown") if self.counts[name]
        ]
        if self.manner.rate and left:
            said.append(f"about {_span(left * 60 / self.manner.rate)} left")
        if isinstance(event, dispatch.Waiting) and event.reply:
            said.append(f"pausing {_span(event.seconds)}: {event.reply}")
        return ", ".join(said)

    def _ended(self, stopped: bool) -> ExitCode:
        code = _code(self.plan, self.counts)
        faults = self.fault.diagnostics if self.fault else ()
        if self.manner.json:
            console.envelope((*self.told, *faults), sends=self.sends)
        else:
            console.diagnostics(faults)
            sums = [f"{count} {state}" for state, count in sorted(self.counts.items())]
            console.remarks(
                [f"{'stopped: ' if stopped else ''}{', '.join(sums) or 'nothing sent'}"]
            )
        if stopped:
            return ExitCode.INTERRUPTED
        partly = self.counts["sent"] and code
        return self.fault.exit_code if self.fault and not partly else code


def _code(plan: Plan, counts: Counter[str]) -> ExitCode:
    """Sum up: done, partly done, or nothing delivered."""
    held = sum(post.fate in (Fate.UNKNOWN, Fate.REFUSED) for post in plan.posts)
    failed = held + sum(counts[state] for state in ("refused", "unknown", "planned"))
    if not failed:
        return ExitCode.DONE
    arrived = counts["sent"] + sum(post.fate in (Fate.SENT, Fate.CORRECTED) for post in plan.posts)
    return ExitCode.PARTIAL if arrived else ExitCode.MAIL


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min"


@contextmanager
def _stopping(connection: Connection) -> Iterator[threading.Event]:
    """Let Ctrl-C and a polite end finish the message under way; a second one breaks off."""
    stop = threading.Event()

    def heed(number: int, frame: FrameType | None) -> None:
        if stop.is_set() or connection.opening:
            raise KeyboardInterrupt
        stop.set()

    before = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, heed)
    try:
        yield stop
    finally:
        for number, old in before.items():
            signal.signal(number, old)
