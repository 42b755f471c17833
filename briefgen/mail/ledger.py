"""The memory of what was sent to whom: never twice, never lost.

Owns `out/sent/ledger.sqlite3`: one entry for each issue, edition, audience and recipient,
and the states that it goes through. Must not know how a message travels.

    planned ──intend──> unknown ──answered──> sent | refused | unknown | planned (a 4xx)
       ^                   │
       └──retry, by name───┘        planned ──answered──> refused | planned, before DATA

An intent is written as `unknown` at once: whatever ends the process before the answer is
written, the entry says already what is known, and no opening has to find out who died.
Each change is a transaction that is on the disk when the method returns; the journal is
SQLite's rollback journal, which unlike its WAL works on network drives.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from briefgen.errors import Diagnostic, Location, OutputError, error, shown
from briefgen.mail import kept

FILE = "ledger.sqlite3"
VERSION = 1
_APPLICATION = 0x42474C47  # "BGLG": a database of ours, not somebody else's
_PATIENCE = 30  # seconds that a reader or the writer waits for the other
_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE sends (
    number INTEGER PRIMARY KEY,
    issue TEXT NOT NULL,
    edition TEXT NOT NULL,
    audience TEXT NOT NULL,
    key TEXT NOT NULL,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL,
    letter TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'refused', 'unknown')),
    at TEXT NOT NULL DEFAULT '',
    reply TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',
    turn INTEGER NOT NULL DEFAULT 0,
    UNIQUE (issue, edition, audience, key)
);
"""
_ONE = "issue = :issue AND edition = :edition AND audience = :audience AND key = :key"


class State(StrEnum):
    """What is known of a message: whether it left the house, and whether it was taken."""

    PLANNED = "planned"  # nothing left the house, or the server said: later
    SENT = "sent"  # the server took it
    REFUSED = "refused"  # the server will not have it
    UNKNOWN = "unknown"  # it was under way, and no answer is known


@dataclass(frozen=True, slots=True)
class Send:
    """One message that one recipient is to have once."""

    issue: str
    edition: str
    audience: str
    recipient: str  # the address as it is shown
    key: str  # two of one key are one person
    message_id: str
    digest: str  # of the letter: another one under the same edition is a correction

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Give what makes two sends the same one."""
        return (self.issue, self.edition, self.audience, self.key)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of a send."""

    send: Send  # with the digest of the letter that went out, or is to go
    state: State
    at: str  # ISO 8601, UTC: when the state became this; empty where nothing was tried
    reply: str  # what the server said, or what befell
    digest: str  # SHA-256 of the bytes that went out
    file: str  # where they are kept, below out/sent/


@contextmanager
def opened(folder: Path, *, sending: bool) -> Iterator[Ledger]:
    """Open the ledger of a folder (`out/sent`); without `sending`, only to be read.

    Who sends has the folder for itself; who reads may do so all the while. A folder without
    a ledger reads as an empty one. Raises OutputError where it cannot be used.
    """
    place = folder / FILE
    with ExitStack() as stack:
        with _told(place):  # but not what befalls the run itself
            if sending:
                kept.folders(folder)
                stack.enter_context(kept.alone(folder))
                if not place.exists():
                    _begin(folder)
                base = stack.enter_context(closing(_connected(place)))
                _examine(base, place)
            else:
                base = stack.enter_context(closing(_read(place)))
        yield Ledger(base, folder)


class Ledger:
    """The entries of one folder while a run has it open."""

    def __init__(self, base: sqlite3.Connection, folder: Path) -> None:
        """Take a database that was looked at; see `opened`."""
        self._base = base
        self._folder = folder
        self._under_way: set[tuple[str, str, str, str]] = set()

    def plan(self, sends: Iterable[Send]) -> tuple[Entry, ...]:
        """Enter sends that are new, and give what is now said of each.

        A letter that was planned and never went out may change; one that did keeps its digest.
        """
        sends = tuple(sends)
        with self._changing() as base:
            for send in sends:
                base.execute(
                    "INSERT INTO sends (issue, edition, audience, key, recipient, message_id,"
                    " letter, state) VALUES (:issue, :edition, :audience, :key, :recipient,"
                    " :message_id, :letter, 'planned')"
                    " ON CONFLICT (issue, edition, audience, key) DO UPDATE SET"
                    " recipient = excluded.recipient, message_id = excluded.message_id,"
                    " letter = excluded.letter"
                    " WHERE state = 'planned'",
                    _named(send),
                )
        return self.of(sends)

    def of(self, sends: Iterable[Send]) -> tuple[Entry, ...]:
        """Give what is said of each of these sends; those that are not entered are left out."""
        with _told(self._folder / FILE):
            found = (
                self._base.execute(f"SELECT * FROM sends WHERE {_ONE}", _named(send)).fetchone()
                for send in sends
            )
            return tuple(_entry(row) for row in found if row is not None)

    def entries(self, issue: str = "") -> tuple[Entry, ...]:
        """Give all entries, or those of one issue, in the order in which they were planned."""
        with _told(self._folder / FILE):
            rows = self._base.execute(
                "SELECT * FROM sends WHERE :issue IN ('', issue) ORDER BY number", {"issue": issue}
            )
            return tuple(map(_entry, rows))

    def intend(self, send: Send, content: bytes, at: str) -> bool:
        """Record that a message is about to go out; only on True may it.

        False where the send is not planned: it has gone out, or is under way elsewhere. The
        bytes are kept, and on the disk, before the intent is.
        """
        mark = "\0".join(send.identity)
        # One change: whoever else would claim it waits until the bytes are kept, so that what
        # is kept is what the one who claims it sends. Readers do not wait.
        with self._changing() as base:
            row = base.execute(
                f"SELECT turn FROM sends WHERE {_ONE} AND state = 'planned'", _named(send)
            ).fetchone()
            if row is None:
                return False
            file = kept.name(send.issue, send.audience, send.recipient, mark, row["turn"])
            with _told(self._folder / file):
                kept.write(self._folder / file, content)
            values = {"at": at, "file": file, "digest": hashlib.sha256(content).hexdigest()}
            base.execute(
                "UPDATE sends SET state = 'unknown', at = :at, reply = '', file = :file,"
                f" digest = :digest WHERE {_ONE} AND state = 'planned'",
                _named(send) | values,
            )
        self._under_way.add(send.identity)
        return True

    def answered(self, send: Send, state: State, reply: str, at: str) -> None:
        """Record what became of a message, or that a planned one was turned away before DATA.

        What this run does not have under way is changed only while it is planned, so that
        nothing that may have gone out is ever called planned again.
        """
        before = State.UNKNOWN if send.identity in self._under_way else State.PLANNED
        if before is State.PLANNED and state not in (State.PLANNED, State.REFUSED):
            raise AssertionError(f"{send.message_id} was never intended")
        with self._changing() as base:
            base.execute(
                f"UPDATE sends SET state = :state, reply = :reply, at = :at WHERE {_ONE}"
                " AND state = :before",
                _named(send) | {"state": state, "reply": reply, "at": at, "before": before},
            )
        self._under_way.discard(send.identity)

    def retry(
        self,
        sends: Iterable[Send],
        at: str,
        states: frozenset[State] = frozenset({State.UNKNOWN}),
    ) -> tuple[Entry, ...]:
        """Plan sends anew whose fate is unknown (or, if asked, refused ones); give those.

        Nobody but a person can know whether they arrived: called for sends that were named.
        """
        assert State.SENT not in states
        again = []
        with self._changing() as base:
            for send in sends:
                for state in states:
                    changed = base.execute(
                        "UPDATE sends SET state = 'planned', turn = turn + 1, at = :at,"
                        " reply = 'to be sent again, as asked', letter = :letter"
                        f" WHERE {_ONE} AND state = :state",
                        _named(send) | {"at": at, "state": state},
                    )
                    if changed.rowcount:
                        again.append(send)
        return self.of(again)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Make one change, all or nothing, on the disk at the end."""
        with _told(self._folder / FILE):
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                # A disk that is full may have ended the transaction already.
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise


def _named(send: Send) -> dict[str, str]:
    return {
        "issue": send.issue,
        "edition": send.edition,
        "audience": send.audience,
        "key": send.key,
        "recipient": send.recipient,
        "message_id": send.message_id,
        "letter": send.digest,
    }


def _entry(row: sqlite3.Row) -> Entry:
    send = Send(
        row["issue"],
        row["edition"],
        row["audience"],
        row["recipient"],
        row["key"],
        row["message_id"],
        row["letter"],
    )
    return Entry(send, State(row["state"]), row["at"], row["reply"], row["digest"], row["file"])


def _connected(place: Path | str) -> sqlite3.Connection:
    path = place if isinstance(place, str) else _uri(place)
    base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, uri=True)
    base.row_factory = sqlite3.Row
    base.execute("PRAGMA journal_mode = TRUNCATE")
    # EXTRA is FULL, and the folder too: without it a power cut may undo the last change.
    base.execute("PRAGMA synchronous = EXTRA")
    base.execute("PRAGMA fullfsync = ON")  # macOS: to the disk, not to its memory
    return base


def _uri(place: Path) -> str:
    """Name a file that must be there: what `opened` does not make is not made by accident."""
    path = place.absolute().as_posix()
    # A drive has no slash in front, and a share has two, which are not a host to SQLite.
    path = path if path.startswith("/") else f"/{path}"
    return f"file://{quote(path)}?mode=rw"


def _read(place: Path) -> sqlite3.Connection:
    if not place.exists():
        _refuse_orphans(place.parent)
        base = _connected(":memory:")
        base.executescript(_SCHEMA)
        return base
    # Not `mode=ro`: a run that was killed leaves a journal, which the next to open takes back.
    with ExitStack() as stack:
        base = stack.enter_context(closing(_connected(place)))
        _examine(base, place)
        base.execute("PRAGMA query_only = ON")
        stack.pop_all()
    return base


def _begin(folder: Path) -> None:
    """Make an empty ledger, which appears whole."""
    _refuse_orphans(folder)
    part = folder / (FILE + kept.PART)
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part, isolation_level=None)) as base:
        base.executescript(f"PRAGMA synchronous = EXTRA; BEGIN; {_SCHEMA} COMMIT;")
    part.replace(folder / FILE)
    kept.sync_folder(folder)


def _refuse_orphans(folder: Path) -> None:
    """See that no ledger is missing where messages were kept: then they would go out twice."""
    if next(folder.glob("*/*.eml"), None) is not None:
        raise OutputError(
            error(
                "mail.ledger-missing",
                "messages were sent from here, but the ledger that says so is gone",
                Location(shown(folder / FILE)),
                "bring it back from a backup; to send as if nothing had been sent,"
                " move this folder away",
            )
        )


def _examine(base: sqlite3.Connection, place: Path) -> None:
    """See that the database is ours, whole, and of a version that we know."""
    application = base.execute("PRAGMA application_id").fetchone()[0]
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if application != _APPLICATION:
        raise OutputError(_damaged(place, "it is not a ledger of briefgen"))
    if version > VERSION:
        raise OutputError(
            error(
                "mail.ledger-newer",
                f"this ledger was written by a newer briefgen (version {version} of the ledger;"
                f" this one knows {VERSION})",
                Location(shown(place)),
                "use that briefgen, or a newer one",
            )
        )
    if (found := base.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        raise OutputError(_damaged(place, found))


def _damaged(place: Path, reason: str) -> Diagnostic:
    return error(
        "mail.ledger-damaged",
        f"the ledger of what was sent is damaged: {' '.join(reason.split())}",
        Location(shown(place)),
        "bring it back from a backup; nothing is sent without it",
    )


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Tell what the disk or SQLite refused, as a fault of the output."""
    fault: Diagnostic | None = None
    try:
        yield
    except sqlite3.Error as problem:
        fault = _of_sqlite(place, problem)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        where = Path(problem.filename) if problem.filename else place
        fault = _cannot(where, reason)
    if fault is not None:
        raise OutputError(fault)


def _of_sqlite(place: Path, problem: sqlite3.Error) -> Diagnostic:
    match getattr(problem, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(place, str(problem))
        case sqlite3.SQLITE_BUSY:
            return error(
                "mail.busy",
                "another run has the ledger, and does not give it up",
                Location(shown(place)),
                "wait until it is done",
            )
        case sqlite3.SQLITE_FULL:
            return _cannot(place, "no space left on device")
    return _cannot(place, str(problem))


def _cannot(place: Path, reason: str) -> Diagnostic:
    hint = "nothing is sent that cannot be recorded; "
    hint += "make room on the disk" if "space" in reason else "see that the folder can be written"
    what = f"cannot record what is sent: {reason}"
    return error("mail.cannot-record", what, Location(shown(place)), hint)
