"""A mail server on loopback that does as it is told: a real one, over TCP and TLS.

It speaks SMTP as aiosmtpd does, and may be told to refuse, to cut the line or to say
nothing at any command. What it took is kept, to be counted: `received` is the truth
against which a ledger is held. It runs in a thread, and serves other processes too.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

COMMANDS = ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "QUIT")


@dataclass(frozen=True, slots=True)
class Reply:
    """Say this instead of what would be said; `then_cut` closes the connection after it."""

    text: str
    then_cut: bool = False


@dataclass(frozen=True, slots=True)
class Do:
    """Anything else, by name."""

    name: str


CUT = Do("cut")  # the connection ends without a word
SILENCE = Do("silence")  # nothing is said, for as long as the client likes to wait
INJECT = Do("inject")  # at STARTTLS: one more reply in the clear, behind the go-ahead
TAKE_AND_CUT = Do("take and cut")  # at END: the message is taken, and nobody is told
TAKE_AND_SILENCE = Do("take and silence")
Action = Reply | Do


@dataclass(frozen=True, slots=True)
class Received:
    """One message that the server took."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    user: str
    encrypted: bool
    options: tuple[str, ...]
    connection: int


@cache
def authority() -> trustme.CA:
    """Give the authority that signs the servers' certificates, once for all tests."""
    return trustme.CA()


def certificate_file(folder: Path) -> Path:
    """Write the certificate of the authority, for `authority=` and --ca-file."""
    path = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    return path


@cache
def _certificate(kind: str) -> trustme.LeafCert:
    names = ("other.example.org",) if kind == "other name" else ("localhost", "127.0.0.1")
    signer = trustme.CA() if kind == "unknown authority" else authority()
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    end = begin + timedelta(days=1) if kind == "expired" else datetime(2100, 1, 1, tzinfo=UTC)
    return signer.issue_cert(*names, not_before=begin, not_after=end)


@dataclass(slots=True)
class Post:
    """The server: what it is, what it was told to do, and what it saw."""

    tls: str = "start"  # start, implicit or none
    certificate: str = "good"  # good, expired, other name, unknown authority
    users: dict[str, str] = field(default_factory=dict)  # who must log in, with which secret
    mechanisms: tuple[str, ...] = ("PLAIN", "LOGIN", "XOAUTH2")
    size: int | None = None
    utf8: bool = False
    closes_after: int = 0  # messages in one connection
    abruptly: bool = False  # it closes without 421
    grey: int = 0  # how often each recipient is told to come again
    received: list[Received] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # what the client said, command by command
    connections: int = 0
    port: int = 0
    script: dict[tuple[str, str], list[Action]] = field(default_factory=lambda: defaultdict(list))
    _seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None
    _open: set[_Conversation] = field(default_factory=set)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def on(self, command: str, *actions: Action, of: str = "") -> None:
        """Do these, one each time, at a command (CONNECT, END and any of COMMANDS).

        `of` is what the command's line, or at DATA and END a recipient, must hold.
        """
        self.script[command, of].extend(actions)

    def always(self, command: str, action: Action, of: str = "") -> None:
        """Do this each time."""
        self.script[command, of].extend([action] * 10_000)

    def to(self, recipient: str) -> list[Received]:
        """Give what was taken for a recipient."""
        return [message for message in self.received if recipient in message.recipients]

    def wait_for(self, count: int, seconds: float = 30.0) -> None:
        """Wait until so many messages were taken; fails where they do not come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.received) >= count, seconds)

    def settle(self, seconds: float = 30.0) -> None:
        """Wait until every connection that a client left has ended here too."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._open, seconds)

    @property
    def url(self) -> str:
        """Give the address for --smtp."""
        return f"{'smtps' if self.tls == 'implicit' else 'smtp'}://localhost:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Listen on a free port of loopback, or on the one that it had before."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(30)

    def stop(self) -> None:
        """Cut every connection and listen no more."""
        if self._loop is None or self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        assert not self._thread.is_alive()
        self._loop = self._thread = None

    def _run(self, ready: threading.Event) -> None:
        self._loop = loop = asyncio.new_event_loop()
        context = None
        if self.tls != "none":
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            _certificate(self.certificate).configure_cert(context)
        listening = loop.run_until_complete(
            loop.create_server(
                lambda: _Conversation(self, context if self.tls == "start" else None, loop),
                "127.0.0.1",
                self.port,
                ssl=context if self.tls == "implicit" else None,
            )
        )
        self.port = listening.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        listening.close()
        loop.run_until_complete(self._end())
        loop.close()

    async def _end(self) -> None:
        for conversation in list(self._open):
            conversation.cut()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        while self._open:
            await asyncio.sleep(0)

    def next(self, command: str, line: str) -> Action | None:
        """Give what is to be done at this command, if anything was told."""
        for (name, of), actions in self.script.items():
            if name == command and of in line and actions:
                return actions.pop(0)
        if command == "RCPT":
            self._seen[line] += 1
            if self._seen[line] <= self.grey:
                return Reply("450 4.7.1 greylisted, come again")
        return None

    def take(self, message: Received) -> None:
        """Keep a message."""
        with self._changed:
            self.received.append(message)
            self._changed.notify_all()


class _Handler:
    """What aiosmtpd asks: who may log in, and what becomes of a message."""

    def __init__(self, post: Post) -> None:
        self.post = post

    async def handle_DATA(self, server: _Conversation, session: Session, envelope: Envelope) -> str:
        action = self.post.next("END", " ".join(envelope.rcpt_tos))
        if isinstance(action, Reply):
            if action.then_cut:
                await server.push(action.text)
                server.cut()
            return action.text
        if action is None or action in (TAKE_AND_CUT, TAKE_AND_SILENCE):
            content = envelope.original_content
            self.post.take(
                Received(
                    str(envelope.mail_from),
                    tuple(envelope.rcpt_tos),
                    content or b"",
                    str(getattr(session.auth_data, "login", b"") or b"", "utf-8"),
                    server.is_encrypted,
                    tuple(envelope.mail_options),
                    server.number,
                )
            )
        if action in (CUT, TAKE_AND_CUT):
            server.cut()
        elif action is not None:
            await asyncio.sleep(3600)
        server.taken += 1
        return "250 2.0.0 taken"

    async def auth_XOAUTH2(self, server: _Conversation, args: list[str]) -> AuthResult:
        user, bearer = b64decode(args[1]).decode().strip("\x01").split("\x01")
        login = LoginPassword(user.removeprefix("user=").encode(), bearer.encode())
        token = bearer.removeprefix("auth=Bearer ")
        if self.post.users.get(login.login.decode()) == token:
            return AuthResult(success=True, auth_data=login)
        await server.push(b"334 " + b64encode(b'{"status":"401","schemes":"bearer"}'))
        await server.line()
        return AuthResult(success=False, handled=False, message="535 5.7.3 not with this")


class _Conversation(SMTP):
    """One connection, which looks into the script at each command."""

    def __init__(
        self, post: Post, context: ssl.SSLContext | None, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(
            _Handler(post),
            hostname="mail.test",
            data_size_limit=post.size,
            enable_SMTPUTF8=post.utf8,
            tls_context=context,
            auth_require_tls=post.tls == "start",
            auth_exclude_mechanism={"PLAIN", "LOGIN", "XOAUTH2"} - set(post.mechanisms),
            authenticator=self._is_known,
            loop=loop,
        )
        self.command_size_limits["AUTH"] = 12288
        self.post = post
        self.number = post.connections
        self.taken = 0
        self.injected = b""
        post.connections += 1

    def _is_known(self, *given: Any) -> AuthResult:
        login = given[-1]
        known = self.post.users.get(login.login.decode()) == login.password.decode()
        return AuthResult(success=known, handled=False, auth_data=login)

    @property
    def is_encrypted(self) -> bool:
        """Tell whether what is said now cannot be read on the way."""
        return self._tls_protocol is not None or self.post.tls == "implicit"

    def cut(self) -> None:
        """End the connection at once."""
        # Of an encrypted one too: what lies below it.
        for transport in (self._original_transport, self.transport):
            if isinstance(transport, asyncio.WriteTransport):
                transport.abort()

    async def line(self) -> bytes:
        """Read a line that is no command."""
        return await self._reader.readline()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.post._open.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        with self.post._changed:
            self.post._open.discard(self)
            self.post._changed.notify_all()

    async def push(self, status: Any) -> None:
        if self.injected and str(status).startswith("220 Ready"):
            status, self.injected = status.encode() + b"\r\n" + self.injected, b""
        await super().push(status)

    async def _handle_client(self) -> None:
        match self.post.next("CONNECT", ""):
            case Reply(text):
                await self.push(text)
                self.cut()
            case Do("cut"):
                self.cut()
            case Do():
                await asyncio.sleep(3600)
        await super()._handle_client()

    async def does(self, command: str, arg: str | None) -> bool:
        """Do as the script says; False where it says nothing."""
        post = self.post
        post.said.append(f"{command} {arg or ''}".strip())
        recipients = " ".join(self.envelope.rcpt_tos) if self.envelope else ""
        action = post.next(command, recipients if command == "DATA" else arg or "")
        if action is None and command == "MAIL":
            if post.users and not (self.session and self.session.authenticated):
                action = Reply("530 5.7.0 Authentication required")
            elif post.closes_after and self.taken >= post.closes_after:
                action = CUT if post.abruptly else Reply("421 4.7.0 enough", then_cut=True)
        match action:
            case Reply(text, then_cut):
                await self.push(text)
                if then_cut:
                    self.cut()
            case Do("cut"):
                self.cut()
            case Do("silence"):
                await asyncio.sleep(3600)
            case Do("inject"):
                self.injected = b"250 2.0.0 said in the clear"
                return False
            case Do("begin and cut"):
                await self.push("354 go on")
                await self.line()
                self.cut()
            case _:
                return False
        return True


BEGIN_AND_CUT = Do("begin and cut")  # at DATA: the content begins, and the connection ends


def _scripted(command: str) -> Callable[[_Conversation, str | None], Awaitable[None]]:
    usual = getattr(SMTP, f"smtp_{command}")

    async def run(self: _Conversation, arg: str | None) -> None:
        if not await self.does(command, arg):
            await usual(self, arg)

    # aiosmtpd keeps with a command what HELP says of it.
    run.__dict__.update(usual.__dict__)
    return run


for _command in COMMANDS:
    setattr(_Conversation, f"smtp_{_command}", _scripted(_command))
