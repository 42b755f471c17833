"""How `briefgen mail` ends, what it then says, and what programs read of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.mail import kept
from tests.cli.test_build import run
from tests.cli.test_mail import PRESS, options
from tests.mail.server import SILENCE, TAKE_AND_SILENCE, Post, Reply, certificate_file
from tests.mailing.made import ISSUE, place

MIXED = "email,audience\nann@example.org,press\nbob@example.org,city-council\n"
MANY = "email,audience\n" + "".join(f"p{n}@example.org,press\n" for n in range(9))


@pytest.fixture
def post() -> Iterator[Post]:
    with Post() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    certificate_file(tmp_path)
    return place(tmp_path, rows=PRESS)


def begun(folder: Path, post: Post) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefgen", *options(folder, post), "--yes"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ,
    )


def states(folder: Path) -> set[str]:
    sends = json.loads(run(folder, "mail", "status", "--json").stdout)["sends"]
    return {send["state"] for send in sends}


# --- stopped -----------------------------------------------------------------


def noticed(post: Post, command: str) -> threading.Event:
    """Give what is set once a client said this; the server answers nothing to it."""
    said = threading.Event()
    seen = post.said

    class Heard(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            if line.startswith(command):
                said.set()

    post.said = Heard(seen)
    return said


def test_ctrl_c_while_the_server_is_mute_waits_for_nothing(folder: Path, post: Post) -> None:
    heard = noticed(post, "EHLO")
    post.always("EHLO", SILENCE)
    process = begun(folder, post)
    assert heard.wait(60)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told == "stopped: 2 planned\n"
    assert "planned  ann@example.org\nplanned  bob@example.org\n" in out
    assert states(folder) == {"planned"}


def test_a_second_ctrl_c_says_what_is_unknown_and_what_is_left(folder: Path, post: Post) -> None:
    post.on("END", TAKE_AND_SILENCE, of="ann@")
    process = begun(folder, post)
    post.wait_for(1, 60)
    process.send_signal(signal.SIGINT)
    # The first is heeded when the message is through, which it never is. Two of one kind
    # could be taken for one.
    process.send_signal(signal.SIGTERM)
    out, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told == "stopped: 1 planned, 1 unknown\n"
    assert "unknown  ann@example.org" in out
    assert states(folder) == {"planned", "unknown"}


def test_who_reads_no_more_is_told_on_the_other_stream_what_is_left(
    folder: Path, post: Post
) -> None:
    place(folder, rows=MANY)
    process = begun(folder, post)
    assert process.stdout and process.stderr
    for line in process.stdout:
        if line.startswith("sent"):
            break
    process.stdout.close()
    with process.stderr as errors:
        told = errors.read()
    code, sent = process.wait(60), len(post.received)
    assert code == 7 if sent < 9 else code in (0, 5)
    left = f"{9 - sent} planned, " if sent < 9 else ""
    assert told == f"{left}{sent} sent\n"
    assert run(folder, *options(folder, post), "--yes").returncode == 0
    assert len(post.received) == 9


# --- exit codes --------------------------------------------------------------


def test_drafts_of_which_some_may_not_be_are_partly_done(folder: Path) -> None:
    place(folder, ISSUE + "audiences: [press]\n", MIXED)
    some = run(folder, "mail", "draft", "data/bridge.yaml", "-r", "rows.csv")
    assert (some.returncode, some.stdout.count(".eml")) == (7, 1)
    assert "error: the issue 'bridge' is not for 'city-council'" in some.stderr
    none = run(folder, "mail", "draft", "data/bridge.yaml", "-a", "city-council")
    assert (none.returncode, none.stdout) == (6, "")


def test_rows_of_other_audiences_alone_are_said_and_no_fault(folder: Path, post: Post) -> None:
    drafted = run(
        folder, "mail", "draft", "data/bridge.yaml", "-r", "rows.csv", "-a", "city-council"
    )
    assert (drafted.returncode, drafted.stdout) == (0, "")
    assert drafted.stderr == "skipped 2 rows of other audiences\n"
    sent = run(folder, *options(folder, post), "-a", "city-council", "--yes")
    assert (sent.returncode, sent.stderr) == (0, "nothing to send\n")
    assert sent.stdout == "skipped 2 rows of other audiences\n"


def test_an_audience_that_it_is_not_for_is_refused_alone_too(folder: Path, post: Post) -> None:
    place(folder, ISSUE + "audiences: [city-council]\n")
    done = run(folder, *options(folder, post), "-a", "press", "--yes")
    assert done.returncode == 6
    assert "is not for 'press'" in done.stderr


def test_drafts_of_which_some_were_edited_are_partly_done(folder: Path) -> None:
    arguments = ("mail", "draft", "data/bridge.yaml", "-r", "rows.csv")
    run(folder, *arguments)
    path = folder / "out" / "bridge" / "mail" / "press-ann-at-example-org.eml"
    path.write_bytes(b"mine")
    assert run(folder, *arguments).returncode == 7
    alone = ("mail", "draft", "data/bridge.yaml", "-a", "press")
    run(folder, *alone)
    path.with_name("press.eml").write_bytes(b"mine")
    assert run(folder, *alone).returncode == 5


def test_sizes_without_end_are_misuse(folder: Path, post: Post) -> None:
    done = run(folder, *options(folder, post), "--max-size", "inf")
    assert done.returncode == 2
    assert "--max-size" in done.stderr


def test_a_disk_that_fails_after_some_were_sent_is_partly_done(folder: Path, post: Post) -> None:
    identity = ("bridge", "2", "press", "bob@example.org")
    name = kept.name("bridge", "press", "bob@example.org", "\0".join(identity), 0)
    (folder / "out" / "sent" / (name + kept.PART)).mkdir(parents=True)
    done = run(folder, *options(folder, post), "--yes")
    assert done.returncode == 7
    assert "cannot record what is sent" in done.stderr
    assert "planned  bob@example.org" in done.stdout
    assert [message.recipients for message in post.received] == [("ann@example.org",)]


def test_who_only_looks_ends_well_whatever_is_held_back(folder: Path, post: Post) -> None:
    post.always("RCPT", Reply("550 no such user"))
    assert run(folder, *options(folder, post), "--yes").returncode == 6
    looked = run(folder, *options(folder, post))
    assert (looked.returncode, "refused ann@example.org before" in looked.stderr) == (0, True)
    assert run(folder, *options(folder, post), "--yes").returncode == 6


# --- what programs read ------------------------------------------------------


def test_states_are_called_alike_before_and_after(folder: Path, post: Post) -> None:
    def told(*more: str) -> dict[str, str]:
        found = json.loads(run(folder, *options(folder, post), "--json", *more).stdout)
        assert found["version"] == 1
        return {send["recipient"]: send["state"] for send in found["sends"]}

    assert set(told().values()) == {"planned"}
    assert set(told("--yes").values()) == {"sent"}
    place(folder, ISSUE.replace("is old", "is closed"), PRESS + "cy@example.org,Cy,press\n")
    assert told() == {
        "ann@example.org": "sent",
        "bob@example.org": "sent",
        "cy@example.org": "planned",
    }


def test_a_test_that_nobody_agreed_to_is_an_object_too(folder: Path, post: Post) -> None:
    done = run(folder, *options(folder, post), "--json", "--test-to", "me@example.org")
    assert json.loads(done.stdout) == {"version": 1, "test": None, "diagnostics": []}
    assert post.received == []


def test_who_only_looks_opens_no_keyring(folder: Path, post: Post) -> None:
    arguments = (*options(folder, post), "--keyring", "mail")
    locked = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    arguments = (*arguments, "--from", "clerk@brigton.example")
    looked = run(folder, *arguments, **locked)
    assert (looked.returncode, looked.stderr.count("error")) == (0, 0)
    done = run(folder, *arguments, "--yes", **locked)
    assert done.returncode == 2
    assert "the system's keyring has no secret" in done.stderr
    assert (states(folder), post.received) == ({"planned"}, [])


@pytest.mark.parametrize("more", [[], ["--test-to", "me@example.org"]])
def test_a_program_that_only_looks_is_told_nothing_on_stderr(
    folder: Path, post: Post, more: list[str]
) -> None:
    done = run(folder, *options(folder, post), "--json", *more)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["version"] == 1
