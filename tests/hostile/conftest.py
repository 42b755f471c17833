"""What hostile tests share: the command line in this process, and in one of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.runs import Done, answer
from tests.made import SMALL

Command = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, as a user does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run a command line in this process."""
    return lambda *arguments: answer(arguments, monkeypatch, capsys)


@pytest.fixture
def build(folder: Path, command: Command) -> Command:
    """Build issue.yaml with a text or bytes in it, as DOCX for the press."""

    def build(text: str | bytes = SMALL, *arguments: str) -> Done:
        raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        (folder / "issue.yaml").write_bytes(raw)
        return command("build", "issue.yaml", "--json", "-a", "press", "-f", "docx", *arguments)

    return build
