"""Servers' addresses: what they say, and what they may not."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.mail.smtp import Server, server
from tests.mail.server import certificate_file


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587, "start")),
        ("smtp://mail.example.org:25/", Server("mail.example.org", 25, "start")),
        ("SMTPS://Mail.Example.org", Server("mail.example.org", 465, "implicit")),
        (" smtps://mail.example.org:2465 ", Server("mail.example.org", 2465, "implicit")),
        ("smtp://[::1]:2525", Server("::1", 2525, "start")),
        ("smtp://post.bücher.example", Server("post.xn--bcher-kva.example", 587, "start")),
    ],
)
def test_an_address_is_read(url: str, expected: Server) -> None:
    assert server(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "mail.example.org:587",
        "http://mail.example.org",
        "smtp://",
        "smtp://:587",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org:99999",
        "smtp://mail.example.org/inbox",
        "smtp://mail.example.org?tls=no",
        "smtp://[::1",
        "smtp://a..b",
        "",
    ],
)
def test_what_is_no_address_is_refused_with_one_that_is(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        server(url)
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.bad-address"
    assert "smtp://mail.example.org:587" in fault.hint


@pytest.mark.parametrize(
    "url",
    [
        "smtp://anna:geheim7@mail.example.org",
        "smtp://anna@mail.example.org",
        "smtps://:geheim7@mail.example.org:465",
        "smtp://anna:geheim7@mail.example.org:nonsense",
        "anna:geheim7@mail.example.org",
        "smtp://anna:ge@heim7@mail.example.org",
    ],
)
def test_a_secret_in_an_address_is_refused_and_not_said(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        server(url)
    (fault,) = caught.value.diagnostics
    assert fault.hint
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.diagnostics)
    assert "heim7" not in told


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "LOCALHOST"])
def test_on_this_machine_insecure_is_said_once(host: str) -> None:
    assert server(f"smtp://{host}:25", insecure=1).tls == "none"


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.1", "localhost.example.org"])
def test_elsewhere_insecure_is_said_twice(host: str) -> None:
    with pytest.raises(UsageError) as caught:
        server(f"smtp://{host}", insecure=1)
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.insecure"
    assert "twice" in fault.hint
    assert server(f"smtp://{host}", insecure=2).tls == "none"


def test_insecure_does_not_go_with_an_address_that_is_encrypted() -> None:
    with pytest.raises(UsageError) as caught:
        server("smtps://localhost", insecure=2)
    assert caught.value.diagnostics[0].code == "mail.insecure"


def test_an_authority_is_a_file_of_certificates(tmp_path: Path) -> None:
    good = certificate_file(tmp_path)
    assert server("smtp://localhost", authority=good).authority == good
    (tmp_path / "text").write_text("no certificate", encoding="utf-8")
    for name, reason in (("text", "no certificate in PEM".lower()), ("gone", "no such file")):
        with pytest.raises(UsageError) as caught:
            server("smtp://localhost", authority=tmp_path / name)
        (fault,) = caught.value.diagnostics
        assert fault.code == "mail.bad-authority"
        assert reason in fault.message
        assert fault.location is not None
