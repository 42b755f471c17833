"""One message and a server that does its worst at each command: what the answer means."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.mail.secrets import Login, Secret
from briefgen.mail.smtp import Answer, Connection, Meaning, Timeouts
from tests.mail.made import PATIENT, SENDER, connection, content
from tests.mail.server import (
    BEGIN_AND_CUT,
    CUT,
    SILENCE,
    TAKE_AND_CUT,
    TAKE_AND_SILENCE,
    Action,
    Post,
    Reply,
)

TO = "anna@example.org"


def deliver(
    post: Post,
    folder: Path,
    *recipients: str,
    message: bytes = content(),
    using: Connection | None = None,
    timeouts: Timeouts = PATIENT,
) -> Answer:
    """Hand over one message and take leave; the intent must come before any content."""
    opened = using or connection(post, folder, timeouts)
    asked: list[bool] = []
    before = post.said.count("DATA")

    def intend() -> bool:
        asked.append(post.said.count("DATA") == before)
        return True

    answer = opened.deliver(SENDER, recipients or (TO,), message, before_data=intend)
    if using is None:
        opened.close()
        assert all(asked)
        may_have_gone = answer.meaning in (Meaning.ACCEPTED, Meaning.UNKNOWN)
        assert not may_have_gone or asked == [True]
    return answer


# --- what arrives --------------------------------------------------------------


@pytest.mark.parametrize("tls", ["start", "implicit", "none"])
def test_a_message_arrives_as_it_is(tmp_path: Path, tls: str) -> None:
    message = b"Subject: dots\r\n\r\n.\r\n..\r\n.hidden\r\n" + b"x" * 998 + b"\r\n\r\n.\r\n"
    with Post(tls=tls) as post:
        answer = deliver(post, tmp_path, message=message)
    assert (answer.meaning, answer.code, answer.text) == (Meaning.ACCEPTED, 250, "2.0.0 taken")
    (taken,) = post.received
    assert taken.content == message
    assert (taken.sender, taken.recipients) == (SENDER, (TO,))
    assert taken.encrypted is (tls != "none")


def test_a_message_that_begins_with_a_dot_and_a_large_one_arrive(tmp_path: Path) -> None:
    large = content(size=5_000_000)
    with Post() as post:
        assert deliver(post, tmp_path, message=b".\r\n").meaning is Meaning.ACCEPTED
        assert deliver(post, tmp_path, message=large).meaning is Meaning.ACCEPTED
    assert [taken.content for taken in post.received] == [b".\r\n", large]


@pytest.mark.parametrize("message", [b"a\nb\r\n", b"a\rb\r\n", b"a", b"a\n.\r\nMAIL\r\n", b"a\r"])
def test_lines_that_could_hide_a_second_message_are_a_bug(tmp_path: Path, message: bytes) -> None:
    with Post() as post:
        with pytest.raises(AssertionError):
            deliver(post, tmp_path, message=message)
        assert post.said == []


@pytest.mark.parametrize(
    "address", ["a b@x.org", "a@x.org>", "<a@x.org", "a@x.org\r\nDATA", "a\0@x", "a\udc80@x"]
)
def test_an_address_that_could_hide_a_command_is_refused(tmp_path: Path, address: str) -> None:
    with Post() as post:
        for recipients in ((address,), (TO, address)):
            answer = deliver(post, tmp_path, *recipients)
            assert answer.meaning is Meaning.REFUSED
        assert post.said == []


def test_the_machine_s_name_is_not_told(tmp_path: Path) -> None:
    with Post() as post:
        deliver(post, tmp_path)
        odd = connection(post, tmp_path)
        odd.name = "bücher.example"
        odd.open()
        odd.close()
    hellos = [line for line in post.said if line.startswith("EHLO")]
    assert hellos == ["EHLO town.example"] * 2 + ["EHLO [127.0.0.1]"] * 2
    assert socket.gethostname() not in " ".join(post.said)


def test_one_connection_serves_many(tmp_path: Path) -> None:
    with Post() as post:
        opened = connection(post, tmp_path)
        for n in range(5):
            assert deliver(post, tmp_path, f"a{n}@x.org", using=opened).meaning is Meaning.ACCEPTED
        opened.close()
    assert post.connections == 1
    assert len(post.received) == 5
    assert post.said[-1] == "QUIT"


def test_copies_that_are_refused_are_remarks(tmp_path: Path) -> None:
    with Post() as post:
        post.on("RCPT", Reply("550 5.1.1 nobody"), of="boss")
        post.on("RCPT", Reply("450 4.2.1 full"), of="desk")
        answer = deliver(post, tmp_path, TO, "boss@x.org", "desk@x.org", "jürgen@x.org", "b@x.org")
    assert answer.meaning is Meaning.ACCEPTED
    assert [remark.split(":")[0] for remark in answer.remarks] == [
        "no copy went to boss@x.org",
        "no copy went to desk@x.org",
        "no copy went to jürgen@x.org",
    ]
    assert post.received[0].recipients == (TO, "b@x.org")


def test_without_the_recipient_nobody_has_a_copy(tmp_path: Path) -> None:
    with Post() as post:
        post.on("RCPT", Reply("550 5.1.1 nobody"), of=TO)
        assert deliver(post, tmp_path, TO, "boss@x.org").meaning is Meaning.REFUSED
    assert post.received == []
    assert not any("boss" in line for line in post.said)


def test_letters_outside_ascii_go_where_the_server_takes_them(tmp_path: Path) -> None:
    with Post(utf8=True) as post:
        assert deliver(post, tmp_path, "jürgen@x.org").meaning is Meaning.ACCEPTED
        assert deliver(post, tmp_path, TO).meaning is Meaning.ACCEPTED
    assert post.received[0].recipients == ("jürgen@x.org",)
    assert ["SMTPUTF8" in taken.options for taken in post.received] == [True, False]
    with Post() as post:
        answer = deliver(post, tmp_path, "jürgen@x.org")
        assert answer.meaning is Meaning.REFUSED
        assert "outside ASCII" in answer.text
        opened = connection(post, tmp_path)
        answer = opened.deliver("jürgen@x.org", (TO,), content(), before_data=lambda: True)
        assert answer.meaning is Meaning.BARRED
        opened.close()


def test_a_message_that_is_too_large_is_not_begun(tmp_path: Path) -> None:
    with Post(size=1000) as post:
        answer = deliver(post, tmp_path, message=content(size=2000))
        assert answer.meaning is Meaning.REFUSED
        assert "up to 1,000 bytes" in answer.text
        assert not any(line.startswith("MAIL") for line in post.said)
        assert deliver(post, tmp_path, message=content(size=500)).meaning is Meaning.ACCEPTED
    assert any(option.startswith("SIZE=") for option in post.received[0].options)


def test_what_a_server_says_is_made_fit_to_be_shown(tmp_path: Path) -> None:
    with Post(utf8=True) as post:
        post.on("RCPT", Reply("550-5.1.1 \x1b[31mred\u202e\x07\r\n550 " + "long " * 100))
        answer = deliver(post, tmp_path)
    assert answer.text.startswith("5.1.1 [31mred long")
    assert len(answer.text) == 300
    assert answer.text.isprintable()


def test_a_reply_without_an_end_is_not_waited_for(tmp_path: Path) -> None:
    with Post() as post:
        post.on("MAIL", Reply("\r\n".join(["250-more"] * 5000)))
        answer = deliver(post, tmp_path)
    assert answer.meaning is Meaning.LATER
    assert "no end" in answer.text


def test_a_reply_that_nobody_asked_for_is_not_taken_for_the_next(tmp_path: Path) -> None:
    with Post() as post:
        post.on("END", Reply("452 4.3.1 first\r\n250 2.0.0 second"))
        opened = connection(post, tmp_path)
        assert deliver(post, tmp_path, using=opened).meaning is Meaning.LATER
        assert deliver(post, tmp_path, "b@x.org", using=opened).meaning is Meaning.ACCEPTED
        opened.close()
    assert [taken.recipients for taken in post.received] == [("b@x.org",)]


# --- refusals, at each command ---------------------------------------------------


@pytest.mark.parametrize(
    ("command", "said", "meaning"),
    [
        ("MAIL", "451 4.3.0 later", Meaning.LATER),
        ("MAIL", "550 5.7.1 not you", Meaning.BARRED),
        ("MAIL", "552 5.3.4 too large", Meaning.REFUSED),
        ("RCPT", "450 4.7.1 greylisted", Meaning.LATER),
        ("RCPT", "421 4.7.0 closing", Meaning.LATER),
        ("RCPT", "550 5.1.1 nobody", Meaning.REFUSED),
        ("RCPT", "530 5.7.0 log in", Meaning.BARRED),
        ("RCPT", "554 5.7.1 Relay access denied", Meaning.LATER),
        ("RCPT", "nonsense", Meaning.LATER),
        ("DATA", "451 4.3.0 later", Meaning.LATER),
        ("DATA", "421 4.3.0 closing", Meaning.LATER),
        ("DATA", "554 5.5.1 no recipients", Meaning.REFUSED),
        ("DATA", "250 what", Meaning.LATER),
        ("END", "451 4.3.0 later", Meaning.LATER),
        ("END", "421 4.3.0 closing", Meaning.LATER),
        ("END", "554 5.7.1 spam", Meaning.REFUSED),
        ("END", "354 what", Meaning.UNKNOWN),
        ("END", "nonsense", Meaning.UNKNOWN),
    ],
)
def test_a_refusal_at_each_command(
    tmp_path: Path, command: str, said: str, meaning: Meaning
) -> None:
    with Post() as post:
        post.on(command, Reply(said))
        opened = connection(post, tmp_path)
        answer = deliver(post, tmp_path, using=opened)
        assert answer.meaning is meaning
        assert str(answer) == said
        assert answer.again is ("Relay" not in said)
        assert not answer.everyone
        # And the connection, or a new one, serves the next.
        assert deliver(post, tmp_path, "b@x.org", using=opened).meaning is Meaning.ACCEPTED
        opened.close()
    assert [taken.recipients for taken in post.received] == [("b@x.org",)]


def test_a_server_that_wants_a_login_takes_nothing(tmp_path: Path) -> None:
    with Post(users={"anna": "x"}) as post:
        answer = deliver(post, tmp_path)
    assert answer.meaning is Meaning.BARRED
    assert answer.code == 530


def test_when_the_ledger_says_no_nothing_is_sent(tmp_path: Path) -> None:
    with Post() as post:
        opened = connection(post, tmp_path)
        answer = opened.deliver(SENDER, (TO,), content(), before_data=lambda: False)
        assert answer.meaning is Meaning.TAKEN
        assert deliver(post, tmp_path, "b@x.org", using=opened).meaning is Meaning.ACCEPTED
        opened.close()
    assert post.said.count("DATA") == 1


def test_when_the_ledger_fails_nothing_is_sent(tmp_path: Path) -> None:
    def fail() -> bool:
        raise KeyError("disk")

    with Post() as post:
        opened = connection(post, tmp_path)
        with pytest.raises(KeyError):
            opened.deliver(SENDER, (TO,), content(), before_data=fail)
        opened.close()
    assert "DATA" not in post.said
    assert post.received == []


# --- a line that is cut, at each command -----------------------------------------


@pytest.mark.parametrize("tls", ["start", "implicit", "none"])
@pytest.mark.parametrize(
    ("command", "action", "meaning", "taken"),
    [
        ("CONNECT", CUT, Meaning.LATER, 0),
        ("EHLO", CUT, Meaning.LATER, 0),
        ("MAIL", CUT, Meaning.LATER, 0),
        ("RCPT", CUT, Meaning.LATER, 0),
        ("DATA", CUT, Meaning.LATER, 0),
        ("DATA", BEGIN_AND_CUT, Meaning.LATER, 0),
        ("END", CUT, Meaning.UNKNOWN, 0),
        ("END", TAKE_AND_CUT, Meaning.UNKNOWN, 1),
        ("QUIT", CUT, Meaning.ACCEPTED, 1),
        ("RSET", CUT, Meaning.REFUSED, 0),
    ],
)
def test_a_line_that_is_cut(
    tmp_path: Path, tls: str, command: str, action: Action, meaning: Meaning, taken: int
) -> None:
    with Post(tls=tls) as post:
        if command == "RSET":
            post.on("RCPT", Reply("550 nobody"))
        post.on(command, action)
        # More than the system takes in advance, where the line is to be cut on the way.
        lines = (b"x" * 990 + b"\r\n") * (40_000 if action is BEGIN_AND_CUT else 1)
        answer = deliver(post, tmp_path, message=content() + lines)
        assert answer.meaning is meaning
        assert answer.everyone is (command in ("CONNECT", "EHLO"))
        assert len(post.received) == taken
        # Nothing of it lasts.
        assert deliver(post, tmp_path, "b@x.org").meaning is Meaning.ACCEPTED


@pytest.mark.parametrize(
    ("command", "action", "meaning", "taken"),
    [
        ("CONNECT", SILENCE, Meaning.LATER, 0),
        ("EHLO", SILENCE, Meaning.LATER, 0),
        ("STARTTLS", SILENCE, Meaning.LATER, 0),
        ("MAIL", SILENCE, Meaning.LATER, 0),
        ("RCPT", SILENCE, Meaning.LATER, 0),
        ("DATA", SILENCE, Meaning.LATER, 0),
        ("END", SILENCE, Meaning.UNKNOWN, 0),
        ("END", TAKE_AND_SILENCE, Meaning.UNKNOWN, 1),
        ("QUIT", SILENCE, Meaning.ACCEPTED, 1),
    ],
)
def test_a_server_that_does_not_answer(
    tmp_path: Path, command: str, action: Action, meaning: Meaning, taken: int
) -> None:
    with Post() as post:
        post.on(command, action)
        short = {"CONNECT": "connect", "END": "end", "QUIT": "quit"}.get(command, "command")
        hasty = replace(PATIENT, **{short: 1.0 if short == "command" else 0.2})
        answer = deliver(post, tmp_path, timeouts=hasty)
        assert answer.meaning is meaning
        assert len(post.received) == taken
        if meaning is not Meaning.ACCEPTED:
            assert "in time" in answer.text


@pytest.mark.parametrize("command", ["STARTTLS", "AUTH"])
def test_a_line_that_is_cut_while_the_connection_is_made(tmp_path: Path, command: str) -> None:
    with Post(users={"anna": "x"} if command == "AUTH" else {}) as post:
        post.on(command, CUT)
        opened = connection(post, tmp_path)
        if command == "AUTH":
            opened.login = Login("anna", lambda: Secret("x"))
        answer = deliver(post, tmp_path, using=opened)
        assert (answer.meaning, answer.everyone) == (Meaning.LATER, True)
        assert deliver(post, tmp_path, using=opened).meaning is Meaning.ACCEPTED
        opened.close()


@pytest.mark.parametrize("abruptly", [False, True])
def test_a_server_that_closes_after_five_messages(tmp_path: Path, abruptly: bool) -> None:
    with Post(closes_after=5, abruptly=abruptly) as post:
        opened = connection(post, tmp_path)
        for n in range(12):
            assert deliver(post, tmp_path, f"a{n}@x.org", using=opened).meaning is Meaning.ACCEPTED
        opened.close()
    assert [taken.connection for taken in post.received] == [0] * 5 + [1] * 5 + [2] * 2


def test_a_server_that_closes_at_every_first_word_is_not_asked_for_ever(tmp_path: Path) -> None:
    with Post() as post:
        opened = connection(post, tmp_path)
        opened.open()
        post.always("MAIL", CUT)
        assert deliver(post, tmp_path, using=opened).meaning is Meaning.LATER
        opened.close()
    assert post.connections == 2
