"""`briefgen init`, and the audiences made in what it makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefgen.cli.audience import show
from briefgen.yamlfile import parse
from tests.cli.test_build import run


@pytest.fixture
def town(tmp_path: Path) -> Path:
    assert run(tmp_path, "init", "my town é").returncode == 0
    return tmp_path / "my town é"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("town", "next: cd town, then: briefgen build"),
        ("my town", 'next: cd "my town", then: briefgen build'),
        (".", "next: briefgen build"),
    ],
)
def test_init_says_how_to_go_on(tmp_path: Path, folder: str, said: str) -> None:
    assert run(tmp_path, "init", folder).stderr.strip() == said


def test_a_new_workspace_builds_at_once_and_has_nothing_to_remark(town: Path) -> None:
    done = run(town, "build", "--format", "pdf", "--format", "html")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 6
    checked = run(town, "check", "--strict")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    audited = run(town, "audit", *(line for line in done.stdout.splitlines()))
    assert audited.returncode == 0, audited.stdout


def test_the_example_is_about_an_invented_place_and_hears_both_sides(town: Path) -> None:
    text = (town / "data" / "night-trucks.yaml").read_text(encoding="utf-8")
    assert "invented place" in text
    assert {"stance: supports", "stance: opposes"} <= {line.strip() for line in text.splitlines()}


def test_editors_find_the_schema_of_every_file(town: Path) -> None:
    settings = json.loads((town / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert json.loads((town / schema).read_text(encoding="utf-8"))["type"] == "object"
        assert files
    for name in ("briefgen.yaml", "data/night-trucks.yaml"):
        first = (town / name).read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (town / name).parent.joinpath(schema).is_file()


def test_it_never_overwrites_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    (tmp_path / "town" / "data").mkdir(parents=True)
    mine = tmp_path / "town" / "data" / "night-trucks.yaml"
    mine.write_text("mine", encoding="utf-8")
    done = run(tmp_path, "init", "town")
    assert done.returncode == 5
    assert f"{Path('town/data/night-trucks.yaml')}: error:" in done.stderr
    assert [path for path in (tmp_path / "town").rglob("*") if path.is_file()] == [mine]
    assert mine.read_text(encoding="utf-8") == "mine"
    # What is already there and in nobody's way stays.
    mine.rename(tmp_path / "town" / "data" / "other.yaml")
    assert run(tmp_path, "init", "town").returncode == 0
    assert (tmp_path / "town" / "data" / "other.yaml").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "town").write_text("", encoding="utf-8")
    done = run(tmp_path, "init", "town")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


def test_a_new_audience_builds_as_it_is_and_has_every_key_ready(town: Path) -> None:
    made = run(town, "audience", "new", "school-board", "--from", "city-council")
    path = town / "templates" / "school-board" / "audience.yaml"
    assert (made.returncode, made.stdout.strip()) == (0, str(path.relative_to(town)))
    assert made.stderr.splitlines() == [
        "next: briefgen build --audience school-board",
        "to build it each time, add school-board to audiences in briefgen.yaml",
    ]
    built = run(town, "build", "--audience", "school-board", "-f", "md")
    assert (built.returncode, built.stderr) == (0, "")
    text = path.read_text(encoding="utf-8")
    # With every # before a key taken away it is a file without faults that changes nothing.
    keys = [line[1:] if line[:1] == "#" and line[1:2] != " " else line for line in text.split("\n")]
    lines = "\n".join(line[1:] if line.startswith("#  ") else line for line in keys)
    lines = lines.replace("  - summary: What the board must know\n", "", 1)
    lines = lines.replace("    - cost: {label: Price, width: 20, align: end}\n", "", 1)
    assert {name.value for name, _ in parse(lines, "x").root.pairs} >= {"sections", "tables"}  # type: ignore[union-attr]
    before = (town / built.stdout.strip()).read_bytes()
    path.write_text(lines, encoding="utf-8")
    again = run(town, "build", "--audience", "school-board", "-f", "md")
    assert (again.returncode, again.stderr) == (0, "")
    assert (town / again.stdout.strip()).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "parent", "said"),
    [
        ("press", "city-council", "there is a 'press' already"),
        ("School Board", "press", "no id\n  hint: did you mean 'school-board'? an id has"),
        ("../board", "press", "no id"),
        ("con", "press", "Windows"),
        ("board", "pres", "did you mean 'press'"),
    ],
)
def test_what_cannot_be_made_is_refused(town: Path, name: str, parent: str, said: str) -> None:
    done = run(town, "audience", "new", name, "--from", parent)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list((town / "templates").rglob("audience.yaml"))


def test_show_names_the_file_of_every_line(town: Path) -> None:
    run(town, "audience", "new", "board", "--from", "press")
    path = town / "templates" / "board" / "audience.yaml"
    path.write_text(
        "inherits: press\nname: The Board\nsections: [head, summary: Gist]\npage: a4\n",
        encoding="utf-8",
    )
    (town / "templates" / "board" / "theme.yaml").write_text(
        "styles: {body: {size: 12}}\n", encoding="utf-8"
    )
    shown = run(town, "audience", "show", "board")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = {line.split()[0]: line for line in shown.stdout.splitlines()}
    mine = str(Path("templates/board/audience.yaml"))
    assert "The Board" in lines["name"] and f"{mine}:2" in lines["name"]
    assert "Gist" in lines["sections.summary"] and f"{mine}:3" in lines["sections.summary"]
    assert "a4" in lines["page"] and f"{mine}:4" in lines["page"]
    assert "built in: _words/en.yaml" in lines["document_type"]
    assert "built in: press/theme.yaml" in lines["theme.colours.accent"]
    assert str(Path("templates/board/theme.yaml")) in lines["theme.styles.body.size"]
    assert lines["formats"].endswith("as usual")
    spanish = run(town, "audience", "show", "press", "--language", "es").stdout
    assert "Comunicado de prensa" in spanish
    assert "_words/es.yaml" in spanish


def test_audiences_are_told_to_programs_with_whom_they_inherit_from(town: Path) -> None:
    assert run(town, "audience", "new", "school-board", "--from", "city-council").returncode == 0
    done = run(town, "audiences", "--json")
    assert done.stderr == ""
    found = {one["id"]: one for one in json.loads(done.stdout)["audiences"]}
    board = found["school-board"]
    assert (board["name"], board["document_type"]) == ("School board", "Memorandum")
    assert (board["formats"], board["inherits"]) == (["docx", "pdf"], ["city-council"])
    assert board["files"]["audience.yaml"] == str(Path("templates/school-board/audience.yaml"))
    assert (town / board["files"]["briefing.md.j2"]).is_file()
    assert found["press"]["inherits"] == []
    listed = run(town, "audiences").stdout.splitlines()
    assert (
        "school-board: School board, Memorandum (docx, pdf), inherits from city-council" in listed
    )


def test_what_is_in_force_is_told_to_programs(town: Path) -> None:
    assert run(town, "audience", "new", "school-board", "--from", "city-council").returncode == 0
    done = run(town, "audience", "show", "school-board", "--json")
    found = {one["key"]: one for one in json.loads(done.stdout)["settings"]}
    assert found["name"]["value"] == "School board"
    assert found["name"]["file"] == str(Path("templates/school-board/audience.yaml"))
    assert found["name"]["line"] == 7
    assert found["page"] == {"key": "page", "value": "–", "file": "", "line": 0, "column": 0}


def test_a_narrow_terminal_gets_two_lines_a_key(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town)
    shown = {}
    for room in (60, 200, None):
        monkeypatch.setattr("briefgen.console.columns", lambda room=room: room)
        show("press")
        shown[room] = capsys.readouterr().out.splitlines()
    assert shown[None] == shown[200]
    assert shown[60][0] == "name: Press"
    assert re.fullmatch(r"  built in: _words/en\.yaml:\d+:11", shown[60][1])
    assert len(shown[60]) == 2 * len(shown[200])


def test_a_folder_that_cannot_name_an_audience_is_a_fault_with_a_place(town: Path) -> None:
    own = town / "templates" / "School Board"
    own.mkdir()
    (own / "audience.yaml").write_text("inherits: press\n", encoding="utf-8")
    done = run(town, "build")
    assert done.returncode == 4
    place = Path("templates/School Board/audience.yaml")
    assert done.stderr.startswith(f"{place}: error: 'School Board' cannot name an audience\n")
    assert "rename the folder to 'school-board'" in done.stderr
    # What is no audience may lie there under any name.
    own.rename(town / "templates" / "_School Board")
    assert run(town, "check").returncode == 0


def test_a_language_is_begun_checked_and_built(town: Path) -> None:
    done = run(town, "words", "new", "fr")
    path = town / "templates" / "_words" / "fr.yaml"
    assert done.stdout.splitlines() == [str(path.relative_to(town))]
    checked = run(town, "check", "--language", "fr")
    assert checked.returncode == 4
    assert "error: words are missing in 'fr': 'draft_line', 'skip_link'" in checked.stderr
    again = run(town, "words", "new", "fr")
    assert (again.returncode, "it was kept" in again.stderr) == (5, True)
    text = path.read_text(encoding="utf-8").replace('""  # ', "mot # ")
    path.write_text(text, encoding="utf-8")
    assert run(town, "build", "-l", "fr", "-f", "md").returncode == 0
    assert run(town, "words", "new", "klingon").returncode == 2
    assert run(town, "words", "new", "ar").returncode == 4
