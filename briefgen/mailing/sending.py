"""A plan -> messages on their way.

Owns what a run enters in the ledger, and what it hands over. Must not know a server's
commands, nor how what happens is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from briefgen.errors import DeliveryError, error
from briefgen.mail.dispatch import Clock, Event, Parcel, dispatch
from briefgen.mail.ledger import Ledger, State
from briefgen.mail.message import Address, message, message_id
from briefgen.mail.smtp import Connection, Meaning
from briefgen.mailing.plan import Plan, Post
from briefgen.recipients import Recipient

TEST = "TEST: "


def send(
    plan: Plan, ledger: Ledger, connection: Connection, *, rate: float, clock: Clock
) -> Iterator[Event]:
    """Send the posts of a plan that wait, and tell what becomes of each.

    Raises DeliveryError with all the reasons for which nothing may go out, and what
    `dispatch` raises.
    """
    if plan.refusals:
        raise DeliveryError(plan.refusals)
    assert plan.sender
    at = clock.now().astimezone(UTC).isoformat(timespec="seconds")
    sends = [post.send for post in plan.waiting]
    ledger.plan(sends)
    ledger.retry([one for one in sends if one.key in plan.order.retried], at)
    if plan.order.retry_refused:
        ledger.retry(sends, at, frozenset({State.REFUSED}))
    parcels = [_parcel(plan, post, clock) for post in plan.waiting]
    yield from dispatch(ledger, connection, plan.sender.envelope, parcels, rate=rate, clock=clock)


def _parcel(plan: Plan, post: Post, clock: Clock) -> Parcel:
    assert post.recipient
    everybody = (post.recipient, *plan.copied(post.recipient))
    recipients = tuple(one.envelope for one in everybody)
    return Parcel(post.send, recipients, lambda: plan.written(post, clock.now()))


def test(plan: Plan, to: Recipient, connection: Connection, now: datetime) -> str:
    """Send the first message of a plan to somebody of the house; no ledger knows of it.

    Gives what the server said. Raises DeliveryError as `send` does, and where the server
    will not have it.
    """
    if plan.refusals:
        raise DeliveryError(plan.refusals)
    assert plan.sender
    post = plan.posts[0]
    letter = plan.letter(post)
    letter = replace(letter, subject=TEST + letter.subject)
    headers = replace(post.headers, to=Address(to.address, to.name), cc=())
    domain = plan.sender.envelope.rpartition("@")[2]
    own_id = message_id("test", now.isoformat(), post.send.audience, to.key, domain)
    content = message(letter, headers, message_id=own_id, date=now)
    connection.open()
    try:
        answer = connection.deliver(
            plan.sender.envelope, (to.envelope,), content, before_data=lambda: True
        )
    finally:
        connection.close()
    if answer.meaning is not Meaning.ACCEPTED:
        what = f"the test was not taken: {answer}"
        raise DeliveryError(error("mail.test-refused", what, None, "mend that before you send"))
    return str(answer)
