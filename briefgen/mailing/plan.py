"""Who gets what: one post for each recipient, and what is held back and why.

Owns the matching of recipients with copies, and what a run would do. Opens no
connection, and writes nothing but what a build writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from briefgen.batch import edition
from briefgen.errors import Diagnostic, InputError, Severity, UsageError, error, warning
from briefgen.mail.ledger import Entry, Send, State
from briefgen.mail.message import Address, Headers, Letter, draft, message, message_id
from briefgen.mailing import refusals
from briefgen.mailing.gather import Copy, Gathered, gather
from briefgen.mailing.letters import Letters
from briefgen.mailing.order import MailOrder
from briefgen.recipients import Recipient, addressed
from briefgen.workspace import Workspace

EntryKey = tuple[str, str, str, str]  # issue, edition, audience, the recipient's key
_NO_DOMAIN = "briefgen.invalid"  # of identifiers where no sender is named


class Fate(StrEnum):
    """What a run does with a post."""

    SEND = "to send"
    SENT = "has it already"
    CORRECTED = "has an earlier text of this edition"
    UNKNOWN = "may have it already: the outcome is not known"
    REFUSED = "was refused by the server before"


@dataclass(frozen=True, slots=True)
class Post:
    """One message to one recipient, or one draft to nobody yet."""

    send: Send
    recipient: Recipient | None
    headers: Headers
    language: str
    attached: tuple[str, ...]
    size: int
    fate: Fate
    copy: Copy = field(compare=False)
    shared: Copy = field(compare=False)
    mark: str
    banner: str

    @property
    def is_foreign(self) -> bool:
        """Say whether it is in another language than the issue."""
        return self.language != self.copy.loaded.issue.language


@dataclass(slots=True)
class Plan:
    """What a run would do: the posts, why nothing may go out, and what was noticed."""

    order: MailOrder
    letters: Letters
    sender: Recipient | None
    posts: list[Post] = field(default_factory=list)
    refusals: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    skipped: int = 0  # rows that name an audience that is not asked for

    @property
    def waiting(self) -> list[Post]:
        """Give those that would be sent."""
        return [post for post in self.posts if post.fate is Fate.SEND]

    def copied(self, recipient: Recipient | None) -> tuple[Recipient, ...]:
        """Give who has a copy of a recipient's message: nobody twice, nor the recipient."""
        own = recipient.key if recipient else ""
        found: dict[str, Recipient] = {}
        for one in self.order.cc:
            if one.key != own:
                found.setdefault(one.key, one)
        return tuple(found.values())

    def letter(self, post: Post) -> Letter:
        """Make a post's letter again; the same as when it was planned."""
        return self.letters.letter(post.copy, post.shared, post.recipient, post.mark, post.banner)

    def drafted(self, post: Post) -> bytes:
        """Give a post as a draft to open in a mail program."""
        return draft(self.letter(post), post.headers)

    def written(self, post: Post, date: datetime) -> bytes:
        """Give a post as it is sent."""
        send = post.send
        return message(self.letter(post), post.headers, message_id=send.message_id, date=date)


def plan(
    order: MailOrder,
    workspace: Workspace,
    entries: Mapping[EntryKey, Entry],
    now: datetime,
    *,
    sending: bool = False,
) -> Plan:
    """Build, and say what a run would do; to send, somebody must be named as sender.

    Raises UsageError where nobody is, InputError for recipients of whom nobody says which
    audience they are, and what the build raises.
    """
    _addressed(order)
    gathered = gather(order.build, workspace)
    letters = Letters(gathered, order)
    sender = order.sender or (_usual_sender(gathered) if sending else None)
    found = Plan(order, letters, sender)
    issues = {copy.loaded.issue.id: copy.loaded for copy in gathered.copies}
    for loaded in issues.values():
        found.refusals.extend(refusals.of_issue(loaded, order, now))
    found.refusals.extend(refusals.of_edits(gathered, order))
    found.refusals.extend(refusals.of_audiences(gathered))
    for copy, shared, recipient in _matched(order, gathered, found):
        found.posts.append(_post(found, copy, shared, recipient, entries, now))
    sizes = ((_called(post), post.size) for post in found.posts if post.fate is Fate.SEND)
    found.refusals.extend(refusals.of_sizes(sizes, order.max_size))
    found.warnings = list(dict.fromkeys((*gathered.warnings, *letters.warnings)))
    return found


def _called(post: Post) -> str:
    if post.recipient:
        return f"the message to {post.recipient.address}"
    return f"the message for '{post.send.audience}'"


def _addressed(order: MailOrder) -> None:
    """Refuse recipients of whom neither the file nor the options say what they are to get."""
    lost = [one for one in order.recipients or () if not one.audience]
    if not lost or len(order.build.audiences) == 1:
        return
    hint = "name one audience with --audience, or write a column 'audience'"
    if lost[0].place is None:
        what = "nobody says of which audience the recipient is"
        raise UsageError(error("mail.which-audience", what, hint=hint))
    what = "this row does not say which audience it is of"
    raise InputError(error("recipients.no-audience", what, one.place, hint) for one in lost)


def _usual_sender(gathered: Gathered) -> Recipient | None:
    """Give the address of the organization that issues all of it; None where there is nothing."""
    issues = {copy.loaded.issue.id: copy.loaded.issue for copy in gathered.copies}
    houses = [issue.organization for issue in issues.values()]
    found = dict.fromkeys((one.email.default, one.name.default or "") for one in houses)
    if len(found) > 1:
        what = f"these issues are of different senders: {', '.join(issues)}"
        raise UsageError(
            error("mail.several-senders", what, hint="send them one by one, or add --from")
        )
    for address, name in found:
        if address:
            return replace(addressed(address), name=name)
    if not found:
        return None
    what = "nobody is named as sender"
    hint = "add --from 'Name <a@b.org>', or organization: {email: …} in briefgen.yaml"
    raise UsageError(error("mail.no-sender", what, hint=hint))


def _mailbox(one: Recipient | None) -> Address | None:
    return Address(one.address, one.name) if one else None


Matched = tuple[Copy, Copy, Recipient | None]


def _matched(order: MailOrder, gathered: Gathered, found: Plan) -> Iterator[Matched]:
    """Give each recipient's copy of each issue, and the one that is for all beside it."""
    shared: dict[tuple[str, str, str], Copy] = {}
    own: dict[tuple[str, str, str], Copy] = {}
    for copy in gathered.copies:
        issue, audience = copy.loaded.issue.id, copy.audience.id
        if copy.recipient is None:
            shared[issue, audience, copy.language.tag] = copy
        else:
            own[issue, audience, copy.recipient.id] = copy
    if order.recipients is None:
        yield from ((copy, copy, None) for copy in shared.values())
        return
    issues = list(dict.fromkeys(issue for issue, _, _ in shared))
    for recipient in order.recipients:
        name = recipient.audience or order.build.audiences[0]
        if order.build.audiences and name not in order.build.audiences:
            found.skipped += 1
            continue
        for issue in issues:
            of_audience = [c for (i, a, _), c in shared.items() if (i, a) == (issue, name)]
            if not of_audience:
                continue
            common = shared[issue, name, gathered.language(of_audience[0], recipient)]
            yield own.get((issue, name, recipient.id), common), common, recipient


def _post(
    found: Plan,
    copy: Copy,
    shared: Copy,
    recipient: Recipient | None,
    entries: Mapping[EntryKey, Entry],
    now: datetime,
) -> Post:
    order, issue, audience = found.order, copy.loaded.issue, copy.audience.id
    mark = refusals.mark(issue, now)
    banner = refusals.banner(issue, copy.language, now)
    letter = found.letters.letter(copy, shared, recipient, mark, banner)
    headers = Headers(
        _mailbox(found.sender),
        _mailbox(recipient),
        tuple(Address(one.address, one.name) for one in found.copied(recipient)),
        _mailbox(order.reply_to),
    )
    key = recipient.key if recipient else ""
    # One edition in all languages: whoever changes a recipient's sends nothing twice.
    called = edition(issue, audience, issue.language)
    domain = found.sender.envelope.rpartition("@")[2] if found.sender else _NO_DOMAIN
    send = Send(
        issue=issue.id,
        edition=called,
        audience=audience,
        recipient=recipient.address if recipient else "",
        key=key,
        message_id=message_id(issue.id, called, audience, key, domain),
        # What goes along: what else a letter says, such as an embargo, may change with the day.
        digest=replace(letter, subject="", plain="", html="").digest,
    )
    entry = entries.get((issue.id, called, audience, key))
    post = Post(
        send,
        recipient,
        headers,
        copy.language.tag,
        tuple(attachment.name for attachment in letter.attachments),
        len(message(letter, headers, message_id=send.message_id, date=now)),
        _fate(entry, send, order),
        copy,
        shared,
        mark,
        banner,
    )
    return replace(post, send=replace(send, message_id=entry.send.message_id)) if entry else post


def _fate(entry: Entry | None, send: Send, order: MailOrder) -> Fate:
    match entry and entry.state:
        case State.SENT:
            assert entry
            return Fate.SENT if entry.send.digest == send.digest else Fate.CORRECTED
        case State.UNKNOWN:
            return Fate.SEND if send.key in order.retried else Fate.UNKNOWN
        case State.REFUSED:
            return Fate.SEND if order.retry_refused else Fate.REFUSED
        case _:
            return Fate.SEND


def corrections(found: Plan) -> Iterator[Diagnostic]:
    """Warn of those who have an earlier text of the edition, and are sent nothing."""
    count: dict[tuple[str, str], int] = {}
    for post in found.posts:
        if post.fate is Fate.CORRECTED:
            key = (post.send.issue, post.send.edition)
            count[key] = count.get(key, 0) + 1
    for (issue, called), number in count.items():
        yield warning(
            "mail.corrected",
            f"{number} of those who have edition '{called}' of '{issue}' have an earlier text of"
            " it, and are sent nothing",
            None,
            "to send what changed, give the issue a new edition",
        )


def as_warnings(found: Plan) -> Iterator[Diagnostic]:
    """Give the refusals as what they are for drafts: nothing leaves the house by itself."""
    for refusal in found.refusals:
        if refusal.code != "mail.not-for-audience":
            hint = _OF_DRAFTS.get(refusal.code, "")
            yield replace(refusal, severity=Severity.WARNING, hint=hint)
        else:
            yield refusal


_OF_DRAFTS = {
    "mail.draft": "the subject says DRAFT; send none before it is final",
    "mail.embargo": "the subject says EMBARGOED; send none before",
    "mail.edited": "the draft has what is built now; --use-edited attaches what lies there",
    "mail.too-large": "many servers refuse it; attach one format with --attach pdf",
}
