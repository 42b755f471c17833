"""The smaller commands: check, visibility, new, schema."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from briefgen.blank import blank
from briefgen.issue import Issue
from briefgen.schema import keys
from briefgen.yamlfile import Mapping, parse
from tests.cli.test_build import run
from tests.made import SMALL

HIDDEN = """\
notes:
  - text: For nobody
  - {text: For the press, audiences: [press]}
concerns:
  - {id: long, topic: A topic that is so long that no line of a terminal of eighty columns holds it}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bridge.yaml").write_text(SMALL + HIDDEN, encoding="utf-8")
    return tmp_path


def test_check_writes_nothing_and_finds_nothing_wrong(folder: Path) -> None:
    done = run(folder, "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (folder / "out").exists()


def test_check_names_the_faults_of_data_and_templates(folder: Path) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    (own / "briefing.md.j2").write_text("# {{ issue.titel }}\n", encoding="utf-8")
    assert "unknown field 'titel'" in run(folder, "check").stderr
    assert run(folder, "check").returncode == 4
    assert run(folder, "check", "-a", "city-council").returncode == 0
    (folder / "data" / "bridge.yaml").write_text("id: X\n", encoding="utf-8")
    assert run(folder, "check").returncode == 3


def test_warnings_count_when_strict(folder: Path) -> None:
    text = SMALL.replace("benefit: Peace", "benefit: null")
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "check")
    assert done.returncode == 0
    assert "warning: 'null' is printed as it stands" in done.stderr
    assert run(folder, "check", "--strict").returncode == 3


def test_the_reading_grade_is_a_matter_of_check_alone(folder: Path) -> None:
    hard = "Municipal infrastructure administrators unanimously anticipate additional expenditures"
    text = SMALL.replace("The bridge is old.", f"{hard} considerably. " * 13)
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    own = folder / "templates" / "board"
    own.mkdir(parents=True)
    config = "inherits: community-groups\nformats: [md]\nreading_grade: 8\n"
    (own / "audience.yaml").write_text(config, encoding="utf-8")
    done = run(folder, "check", "-a", "board")
    assert (done.returncode, done.stdout) == (0, "")
    grave, hint, sentence = done.stderr.splitlines()[:3]
    assert grave.startswith("data/bridge.yaml: warning: for 'board' the text is of grade ")
    assert "infrastructure (13)" in hint
    assert sentence.startswith("data/bridge.yaml:5:10: warning: hard to read for 'board', 8 words")
    assert run(folder, "check", "-a", "board", "--strict").returncode == 3
    assert run(folder, "build", "-a", "board").stderr == ""


def test_what_is_not_measured_is_noted_once_and_is_no_fault(folder: Path) -> None:
    (folder / "data" / "river.yaml").write_text(SMALL.replace("bridge", "river", 1))
    words = folder / "templates" / "_words"
    words.mkdir(parents=True)
    english = Path("templates/_words/en.yaml").read_text(encoding="utf-8")
    (words / "fr.yaml").write_text(english, encoding="utf-8")
    own = folder / "templates" / "board"
    own.mkdir()
    config = "inherits: community-groups\nlanguage: fr\nreading_grade: 8\n"
    (own / "audience.yaml").write_text(config, encoding="utf-8")
    for name in ("bridge", "river"):
        path = folder / "data" / f"{name}.yaml"
        path.write_text(f"language: fr\n{path.read_text()}", encoding="utf-8")
    done = run(folder, "check", "-a", "board", "--strict")
    assert done.returncode == 0
    noted, hint = done.stderr.splitlines()
    assert noted.startswith("templates/board/audience.yaml:3:1: note: how hard a text in 'fr' is")
    assert hint == "  hint: reading_grade is for English and Spanish"
    found = json.loads(run(folder, "check", "-a", "board", "--json").stdout)["diagnostics"]
    assert [(one["severity"], one["code"]) for one in found] == [("note", "reading.not-measured")]


def test_json_is_one_versioned_object_for_good_and_bad(folder: Path) -> None:
    good = json.loads(run(folder, "build", "--json").stdout)
    assert good["version"] == 1
    assert good["diagnostics"] == []
    assert len(good["paths"]) == 6
    (folder / "data" / "bridge.yaml").write_text("id: X\n", encoding="utf-8")
    for command in ("build", "check"):
        done = run(folder, command, "--json")
        assert (done.returncode, done.stderr) == (3, "")
        found = json.loads(done.stdout)["diagnostics"]
        first = found[0]
        assert (first["code"], first["line"], first["column"]) == ("issue.missing-key", 1, 1)
        assert first["file"].endswith("bridge.yaml")
    done = run(folder, "check", "nope.yaml", "--json")
    assert json.loads(done.stdout)["diagnostics"][0]["code"] == "file.missing"


def test_visibility_is_a_matrix_of_eighty_columns(folder: Path) -> None:
    done = run(folder, "visibility", "data/bridge.yaml")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[:3] == [" 1  city-council", " 2  community-groups", " 3  press"]
    marks = {line[:20].strip(): line.split()[-3:] for line in lines if line.startswith("  ")}
    assert marks["For nobody"] == ["-", "-", "-"]
    assert marks["For the press"] == ["-", "-", "x"]
    assert marks["Talk"] == ["x", "x", "x"]
    found = json.loads(run(folder, "visibility", "data/bridge.yaml", "--json").stdout)
    assert {"list": "notes", "name": "For the press", "audiences": ["press"]} in found["items"]


def test_new_writes_a_file_that_loads_and_never_overwrites(folder: Path) -> None:
    done = run(folder, "new", "library")
    assert (done.returncode, done.stdout) == (0, str(Path("data") / "library.yaml") + "\n")
    path = folder / "data" / "library.yaml"
    text = path.read_text(encoding="utf-8")
    assert "# what to call about" in text
    done = run(folder, "check", "data/library.yaml", "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)["diagnostics"]
    assert {d["code"] for d in found} == {"issue.to-be-written"}
    assert run(folder, "check", "data/library.yaml", "--strict").returncode == 3
    path.write_text("mine", encoding="utf-8")
    assert run(folder, "new", "library").returncode == 5
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(folder, "new", "../library").returncode == 2


def test_a_key_of_a_new_file_fits_when_its_mark_is_taken_away() -> None:
    text = blank("library")
    marked = re.compile(r"^#(?= *(?:- )?[a-z_]+:)", re.MULTILINE)
    whole = parse(marked.sub("", text), "f.yaml")
    assert isinstance(whole.root, Mapping)
    assert [d for d in whole.diagnostics if d.severity == "error"] == []
    assert {name.value for name, _ in whole.root.pairs} == {part.name for part in keys(Issue)}
    top = re.compile(r"^#(?=[a-z_]+:)", re.MULTILINE)
    for match in top.finditer(text):
        one = text[: match.start()] + text[match.end() :]
        assert parse(one, "f.yaml").root is not None
    assert "low, medium or high" in text


@pytest.mark.parametrize("what", ["issue", "audience", "theme", "workspace"])
def test_every_file_has_a_schema(folder: Path, what: str) -> None:
    schema = json.loads(run(folder, "schema", what).stdout)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["properties"]


def test_the_schema_knows_what_the_sample_says(folder: Path) -> None:
    schema = json.loads(run(folder, "schema").stdout)
    sample = Path(__file__).parents[2] / "data" / "chicago-immigration-enforcement.yaml"
    issue = yaml.safe_load(sample.read_text(encoding="utf-8"))
    assert set(issue) <= set(schema["properties"])
    assert set(schema["required"]) <= set(issue)
    for name in ("recommendations", "stakeholders", "concerns"):
        known = set(schema["properties"][name]["items"]["properties"])
        assert all(set(item) <= known for item in issue[name])
