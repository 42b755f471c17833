"""One browser for all tests of pages; what needs it, or axe-core, is skipped without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.browser import axe
from tests.browser.chromium import PROGRAMS, Browser, Page


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give the page that all tests take turns with."""
    program = next(filter(shutil.which, PROGRAMS), None)
    if program is None:
        pytest.skip("chromium is missing (Debian: chromium)")
    if not hasattr(os, "posix_spawn"):
        pytest.skip("this system starts no program with pipes of its own")
    with Browser(program, tmp_path_factory.mktemp("browser")) as browser:
        yield browser.page()


@pytest.fixture(scope="session")
def axe_core() -> None:
    """Skip what needs axe-core where it is not."""
    if not axe.SOURCE.is_file():
        pytest.skip("axe-core is missing (npm fetches it in `make test`; Debian: npm)")
