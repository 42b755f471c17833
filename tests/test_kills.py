"""A build that is killed leaves whole files: a few seeded kills, and many random ones."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.made import SMALL

REST = "".join(
    f"  - {{id: more-{n}, approach: Approach {n}, implementation: Do it {n} times}}\n"
    for n in range(60)
)


def prepare(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "bridge.yaml").write_text(SMALL + REST, encoding="utf-8")


def start(folder: Path, day: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefgen", "build", "--date", f"2026-01-{day:02d}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def check(folder: Path) -> int:
    """See that every file there is whole; give their number."""
    count = 0
    for path in (folder / "out").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                assert packed.testzip() is None, path
            count += 1
        elif path.suffix == ".pdf":
            with pikepdf.open(io.BytesIO(content)) as pdf:
                assert len(pdf.pages) > 1, path
            count += 1
    return count


def length(folder: Path) -> float:
    """Measure how long a build takes here, so that kills fall inside it."""
    begun = time.perf_counter()
    start(folder, 1).communicate()
    return time.perf_counter() - begun


def kill_some(folder: Path, dice: random.Random, times: int) -> None:
    whole = length(folder)
    for turn in range(times):
        run = start(folder, 2 + turn % 20)
        try:
            # From before the first write to after the last.
            run.wait(timeout=dice.uniform(0.3, 1.05) * whole)
        except subprocess.TimeoutExpired:
            run.kill()
        run.communicate()
        assert check(folder) == 6
    # What is left is briefgen's own: the next build replaces all of it and complains of nothing.
    out, err = start(folder, 28).communicate()
    assert err == b""
    assert len(out.splitlines()) == 6
    assert not list((folder / "out").rglob("*.part"))


def test_a_few_kills(tmp_path: Path) -> None:
    prepare(tmp_path)
    kill_some(tmp_path, random.Random(3), 4)


@pytest.mark.soak
def test_two_hundred_kills(tmp_path: Path) -> None:
    prepare(tmp_path)
    kill_some(tmp_path, random.Random(), 200)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_an_interrupted_build_exits_130_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    prepare(tmp_path)
    for n in range(40):
        text = SMALL.replace("id: bridge", f"id: bridge-{n}") + REST
        (tmp_path / "data" / f"bridge-{n}.yaml").write_text(text, encoding="utf-8")
    # Whoever runs the tests in the background has SIGINT ignored, and a child inherits that.
    script = (
        "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "sys.argv = ['briefgen', 'build']; runpy.run_module('briefgen', run_name='__main__')"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    assert run.stdout.readline()  # the first files are there, and most are not
    run.send_signal(signal.SIGINT)
    _, err = run.communicate()
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert not list((tmp_path / "out").rglob("*.part"))
    assert check(tmp_path) >= 6
