"""briefgen.yaml: found upwards, obeyed, and faulted with a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import InputError
from briefgen.words import is_language
from briefgen.workspace import builtin_folder, find


def test_the_nearest_file_above_makes_the_workspace(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "briefgen.yaml").write_text("out: built\ndata: issues\n", encoding="utf-8")
    place = find(inner, is_language)
    assert place.root == tmp_path
    assert (place.out, place.data) == (tmp_path / "built", tmp_path / "issues")
    (tmp_path / "a" / "briefgen.yaml").write_text("", encoding="utf-8")
    assert find(inner, is_language).root == tmp_path / "a"


def test_without_a_file_the_folder_is_the_workspace(tmp_path: Path) -> None:
    place = find(tmp_path, is_language)
    assert (place.root, place.file) == (tmp_path, None)
    assert place.out == tmp_path / "out"
    assert place.template_roots == (builtin_folder("templates"),)
    assert place.surroundings.audiences == ("city-council", "community-groups", "press")


def test_own_audiences_are_found_beside_the_built_in_ones(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "school-board"
    folder.mkdir(parents=True)
    (folder / "audience.yaml").write_text("", encoding="utf-8")
    (tmp_path / "mine" / "not-one").mkdir()
    (tmp_path / "briefgen.yaml").write_text(
        "audiences: [school-board, press]\ntemplates: mine\n", encoding="utf-8"
    )
    place = find(tmp_path, is_language)
    assert place.template_roots == (tmp_path / "mine", builtin_folder("templates"))
    assert "school-board" in place.surroundings.audiences
    assert "not-one" not in place.surroundings.audiences
    assert place.settings.audiences == ("school-board", "press")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("language: en\npge: a4\n", "workspace.unknown-key", 2),
        ("page: a5\n", "workspace.bad-choice", 1),
        ("audiences: [mayors]\n", "workspace.unknown-audience", 1),
        ("timezone: Mars/Base\n", "workspace.bad-zone", 1),
        ("a: b: c\n", "yaml.syntax", 1),
    ],
)
def test_a_fault_has_its_code_and_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    (tmp_path / "briefgen.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        find(tmp_path, is_language)
    fault = caught.value.diagnostics[0]
    assert fault.code == code
    assert fault.location is not None
    assert fault.location.line == line
