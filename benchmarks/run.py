"""Measure briefgen beside its peers and print the ratios.

Owns the pairs, the clock and the table. Each pair is taken in turns, A B A B, so that a
machine that slows down slows both, and the medians are compared: a ratio below 1 means that
briefgen is faster. Figures go to benchmarks/results.json too.
"""

from __future__ import annotations

import gc
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from benchmarks.peers import docxtpl_libreoffice, stock_python_docx, stock_reportlab
from benchmarks.sample import AUDIENCE, document_from_sample
from briefgen.document import Document
from briefgen.theme import Theme
from briefgen.writers import writer

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results.json")
BRIEFGEN = str(Path(sys.executable).with_name("briefgen"))
LIBRARIES = ("briefgen", "docxtpl", "python-docx", "reportlab", "typer")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ways to one thing, and the ratio that is aimed at."""

    name: str
    ours: Callable[[], object]
    peer: Callable[[], object]
    target: float
    rounds: int
    warm_up: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of a pair, in milliseconds."""

    name: str
    ours_ms: float
    peer_ms: float
    ratio: float
    target: float
    met: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """A pair that cannot be measured here, and why."""

    name: str
    reason: str


def measure(pair: Pair) -> Result:
    """Take both sides in turns and compare their medians."""
    for _ in range(pair.warm_up):
        pair.ours()
        pair.peer()
    ours, peer = [], []
    for _ in range(pair.rounds):
        ours.append(_timed(pair.ours))
        peer.append(_timed(pair.peer))
    a, b = statistics.median(ours), statistics.median(peer)
    ratio = a / b
    return Result(
        pair.name, round(a, 2), round(b, 2), round(ratio, 3), pair.target, ratio <= pair.target
    )


def _timed(call: Callable[[], object]) -> float:
    gc.collect()  # or one side pays for what the other left behind
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1000


def pairs(folder: Path) -> Iterator[Pair | Absent]:
    """Give every pair; files are made in the folder."""
    content = document_from_sample()
    yield _writers(
        "one PDF, warm, tagged beside untagged", "pdf", stock_reportlab.write, content, 1.0
    )
    yield _writers("one DOCX, warm", "docx", stock_python_docx.write, content, 0.3)
    yield _pipeline(content, folder)
    yield _help()


def _writers(
    name: str,
    format_: str,
    peer: Callable[[Document, Theme], bytes],
    content: tuple[Document, Theme],
    target: float,
) -> Pair:
    ours = writer(format_)
    return Pair(name, lambda: ours(*content), lambda: peer(*content), target, 60, warm_up=5)


def _pipeline(content: tuple[Document, Theme], folder: Path) -> Pair | Absent:
    name = "a cold build in both formats, beside docxtpl and LibreOffice"
    soffice = shutil.which("soffice")
    if soffice is None:
        return Absent(name, "LibreOffice is not installed")
    out = folder / "out"
    build = [BRIEFGEN, "build", "--audience", AUDIENCE, "--out", str(out)]
    peer = docxtpl_libreoffice.prepare(*content, soffice, folder)
    return Pair(name, lambda: _build(build, out), peer, 0.7, 7)


def _build(command: list[str], out: Path) -> None:
    # Without what the last turn wrote: every turn writes its files anew.
    shutil.rmtree(out, ignore_errors=True)
    _quiet(command)


def _help() -> Pair | Absent:
    name = "--help, cold, beside a bare Typer app"
    run = "from benchmarks.peers.bare_typer import main; main()"
    bare = [sys.executable, "-c", run]
    if differing := _commands([BRIEFGEN]) ^ _commands(bare):
        return Absent(name, f"the peer's commands differ: {', '.join(sorted(differing))}")
    return Pair(
        name, lambda: _quiet([BRIEFGEN, "--help"]), lambda: _quiet([*bare, "--help"]), 1.2, 30, 2
    )


def _commands(command: list[str]) -> set[str]:
    """Give the names of the commands that a program's help lists."""
    done = subprocess.run(
        [*command, "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    _, _, listed = done.stdout.partition("Commands")
    return set(re.findall(r"^[ │]{1,4}([a-z][a-z-]*) ", listed, re.MULTILINE))


def _quiet(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure every pair, print the table and write the results."""
    results: list[Result] = []
    print(f"{'briefgen':>10}  {'peer':>10}  {'ratio':>6}  {'target':>6}", flush=True)
    with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as folder:
        for pair in pairs(Path(folder)):
            if isinstance(pair, Absent):
                print(f"{'–':>10}  {'–':>10}  {'–':>6}  {'–':>6}  {pair.name}: {pair.reason}")
                continue
            result = measure(pair)
            results.append(result)
            print(
                f"{result.ours_ms:7.1f} ms  {result.peer_ms:7.1f} ms  {result.ratio:6.2f}"
                f"  {result.target:6.2f}  {result.name}{'' if result.met else ' (missed)'}",
                flush=True,
            )
    record = {
        "python": sys.version.split()[0],
        "versions": {library: version(library) for library in LIBRARIES},
        "results": [asdict(result) for result in results],
    }
    RESULTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"written to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
