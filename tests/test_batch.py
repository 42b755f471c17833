"""What is built: in which language, under which names."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import batch
from briefgen.errors import ExitCode
from briefgen.recipients import addressed
from tests.made import SMALL, workspace

WORDED = SMALL.replace("The bridge is old.", '{default: Old., es: "Viejo."}')


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(root: Path, issue: str = SMALL, **order: object) -> batch.Outcome:
    write(root, "data/bridge.yaml", issue)
    usual = {"audiences": ("press",), "formats": ("md",)}
    (outcome,) = batch.build(batch.Order(**{**usual, **order}), workspace(root))  # type: ignore[arg-type]
    return outcome


def names(outcome: batch.Outcome) -> list[str]:
    return [path.name for path in outcome.paths]


SPANISH = "draft_line: BORRADOR\nheading_summary: Resumen\naudiences: {press: {}}\n"


def test_another_language_than_the_issues_stands_in_the_name(tmp_path: Path) -> None:
    write(tmp_path, "templates/press/audience.yaml", "inherits: board\n")
    write(tmp_path, "templates/board/audience.yaml", BOARD)
    write(tmp_path, "templates/_words/es.yaml", SPANISH)
    made = build(tmp_path, WORDED, language="es", audiences=("board",))
    assert names(made) == ["bridge-board-es.md"]
    text = made.paths[0].read_text(encoding="utf-8")
    assert "## Resumen" in text
    assert "Viejo." in text
    assert names(build(tmp_path, WORDED, audiences=("board",))) == ["bridge-board.md"]


BOARD = (
    "document_type: {default: Paper, es: Informe}\nsections: [summary]\ninherits: city-council\n"
)


def test_an_audience_may_have_a_language_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "templates/board/audience.yaml", BOARD + "language: es\n")
    write(tmp_path, "templates/_words/es.yaml", SPANISH)
    assert names(build(tmp_path, WORDED, audiences=("board",))) == ["bridge-board-es.md"]
    # What is asked for wins.
    asked = build(tmp_path, WORDED, audiences=("board",), language="en-US")
    assert names(asked) == ["bridge-board.md"]


def test_words_of_an_audience_in_another_language_are_marked_and_warned_of(tmp_path: Path) -> None:
    board = "document_type: Paper\nsections: [summary: Gist]\ninherits: city-council\n"
    write(tmp_path, "templates/board/audience.yaml", board)
    write(tmp_path, "templates/_words/es.yaml", SPANISH)
    made = build(tmp_path, WORDED, audiences=("board",), language="es", formats=("html",))
    warned = {d.message.split("'")[1] for d in made.diagnostics if d.code == "audience.no-wording"}
    assert warned == {"document_type", "summary"}
    assert '<span lang="en-US">Gist</span>' in made.paths[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{date}-{id}", "2026-11-23-bridge.md"),
        ("{id} {edition} {audience}", "bridge 2-b-i board.md"),
        ("{id}_{language}", "bridge_en-US.md"),
    ],
)
def test_files_are_called_as_the_audience_says(tmp_path: Path, pattern: str, name: str) -> None:
    text = f'inherits: press\nfile_name: "{pattern}"\n'
    write(tmp_path, "templates/board/audience.yaml", text)
    made = build(tmp_path, SMALL + 'edition: "2/b:i"\n', audiences=("board",))
    assert names(made) == [name]


def test_two_files_of_one_name_are_a_fault(tmp_path: Path) -> None:
    for name, pattern in (("board", "{id}"), ("staff", "{id}")):
        text = f'inherits: press\nfile_name: "{pattern}"\n'
        write(tmp_path, f"templates/{name}/audience.yaml", text)
    made = build(tmp_path, audiences=("board", "staff"))
    assert (names(made), made.failure) == (["bridge.md"], ExitCode.TEMPLATE)
    (fault,) = made.diagnostics
    assert (fault.code, fault.location and fault.location.line) == ("audience.same-name", 2)


def test_a_document_of_no_kind_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "templates/board/audience.yaml", "sections: [summary]\n")
    write(tmp_path, "templates/board/briefing.md.j2", "# {{ issue.title }}\n")
    made = build(tmp_path, audiences=("board",))
    assert made.failure is ExitCode.TEMPLATE
    assert [d.code for d in made.diagnostics] == ["audience.missing-key"]


def test_an_heir_does_not_see_what_is_marked_for_its_parent(tmp_path: Path) -> None:
    write(tmp_path, "templates/board/audience.yaml", "inherits: press\n")
    issue = SMALL + (
        "messages:\n  - {text: For the parent alone, audiences: [press]}\n"
        "background: {press: The wording of the parent}\n"
    )
    heir = build(tmp_path, issue, audiences=("board",)).paths[0].read_text(encoding="utf-8")
    parent = build(tmp_path, issue).paths[0].read_text(encoding="utf-8")
    for canary in ("For the parent alone", "The wording of the parent"):
        assert canary in parent
        assert canary not in heir


def test_many_copies_of_one_issue_leave_no_garbage_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def look() -> int:
        nonlocal looks
        looks += 1
        return 0

    monkeypatch.setattr("briefgen.batch.run.gc.collect", look)
    write(tmp_path, "data/bridge.yaml", SMALL)
    people = tuple(addressed(f"p{number}@example.org") for number in range(120))
    order = batch.Order(audiences=("press",), formats=("md",), recipients=people)
    assert len(list(batch.build(order, workspace(tmp_path)))) == 120
    assert looks == 2
