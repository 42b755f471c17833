"""YAML with positions: what is kept, what is refused, and where."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError, Diagnostic, InputError, Location, UsageError
from briefgen.yamlfile import Mapping, Scalar, parse, read


def fault(text: str) -> Diagnostic:
    with pytest.raises(InputError) as caught:
        parse(text, "f.yaml")
    return caught.value.diagnostics[-1]


@pytest.mark.parametrize(
    "value", ["7.30", "no", "010", "1:30", "0x1F", "2026-11-23", "1e3", "true"]
)
def test_a_value_stays_as_it_is_written(value: str) -> None:
    root = parse(f"a: {value}\n", "f").root
    assert isinstance(root, Mapping)
    scalar = root.pairs[0][1]
    assert isinstance(scalar, Scalar)
    assert scalar.value == value


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("a: b\nc: First: second\n", 2, 9, "a second ': '", "quotes"),
        ("a: b\n\tc: d\n", 2, 1, "a tab", "spaces"),
        ("a: @x\n", 1, 4, "cannot start with this character", "quotes"),
        ("a: %x\n", 1, 4, "cannot start with this character", "quotes"),
        ("a: `x`\n", 1, 4, "cannot start with this character", "quotes"),
        ("a: *x\n", 1, 4, "refers to nothing", "quotes"),
        ("a: **bold**\n", 1, 5, "cannot start with *", "quotes"),
        ("a: 'x\n", 1, 4, "never closed", "close the quote"),
        ("a: !!str x\n", 1, 4, "the tag", "delete it"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document", "one issue a file"),
        ("a: &x [*x]\n", 1, 8, "refers to nothing", "quotes"),
        ("? [a]\n: b\n", 1, 3, "a key must be a plain word", ""),
        ("a:\n  - b\n c: d\n", 3, 2, "fits neither", "indentation"),
    ],
)
def test_a_slip_is_named_with_its_place_and_remedy(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    found = fault(text)
    assert found.location is not None
    assert (found.location.line, found.location.column) == (line, column)
    assert message in found.message
    assert hint in found.hint


def test_a_key_twice_names_both_lines_even_among_many() -> None:
    text = "".join(f"k{n}: v\n" for n in range(500)) + "k3: again\n"
    (found,) = parse(text, "f").diagnostics
    assert found.code == "yaml.duplicate-key"
    assert found.location is not None
    assert found.location.line == 501
    assert "line 4" in found.hint


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a: Bridge #2\n", True),
        ("a: Bridge # a comment\n", False),
        ("a: Bridge#2\n", False),
        ('a: "Bridge #2"\n', False),
        ("é: Brücke #2\n", True),
    ],
)
def test_a_value_cut_by_a_number_sign_is_warned_about(text: str, cut: bool) -> None:
    found = parse(text, "f").diagnostics
    assert [d.code for d in found] == (["yaml.value-cut"] if cut else [])
    if cut:
        assert found[0].location is not None
        assert found[0].location.column == text.index("#") + 1


@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x7f", "\ufffe", "\U0001ffff", "\u202e", "\ufdd0"]
)
def test_a_character_that_no_document_holds_is_placed(character: str) -> None:
    found = fault(f"a: b\nc: x{character}\n")
    assert found.code == "text.forbidden-character"
    assert found.location is not None
    assert (found.location.line, found.location.column) == (2, 5)


def test_an_escaped_control_character_is_found_too() -> None:
    (found,) = parse('a: "x\\u0001y"\n', "f").diagnostics
    assert found.code == "text.forbidden-character"


def test_deep_nesting_is_refused_at_once() -> None:
    found = fault("a: " + "[" * 100_000)
    assert found.code == "yaml.too-deep"


def test_aliases_stand_for_what_they_name_within_a_budget() -> None:
    root = parse("a: &x {b: c}\nd: *x\n", "f").root
    assert isinstance(root, Mapping)
    assert root.pairs[0][1] is root.pairs[1][1]
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for n in range(1, 10):
        bomb += f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n"
    assert fault(bomb).code == "yaml.too-many-aliases"
    long = f"a: &a {'x' * 20_000}\n" + "".join(f"k{n}: *a\n" for n in range(200))
    assert fault(long).code == "yaml.too-many-aliases"


def test_bytes_that_are_not_utf8_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: b\nc: caf\xe9\n")
    with pytest.raises(InputError) as caught:
        read(path)
    location = caught.value.diagnostics[0].location
    assert location is not None
    assert (location.line, location.column) == (2, 7)
    path.write_bytes("a: b\n".encode("utf-16"))
    with pytest.raises(InputError, match="UTF-16"):
        read(path)


def test_a_bom_and_windows_line_ends_change_no_place(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\nc: d\r\n")
    root = read(path).root
    assert isinstance(root, Mapping)
    key, _ = root.pairs[1]
    assert (key.value, key.line, key.column) == ("c", 2, 1)


def test_a_missing_file_and_a_folder_are_usage_faults(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.yaml", "file.missing"), (tmp_path, "file.is-folder")):
        with pytest.raises(UsageError) as caught:
            read(path)
        assert caught.value.diagnostics[0].code == code


def test_deep_nesting_needs_no_deep_stack() -> None:
    # The parser must not be what overflows: a thread's small stack shows it.
    seen: list[str] = []

    def run() -> None:
        try:
            parse("[" * 60_000, "f")
        except BriefgenError as caught:
            seen.append(caught.diagnostics[0].code)

    threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(0)
    assert seen == ["yaml.too-deep"]
    assert sys.getrecursionlimit() >= 1000


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("id: a\n title: T\n", (2, 2), "stands deeper"),
        ("risks:\n  -id: a\n    issue: b\n", (2, 4), "no space behind the '-'"),
        ("id: a\ntitle T\ndate: 2026-01-01\n", (2, 1), "a key without a ':'"),
        ("id: a\ntitle:T\ndate: 2026-01-01\n", (2, 7), "no space behind the ':'"),
        ('id: a\ntitle: "Bridge" closing\n', (2, 17), "behind the closing"),
        ("id: a\ntitle: 'It's closing'\n", (2, 12), "behind the closing"),
        ("id: a\ntitle: [Draft] Bridge\n", (2, 16), "behind the closing"),
        ("id: a\ntitle: “Bridge: x”\n", (2, 15), "a second ': '"),
        ("id: a\ntitle: Bridge: x\n", (2, 14), "a second ': '"),
    ],
)
def test_a_slip_is_found_where_it_stands(text: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, "f.yaml")
    (fault,) = caught.value.diagnostics
    assert words in fault.message
    assert fault.location == Location("f.yaml", *place)
    assert fault.hint


def test_curly_quotes_are_named_as_the_slip() -> None:
    with pytest.raises(InputError) as caught:
        parse("title: “Bridge: x”\n", "f.yaml")
    assert "curly quotes" in caught.value.diagnostics[0].hint
