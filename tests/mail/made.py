"""What the tests of mail make: sends, messages, a clock that nobody waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefgen.mail.dispatch import Clock, Event, Parcel, dispatch
from briefgen.mail.ledger import Entry, Ledger, Send, State, opened
from briefgen.mail.smtp import Connection, Timeouts, server
from tests.mail.server import Post, certificate_file

SENDER = "clerk@town.example"
AT = "2026-11-23T12:00:00+00:00"
# Long, for a loaded machine: no test runs into one.
PATIENT = Timeouts(30, 30, 30, 5)


def send(number: int | str = 1, **others: str) -> Send:
    address = f"r{number}@example.org"
    values = {
        "issue": "bridge",
        "edition": "1",
        "audience": "press",
        "recipient": address,
        "key": address,
        "message_id": f"<{number}@town.example>",
        "digest": "letter",
    }
    return Send(**(values | others))


def content(number: int | str = 1, size: int = 0) -> bytes:
    lines = b"".join(b"%04d a line of the message\r\n" % n for n in range(size // 28))
    return f"To: r{number}@example.org\r\nSubject: Bridge\r\n\r\n.\r\nHello\r\n".encode() + lines


def parcel(number: int | str = 1, *copies: str, size: int = 0) -> Parcel:
    made = send(number)
    return Parcel(made, (made.key, *copies), lambda: content(number, size))


@dataclass(slots=True)
class Time:
    """A clock that goes on when somebody waits, and notes for how long."""

    passed: float = 0.0
    waits: list[float] = field(default_factory=list)
    stopping: bool = False

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.passed += seconds

    def clock(self) -> Clock:
        begun = datetime(2026, 11, 23, 12, tzinfo=UTC)
        return Clock(
            elapsed=lambda: self.passed,
            wait=self.wait,
            now=lambda: begun + timedelta(seconds=self.passed),
            stopped=lambda: self.stopping,
        )


@contextmanager
def sending(folder: Path, *parcels: Parcel) -> Iterator[Ledger]:
    """Open a ledger for sending, with these parcels planned."""
    with opened(folder, sending=True) as ledger:
        ledger.plan(one.send for one in parcels)
        yield ledger


def connection(post: Post, folder: Path, timeouts: Timeouts = PATIENT) -> Connection:
    trusted = certificate_file(folder)
    insecure = int(post.tls == "none")
    target = server(post.url, insecure=insecure, authority=None if insecure else trusted)
    return Connection(target, "town.example", timeouts=timeouts)


def run(
    post: Post,
    folder: Path,
    *parcels: Parcel,
    rate: float = 0,
    time: Time | None = None,
    using: Connection | None = None,
) -> list[Event]:
    """Send parcels through a server, with a ledger in the folder; give what was told."""
    with sending(folder / "sent", *parcels) as ledger:
        return list(
            dispatch(
                ledger,
                using or connection(post, folder),
                SENDER,
                [one for one in parcels if _is_planned(ledger, one)],
                rate=rate,
                clock=(time or Time()).clock(),
            )
        )


def _is_planned(ledger: Ledger, one: Parcel) -> bool:
    return [entry.state for entry in ledger.of([one.send])] == [State.PLANNED]


def entries(folder: Path) -> tuple[Entry, ...]:
    with opened(folder / "sent", sending=False) as ledger:
        return ledger.entries()


def states(folder: Path) -> list[State]:
    return [entry.state for entry in entries(folder)]


def agree(post: Post, folder: Path) -> Counter[State]:
    """See that the ledger and the server say the same of everybody; give the states."""
    for entry in entries(folder):
        times = len(post.to(entry.send.key))
        match entry.state:
            case State.SENT:
                assert times == 1, entry
            case State.UNKNOWN:
                assert times <= 1, entry
            case _:
                assert times == 0, entry
        if times:
            kept = (folder / "sent" / entry.file).read_bytes()
            assert kept == post.to(entry.send.key)[0].content
    return Counter(states(folder))
