"""Many messages: who is tried again and when, and that nobody has one twice or is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import DeliveryError
from briefgen.mail.dispatch import (
    Event,
    Left,
    Patience,
    Postponed,
    Refused,
    Sent,
    Unknown,
    Waiting,
    dispatch,
)
from briefgen.mail.ledger import State
from briefgen.mail.secrets import Login, Secret
from tests.mail.made import (
    PATIENT,
    SENDER,
    Time,
    agree,
    connection,
    entries,
    parcel,
    run,
    sending,
)
from tests.mail.server import (
    CUT,
    SILENCE,
    TAKE_AND_CUT,
    TAKE_AND_SILENCE,
    Action,
    Post,
    Reply,
)

FIVE = [parcel(n) for n in range(5)]


def told(events: list[Event]) -> list[str]:
    return [
        f"{type(event).__name__} {event.send.recipient.split('@')[0]}"
        for event in events
        if not isinstance(event, Waiting)
    ]


def test_each_has_one_message_in_order_and_it_is_kept(tmp_path: Path) -> None:
    with Post() as post:
        events = run(post, tmp_path, *FIVE)
        assert told(events) == [f"Sent r{n}" for n in range(5)]
        assert all(isinstance(event, Sent) and event.reply == "250 2.0.0 taken" for event in events)
        assert run(post, tmp_path, *FIVE) == []
        # One more recipient, later: that one alone.
        assert told(run(post, tmp_path, *FIVE, parcel(5))) == ["Sent r5"]
    assert agree(post, tmp_path) == {State.SENT: 6}
    assert {len(taken.recipients) for taken in post.received} == {1}
    assert entries(tmp_path)[0].at == "2026-11-23T12:00:00+00:00"


def test_nothing_to_send_opens_no_connection(tmp_path: Path) -> None:
    with Post() as post:
        assert run(post, tmp_path) == []
    assert post.connections == 0


def test_copies_are_remarked_on(tmp_path: Path) -> None:
    with Post() as post:
        post.on("RCPT", Reply("550 5.1.1 nobody"), of="boss")
        (event,) = run(post, tmp_path, parcel(1, "boss@example.org"))
    assert isinstance(event, Sent)
    assert event.remarks == ("no copy went to boss@example.org: 550 5.1.1 nobody",)


# --- the pace ------------------------------------------------------------------


def test_the_pace_is_kept(tmp_path: Path) -> None:
    time = Time()
    with Post() as post:
        events = run(post, tmp_path, *FIVE, rate=30, time=time)
    assert time.waits == [2.0] * 4
    assert [event.seconds for event in events if isinstance(event, Waiting)] == [2.0] * 4
    assert len(post.received) == 5


def test_a_connection_is_not_held_through_a_long_wait(tmp_path: Path) -> None:
    time = Time()
    with Post() as post:
        run(post, tmp_path, *FIVE[:3], rate=0.25, time=time)
    assert time.waits == [240.0] * 2
    assert post.connections == 3
    assert post.said.count("QUIT") == 3


def test_no_wait_is_longer_than_a_system_can_wait(tmp_path: Path) -> None:
    time = Time()
    with Post() as post:
        run(post, tmp_path, *FIVE[:2], rate=60 / 9000, time=time)
    assert time.waits == [3600.0, 3600.0, 1800.0]
    assert len(post.received) == 2


# --- tried again -----------------------------------------------------------------


def test_whoever_is_put_off_is_tried_again_while_the_others_go_on(tmp_path: Path) -> None:
    time = Time()
    with Post() as post:
        post.on("RCPT", *[Reply("450 4.7.1 come again")] * 3, of="r1@")
        events = run(post, tmp_path, *FIVE, rate=60, time=time)
    assert told(events) == [
        "Sent r0",
        "Postponed r1",
        "Postponed r1",
        "Sent r2",
        "Sent r3",
        "Sent r4",
        "Postponed r1",
        "Sent r1",
    ]
    pauses = [event.seconds for event in events if isinstance(event, Postponed)]
    assert pauses == [1.0, 5.0, 25.0]
    assert agree(post, tmp_path) == {State.SENT: 5}


def test_greylisting_is_outlasted(tmp_path: Path) -> None:
    """A server that wants five minutes between the first try and the one that it takes."""
    time = Time()
    with Post(grey=5) as post:
        events = run(post, tmp_path, *FIVE, time=time)
    assert time.passed == pytest.approx(1 + 5 + 25 + 125 + 300)
    assert sum(isinstance(event, Sent) for event in events) == 5
    assert agree(post, tmp_path) == {State.SENT: 5}


def test_patience_ends_and_the_reply_is_kept(tmp_path: Path) -> None:
    time = Time()
    with Post() as post:
        post.always("RCPT", Reply("452 4.2.2 mailbox full"), of="r1@")
        events = run(post, tmp_path, *FIVE, time=time)
    assert told(events)[-1] == "Left r1"
    assert isinstance(events[-1], Left)
    assert events[-1].reply == "452 4.2.2 mailbox full"
    assert time.passed <= Patience().total
    assert time.passed > Patience().total - Patience().longest
    assert agree(post, tmp_path) == {State.SENT: 4, State.PLANNED: 1}
    assert entries(tmp_path)[1].reply == "452 4.2.2 mailbox full"
    # Another day, another try.
    with Post() as post:
        assert told(run(post, tmp_path, *FIVE)) == ["Sent r1"]


def test_an_impatient_run_tries_once(tmp_path: Path) -> None:
    with Post(grey=1) as post, sending(tmp_path / "sent", *FIVE) as ledger:
        link = connection(post, tmp_path)
        events = list(
            dispatch(ledger, link, SENDER, FIVE, rate=0, patience=Patience(total=0), clock=None)
        )
    assert told(events) == [f"Left r{n}" for n in range(5)]


def test_a_refusal_is_final_for_that_one_alone(tmp_path: Path) -> None:
    with Post() as post:
        post.on("RCPT", Reply("550 5.1.1 nobody"), of="r1@")
        post.on("DATA", Reply("554 5.6.0 no"), of="r2@")
        post.on("END", Reply("554 5.7.1 spam"), of="r3@")
        events = run(post, tmp_path, *FIVE)
        assert told(events) == ["Sent r0", "Refused r1", "Refused r2", "Refused r3", "Sent r4"]
        assert isinstance(events[1], Refused)
        assert events[1].reply == "550 5.1.1 nobody"
        assert run(post, tmp_path, *FIVE) == []
    assert agree(post, tmp_path) == {State.SENT: 2, State.REFUSED: 3}


def test_who_may_not_be_reached_from_here_stays_planned_and_is_not_tried_again(
    tmp_path: Path,
) -> None:
    with Post() as post:
        post.on("RCPT", Reply("554 5.7.1 Relay access denied"), of="r1@")
        assert told(run(post, tmp_path, *FIVE))[1] == "Left r1"
    assert agree(post, tmp_path) == {State.SENT: 4, State.PLANNED: 1}


WORST = [
    ("CONNECT", CUT, "Sent", 1),
    ("EHLO", CUT, "Sent", 1),
    ("EHLO", Reply("421 4.3.2 busy", then_cut=True), "Sent", 1),
    ("STARTTLS", CUT, "Sent", 1),
    ("STARTTLS", Reply("454 4.7.0 not now"), "Sent", 1),
    ("AUTH", CUT, "Sent", 1),
    ("AUTH", Reply("454 4.7.0 not now"), "Sent", 1),
    ("MAIL", CUT, "Sent", 1),
    ("MAIL", Reply("451 4.3.0 later"), "Sent", 1),
    ("RCPT", CUT, "Sent", 1),
    ("RCPT", Reply("421 4.7.0 closing", then_cut=True), "Sent", 1),
    ("DATA", CUT, "Sent", 1),
    ("DATA", Reply("451 4.3.0 later"), "Sent", 1),
    ("END", CUT, "Unknown", 0),
    ("END", TAKE_AND_CUT, "Unknown", 1),
    ("END", Reply("451 4.3.0 later"), "Sent", 1),
    ("END", Reply("421 4.3.0 closing", then_cut=True), "Sent", 1),
    ("RSET", CUT, "Sent", 1),
    ("QUIT", CUT, "Sent", 1),
]


@pytest.mark.parametrize(("command", "action", "becomes", "times"), WORST)
def test_at_the_worst_moment_of_the_third_nobody_has_it_twice_and_nobody_is_lost(
    tmp_path: Path, command: str, action: Action, becomes: str, times: int
) -> None:
    """Each fault once, in the middle of a run, at each command."""
    users = {"anna": "geheim7"}
    with Post(users=users) as post:
        link = connection(post, tmp_path)
        link.login = Login("anna", lambda: Secret("geheim7"))
        events: list[Event] = []
        with sending(tmp_path / "sent", *FIVE) as ledger:
            for event in dispatch(ledger, link, SENDER, FIVE, rate=0, clock=Time().clock()):
                events.append(event)
                if told([event]) == ["Sent r1"]:
                    if command in ("CONNECT", "EHLO", "STARTTLS", "AUTH"):
                        link.close()
                    if command == "RSET":
                        post.on("RCPT", Reply("450 4.2.1 later"), of="r2@")
                    of = "r2@" if command in ("RCPT", "DATA", "END") else ""
                    post.on(command, action, of=of)
        counts = agree(post, tmp_path)
        last = [event for event in told(events) if event.endswith("r2")][-1]
        assert last == f"{becomes} r2"
        assert len(post.to("r2@example.org")) == times
        assert counts[State.SENT] == (5 if becomes == "Sent" else 4)
        # A second run sends nothing: what is unknown waits for a person.
        assert run(post, tmp_path, *FIVE) == []
        assert agree(post, tmp_path) == counts


@pytest.mark.parametrize("action", [SILENCE, TAKE_AND_SILENCE])
def test_a_server_that_takes_too_long_to_answer_leaves_it_unknown(
    tmp_path: Path, action: Action
) -> None:
    with Post() as post:
        post.on("END", action, of="r1@")
        hasty = connection(post, tmp_path, replace(PATIENT, end=0.5))
        events = run(post, tmp_path, *FIVE, using=hasty)
    assert told(events) == ["Sent r0", "Unknown r1", "Sent r2", "Sent r3", "Sent r4"]
    assert isinstance(events[1], Unknown)
    assert "in time" in events[1].reply
    assert agree(post, tmp_path) == {State.SENT: 4, State.UNKNOWN: 1}


@pytest.mark.parametrize("abruptly", [False, True])
def test_a_server_that_closes_after_five_messages_is_opened_again(
    tmp_path: Path, abruptly: bool
) -> None:
    time = Time()
    with Post(closes_after=5, abruptly=abruptly) as post:
        events = run(post, tmp_path, *[parcel(n) for n in range(17)], time=time)
    assert told(events) == [f"Sent r{n}" for n in range(17)]
    assert time.waits == []  # nobody was put off for it
    assert post.connections == 4
    assert agree(post, tmp_path) == {State.SENT: 17}


# --- the server is gone, or takes nothing --------------------------------------------


def test_a_server_that_goes_away_for_a_while_is_waited_for(tmp_path: Path) -> None:
    time = Time()
    with Post() as post, sending(tmp_path / "sent", *FIVE) as ledger:
        events: list[Event] = []
        link = connection(post, tmp_path)
        for event in dispatch(ledger, link, SENDER, FIVE, rate=0, clock=time.clock()):
            events.append(event)
            if told([event]) == ["Sent r1"]:
                post.stop()
            if isinstance(event, Waiting) and event.seconds == 25:
                assert "refused" in event.reply or "cut" in event.reply
                post.start()
    assert time.waits == [1.0, 5.0, 25.0]
    assert told(events) == [f"Sent r{n}" for n in range(5)]
    assert agree(post, tmp_path) == {State.SENT: 5}


def test_a_server_that_stays_away_leaves_the_rest_planned(tmp_path: Path) -> None:
    time = Time()
    events: list[Event] = []
    with Post() as post, sending(tmp_path / "sent", *FIVE) as ledger:
        link = connection(post, tmp_path)
        with pytest.raises(DeliveryError) as caught:
            for event in dispatch(ledger, link, SENDER, FIVE, rate=0, clock=time.clock()):
                events.append(event)
                if told([event]) == ["Sent r1"]:
                    post.stop()
    assert caught.value.diagnostics[0].code == "mail.unreachable"
    assert told(events) == ["Sent r0", "Sent r1", "Left r2", "Left r3", "Left r4"]
    assert time.passed <= Patience().total
    assert agree(post, tmp_path) == {State.SENT: 2, State.PLANNED: 3}


@pytest.mark.parametrize("command", ["CONNECT", "EHLO", "STARTTLS", "AUTH"])
@pytest.mark.parametrize("action", [CUT, Reply("421 4.3.2 busy"), Reply("554 5.7.1 no")])
def test_a_server_that_cannot_be_used_at_the_start_sends_to_nobody(
    tmp_path: Path, command: str, action: Action
) -> None:
    with Post(users={"anna": "x"}) as post:
        post.always(command, action)
        link = connection(post, tmp_path)
        link.login = Login("anna", lambda: Secret("x"))
        with pytest.raises(DeliveryError):
            run(post, tmp_path, *FIVE, using=link)
    assert not any(line.startswith("MAIL") for line in post.said)
    assert agree(post, tmp_path) == {State.PLANNED: 5}


def test_a_login_that_is_refused_in_the_middle_ends_the_run(tmp_path: Path) -> None:
    events: list[Event] = []
    with (
        Post(users={"anna": "x"}, closes_after=2) as post,
        sending(tmp_path / "sent", *FIVE) as ledger,
    ):
        link = connection(post, tmp_path)
        link.login = Login("anna", lambda: Secret("x"))
        with pytest.raises(DeliveryError) as caught:
            for event in dispatch(ledger, link, SENDER, FIVE, rate=0, clock=Time().clock()):
                events.append(event)
                post.users["anna"] = "changed"
    assert caught.value.diagnostics[0].code == "mail.login-refused"
    assert told(events) == ["Sent r0", "Sent r1", "Left r2", "Left r3", "Left r4"]
    assert agree(post, tmp_path) == {State.SENT: 2, State.PLANNED: 3}


def test_a_sender_that_the_server_will_not_have_burns_nobody(tmp_path: Path) -> None:
    events: list[Event] = []
    with Post() as post, sending(tmp_path / "sent", *FIVE) as ledger:
        post.always("MAIL", Reply("550 5.7.60 not your address"))
        with pytest.raises(DeliveryError) as caught:
            for event in dispatch(
                ledger, connection(post, tmp_path), SENDER, FIVE, rate=0, clock=Time().clock()
            ):
                events.append(event)
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.sender-refused"
    assert "550 5.7.60 not your address" in fault.message
    assert told(events) == [f"Left r{n}" for n in range(5)]
    assert agree(post, tmp_path) == {State.PLANNED: 5}
