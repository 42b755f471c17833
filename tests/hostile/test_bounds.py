"""Input that is made to take time and memory: a file is read within bounds, or refused at once.

Memory is held to hard, time with a wide margin: the machine may be busy.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.yamlfile import compose
from tests.hostile.conftest import Command
from tests.hostile.runs import measured
from tests.made import SMALL
from tests.unpacked import docx_part, pdf_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PEAK = 200  # megabytes
PATIENCE = 30  # seconds, for what takes one


def bomb(line: str, first: str) -> str:
    return first + "".join(line.format(n=n, past=n - 1) for n in range(1, 30))


def flow() -> str:
    return bomb("a{n}: &a{n} [" + "*a{past}, " * 10 + "]\n", "a0: &a0 [x, x]\n")


def block() -> str:
    return bomb("a{n}: &a{n}\n" + "  - *a{past}\n" * 10, "a0: &a0\n  - x\n")


def keys() -> str:
    pairs = ", ".join(f"k{n}: *a{{past}}" for n in range(10))
    return bomb("a{n}: &a{n} {{" + pairs + "}}\n", "a0: &a0 {k: v}\n")


def prose() -> str:
    words = "  word *word* [a](https://x.example) \n" * 2_000
    names = ("risks", "events", "asks", "options", "sources", "contacts", "head")
    return SMALL + f"background: &p >\n{words}intros:\n" + "".join(f"  {n}: *p\n" for n in names)


BOMBS: dict[str, tuple[Callable[[], str], str, str]] = {
    "flow": (flow, ":5:", "aliases stand for too many values"),
    "block": (block, ":", "aliases stand for too many values"),
    "keys": (keys, ":5:", "aliases stand for too many values"),
    "prose": (prose, ":", "aliases stand for too many values"),
    "lists": (lambda: "a: " + "[" * 200_000, ":1:35:", "nested deeper than 32"),
    "mappings": (lambda: "a: " + "{a: " * 200_000, ":1:128:", "nested deeper than 32"),
    "dashes": (lambda: "- " * 200_000, ":1:65:", "nested deeper than 32"),
    "indented": (
        lambda: "".join(f"{' ' * n}a:\n" for n in range(2_000)),
        ":33:33:",
        "nested deeper than 32",
    ),
    "questions": (lambda: "? " * 200_000, ":1:3:", "a key must be a plain word"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    for name, (text, _, _) in BOMBS.items():
        (tmp_path / f"{name}.yaml").write_text(text(), encoding="utf-8")
    done = measured(tmp_path, "build", *(f"{name}.yaml" for name in BOMBS), patience=PATIENCE)
    assert done.code == 3
    assert done.peak < PEAK
    lines = done.err.splitlines()
    assert len(lines) == 2 * len(BOMBS)
    for (name, (_, place, said)), fault, hint in zip(
        BOMBS.items(), lines[::2], lines[1::2], strict=True
    ):
        assert fault.startswith(f"{name}.yaml{place}")
        assert said in fault
        assert hint.startswith("  hint: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    units = {"value": "x", "keys": "k: v\n", "comments": "# nothing\n", "brackets": "["}
    for name, unit in units.items():
        with (tmp_path / f"{name}.yaml").open("w", encoding="utf-8") as file:
            file.write(SMALL + ("background: " if unit == "x" else ""))
            for _ in range(50):
                file.write(unit * (1_000_000 // len(unit)))
    done = measured(tmp_path, "build", *(f"{name}.yaml" for name in units), patience=PATIENCE)
    assert done.code == 3
    assert done.peak < PEAK
    lines = done.err.splitlines()
    assert lines[::2] == [f"{name}.yaml: error: larger than 16 MB" for name in units]
    assert set(lines[1::2]) == {
        "  hint: keep one issue a file, and long tables in files of their own"
    }
    assert not (tmp_path / "out").exists()


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_files_just_small_enough_are_answered_in_time(tmp_path: Path) -> None:
    texts = {
        "keys": "".join(f"k{n}: v\n" for n in range(1_000_000)),
        "twins": "k: v\n" * 3_000_000,
        "word": "background: " + "x" * 15_900_000 + "\n",
        "stars": "background: x " + "*a " * 5_000_000 + "\n",
        "cut": "extra:\n" + "".join(f"  k{n}: v #x\n" for n in range(20_000)),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(SMALL + text, encoding="utf-8")
    done = measured(tmp_path, "check", *(f"{name}.yaml" for name in texts), patience=2 * PATIENCE)
    assert done.code == 7
    lines = done.err.splitlines()
    for name, said in {
        "keys": "more than 1,000,000 values in one file",
        "twins": "more than 200 faults",
        "word": "prose of 15,900,000 characters",
        "stars": "characters",
        "cut": "more warnings like these",
    }.items():
        assert any(line.startswith(f"{name}.yaml:") and said in line for line in lines), name
    assert len(lines) < 1_500
    assert max(map(len, lines)) < 700


def test_values_are_counted(
    command: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "MAX_VALUES", 1_000)
    (folder / "issue.yaml").write_text(SMALL + f"extra: {{a: [{'x, ' * 2_000}]}}\n", "utf-8")
    done = command("build", "issue.yaml", "--json")
    assert done.code == 3
    (fault,) = done.found
    assert (fault["code"], fault["line"]) == ("yaml.too-many-values", 8)
    assert fault["column"] > 2_500
    assert "files of their own" in fault["hint"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("".join(f"k{n}: v\n" for n in range(1_000)), "issue.unknown-key"),
        ("k: v\n" * 1_000, "yaml.duplicate-key"),
        ("questions:\n" + "  - {question: Q, answer: <b>}\n" * 1_000, "markup.html"),
        (
            "asks:\n" + "".join(f"  - {{id: a{n}, text: T, asked_by: [x]}}\n" for n in range(999)),
            "issue.dangling-reference",
        ),
    ],
)
def test_faults_without_end_are_named_up_to_two_hundred(
    build: Command, text: str, code: str
) -> None:
    done = build(SMALL + text)
    assert done.code == 3
    *first, last = done.found
    assert [fault["code"] for fault in first] == [code] * 200
    assert last["code"] == "yaml.too-many-faults"
    assert "mend those above" in last["hint"]
    places = [(fault["line"], fault["column"]) for fault in done.found]
    assert places == sorted(places)


def test_warnings_without_end_do_not_stop_the_build(build: Command) -> None:
    done = build(SMALL + "notes:\n" + "  - text: ~\n" * 1_000)
    assert done.code == 0
    assert [w["code"] for w in done.found] == ["issue.null-word"] * 200 + ["yaml.more-warnings"]


def test_a_name_is_quoted_briefly_and_on_one_line(build: Command) -> None:
    long = "x" * 900
    done = build(SMALL + f'{long}: y\n"a\\nb": y\nstatus: {long}\nlanguage: {long}\n')
    assert done.code == 3
    messages = [fault["message"] for fault in done.found]
    assert f"unknown key '{'x' * 59}…'" in messages
    assert "unknown key 'a b'" in messages
    assert max(map(len, messages)) < 120


def test_a_misspelt_id_among_many_is_found_in_time(build: Command) -> None:
    rows = "".join(f"  - {{id: question-number-{n}, issue: I}}\n" for n in range(3_000))
    ref = SMALL.replace("Peace", "Peace, addresses: [question-numbr-77, nothing-like-it]")
    done = build(ref + "risks:\n" + rows)
    near, far = done.found
    assert near["hint"].startswith("did you mean 'question-number-")
    assert far["hint"].startswith("allowed here: question-number-0, ")
    assert far["hint"].endswith(" and 2940 more")
    assert len(far["hint"]) < 2_000


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("[", "prose with 1,001 times ["),
        ("[a](", "prose with 1,001 times ["),
        ("*a_ " * 30, "characters"),
        ("- a\n  " * 30, "characters"),
    ],
)
def test_prose_that_takes_long_to_read_is_refused(build: Command, unit: str, said: str) -> None:
    times = 1_001 if "[" in unit else 1_000
    done = build(SMALL + f"background: |\n  x {unit * times}\n")
    assert done.code == 3
    (fault,) = done.found
    assert (fault["code"], fault["line"], fault["column"]) == ("markup.too-long", 8, 13)
    assert said in fault["message"]
    assert "at most" in fault["hint"]


def test_prose_is_bounded_in_all(build: Command) -> None:
    part = "word " * 19_000
    rows = "".join(f"  - {{question: Q, answer: {part}}}\n" for _ in range(13))
    done = build(SMALL + "questions:\n" + rows)
    assert done.code == 3
    (fault,) = done.found  # said once, not of every value that follows
    assert (fault["code"], fault["line"]) == ("markup.too-long", 19)
    assert "1,000,000 characters of prose in one file" in fault["message"]


def rows(count: int) -> str:
    row = (
        "  - {{id: r{n}, approach: Approach {n}, benefit: Some benefit, implementation: By {n}}}\n"
    )
    return SMALL + "".join(row.format(n=n) for n in range(count))


def test_four_hundred_recommendations_are_all_printed(command: Command, folder: Path) -> None:
    (folder / "issue.yaml").write_text(rows(400), encoding="utf-8")
    done = command("build", "issue.yaml", "--json")
    assert (done.code, done.found) == (0, [])
    assert len(done.paths) == 6
    for name in done.paths:
        path = folder / name
        if path.suffix == ".docx":
            body = docx_part(path.read_bytes())
            assert sum(1 for _ in body.iter(f"{W}tr")) >= 402, name
        else:
            said = " ".join(pdf_words(path))
            assert all(f"Approach {n}" in said for n in range(400)), name


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_five_thousand_recommendations_fit_for_every_audience(tmp_path: Path) -> None:
    (tmp_path / "issue.yaml").write_text(rows(5_000), encoding="utf-8")
    done = measured(tmp_path, "build", "issue.yaml", patience=4 * PATIENCE)
    assert (done.code, done.err) == (0, "")
    assert done.peak < PEAK
    assert len([path for path in tmp_path.rglob("*") if path.suffix in (".docx", ".pdf")]) == 6
