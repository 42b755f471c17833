"""Large input: what must stay linear, and what must not fill the memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.hostile.runs import measured
from tests.made import SMALL

ROW = "  - {{id: r{n}, approach: Approach {n}, benefit: Some benefit, implementation: By {n}}}\n"


def build(folder: Path, rows: int, kind: str) -> int:
    """Build a table of so many rows in a process of its own; give its peak in megabytes."""
    text = SMALL + "".join(ROW.format(n=n) for n in range(rows))
    path = folder / "large.yaml"
    path.write_text(text, encoding="utf-8")
    run = measured(folder, "build", str(path), "-a", "press", "-f", kind, "--force", patience=600)
    assert run.code == 0, run.err
    return run.peak


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_five_thousand_rows_fit(tmp_path: Path, kind: str) -> None:
    assert build(tmp_path, 5_000, kind) < 300


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_twenty_thousand_rows_fit(tmp_path: Path, kind: str) -> None:
    assert build(tmp_path, 20_000, kind) < 400
