"""Secrets come from where they are kept, and go nowhere but to the server."""

from __future__ import annotations

import base64
import pickle
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from briefgen.errors import BriefgenError, DeliveryError, ExitCode, UsageError
from briefgen.mail.secrets import Login, Secret, from_command, from_environment, from_keyring
from tests.mail.made import SENDER, connection, content
from tests.mail.server import Post, Reply

SECRET = "geheim7-correct-horse"


def told(fault: BaseException) -> str:
    """Give all that could be printed of a fault, with the variables of every frame of ours."""
    seen = traceback.TracebackException.from_exception(fault, capture_locals=True)
    seen.stack[:] = [frame for frame in seen.stack if "/tests/" not in frame.filename]
    assert any("self = Connection(" in frame for frame in seen.stack.format())
    parts = ["".join(seen.format()), repr(fault), str(fault)]
    if isinstance(fault, BriefgenError):
        parts.append(repr(fault.diagnostics))
    return "".join(parts)


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret(SECRET)
    login = Login("anna", lambda: secret)
    for shown in (repr(secret), str(secret), f"{secret}", repr(login), f"{login!r}"):
        assert SECRET not in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert secret.reveal() == SECRET


def test_user_and_secret_come_from_variables_that_are_named() -> None:
    login = from_environment("MAIL_USER", "MAIL_SECRET", {"MAIL_USER": "a", "MAIL_SECRET": "b c"})
    assert (login.user, login.secret().reveal(), login.bearer) == ("a", "b c", False)


@pytest.mark.parametrize("environment", [{}, {"MAIL_USER": "a"}, {"MAIL_SECRET": "b"}])
def test_a_variable_that_is_not_set_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        from_environment("MAIL_USER", "MAIL_SECRET", environment)
    (fault,) = caught.value.diagnostics
    missing = "MAIL_SECRET" if "MAIL_USER" in environment else "MAIL_USER"
    assert missing in fault.message


def test_a_secret_given_for_a_variable_s_name_is_not_said() -> None:
    with pytest.raises(UsageError) as caught:
        from_environment("MAIL_USER", SECRET, {"MAIL_USER": "a"})
    (fault,) = caught.value.diagnostics
    assert SECRET not in fault.message + fault.hint
    assert "never the secret itself" in fault.hint


class Ring(keyring.backend.KeyringBackend):
    """A keyring that keeps one secret."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        if service == "locked":
            raise keyring.errors.KeyringLocked("the keyring is locked")
        return SECRET if (service, username) == ("mail.example.org", "anna") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def test_a_secret_comes_from_the_keyring(ring: None) -> None:
    login = from_keyring("mail.example.org", "anna")
    assert (login.user, login.secret().reveal()) == ("anna", SECRET)


@pytest.mark.parametrize(("service", "reason"), [("other", ""), ("locked", "is locked")])
def test_a_keyring_without_the_secret_says_how_to_put_it_there(
    ring: None, service: str, reason: str
) -> None:
    with pytest.raises(UsageError) as caught:
        from_keyring(service, "anna")
    (fault,) = caught.value.diagnostics
    assert reason in fault.message
    assert f"keyring set {service} anna" in fault.hint


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(UsageError) as caught:
        from_keyring("mail.example.org", "anna")
    assert caught.value.exit_code is ExitCode.USAGE
    assert "briefgen[keyring]" in caught.value.diagnostics[0].hint


# --- tokens from a command -----------------------------------------------------


def command(tmp_path: Path, code: str) -> str:
    script = tmp_path / "a token.py"
    script.write_text(code, encoding="utf-8")
    return f'"{sys.executable}" "{script}"'


def test_a_token_is_what_a_command_prints(tmp_path: Path) -> None:
    login = from_command("anna", command(tmp_path, "print('ya29.a-b_c~d+e/f=')"))
    assert (login.user, login.bearer) == ("anna", True)
    assert login.secret().reveal() == "ya29.a-b_c~d+e/f="


def test_a_command_is_run_without_a_shell(tmp_path: Path) -> None:
    text = command(tmp_path, "import sys; print('.'.join(sys.argv[1:]).count('$'))")
    assert from_command("anna", text + " $HOME | cat").secret().reveal() == "1"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (f"print('{SECRET}'); import sys; sys.exit('log in first\\x1b[31m')", "log in first"),
        (f"print('{SECRET}\\n{SECRET}')", "no token on one line"),
        (f"print('{SECRET} and more')", "no token on one line"),
        ("", "no token on one line"),
        (f"print('{SECRET}\\x00')", "no token on one line"),
        (
            f"print('{SECRET}', flush=True); import sys; sys.exit(bool(not sys.stdin.read()))",
            "ended",
        ),
    ],
)
def test_a_command_that_fails_shows_its_errors_and_never_its_output(
    tmp_path: Path, code: str, reason: str
) -> None:
    login = from_command("anna", command(tmp_path, code))
    with pytest.raises(DeliveryError) as caught:
        login.secret()
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.no-token"
    assert reason in fault.message
    assert SECRET not in repr(fault)
    assert "\x1b" not in fault.message


def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    endless = f"print('{SECRET}', flush=True)\nwhile True: pass"
    with pytest.raises(DeliveryError) as caught:
        from_command("anna", command(tmp_path, endless), timeout=0.5).secret()
    assert "within 0.5 seconds" in caught.value.diagnostics[0].message
    assert SECRET not in repr(caught.value.diagnostics)


def test_a_command_that_is_not_there_is_said_so() -> None:
    with pytest.raises(DeliveryError) as caught:
        from_command("anna", "no-such-program-anywhere --token").secret()
    assert "cannot be run" in caught.value.diagnostics[0].message


@pytest.mark.parametrize("text", ["", "   ", "print 'token"])
def test_a_command_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_command("anna", text)
    assert caught.value.diagnostics[0].code == "mail.bad-command"


# --- logging in ----------------------------------------------------------------


@pytest.mark.parametrize("tls", ["start", "implicit", "none"])
@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "XOAUTH2"])
def test_each_way_to_log_in(tmp_path: Path, tls: str, mechanism: str) -> None:
    with Post(tls=tls, users={"anna": SECRET}, mechanisms=(mechanism,)) as post:
        opened = connection(post, tmp_path)
        opened.login = Login("anna", lambda: Secret(SECRET), mechanism == "XOAUTH2")
        opened.open()
        assert opened.deliver(SENDER, ["a@x.org"], content(), before_data=lambda: True).code == 250
        opened.close()
    assert [(taken.user, taken.encrypted) for taken in post.received] == [("anna", tls != "none")]
    assert [line.split()[1] for line in post.said if line.startswith("AUTH")] == [mechanism]


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "XOAUTH2"])
@pytest.mark.parametrize("echo", [False, True])
def test_a_refused_login_ends_all_and_tells_no_secret(
    tmp_path: Path, mechanism: str, echo: bool
) -> None:
    with Post(users={"anna": "another"}, mechanisms=(mechanism,)) as post:
        if echo:
            post.always("AUTH", Reply(f"535 5.7.8 not with {SECRET}"))
        opened = connection(post, tmp_path)
        opened.login = Login("anna", lambda: Secret(SECRET), mechanism == "XOAUTH2")
        with pytest.raises(DeliveryError) as caught:
            opened.open()
        opened.close()
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.login-refused"
    assert "'anna'" in fault.message
    assert "535" in fault.message
    everything = told(caught.value)
    coded = base64.b64encode(SECRET.encode()).decode().rstrip("=")
    assert SECRET not in everything
    assert coded not in everything


def test_an_expired_token_is_fetched_again_once(tmp_path: Path) -> None:
    tokens = iter(["old", "new", "never"])
    with Post(users={"anna": "new"}) as post:
        opened = connection(post, tmp_path)
        opened.login = Login("anna", lambda: Secret(next(tokens)), bearer=True)
        opened.open()
        opened.close()
    assert next(tokens) == "never"
    with Post(users={"anna": "new"}) as post:
        opened = connection(post, tmp_path)
        old = iter(["old", "older"])
        opened.login = Login("anna", lambda: Secret(next(old)), bearer=True)
        with pytest.raises(DeliveryError):
            opened.open()
        assert next(old, "none left") == "none left"


@pytest.mark.parametrize(("bearer", "offered"), [(True, "PLAIN"), (False, "XOAUTH2"), (False, "")])
def test_a_server_without_a_way_that_we_know(tmp_path: Path, bearer: bool, offered: str) -> None:
    with Post(users={"anna": SECRET}, mechanisms=(offered,)) as post:
        opened = connection(post, tmp_path)
        opened.login = Login("anna", lambda: Secret(SECRET), bearer)
        with pytest.raises(DeliveryError) as caught:
            opened.open()
    (fault,) = caught.value.diagnostics
    assert fault.code == "mail.no-login"
    assert (f"it offers {offered}" if offered else "it offers none") in fault.message
    assert not [line for line in post.said if line.startswith("AUTH")]


def test_nothing_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(0), Post(users={"anna": SECRET}) as post:
        opened = connection(post, tmp_path)
        opened.login = Login("anna", lambda: Secret(SECRET))
        opened.open()
        opened.close()
    assert [entry.name for entry in caplog.records if entry.name.startswith("briefgen")] == []
    assert SECRET not in repr(opened)
