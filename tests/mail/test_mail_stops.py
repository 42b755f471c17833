"""Many messages: a stop, another run, and what cannot be recorded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import OutputError
from briefgen.mail.dispatch import (
    Elsewhere,
    Event,
    dispatch,
)
from briefgen.mail.ledger import Ledger, State
from tests.mail.made import (
    AT,
    SENDER,
    Time,
    agree,
    connection,
    content,
    run,
    send,
    sending,
)
from tests.mail.server import (
    CUT,
    Post,
    Reply,
)
from tests.mail.test_mail_dispatch import FIVE, told

# --- stopped, or somebody else's -------------------------------------------------------


def test_a_stop_finishes_the_message_under_way_and_says_what_is_left(tmp_path: Path) -> None:
    time = Time()
    with Post() as post, sending(tmp_path / "sent", *FIVE) as ledger:
        post.on("RCPT", Reply("450 4.7.1 later"), of="r0@")

        def stopping() -> bytes:
            time.stopping = True
            return content(2)

        parcels = [*FIVE[:2], replace(FIVE[2], content=stopping), *FIVE[3:]]
        link = connection(post, tmp_path)
        events = list(dispatch(ledger, link, SENDER, parcels, rate=0, clock=time.clock()))
    assert told(events) == ["Postponed r0", "Sent r1", "Sent r2", "Left r3", "Left r4", "Left r0"]
    assert agree(post, tmp_path) == {State.SENT: 2, State.PLANNED: 3}
    assert post.said[-1] == "QUIT"


def test_what_went_out_already_is_not_sent_even_if_it_is_asked_for(tmp_path: Path) -> None:
    with Post() as post:
        run(post, tmp_path, FIVE[0])
        with sending(tmp_path / "sent", *FIVE) as ledger:
            link = connection(post, tmp_path)
            events = list(dispatch(ledger, link, SENDER, FIVE[:2], rate=0, clock=Time().clock()))
    assert events[0] == Elsewhere(send(0))
    assert told(events) == ["Elsewhere r0", "Sent r1"]
    assert agree(post, tmp_path) == {State.SENT: 2, State.PLANNED: 3}


# --- what cannot be recorded ---------------------------------------------------------


@pytest.mark.parametrize("failing", ["intend", "answered"])
def test_what_cannot_be_recorded_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    whole = getattr(Ledger, failing)

    def fails(ledger: Ledger, one: object, *others: object) -> object:
        if one == send(2):
            ledger._base.execute("PRAGMA max_page_count = 1")
            others = (*others[:-1], "long " * 10_000)
        return whole(ledger, one, *others)

    monkeypatch.setattr(Ledger, failing, fails)
    events: list[Event] = []
    with (
        Post() as post,
        sending(tmp_path / "sent", *FIVE) as ledger,
        pytest.raises(OutputError) as caught,
    ):
        for event in dispatch(
            ledger, connection(post, tmp_path), SENDER, FIVE, rate=0, clock=Time().clock()
        ):
            events.append(event)
    faults = caught.value.diagnostics
    assert faults[0].code == "mail.cannot-record"
    assert "no space left" in faults[0].message
    if failing == "intend":
        assert told(events) == ["Sent r0", "Sent r1", "Left r2", "Left r3", "Left r4"]
        assert agree(post, tmp_path) == {State.SENT: 2, State.PLANNED: 3}
    else:
        # The server has it, which the ledger cannot know: unknown, never planned.
        assert told(events) == ["Sent r0", "Sent r1", "Left r3", "Left r4"]
        assert faults[1].code == "mail.unrecorded"
        assert "r2@example.org has the message" in faults[1].message
        assert agree(post, tmp_path) == {State.SENT: 2, State.UNKNOWN: 1, State.PLANNED: 2}
        assert len(post.to("r2@example.org")) == 1
    monkeypatch.undo()
    with Post() as second:
        run(second, tmp_path, *FIVE)
        assert not second.to("r2@example.org") or failing == "intend"


def test_two_at_once_send_each_message_once(tmp_path: Path) -> None:
    with Post() as post, sending(tmp_path / "sent", *FIVE) as ledger:
        link = connection(post, tmp_path)
        first = dispatch(ledger, link, SENDER, FIVE, rate=0, clock=Time().clock())
        next(first)
        with pytest.raises(OutputError) as caught:
            run(post, tmp_path, *FIVE)
        assert caught.value.diagnostics[0].code == "mail.busy"
        assert len(list(first)) == 4
    assert agree(post, tmp_path) == {State.SENT: 5}


def test_an_unknown_one_is_sent_again_by_name_and_only_then(tmp_path: Path) -> None:
    with Post() as post:
        post.on("END", CUT, of="r1@")
        run(post, tmp_path, *FIVE)
        assert run(post, tmp_path, *FIVE) == []
        with sending(tmp_path / "sent") as ledger:
            ledger.retry([send(1)], AT)
        assert told(run(post, tmp_path, *FIVE)) == ["Sent r1"]
    assert agree(post, tmp_path) == {State.SENT: 5}
    assert len(list((tmp_path / "sent").rglob("*-r1-at-*.eml"))) == 2
