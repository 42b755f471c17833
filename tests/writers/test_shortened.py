"""A line cut to its room: at a word, as late as it may be, and without measuring for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.theme import Theme
from briefgen.writers import writer
from briefgen.writers.shortened import shortened
from tests.unpacked import docx_part
from tests.writers.specimens import document, plain


def letters(text: str) -> float:
    return len(text)


@pytest.mark.parametrize(
    ("room", "cut"),
    [
        (40, "Closing the old bridge, and then another"),
        (39, "Closing the old bridge, and then…"),
        (28, "Closing the old bridge, and…"),
        (27, "Closing the old bridge…"),
        (23, "Closing the old bridge…"),
        (22, "Closing the old…"),
        (8, "Closing…"),
        (7, "Closin…"),
        (2, "C…"),
        (1, ""),
        (0, ""),
    ],
)
def test_a_line_ends_at_a_word_as_late_as_it_can(room: float, cut: str) -> None:
    assert shortened("Closing the old bridge, and then another", room, letters) == cut


def test_what_fits_stays_as_it_is() -> None:
    assert shortened(" a  line,", 9, letters) == " a  line,"
    assert shortened("", 0, letters) == ""
    assert shortened("     ", 3, letters) == ""


def one_by_one(text: str, room: float) -> str:
    """Give what the plainest search finds."""
    if len(text) <= room:
        return text
    words = text.split()
    cuts = [" ".join(words[:n]).rstrip(" ,;:.") + "…" for n in range(len(words), 0, -1)]
    cuts += [words[0][:n] + "…" for n in range(len(words[0]), 0, -1)] if words else []
    return next((cut for cut in cuts if len(cut) <= room), "")


@given(st.text("ab ,.", max_size=60), st.integers(0, 40))
def test_it_finds_what_the_plainest_search_finds(text: str, room: int) -> None:
    assert shortened(text, room, letters) == one_by_one(text, room)


LONG = ["word " * 20_000, "w" * 100_000, "wörd✓, " * 14_286]


@pytest.mark.parametrize("text", LONG, ids=["words", "one word", "odd words"])
def test_a_very_long_line_is_measured_a_few_times_over(text: str) -> None:
    measured = 0

    def width(words: str) -> float:
        nonlocal measured
        measured += len(words)
        return len(words)

    assert len(shortened(text, 60, width)) in range(50, 61)
    assert measured < 5 * len(text)


@pytest.mark.parametrize("text", LONG, ids=["words", "one word", "odd words"])
def test_the_paged_formats_shorten_a_very_long_title(text: str) -> None:
    whole = document(plain("x"), title=text)
    head = docx_part(writer("docx")(whole, Theme()).content, "word/header1.xml")
    assert "…" in "".join(head.itertext())
    assert len("".join(head.itertext())) < 200
    assert writer("pdf")(whole, Theme()).content.startswith(b"%PDF")
