"""What a run would do and what it did, as lines for a person and as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from briefgen.errors import Diagnostic, warning
from briefgen.mail import dispatch
from briefgen.mail.dispatch import Event
from briefgen.mail.ledger import Send, State
from briefgen.mailing.order import MEGABYTE
from briefgen.mailing.plan import Fate, Plan, Post

_NAMED = 5  # addresses that are shown of many
_TOLD = 2  # warnings of one kind


def table(plan: Plan) -> Iterator[str]:
    """Give who would get what: a paragraph for each briefing."""
    posts = sorted(plan.posts, key=_group)
    for (issue, edition, audience, language), found in groupby(posts, key=_group):
        alike = list(found)
        yield f"{issue}, edition {edition}, for {audience}, in {language}"
        yield f"  with {', '.join(alike[0].attached) or 'nothing attached'}"
        yield f"  {_sizes(alike)}"
        for fate in Fate:
            if those := [post for post in alike if post.fate is fate]:
                yield f"  {fate}: {len(those)} ({_named(those)})"
    if plan.sender:
        name = f"{plan.sender.name} <{plan.sender.address}>" if plan.sender.name else ""
        yield f"from {name or plan.sender.address}"
    for one in plan.order.cc:
        yield f"a copy of each to {one.address}"
    yield from skipped(plan)


def skipped(plan: Plan) -> Iterator[str]:
    """Say how many rows are not of the audiences that were asked for."""
    if plan.skipped:
        yield f"skipped {_counted(plan.skipped, 'row')} of other audiences"


def _group(post: Post) -> tuple[str, str, str, str]:
    return (post.send.issue, post.send.edition, post.send.audience, post.language)


def _sizes(posts: list[Post]) -> str:
    sizes = {f"{post.size / MEGABYTE:.2f}": post.size for post in posts}
    least, most = min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)
    shown = most if least == most else f"{least} to {most}"
    return f"{_counted(len(posts), 'message')} of {shown} MB"


def _named(posts: list[Post]) -> str:
    names = [post.recipient.address for post in posts[:_NAMED] if post.recipient]
    more = [f"{len(posts) - _NAMED} more"] if len(posts) > _NAMED else []
    return ", ".join(names + more)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def fewer(warnings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Give warnings of the build, a few of each kind: here they are not what one looks for."""
    kinds: dict[str, list[Diagnostic]] = {}
    for one in warnings:
        kinds.setdefault(one.code, []).append(one)
    for code, alike in kinds.items():
        yield from alike[:_TOLD]
        if len(alike) > _TOLD:
            more = f"{_counted(len(alike) - _TOLD, 'more warning')} of this kind"
            hint = "'briefgen check' says all of them; of another language, with --language"
            yield warning(code, more, None, hint)


def line(event: Event) -> str:
    """Give what happened to one message; empty for what is no result."""
    match event:
        case dispatch.Sent(send=send):
            return f"sent     {send.recipient}"
        case dispatch.Refused(send=send, reply=reply):
            return f"refused  {send.recipient}  {reply}"
        case dispatch.Unknown(send=send, reply=reply):
            return f"unknown  {send.recipient}  {reply}"
        case dispatch.Left(send=send, reply=reply):
            return f"planned  {send.recipient}  {reply}".rstrip()
        case dispatch.Elsewhere(send=send):
            return f"skipped  {send.recipient}  it went out meanwhile"
        case _:
            return ""


_STATES = {
    Fate.SEND: State.PLANNED,
    Fate.SENT: State.SENT,
    Fate.CORRECTED: State.SENT,
    Fate.UNKNOWN: State.UNKNOWN,
    Fate.REFUSED: State.REFUSED,
}


def foreseen(post: Post) -> dict[str, str]:
    """Describe for a program what the ledger says of a post, or would as soon as it is sent."""
    return described(post.send, _STATES[post.fate])


def described(send: Send, state: str, reply: str = "") -> dict[str, str]:
    """Describe a send and its state for a program."""
    return {
        "recipient": send.recipient,
        "audience": send.audience,
        "issue": send.issue,
        "edition": send.edition,
        "state": state,
        "message_id": send.message_id,
        "reply": reply,
    }
