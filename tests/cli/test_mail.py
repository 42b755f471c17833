"""`briefgen mail` as its users meet it, with a real server on loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.test_build import run
from tests.mail.server import TAKE_AND_CUT, Post, Reply, certificate_file
from tests.mailing.made import ISSUE, place

PRESS = "email,name,audience\nann@example.org,Ann Lee,press\nbob@example.org,Bob Ray,press\n"


@pytest.fixture
def post() -> Iterator[Post]:
    with Post() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    certificate_file(tmp_path)
    return place(tmp_path, rows=PRESS)


def options(folder: Path, post: Post) -> list[str]:
    return [
        *("mail", "send", "data/bridge.yaml", "--recipients", "rows.csv", "--rate", "0"),
        *("--smtp", post.url, "--ca-file", str(folder / "authority.pem")),
    ]


def addresses(post: Post) -> list[str]:
    return [address for message in post.received for address in message.recipients]


def test_without_yes_it_only_shows(folder: Path, post: Post) -> None:
    done = run(folder, *options(folder, post))
    assert done.returncode == 0
    assert "to send: 2 (ann@example.org, bob@example.org)" in done.stdout
    assert "bridge-press.docx, bridge-press.pdf" in done.stdout
    assert "--yes sends without asking" in done.stderr
    assert (post.connections, post.received) == (0, [])
    assert not (folder / "out" / "sent").exists()


def test_each_gets_it_once_however_often_it_is_run(folder: Path, post: Post) -> None:
    first = run(folder, *options(folder, post), "--yes")
    assert (first.returncode, first.stderr) == (0, "2 sent\n")
    assert "sent     ann@example.org" in first.stdout
    second = run(folder, *options(folder, post), "--yes")
    assert second.returncode == 0
    assert "nothing to send" in second.stderr
    assert addresses(post) == ["ann@example.org", "bob@example.org"]
    place(folder, rows=PRESS + "new@example.org,New,press\n")
    third = run(folder, *options(folder, post), "--yes")
    assert third.returncode == 0
    assert addresses(post)[2:] == ["new@example.org"]
    kept = {path.read_bytes() for path in (folder / "out" / "sent").rglob("*.eml")}
    assert kept == {message.content for message in post.received}
    place(folder, ISSUE.replace('edition: "2"', 'edition: "3"'), PRESS)
    fourth = run(folder, *options(folder, post), "--yes")
    assert fourth.returncode == 0
    assert len(post.received) == 5


def test_a_correction_is_said_and_sent_to_nobody(folder: Path, post: Post) -> None:
    run(folder, *options(folder, post), "--yes")
    place(folder, ISSUE.replace("The bridge is old.", "The bridge is closed."), PRESS)
    done = run(folder, *options(folder, post), "--yes")
    assert done.returncode == 0
    assert "give the issue a new edition" in done.stderr
    assert len(post.received) == 2


@pytest.mark.parametrize("yes", [[], ["--yes"]])
def test_what_is_refused_reaches_nobody(folder: Path, post: Post, yes: list[str]) -> None:
    embargo = 'release: {embargo_until: "2999-12-01T06:00:00-06:00"}\n'
    place(folder, ISSUE.replace("status: final", "status: draft") + embargo, PRESS)
    (folder / "out" / "bridge").mkdir(parents=True)
    (folder / "out" / "bridge" / "bridge-press.docx").write_bytes(b"by hand")
    done = run(folder, *options(folder, post), *yes)
    assert done.returncode == 6
    for words in ("is a draft", "is under embargo until", "--use-edited"):
        assert words in done.stderr
    assert (post.connections, post.received) == (0, [])
    let = run(
        folder,
        *options(folder, post),
        *("--yes", "--allow-draft", "--under-embargo", "--use-edited"),
    )
    assert let.returncode == 0
    assert len(post.received) == 2


def test_some_refused_and_some_put_off(folder: Path, post: Post) -> None:
    place(folder, rows=PRESS + "cy@example.org,Cy,press\n")
    post.on("RCPT", Reply("550 5.1.1 no such user"), of="ann@example.org")
    post.on("RCPT", Reply("451 4.7.1 come again"), of="bob@example.org")
    done = run(folder, *options(folder, post), "--yes")
    assert done.returncode == 7
    assert addresses(post) == ["cy@example.org", "bob@example.org"]
    assert "refused  ann@example.org  550 5.1.1 no such user" in done.stdout
    again = run(folder, *options(folder, post), "--yes")
    assert again.returncode == 7
    assert len(post.received) == 2
    mended = run(folder, *options(folder, post), "--yes", "--retry-refused")
    assert mended.returncode == 0
    assert addresses(post)[2:] == ["ann@example.org"]


def test_status_tells_who_got_what(folder: Path, post: Post) -> None:
    none = run(folder, "mail", "status", "--json")
    assert json.loads(none.stdout)["sends"] == []
    post.on("RCPT", Reply("550 no such user"), of="ann@example.org")
    run(folder, *options(folder, post), "--yes")
    found = json.loads(run(folder, "mail", "status", "--json").stdout)
    assert found["version"] == 1
    states = {send["recipient"]: send for send in found["sends"]}
    assert (
        states["bob@example.org"].items()
        >= {
            "audience": "press",
            "issue": "bridge",
            "edition": "2",
            "state": "sent",
        }.items()
    )
    assert set(states["bob@example.org"]) == {
        *("recipient", "audience", "issue", "edition", "state", "at", "message_id", "reply")
    }
    assert states["ann@example.org"]["state"] == "refused"
    assert states["ann@example.org"]["reply"] == "550 no such user"
    (message,) = post.received
    assert states["bob@example.org"]["message_id"].encode() in message.content
    table = run(folder, "mail", "status").stdout
    assert "bridge, edition 2, press" in table
    assert "1 refused, 1 sent" in table


def test_a_test_message_is_marked_and_in_no_ledger(folder: Path, post: Post) -> None:
    done = run(folder, *options(folder, post), "--yes", "--test-to", "me@example.org")
    assert done.returncode == 0
    (message,) = post.received
    assert message.recipients == ("me@example.org",)
    assert b"Subject: TEST: " in message.content
    assert b"ann@example.org" not in message.content
    assert json.loads(run(folder, "mail", "status", "--json").stdout)["sends"] == []
    assert run(folder, *options(folder, post), "--yes").returncode == 0
    assert len(post.received) == 3


def test_one_address_needs_no_file(folder: Path, post: Post) -> None:
    done = run(
        folder,
        *("mail", "send", "data/bridge.yaml", "--to", "Ann Lee <ann@example.org>", "-a", "press"),
        *("--smtp", post.url, "--ca-file", "authority.pem", "--yes", "--attach", "pdf"),
        *("--cc", "file@brigton.example", "--reply-to", "desk@brigton.example"),
        *("--subject", "On the bridge"),
    )
    assert done.returncode == 0, done.stderr
    (message,) = post.received
    assert message.recipients == ("ann@example.org", "file@brigton.example")
    for line in (
        b"To: Ann Lee <ann@example.org>",
        b"Cc: file@brigton.example",
        b"Reply-To: desk@brigton.example",
        b"Subject: On the bridge",
    ):
        assert line + b"\r\n" in message.content
    assert b"bridge-press.pdf" in message.content
    assert b"bridge-press.docx" not in message.content


def test_a_server_that_is_not_trusted_gets_nothing(folder: Path, post: Post) -> None:
    arguments = options(folder, post)
    del arguments[arguments.index("--ca-file") : arguments.index("--ca-file") + 2]
    done = run(folder, *arguments, "--yes")
    assert done.returncode == 6
    assert "is not to be trusted" in done.stderr
    assert post.received == []
    states = json.loads(run(folder, "mail", "status", "--json").stdout)["sends"]
    assert {send["state"] for send in states} == {"planned"}


def test_secrets_are_named_and_never_told(folder: Path) -> None:
    with Post(users={"clerk": "s3cret-canary"}) as post:
        arguments = [*options(folder, post), "--yes", "--user-env", "WHO", "--secret-env", "HOW"]
        wrong = run(folder, *arguments, WHO="clerk", HOW="wrong-canary")
        assert wrong.returncode == 6
        assert "canary" not in wrong.stdout + wrong.stderr
        missing = run(folder, *arguments)
        assert missing.returncode == 2
        assert "WHO" in missing.stderr
        right = run(folder, *arguments, WHO="clerk", HOW="s3cret-canary")
        assert right.returncode == 0
        assert "canary" not in right.stdout + right.stderr
        assert {message.user for message in post.received} == {"clerk"}
        url = post.url.replace("//", "//clerk:s3cret-canary@")
        told = run(folder, *options(folder, post), "--smtp", url, "--yes")
        assert told.returncode == 2
        assert "canary" not in told.stdout + told.stderr


def test_a_token_comes_from_a_command(folder: Path) -> None:
    with Post(users={"clerk@brigton.example": "t0ken"}, mechanisms=("XOAUTH2",)) as post:
        command = f'"{sys.executable}" -c "print(\'t0ken\')"'
        done = run(
            folder,
            *options(folder, post),
            *("--yes", "--from", "clerk@brigton.example", "--token-command", command),
        )
        assert done.returncode == 0, done.stderr
        assert len(post.received) == 2


def test_ctrl_c_finishes_the_message_under_way_and_says_what_is_left(
    folder: Path, post: Post
) -> None:
    rows = "email,audience\n" + "".join(f"p{n}@example.org,press\n" for n in range(50))
    place(folder, rows=rows)
    arguments = options(folder, post)
    arguments[arguments.index("--rate") + 1] = "60"
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", *arguments, "--yes"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ,
    )
    post.wait_for(1, 60)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped: " in told
    states = json.loads(run(folder, "mail", "status", "--json").stdout)["sends"]
    sent = [send for send in states if send["state"] == "sent"]
    assert len(sent) == len(post.received) < 50
    assert len(sent) + sum(send["state"] == "planned" for send in states) == 50
    assert out.count("planned  ") == 50 - len(sent)
    rest = run(folder, *options(folder, post), "--yes")
    assert rest.returncode == 0
    assert sorted(addresses(post)) == sorted(f"p{n}@example.org" for n in range(50))


def test_two_runs_at_once_send_nothing_twice(folder: Path, post: Post) -> None:
    rows = "email,audience\n" + "".join(f"p{n}@example.org,press\n" for n in range(20))
    place(folder, rows=rows)
    command = [sys.executable, "-m", "briefgen", *options(folder, post), "--yes"]
    both = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    codes = []
    for process in both:
        process.communicate(timeout=120)
        codes.append(process.returncode)
    assert set(codes) <= {0, 5}
    assert 0 in codes
    assert sorted(addresses(post)) == sorted(f"p{n}@example.org" for n in range(20))


def test_who_gets_it_must_be_said(folder: Path, post: Post) -> None:
    done = run(folder, "mail", "send", "data/bridge.yaml", "--smtp", post.url)
    assert done.returncode == 2
    assert "--recipients FILE, --to ADDRESS" in done.stderr


def test_drafts_are_written_where_the_format_says(folder: Path) -> None:
    done = run(folder, "mail", "draft", "data/bridge.yaml", "-a", "press", "-a", "city-council")
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()) == {
        str(Path("out") / "bridge" / "mail" / f"{name}.eml") for name in ("press", "city-council")
    }
    done = run(folder, "mail", "draft", "data/bridge.yaml", "-r", "rows.csv", "--json")
    assert [Path(path).name for path in json.loads(done.stdout)["paths"]] == [
        "press-ann-at-example-org.eml",
        "press-bob-at-example-org.eml",
    ]


def test_a_copy_for_each_row_is_built(folder: Path) -> None:
    (folder / "rows.csv").write_text("id,name\nann,Ann Lee\nbob,Bob Ray\n", encoding="utf-8")
    done = run(
        folder, "build", "data/bridge.yaml", "-a", "city-council", "-f", "docx", "-r", "rows.csv"
    )
    assert done.returncode == 0, done.stderr
    found = sorted(done.stdout.splitlines())
    assert found == [
        str(Path("out") / "bridge" / "city-council" / f"{name}.docx") for name in ("ann", "bob")
    ]
    ann, bob = ((folder / path).read_bytes() for path in found)
    assert ann != bob


def test_a_test_that_nobody_agreed_to_is_said_not_to_have_gone(folder: Path, post: Post) -> None:
    done = run(folder, *options(folder, post), "--test-to", "me@example.org")
    assert (done.returncode, post.received) == (0, [])
    assert "--yes sends the test without asking" in done.stderr
    sent = run(folder, *options(folder, post), "--test-to", "me@example.org", "--yes")
    assert "sent one test, of 'bridge' for 'press', to me@example.org, and nothing" in sent.stdout
    assert len(post.received) == 1


def test_this_machine_is_called_as_the_senders_domain(folder: Path, post: Post) -> None:
    run(folder, *options(folder, post), "--yes")
    assert {said for said in post.said if said.startswith("EHLO")} == {"EHLO brigton.example"}


def test_another_output_folder_is_said_to_have_a_ledger_of_its_own(
    folder: Path, post: Post
) -> None:
    there = (*options(folder, post), "--out", "there")
    assert "ledger of its own" not in run(folder, *there).stderr
    run(folder, *options(folder, post), "--yes")
    done = run(folder, *there)
    assert "what was sent from 'out' does not count here" in done.stderr
    assert "to send: 2" in done.stdout


def test_times_are_told_in_the_zone_of_the_workspace(folder: Path, post: Post) -> None:
    run(folder, *options(folder, post), "--yes")
    at = datetime.fromisoformat(
        json.loads(run(folder, "mail", "status", "--json").stdout)["sends"][0]["at"]
    )
    assert f"{at:%Y-%m-%d %H:%M} UTC  ann" in run(folder, "mail", "status").stdout
    (folder / "briefgen.yaml").write_text("timezone: America/Phoenix\n", encoding="utf-8")
    there = at.astimezone(ZoneInfo("America/Phoenix"))
    assert f"{there:%Y-%m-%d %H:%M} MST  ann" in run(folder, "mail", "status").stdout


def test_sizes_that_look_alike_are_said_once(folder: Path, post: Post) -> None:
    place(folder, rows=PRESS.replace("bob@", "robert.the.elder@"))
    assert re.search(r"2 messages of \d\.\d\d MB", run(folder, *options(folder, post)).stdout)


def test_an_address_of_which_nothing_is_unknown_is_not_passed_over(
    folder: Path, post: Post
) -> None:
    post.on("END", TAKE_AND_CUT, of="ann@")
    run(folder, *options(folder, post), "--yes")
    again = run(
        folder,
        *options(folder, post),
        "--retry-unknown",
        "ANN@example.org",
        "--retry-unknown",
        "bob@example.org",
    )
    assert "to send: 1 (ann@example.org)" in again.stdout
    assert "of bob@example.org no outcome is unknown" in again.stderr
    assert "of ann" not in again.stderr
