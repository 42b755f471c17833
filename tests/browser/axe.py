"""axe-core, run over a page that a browser has open.

Owns where it is, which rules run and what an outcome is. Must not know a page's content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.browser.chromium import Page

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"

# Every rule runs but these, AAA and experimental ones too.
LEFT_OUT = {
    "color-contrast-enhanced": "7:1 is asked of headers and of text by night, not of all (AAA)",
    "focus-order-semantics": "experimental; takes only a landmark for something to be scrolled, "
    "and a landmark for each table would bury those of the page",
    "hidden-content": "experimental; asks to look at what is hidden, which the browser does not "
    "show and nobody meets: descriptions of tables, and on paper what is for screens alone",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a page: faults, what could not be decided, on how many elements a rule ran.

    `texts` counts the elements that have words of their own, `unmeasured` names those of
    them whose contrast was not computed.
    """

    violations: list[str]
    incomplete: list[str]
    ran: dict[str, int]
    texts: int
    unmeasured: list[str]

    @property
    def rules(self) -> set[str]:
        """Give the rules that are broken."""
        return {said.partition(":")[0] for said in self.violations}


def load(page: Page) -> None:
    """Put axe-core into a page."""
    page.ask(_text(SOURCE) + ";0")


def examine(page: Page, left_out: Iterable[str] = ()) -> Outcome:
    """Run all rules over a page as it is shown now, but for those that are always left out."""
    names = json.dumps([*LEFT_OUT, *left_out])
    found = page.ask(f"({_text(FOLDER / 'axe.js')})({names})")
    return Outcome(**found)


@lru_cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
