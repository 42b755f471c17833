"""What was measured, for a terminal and as docs/performance.md.

Owns the words about figures. Must not measure.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from math import isinf
from pathlib import Path

from benchmarks.pair import ROOT, Absent, Cost, Result

PAGE = ROOT / "docs" / "performance.md"
RESULTS = Path(__file__).with_name("results.json")
LIBRARIES = ("briefgen", "typst", "docxtpl", "python-docx", "reportlab", "typer")

HEAD = """\
# How fast briefgen is

`make bench` writes this page. Every figure comes from one run on one machine. The two sides
of a row are taken in turns and their medians compared: a ratio below 1 means that briefgen
takes less time than the peer, and ratios hold from machine to machine better than times.

"""
NOTES = """
- **Warm**: in one process that has set other documents before. **Cold**: a command in a
  process of its own, from start to end; with its peak memory.
- **The same content on both sides.** Typst and docxtpl get the council's memo on the sample,
  with its headings, lists, tables and running heads, in a template written for it. Typst
  reads plain markup and writes PDF/UA-1, as briefgen does. It embeds the same faces.
- **Other words every round.** Typst remembers what it has set and answers the same text from
  memory; each round of a warm row therefore has words that neither side has seen. The row
  with not a word changed shows what Typst's memory saves.
- **The long table.** Both read the rows from one issue file, Typst with its own `yaml()`.
  docxtpl reads no YAML: its rows come from JSON, which is quicker to read. What takes seconds
  is run three times.
- **python-docx and ReportLab** write less: a table's columns are of one width, the pages of
  ReportLab carry no tags.
"""


def line(result: Result | Absent) -> str:
    """Give one row for a terminal."""
    match result:
        case Absent(name, peer_name, reason):
            return f"{'–':>9}  {'–':>9}  {'–':>5}  {'–':>5}  {name}, beside {peer_name}: {reason}"
        case Result():
            target = "–" if isinf(result.target.ratio) else f"{result.target.ratio:.2f}"
            name = f"{result.name}, beside {result.peer_name}"
            return (
                f"{_time(result.ours):>9}  {_time(result.peer):>9}  {result.ratio:5.2f}"
                f"  {target:>5}  {name}{'' if result.met else ' (missed)'}"
            )


_EVEN = 1.05  # times the time: a smaller difference says nothing

HEADING = f"{'briefgen':>9}  {'peer':>9}  {'ratio':>5}  {'aim':>5}"


def keep(results: Sequence[Result | Absent], stages: Sequence[tuple[str, float]]) -> Path:
    """Write the figures to benchmarks/results.json."""
    record = {
        "machine": machine(),
        "versions": versions(),
        "results": [
            {
                "name": r.name,
                "peer": r.peer_name,
                "ours_ms": round(r.ours.ms, 2),
                "peer_ms": round(r.peer.ms, 2),
                "ours_mb": round(r.ours.mb),
                "peer_mb": round(r.peer.mb),
                "ratio": round(r.ratio, 3),
                "met": r.met,
            }
            for r in results
            if isinstance(r, Result)
        ],
        "stages_ms": {name: round(ms, 2) for name, ms in stages},
    }
    RESULTS.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return RESULTS


def page(
    results: Sequence[Result | Absent], stages: Sequence[tuple[str, float]], setting: str
) -> str:
    """Give docs/performance.md; `setting` says on what it was measured, and with what."""
    rows = "\n".join(_row(result) for result in results)
    total = sum(ms for _, ms in stages)
    spent = "\n".join(f"| {name} | {ms:.1f} ms | {ms / total:.0%} |" for name, ms in stages)
    return (
        f"{HEAD}Measured on {setting}.\n\n"
        f"{_behind(results)}"
        "| What | Peer | briefgen | Peer’s | Ratio | Aim | In words |\n"
        "|---|---|--:|--:|--:|--:|---|\n"
        f"{rows}\n{NOTES}\n"
        "## Where the time goes\n\n"
        "One briefing of the sample, warm, stage by stage:\n\n"
        f"| Stage | Time | Share |\n|---|--:|--:|\n{spent}\n"
    )


def _behind(results: Sequence[Result | Absent]) -> str:
    """Say first where briefgen is behind."""
    measured = [r for r in results if isinstance(r, Result)]
    slower = [
        f"{r.name}: {r.ratio:.2f} times the time of {r.peer_name}"
        for r in measured
        if _is_peer(r) and r.ratio > _EVEN
    ]
    missed = [f"{r.name}: {_missed(r)}, beside {r.peer_name}" for r in measured if not r.met]
    return (
        f"**Where briefgen is slower**\n\n{_bullets(slower)}\n"
        f"**What was aimed at and missed**\n\n{_bullets(missed)}\n"
    )


def _bullets(lines: list[str]) -> str:
    return "".join(f"- {line}\n" for line in lines or ["nothing in this table"])


def _missed(result: Result) -> str:
    parts = []
    if (ratio := result.ratio) > (most := result.target.ratio):
        digits = 2 if round(ratio, 2) > most else 4
        parts.append(f"{ratio:.{digits}f} where {most:.2f} is aimed at")
    if result.ours.mb > result.target.mb:
        parts.append(f"{result.ours.mb:.0f} MB where {result.target.mb:.0f} MB is aimed at")
    return ", ".join(parts)


def _is_peer(result: Result) -> bool:
    return not result.peer_name.startswith("briefgen")


def _row(result: Result | Absent) -> str:
    match result:
        case Absent(name, peer_name, reason):
            return f"| {name} | {peer_name} | – | – | – | – | not measured: {reason} |"
        case Result():
            aims = [] if isinf(result.target.ratio) else [f"{result.target.ratio:.2f}"]
            aims += [] if isinf(result.target.mb) else [f"{result.target.mb:.0f} MB"]
            words = _words(result) if result.met else f"{_words(result)}; **aim missed**"
            return (
                f"| {result.name} | {result.peer_name} | {_cost(result.ours)} |"
                f" {_cost(result.peer)} | {result.ratio:.2f} | {', '.join(aims) or '–'} | {words} |"
            )


def _words(result: Result) -> str:
    if not _is_peer(result):
        return f"{result.ratio:.1f} times the time"
    if 1 / _EVEN <= result.ratio <= _EVEN:
        return "as fast"
    if result.ratio < 1:
        return f"{1 / result.ratio:.1f} times as fast"
    return f"**slower**: {result.ratio:.2f} times the time"


def _cost(cost: Cost) -> str:
    return f"{_time(cost)}, {cost.mb:.0f} MB" if cost.mb else _time(cost)


def _time(cost: Cost) -> str:
    return f"{cost.ms / 1000:.2f} s" if cost.ms >= 1000 else f"{cost.ms:.1f} ms"


def setting() -> str:
    """Describe the machine and what ran on it."""
    used = ", ".join(f"{name} {number}" for name, number in versions().items())
    return f"{machine()}, with {used}"


def versions() -> dict[str, str]:
    """Give the versions of both sides."""
    return {library: version(library) for library in LIBRARIES}


def machine() -> str:
    """Describe the machine: processor, cores, memory, system, Python."""
    python = f"Python {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    cores = f"{os.cpu_count()} cores"
    return ", ".join(filter(None, (_processor(), cores, _memory(), system, python)))


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    if not cpus.exists():
        return platform.processor()
    for entry in cpus.read_text(encoding="utf-8").splitlines():
        if entry.startswith("model name"):
            return entry.partition(":")[2].strip()
    return ""


def _memory() -> str:
    if sys.platform == "win32":
        return ""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
