"""Issue files that went wrong in a thousand ways: no bug, no wait, and a place for every fault."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen import batch
from briefgen.errors import ExitCode
from tests.made import workspace

ROOT = Path(__file__).parents[2]
SOURCES = (
    ROOT / "tests" / "issues" / "harbour.yaml",
    ROOT / "data" / "chicago-immigration-enforcement.yaml",
)
BESIDE = ("harbour-logo.png", "harbour-passengers.csv")
SLOWEST = 5  # seconds for one file, on a machine that may be busy

VALUES = (
    *("[]", "{}", "", "null", "~", "7", "-1", "3.14", "true", "con", "- x", "? x", ": x"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "２０２６-１１-２３"),
    *('"\\ud800"', '"\\0"', '"\\q"', '"\\e[31m"', '"\\t"', '"\\u2028"', '"\\u200b"'),
    *("@x", "%x", "*x", "&x", "!x", "!!int 3", "|", ">-", "`x`", "'x", '"x', "a: b", "a #b", "[a"),
    *("[a, b]", "{a: b}", "{default: x}", "{es: x}", "{default: [x]}", "{press/es: y, default: z}"),
    *('"**"', '"[x](javascript:1)"', '"[](https://x.example)"', '"[a][b]"', '"<b>"', '"![a](b)"'),
    *(
        '"x\\n\\ny"',
        '"# h"',
        '"```"',
        '"> > > > x"',
        '"- a\\n  - b"',
        '"1) x"',
        '"a  \\nb"',
        '"***"',
    ),
    *('"[x]{lang=zz}"', '"[x]{lang=es}"', '"&#0;"', '"&#x202e;"', '"&nbsp;"', '"===\\na\\n==="'),
    *("\u202ex", "שלום", "漢字", "😀", "e\u0301", "\u00ad", "\ufeff", "x" * 10_000, "y " * 2_000),
)
SIGNS = b"[]{}:,#&*!|>'\"%@`-?\t \n\\<_()=;"


def deleted(lines: list[bytes], at: int, dice: random.Random) -> None:
    del lines[at : at + dice.randrange(1, 4)]


def doubled(lines: list[bytes], at: int, dice: random.Random) -> None:
    lines.insert(at, lines[dice.randrange(len(lines))])


def swapped(lines: list[bytes], at: int, dice: random.Random) -> None:
    other = dice.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def given(lines: list[bytes], at: int, dice: random.Random) -> None:
    """Give a key another value, of another kind."""
    if key := re.match(rb"(\s*(?:- )?[\w-]+:)", lines[at]):
        lines[at] = key.group(1) + b" " + dice.choice(VALUES).encode()


def given_within(lines: list[bytes], at: int, dice: random.Random) -> None:
    """The same within braces."""
    if values := list(re.finditer(rb"(?<=: )[^,{}\[\]]+(?=[,}])", lines[at])):
        span = dice.choice(values)
        new = dice.choice(VALUES).encode()
        lines[at] = lines[at][: span.start()] + new + lines[at][span.end() :]


def indented(lines: list[bytes], at: int, dice: random.Random) -> None:
    lines[at] = dice.choice((b"\t", b" ", b"  ", b"    ")) + lines[at]


def moved_left(lines: list[bytes], at: int, dice: random.Random) -> None:
    lines[at] = lines[at][dice.randrange(1, 3) :]


def cut(lines: list[bytes], at: int, dice: random.Random) -> None:
    lines[at:] = [lines[at][: dice.randrange(40)]]


def flipped(lines: list[bytes], at: int, dice: random.Random) -> None:
    """Turn a few bits over, as a bad disk does."""
    raw = bytearray(lines[at])
    for _ in range(dice.randrange(1, 8) if raw else 0):
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    lines[at] = bytes(raw)


def strewn(lines: list[bytes], at: int, dice: random.Random) -> None:
    """Strew signs that mean something to YAML or Markdown."""
    place = dice.randrange(len(lines[at]) + 1)
    signs = bytes(dice.choice(SIGNS) for _ in range(dice.randrange(1, 5)))
    lines[at] = lines[at][:place] + signs + lines[at][place:]


def renamed(lines: list[bytes], at: int, dice: random.Random) -> None:
    """Put one word of the file in the place of another."""
    if words := re.findall(rb"[\w-]{3,}", lines[at]):
        others = re.findall(rb"[\w-]{3,}", lines[dice.randrange(len(lines))])
        lines[at] = lines[at].replace(dice.choice(words), dice.choice(others or words), 1)


MUTATIONS: tuple[Callable[[list[bytes], int, random.Random], None], ...] = (
    *(deleted, doubled, swapped, given, given, given_within, given_within, indented, moved_left),
    *(cut, flipped, strewn, renamed),
)


def mutants(dice: random.Random, count: int) -> Iterator[bytes]:
    for number in range(count):
        lines = SOURCES[number % 2].read_bytes().split(b"\n")
        for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
            dice.choice(MUTATIONS)(lines, dice.randrange(len(lines)), dice)
            lines = lines or [b""]
        yield b"\n".join(lines)


def truncated(step: int) -> Iterator[bytes]:
    for source in SOURCES:
        whole = source.read_bytes()
        for length in range(0, len(whole), step):
            yield whole[:length]


def survive(folder: Path, texts: Iterator[bytes], *formats: str) -> set[int]:
    """Check each text, or build it; give the exit codes. What is wrong names its number."""
    for name in BESIDE:
        (folder / name).write_bytes((ROOT / "tests" / "issues" / name).read_bytes())
    path = folder / "issue.yaml"
    place = workspace(folder)
    codes: set[int] = set()
    for number, text in enumerate(texts):
        path.write_bytes(text)
        begun = time.perf_counter()
        order = batch.Order((path,), (), formats, folder / "out", force=True)
        (outcome,) = batch.build(order, place, saving=bool(formats))
        assert time.perf_counter() - begun < SLOWEST, number
        codes.add(int(outcome.failure))
        assert outcome.failure in (ExitCode.DONE, ExitCode.INPUT), (number, outcome.diagnostics)
        for found in outcome.diagnostics:
            where = (number, found)
            assert found.location is not None, where
            assert found.location.line >= 1, where
            assert found.location.column >= 1, where
            assert found.hint, where
            assert len(found.message) < 300, where
            assert "\n" not in found.message + found.hint, where
    return codes


def test_a_hundred_and_fifty_mutants(tmp_path: Path) -> None:
    assert survive(tmp_path, mutants(random.Random(1), 150)) == {0, 3}


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    assert survive(tmp_path, truncated(500)) == {0, 3}


@pytest.mark.soak
def test_five_thousand_mutants(tmp_path: Path) -> None:
    assert survive(tmp_path, mutants(random.Random(), 5_000)) == {0, 3}


@pytest.mark.soak
def test_a_thousand_mutants_as_files(tmp_path: Path) -> None:
    dice = random.Random()
    assert survive(tmp_path, mutants(dice, 1_000), "docx", "pdf", "html", "md") == {0, 3}


@pytest.mark.soak
def test_a_file_that_breaks_off_anywhere(tmp_path: Path) -> None:
    assert survive(tmp_path, truncated(50)) == {0, 3}
