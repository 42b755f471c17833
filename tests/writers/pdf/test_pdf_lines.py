"""The short way of breaking lines gives what the long one gives."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from briefgen.theme import SANS
from briefgen.writers.pdf import lines
from briefgen.writers.pdf.lines import Ink, broken

INKS = (Ink(SANS.regular, 10.0, "000000"), Ink(SANS.bold, 10.0, "000000"))
WORDS = st.lists(st.text("abcWi.é-’ \u00a0", max_size=12), min_size=1, max_size=8).map(" ".join)
RUNS = st.lists(st.tuples(WORDS, st.sampled_from(INKS)), min_size=1, max_size=5)


@given(RUNS, st.floats(30, 400))
def test_the_short_way_is_the_long_one(runs: list[tuple[str, Ink]], measure: float) -> None:
    short = broken(runs, measure)
    with patch.object(lines, "_plain", lambda *_: None):
        long = broken(runs, measure)
    assert [
        [(s.text, s.ink, round(s.x, 3), round(s.width, 3)) for s in line] for line in short
    ] == [[(s.text, s.ink, round(s.x, 3), round(s.width, 3)) for s in line] for line in long]


def test_the_short_way_is_taken() -> None:
    assert lines._plain([("alpha beta", INKS[0])], 40.0) is not None
