"""Where briefgen's own time goes: one briefing of the sample, stage by stage.

Owns the clock on each stage, in the order of briefgen.briefing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.sample import Council, variants
from briefgen.writers import writer

ROUNDS, WARM_UP = 30, 5


def stages(folder: Path) -> list[tuple[str, float]]:
    """Give the median of each stage in milliseconds; each round has other words."""
    council = Council()
    made = variants(council, range(ROUNDS + WARM_UP), folder)
    rounds = [dict(_round(council, entry.path)) for entry in made][WARM_UP:]
    return [(name, statistics.median(taken[name] for taken in rounds)) for name in rounds[0]]


def _round(council: Council, path: Path) -> Iterator[tuple[str, float]]:
    marks = [perf_counter()]

    def since() -> float:
        marks.append(perf_counter())
        return (marks[-1] - marks[-2]) * 1000

    loaded = council.load(path)
    yield "load", since()
    seen = council.view(loaded)
    yield "view", since()
    rendered = council.render(seen)
    yield "render", since()
    council.parse(rendered)
    yield "parse", since()
    document = council.document(loaded)  # the three again, and what holds the whole together
    since()
    for kind in ("pdf", "docx"):
        writer(kind)(document, council.theme)
        yield f"write {kind}", since()
