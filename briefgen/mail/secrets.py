"""Who logs in, and the secret that proves it: from the environment, the keyring, a command.

Owns the reading of secrets, and keyring (its only home). A secret is held in a value that
shows itself nowhere; it is never part of a message, whatever goes wrong. Must not know
how a server is logged in to.
"""

from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from briefgen.errors import DeliveryError, UsageError, error
from briefgen.mail.replies import cleaned

TOKEN_TIMEOUT = 60.0  # seconds: a command that asks a server, not one that asks a person


class Secret:
    """A text that shows itself in no repr, log or message; `reveal` gives it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Take the text."""
        self._text = text

    def reveal(self) -> str:
        """Give the text itself, for the one command that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")


@dataclass(frozen=True, slots=True)
class Login:
    """Who logs in to a server. `secret` gives the secret, anew each time it is asked."""

    user: str
    secret: Callable[[], Secret] = field(repr=False)
    bearer: bool = False  # the secret is a token for XOAUTH2, and may run out


def hidden(text: str, secret: Secret) -> str:
    """Take a secret out of a text that a server said, however it was written there."""
    raw = secret.reveal()
    coded = base64.b64encode(raw.encode()).decode().rstrip("=")
    # Base64 of a secret inside a longer text begins elsewhere: those are left out by length.
    for form in (raw, coded):
        if len(form) >= 3:
            text = text.replace(form, "…")
    return re.sub(r"[A-Za-z0-9+/]{24,}={0,2}", "…", text)


def from_environment(
    user: str, secret: str, environment: Mapping[str, str] = os.environ, *, bearer: bool = False
) -> Login:
    """Take user and secret from the environment variables of these names."""
    values = []
    for name in (user, secret):
        value = environment.get(name, "")
        if not value or "\0" in value:
            raise UsageError(
                error(
                    "mail.no-secret",
                    f"the environment variable {_name(name)} is not set",
                    hint="set it in the shell or the service that runs briefgen;"
                    " name the variable, never the secret itself",
                )
            )
        values.append(value)
    kept = Secret(values.pop())
    return Login(values[0], lambda: kept, bearer)


def _name(name: str) -> str:
    # Somebody may have given the secret in place of the name.
    return f"'{name}'" if re.fullmatch(r"[A-Z_][A-Z0-9_]*", name) else "that was named"


def from_keyring(service: str, user: str) -> Login:
    """Take a user's secret from the system's keyring, where it is kept under `service`."""
    try:
        import keyring
        import keyring.errors
    except ModuleNotFoundError:
        raise UsageError(
            error(
                "mail.no-keyring",
                "the system's keyring needs a library that is not installed",
                hint="install it with: pip install 'briefgen[keyring]'",
            )
        ) from None
    reason = ""
    try:
        found = keyring.get_password(service, user)
    except keyring.errors.KeyringError as fault:
        found, reason = None, f": {cleaned(str(fault))}" if str(fault) else ""
    if not found:
        raise UsageError(
            error(
                "mail.no-secret",
                f"the system's keyring has no secret of '{user}' for '{service}'{reason}",
                hint=f"put it there with: keyring set {service} {user}",
            )
        )
    kept = Secret(found)
    return Login(user, lambda: kept)


def from_command(user: str, command: str, timeout: float = TOKEN_TIMEOUT) -> Login:
    """Take a token for XOAUTH2 from a command's output; it is run without a shell."""
    # Windows programs take their command line apart themselves.
    try:
        words = command if os.name == "nt" else shlex.split(command)
    except ValueError:
        words = ""
    if not words:
        raise UsageError(
            error(
                "mail.bad-command",
                "the command that gives a token cannot be read",
                hint="close its quotes; it is run without a shell: no pipes, no variables",
            )
        )
    return Login(user, lambda: _token(words, timeout), bearer=True)


def _token(words: str | list[str], timeout: float) -> Secret:
    failed, said = "", b""
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False
        )
        said = done.stderr
        if done.returncode:
            failed = f"ended with {done.returncode}"
        # RFC 6750: what a token may consist of. Anything else is not one, and is not shown.
        elif not re.fullmatch(rb"[A-Za-z0-9._~+/=-]+", done.stdout.strip()):
            failed = "gave no token on one line"
        else:
            return Secret(done.stdout.strip().decode())
    except subprocess.TimeoutExpired as fault:
        failed, said = f"gave none within {timeout:g} seconds", fault.stderr or b""
    except OSError as fault:
        failed = f"cannot be run: {(fault.strerror or 'it is not there').lower()}"
    words_said = cleaned(said.decode("utf-8", "replace"))
    raise DeliveryError(
        error(
            "mail.no-token",
            f"the command for a token {failed}"
            + (f"; it said: {words_said}" if words_said else ""),
            hint="run it by hand: it must print the token, and nothing else",
        )
    )
