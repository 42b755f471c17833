"""Which server takes the mail, and how it is spoken to, as its address says.

Owns the reading of `smtp://` and `smtps://` and the rules of `--insecure`. Must not connect.
"""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from briefgen.errors import Location, UsageError, error, shown

_EXAMPLE = "write smtp://mail.example.org:587, or smtps://mail.example.org"
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes mail; `authority` is a file of certificates to trust instead."""

    host: str
    port: int
    tls: Literal["start", "implicit", "none"]
    authority: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Give what a certificate of this server is checked against."""
        # With a file, that file alone: whoever has an authority of their own wants no other.
        return ssl.create_default_context(cafile=self.authority)

    def __str__(self) -> str:
        """Give the server as it stands in messages."""
        return f"{self.host}:{self.port}"


def server(url: str, *, insecure: int = 0, authority: Path | None = None) -> Server:
    """Read a server's address; `insecure` counts how often that was said.

    Raises UsageError for an address that names a user, that cannot be read, or that would
    let mail go unencrypted where that was not said clearly enough.
    """
    parts, port = _split(url)
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise _usage(
            "mail.secret-in-address",
            "a server's address must not hold a user or a secret: others can read it",
            "name environment variables that hold them, or use the system's keyring",
        )
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.query:
        raise _usage("mail.bad-address", "this is no address of a mail server", _EXAMPLE)
    try:
        host = host if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        raise _usage("mail.bad-address", "this is no name of a server", _EXAMPLE) from None
    if authority is not None:
        _look_at(authority)
    tls: Literal["start", "implicit", "none"] = "implicit" if parts.scheme == "smtps" else "start"
    if insecure:
        _allow(parts.scheme, host, insecure)
        tls = "none"
    return Server(host, port or _PORTS[parts.scheme], tls, authority)


def _split(url: str) -> tuple[SplitResult, int | None]:
    # The address is said in no message: it may hold a secret, however wrong it is.
    try:
        parts = urlsplit(url.strip())
        return parts, parts.port
    except ValueError:
        raise _usage("mail.bad-address", "this is no address of a mail server", _EXAMPLE) from None


def _allow(scheme: str, host: str, insecure: int) -> None:
    if scheme == "smtps":
        raise _usage(
            "mail.insecure",
            "smtps:// is encrypted: --insecure does not go with it",
            "leave out --insecure; for a server with an authority of its own, name its"
            " certificate with --ca-file",
        )
    if insecure < 2 and not _is_loopback(host):
        raise _usage(
            "mail.insecure",
            f"without encryption anybody on the way to {host} can read and change the messages,"
            " and the secret that logs in",
            "leave out --insecure; say it twice if you mean it",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _look_at(authority: Path) -> None:
    try:
        ssl.create_default_context(cafile=authority)
    except OSError as fault:  # an SSLError is one too
        reason = fault.strerror if fault.errno and not isinstance(fault, ssl.SSLError) else None
        raise _usage(
            "mail.bad-authority",
            f"cannot be used: {(reason or 'it holds no certificate in PEM').lower()}",
            "name a file of certificates that begin with '-----BEGIN CERTIFICATE-----'",
            authority,
        ) from None


def _usage(code: str, message: str, hint: str, path: Path | None = None) -> UsageError:
    return UsageError(error(code, message, Location(shown(path)) if path else None, hint))
