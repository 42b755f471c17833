"""How paths stand: what counts as a change, and what does not."""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.inputs import Inputs, is_file, is_whole, state


def test_a_state_tells_contents_replacements_and_absence(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    assert state(path) is None
    path.write_text("one", encoding="utf-8")
    one = state(path)
    assert is_file(one)
    assert state(path) == one
    other = tmp_path / "b.yaml"
    other.write_text("two", encoding="utf-8")
    # A copy that keeps size and time of what it replaces.
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    assert state(path) != one


def test_a_folder_stands_as_the_names_in_it(tmp_path: Path) -> None:
    empty = state(tmp_path)
    assert empty is not None
    assert not is_file(empty)
    (tmp_path / ".briefgen.lock").touch()
    assert state(tmp_path) == empty
    (tmp_path / "a").touch()
    assert state(tmp_path) != empty


def test_what_is_gone_or_empty_may_not_be_all(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    assert not is_whole(state(path))
    path.touch()
    assert not is_whole(state(path))
    path.write_text("x", encoding="utf-8")
    assert is_whole(state(path))


def test_a_name_that_no_file_can_have_is_a_file_that_is_not_there() -> None:
    assert state("a\0b") is None
    assert state("x" * 5000) is None


def test_the_first_state_is_kept(tmp_path: Path) -> None:
    path, inputs = tmp_path / "a", Inputs()
    inputs.note(path)
    path.touch()
    inputs.note(path)
    assert inputs.states == {str(path): None}
