"""axe-core finds nothing in any page, however it is looked at, and leaves nothing open."""

from __future__ import annotations

from itertools import product

import pytest

from tests.browser import axe
from tests.browser.chromium import Page, Setting
from tests.browser.pages import PAGES
from tests.browser.pages import page as content

pytestmark = pytest.mark.usefixtures("axe_core")

SETTINGS = [
    Setting(width, dark=dark, paper=paper)
    for paper, width, dark in product((False, True), (320, 1280), (False, True))
]

ALIKE = ("memo",)  # has nothing that "strained" and "sourced" have not


@pytest.fixture(scope="module", params=[name for name in PAGES if name not in ALIKE])
def examined(request: pytest.FixtureRequest, axe_core: None, page: Page) -> Page:
    """Show a page, with axe-core in it."""
    page.show(content(request.param))
    axe.load(page)
    return page


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_nothing_is_found(examined: Page, setting: Setting) -> None:
    examined.set(setting)
    outcome = axe.examine(examined)
    assert outcome.violations == []
    assert outcome.incomplete == []
    # Contrast was computed wherever there are words, and not taken for granted.
    assert outcome.texts > 0
    assert outcome.unmeasured == []


def test_the_rules_of_all_levels_run(page: Page) -> None:
    page.show(content("sourced"))
    axe.load(page)
    page.set(Setting(320))
    known = page.ask("axe.getRules().map((rule) => [rule.ruleId, rule.tags])")
    tags = {tag for _, tags in known for tag in tags}
    assert {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"} <= tags
    assert set(axe.LEFT_OUT) <= {rule for rule, _ in known}
    ran = axe.examine(page).ran
    # One of each level, of the best practices, of those that are off by themselves.
    assert {"image-alt", "link-name", "color-contrast", "valid-lang", "region"} <= set(ran)
    assert {"target-size", "scrollable-region-focusable", "td-has-header"} <= set(ran)
    assert len(ran) > 50
