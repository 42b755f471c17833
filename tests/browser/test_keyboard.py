"""With the keyboard alone all is reached, in the order of the page, and one sees where one is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from briefgen.theme import contrast
from tests.browser import axe
from tests.browser.chromium import Page, Setting
from tests.browser.pages import page as content

REACHED = ["harbour/city-council", "chicago/community-groups", "sourced", "strained"]

# What the keyboard should reach, in the order of the file; each is numbered.
_NUMBER = """
[...document.querySelectorAll('a[href], [tabindex]')].map((element, number) => {
  element.dataset.number = number;
  return element.matches('[tabindex]:not([tabindex="0"])') ? 'out of order' : element.localName;
})
"""

# Where the keyboard is: what is seen of it, and of the mark around it.
_HERE = """
(() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const look = getComputedStyle(element);
  let ground = element.parentElement;
  while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)')
    ground = ground.parentElement;
  return {
    number: Number(element.dataset.number ?? -1),
    top: box.top + scrollY, left: box.left, right: box.right, above: box.top, below: box.bottom,
    width: parseFloat(look.outlineWidth), style: look.outlineStyle, colour: look.outlineColor,
    ground: getComputedStyle(ground).backgroundColor, opacity: look.opacity,
  };
})()
"""


def digits(colour: str) -> str:
    """Give `rgb(31, 58, 95)` as six digits."""
    found = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    assert found, colour
    return "".join(f"{int(part):02X}" for part in found.groups())


@pytest.mark.parametrize("setting", [Setting(320), Setting(1280, dark=True)], ids=str)
@pytest.mark.parametrize("name", REACHED)
def test_the_order_of_keys_is_the_order_of_reading(page: Page, name: str, setting: Setting) -> None:
    page.set(setting)
    page.show(content(name))
    stops = page.ask(_NUMBER)
    assert stops[0] == "a"  # the skip link
    assert "out of order" not in stops
    met: list[dict[str, Any]] = []
    for _ in stops:
        page.press("Tab")
        met.append(page.ask(_HERE))
    assert [here["number"] for here in met] == list(range(len(stops)))
    for here in met:
        # It is seen, and so is the mark: a line around it that stands out (WCAG 2.2, 2.4.13).
        assert here["above"] >= 0
        assert here["below"] <= setting.height + 1 or here["above"] < setting.height / 2
        assert 0 <= here["left"] < here["right"] <= setting.width
        assert (here["style"], here["opacity"]) == ("solid", "1")
        assert here["width"] >= 2
        assert contrast(digits(here["colour"]), digits(here["ground"])) >= 3
    # Down the page, and along a line: a reader's eye goes the same way.
    tops = [here["top"] for here in met[1:]]
    assert all(later > earlier - 30 for earlier, later in pairwise(tops))
    page.press("Tab", shift=True)
    assert page.ask(_HERE)["number"] == len(stops) - 2


@pytest.mark.usefixtures("axe_core")
def test_the_skip_link_is_seen_and_leads_to_the_text(page: Page) -> None:
    page.set(Setting(320))
    page.show(content("sourced"))
    axe.load(page)
    page.press("Tab")
    assert page.ask("document.activeElement.className") == "skip"
    # axe-core has it among what can be read only now that it is on the screen.
    assert page.ask(
        "axe.run('.skip', {runOnly: ['color-contrast']}).then((found) =>"
        " [found.passes.length, found.violations.length, found.incomplete.length])"
    ) == [1, 0, 0]
    page.press("Enter")
    assert page.ask("document.querySelector(':target').localName") == "main"
    page.press("Tab")
    assert page.ask("document.activeElement === document.querySelector('main a[href]')")


def test_a_note_is_reached_and_left_again(page: Page) -> None:
    page.set(Setting(320))
    page.show(content("sourced"))
    page.ask("document.querySelector('#reference-2').focus()")
    page.press("Enter")
    assert page.ask("document.querySelector(':target').id") == "note-2"
    page.press("Tab")
    assert page.ask("document.activeElement.className") == "back"
    page.press("Enter")
    assert page.ask("document.querySelector(':target').id") == "reference-2"
    box = page.ask("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= box < 900


def test_a_table_is_moved_with_the_keys(page: Page) -> None:
    page.set(Setting(320, features=(("prefers-reduced-motion", "reduce"),)))
    page.show(content("strained"))
    page.ask(
        "window.box = document.querySelector('.table'); box.focus();"
        "window.moved = new Promise((done) => box.addEventListener('scrollend', done)); 0"
    )
    page.press("ArrowRight")
    assert page.ask("moved.then(() => box.scrollLeft)") > 0
