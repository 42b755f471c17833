"""Nothing is lost on a small screen, in large text, or in text that a reader sets wider."""

from __future__ import annotations

import pytest

from tests.browser.axe import FOLDER
from tests.browser.chromium import Page, Setting
from tests.browser.pages import PAGES
from tests.browser.pages import page as content

# WCAG 2.1, 1.4.12: what a reader may set without losing anything.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
LARGE = "html { font-size: 200%; }"

SIGHTS = {
    "as a phone has it, and a screen at 400 %": (Setting(320), ""),
    "beside a scroll bar": (Setting(305), ""),
    "on a screen": (Setting(1280), ""),
    "between": (Setting(600), ""),
    "text at 200 %": (Setting(1280), LARGE),
    "text at 200 % on a phone": (Setting(320), LARGE),
    "text spaced": (Setting(1280), SPACED),
    "text spaced on a phone": (Setting(320), SPACED),
}


def style(page: Page, rules: str) -> None:
    """Put a reader's own style sheet over the page, in place of one put there before."""
    page.ask(
        "(document.querySelector('#own') ?? (() => { const own = document.createElement('style');"
        f" own.id = 'own'; return document.head.appendChild(own) }})()).textContent = `{rules}`; 0"
    )


def lost(page: Page) -> list[str]:
    """Say what is lost of a page as it is shown now."""
    found = page.ask(f"({(FOLDER / 'reflow.js').read_text(encoding='utf-8')})()")
    assert found["lines"] > 1
    said: list[str] = found["lost"]
    return said


@pytest.fixture(scope="module", params=PAGES)
def shown(request: pytest.FixtureRequest, page: Page) -> Page:
    page.show(content(request.param))
    return page


@pytest.mark.parametrize("sight", SIGHTS)
def test_nothing_is_lost(shown: Page, sight: str) -> None:
    setting, rules = SIGHTS[sight]
    shown.set(setting)
    style(shown, rules)
    assert lost(shown) == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("main > p { white-space: nowrap }", "over the edge"),
        ("main { min-width: 40rem }", "the page is"),
        ("main > p { height: 1em; overflow: hidden }", "cut: "),
        ("h2 { margin-bottom: -1.2em }", " lies on "),
        ("td { white-space: nowrap; max-width: 4rem }", "out of its cell"),
    ],
)
def test_what_is_lost_is_found(page: Page, rules: str, said: str) -> None:
    page.set(Setting(320))
    page.show(content("memo"))
    style(page, rules)
    assert any(said in one for one in lost(page))


def test_a_line_is_not_longer_than_one_can_follow(page: Page) -> None:
    page.set(Setting(1280))
    page.show(content("chicago/city-council"))
    width = page.ask(
        "Math.max(...[...document.querySelectorAll('main > p')].map((one) => one.clientWidth))"
    )
    assert 500 < width < 800


def test_wide_tables_take_the_room_of_a_wide_screen_and_no_more(page: Page) -> None:
    page.set(Setting(1280))
    page.show(content("strained"))
    box = page.ask(
        "(({left, right}) => [left, right])"
        "(document.querySelector('.broad').getBoundingClientRect())"
    )
    measure = page.ask("document.querySelector('h2').clientWidth")
    assert box[1] - box[0] > measure + 100
    assert 16 <= box[0] < box[1] <= 1280 - 16  # a scroll bar has room beside it
