"""What is broken on purpose is found: by axe-core in the browser, and by `audit` in the file."""

from __future__ import annotations

import pytest

from tests.audit.made import found
from tests.browser import axe
from tests.browser.chromium import Page
from tests.browser.faults import FAULTS, faulty


@pytest.mark.usefixtures("axe_core")
@pytest.mark.parametrize("name", FAULTS)
def test_axe_finds_it(page: Page, name: str) -> None:
    page.show(faulty(name))
    axe.load(page)
    page.set(FAULTS[name].setting)
    outcome = axe.examine(page)
    assert FAULTS[name].rule in outcome.rules, outcome


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.code])
def test_the_audit_finds_it(name: str) -> None:
    assert FAULTS[name].code in found("html", faulty(name))
