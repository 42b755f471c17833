"""`briefgen audit` as its users meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.audit import audit as examine
from briefgen.errors import InputError
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
    verdicts = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert [line for line in verdicts if line] == [
        f"good.{kind}: machine checks pass: no fault was found" for kind in ("pdf", "docx", "html")
    ]
    assert done.stdout.count("To pass machine checks is not to be accessible.") == 3
    assert "It says that it follows PDF/UA-1 and PDF/A-2a." in done.stdout
    assert "picture 1 'Picture 1'" in done.stdout
    assert "is accessible" not in done.stdout


def test_a_fault_is_said_with_its_place_rule_and_remedy(folder: Path) -> None:
    done = run(folder, "audit", "bad.pdf")
    assert (done.returncode, done.stderr) == (8, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "bad.pdf: machine checks fail: 1 fault (1 critical)"
    assert lines[4:10] == [
        "  critical: page 1, Figure 1: the figure has no alternative text",
        "      rule: ISO 14289-1, 7.3; ISO 14289-1, 7.7; WCAG 2.1, 1.1.1",
        "          (pdf.figure-alternative)",
        "      remedy: say in the alternative text what the picture tells; decoration is",
        "          an artifact",
        "",
    ]
    assert max(map(len, lines)) <= 80


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
    assert (bad["verdict"], good["verdict"]) == ("fail", "pass")
    assert bad["claims"] == ["PDF/UA-1", "PDF/A-2a"]
    assert bad["against"][0] == "PDF/UA-1 (ISO 14289-1)"
    assert good["claims"] == []
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
    assert done.stdout.startswith("good.pdf: machine checks pass")


def test_the_first_failure_decides(folder: Path) -> None:
    assert run(folder, "audit", "good.pdf", "cut.pdf", "bad.html").returncode == 3
    assert run(folder, "audit", "good.pdf", "bad.html", "cut.pdf").returncode == 8


def test_control_characters_of_a_file_are_written_out(folder: Path) -> None:
    title = "<title>\x1b[31mred\u202e</title>"
    (folder / "a.html").write_bytes(changed_html("<title>.*?</title>", title))
    assert not {"\x1b", "\u202e"} & set(run(folder, "audit", "a.html").stdout)


def test_standard_input_is_a_file_too(folder: Path) -> None:
    with (folder / "good.pdf").open("rb") as source:
        done = subprocess.run(
            [sys.executable, "-m", "briefgen", "audit", "-"],
            cwd=folder,
            stdin=source,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("standard input: machine checks pass")


def test_a_pattern_that_the_shell_passes_on_is_matched(folder: Path) -> None:
    done = run(folder, "audit", "good.[pd]*", "--json")
    assert [one["file"] for one in json.loads(done.stdout)["files"]] == ["good.docx", "good.pdf"]
    (folder / "a[1].pdf").write_bytes(own("pdf"))
    assert run(folder, "audit", "a[1].pdf").returncode == 0
    none = run(folder, "audit", "*.odt")
    assert (none.returncode, none.stderr) == (2, "*.odt: error: no such file\n")


def test_a_folder_is_answered_with_what_to_write(folder: Path) -> None:
    done = run(folder, "audit", ".")
    assert done.returncode == 2
    assert done.stderr == (
        ".: error: this is a folder\n  hint: name the files in it, such as *.pdf\n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_is_no_file_is_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    done = run(folder, "audit", "pipe.pdf", "/dev/zero")
    assert done.returncode == 2
    assert done.stderr.count("this is no file but a device or a pipe") == 2


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_links_are_followed_as_far_as_they_lead(folder: Path) -> None:
    (folder / "link.pdf").symlink_to("good.pdf")
    (folder / "loop.pdf").symlink_to("loop.pdf")
    assert run(folder, "audit", "link.pdf").returncode == 0
    assert run(folder, "audit", "loop.pdf").returncode in (2, 3)


def test_a_file_that_may_not_be_read_is_faulty_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Asked of the room, and not by taking the right away: root reads it all.
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputError) as caught:
        examine(folder / "good.pdf", "good.pdf")
    (fault,) = caught.value.diagnostics
    assert caught.value.exit_code == 3
    assert fault.message == "cannot be read: permission denied"


def test_a_page_that_breaks_off_gets_no_answer(folder: Path) -> None:
    whole = own("html", "sourced")
    (folder / "cut.html").write_bytes(whole[: whole.index(b"</style>")])
    done = run(folder, "audit", "cut.html")
    assert done.returncode == 3
    assert done.stdout.startswith("cut.html: no answer: not all of it was looked at")
    assert "the file ends in the middle of <style>" in done.stdout


def test_a_page_in_utf_16_is_read(folder: Path) -> None:
    text = own("html", "sourced").decode()
    (folder / "a.html").write_bytes(text.encode("utf-16"))
    assert run(folder, "audit", "a.html").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="names are bytes there alone")
def test_a_file_may_have_any_name(folder: Path) -> None:
    name = os.fsdecode(b"\x1b[31m\xff.pdf")
    (folder / name).write_bytes(own("pdf"))
    done = run(folder, "audit", name)
    assert done.stdout.startswith("\\x1b[31m\\udcff.pdf: machine checks pass")
    (said,) = json.loads(run(folder, "audit", name, "--json").stdout)["files"]
    assert said["file"] == name


def test_a_terminal_without_unicode_gets_signs_of_its_own(folder: Path) -> None:
    title = "<title>A title \u2014 \u201clong\u201d \u2022 \u0142</title>"
    (folder / "a.html").write_bytes(changed_html("<title>.*?</title>", title))
    done = run(folder, "audit", "a.html", PYTHONIOENCODING="ascii")
    assert 'A title - "long" * \\u0142' in done.stdout
    assert done.stdout.isascii()
