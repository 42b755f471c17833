"""`briefgen audit` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audit.made import changed_html, changed_pdf, elements, own
from tests.cli.test_build import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind in ("pdf", "docx", "html"):
        (tmp_path / f"good.{kind}").write_bytes(own(kind, "sourced"))

    def without_words(file: object) -> None:
        del elements(file, "Figure")[0]["/Alt"]  # type: ignore[arg-type]

    (tmp_path / "bad.pdf").write_bytes(changed_pdf(without_words))
    (tmp_path / "bad.html").write_bytes(changed_html("<title>.*?</title>", ""))
    (tmp_path / "cut.pdf").write_bytes(own("pdf")[:9_000])
    return tmp_path


def test_files_without_faults_are_not_called_accessible(folder: Path) -> None:
    done = run(folder, "audit", "good.pdf", "good.docx", "good.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("no fault was found") == 3
    assert done.stdout.count("To pass machine checks is not to be accessible.") == 3
    assert "picture 1 'Picture 1'" in done.stdout
    assert "is accessible" not in done.stdout


def test_a_fault_is_said_with_its_place_rule_and_remedy(folder: Path) -> None:
    done = run(folder, "audit", "bad.pdf")
    assert (done.returncode, done.stderr) == (8, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("bad.pdf: PDF, ") and lines[0].endswith(": 1 fault")
    assert lines[2:5] == [
        "  page 1, Figure 1: the figure has no alternative text",
        "      critical: ISO 14289-1, 7.3; ISO 14289-1, 7.7; WCAG 2.1, 1.1.1 "
        "(pdf.figure-alternative)",
        "      remedy: say in the alternative text what the picture tells; decoration is an "
        "artifact",
    ]


def test_every_check_is_named_when_asked_for(folder: Path) -> None:
    lines = run(folder, "audit", "bad.pdf", "--all").stdout.splitlines()
    assert "  passed: the metadata have a title (pdf.title)" in lines
    assert any(line.startswith("  failed: every figure and formula") for line in lines)
    assert any(line.startswith("  nothing to check: form fields") for line in lines)


def test_json_holds_all_of_it(folder: Path) -> None:
    done = run(folder, "audit", "bad.pdf", "good.docx", "cut.pdf", "--json")
    assert (done.returncode, done.stderr) == (8, "")
    said = json.loads(done.stdout)
    assert said["version"] == 1
    bad, good = said["files"]
    (finding,) = bad["findings"]
    assert (finding["code"], finding["page"]) == ("pdf.figure-alternative", 1)
    assert finding["rules"][0] == {"standard": "ISO 14289-1", "clause": "7.3"}
    outcomes = {check["code"]: check["outcome"] for check in bad["checks"]}
    assert outcomes["pdf.figure-alternative"] == "failed"
    assert (good["kind"], good["faults"], good["unread"]) == ("DOCX", 0, [])
    assert any(asked["code"] == "alternatives" for asked in good["human"])
    (fault,) = said["diagnostics"]
    assert (fault["code"], fault["file"]) == ("pdf.damaged", "cut.pdf")


def test_a_file_that_cannot_be_read_is_faulty_input(folder: Path) -> None:
    done = run(folder, "audit", "cut.pdf")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("cut.pdf: error: no sound PDF: it is cut off or damaged")


def test_a_file_that_is_not_there_is_a_fault_of_usage(folder: Path) -> None:
    done = run(folder, "audit", "none.pdf", "good.pdf")
    assert done.returncode == 2
    assert done.stderr == "none.pdf: error: no such file\n"
    assert "good.pdf: PDF" in done.stdout


def test_the_first_failure_decides(folder: Path) -> None:
    assert run(folder, "audit", "good.pdf", "cut.pdf", "bad.html").returncode == 3
    assert run(folder, "audit", "good.pdf", "bad.html", "cut.pdf").returncode == 8


def test_control_characters_of_a_file_are_written_out(folder: Path) -> None:
    title = "<title>\x1b[31mred\u202e</title>"
    (folder / "a.html").write_bytes(changed_html("<title>.*?</title>", title))
    assert not {"\x1b", "\u202e"} & set(run(folder, "audit", "a.html").stdout)
