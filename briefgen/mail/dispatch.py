"""Many messages over one connection: the order, the pace, and who is tried again.

Owns the loop of a run that sends. It tells what happens as values, one after another, and
each is said only once the ledger holds it. Must not know where the messages come from, nor
how what it tells is shown.

One message is under way at a time. Whoever is put off is tried again with growing pauses
while the others go on; so is everybody when the server is gone for a while.
"""

from __future__ import annotations

import heapq
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import assert_never

from briefgen.errors import BriefgenError, DeliveryError, Diagnostic, OutputError, error
from briefgen.mail.ledger import Ledger, Send, State
from briefgen.mail.smtp import Answer, Connection, Meaning

_IDLE = 120.0  # seconds; servers close what is silent for some minutes
_AT_ONCE = 3600.0  # seconds; systems have a longest wait, and a slow pace may be slower


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to be sent: the first recipient decides, the others have copies."""

    send: Send
    recipients: tuple[str, ...]  # as SMTP wants them
    content: Callable[[], bytes]  # asked for at each try; what is sent is what is kept


@dataclass(frozen=True, slots=True)
class Patience:
    """How long whoever is put off is tried again, in seconds.

    Greylisting wants a pause of five minutes, seldom more: the pauses are 1, 5, 25, 125 and
    then 300 seconds, until 20 minutes have gone since the first try.
    """

    first: float = 1.0
    growth: float = 5.0
    longest: float = 300.0
    total: float = 1200.0

    def after(self, pause: float) -> float:
        """Give the pause that follows one; 0 stands for none yet."""
        return min(pause * self.growth, self.longest) if pause else self.first


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, and whoever may stop the run.

    `wait` must end early when `stopped` becomes true: a `threading.Event` gives both.
    """

    elapsed: Callable[[], float] = time.monotonic
    wait: Callable[[float], object] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    stopped: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has the message; `remarks` tells of copies that it refused."""

    send: Send
    reply: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will not have the message."""

    send: Send
    reply: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The message may have arrived: nobody but a person tries it again."""

    send: Send
    reply: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """The server said later; it is tried again in `seconds`."""

    send: Send
    reply: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing can be sent for so many seconds; `reply` says why, and is empty for the pace."""

    seconds: float
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """It went out already, or another run has it under way: nothing was sent."""

    send: Send


@dataclass(frozen=True, slots=True)
class Left:
    """It stays planned, for another run; `reply` says what the server said last."""

    send: Send
    reply: str = ""


Event = Sent | Refused | Unknown | Postponed | Waiting | Elsewhere | Left


def dispatch(
    ledger: Ledger,
    connection: Connection,
    sender: str,
    parcels: Iterable[Parcel],
    *,
    rate: float = 30.0,
    patience: Patience | None = None,
    clock: Clock | None = None,
) -> Iterator[Event]:
    """Send what is planned, at most `rate` messages a minute (0: no limit), and tell.

    Raises DeliveryError before the first message where the server cannot be used, and
    later where it takes nothing more; OutputError where something cannot be recorded. What
    is left then is told first, and stays planned. A stop finishes the message under way.
    """
    run = _Run(ledger, connection, sender, rate, patience or Patience(), clock or Clock())
    run.fresh.extend(_Item(parcel) for parcel in parcels)
    if not run.fresh:
        return
    try:
        connection.open()
        fault: BriefgenError | None = None
        try:
            yield from run.events()
        except BriefgenError as befell:
            fault = befell
        yield from run.left()
        if fault is not None:
            raise fault
    finally:
        connection.close()


@dataclass(slots=True)
class _Item:
    parcel: Parcel
    begun: float | None = None
    pause: float = 0.0
    reply: str = ""


@dataclass(slots=True)
class _Run:
    ledger: Ledger
    connection: Connection
    sender: str
    rate: float
    patience: Patience
    clock: Clock
    fresh: deque[_Item] = field(default_factory=deque)
    trying: _Item | None = None  # under way, and still planned
    later: list[tuple[float, int, _Item]] = field(default_factory=list)
    count: int = 0  # keeps the order of those that are due at once
    slot: float = 0.0  # when the pace allows the next try
    gone: _Item | None = None  # the server's own pauses, while it cannot be reached
    back: float = 0.0  # when it is tried again

    def events(self) -> Iterator[Event]:
        while (self.fresh or self.later) and not self.clock.stopped():
            if waiting := self._waiting():
                if waiting.seconds > _IDLE:
                    self.connection.close()
                yield waiting
                self.clock.wait(waiting.seconds)
            else:
                yield from self._try(self._next())

    def left(self) -> Iterator[Event]:
        """Tell of all that was not sent and is still planned."""
        trying = () if self.trying is None else (self.trying,)
        for item in [*trying, *self.fresh, *(item for _, _, item in sorted(self.later))]:
            yield Left(item.parcel.send, item.reply)

    def _waiting(self) -> Waiting | None:
        now = self.clock.elapsed()
        times = [(self.slot, ""), (self.back, self.gone.reply if self.gone else "")]
        if not self.fresh:
            times.append((self.later[0][0], self.later[0][2].reply))
        until, reply = max(times, key=lambda pair: pair[0])
        return Waiting(min(until - now, _AT_ONCE), reply) if until > now else None

    def _next(self) -> _Item:
        now = self.clock.elapsed()
        if self.rate:
            self.slot = max(self.slot, now) + 60.0 / self.rate
        if self.later and (self.later[0][0] <= now or not self.fresh):
            return heapq.heappop(self.later)[2]
        return self.fresh.popleft()

    def _try(self, item: _Item) -> Iterator[Event]:
        parcel, self.trying = item.parcel, item
        if item.begun is None:
            item.begun = self.clock.elapsed()
        content = parcel.content()

        def intend() -> bool:
            intended = self.ledger.intend(parcel.send, content, self._now())
            # Whatever befalls now, it is no longer planned.
            self.trying = None if intended else item
            return intended

        answer = self.connection.deliver(
            self.sender, parcel.recipients, content, before_data=intend
        )
        self.trying = None
        yield from self._judged(item, answer)

    def _judged(self, item: _Item, answer: Answer) -> Iterator[Event]:
        send, reply = item.parcel.send, str(answer)
        if not answer.everyone:
            self.gone, self.back = None, 0.0
        match answer.meaning:
            case Meaning.ACCEPTED:
                self._record_taken(send, reply)
                yield Sent(send, reply, answer.remarks)
            case Meaning.REFUSED:
                self.ledger.answered(send, State.REFUSED, reply, self._now())
                yield Refused(send, reply)
            case Meaning.UNKNOWN:
                self.ledger.answered(send, State.UNKNOWN, reply, self._now())
                yield Unknown(send, reply)
            case Meaning.TAKEN:
                yield Elsewhere(send)
            case Meaning.LATER:
                item.reply = reply
                self.ledger.answered(send, State.PLANNED, reply, self._now())
                yield from self._put_off(item, answer)
            case Meaning.BARRED:
                item.reply = reply
                self.ledger.answered(send, State.PLANNED, reply, self._now())
                self.trying = item
                raise DeliveryError(_barred(self.sender, reply))
            case _:
                assert_never(answer.meaning)

    def _put_off(self, item: _Item, answer: Answer) -> Iterator[Event]:
        if answer.everyone:
            self._server_is_gone(item)
            return
        now = self.clock.elapsed()
        item.pause = self.patience.after(item.pause)
        began = now if item.begun is None else item.begun
        if not answer.again or now + item.pause > began + self.patience.total:
            yield Left(item.parcel.send, item.reply)
            return
        self.count += 1
        heapq.heappush(self.later, (now + item.pause, self.count, item))
        yield Postponed(item.parcel.send, item.reply, item.pause)

    def _server_is_gone(self, item: _Item) -> None:
        """Hold everybody back for a while; the one that noticed has not been tried."""
        now = self.clock.elapsed()
        self.fresh.appendleft(item)
        gone = self.gone or _Item(item.parcel, now)
        gone.reply, gone.pause = item.reply, self.patience.after(gone.pause)
        self.gone, self.back = gone, now + gone.pause
        if gone.begun is not None and self.back > gone.begun + self.patience.total:
            raise DeliveryError(
                error(
                    "mail.unreachable",
                    f"{self.connection.server} went away and did not come back: {gone.reply}",
                    hint="run the same again later: what was sent is not sent twice",
                )
            )

    def _record_taken(self, send: Send, reply: str) -> None:
        try:
            self.ledger.answered(send, State.SENT, reply, self._now())
        except OutputError as fault:
            raise OutputError(
                (
                    *fault.diagnostics,
                    error(
                        "mail.unrecorded",
                        f"{send.recipient} has the message ({reply}), but the ledger does not"
                        " know: it says unknown",
                        hint="do not send it again",
                    ),
                )
            ) from None

    def _now(self) -> str:
        return self.clock.now().astimezone(UTC).isoformat(timespec="seconds")


def _barred(sender: str, reply: str) -> Diagnostic:
    return error(
        "mail.sender-refused",
        f"the server takes nothing from {sender}: {reply}",
        hint="log in, with --secret-env, --keyring or --token-command; or use an address from"
        " which the server lets you send",
    )
