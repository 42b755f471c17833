"""Waiting for changes: events wake, looks find what no event told, and savers get their time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen import changes
from briefgen.changes import looks, settled
from briefgen.inputs import State

DEADLINE = 60.0  # seconds: of a test that would otherwise hang


def test_an_event_wakes_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LOOK", 1000.0)  # so that nothing else does
    woken = threading.Event()
    waiting = looks(frozenset({tmp_path}))

    def wait() -> None:
        next(waiting)
        woken.set()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    # Written again until it is seen: when the watch begins, no thread can tell another.
    for turn in range(round(DEADLINE / 0.05)):
        (tmp_path / "a").write_text(str(turn), encoding="utf-8")
        if woken.wait(0.05):
            break
    assert woken.is_set()
    thread.join()
    waiting.close()


def test_without_events_it_is_looked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "LOOK", 0.01)
    for folder in (tmp_path, tmp_path / "gone"):
        waiting = looks(frozenset({folder}))
        assert [next(waiting) for _ in range(3)] == [False] * 3
        waiting.close()


WHOLE: State = (3, 1, 1)
OTHER: State = (4, 2, 2)


@pytest.mark.parametrize(
    ("seen", "last", "least"),
    [
        ([{"a": WHOLE}, {"a": WHOLE}], {"a": WHOLE}, 2),
        # Written in pieces.
        ([{"a": WHOLE}, {"a": OTHER}, {"a": OTHER}], {"a": OTHER}, 3),
        # Renamed away, then written; emptied, then written.
        ([{"a": None}] * 4 + [{"a": WHOLE}] * 2, {"a": WHOLE}, 6),
        ([{"a": (0, 1, 1)}] * 4 + [{"a": WHOLE}] * 2, {"a": WHOLE}, 6),
        # As it was before: no change.
        ([{"a": None}] * 4 + [{}] * 2, {}, 6),
        # Gone for good.
        ([{"a": None}] * 100, {"a": None}, changes.PATIENCE),
        # Never at rest.
        ([{"a": (1, turn, 1)} for turn in range(100)], {"a": (1, changes.LONGEST, 1)}, 10),
    ],
)
def test_what_changed_is_taken_when_it_stays(
    monkeypatch: pytest.MonkeyPatch, seen: list[Mapping[str, State]], last: object, least: int
) -> None:
    monkeypatch.setattr(changes, "QUIET", 0.0)
    left = list(seen)
    assert settled(lambda: left.pop(0), told=False) == last
    assert len(seen) - len(left) >= least


def test_after_an_event_and_quiet_only_what_is_not_whole_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "QUIET", 0.0)
    whole: list[Mapping[str, State]] = [{"a": WHOLE}]
    assert settled(lambda: whole.pop(0), told=True) == {"a": WHOLE}
    emptied: list[Mapping[str, State]] = [{"a": (0, 1, 1)}, {"a": WHOLE}, {"a": WHOLE}]
    assert settled(lambda: emptied.pop(0), told=True) == {"a": WHOLE}
