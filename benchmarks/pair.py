"""A pair of ways to one thing, taken in turns and compared by their medians.

Owns the clock. Both sides are run A B A B, so that a machine that slows down slows both. A
side is a function of the round's number, so that each round can be given other words.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: milliseconds, and megabytes at the peak where it was a process."""

    ms: float
    mb: float = 0.0


Side = Callable[[int], Cost]


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed at: our time at most so much of the peer's, our memory at most so much.

    Without any, a pair is there to be known.
    """

    ratio: float = inf
    mb: float = inf


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ways to one thing, and what is aimed at."""

    name: str
    peer_name: str
    ours: Side
    peer: Side
    target: Target = Target()
    rounds: int = 30
    warm_up: int = 1


@dataclass(frozen=True, slots=True)
class Absent:
    """A pair that cannot be measured here, and why."""

    name: str
    peer_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """The medians of a pair, and the ratio of their times."""

    name: str
    peer_name: str
    ours: Cost
    peer: Cost
    target: Target

    @property
    def ratio(self) -> float:
        """Give our time as a share of the peer's."""
        return self.ours.ms / self.peer.ms

    @property
    def met(self) -> bool:
        """Say whether time and memory keep to the targets, where there are any."""
        return self.ratio <= self.target.ratio and self.ours.mb <= self.target.mb


def measure(pair: Pair) -> Result:
    """Take both sides in turns and give their medians."""
    for number in range(pair.warm_up):
        pair.ours(number)
        pair.peer(number)
    ours, peer = [], []
    for number in range(pair.warm_up, pair.warm_up + pair.rounds):
        ours.append(pair.ours(number))
        peer.append(pair.peer(number))
    return Result(pair.name, pair.peer_name, _median(ours), _median(peer), pair.target)


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.ms for c in costs), statistics.median(c.mb for c in costs))


def here(call: Callable[[int], object]) -> Side:
    """Make a side of a call in this process."""

    def side(number: int) -> Cost:
        gc.collect()  # or one side pays for what the other left behind
        start = perf_counter()
        call(number)
        return Cost((perf_counter() - start) * 1000)

    return side


def process(*command: str | Path, before: Callable[[], object] | None = None) -> Side:
    """Make a side of a command in a process of its own; `before` is not timed."""

    def side(_: int) -> Cost:
        if before:
            before()
        return run(*command)

    return side


def run(*command: str | Path) -> Cost:
    """Run a command and give what it took. Raises RuntimeError where it fails."""
    # Through a small process: the peak of a child counts from the size of whoever starts it.
    launcher = [sys.executable, "-S", str(Path(__file__).with_name("launch.py"))]
    done = subprocess.run([*launcher, *map(str, command)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(_fault(done.stderr) or f"{command[0]} failed: {done.returncode}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _fault(said: str) -> str:
    """Give the line that says what went wrong: the first of briefgen's, the last of Python's."""
    lines = said.strip().splitlines() or [""]
    return next((line for line in lines if " error: " in line), lines[-1])
