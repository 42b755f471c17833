"""What every test may rely on: a clean environment, goldens, and no quiet skips."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

GOLDENS = Path(__file__).with_name("goldens")
NO_SKIPS = pytest.StashKey[bool]()

# What changes the words or the colours of a command line on somebody's terminal.
UNWANTED = ("COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR", "TERMINAL_WIDTH")

# A loaded machine is slow, not wrong: no deadline. The same examples at every run, so
# that a change is judged and not the dice; the long run throws them anew.
settings.register_profile("usual", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("soak", deadline=None, max_examples=3000, print_blob=True)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what the tests got into tests/goldens/ instead of comparing",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Read before `clean_environment` takes it away from the code under test.
    config.stash[NO_SKIPS] = bool(os.environ.get("BRIEFGEN_NO_SKIPS"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that skips itself where nothing may be skipped."""
    report = yield
    if item.config.stash[NO_SKIPS] and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file of tests that skips itself where nothing may be skipped."""
    report = yield
    if collector.config.stash[NO_SKIPS] and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


@pytest.fixture(scope="session", autouse=True)
def clean_environment() -> Iterator[None]:
    """Take away what the caller's shell says to briefgen or about its terminal."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("BRIEFGEN_") or name in UNWANTED:
                patch.delenv(name)
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/goldens/<name>, or write it there with --update-goldens."""

    def compare(name: str, got: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(got, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden {name}: run pytest with --update-goldens, and read it"
        assert got == path.read_text(encoding="utf-8")

    return compare
