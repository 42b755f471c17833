"""The tests' own ground: skips that fail, goldens that can be rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")

SKIPPING = """
import pytest

def test_passes():
    pass

def test_skips():
    pytest.skip("no such program")

@pytest.mark.skip(reason="not today")
def test_is_marked():
    pass

@pytest.mark.xfail(reason="known")
def test_fails_as_known():
    assert False
"""


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    """Give an empty tree of tests that stands on the same conftest."""
    # A plugin can be named in the topmost conftest alone, and the outer one has done so.
    pytester.makeconftest(CONFTEST.replace('pytest_plugins = ["pytester"]', ""))
    return pytester


def test_skips_are_skips_at_home(inner: pytest.Pytester) -> None:
    inner.makepyfile(SKIPPING)
    inner.runpytest().assert_outcomes(passed=1, skipped=2, xfailed=1)


def test_skips_fail_where_nothing_may_be_skipped(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_NO_SKIPS", "1")
    monkeypatch.setenv("COLUMNS", "200")
    inner.makepyfile(SKIPPING)
    result = inner.runpytest("-ra")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1, failed=1, errors=1, xfailed=1, skipped=0)
    result.stdout.fnmatch_lines_random(
        ["FAILED *test_skips*no such program", "ERROR *test_is_marked*not today"]
    )


def test_a_skipped_file_fails_where_nothing_may_be_skipped(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_NO_SKIPS", "1")
    inner.makepyfile("import pytest\npytest.importorskip('no_such_library')")
    result = inner.runpytest()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*skipped where nothing may be*no_such_library*"])


def test_the_code_under_test_does_not_see_the_callers_settings(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_OUT", "elsewhere")
    monkeypatch.setenv("FORCE_COLOR", "1")
    inner.makepyfile(
        """
        import os

        def test_clean():
            assert "BRIEFGEN_OUT" not in os.environ
            assert "FORCE_COLOR" not in os.environ
        """
    )
    inner.runpytest().assert_outcomes(passed=1)


def test_goldens_are_compared_and_rewritten(inner: pytest.Pytester) -> None:
    inner.makepyfile("def test_it(golden):\n    golden('deep/it.txt', 'a\\u2013b\\n')\n")
    path = inner.path / "goldens" / "deep" / "it.txt"

    inner.runpytest().assert_outcomes(failed=1)
    assert not path.exists()

    inner.runpytest("--update-goldens").assert_outcomes(passed=1)
    assert path.read_bytes() == "a\u2013b\n".encode()
    inner.runpytest().assert_outcomes(passed=1)

    path.write_text("other", encoding="utf-8")
    inner.runpytest().assert_outcomes(failed=1)
    assert path.read_text(encoding="utf-8") == "other"
