"""Letterheads made to do harm: refused with the reason, in no time, and nothing written."""

from __future__ import annotations

import io
import os
import struct
import sys
import warnings
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.hostile.conftest import Command
from tests.hostile.runs import measured
from tests.letterheads.made import field, packed, part, relations, word_letterhead, word_parts
from tests.letterheads.test_letterheads import REFUSED
from tests.made import SMALL
from tests.own_fonts import made
from tests.writers.specimens import png

NAMED = "word_template: letterhead.docx\n"
MANY = 100_000


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**word_parts(), name: content})


def head(xml: str) -> bytes:
    return word_letterhead(header1=lambda _: part("hdr", xml))


def twice() -> bytes:
    stream = io.BytesIO(word_letterhead())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as packing:
        warnings.simplefilter("ignore")
        packing.writestr("WORD/document.xml", "<x/>")
    return stream.getvalue()


def lying() -> bytes:
    """Give a file whose styles say that they are small, and unpack to 100 MB."""
    raw = with_part("word/styles.xml", bytes(100_000_000))
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"word/styles.xml"))
    return raw[: at + 24] + struct.pack("<L", 2_000) + raw[at + 28 :]


def locked() -> bytes:
    raw = bytearray(word_letterhead())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 8] |= 1
    return bytes(raw)


def styles(content: str) -> bytes:
    return word_letterhead(styles=lambda _: part("styles", content))


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)
BASED = "".join(
    f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/>'
    f'<w:basedOn w:val="s{n - 1}"/></w:style>'
    for n in range(1, 20_000)
)
LOOP = relations(("rId1", "header", "header1.xml"), ("rId2", "officeDocument", "document.xml"))
BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: with_part("word/styles.xml", bytes(200_000_000)), "too-large"),
    "a bomb beside": (lambda: with_part("word/media/x.png", bytes(300_000_000)), "too-large"),
    "a size that lies": (lying, "damaged"),
    "many parts": (
        lambda: packed({**word_parts(), **{f"word/x{n}.xml": "x" for n in range(5_000)}}),
        "too-large",
    ),
    "two of one name": (twice, "damaged"),
    "a locked part": (locked, "password"),
    "a name with NUL": (
        lambda: with_part("word/a.xml_b", "x").replace(b"a.xml_b", b"a.xml\0b"),
        "damaged",
    ),
    "a drive": (lambda: with_part("C:\\x.xml", "x"), "damaged"),
    "laughs": (
        lambda: word_letterhead(styles=lambda xml: f"{LAUGHS}]>{xml[xml.index('<w:styles') :]}"),
        "declares",
    ),
    "a fetched entity": (
        lambda: word_letterhead(
            header1=lambda _: (
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><w:hdr xmlns:w='http://schemas."
                "openxmlformats.org/wordprocessingml/2006/main'/>"
            )
        ),
        "declares",
    ),
    "deep": (lambda: head("<w:p>" * 50_000 + "</w:p>" * 50_000), "damaged"),
    "a huge attribute": (lambda: head(f'<w:p w:x="{"x" * 10_000_000}"/>'), "damaged"),
    "many attributes": (
        lambda: head("<w:p " + " ".join(f'w:a{n}="x"' for n in range(MANY)) + "/>"),
        "",
    ),
    "many elements": (lambda: head("<w:p/>" * 10 * MANY), "too-large"),
    "many styles": (lambda: styles(BASED), "damaged"),
    "many fields": (
        lambda: head("<w:p>" + BEGUN * 20_000 + "</w:p>"),
        "too-large",
    ),
    "fields side by side": (lambda: head(f"<w:p>{field('PAGE') * 20_000}</w:p>"), "too-large"),
    "parts in a circle": (lambda: with_part("word/_rels/header1.xml.rels", LOOP), ""),
    "a huge picture": (
        lambda: with_part("word/media/image1.png", png(9, 9)[:-12] + bytes(6_000_000)),
        "picture",
    ),
    "no end of a picture": (
        lambda: with_part("word/media/image1.png", b"\xff\xd8\xff" + bytes(100)),
        "picture",
    ),
    "a wide page": (
        lambda: word_letterhead(document=lambda xml: xml.replace("11906", "9" * 300)),
        "",
    ),
    "many columns": (
        lambda: word_letterhead(document=lambda xml: xml.replace("<w:cols", '<w:cols w:num="99"')),
        "no-room",
    ),
    "another encoding": (
        lambda: with_part("word/styles.xml", b"<?xml version='1.0' encoding='x-none'?><w:styles/>"),
        "damaged",
    ),
    "a font": (made, "not-word"),
    **{f"refused: {name}": (partial(bytes, raw), code) for name, (raw, code, _) in REFUSED.items()},
}


@pytest.fixture
def dress(folder: Path, build: Command) -> Callable[[bytes], tuple[int, list[dict[str, object]]]]:
    """Build issue.yaml under a letterhead; give the exit code and the diagnostics."""

    def dress(raw: bytes) -> tuple[int, list[dict[str, object]]]:
        place = folder / "templates" / "press"
        place.mkdir(parents=True, exist_ok=True)
        (place / "theme.yaml").write_text(NAMED, encoding="utf-8")
        (place / "letterhead.docx").write_bytes(raw)
        done = build(SMALL)
        return done.code, done.found

    return dress


Dress = Callable[[bytes], tuple[int, list[dict[str, object]]]]


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_letterhead_is_refused_where_it_is_named(
    dress: Dress, folder: Path, name: str
) -> None:
    make, wanted = FILES[name]
    code, found = dress(make())
    if not wanted:  # odd, and harmless once it is read
        assert (code, found) == (0, [])
        return
    assert (code, found[0]["code"]) == (4, f"letterhead.{wanted}")
    assert str(found[0]["file"]).endswith("theme.yaml")
    assert (found[0]["line"], found[0]["column"]) == (1, 16)
    assert str(found[0]["message"]).startswith("'letterhead.docx' cannot be a letterhead: ")
    assert found[0]["hint"]
    assert len(str(found[0]["message"])) < 300
    assert not (folder / "out").exists()


def _too_large(path: Path) -> None:
    path.write_bytes(bytes(21_000_000))


def _directory(path: Path) -> None:
    path.mkdir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes or devices like these")
@pytest.mark.parametrize(
    ("put", "wanted"),
    [
        (_too_large, "file.too-large"),
        (_directory, "theme.not-a-file"),
        (lambda path: path.symlink_to("/dev/zero"), "theme.outside"),
        (lambda path: path.symlink_to(path.name), "theme.no-file"),
        (lambda path: os.mkfifo(path), "theme.not-a-file"),
        (lambda path: None, "theme.no-file"),
    ],
)
def test_what_is_no_file_is_refused_where_it_is_named(
    folder: Path, command: Command, put: Callable[[Path], None], wanted: str
) -> None:
    place = folder / "templates" / "press"
    place.mkdir(parents=True)
    (place / "theme.yaml").write_text(NAMED, encoding="utf-8")
    put(place / "letterhead.docx")
    (folder / "issue.yaml").write_text(SMALL, encoding="utf-8")
    done = command("check", "issue.yaml", "--json", "-a", "press")
    assert (done.code, done.found[0]["code"]) == (4, wanted)
    assert (done.found[0]["line"], done.found[0]["column"]) == (1, 16)


HEAVY = ("a bomb", "a bomb beside", "a size that lies", "deep", "many elements", "many fields")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
@pytest.mark.parametrize("name", HEAVY)
def test_a_hostile_letterhead_costs_little(tmp_path: Path, name: str) -> None:
    make, wanted = FILES[name]
    place = tmp_path / "templates" / "press"
    place.mkdir(parents=True)
    (tmp_path / "issue.yaml").write_text(SMALL, encoding="utf-8")
    (place / "theme.yaml").write_text(NAMED, encoding="utf-8")
    (place / "letterhead.docx").write_bytes(make())
    done = measured(tmp_path, "build", "issue.yaml", "-a", "press", "-f", "docx", patience=30)
    assert done.code == (4 if wanted else 0)
    assert done.peak < 300
    assert (tmp_path / "out").exists() == (not wanted)
