"""Streams that are closed or full, an empty environment, and a folder that is gone."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.conftest import Command
from tests.made import SMALL

ISSUE, BAD = "issue.yaml", "bad.yaml"
BUILT = "out/bridge/bridge-press.docx\n"
BUILD = f"build {ISSUE} -a press -f docx"


@pytest.fixture(autouse=True)
def issues(tmp_path: Path) -> None:
    (tmp_path / ISSUE).write_text(SMALL, encoding="utf-8")
    (tmp_path / BAD).write_text(SMALL.replace("summary", "sümary"), encoding="utf-8")


def shell(folder: Path, line: str, **environment: str) -> tuple[int, str, str]:
    """Run a line of shell in which `briefgen` is briefgen."""
    command = f"{shlex.quote(sys.executable)} -m briefgen"
    run = subprocess.run(
        ["/bin/sh", "-c", line.replace("briefgen", command)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )
    assert "Traceback" not in run.stderr
    return run.returncode, run.stdout, run.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        (f"briefgen {BUILD} >&-", 0, "", ""),
        (f"briefgen {BUILD} <&- >&- 2>&-", 0, "", ""),
        (f"briefgen build {BAD} 2>&-", 3, "", ""),
        ("briefgen --help >&-", 0, "", ""),
        ("briefgen --nonsense 2>&-", 2, "", ""),
    ],
)
def test_a_closed_stream_is_a_wish_for_silence(
    folder: Path, line: str, code: int, out: str, err: str
) -> None:
    assert shell(folder, line) == (code, out, err)
    assert (folder / "out").exists() is (BUILD in line)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        (f"briefgen build {BAD} 2>/dev/full", 3, ""),
        ("briefgen --nonsense 2>/dev/full", 2, ""),
        ("briefgen --help >/dev/full", 5, ""),
        ("briefgen schema >/dev/full", 5, "error: cannot print: no space left on device\n"),
    ],
)
def test_a_full_stream_keeps_the_exit_codes_meaning(
    folder: Path, line: str, code: int, err: str
) -> None:
    assert shell(folder, line) == (code, "", err)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_help_for_a_reader_that_went_away_is_no_bug(folder: Path) -> None:
    code, out, err = shell(folder, "{ briefgen --help; echo $? >&2; } | true")
    assert (code, out, err) == (0, "", "5\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
@pytest.mark.parametrize("emptied", ["env HOME=/nowhere TMPDIR=/nowhere", "env -i"])
def test_no_environment_is_needed(folder: Path, emptied: str) -> None:
    path = shlex.quote(os.environ.get("PYTHONPATH", ""))
    line = f"{emptied} PYTHONPATH={path} briefgen {BUILD}"
    assert shell(folder, line) == (0, BUILT, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")
def test_a_plain_terminal_gets_plain_words(folder: Path) -> None:
    code, _, err = shell(
        folder,
        f"briefgen build {BAD}",
        **{"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "TERM": "dumb", "TZ": "No/Where"},
    )
    assert code == 3
    assert err == (
        "bad.yaml:5:1: error: unknown key 's\\xfcmary'\n  hint: did you mean 'summary'?\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that somebody stands in")
@pytest.mark.parametrize("what", [BUILD, "check", "audiences", "new bridge", "visibility x.yaml"])
def test_a_folder_that_is_gone_is_no_place_to_stand(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = command(*what.split())
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: the current folder is not there any more\n"
        "  hint: change to a folder that is there\n"
    )
