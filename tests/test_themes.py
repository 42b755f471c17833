"""The themes that come with briefgen: each dresses every audience, and passes every check."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefgen import audience, audit, briefing, load, words
from briefgen.audience.looks import theme_names
from briefgen.audit.report import Kind
from briefgen.theme import A4, HUMANIST, SERIF, Theme, contrast
from briefgen.workspace import builtin_folder
from briefgen.writers.html.palette import by_night
from tests.made import workspace
from tests.writers.drawn import drawn_in

ROOT = Path(__file__).parents[1]
THEMES = ("print", "sober", "warm")
AUDIENCES = ("city-council", "community-groups", "press")
FORMATS = ("pdf", "docx", "html")


def dressed(root: Path, theme: str, name: str, page: str = "letter") -> audience.Audience:
    folder = root / "templates" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(f"inherits: {theme}\n", encoding="utf-8")
    place = workspace(root)
    return audience.load(name, place.template_roots, place.surroundings, page=page)


def made(root: Path, theme: str, name: str) -> dict[str, bytes]:
    for file in (ROOT / "tests" / "issues").iterdir():
        shutil.copy(file, root)
    found = dressed(root, theme, name)
    place = workspace(root)
    issue = load.load(root / "harbour.yaml", place, place.surroundings)
    language = words.load("en-US", place.template_roots)
    return briefing.make(issue, found, language, place.template_roots, FORMATS).files


def test_every_theme_that_comes_along_is_tried() -> None:
    assert theme_names((builtin_folder("templates"),)) == THEMES


@pytest.mark.parametrize("name", AUDIENCES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_document_in_a_theme_passes_every_check(
    tmp_path: Path, theme: str, name: str
) -> None:
    for form, content in made(tmp_path, theme, name).items():
        path = tmp_path / f"made.{form}"
        path.write_bytes(content)
        report = audit.audit(path, path.name)
        assert report.kind is Kind(form.upper())
        assert not report.faults, [finding.message for finding in report.findings]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_leaves_nothing_as_usual_that_people_look_at(tmp_path: Path, theme: str) -> None:
    found, usual = dressed(tmp_path, theme, "press", "a4").theme, Theme()
    assert found.colours.accent != usual.colours.accent
    assert found.styles.title != usual.styles.title
    assert found.table != usual.table
    assert (found.page.width, found.page.height) == (A4.width, A4.height)
    night = by_night(found.colours)
    for colour in ("text", "muted", "accent", "rule"):
        assert contrast(night[colour], night["tint"]) >= 7


def test_sober_is_a_books_face_and_warm_a_round_one(tmp_path: Path) -> None:
    assert dressed(tmp_path, "sober", "press").theme.family == SERIF
    warm = dressed(tmp_path, "warm", "press").theme
    assert warm.family == HUMANIST
    assert warm.styles.body.size > dressed(tmp_path, "sober", "press").theme.styles.body.size


@pytest.mark.parametrize("name", AUDIENCES)
def test_print_needs_black_alone(tmp_path: Path, name: str) -> None:
    files = made(tmp_path, "print", name)
    assert {piece.colour for piece in drawn_in(files["pdf"])} == {"000000"}
    page = files["html"].decode()
    day = page[page.index(":root") : page.index("@media")]
    assert set(re.findall(r"#(\w{6})", day)) == {"000000", "FFFFFF"}
