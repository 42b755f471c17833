"""What is faulty is named once, keeps what was good, and is made once it is mended."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from briefgen import content
from briefgen.errors import ExitCode, UsageError
from briefgen.rebuild import EVERY
from tests.rebuild.made import BRIDGE, SCHOOL, built, codes, of, standing, write


def test_a_faulty_issue_is_named_once_and_its_files_stay(root: Path) -> None:
    build = standing(root)
    list(build.build())
    page = root / "out/bridge/bridge-press.md"
    good = page.read_bytes()
    write(root, "data/bridge.yaml", BRIDGE + "summry: x\n")
    (outcome,) = build.build()
    assert (codes([outcome]), outcome.failure) == (["issue.unknown-key"], ExitCode.INPUT)
    assert page.read_bytes() == good
    write(root, "data/school.yaml", SCHOOL.replace("is old", "is older"))
    others = list(build.build())
    assert (codes(others), built(others, root / "out")) == ([], of("school"))
    write(root, "data/bridge.yaml", BRIDGE)
    assert built(list(build.build()), root / "out") == of("bridge")


def test_a_faulty_template_stands_in_the_way_of_its_audience_alone(root: Path) -> None:
    build = standing(root)
    write(root, "templates/press/briefing.md.j2", "{{ nothing }}\n")
    first = list(build.build())
    assert built(first, root / "out") == of("bridge", "school") - of(
        "bridge", "school", audiences=("press",)
    )
    assert set(codes(first)) == {"template.unknown-name"}
    write(root, "templates/press/briefing.md.j2", "# Mine\n")
    assert built(list(build.build()), root / "out") == of("bridge", "school", audiences=("press",))


def test_a_template_that_no_run_came_to_is_looked_into_again(root: Path) -> None:
    build = standing(root, audiences=("press",))
    page = (
        "# T\n\n{{ nothing }}{% if not issue.title %}{% include 'press/rare.md.j2' %}{% endif %}\n"
    )
    write(root, "templates/press/briefing.md.j2", page)
    assert set(codes(list(build.build()))) == {"template.unknown-name", "template.missing"}
    for rare, fault in (("{{ issue.titel }}", {"template.unknown-field"}), ("Rare", set())):
        write(root, "templates/press/rare.md.j2", rare)
        assert [Path(path).name for path in build.changed()] == ["rare.md.j2"]
        assert set(codes(list(build.build()))) == {"template.unknown-name"} | fault


@pytest.mark.parametrize(
    "name", ["briefgen.yaml", "templates/press/audience.yaml", "templates/_words/en.yaml"]
)
def test_a_fault_of_everything_waits_to_be_mended(root: Path, name: str) -> None:
    write(root, name, "{\n")
    build = standing(root, audiences=("press",))
    first = list(build.build())
    assert set(codes(first)) == {"yaml.syntax"}
    assert build.changed() == {}
    write(root, "data/school.yaml", SCHOOL.replace("is old", "is older"))
    list(build.build())
    assert build.changed() == {}
    (root / name).unlink()
    pages = of("bridge", "school", audiences=("press",))
    assert built(list(build.build()), root / "out") == pages


def test_a_workspace_that_turns_faulty_forgets_nothing_that_stands(root: Path) -> None:
    build = standing(root)
    list(build.build())
    write(root, "briefgen.yaml", "pge: a4\n")
    (outcome,) = build.build()
    assert (outcome.issue, codes([outcome])) == (EVERY, ["workspace.unknown-key"])
    write(root, "data/school.yaml", SCHOOL.replace("is old", "is older"))
    assert list(build.build()) == []
    assert build.changed() == {}
    (root / "briefgen.yaml").unlink()
    assert built(list(build.build()), root / "out") == of("school")


@pytest.mark.parametrize(
    "order", [{"audiences": ("nobody",)}, {"issues": ()}], ids=["audience", "data"]
)
def test_what_no_file_can_mend_is_no_build_to_stay_with(
    tmp_path: Path, order: dict[str, tuple[str, ...]]
) -> None:
    if "audiences" in order:
        write(tmp_path, "data/school.yaml", SCHOOL)
    with pytest.raises(UsageError):
        list(standing(tmp_path, **order).build())


def test_a_file_that_another_program_has_to_itself_is_read_once_it_is_free(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = standing(root)
    list(build.build())
    held = str(root / "data" / "costs.csv")
    opened = content._at_once

    def refused(name: str, flags: int) -> int:
        if str(name) == held:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(name, flags)

    with monkeypatch.context() as patch:
        patch.setattr(content, "_at_once", refused)
        write(root, "data/costs.csv", "what,cost\nSteel,13\n")
        assert codes(list(build.build())) == ["file.unreadable"]
        assert build.changed() == {}
        assert build.is_waiting()
        assert list(build.build()) == []  # and says it once
    assert built(list(build.build()), root / "out") == of("bridge")
    assert not build.is_waiting()
