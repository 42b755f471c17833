"""Issues that come and go, and the output folder while a build stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen import record
from tests.rebuild.made import BRIDGE, SCHOOL, built, codes, of, standing, write

# --- issues that come and go ---


def test_a_deleted_issue_leaves_its_files_and_is_named_once(root: Path) -> None:
    build = standing(root)
    list(build.build())
    (root / "data" / "school.yaml").unlink()
    (outcome,) = build.build()
    assert codes([outcome]) == ["watch.left"]
    assert "school" in outcome.diagnostics[0].message
    assert (root / "out/school/school-press.md").is_file()
    write(root, "data/bridge.yaml", BRIDGE.replace("is old", "is older"))
    assert codes(list(build.build())) == []


def test_the_last_issue_may_go_and_come_back(root: Path) -> None:
    build = standing(root)
    (root / "data" / "bridge.yaml").unlink()
    list(build.build())
    (root / "data" / "school.yaml").unlink()
    assert sorted(codes(list(build.build()))) == ["usage.no-issues", "watch.left"]
    assert build.changed() == {}
    write(root, "data/school.yaml", SCHOOL)
    assert built(list(build.build()), root / "out") == of("school")


def test_a_renamed_issue_file_leaves_nothing_behind(root: Path) -> None:
    build = standing(root)
    list(build.build())
    (root / "data" / "school.yaml").rename(root / "data" / "other.yaml")
    outcomes = list(build.build())
    assert (codes(outcomes), built(outcomes, root / "out")) == ([], of("school"))


def test_another_id_makes_other_files_and_the_old_are_named(root: Path) -> None:
    build = standing(root)
    list(build.build())
    write(root, "data/school.yaml", SCHOOL.replace("id: school", "id: academy"))
    outcomes = list(build.build())
    assert (codes(outcomes), built(outcomes, root / "out")) == (["watch.left"], of("academy"))


def test_two_files_of_one_id_part_again(root: Path) -> None:
    build = standing(root)
    list(build.build())
    write(root, "data/twin.yaml", SCHOOL)
    assert codes(list(build.build())) == ["issue.same-id"]
    write(root, "data/twin.yaml", SCHOOL.replace("id: school", "id: twin"))
    assert built(list(build.build()), root / "out") == of("twin")


# --- the output folder ---


def test_a_file_that_somebody_edited_is_kept_and_the_build_goes_on(root: Path) -> None:
    build = standing(root)
    list(build.build())
    page = root / "out/school/school-press.md"
    page.write_text("by hand", encoding="utf-8")
    for turn in range(2):
        write(root, "data/school.yaml", SCHOOL.replace("is old", f"is old {turn}"))
        (outcome,) = build.build()
        assert codes([outcome]) == ["output.edited"]
        assert len(outcome.paths) == 2
    assert page.read_text(encoding="utf-8") == "by hand"
    assert build.retry() is None


def test_a_folder_that_another_run_has_is_written_once_it_is_free(root: Path) -> None:
    build = standing(root)
    list(build.build())
    write(root, "data/school.yaml", SCHOOL.replace("is old", "is older"))
    with record.opened(root / "out"):  # and while it waited, nobody held it
        (outcome,) = build.build()
        assert codes([outcome]) == ["output.busy"]
        assert build.retry() is None
    late = build.retry()
    assert late is not None
    assert built([late], root / "out") == of("school")
    assert "is older" in (root / "out/school/school-press.md").read_text(encoding="utf-8")
    assert build.retry() is None
    assert build.changed() == {}


@pytest.mark.parametrize(
    "settings",
    [
        "out: .\n",
        "out: data\n",
        "out: data/built\n",
        "templates: out/templates\n",
        "data: .\nout: .\ntemplates: .\n",
        "out: Übersicht für später\n",
    ],
)
def test_what_is_written_is_no_change(root: Path, settings: str) -> None:
    write(root, "briefgen.yaml", f"{settings}audiences: [press]\n")
    if "data: ." in settings:
        for path in list((root / "data").iterdir()):
            path.rename(root / path.name)
    if "templates: out" in settings:
        write(root, "out/templates/press/briefing.md.j2", "# Mine\n")
    build = standing(root)
    assert sum(len(outcome.paths) for outcome in build.build()) == 2
    while build.changed():  # names may have come into a folder; that says nothing
        assert list(build.build()) == []
    source = next(root.rglob("school.yaml"))
    source.write_text(SCHOOL.replace("is old", "is older"), encoding="utf-8")
    assert sum(len(outcome.paths) for outcome in build.build()) == 1


@pytest.fixture
def linked(tmp_path: Path, root: Path) -> Iterator[Path]:
    place = tmp_path / "Ratsvorlagen für März"
    place.mkdir()
    (place / "data").symlink_to(root / "data", target_is_directory=True)
    yield place


def test_a_folder_behind_a_link_is_watched_where_it_is(linked: Path, root: Path) -> None:
    build = standing(linked)
    assert built(list(build.build()), linked / "out") == of("bridge", "school")
    assert {linked / "data", root / "data"} <= build.folders
    write(root, "data/school.yaml", SCHOOL.replace("is old", "is older"))
    assert built(list(build.build()), linked / "out") == of("school")


def test_a_link_that_leads_elsewhere_is_a_change(root: Path) -> None:
    write(root, "first.yaml", SCHOOL)
    write(root, "second.yaml", SCHOOL.replace("is old", "is older"))
    link = root / "data" / "school.yaml"
    link.unlink()
    link.symlink_to(root / "first.yaml")
    build = standing(root)
    list(build.build())
    link.unlink()
    link.symlink_to(root / "second.yaml")
    assert built(list(build.build()), root / "out") == of("school")
