"""One conversation with a server: reached, encrypted, logged in, and its commands.

Owns smtplib's calls and ssl's, and their faults: none leaves this file. Two things can be
wrong: `Unavailable`, which may pass (nobody answers, the line is cut, 4xx), and
DeliveryError, which will not (no encryption, a false certificate, a refused login).
Must not know what is sent.
"""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from briefgen.errors import DeliveryError, error
from briefgen.mail.replies import Reply, cleaned, reply
from briefgen.mail.secrets import Login, Secret, hidden
from briefgen.mail.server import Server

_CHUNK = 65536
_CUT = "the server cut the connection"
_LINES = 100  # of one reply
_LINE = 8192  # bytes of one line of a reply


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a server may take, in seconds (RFC 5321, 4.5.3.2, is more patient in part)."""

    connect: float = 60.0
    command: float = 120.0
    end: float = 600.0  # after the content: a shorter one makes doubles, says RFC 1047
    quit: float = 5.0


class Unavailable(Exception):
    """The server cannot be spoken to now; `reply` says what befell."""

    def __init__(self, reply: Reply) -> None:
        """Take what is known."""
        super().__init__(str(reply))
        self.reply = reply


class _Wire(smtplib.SMTP):
    """smtplib's connection, with replies that are bounded."""

    def send(self, s: Any) -> None:
        """Send bytes, or a line of smtplib's own."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected(_CUT)
        try:
            self.sock.sendall(s.encode("ascii") if isinstance(s, str) else s)
        except OSError as fault:
            self.close()
            raise smtplib.SMTPServerDisconnected(_reason(fault)) from None

    def getreply(self) -> tuple[int, bytes]:
        """Read one reply, of however many lines, but not of any number."""
        lines: list[bytes] = []
        if self.file is None:
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected(_CUT)
            self.file = self.sock.makefile("rb")
        while len(lines) < _LINES:
            try:
                line = self.file.readline(_LINE)
            except OSError as fault:
                self.close()
                raise smtplib.SMTPServerDisconnected(_reason(fault)) from None
            if not line.endswith(b"\n"):
                self.close()
                raise smtplib.SMTPServerDisconnected(_CUT)
            lines.append(line[4:].strip())
            if not line[:3].isdigit():
                return -1, line.strip()
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)
        self.close()
        raise smtplib.SMTPServerDisconnected("the server's reply has no end")


class _EncryptedWire(_Wire, smtplib.SMTP_SSL):
    """The same, encrypted from its first byte."""


class Session:
    """An open conversation. Every method raises Unavailable once the line is cut."""

    def __init__(self, wire: _Wire, timeouts: Timeouts) -> None:
        """Take a connection that the server has greeted."""
        self._wire = wire
        self._timeouts = timeouts
        if wire.sock is not None:
            # The dot must not wait until the server has said that the content came (40 ms).
            wire.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wait(timeouts.command)

    def command(self, line: str) -> Reply:
        """Send one line and wait for the reply."""
        # What nobody asked for would be taken for the reply, and every later one be wrong.
        if not self.is_quiet():
            raise Unavailable(Reply(0, "the server spoke out of turn"))
        return self._said(line)

    def _said(self, line: str) -> Reply:
        with _cuts():
            self._wire.send(line.encode() + b"\r\n")
            return reply(*self._wire.getreply())

    def hello(self, name: str) -> Reply:
        """Say who calls, and learn what the server can do."""
        with _cuts():
            code, said = self._wire.ehlo(name)
            if 500 <= code <= 599:
                code, said = self._wire.helo(name)
            return reply(code, said)

    def offers(self, extension: str) -> bool:
        """Tell whether the server can do this; what its line says is in `offer`."""
        return self._wire.has_extn(extension)

    def offer(self, extension: str) -> str:
        """Give the rest of an extension's line."""
        return self._wire.esmtp_features.get(extension.lower(), "")

    def pour(self, content: bytes) -> None:
        """Send a message's bytes, all but the dot that ends them."""
        stuffed = content.replace(b"\r\n.", b"\r\n..")
        if stuffed.startswith(b"."):
            stuffed = b"." + stuffed
        view = memoryview(stuffed)
        # In pieces: a timeout holds for the whole of what is given at once.
        with _cuts():
            for start in range(0, len(view), _CHUNK):
                self._wire.send(bytes(view[start : start + _CHUNK]))

    def end(self) -> Reply:
        """Send the dot, after which the message is the server's, and wait for its answer."""
        self._wait(self._timeouts.end)
        try:
            return self._said(".")
        finally:
            self._wait(self._timeouts.command)

    def is_quiet(self) -> bool:
        """Tell whether the server said nothing that nobody asked for."""
        sock = self._wire.sock
        if sock is None or self._wire.file is None:
            return sock is not None
        before = sock.gettimeout()
        try:
            sock.settimeout(0)
            return not self._wire.file.peek(1)
        except (ssl.SSLWantReadError, BlockingIOError):
            return True
        except (OSError, ValueError):
            return False
        finally:
            with suppress(OSError):
                sock.settimeout(before)

    def encrypt(self, server: Server) -> None:
        """Turn the connection into an encrypted one (RFC 3207)."""
        said = self.command("STARTTLS")
        if said.code != 220:
            raise Unavailable(said) if said.code // 100 == 4 else _no_encryption(server, str(said))
        if not self.is_quiet():
            self.drop()
            raise _no_encryption(server, "it spoke again before the encryption began")
        with _handshake(server):
            assert self._wire.sock is not None
            self._wire.sock = server.context().wrap_socket(
                self._wire.sock, server_hostname=server.host
            )
        # What was said in the clear is forgotten: anybody may have said it.
        self._wire.file = None
        self._wire.ehlo_resp = self._wire.helo_resp = None
        self._wire.esmtp_features = {}
        self._wire.does_esmtp = False

    def quit(self) -> None:
        """Take leave, if the server is still there, and close."""
        self._wait(self._timeouts.quit)
        with suppress(Unavailable):
            self.command("QUIT")
        self.drop()

    def drop(self) -> None:
        """Close without a word."""
        with suppress(OSError):
            self._wire.close()

    def _wait(self, seconds: float) -> None:
        if self._wire.sock is not None:
            with suppress(OSError):
                self._wire.sock.settimeout(seconds)


def opened(server: Server, name: str, login: Login | None, timeouts: Timeouts) -> Session:
    """Reach a server, encrypt, log in; `name` is what is said for the name of this machine."""
    if login is None:
        return _greeted(server, name, timeouts)
    said = ""
    # A token may have run out between two logins: then the command is asked once more.
    for _ in range(2 if login.bearer else 1):
        secret = login.secret()
        session = _greeted(server, name, timeouts)
        try:
            answer = _without(secret, _authenticated(session, server, login, secret))
            if answer.code == 235:
                return session
        except BaseException:
            session.drop()
            raise
        session.quit()
        if answer.code // 100 == 4 and answer.code != 432:  # 432: a new password is needed
            raise Unavailable(answer)
        said = str(answer)
    raise DeliveryError(
        error(
            "mail.login-refused",
            f"{server} refused to log in '{cleaned(login.user)}': {said}",
            hint="check the user and the secret; where the server no longer takes passwords,"
            " a token is needed (--token-command)",
        )
    )


def _greeted(server: Server, name: str, timeouts: Timeouts) -> Session:
    session = Session(_reached(server, name, timeouts), timeouts)
    try:
        _hello(session, server, name)
        if server.tls == "start":
            if not session.offers("starttls"):
                raise _no_encryption(server, "it does not offer STARTTLS")
            session.encrypt(server)
            _hello(session, server, name)
    except BaseException:
        session.drop()
        raise
    return session


def _reached(server: Server, name: str, timeouts: Timeouts) -> _Wire:
    with _handshake(server), _cuts():
        if server.tls == "implicit":
            return _EncryptedWire(
                server.host, server.port, name, timeout=timeouts.connect, context=server.context()
            )
        return _Wire(server.host, server.port, name, timeout=timeouts.connect)


def _hello(session: Session, server: Server, name: str) -> None:
    said = session.hello(name)
    if said.code // 100 == 2:
        return
    if said.code // 100 == 4:
        raise Unavailable(said)
    raise DeliveryError(
        error("mail.turned-away", f"{server} turns this machine away: {said}", hint=_ASK)
    )


_ASK = "ask whoever runs the server from where, and as whom, it takes mail"


def _authenticated(session: Session, server: Server, login: Login, secret: Secret) -> Reply:
    offered = session.offer("auth").upper().split()
    if login.bearer and "XOAUTH2" in offered:
        said = session.command(
            "AUTH XOAUTH2 " + _coded(f"user={login.user}\x01auth=Bearer {secret.reveal()}\x01\x01")
        )
        # 334 brings the reason, in JSON; an empty line asks for the refusal itself.
        return session.command("") if said.code == 334 else said
    if not login.bearer and "PLAIN" in offered:
        return session.command("AUTH PLAIN " + _coded(f"\0{login.user}\0{secret.reveal()}"))
    if not login.bearer and "LOGIN" in offered:
        said = session.command("AUTH LOGIN")
        for text in (login.user, secret.reveal()):
            if said.code == 334:
                said = session.command(_coded(text))
        return said
    ways = "XOAUTH2" if login.bearer else "PLAIN, LOGIN"
    have = f"it offers {cleaned(' '.join(offered))}" if offered else "it offers none"
    raise DeliveryError(
        error(
            "mail.no-login",
            f"{server} offers no way to log in that can be used here ({ways}): {have}",
            hint="ask whoever runs the server; where it knows machines by their address,"
            " leave out user and secret",
        )
    )


def _without(secret: Secret, said: Reply) -> Reply:
    return Reply(said.code, hidden(said.text, secret))


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@contextmanager
def _cuts() -> Iterator[None]:
    """Tell of a line that is cut, or was never there, as Unavailable."""
    befell: Reply | None = None
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise
    except smtplib.SMTPConnectError as fault:
        said = fault.smtp_error
        befell = reply(fault.smtp_code, said if isinstance(said, bytes) else said.encode())
    except smtplib.SMTPException as fault:
        befell = Reply(0, cleaned(str(fault)))
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
        befell = Reply(0, _CUT)
    except ssl.SSLError:
        raise
    except OSError as fault:
        befell = Reply(0, _reason(fault))
    if befell is not None:
        raise Unavailable(befell)


@contextmanager
def _handshake(server: Server) -> Iterator[None]:
    """Tell of encryption that cannot be had, as a DeliveryError; of a cut as Unavailable."""
    with _cuts():
        trouble: DeliveryError | None = None
        try:
            yield
        except ssl.SSLCertVerificationError as fault:
            trouble = DeliveryError(
                error(
                    "mail.bad-certificate",
                    f"the certificate of {server} is not to be trusted:"
                    f" {cleaned(fault.verify_message)}",
                    hint="check the server's name; for an authority of your own, name its"
                    " certificate with --ca-file",
                )
            )
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
            raise
        except ssl.SSLError as fault:
            trouble = _no_encryption(
                server, cleaned((fault.reason or "").replace("_", " ").lower())
            )
        if trouble is not None:
            raise trouble


def _no_encryption(server: Server, reason: str) -> DeliveryError:
    return DeliveryError(
        error(
            "mail.no-encryption",
            f"{server} does not encrypt: {reason}",
            hint="smtps:// is encrypted from the start (port 465), smtp:// after STARTTLS"
            " (port 587): try the other",
        )
    )


def _reason(fault: OSError) -> str:
    if isinstance(fault, TimeoutError):
        return "the server did not answer in time"
    if isinstance(fault, ConnectionResetError | BrokenPipeError):
        return _CUT
    return cleaned((fault.strerror or str(fault)).lower())
