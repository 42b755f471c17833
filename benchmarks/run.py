"""Measure briefgen beside its peers and print the ratios: `python -m benchmarks.run [PART…]`.

Owns the order of the parts and the command line. Figures go to benchmarks/results.json;
`--write` makes docs/performance.md from them, for which every part must be run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import cold, report, warm
from benchmarks.pair import ROOT, Absent, Pair, Result, measure
from benchmarks.stages import stages

PARTS: dict[str, Callable[[Path], Iterator[Pair | Absent]]] = {
    "sample": warm.pairs,
    "table": cold.tables,
    "hundred": cold.hundred,
    "start": cold.starts,
}


def results(parts: list[str]) -> Iterator[Result | Absent]:
    """Measure the parts, one pair after the other."""
    for part in parts:
        with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as folder:
            for pair in PARTS[part](Path(folder)):
                yield pair if isinstance(pair, Absent) else _measured(pair)


def _measured(pair: Pair) -> Result | Absent:
    try:
        return measure(pair)
    except (
        RuntimeError
    ) as fault:  # a command that failed: the other pairs are measured all the same
        return Absent(pair.name, pair.peer_name, str(fault).splitlines()[-1])


def main() -> None:
    """Measure what was asked for, print the table and write the figures."""
    parser = argparse.ArgumentParser(description="Measure briefgen beside its peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of: {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if asked.write and asked.parts:
        parser.error("--write takes every part: name none")
    print(report.HEADING, flush=True)
    found = []
    for result in results(asked.parts or list(PARTS)):
        print(report.line(result), flush=True)
        found.append(result)
    with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as folder:
        spent = stages(Path(folder))
    print(", ".join(f"{name} {ms:.1f} ms" for name, ms in spent))
    written = [report.keep(found, spent)]
    if asked.write:
        report.PAGE.write_text(report.page(found, spent, report.setting()), encoding="utf-8")
        written.append(report.PAGE)
    for path in written:
        print(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
