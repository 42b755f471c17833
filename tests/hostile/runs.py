"""One run of the command line: its exit code, its streams, and what it took."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli import main

# Started by a small process of its own: a child's peak counts what its parent had when it
# was split off, and the tests' own process is large.
_MEASURE = """\
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak // (1024 * 1024 if sys.platform == "darwin" else 1024), file=sys.stderr)
sys.exit(code)
"""

# Whoever runs the tests in the background has SIGINT ignored, and a child inherits that.
INTERRUPTIBLE = (
    "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "sys.argv[0] = 'briefgen'; runpy.run_module('briefgen', run_name='__main__')"
)


@dataclass(frozen=True)
class Done:
    """What a run left behind on its streams."""

    code: int
    out: str
    err: str

    @property
    def found(self) -> list[dict[str, Any]]:
        """Give the diagnostics of a run with --json."""
        return list(json.loads(self.out)["diagnostics"])

    @property
    def paths(self) -> list[str]:
        """Give the files that a run with --json wrote."""
        return list(json.loads(self.out)["paths"])


def answer(
    arguments: Sequence[str], patch: pytest.MonkeyPatch, streams: pytest.CaptureFixture[str]
) -> Done:
    """Run a command line in this process."""
    patch.setattr(sys, "argv", ["briefgen", *arguments])
    streams.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = streams.readouterr()
    assert "Traceback" not in err
    return Done(int(ended.value.code or 0), out, err)


def process(folder: Path, *arguments: str, **environment: str) -> Done:
    """Run a command line in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    out, err = (os.fsdecode(stream) for stream in (run.stdout, run.stderr))
    assert "Traceback" not in err
    return Done(run.returncode, out, err)


@dataclass(frozen=True)
class Measured:
    """A run, and its peak in megabytes."""

    code: int
    err: str
    peak: int


def measured(folder: Path, *arguments: str, patience: float = 60) -> Measured:
    """Run a command line in a process of its own and weigh it.

    The machine may be busy: `patience` is how long a hang is waited for, in seconds.
    """
    run = subprocess.run(
        [sys.executable, "-ISc", _MEASURE, sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=patience,
        check=False,
    )
    assert "Traceback" not in run.stderr
    *lines, peak = run.stderr.splitlines()
    return Measured(run.returncode, "\n".join(lines), int(peak))


def interruptible(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a command line that SIGINT reaches."""
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def interrupt(run: subprocess.Popen[str]) -> tuple[int, str]:
    """Interrupt a process as a person does; give its exit code and what it said."""
    run.send_signal(signal.SIGINT)
    _, err = run.communicate()
    return run.returncode, err
