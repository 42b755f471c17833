"""Audience folders: configuration, looks, and where each file comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import audience
from briefgen.document import Align
from briefgen.errors import TemplateError, UsageError
from briefgen.theme import A4, LETTER, Theme
from tests.made import workspace


def write(root: Path, name: str, text: str, folder: str = "press") -> None:
    path = root / "templates" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def load(root: Path, name: str = "press", page: str = "") -> audience.Audience:
    place = workspace(root)
    return audience.load(name, place.template_roots, place.surroundings, page)


GOOD = "name: Board\ndocument_type: Board paper\nsections: [head, summary: Now, recommendations]\n"


def test_the_built_in_audiences_read_without_a_fault(tmp_path: Path) -> None:
    for name in ("city-council", "community-groups", "press"):
        found = load(tmp_path, name)
        assert found.config.requires == ("summary", "recommendations")
        assert found.config.formats == ("docx", "pdf")
        assert "recommendations" in [section.name for section in found.config.sections]


def test_a_workspaces_file_wins_and_the_others_stay(tmp_path: Path) -> None:
    write(tmp_path, "audience.yaml", GOOD)
    found = load(tmp_path)
    assert found.config.document_type == "Board paper"
    assert [(s.name, s.label) for s in found.config.sections] == [
        ("head", ""),
        ("summary", "Now"),
        ("recommendations", ""),
    ]
    assert found.files["audience.yaml"] == tmp_path / "templates" / "press" / "audience.yaml"
    assert found.files["briefing.md.j2"].parent != found.files["audience.yaml"].parent


def test_columns_have_labels_widths_and_alignment(tmp_path: Path) -> None:
    text = GOOD + (
        "tables:\n  recommendations:\n    - approach: What\n    - cost: {label: Price, width: 20,"
        " align: right}\n    - benefit\n"
    )
    write(tmp_path, "audience.yaml", text)
    found = load(tmp_path).columns("recommendations")
    assert [(c.name, c.label, c.width, c.align) for c in found] == [
        ("approach", "What", 0.0, ""),
        ("cost", "Price", 20.0, "right"),
        ("benefit", "", 0.0, ""),
    ]
    assert [c.name for c in load(tmp_path).columns("risks")][:2] == ["issue", "possible_outcome"]


def test_a_theme_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        "theme.yaml",
        'colours: {accent: "#0b5d5e"}\nmargins: {left: 100}\n'
        "styles: {body: {size: 12, bold: true}, closing: {align: end}}\n",
    )
    theme, usual = load(tmp_path).theme, Theme()
    assert (theme.colours.accent, theme.colours.rule) == ("0B5D5E", "0B5D5E")
    assert (theme.page.left, theme.page.right) == (100.0, usual.page.right)
    assert (theme.styles.body.size, theme.styles.body.bold) == (12.0, True)
    # Lines stand as far apart as before, in proportion.
    assert theme.styles.body.leading == pytest.approx(usual.styles.body.leading * 12 / 11)
    assert theme.styles.closing.align is Align.END
    assert theme.styles.title == usual.styles.title


def test_the_sheet_is_the_audiences_else_the_workspaces(tmp_path: Path) -> None:
    write(tmp_path, "theme.yaml", "")
    assert load(tmp_path).theme.page == LETTER
    assert load(tmp_path, page="a4").theme.page == A4
    write(tmp_path, "audience.yaml", GOOD + "page: letter\n")
    assert load(tmp_path, page="a4").theme.page == LETTER


@pytest.mark.parametrize(
    ("name", "text", "code", "hint"),
    [
        ("audience.yaml", GOOD + "colour: red\n", "audience.unknown-key", ""),
        ("audience.yaml", "name: x\n", "audience.missing-key", "document_type"),
        ("audience.yaml", GOOD.replace("summary", "sumary"), "audience.bad-choice", "'summary'"),
        ("audience.yaml", GOOD + "tables: {risks: [isue]}\n", "audience.bad-choice", "'issue'"),
        ("audience.yaml", GOOD + "formats: [doc]\n", "audience.bad-choice", "'docx'"),
        ("audience.yaml", "a: [\n", "yaml.syntax", ""),
        ("theme.yaml", "colours: {accent: red}\n", "theme.bad-colour", "hexadecimal"),
        ("theme.yaml", "margins: {left: 280, right: 280}\n", "theme.no-room", ""),
        ("theme.yaml", "margins: {left: 500}\n", "audience.bad-number", "288"),
        ("theme.yaml", "styles: {body: {size: 0.001}}\n", "audience.bad-number", "from 4 to 96"),
        ("theme.yaml", "styles: {body: {leading: 8}}\n", "theme.tight-lines", "size"),
        ("theme.yaml", 'colours: {text: "FFFFFF"}\n', "theme.low-contrast", "4.5"),
        ("theme.yaml", "margins: {top: 18}\n", "audience.bad-number", "56"),
        ("audience.yaml", GOOD + "requires: [audiences]\n", "audience.bad-choice", ""),
        ("audience.yaml", GOOD + "formats: []\n", "audience.no-formats", "leave it out"),
        ("audience.yaml", GOOD + "requires: [sumary]\n", "audience.bad-choice", "'summary'"),
        ("audience.yaml", GOOD.replace("head, ", "head, head, "), "audience.duplicate-entry", ""),
        ("theme.yaml", "styles: {body: {size: big}}\n", "audience.bad-number", ""),
        ("theme.yaml", "styles: {bodies: {size: 1}}\n", "audience.unknown-key", "'body'"),
    ],
)
def test_a_fault_has_its_code_place_and_remedy(
    tmp_path: Path, name: str, text: str, code: str, hint: str
) -> None:
    write(tmp_path, name, text)
    with pytest.raises(TemplateError) as caught:
        load(tmp_path)
    fault = caught.value.diagnostics[0]
    assert fault.code == code
    assert fault.location is not None
    assert fault.location.path.endswith(name)
    assert hint in fault.hint


def test_an_unknown_audience_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, "pres")
    assert "'press'" in caught.value.diagnostics[0].hint
    with pytest.raises(UsageError):
        load(tmp_path, "../press")


def test_a_folder_without_its_template_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "audience.yaml", GOOD, "board")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path, "board")
    assert caught.value.diagnostics[0].code == "audience.no-template"


def test_a_size_takes_its_leading_along(tmp_path: Path) -> None:
    write(tmp_path, "theme.yaml", "styles: {title: {size: 40}, body: {before: 0}}\n")
    assert load(tmp_path).theme.styles.title.leading == pytest.approx(40 * 22 / 18, rel=0.1)
