"""A page that is printed is a page of paper: its links, its tables, its feet, and no night."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pymupdf
import pytest

from briefgen.document import Heading
from briefgen.theme import Theme
from briefgen.writers.html import write
from tests.browser.chromium import Page, Setting
from tests.browser.pages import PAGES, strained
from tests.browser.pages import page as content
from tests.writers.specimens import SENTENCE, document, plain, table, words

PRINTED = [name for name in PAGES if name.startswith("harbour/")] + ["strained", "sourced"]


def printed(page: Page, raw: bytes, *, dark: bool = True) -> Any:
    """Print a page out of a browser that its reader has set to dark."""
    page.set(Setting(dark=dark, paper=True))
    page.show(raw)
    return pymupdf.open("pdf", page.pdf())  # type: ignore[no-untyped-call]


def spans(sheet: Any) -> list[dict[str, Any]]:
    """Give the runs of text on a sheet."""
    return [
        span
        for block in sheet.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["text"].strip()
    ]


@pytest.mark.parametrize("name", PRINTED)
def test_paper_is_white_and_words_are_dark(page: Page, name: str) -> None:
    file = printed(page, content(name))
    for sheet in file:
        assert {sheet.get_pixmap(dpi=20).pixel(2, 2)} == {(255, 255, 255)}
        for span in spans(sheet):
            red, green, blue = (span["color"] >> shift & 255 for shift in (16, 8, 0))
            assert max(red, green, blue) <= 0x60, span["text"]


@pytest.mark.parametrize("name", PRINTED)
def test_every_sheet_has_its_foot_and_nothing_goes_over_its_edge(page: Page, name: str) -> None:
    file = printed(page, content(name))
    for number, sheet in enumerate(file, 1):
        text = sheet.get_text()
        assert text.count(f"Page {number} of {len(file)}") == 1
        assert "Skip to" not in text
        assert "\u21a9" not in text
        for span in spans(sheet):
            left, _, right, bottom = span["bbox"]
            assert left >= 70
            assert right <= sheet.rect.width - 70
            assert bottom <= sheet.rect.height
    if name == "strained":  # what a draft is, is said once on each sheet, and at the top of it
        draft = "DRAFT, not for publication"
        assert [sheet.get_text().count(draft) for sheet in file] == [2] + [1] * (len(file) - 1)


def test_links_are_seen_and_lead_where_they_say(page: Page) -> None:
    file = printed(page, content("harbour/community-groups"))
    found = {link["uri"] for sheet in file for link in sheet.get_links() if link.get("uri")}
    assert "https://portlindqvist.example/hearing" in found
    assert "mailto:clerk@portlindqvist.example" in found
    lines = page.ask(
        "[...document.querySelectorAll('main a[href]:not(.back)')]"
        ".map((one) => getComputedStyle(one).textDecorationLine)"
    )
    assert set(lines) == {"underline"}


@lru_cache
def long() -> bytes:
    return write(document(plain(SENTENCE), table(90)), Theme()).content


def test_a_long_table_has_its_header_on_every_sheet_and_whole_rows(page: Page) -> None:
    file = printed(page, long())
    assert len(file) > 3
    rows = 0
    for sheet in file:
        text = " ".join(sheet.get_text().split())
        numbers = [int(number) for number in re.findall(r"Measure (\d+)", text)]
        rows += len(numbers)
        assert len(numbers) >= 2  # no row stands alone
        assert text.count("Approach Benefit & cost Implementation Cost") == 1
        ends = re.findall(r"\$(\d+),\d00", text)
        assert [int(number) for number in ends] == numbers
        # Cells of several lines are on one sheet from their first line to their last.
        whole = sum(number % 3 == 0 for number in numbers)
        starts = text.count("The department reviewed") - (sheet.number == 0)
        assert starts == whole
        assert text.count("built on the site.") - (sheet.number == 0) == whole
    assert rows == 90


@pytest.mark.parametrize("before", range(24, 34))
def test_a_short_table_stays_whole_and_a_heading_keeps_to_it(page: Page, before: int) -> None:
    blocks = [plain("A line.") for _ in range(before)]
    raw = write(document(*blocks, Heading(2, words("Costs")), table(3)), Theme()).content
    file = printed(page, raw)
    sheets = [" ".join(sheet.get_text().split()) for sheet in file]
    (held,) = [text for text in sheets if "Measure 1" in text]
    assert "Measure 3" in held
    assert "Costs What is recommended, and how Approach" in held


def test_a_print_is_the_same_by_day_and_by_night(page: Page) -> None:
    raw = write(strained(), Theme()).content
    day, night = (
        [sheet.get_pixmap(dpi=30).samples for sheet in printed(page, raw, dark=dark)]
        for dark in (False, True)
    )
    assert day == night
