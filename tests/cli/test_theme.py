"""`briefgen theme docx`, and the key of theme.yaml that its file is named with."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from tests.cli.test_build import run
from tests.letterheads.made import word_letterhead
from tests.made import SMALL
from tests.unpacked import docx_part
from tests.writers.docx.parts import text


def test_it_writes_a_starter_and_says_where(tmp_path: Path) -> None:
    done = run(tmp_path, "theme", "docx", "letters/new.docx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "letters/new.docx\n", "")
    opened = docx.Document(io.BytesIO((tmp_path / "letters" / "new.docx").read_bytes()))
    assert opened.paragraphs[1].text == "Your letterhead"


def test_it_is_in_the_looks_of_an_audience(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "press"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text('colours: {accent: "5D0B3A"}\n', encoding="utf-8")
    run(tmp_path, "theme", "docx", "a.docx")
    run(tmp_path, "theme", "docx", "b.docx", "--audience", "press")
    a, b = ((tmp_path / name).read_bytes() for name in ("a.docx", "b.docx"))
    assert "5D0B3A" in str(styles(b))
    assert "5D0B3A" not in str(styles(a))


def styles(content: bytes) -> list[str]:
    return [
        v for node in docx_part(content, "word/styles.xml").iter() for v in node.attrib.values()
    ]


def test_it_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(b"mine")
    done = run(tmp_path, "theme", "docx", "mine.docx")
    assert done.returncode == 5
    assert "there already" in done.stderr
    assert (tmp_path / "mine.docx").read_bytes() == b"mine"


def test_what_is_no_docx_and_no_audience_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, "theme", "docx", "letterhead.doc")
    assert done.returncode == 2
    assert "hint: call it letterhead.docx" in done.stderr
    assert run(tmp_path, "theme", "docx", "a.docx", "-a", "none").returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_letterhead_of_inherited_looks_serves_all_that_inherit_it(tmp_path: Path) -> None:
    themes = tmp_path / "templates" / "_themes"
    (tmp_path / "templates" / "press").mkdir(parents=True)
    themes.mkdir()
    (themes / "ours.yaml").write_text("word_template: ours.docx\n", encoding="utf-8")
    (themes / "ours.docx").write_bytes(word_letterhead())
    theme = tmp_path / "templates" / "press" / "theme.yaml"
    theme.write_text("inherits: ours\n", encoding="utf-8")
    (tmp_path / "issue.yaml").write_text(SMALL, encoding="utf-8")
    done = run(tmp_path, "build", "issue.yaml", "-a", "press", "-f", "docx", "-f", "pdf")
    assert done.returncode == 0
    made = (tmp_path / "out" / "bridge" / "bridge-press.docx").read_bytes()
    assert text(docx_part(made, "word/footer1.xml")) == "Page 3 of 4"
    theme.write_text("word_template: none.docx\n", encoding="utf-8")
    done = run(tmp_path, "check", "issue.yaml", "-a", "press")
    assert done.returncode == 4
    assert "theme.yaml:1:16: error: there is no file 'none.docx'" in done.stderr


def test_what_is_in_force_names_the_letterhead_and_where_it_is_named(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "press"
    own.mkdir(parents=True)
    (own / "letterhead.docx").write_bytes(word_letterhead())
    (own / "theme.yaml").write_text("word_template: letterhead.docx\n", encoding="utf-8")
    shown = run(tmp_path, "audience", "show", "press").stdout
    (line,) = (line for line in shown.splitlines() if line.startswith("theme.word_template"))
    assert "a DOCX of" in line
    assert line.endswith("templates/press/theme.yaml:1:16")
    assert "theme.word_template" not in run(tmp_path, "audience", "show", "city-council").stdout
