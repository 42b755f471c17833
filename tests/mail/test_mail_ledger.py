"""The ledger: claimed once, never forgotten, and never silently begun anew."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen.errors import ExitCode, OutputError
from briefgen.mail import kept
from briefgen.mail.ledger import FILE, Entry, Ledger, State, _uri, opened
from tests.mail.made import AT, content, send

LATER = "2026-11-23T13:00:00+00:00"


def one(ledger: Ledger, number: int = 1) -> Entry:
    (entry,) = ledger.of([send(number)])
    return entry


def test_a_message_goes_from_planned_over_unknown_to_sent(tmp_path: Path) -> None:
    with opened(tmp_path / "out" / "sent", sending=True) as ledger:
        (planned,) = ledger.plan([send()])
        assert (planned.state, planned.at, planned.file) == (State.PLANNED, "", "")
        assert ledger.intend(send(), content(), AT)
        under_way = one(ledger)
        assert (under_way.state, under_way.at) == (State.UNKNOWN, AT)
        assert under_way.digest == sha256(content()).hexdigest()
        assert (tmp_path / "out" / "sent" / under_way.file).read_bytes() == content()
        ledger.answered(send(), State.SENT, "250 taken", LATER)
        entry = one(ledger)
        assert (entry.state, entry.at, entry.reply) == (State.SENT, LATER, "250 taken")
        assert entry.send == send()
    with opened(tmp_path / "out" / "sent", sending=False) as ledger:
        assert ledger.entries() == (entry,)
        assert ledger.entries("bridge") == (entry,)
        assert ledger.entries("other") == ()


@pytest.mark.parametrize("state", [State.SENT, State.REFUSED, State.UNKNOWN])
def test_what_went_out_is_not_intended_again(tmp_path: Path, state: State) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        assert ledger.intend(send(), content(), AT)
        assert not ledger.intend(send(), content(), AT)
        ledger.answered(send(), state, "said", AT)
        assert not ledger.intend(send(), content(), AT)
    with opened(tmp_path, sending=True) as ledger:
        (entry,) = ledger.plan([send(digest="corrected")])
        assert entry.state is state
        assert entry.send.digest == "letter"  # a correction goes to nobody who has it
        assert not ledger.intend(send(digest="corrected"), content(), LATER)
        assert one(ledger).at == AT


def test_what_was_never_planned_is_not_intended(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        assert not ledger.intend(send(), content(), AT)
    assert not list(tmp_path.rglob("*.eml"))


def test_a_letter_that_never_went_out_may_change(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        (entry,) = ledger.plan([send(digest="better")])
    assert (entry.state, entry.send.digest) == (State.PLANNED, "better")


def test_a_new_edition_audience_or_issue_is_a_new_send_and_a_language_is_not(
    tmp_path: Path,
) -> None:
    with opened(tmp_path, sending=True) as ledger:
        sends = [send(), send(edition="2"), send(audience="council"), send(issue="park")]
        for each in sends:
            ledger.plan([each])
            assert ledger.intend(each, content(), AT)
            ledger.answered(each, State.SENT, "250", AT)
        files = [entry.file for entry in ledger.entries()]
    assert len(set(files)) == 4
    assert all((tmp_path / file).is_file() for file in files)


def test_an_answer_of_later_makes_it_planned_again(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        assert ledger.intend(send(), content(), AT)
        ledger.answered(send(), State.PLANNED, "451 later", AT)
        assert one(ledger).state is State.PLANNED
        assert ledger.intend(send(), content("again"), LATER)
        assert (tmp_path / one(ledger).file).read_bytes() == content("again")


def test_who_is_turned_away_before_the_content_is_refused_or_stays_planned(
    tmp_path: Path,
) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send(1), send(2)])
        ledger.answered(send(1), State.REFUSED, "550 nobody", AT)
        ledger.answered(send(2), State.PLANNED, "450 later", AT)
        assert [entry.state for entry in ledger.entries()] == [State.REFUSED, State.PLANNED]
        assert one(ledger, 2).reply == "450 later"
        with pytest.raises(AssertionError):
            ledger.answered(send(2), State.SENT, "250", AT)
        # What has gone out is not called otherwise by whoever did not send it.
        assert ledger.intend(send(2), content(), AT)
        ledger.answered(send(2), State.SENT, "250", AT)
        ledger.answered(send(2), State.REFUSED, "550", AT)
        assert one(ledger, 2).state is State.SENT


def test_an_unknown_one_is_planned_again_by_name_and_its_bytes_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send(1), send(2)])
        for number in (1, 2):
            assert ledger.intend(send(number), content(number), AT)
    with opened(tmp_path, sending=True) as ledger:
        assert [entry.state for entry in ledger.entries()] == [State.UNKNOWN] * 2
        first = one(ledger).file
        (again,) = ledger.retry([send(1), send(3)], LATER)
        assert (again.send, again.state) == (send(1), State.PLANNED)
        assert one(ledger, 2).state is State.UNKNOWN
        assert ledger.retry([send(1)], LATER) == ()
        assert ledger.intend(send(1), content("other"), LATER)
        second = one(ledger).file
        ledger.answered(send(1), State.SENT, "250", LATER)
        assert ledger.retry([send(1)], LATER) == ()
    assert first != second
    assert (tmp_path / first).read_bytes() == content(1)
    assert (tmp_path / second).read_bytes() == content("other")


def test_refused_ones_are_tried_again_only_if_that_is_asked(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        ledger.answered(send(), State.REFUSED, "550", AT)
        assert ledger.retry([send()], AT) == ()
        (entry,) = ledger.retry([send()], AT, frozenset({State.REFUSED}))
        assert entry.state is State.PLANNED


@pytest.mark.parametrize("name", ["a b", "50%", "a#b", "ü", "a&b=c"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / name, sending=True) as ledger:
        ledger.plan([send()])
    with opened(tmp_path / name, sending=False) as ledger:
        assert len(ledger.entries()) == 1
    assert (tmp_path / name / FILE).is_file()


def test_a_share_of_the_network_is_named_as_sqlite_wants_it() -> None:
    assert _uri(Path("//server/share/out")).startswith("file:////server/share/out?")


# --- two at once -------------------------------------------------------------


def test_one_sends_and_the_other_may_read(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        assert ledger.intend(send(), content(), AT)
        with opened(tmp_path, sending=False) as reader:
            assert [entry.state for entry in reader.entries()] == [State.UNKNOWN]
            with pytest.raises(OutputError):
                reader.plan([send(2)])
            # While it is read, the sender goes on.
            ledger.answered(send(), State.SENT, "250", AT)
            assert [entry.state for entry in reader.entries()] == [State.SENT]
        with pytest.raises(OutputError) as caught, opened(tmp_path, sending=True):
            pass
        (fault,) = caught.value.diagnostics
        assert fault.code == "mail.busy"
        assert "another run" in fault.message
    with opened(tmp_path, sending=True) as ledger:
        assert one(ledger).state is State.SENT


def test_the_lock_of_a_process_that_was_killed_is_gone(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from briefgen.mail.ledger import opened\n"
        "with opened(Path(sys.argv[1]), sending=True): print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(OutputError), opened(tmp_path, sending=True):
            pass
        other.kill()
    with opened(tmp_path, sending=True):
        pass


def test_the_claim_is_taken_once_even_without_the_lock(tmp_path: Path) -> None:
    """A lock that a network drive does not keep: the claim in SQL is the second wall."""
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan(send(n) for n in range(40))
    claimed: list[int] = []
    start = threading.Barrier(4)

    def claim() -> None:
        base = sqlite3.connect(tmp_path / FILE, timeout=30, isolation_level=None)
        base.row_factory = sqlite3.Row
        mine = Ledger(base, tmp_path)
        start.wait(30)
        claimed.extend(n for n in range(40) if mine.intend(send(n), content(n), AT))
        base.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == list(range(40))


# --- what stands there is not to be trusted, or is gone ------------------------


def test_reading_where_nothing_was_sent_makes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "sent", sending=False) as ledger:
        assert ledger.entries() == ()
    assert not (tmp_path / "sent").exists()


@pytest.mark.parametrize("sending", [True, False])
@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" * 100, "half"])
def test_a_damaged_ledger_is_refused_and_left_as_it_is(
    tmp_path: Path, damage: bytes | str, sending: bool
) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan(send(n) for n in range(300))
    whole = (tmp_path / FILE).read_bytes()
    broken = damage if isinstance(damage, bytes) else whole[:8192] + b"\xff" * (len(whole) - 8192)
    (tmp_path / FILE).write_bytes(broken)
    with pytest.raises(OutputError) as caught, opened(tmp_path, sending=sending):
        pass
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.ledger-damaged"
    assert "backup" in fault.hint
    assert (tmp_path / FILE).read_bytes() == broken


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("CREATE TABLE sends (name)")
    base.close()
    with pytest.raises(OutputError) as caught, opened(tmp_path, sending=True):
        pass
    assert caught.value.diagnostics[0].code == "mail.ledger-damaged"


@pytest.mark.parametrize("sending", [True, False])
def test_a_newer_ledger_is_refused(tmp_path: Path, sending: bool) -> None:
    with opened(tmp_path, sending=True):
        pass
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("PRAGMA user_version = 2")
    base.close()
    with pytest.raises(OutputError) as caught, opened(tmp_path, sending=sending):
        pass
    assert caught.value.diagnostics[0].code == "mail.ledger-newer"
    assert caught.value.exit_code is ExitCode.OUTPUT


@pytest.mark.parametrize("sending", [True, False])
def test_kept_messages_without_a_ledger_are_not_a_beginning(tmp_path: Path, sending: bool) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        assert ledger.intend(send(), content(), AT)
    (tmp_path / FILE).unlink()
    with pytest.raises(OutputError) as caught, opened(tmp_path, sending=sending):
        pass
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.ledger-missing"
    assert not (tmp_path / FILE).exists()


def test_what_befalls_the_run_itself_is_not_taken_for_the_ledgers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), opened(tmp_path, sending=True):
        (tmp_path / "nowhere").read_bytes()


# --- a disk that fills up ----------------------------------------------------


def test_a_full_disk_before_the_bytes_are_kept_leaves_it_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])

        def full(number: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(OutputError) as caught:
                ledger.intend(send(), content(), AT)
        (fault,) = caught.value.diagnostics
        assert fault.code == "mail.cannot-record"
        assert "no space left" in fault.message
        assert "make room" in fault.hint
        assert one(ledger).state is State.PLANNED
        assert not list(tmp_path.rglob("*.part"))
        assert not list(tmp_path.rglob("*.eml"))
        assert ledger.intend(send(), content(), AT)


def fill(ledger: Ledger) -> None:
    """Let the database grow no more, as on a full disk."""
    pages = ledger._base.execute("PRAGMA page_count").fetchone()[0]
    ledger._base.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_at_the_intent_leaves_it_planned(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        fill(ledger)
        with pytest.raises(OutputError) as caught:
            ledger.intend(send(), content(), "long " * 10_000)
        assert "no space left" in caught.value.diagnostics[0].message
        assert one(ledger).state is State.PLANNED
        assert one(ledger).at == ""


def test_a_full_disk_at_the_answer_leaves_it_unknown(tmp_path: Path) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        assert ledger.intend(send(), content(), AT)
        fill(ledger)
        with pytest.raises(OutputError):
            ledger.answered(send(), State.SENT, "long " * 10_000, AT)
        assert one(ledger).state is State.UNKNOWN
    with opened(tmp_path, sending=True) as ledger:
        assert one(ledger).state is State.UNKNOWN
        assert not ledger.intend(send(), content(), AT)


def test_each_change_is_on_the_disk_before_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, sending=True) as ledger:
        ledger.plan([send()])
        pragmas = [
            ledger._base.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous")
        ]
        assert pragmas == ["truncate", 3]  # EXTRA
        synced: list[str] = []
        whole = os.fsync

        def noted(number: int) -> None:
            folder = os.path.isdir(number)  # noqa: PTH112
            state = one(ledger).state
            synced.append(f"{'folder' if folder else 'file'} while {state}")
            whole(number)

        monkeypatch.setattr(os, "fsync", noted)
        assert ledger.intend(send(), content(), AT)
    # bridge/ is new: its name in sent/, then the message, then its name in bridge/.
    expected = ["folder", "file", "folder"] if os.name != "nt" else ["file"]
    assert synced == [f"{what} while planned" for what in expected]


# --- names -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issue", "recipient", "expected"),
    [
        ("bridge", "anna.lee@example.org", "bridge/press-anna.lee-at-example.org-"),
        ("bridge", "../../etc/x@y.org", "bridge/press-etc_x-at-y.org-"),
        ("..", "jürgen@bücher.example", "_/press-jurgen-at-bucher.example-"),
        ("a/b", "x" * 300 + "@y.org", "a_b/press-" + "x" * 60 + "-"),
        ("bridge", "日本@例え.jp", "bridge/press--at-.jp-"),
        ("bridge", "con:<>|?*@y.org", "bridge/press-con_-at-y.org-"),
    ],
)
def test_kept_messages_have_names_that_every_system_takes(
    issue: str, recipient: str, expected: str
) -> None:
    name = kept.name(issue, "press", recipient, "mark", 0)
    assert name.startswith(expected)
    assert name.endswith(".eml")
    assert name.count("/") == 1


def test_the_names_of_two_are_two(tmp_path: Path) -> None:
    names = {
        kept.name("bridge", "press", recipient, mark, turn)
        for recipient in ("Ä@x.org", "A@x.org")
        for mark in ("1", "2")
        for turn in (0, 1)
    }
    assert len({name.lower() for name in names}) == 4  # the mark tells people apart
    assert kept.name("bridge", "press", "a@x.org", "m", 1).endswith("-2.eml")
