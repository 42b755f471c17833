"""The page on mail: its files, its commands and its promises, with a real server on loopback."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from briefgen.mail import ledger
from briefgen.mail.dispatch import Patience
from briefgen.mail.ledger import State
from briefgen.mailing.order import MAX_SIZE, MEGABYTE
from docs import pictures
from tests.cli.test_build import run
from tests.mail.server import TAKE_AND_CUT, Post, certificate_file

PAGE = (Path(__file__).parents[1] / "docs" / "how-to-mail.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
PEOPLE = re.findall(r"`(people\.csv)`:\n\n```csv\n(.*?)```", PAGE, re.DOTALL)
WORDS = "templates/_words/en.yaml"
COMMANDS = re.findall(r"^ *(?:cd \S+ && )?(briefgen (?:mail|build) .+)$", PAGE, re.MULTILINE)
SENDING = [line for line in COMMANDS if "mail send" in line]
USER, SECRET = "clerk@example.org", "s3cret"

RING = """\
from keyring.backend import KeyringBackend
class Ring(KeyringBackend):
    priority = 1
    def get_password(self, service, user):
        return {"mail.example.org": "s3cret"}[service] if user == "clerk@example.org" else None
    def set_password(self, service, user, password): raise NotImplementedError
    def delete_password(self, service, user): raise NotImplementedError
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder, with a space in its name, that has what the page says."""
    root = tmp_path_factory.mktemp("town hall")
    for name, text in (("data/bridge.yaml", FILES["data/bridge.yaml"]), *PEOPLE):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "mail_token.py").write_text(f"print({SECRET!r})\n", encoding="utf-8")
    (root / "ring.py").write_text(RING, encoding="utf-8")
    certificate_file(root).rename(root / "town-authority.pem")
    return root


@pytest.fixture
def post() -> Iterator[Post]:
    with Post(users={USER: SECRET}) as server:
        yield server


@pytest.fixture
def encrypted() -> Iterator[Post]:
    with Post(users={USER: SECRET}, tls="implicit") as server:
        yield server


def surroundings(folder: Path, post: Post, line: str) -> dict[str, str]:
    """Give the variables of the page's shell; what a command names itself is not there twice."""
    given = {
        "BRIEFGEN_SMTP": post.url,
        "BRIEFGEN_SMTP_USER": USER,
        "BRIEFGEN_SMTP_SECRET": "" if "--keyring" in line or "--token" in line else SECRET,
        # The system's own authorities, of which the test's is one here.
        "SSL_CERT_FILE": "" if "--ca-file" in line else str(folder / "town-authority.pem"),
        "PYTHON_KEYRING_BACKEND": "ring.Ring",
        "PYTHONPATH": os.pathsep.join((str(folder), str(Path(__file__).parents[1]))),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
    }
    return given


def asked(folder: Path, line: str, post: Post, *more: str) -> tuple[int, str, str]:
    """Run a line of the page, at full speed."""
    words = shlex.split(line)[1:]
    rate = ("--rate", "0") if words[:2] == ["mail", "send"] else ()
    done = run(folder, *words, *rate, *more, **surroundings(folder, post, line))
    return done.returncode, done.stdout, done.stderr


def test_the_page_has_its_commands() -> None:
    assert len(COMMANDS) >= 14
    assert set(FILES) == {"data/bridge.yaml", WORDS}
    assert len(FILES) == PAGE.count("```yaml")
    assert len(PEOPLE) == PAGE.count("```csv") == 1


@pytest.mark.parametrize("line", [line for line in COMMANDS if line not in SENDING])
def test_a_command_that_sends_nothing_works(folder: Path, post: Post, line: str) -> None:
    code, out, told = asked(folder, line, post)
    assert code == 0, told
    assert post.connections == 0
    if "status" not in line:
        paths = [folder / path for path in out.splitlines()]
        assert paths
        assert all(path.is_file() for path in paths)


@pytest.mark.parametrize("line", SENDING)
def test_a_command_that_sends_does(folder: Path, post: Post, encrypted: Post, line: str) -> None:
    shutil.rmtree(folder / "out" / "sent", ignore_errors=True)
    there = encrypted if "smtps://" in line else post
    here = line.replace("smtps://mail.example.org", encrypted.url)
    if "--test-to" in line:
        here += " --yes"
    code, _, told = asked(folder, here, there)
    assert code == 0, told
    people = {"ann@example.org", "rosa@example.org", "desk@example.net"}
    wanted = people
    if "--test-to" in line:
        wanted = {"me@example.org"}
    elif "--yes" not in line:
        wanted = set()
    elif "--to " in line:
        wanted = {"ann@example.org"}
    assert {one for message in there.received for one in message.recipients} == wanted
    assert all(message.encrypted and message.user == USER for message in there.received)
    if "--token-command" in line:
        assert any(said.startswith("AUTH XOAUTH2") for said in there.said)


def test_what_it_shows_is_what_the_page_shows(folder: Path, post: Post) -> None:
    shutil.rmtree(folder / "out" / "sent", ignore_errors=True)
    (block,) = re.findall(r"```text\n(bridge, edition .*?)```", PAGE, re.DOTALL)
    _, out, _ = asked(folder, SENDING[0], post)
    assert block in out


def test_what_is_said_to_be_refused_is_and_is_let_through(folder: Path, post: Post) -> None:
    shutil.rmtree(folder / "out", ignore_errors=True)
    text = FILES["data/bridge.yaml"]
    table = re.findall(r"^\| (?:`status`|the embargo|a file|a message) .+?\| (.+?) \|$", PAGE, re.M)
    options = [re.findall(r"`(--[\w-]+)", cell)[-1] for cell in table]
    assert options == ["--allow-draft", "--under-embargo", "--use-edited", "--max-size"]
    (folder / "data" / "bridge.yaml").write_text(
        text.replace("status: final", "status: draft")
        + 'release: {embargo_until: "2999-01-01T06:00:00-06:00"}\n',
        encoding="utf-8",
    )
    try:
        asked(folder, "briefgen build data/bridge.yaml", post)
        (folder / "out" / "bridge" / "bridge-press.pdf").write_bytes(b"by hand" * 10_000)
        line = "briefgen mail send data/bridge.yaml --recipients people.csv --yes"
        small = ("--max-size", "0.02")
        code, _, told = asked(folder, line, post, *small)
        assert (code, told.count(" error:") + told.startswith("error:")) == (6, 3)
        code, _, told = asked(folder, line, post, "--max-size", "0.02", *options[:3])
        assert code == 6
        assert "may not be sent" in told
        assert post.received == []
        code, _, told = asked(folder, line, post, *options[:3], options[3], "20")
        assert code == 0, told
        assert len(post.received) == 3
        assert b"by hand" * 100 in attached(post.to("desk@example.net")[0].content)
    finally:
        (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
        shutil.rmtree(folder / "out")
    assert f"larger than {MAX_SIZE / MEGABYTE:g} MB" in PAGE


def attached(content: bytes) -> bytes:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return b"".join(part.get_content() for part in found.iter_attachments())


def test_what_is_unknown_is_sent_again_by_name_alone(folder: Path, post: Post) -> None:
    shutil.rmtree(folder / "out", ignore_errors=True)
    post.on("END", TAKE_AND_CUT, of="ann@example.org")
    (line,) = [line for line in SENDING if "--retry-unknown" in line]
    usual = line.replace(" --retry-unknown ann@example.org", "")
    assert asked(folder, usual, post)[0] == 7
    code, _, told = asked(folder, usual, post)
    assert code == 7
    assert "--retry-unknown ann@example.org" in told
    assert len(post.to("ann@example.org")) == 1
    assert asked(folder, line, post)[0] == 0
    first, second = post.to("ann@example.org")
    ids = {message_from_bytes(one.content)["Message-ID"] for one in (first, second)}
    assert len(ids) == 1
    assert len(post.received) == 4


def test_the_states_and_pauses_are_those_of_the_code() -> None:
    states = re.findall(r"^\| `(\w+)` \| ", PAGE, re.MULTILINE)
    assert set(states) >= {state.value for state in State}
    assert f"out/sent/{ledger.FILE}" in PAGE
    usual = Patience()
    pauses = [usual.after(0)]
    while pauses[-1] < usual.longest:
        pauses.append(usual.after(pauses[-1]))
    assert [*pauses, usual.total] == [1, 5, 25, 125, 300, 20 * 60]
    assert "after 1, 5, 25 and 125 seconds and then every five minutes, until 20 minutes" in (
        " ".join(PAGE.split())
    )


def test_own_words_stand_in_the_mail(folder: Path, post: Post) -> None:
    (folder / WORDS).parent.mkdir(parents=True)
    (folder / WORDS).write_text(FILES[WORDS], encoding="utf-8")
    try:
        shutil.rmtree(folder / "out", ignore_errors=True)
        assert asked(folder, "briefgen check --strict", post)[0] == 0
        line = "briefgen mail send data/bridge.yaml --recipients people.csv --yes"
        code, _, told = asked(folder, f"{line} --subject Words", post)
        assert code == 0, told
    finally:
        shutil.rmtree(folder / "templates")
    subject, text = read(post, "ann@example.org")
    assert subject == "Words"
    assert text.startswith("Dear Councilmember Ann Lee,")
    assert "With best wishes," in text
    assert "Por el puente de 1911" in read(post, "rosa@example.org")[1]


def test_the_picture_is_of_a_mail_as_it_is_now(tmp_path: Path) -> None:
    with Image.open(pictures.PICTURES / f"{pictures.MAIL}.png") as drawn:
        said = drawn.info[pictures.SAID]
    assert said == pictures.mail_bodies(tmp_path)[0], "run `make pictures`"


def read(post: Post, address: str) -> tuple[str, str]:
    (message,) = post.to(address)
    found = message_from_bytes(message.content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    body = found.get_body(("plain",))
    assert body is not None
    return str(found["Subject"]), str(body.get_content())
