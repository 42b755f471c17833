"""What a person sees at a terminal, and what goes elsewhere all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.made import SMALL
from tests.mail.server import Post, certificate_file
from tests.mailing.made import place

if not hasattr(os, "openpty"):
    pytest.skip("this system has no terminals to be made (Windows)", allow_module_level=True)


class Terminal:
    """A terminal of which a program has stderr, and stdin and stdout where it is said."""

    def __init__(self, folder: Path, *arguments: str, answer: str = "", out: Path | None) -> None:
        self.own, other = os.openpty()
        with (out or Path(os.devnull)).open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "briefgen", *arguments],
                cwd=folder,
                stdin=other,
                stdout=file if out else other,
                stderr=other,
                env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24"},
            )
        os.close(other)
        self.answer = answer
        self.shown = b""
        reader = threading.Thread(target=self._read)
        reader.start()
        self.code = self.process.wait(120)
        reader.join(60)
        os.close(self.own)

    def _read(self) -> None:
        while True:
            try:
                read = os.read(self.own, 65536)
            except OSError:  # Linux says so when nobody has the other end any more
                return
            if not read:
                return
            self.shown += read
            if self.answer and b"[y/N]" in self.shown:
                os.write(self.own, f"{self.answer}\n".encode())
                self.answer = ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name in ("bridge", "ferry"):
        text = SMALL.replace("id: bridge", f"id: {name}")
        (tmp_path / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_paths_go_to_the_file_while_a_person_watches(folder: Path) -> None:
    out = folder / "paths.txt"
    terminal = Terminal(folder, "build", "--format", "md", out=out)
    assert terminal.code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 6
    assert b"building: 2 of 2" in terminal.shown
    assert b"bridge-press" not in terminal.shown


def test_paths_stand_above_the_line_that_counts(folder: Path) -> None:
    terminal = Terminal(folder, "build", "--format", "md", out=None)
    assert terminal.code == 0
    lines = [line.rsplit(b"\x1b[2K", 1)[-1] for line in terminal.shown.split(b"\r\n")]
    assert sum(line.startswith(b"out/") for line in lines) == 6


@pytest.mark.parametrize(("answer", "sent"), [("y", 2), ("n", 0), ("", 0)])
def test_at_a_terminal_it_asks_before_it_sends(tmp_path: Path, answer: str, sent: int) -> None:
    certificate_file(tmp_path)
    place(tmp_path, rows="email,audience\nann@example.org,press\nbob@example.org,press\n")
    with Post() as post:
        terminal = Terminal(
            tmp_path,
            *("mail", "send", "data/bridge.yaml", "-r", "rows.csv", "--rate", "0"),
            *("--smtp", post.url, "--ca-file", "authority.pem"),
            answer=answer or "\n",
            out=None,
        )
        assert terminal.code == 0
        assert b"send 2 messages? [y/N]" in terminal.shown
        assert (b"nothing was sent" in terminal.shown) is (not sent)
        assert len(post.received) == sent
