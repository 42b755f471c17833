"""theme.yaml made to do harm: refused with file and line, in no time, and nothing written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.conftest import Command
from tests.hostile.runs import measured
from tests.made import SMALL
from tests.own_fonts import looped, made, patched, table
from tests.writers.specimens import png

NAMED = "fonts:\n  heading:\n  - regular: own.ttf\n"
MANY = 10_000

# The text of theme.yaml, the code of its first fault, and the line where that stands.
TEXTS: dict[str, tuple[str, str, int]] = {
    "a number of fonts": ("fonts: 7\n", "theme.wrong-kind", 1),
    "a mapping of fonts": ("fonts:\n  body: {a: b}\n", "theme.wrong-kind", 2),
    "a list in a list": ("fonts:\n  body: [[[Arial]]]\n", "theme.wrong-kind", 2),
    "many names": ("fonts:\n  body:\n" + "  - Arial\n" * MANY, "theme.many-fonts", 9),
    "many files": (
        "fonts:\n  body:\n" + "  - {regular: own.ttf, bold: own.ttf}\n" * MANY,
        "theme.many-fonts",
        9,
    ),
    "a long name": (f"fonts:\n  body: [{'x' * 100_000}]\n", "theme.unknown-font", 2),
    "a long path": (f"fonts:\n  body: [{{regular: {'x/' * 50_000}}}]\n", "theme.no-file", 2),
    "a way out": ("fonts:\n  body:\n  - regular: ../../../../etc/passwd\n", "theme.outside", 3),
    "from the root": ("fonts:\n  body:\n  - regular: /dev/zero\n", "theme.outside", 3),
    "a drive": ("fonts:\n  body:\n  - regular: C:\\Windows\\x.ttf\n", "theme.outside", 3),
    "an address": ("fonts:\n  body:\n  - regular: https://x.example/a.ttf\n", "theme.no-file", 3),
    "the folder itself": ("fonts:\n  body:\n  - regular: .\n", "theme.not-a-file", 3),
    "a huge size": ("styles:\n  body: {size: 1e999}\n", "theme.bad-number", 2),
    "no number": ("styles:\n  body: {size: nan}\n", "theme.bad-number", 2),
    "a size below nothing": ("styles:\n  body: {size: -12}\n", "theme.bad-number", 2),
    "digits": (f"styles:\n  body: {{size: {'9' * 10_000}}}\n", "theme.bad-number", 2),
    "a wide logo": ("logo: {width: 1e9}\n", "theme.bad-number", 1),
    "a list of colours": ("colours: [red]\n", "theme.wrong-kind", 1),
    "a colour with a tail": (
        'colours:\n  accent: "1F3A5F; } body { x"\n',
        "theme.bad-colour",
        2,
    ),
    "a colour of other digits": ('colours:\n  accent: "١٢٣٤٥٦"\n', "theme.bad-colour", 2),
    "deep": ("a: " + "[" * 1_000, "yaml.too-deep", 1),
    "a long header": (f"header:\n  start: {'x' * 100_000}\n", "theme.too-long", 2),
    "code in a header": (
        'header:\n  start: "{title.__class__.__mro__}"\n',
        "theme.unknown-name",
        2,
    ),
    "many braces": (f"footer:\n  start: {'{' * 199}\n", "yaml.", 2),
    "many quoted braces": (f'footer:\n  start: "{"{" * 199}"\n', "theme.unknown-name", 2),
    "a style of many": (
        "styles:\n" + "".join(f"  s{n}: {{size: 1}}\n" for n in range(MANY)),
        "theme.unknown-key",
        2,
    ),
}


@pytest.fixture
def dress(folder: Path, build: Command) -> Callable[[str], tuple[int, list[dict[str, object]]]]:
    """Build issue.yaml with a theme.yaml; give the exit code and the diagnostics."""

    def dress(text: str) -> tuple[int, list[dict[str, object]]]:
        place = folder / "templates" / "press"
        place.mkdir(parents=True, exist_ok=True)
        (place / "theme.yaml").write_text(text, encoding="utf-8")
        done = build(SMALL)
        assert not (folder / "out").exists()
        return done.code, done.found

    return dress


Dress = Callable[[str], tuple[int, list[dict[str, object]]]]


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_theme_is_refused_where_it_is_hostile(
    dress: Dress, folder: Path, name: str
) -> None:
    text, wanted, line = TEXTS[name]
    (folder / "templates" / "press").mkdir(parents=True)
    (folder / "templates" / "press" / "own.ttf").write_bytes(made())
    code, found = dress(text)
    assert code == 4
    assert str(found[0]["code"]).startswith(wanted)
    assert str(found[0]["file"]).endswith("theme.yaml")
    assert found[0]["line"] == line
    assert all(len(str(fault["message"])) < 400 for fault in found)
    assert len(found) <= 201


def _directory(path: Path) -> None:
    path.mkdir()


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _outside(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _holding(raw: bytes) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.write_bytes(raw)

    return put


def _segments() -> bytes:
    """Give a font whose table of characters claims all of them, many times over."""
    font = made()
    _, at, _ = table(font, "cmap")
    claimed = (12).to_bytes(2, "big") + bytes(2) + (16 + 12 * 3).to_bytes(4, "big") + bytes(4)
    groups = (3).to_bytes(4, "big") + (bytes(4) + b"\0\x10\xff\xff" + bytes(4)) * 3
    offset = int.from_bytes(font[at + 8 : at + 12], "big")
    return font[: at + offset] + claimed + groups + font[at + offset + 52 :]


FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder": (_directory, "theme.not-a-file"),
    "a device": (_device, "theme.outside"),
    "a circle of links": (_circle, "theme.no-file"),
    "a link out": (_outside, "theme.outside"),
    "a pipe": (lambda path: os.mkfifo(path), "theme.not-a-file"),
    "nothing": (_holding(b""), "theme.bad-font"),
    "half a font": (_holding(made()[: len(made()) // 2]), "theme.bad-font"),
    "too much": (_holding(made() + bytes(8_000_000)), "file.too-large"),
    "a letter in itself": (_holding(looped(made())), "theme.bad-font"),
    "all characters": (_holding(_segments()), "theme.bad-font"),
    "no glyphs": (_holding(patched(made(), "maxp", 4, ">H", 0)), "theme.bad-font"),
    "text": (_holding(b"#!/bin/sh\n"), "theme.bad-font"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes or devices like these")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_font_is_refused_where_it_is_named(dress: Dress, folder: Path, name: str) -> None:
    put, wanted = FILES[name]
    path = folder / "templates" / "press" / "own.ttf"
    path.parent.mkdir(parents=True)
    put(path)
    code, found = dress(NAMED)
    assert (code, found[0]["code"]) == (4, wanted)
    assert (found[0]["line"], found[0]["column"]) == (3, 14)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b"", "image.not-an-image"),
        (png(40, 40)[:60], "image.broken"),
        (b"<svg onload='x()'/>", "image.not-an-image"),
        (bytes(21_000_000), "file.too-large"),
    ],
)
def test_a_hostile_logo_is_refused_where_it_is_named(
    dress: Dress, folder: Path, raw: bytes, wanted: str
) -> None:
    path = folder / "templates" / "press" / "own.png"
    path.parent.mkdir(parents=True)
    path.write_bytes(raw)
    code, found = dress("logo:\n  file: own.png\n  alternative: A crane\n")
    assert (code, found[0]["code"]) == (4, wanted)
    assert (found[0]["line"], found[0]["column"]) == (2, 9)


def test_no_word_of_a_theme_becomes_markup(folder: Path, build: Command) -> None:
    place = folder / "templates" / "press"
    place.mkdir(parents=True)
    harm = '</style><script>x()</script>"; \\A body ( display: none'
    (place / "theme.yaml").write_text(f"footer:\n  start: '{harm}'\n", encoding="utf-8")
    done = build(SMALL, "-f", "html")
    assert done.code == 0
    page = next(folder.glob("out/**/*.html")).read_text(encoding="utf-8")
    assert "<script" not in page.replace("&lt;script", "")
    assert page.count("</style>") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_a_large_theme_costs_little(tmp_path: Path) -> None:
    place = tmp_path / "templates" / "press"
    place.mkdir(parents=True)
    (tmp_path / "issue.yaml").write_text(SMALL, encoding="utf-8")
    (place / "own.ttf").write_bytes(made())
    text = "fonts:\n  body:\n" + "  - {regular: own.ttf, bold: own.ttf}\n" * 100_000
    (place / "theme.yaml").write_text(text, encoding="utf-8")
    done = measured(tmp_path, "build", "issue.yaml", "-a", "press", patience=30)
    assert done.code == 4
    assert done.peak < 600
    assert not (tmp_path / "out").exists()
