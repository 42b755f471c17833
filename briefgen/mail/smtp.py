"""Messages handed to a server, one at a time, and what its answers mean.

Owns the order of SMTP's commands for one message and the one connection that a run has.
Must not know recipients but as addresses, nor what is done about an answer.

The one question that SMTP leaves open is kept open: once the dot that ends a message may
have left, a line that is cut means `UNKNOWN`, and nobody but a person may try again (RFC
1047). Before it a server has taken nothing (RFC 5321, 4.1.1.4).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from briefgen.errors import DeliveryError, error
from briefgen.mail import session
from briefgen.mail.replies import Reply
from briefgen.mail.secrets import Login
from briefgen.mail.server import Server, server
from briefgen.mail.session import Session, Timeouts, Unavailable

__all__ = ["Answer", "Connection", "Meaning", "Server", "Timeouts", "server"]

# Said for this machine's name where the sender's domain cannot be.
_NOBODY = "[127.0.0.1]"
_ALONE = re.compile(rb"\r(?!\n)|(?<!\r)\n")
_ODD = re.compile("[\x00-\x20\x7f<>\ud800-\udfff]")


class Meaning(Enum):
    """What an answer means for the recipient."""

    ACCEPTED = auto()  # the server has the message, and sees to it
    LATER = auto()  # nothing was taken; another try may help
    REFUSED = auto()  # nothing was taken, and no other try will help
    UNKNOWN = auto()  # the message may have been taken
    TAKEN = auto()  # `before_data` said no: nothing was sent
    BARRED = auto()  # the server takes nothing from this sender, whoever is to have it


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one message, and in which words."""

    meaning: Meaning
    code: int = 0
    text: str = ""
    everyone: bool = False  # of LATER: the server cannot be reached, for whomever
    again: bool = True  # of LATER: another try in this run may help
    remarks: tuple[str, ...] = ()  # copies that were refused

    def __str__(self) -> str:
        """Give it as it is shown and recorded."""
        return str(Reply(self.code, self.text))


@dataclass(slots=True)
class Connection:
    """One connection: opened when it is needed, used again, opened anew after a loss.

    `name` is what is said for the name of this machine: the sender's domain, which the
    message says anyway. The machine's own name would tell of the house's network, and
    servers of large providers turn away an address literal of loopback.
    """

    server: Server
    name: str
    login: Login | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    # While it is being made no message is under way: whoever stops then need not wait.
    opening: bool = field(default=False, init=False)
    _session: Session | None = field(default=None, init=False)

    def open(self) -> None:
        """See that the server can be used; raises DeliveryError where it cannot."""
        try:
            self._ready()
        except Unavailable as fault:
            said = fault.reply
        else:
            return
        raise DeliveryError(
            error(
                "mail.unreachable",
                f"{self.server} cannot be used now: {said}",
                hint="check the server's name and port, and that this machine may reach it",
            )
        )

    def close(self) -> None:
        """Take leave of the server."""
        if self._session is not None:
            self._session.quit()
            self._session = None

    def deliver(
        self,
        sender: str,
        recipients: Sequence[str],
        content: bytes,
        *,
        before_data: Callable[[], bool],
    ) -> Answer:
        """Hand over one message; the first recipient decides, the others have copies.

        `before_data` is called when the server has taken the recipient, and before a byte of
        the content leaves; on False nothing does. What it raises is raised here, and nothing
        was sent. Raises DeliveryError where a connection that was lost cannot be made again.
        """
        _see_to_lines(content)
        if odd := next((a for a in (sender, *recipients) if _ODD.search(a)), None):
            return Answer(Meaning.REFUSED, 0, f"this is no address: {odd!r}")
        try:
            found = self._addressed(sender, recipients, content)
            if isinstance(found, Answer):
                return found
            return self._sent(*found, content, before_data)
        except BaseException:
            self._drop()
            raise

    def _ready(self) -> Session:
        if self._session is not None and not self._session.is_quiet():
            self._drop()
        if self._session is None:
            name = self.name if re.fullmatch(r"[A-Za-z0-9.-]+", self.name) else _NOBODY
            self.opening = True
            try:
                self._session = session.opened(self.server, name, self.login, self.timeouts)
            finally:
                self.opening = False
        return self._session

    def _drop(self) -> None:
        if self._session is not None:
            self._session.drop()
            self._session = None

    def _addressed(
        self, sender: str, recipients: Sequence[str], content: bytes
    ) -> tuple[Session, tuple[str, ...]] | Answer:
        """Say from whom and to whom; give the refusal, or the remarks on copies."""
        used = self._session is not None
        try:
            open_session = self._ready()
        except Unavailable as fault:
            return Answer(Meaning.LATER, fault.reply.code, fault.reply.text, everyone=True)
        if isinstance(options := _options(open_session, sender, recipients, content), Answer):
            return options
        try:
            said = open_session.command(f"MAIL FROM:<{sender}>{options}")
        except Unavailable as fault:
            said = Reply(421, fault.reply.text)
        if said.code == 421:
            self._drop()
            # Servers close what is idle, or after some messages: that says nothing of the
            # recipient, and is noticed at the next message's first command.
            if used:
                return self._addressed(sender, recipients, content)
            return Answer(Meaning.LATER, said.code, said.text)
        if said.code // 100 != 2:
            return self._turned(said, sender=True)
        try:
            return self._received(open_session, recipients)
        except Unavailable as fault:
            self._drop()
            return Answer(Meaning.LATER, fault.reply.code, fault.reply.text)

    def _received(
        self, open_session: Session, recipients: Sequence[str]
    ) -> tuple[Session, tuple[str, ...]] | Answer:
        remarks: list[str] = []
        utf8 = open_session.offers("smtputf8")
        for place, recipient in enumerate(recipients):
            if not recipient.isascii() and not utf8:
                said = Reply(553, _NO_UTF8)
            else:
                said = open_session.command(f"RCPT TO:<{recipient}>")
            if said.code // 100 == 2:
                continue
            if not place or said.code == 421:
                return self._turned(said)
            remarks.append(f"no copy went to {recipient}: {said}")
        return open_session, tuple(remarks)

    def _sent(
        self,
        open_session: Session,
        remarks: tuple[str, ...],
        content: bytes,
        before_data: Callable[[], bool],
    ) -> Answer:
        if not before_data():
            self._reset()
            return Answer(Meaning.TAKEN)
        may_be_there = False
        try:
            said = open_session.command("DATA")
            if said.code != 354:
                return self._turned(said)
            open_session.pour(content)
            may_be_there = True
            said = open_session.end()
        except Unavailable as fault:
            self._drop()
            meaning = Meaning.UNKNOWN if may_be_there else Meaning.LATER
            return Answer(meaning, fault.reply.code, fault.reply.text)
        if said.code // 100 == 2:
            return Answer(Meaning.ACCEPTED, said.code, said.text, remarks=remarks)
        if said.code // 100 in (4, 5):
            return self._turned(said)
        # No reply that SMTP knows: what comes after it would be no better.
        self._drop()
        return Answer(Meaning.UNKNOWN, said.code, said.text)

    def _turned(self, said: Reply, *, sender: bool = False) -> Answer:
        """Judge a reply that is no yes, and make the connection ready for the next message."""
        if said.code == 421:
            self._drop()
        else:
            self._reset()
        if said.code // 100 != 5:
            return Answer(Meaning.LATER, said.code, said.text)
        if said.code == 530 or (sender and said.code != 552):
            return Answer(Meaning.BARRED, said.code, said.text)
        # Not this recipient's fault either, but the next one may be of the house.
        if "relay" in said.text.lower() and self.login is None:
            return Answer(Meaning.LATER, said.code, said.text, again=False)
        return Answer(Meaning.REFUSED, said.code, said.text)

    def _reset(self) -> None:
        try:
            if self._session is not None and self._session.command("RSET").code == 250:
                return
        except Unavailable:
            pass
        self._drop()


_NO_UTF8 = "the server takes no address with letters outside ASCII before the @"


def _options(
    open_session: Session, sender: str, recipients: Sequence[str], content: bytes
) -> str | Answer:
    """Give what stands after the sender's address, or why the message cannot go this way."""
    options = ""
    if not all(map(str.isascii, (sender, *recipients))):
        if open_session.offers("smtputf8"):
            options += " SMTPUTF8"
        elif not sender.isascii():
            return Answer(Meaning.BARRED, 0, _NO_UTF8)
        elif not recipients[0].isascii():
            return Answer(Meaning.REFUSED, 0, _NO_UTF8)
    if open_session.offers("size"):
        limit = open_session.offer("size").strip()
        if limit.isdecimal() and 0 < int(limit) < len(content):
            return Answer(
                Meaning.REFUSED,
                0,
                f"the server takes messages of up to {int(limit):,} bytes;"
                f" this one has {len(content):,}",
            )
        options += f" SIZE={len(content)}"
    return options


def _see_to_lines(content: bytes) -> None:
    """See that every line ends as SMTP wants it: a bare CR or LF may hide a second message."""
    if _ALONE.search(content) or not content.endswith(b"\r\n"):
        raise AssertionError("a message's lines must end with CRLF")
