"""Servers that cannot be used, and what is said of them; nothing is sent to any."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from briefgen.errors import DeliveryError, ExitCode
from briefgen.mail.smtp import Connection, Meaning, server
from tests.mail.made import PATIENT, SENDER, connection, content
from tests.mail.server import INJECT, Post, Reply

TO = "anna@example.org"


def unusable(post: Post, folder: Path, code: str) -> str:
    opened = connection(post, folder)
    with pytest.raises(DeliveryError) as caught:
        opened.open()
    opened.close()
    assert caught.value.exit_code is ExitCode.MAIL
    (fault,) = caught.value.diagnostics
    assert fault.code == code
    assert fault.hint
    assert not any(line.startswith(("MAIL", "AUTH")) for line in post.said)
    return fault.message


@pytest.mark.parametrize("tls", ["start", "implicit"])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("expired", "expired"),
        ("other name", "not valid for"),
        ("unknown authority", "unable to get local issuer"),
    ],
)
def test_a_certificate_that_is_not_to_be_trusted(
    tmp_path: Path, tls: str, kind: str, reason: str
) -> None:
    with Post(tls=tls, certificate=kind) as post:
        assert reason in unusable(post, tmp_path, "mail.bad-certificate").lower()


def test_a_certificate_of_an_unknown_authority_is_not_trusted_by_default(tmp_path: Path) -> None:
    with Post() as post:
        opened = Connection(server(post.url), "town.example")
        with pytest.raises(DeliveryError) as caught:
            opened.open()
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.bad-certificate"
    assert "--ca-file" in fault.hint


def test_without_encryption_nothing_is_sent(tmp_path: Path) -> None:
    with Post(tls="none") as post:
        opened = Connection(server(post.url), "town.example")
        with pytest.raises(DeliveryError) as caught:
            opened.open()
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.no-encryption"
    assert "STARTTLS" in fault.message
    assert post.said == ["EHLO town.example", "QUIT"] or post.said == ["EHLO town.example"]


def test_a_server_that_refuses_starttls(tmp_path: Path) -> None:
    with Post() as post:
        post.on("STARTTLS", Reply("502 5.5.1 no"))
        assert "502" in unusable(post, tmp_path, "mail.no-encryption")
    with Post() as post:
        post.on("STARTTLS", Reply("454 4.7.0 not now"))
        assert "454" in unusable(post, tmp_path, "mail.unreachable")


def test_what_is_said_in_the_clear_behind_starttls_ends_it(tmp_path: Path) -> None:
    """CVE-2021-38371 and its kin: a reply that somebody on the way put in."""
    with Post() as post:
        post.on("STARTTLS", INJECT)
        message = unusable(post, tmp_path, "mail.no-encryption")
    assert "before the encryption began" in message or "does not encrypt" in message


def test_the_wrong_kind_of_port(tmp_path: Path) -> None:
    with Post(tls="none") as post:
        opened = Connection(server(f"smtps://localhost:{post.port}"), "town.example")
        with pytest.raises(DeliveryError) as caught:
            opened.open()
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.no-encryption"
    assert "try the other" in fault.hint


@pytest.mark.parametrize(
    ("command", "said", "code"),
    [
        ("CONNECT", "421 4.3.2 too busy", "mail.unreachable"),
        ("CONNECT", "554 5.7.1 go away", "mail.unreachable"),
        ("EHLO", "421 4.3.2 too busy", "mail.unreachable"),
    ],
)
def test_a_server_that_turns_everybody_away(
    tmp_path: Path, command: str, said: str, code: str
) -> None:
    with Post() as post:
        post.on(command, Reply(said))
        assert said in unusable(post, tmp_path, code)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        opened = Connection(server(f"smtp://127.0.0.1:{port}", insecure=1), "town.example")
        with pytest.raises(DeliveryError) as caught:
            opened.open()
    assert caught.value.diagnostics[0].code == "mail.unreachable"


def test_a_name_that_nobody_has() -> None:
    opened = Connection(server("smtp://mail.nowhere.invalid"), "town.example")
    with pytest.raises(DeliveryError) as caught:
        opened.open()
    assert caught.value.diagnostics[0].code == "mail.unreachable"


def test_an_old_server_that_knows_no_ehlo(tmp_path: Path) -> None:
    """Nothing but HELO, MAIL, RCPT, DATA: on loopback, say, to a relay of the house."""
    script = ["220 old", "502 no", "250 old", "250", "250", "354", "250 taken", "221"]
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with line, line.makefile("rb") as file:
                for said in script:
                    line.sendall(f"{said}\r\n".encode())
                    if said == "354":
                        while file.readline() != b".\r\n":
                            pass
                    else:
                        file.readline()

        thread = threading.Thread(target=serve)
        thread.start()
        url = f"smtp://127.0.0.1:{listening.getsockname()[1]}"
        opened = Connection(server(url, insecure=1), "town.example", timeouts=PATIENT)
        answer = opened.deliver(SENDER, (TO,), content(), before_data=lambda: True)
        opened.close()
        thread.join(30)
    assert (answer.meaning, answer.text) == (Meaning.ACCEPTED, "taken")
