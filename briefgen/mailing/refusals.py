"""What must not go out, and why: each reason once, with what lets it out all the same.

Owns the rules on drafts, embargoes, edited files, sizes and audiences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from briefgen.briefing import embargo_line
from briefgen.errors import Diagnostic, Location, error
from briefgen.issue import Issue
from briefgen.load import Loaded
from briefgen.mailing.gather import Gathered
from briefgen.mailing.order import MEGABYTE, MailOrder
from briefgen.words import Language


def is_embargoed(issue: Issue, now: datetime) -> bool:
    """Say whether an issue's embargo is not over yet; to the second, it then is."""
    until = issue.release.embargo_until
    return until is not None and now < until


def of_issue(loaded: Loaded, order: MailOrder, now: datetime) -> Iterator[Diagnostic]:
    """Say why nothing of an issue may go out."""
    issue, place = loaded.issue, Location(loaded.path)
    if issue.status == "draft" and not order.allow_draft:
        yield error(
            "mail.draft",
            f"'{issue.id}' is a draft: its status is not final",
            place,
            "set status: final once it is, or send the draft with --allow-draft",
        )
    if is_embargoed(issue, now) and not order.under_embargo:
        until = issue.release.embargo_until
        assert until is not None
        yield error(
            "mail.embargo",
            f"'{issue.id}' is under embargo until {until.isoformat()}",
            place,
            "wait, or send it with --under-embargo, which says so at the top of the message",
        )


def of_edits(gathered: Gathered, order: MailOrder) -> Iterator[Diagnostic]:
    """Say which files were edited since they were built."""
    if order.use_edited:
        return
    for diagnostic in gathered.edited.values():
        yield error(
            "mail.edited",
            diagnostic.message.partition(";")[0],
            diagnostic.location,
            "send it as it is with --use-edited; or move it away, and what is built goes out",
        )


def of_audiences(gathered: Gathered) -> Iterator[Diagnostic]:
    """Say which issues are not for an audience that is to get them."""
    for diagnostic in gathered.not_for:
        yield error(
            "mail.not-for-audience", diagnostic.message, diagnostic.location, diagnostic.hint
        )


def of_sizes(sizes: Iterable[tuple[str, int]], most: int) -> Iterator[Diagnostic]:
    """Say which messages are too large; `sizes` are of messages, by what they are called."""
    large = sorted(((size, what) for what, size in sizes if size > most), reverse=True)
    if large:
        size, what = large[0]
        others = f", and {len(large) - 1} more" if len(large) > 1 else ""
        yield error(
            "mail.too-large",
            f"{what} is of {size / MEGABYTE:.1f} MB{others};"
            f" more than {most / MEGABYTE:g} MB may not be sent",
            None,
            "attach one format with --attach pdf, or allow more with --max-size",
        )


def mark(issue: Issue, now: datetime) -> str:
    """Give what stands before the subject of what should not go out yet."""
    draft = "DRAFT: " if issue.status == "draft" else ""
    return draft + ("EMBARGOED: " if is_embargoed(issue, now) else "")


def banner(issue: Issue, language: Language, now: datetime) -> str:
    """Give what stands at the top of the body while an embargo lasts; a draft says so itself."""
    return embargo_line(issue, language) if is_embargoed(issue, now) else ""
