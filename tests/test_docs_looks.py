"""The page on looks: each of its examples is tried, and says what it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import audience
from briefgen.errors import TemplateError
from briefgen.theme import FACES, RUNNING, Theme
from tests.made import workspace
from tests.own_fonts import made
from tests.writers.specimens import png

PAGE = (Path(__file__).parents[1] / "docs" / "how-to-looks.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# (templates/([a-z-]+)/theme\.yaml)\n(.*?)```", PAGE, re.DOTALL)


def tried(root: Path, path: str, name: str, text: str) -> Theme:
    file = root / path
    (file.parent / "fonts").mkdir(parents=True, exist_ok=True)
    for cut in ("Regular", "Bold", "Italic", "BoldItalic"):
        (file.parent / "fonts" / f"City-{cut}.ttf").write_bytes(made(style=cut))
    (file.parent / "press.png").write_bytes(png(320, 100))
    file.write_text(text, encoding="utf-8")
    place = workspace(root)
    return audience.load(name, place.template_roots, place.surroundings).theme


def test_every_example_says_where_it_stands() -> None:
    assert len(EXAMPLES) == PAGE.count("```yaml") >= 7


@pytest.mark.parametrize(("path", "name", "text"), EXAMPLES)
def test_an_example_changes_the_looks(tmp_path: Path, path: str, name: str, text: str) -> None:
    assert tried(tmp_path, path, name, text) != tried(tmp_path, path, name, "")


def test_the_fault_that_the_page_shows_is_the_one_that_comes(tmp_path: Path) -> None:
    text = 'colours: {accent: "3FA7A9"}\n'
    with pytest.raises(TemplateError) as caught:
        tried(tmp_path, "templates/press/theme.yaml", "press", text)
    (fault,) = caught.value.diagnostics
    assert fault.location is not None
    where = f"{fault.location.line}:{fault.location.column}"
    assert f"theme.yaml:{where}: error: {fault.message}\n  hint: {fault.hint}\n" in PAGE


def test_the_page_names_all_that_may_stand_around_a_text() -> None:
    around = PAGE[PAGE.index("In braces:") :].partition(". What an issue")[0]
    assert tuple(re.findall(r"`(\w+)`", around)) == RUNNING


def test_the_faces_that_the_page_names_are_known() -> None:
    for name in ("Arial", "Calibri", "Times New Roman", "Liberation Sans", "Carlito"):
        assert name in PAGE
        assert name in FACES
