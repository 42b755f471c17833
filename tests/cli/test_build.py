"""The command line as its users meet it: a process, its streams, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.made import SMALL
from tests.unpacked import pdf_words


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bridge.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def built(folder: Path) -> set[str]:
    out = folder / "out"
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.suffix in (".docx", ".pdf")}


def test_without_arguments_every_issue_is_built_for_every_audience(folder: Path) -> None:
    done = run(folder, "build")
    assert (done.returncode, done.stderr) == (0, "")
    names = {
        f"bridge/bridge-{name}.{kind}"
        for name in ("city-council", "community-groups", "press")
        for kind in ("docx", "pdf")
    }
    assert built(folder) == names
    assert set(done.stdout.splitlines()) == {str(Path("out") / name) for name in names}


def test_options_choose_audience_format_folder_and_date(folder: Path) -> None:
    done = run(
        folder,
        "build",
        "data/bridge.yaml",
        "-a",
        "press",
        "--format",
        "pdf",
        "--out",
        "my drafts",
        "--date",
        "2030-01-02",
    )
    assert done.returncode == 0
    (path,) = done.stdout.splitlines()
    assert path == str(Path("my drafts") / "bridge" / "bridge-press.pdf")
    assert not (folder / "out").exists()
    assert "January 2, 2030" in " ".join(pdf_words(folder / path))


def test_the_workspace_is_found_from_below_and_obeyed(folder: Path) -> None:
    (folder / "briefgen.yaml").write_text("audiences: [press]\nout: built\n", encoding="utf-8")
    below = folder / "data"
    done = run(below, "build", "-f", "docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "built" / "bridge" / "bridge-press.docx").is_file()
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("build", "nope.yaml"), 2, "nope.yaml: error: no such file"),
        (("build", "data"), 2, "data: error: this is a folder"),
        (("build", "-a", "pres"), 2, "did you mean 'press'?"),
        (("build", "-f", "doc"), 2, "doc"),
        (("build", "--date", "soon"), 2, "soon"),
        (("build", "--nonsense"), 2, "--nonsense"),
        (("bild",), 2, "bild"),
    ],
)
def test_usage_faults_exit_2(
    folder: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(folder, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (folder / "out").exists()


def test_a_faulty_issue_exits_3_and_touches_nothing(folder: Path) -> None:
    assert run(folder, "build").returncode == 0
    before = {p: p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file()}
    text = SMALL.replace("summary", "sumary").replace("date: 2026", "date: 26")
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build")
    assert done.returncode == 3
    assert done.stdout == ""
    place = Path("data") / "bridge.yaml"
    assert (
        f"{place}:5:1: error: unknown key 'sumary'\n  hint: did you mean 'summary'?" in done.stderr
    )
    assert f"{place}:3:7: error: '26-11-23' is no date" in done.stderr
    assert {p: p.read_bytes() for p in (folder / "out").rglob("*") if p.is_file()} == before


def test_a_failed_requirement_exits_3(folder: Path) -> None:
    text = SMALL.replace("{id: talk,", "{id: talk, audiences: [press],")
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build")
    assert done.returncode == 3
    assert "'recommendations' is empty for 'city-council'" in done.stderr
    assert built(folder) == {"bridge/bridge-press.docx", "bridge/bridge-press.pdf"}


def test_an_issue_for_others_exits_3(folder: Path) -> None:
    path = folder / "data" / "bridge.yaml"
    path.write_text(SMALL + "audiences: [city-council]\n", encoding="utf-8")
    assert run(folder, "build", "-a", "press").returncode == 3
    assert run(folder, "build").returncode == 0
    assert built(folder) == {"bridge/bridge-city-council.docx", "bridge/bridge-city-council.pdf"}


def test_a_faulty_template_exits_4_with_its_place(folder: Path) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    (own / "briefing.md.j2").write_text("# {{ issue.titel }}\n", encoding="utf-8")
    done = run(folder, "build", "-a", "press")
    assert done.returncode == 4
    place = Path("templates") / "press" / "briefing.md.j2"
    assert f"{place}:1:12: error: unknown field 'titel' in {{{{ issue.titel }}}}" in done.stderr
    assert "did you mean 'title'?" in done.stderr
    assert built(folder) == set()


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_fault_that_two_issues_meet_is_told_once(folder: Path, command: str) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    (own / "briefing.md.j2").write_text("# {{ issue.titel }}\n", encoding="utf-8")
    other = SMALL.replace("id: bridge", "id: other")
    (folder / "data" / "other.yaml").write_text(other, encoding="utf-8")
    done = run(folder, command, "-a", "press")
    assert done.returncode == 4
    assert done.stderr.count("unknown field 'titel'") == 1
    found = json.loads(run(folder, command, "-a", "press", "--json").stdout)["diagnostics"]
    assert len(found) == 1


def test_headings_out_of_order_are_a_template_fault(folder: Path) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    for text, said in (
        ("## x\n", "not the title"),
        ("# a\n\n# b\n", "a second title"),
        ("# a\n\n### b\n", "level 3 under one of 1"),
        ("words\n", "no title"),
        ("# a\n\n::: panel\n# b\n:::\n", "a second title"),
    ):
        (own / "briefing.md.j2").write_text(text, encoding="utf-8")
        done = run(folder, "build", "-a", "press")
        assert done.returncode == 4
        assert said in done.stderr


def test_an_edited_file_is_kept_and_exits_5(folder: Path) -> None:
    assert run(folder, "build").returncode == 0
    edited = folder / "out" / "bridge" / "bridge-press.docx"
    edited.write_bytes(b"edited in Word")
    (folder / "data" / "bridge.yaml").write_text(SMALL + "place: Here\n", encoding="utf-8")
    done = run(folder, "build")
    assert done.returncode == 5
    assert "bridge-press.docx: error: this file was edited since it was built" in done.stderr
    assert edited.read_bytes() == b"edited in Word"
    assert len(done.stdout.splitlines()) == 5
    assert run(folder, "build", "--force").returncode == 0
    assert edited.read_bytes() != b"edited in Word"


def test_an_output_folder_that_is_a_file_exits_5(folder: Path) -> None:
    (folder / "out").write_text("in the way", encoding="utf-8")
    done = run(folder, "build")
    assert done.returncode == 5
    assert "out: error: cannot write" in done.stderr
    assert "Traceback" not in done.stderr


def test_some_good_and_some_bad_exits_7(folder: Path) -> None:
    (folder / "data" / "worse.yaml").write_text("id: X\n", encoding="utf-8")
    done = run(folder, "build")
    assert done.returncode == 7
    assert len(done.stdout.splitlines()) == 6
    assert run(folder, "build", "data/worse.yaml").returncode == 3
    (folder / "data" / "bridge.yaml").write_text("id: Y\n", encoding="utf-8")
    assert run(folder, "build").returncode == 3


def test_two_issues_of_one_id_are_a_fault(folder: Path) -> None:
    (folder / "data" / "twin.yaml").write_text(SMALL, encoding="utf-8")
    done = run(folder, "build")
    assert done.returncode == 7
    assert "the id 'bridge' is also that of" in done.stderr


def test_a_character_that_no_face_has_is_placed(folder: Path) -> None:
    text = SMALL.replace("benefit: Peace", "benefit: Peace 🕊")
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build", "-f", "docx")
    assert done.returncode == 3
    assert "bridge.yaml:7:47: error: no font has U+1F54A (dove of peace)" in done.stderr


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_script_from_the_right_is_refused_in_every_format(folder: Path, kind: str) -> None:
    text = SMALL.replace("benefit: Peace", "benefit: Peace שלום")
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build", "-f", kind)
    assert done.returncode == 3
    assert "bridge.yaml:7:47: error: U+05E9 (hebrew letter shin) is written from" in done.stderr


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_words_around_the_text_are_held_to_the_same(folder: Path, kind: str) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    text = "name: P\ndocument_type: 報\nsections: [summary, recommendations]\n"
    (own / "audience.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build", "-a", "press", "-f", kind)
    assert done.returncode == 3
    assert "no font has U+5831" in done.stderr


def test_a_terminal_without_utf8_loses_nothing(folder: Path) -> None:
    text = SMALL.replace("summary", "sümary")
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build", PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert done.returncode == 3
    assert "unknown key 's\\xfcmary'" in done.stderr


def test_help_has_examples_and_the_version_is_told(folder: Path) -> None:
    for arguments in (("--help",), ("build", "--help"), ("audiences", "-h")):
        done = run(folder, *arguments)
        assert done.returncode == 0
        assert "briefgen build" in done.stdout or "briefgen audiences" in done.stdout
    assert run(folder, "--version").stdout.startswith("briefgen 0.")


def test_audiences_are_listed_with_their_files(folder: Path) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text("", encoding="utf-8")
    done = run(folder, "audiences")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "press: Press, Press release (docx, pdf)" in lines
    place = Path("templates") / "press" / "theme.yaml"
    assert any(line.split() == ["theme.yaml", str(place)] for line in lines)
    inside = ["audience.yaml", "built", "in:", "press/audience.yaml"]
    assert any(line.split() == inside for line in lines)
    # Who wants to copy one is told where they lie.
    where = folder / done.stderr.strip().removeprefix("what is built in lies in ")
    assert (where / "press" / "audience.yaml").is_file()
    assert (where / "_words" / "en.yaml").is_file()


def test_a_folder_without_issues_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "build")
    assert done.returncode == 2
    assert "hint: name an issue file" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_takes_nothing_exits_5_without_a_traceback(folder: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build", "-a", "press", "-f", "docx"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 5
    assert done.stderr == b"error: cannot print: no space left on device\n"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, cwd=folder, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (5, b"")


def test_a_language_without_words_is_a_fault_of_that_issue(folder: Path) -> None:
    (folder / "data" / "bridge.yaml").write_text(SMALL + "language: pl\n", encoding="utf-8")
    done = run(folder, "build", "-a", "press")
    assert done.returncode == 4
    assert "bridge.yaml:1:1: error: there are no words for documents in 'pl'" in done.stderr


def test_without_a_head_there_is_a_title_all_the_same(folder: Path) -> None:
    own = folder / "templates" / "press"
    own.mkdir(parents=True)
    text = "name: P\ndocument_type: Q\nsections: [summary, recommendations]\n"
    (own / "audience.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build", "-a", "press")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_named_twice_is_built_once(folder: Path) -> None:
    done = run(folder, "build", "data/bridge.yaml", "./data/bridge.yaml", "-f", "docx")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 3)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    done = run(folder, "build", "pipe.yaml")
    assert done.returncode == 2
    assert "no ordinary file" in done.stderr


def test_explain_says_what_each_audience_does_not_get(tmp_path: Path) -> None:
    text = SMALL + (
        "stakeholders:\n  - {id: bob, name: Bob, audiences: [press]}\n"
        "concerns:\n  - {id: dust, topic: Dust, raised_by: [bob],"
        " detail: {community-groups: Dusty}}\n"
        "notes:\n  - text: A remark\n"
    )
    (tmp_path / "issue.yaml").write_text(text, encoding="utf-8")
    shown = run(tmp_path, "build", "issue.yaml", "-a", "city-council", "--explain")
    assert shown.returncode == 0
    assert shown.stderr.splitlines() == [
        "issue.yaml:9:5: city-council does not get stakeholders 'bob': its audiences are press",
        "issue.yaml:11:74: city-council does not get concerns 'dust', detail: "
        "it has wordings for community-groups alone",
        "issue.yaml:11:41: city-council does not get concerns 'dust', raised_by 'bob': "
        "that item is hidden",
        "issue.yaml:13:5: city-council does not get notes 'A remark': "
        "a working note that names no audience",
    ]
    answer = run(tmp_path, "build", "issue.yaml", "--explain", "--json")
    found = json.loads(answer.stdout)["omissions"]
    assert {o["audience"] for o in found} == {"city-council", "community-groups", "press"}
    assert (found[-1]["audience"], found[-1]["what"]) == ("press", "notes 'A remark'")
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file() and path.suffix == ".json":
            assert b"remark" not in path.read_bytes()


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (("--date", "23.11.2026"), "'23.11.2026' is no date", "2026-11-23"),
        (("--format", "doc"), "invalid value for '--format' / '-f': 'doc' is not one of", "--help"),
        (("--fomat", "pdf"), "no such option: --fomat", "briefgen build --help"),
    ],
)
def test_options_are_faulted_like_everything_else(
    folder: Path, options: tuple[str, ...], message: str, hint: str
) -> None:
    done = run(folder, "build", *options)
    first, second = done.stderr.splitlines()
    assert done.returncode == 2
    assert first.startswith(f"error: {message}")
    assert second.startswith("  hint: ")
    assert hint in second


@pytest.mark.parametrize("written", ['"\\u548c"', '"\\U0000548C"', "x&#x548c;", "x&#21644;"])
def test_a_character_that_is_written_as_an_escape_is_placed(folder: Path, written: str) -> None:
    text = SMALL.replace("The bridge is old.", written)
    (folder / "data" / "bridge.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "build", "data/bridge.yaml", "-a", "press")
    assert "bridge.yaml:5:11: error: no font has U+548C" in done.stderr
