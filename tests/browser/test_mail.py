"""The HTML of mails in a browser: at phone and desk width, by day and by night."""

from __future__ import annotations

from functools import lru_cache

import pytest

from briefgen.document import Document
from briefgen.theme import Theme
from briefgen.writers import writer
from tests.browser import axe
from tests.browser.chromium import Page, Setting
from tests.browser.test_reflow import lost
from tests.letters import letter
from tests.writers.specimens import LONG_WORD, document, plain, table

LETTERS = (
    *("harbour/city-council", "harbour/community-groups", "harbour/press"),
    *("chicago/city-council", "chicago/community-groups", "chicago/press"),
    *("chicago/community-groups/es", "harbour/press/es"),
)
STRAINED = "strained"

# Rules for a page of its own: a mail is shown inside one, by a program that has its landmarks
# and shows the subject as a heading. The last asks for a style sheet, and there is none.
OF_PAGES = (
    *("landmark-one-main", "region", "page-has-heading-one", "bypass"),
    "css-orientation-lock",
)

PHONE, DESK = (Setting(width) for width in (320, 1000))
NIGHT = (Setting(320, dark=True), Setting(1000, dark=True))


@lru_cache
def content(name: str) -> bytes:
    if name == STRAINED:
        return _written(document(plain(LONG_WORD), table(6, LONG_WORD)), Theme())
    issue, audience, *tag = name.split("/")
    made, theme = letter(issue, audience, *tag, recipient={"name": "Ana Rivera-Núñez"})
    return _written(made.document, theme)


def _written(said: Document, theme: Theme) -> bytes:
    return writer("mail")(said, theme).content


@pytest.fixture(scope="module", params=[*LETTERS, STRAINED])
def shown(request: pytest.FixtureRequest, page: Page) -> Page:
    page.show(content(request.param))
    return page


@pytest.mark.parametrize("setting", [PHONE, DESK, Setting(200)], ids=str)
def test_nothing_is_lost(shown: Page, setting: Setting) -> None:
    shown.set(setting)
    assert lost(shown) == []


def test_a_line_is_not_longer_than_one_can_follow(page: Page) -> None:
    page.set(DESK)
    page.show(content("harbour/press"))
    assert page.ask("document.querySelector('body > div').getBoundingClientRect().width") == 640


INKS = """
[...new Set([...document.querySelectorAll('body :not(hr)')].map((one) =>
  getComputedStyle(one).color))]
"""
GROUNDS = """
[...new Set([...document.querySelectorAll('*')].map((one) =>
  getComputedStyle(one).backgroundColor + getComputedStyle(one).backgroundImage))]
"""


@pytest.mark.parametrize("setting", [PHONE, *NIGHT], ids=str)
def test_all_text_has_the_colour_that_the_program_gives_it(shown: Page, setting: Setting) -> None:
    shown.set(setting)
    links = shown.ask("[...document.links].map((one) => getComputedStyle(one).color)")
    ink = "rgb(255, 255, 255)" if setting.dark else "rgb(0, 0, 0)"
    assert set(shown.ask(INKS)) - set(links) == {ink}
    assert shown.ask(GROUNDS) == ["rgba(0, 0, 0, 0)none"]


@pytest.mark.usefixtures("axe_core")
@pytest.mark.parametrize("setting", [PHONE, DESK], ids=str)
def test_axe_finds_nothing(shown: Page, setting: Setting) -> None:
    axe.load(shown)
    shown.set(setting)
    outcome = axe.examine(shown, OF_PAGES)
    assert outcome.violations == []
    assert outcome.incomplete == []
    assert outcome.texts > 0
    assert outcome.unmeasured == []
