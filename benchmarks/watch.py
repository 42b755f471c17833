"""How long after a save `briefgen build --watch` has the new files: `python -m benchmarks.watch`.

Owns the measurement of one watch on the sample, saved again and again with other words, and
of what a rebuild itself takes in a process that is warm. It has no peer to stand beside.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.issues import SAMPLE
from briefgen.batch import Order
from briefgen.rebuild import Standing

SAVES = 20
PAUSE = 1.0  # seconds from one save to the next: a person's, and longer than any look
ISSUER = "default: briefgen "


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        issue = folder / "data" / SAMPLE.name
        issue.write_text(_worded(0), encoding="utf-8")
        every = _saves(folder, issue, [])
        one = _saves(folder, issue, ["-a", "press", "-f", "pdf"])
        rebuilt = _rebuilds(folder, issue)
    print(f"from the save to the new files, {SAVES} saves: median (worst)")
    print(f"  3 audiences, DOCX and PDF: {every}")
    print(f"  1 audience, PDF:           {one}")
    print(f"of which the rebuild, warm, 1 audience, PDF: {rebuilt}")
    return 0


def _worded(turn: int) -> str:
    """Give the sample with another issuer, who stands on every page."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert text.count(ISSUER) == 1
    return text.replace(ISSUER, f"{ISSUER}{turn} ")


def _saves(folder: Path, issue: Path, options: list[str]) -> str:
    command = [sys.executable, "-m", "briefgen", "build", "--watch", *options]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as run:
        try:
            return _summed_up(_saved(run, issue))
        finally:
            run.kill()


def _saved(run: subprocess.Popen[str], issue: Path) -> list[float]:
    assert run.stderr is not None
    while not run.stderr.readline().startswith("watching"):
        pass
    taken = []
    for turn in range(1, SAVES + 1):
        time.sleep(PAUSE)
        begun = time.perf_counter()
        issue.write_text(_worded(turn), encoding="utf-8")
        line = run.stderr.readline()  # said once all files are written
        taken.append(time.perf_counter() - begun)
        assert line.startswith("built"), line
    return taken


def _rebuilds(folder: Path, issue: Path) -> str:
    standing = Standing(Order(audiences=("press",), formats=("pdf",), out=folder / "warm"), folder)
    return _summed_up([_timed(standing, issue, turn) for turn in range(SAVES + 5)][5:])


def _timed(standing: Standing, issue: Path, turn: int) -> float:
    issue.write_text(_worded(100 + turn), encoding="utf-8")
    begun = time.perf_counter()
    outcomes = list(standing.build())
    taken = time.perf_counter() - begun
    assert outcomes
    return taken


def _summed_up(taken: list[float]) -> str:
    return f"{1000 * statistics.median(taken):.0f} ms ({1000 * max(taken):.0f} ms)"


if __name__ == "__main__":
    raise SystemExit(main())
