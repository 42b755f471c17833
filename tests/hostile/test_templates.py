"""Templates, audiences and looks that mean harm: each is refused, with its place, in no time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import audiences, long_texts, templates
from tests.hostile.templates import Hostile
from tests.made import SMALL

ALL: dict[str, Hostile] = {**templates.ALL, **long_texts.ALL, **audiences.YAML}
SECONDS = 5  # of the processor, each
PEAK = 300  # megabytes
PATIENCE = 240  # seconds, for all


def write(folder: Path, hostile: Hostile) -> None:
    """Write an issue, and the hostile files beside it."""
    folder.mkdir()
    (folder / "issue.yaml").write_text(SMALL, encoding="utf-8")
    for name, content in hostile.files.items():
        path = folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        path.write_bytes(raw)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Build with every hostile file in one process; give what was said of each."""
    home = tmp_path_factory.mktemp("hostile")
    for name, hostile in ALL.items():
        write(home / name, hostile)
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile.measuring", *ALL],
        cwd=home,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(found) == len(ALL), run.stderr[-2000:]
    return {answer["name"]: answer for answer in found}


def test_there_are_many() -> None:
    assert len(ALL) > 150


@pytest.mark.parametrize("name", ALL)
def test_a_hostile_file_is_refused_with_its_place(
    answers: dict[str, dict[str, Any]], name: str
) -> None:
    hostile, answer = ALL[name], answers[name]
    assert answer["code"] == 4, answer["err"]
    first = json.loads(answer["out"])["diagnostics"][0]
    assert hostile.said in first["message"]
    assert first["code"].startswith(hostile.code)
    assert Path(first["file"]).as_posix().endswith(hostile.file)
    assert (first["line"], first["column"] > 0) == (hostile.line, hostile.line > 0)
    assert answer["err"] == ""
    assert answer["written"] == []


@pytest.mark.parametrize("name", ALL)
def test_a_hostile_file_takes_no_time_and_no_memory(
    answers: dict[str, dict[str, Any]], name: str
) -> None:
    assert answers[name]["seconds"] < SECONDS
    assert answers[name]["peak"] < PEAK


def test_no_message_is_long(answers: dict[str, dict[str, Any]]) -> None:
    for answer in answers.values():
        for told in json.loads(answer["out"])["diagnostics"]:
            assert len(told["message"]) < 400, answer["name"]
            assert len(told["hint"]) < 1_000, answer["name"]
            assert "\ufdd0" not in told["message"]
        assert len(json.loads(answer["out"])["diagnostics"]) <= 201
