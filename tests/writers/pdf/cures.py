"""Cures, and how a writer runs without one of them.

A cure is named by the function that holds it and the text in it that is the cure; where
that text is no longer there, the entry is out of date, and says so. Owns the taking out,
which everybody who knows the function notices; must not know which cures there are.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import pytest

from briefgen.writers.pdf import glyphs, metadata, pictures

KEPT = (glyphs._face, glyphs._parts, metadata.profile, pictures.image_object)
FALLS = (AssertionError, pytest.fail.Exception)  # the second where nothing was raised


@dataclass(frozen=True)
class Cure:
    """What is taken out of a function, what is left in its place, and the test that falls."""

    of: Any
    cure: str
    without: str
    guard: Callable[[], object]
    falls: tuple[type[BaseException], ...] = FALLS


def falls(cure: Cure) -> None:
    """Assert that the guard of a cure falls without it."""
    with taken_out(cure), pytest.raises(cure.falls):
        cure.guard()


@contextmanager
def taken_out(cure: Cure) -> Iterator[None]:
    """Let a function run without its cure, for everybody who knows it."""
    function = inspect.unwrap(cure.of)
    assert isinstance(function, FunctionType)
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(cure.cure) == 1, f"{function.__qualname__} holds no {cure.cure!r}"
    # Without decorators: it is the plain function whose code is replaced.
    source = source[source.index("def ") :].replace(cure.cure, cure.without)
    names: dict[str, Any] = {}
    exec(
        compile(f"from __future__ import annotations\n{source}", "<cure>", "exec"),
        function.__globals__,
        names,
    )
    kept = function.__code__
    function.__code__ = names[function.__name__].__code__
    _forget()
    try:
        yield
    finally:
        function.__code__ = kept
        _forget()


def _forget() -> None:
    for held in KEPT:
        held.cache_clear()
