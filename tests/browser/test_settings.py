"""What a reader asks of a browser is heeded: own colours, no motion, no scripts."""

from __future__ import annotations

from itertools import product

import pytest

from tests.browser.chromium import Page, Setting
from tests.browser.pages import page as content

FORCED = [
    Setting(320, dark=dark, features=(("forced-colors", "active"),)) for dark in (False, True)
]

# What a ground says by its colour must be said by a line too, since grounds go.
_LINES = """
[...document.querySelectorAll('.panel, thead th, .figure img, a[href]')].map((element) => {
  const look = getComputedStyle(element);
  const lines = ['Top', 'Right', 'Bottom', 'Left'].some((side) =>
    look[`border${side}Style`] !== 'none' && parseFloat(look[`border${side}Width`]) > 0);
  return [element.className || element.localName, lines,
    look.textDecorationLine.includes('underline'), look.forcedColorAdjust];
})
"""


@pytest.mark.parametrize("setting", FORCED, ids=str)
@pytest.mark.parametrize("name", ["harbour/city-council", "sourced"])
def test_a_readers_own_colours_hide_nothing(page: Page, name: str, setting: Setting) -> None:
    page.set(setting)
    page.show(content(name))
    assert page.ask("matchMedia('(forced-colors: active)').matches")
    found = page.ask(_LINES)
    assert {kind for kind, *_ in found} >= {"panel", "th", "img", "a", "reference"}
    for kind, lines, underlined, adjusted in found:
        assert adjusted == "auto"
        match kind:
            case "panel" | "th":
                assert lines
            case "a" | "reference":
                assert underlined
    page.press("Tab")
    assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_nothing_moves_by_itself(page: Page) -> None:
    page.set(Setting(320))
    page.show(content("strained"))
    # The only change is that of a shade, as a reader moves a table; not one in time.
    timelines = page.ask("document.getAnimations().map((one) => one.timeline.constructor.name)")
    assert set(timelines) == {"ScrollTimeline"}
    assert page.ask(
        "[...document.querySelectorAll('*')].every((element) => {"
        " const look = getComputedStyle(element);"
        " return look.transitionDuration === '0s' && look.scrollBehavior === 'auto' })"
    )


def test_a_page_is_the_same_without_scripts(page: Page) -> None:
    page.set(Setting(320))
    page.show(content("chicago/press"))
    before = page.picture()
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.show(content("chicago/press"))
        assert page.picture() == before
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)


def test_the_page_may_not_run_or_fetch_anything(page: Page) -> None:
    page.set(Setting())
    hostile = (
        b"<script>document.title = 'run'</script><img src='x.png' onerror='document.title = 1'>"
    )
    page.show(content("brief").replace(b"</main>", hostile + b"</main>"))
    assert page.ask("document.title") == "Closing the old bridge"


# What follows scrolling is known once the next picture has been drawn.
_SHADE = """
new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
  Number(getComputedStyle(document.querySelector('.table'), '::after').opacity)))))
"""


@pytest.mark.parametrize("dark", [False, True])
def test_a_shade_tells_that_a_table_goes_on(page: Page, dark: bool) -> None:
    page.set(Setting(320, dark=dark))
    page.show(content("chicago/city-council"))
    assert page.ask(_SHADE) > 0.5
    assert page.ask(
        "new Promise((done) => { const box = document.querySelector('.table');"
        " box.addEventListener('scrollend', () => done(box.scrollLeft));"
        " box.scrollLeft = box.scrollWidth })"
    )
    assert page.ask(_SHADE) == 0
    page.set(Setting(1280, dark=dark))
    assert page.ask(_SHADE) == 0


def test_by_night_the_page_is_dark_and_pictures_keep_their_ground(page: Page) -> None:
    grounds = []
    for dark, paper in product((False, True), (False, True)):
        page.set(Setting(dark=dark, paper=paper))
        page.show(content("sourced"))
        grounds.append(page.ask("getComputedStyle(document.body).backgroundColor"))
        image = page.ask("getComputedStyle(document.querySelector('img')).backgroundColor")
        assert image == "rgb(255, 255, 255)"
    white, dark_ground = "rgb(255, 255, 255)", "rgb(22, 24, 27)"
    assert grounds == [white, white, dark_ground, white]  # paper is white by night too
