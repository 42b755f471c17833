"""A run that is killed, or whose disk is full: nobody has a message twice, and nobody is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from briefgen.mail.ledger import State
from tests.mail.made import AT, agree, entries, parcel, run, send, sending
from tests.mail.server import Post, Reply, certificate_file

# One run over all that is planned, as `mail send` would make it; a limit stands for a full
# disk, and a step is where the process ends itself at its third message.
SENDER = """\
import os, sys
from pathlib import Path
from briefgen.errors import BriefgenError
from briefgen.mail.dispatch import dispatch
from briefgen.mail.ledger import Ledger, State, opened
from briefgen.mail.session import Session
from briefgen.mail.smtp import Connection, server
from tests.mail.made import SENDER, content, parcel

folder, url, step = Path(sys.argv[1]), sys.argv[2], sys.argv[6]
count, limit, size = map(int, sys.argv[3:6])
if limit:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
if step:
    when, owner, name = step.split()
    owner = {"Ledger": Ledger, "Session": Session}[owner]
    whole, calls = getattr(owner, name), []
    def dying(*given):
        calls.append(given)
        if len(calls) == 3 and when == "before":
            os._exit(9)
        done = whole(*given)
        if len(calls) == 3:
            os._exit(9)
        return done
    setattr(owner, name, dying)
parcels = [parcel(n, size=size * (n % 7)) for n in range(count)]
link = Connection(server(url, authority=folder / "authority.pem"), "town.example")
try:
    with opened(folder / "sent", sending=True) as ledger:
        planned = {e.send.key for e in ledger.plan(p.send for p in parcels)
                   if e.state is State.PLANNED}
        todo = [p for p in parcels if p.send.key in planned]
        print("begun", flush=True)
        for event in dispatch(ledger, link, SENDER, todo, rate=0):
            pass
except BriefgenError as fault:
    print(fault.diagnostics, file=sys.stderr)
    sys.exit(fault.exit_code)
"""


def start(
    post: Post, folder: Path, count: int, *, limit: int = 0, size: int = 600, step: str = ""
) -> subprocess.Popen[bytes]:
    numbers = [str(number) for number in (count, limit, size)]
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, str(folder), post.url, *numbers, step],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def lost(post: Post, folder: Path, count: int) -> int:
    """See that no promise was broken yet; give how many messages are unknown."""
    seen = agree(post, folder)
    assert sum(seen.values()) == count
    numbers = Counter(recipient for taken in post.received for recipient in taken.recipients)
    assert set(numbers.values()) <= {1}
    # Whoever has a message is not planned: another run would send it again.
    assert seen[State.SENT] <= len(post.received) <= seen[State.SENT] + seen[State.UNKNOWN]
    return seen[State.UNKNOWN]


def kill_some(folder: Path, dice: random.Random, times: int, count: int) -> tuple[int, int]:
    """Kill runs, each somewhere in its share of the recipients; then let one end.

    Gives how many were left unknown, and how many of those had their message.
    """
    certificate_file(folder)
    with Post() as post:
        # Some are put off once: they are under way in more than one run.
        post.on("RCPT", *[Reply("450 4.7.1 later")] * (count // 10))
        for turn in range(times):
            child = start(post, folder, count, size=50_000)
            assert child.stdout is not None
            child.stdout.readline()
            share = (count - len(post.received)) // (times - turn)
            post.wait_for(len(post.received) + dice.randrange(share + 1))
            # Somewhere in the course of one message, which takes up to some ten milliseconds.
            time.sleep(dice.uniform(0, 0.04))
            child.kill()
            child.communicate()
            post.settle()
            lost(post, folder, count)
        last = start(post, folder, count)
        assert last.communicate()[1] == b""
        assert last.returncode == 0
        unknown = lost(post, folder, count)
        assert Counter(entry.state for entry in entries(folder)) == Counter(
            {State.SENT: count - unknown, State.UNKNOWN: unknown}
        )
        # A person asks those whose fate is unknown, and has the others' messages sent.
        asked = [e.send for e in entries(folder) if e.state is State.UNKNOWN]
        without = [one for one in asked if not post.to(one.key)]
        with sending(folder / "sent") as ledger:
            ledger.retry(without, AT)
        run(post, folder, *[parcel(n) for n in range(count) if send(n) in without])
        assert sorted(taken.recipients[0] for taken in post.received) == sorted(
            send(n).key for n in range(count)
        )
    return len(asked), len(asked) - len(without)


def test_a_few_kills(tmp_path: Path) -> None:
    kill_some(tmp_path, random.Random(7), 3, 40)


@pytest.mark.parametrize(
    ("step", "state", "times"),
    [
        ("before Ledger intend", State.PLANNED, 0),
        ("after Ledger intend", State.UNKNOWN, 0),
        ("before Session pour", State.UNKNOWN, 0),
        ("after Session pour", State.UNKNOWN, 0),
        ("after Session end", State.UNKNOWN, 1),
        ("before Ledger answered", State.UNKNOWN, 1),
        ("after Ledger answered", State.SENT, 1),
    ],
)
def test_a_death_at_each_step(tmp_path: Path, step: str, state: State, times: int) -> None:
    certificate_file(tmp_path)
    with Post() as post:
        child = start(post, tmp_path, 5, step=step)
        _, said = child.communicate()
        assert child.returncode == 9, said
        post.settle()
        assert [entry.state for entry in entries(tmp_path)] == [
            State.SENT,
            State.SENT,
            state,
            State.PLANNED,
            State.PLANNED,
        ]
        assert len(post.to(send(2).key)) == times
        again = start(post, tmp_path, 5)
        assert again.communicate()[1] == b""
        unknown = lost(post, tmp_path, 5)
        assert unknown == (state is State.UNKNOWN)
        # What is unknown was not sent by the second run either.
        assert len(post.to(send(2).key)) == (1 if state is State.PLANNED else times)


@pytest.mark.soak
def test_twenty_kills_over_two_hundred_recipients(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown, arrived = kill_some(tmp_path, random.Random(), 20, 200)
    with capsys.disabled():
        print(f"\n20 kills, 200 recipients: {unknown} unknown, {arrived} of them had arrived")


def fill_up(folder: Path, dice: random.Random, count: int) -> Counter[int]:
    """Run under limits that no file may outgrow, each a little wider, until all is sent."""
    certificate_file(folder)
    codes: Counter[int] = Counter()
    with Post() as post:
        # Files of a few kilobytes are kept, and the ledger grows to some tens of them.
        limit = 0
        while not codes[0]:
            limit += dice.randrange(600, 6000)
            assert limit < 2_000_000
            child = start(post, folder, count, limit=limit)
            _, said = child.communicate()
            codes[child.returncode] += 1
            assert child.returncode in (0, 5), said
            assert (b"mail.cannot-record" in said) is (child.returncode == 5), said
            post.settle()
            if (folder / "sent" / "ledger.sqlite3").exists() and entries(folder):
                lost(post, folder, count)
        unknown = lost(post, folder, count)
        assert len(post.received) == count
        assert unknown <= codes[5]
    return codes


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files")
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    assert fill_up(tmp_path, random.Random(3), 12)[5] > 1


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files")
def test_a_disk_that_fills_up_again_and_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = fill_up(tmp_path, random.Random(), 200)
    with capsys.disabled():
        print(f"\n200 recipients, the disk full {codes[5]} times")
