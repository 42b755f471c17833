"""Font files of a user's own: what is taken of a sound one, and what is refused and how."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from fontTools.ttLib import TTFont

from briefgen import fonts
from briefgen.errors import TemplateError
from briefgen.fonts import Refused, face, own, own_font
from tests.own_fonts import LETTERS, looped, made, patched, table, without


def saved(root: Path, raw: bytes, name: str = "City.ttf") -> Path:
    path = root / name
    path.write_bytes(raw)
    return path


def test_a_sound_font_says_its_name_and_its_measures(tmp_path: Path) -> None:
    found = own_font(saved(tmp_path, made("City Serif", serif=True)))
    assert (found.family, found.serif) == ("City Serif", True)
    city = face(found.file)
    assert city.width("ab", 10.0) == pytest.approx(10.4)
    assert (city.ascent, city.descent) == (0.8, 0.2)
    assert "é" not in city
    assert city.advances["\u00a0"] == city.advances[" "] == 260.0


SHIPPED = ["Carlito-Italic", "DejaVuSans", "LiberationSans-Bold", "LiberationSerif-Regular"]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_taken_of_a_font_measures_and_looks_as_it_does(name: str) -> None:
    shipped = fonts.FOLDER / f"{name}.ttf"
    found = own_font(shipped)
    usual, taken = face(shipped.name), face(found.file)
    assert taken.advances == usual.advances
    assert (taken.ascent, taken.descent) == (usual.ascent, usual.descent)
    program = fonts.program(found.file)
    assert isinstance(program, bytes)
    before = TTFont(BytesIO(shipped.read_bytes()), lazy=True)
    after = TTFont(BytesIO(program), lazy=True)
    assert after.reader.tables.keys() <= before.reader.tables.keys()
    assert "GSUB" not in after
    characters, theirs = after.getBestCmap(), before.getBestCmap()
    glyph = {code: before.getGlyphID(theirs.get(code, theirs[0x20])) for code in characters}
    assert {code: after.getGlyphID(name) for code, name in characters.items()} == glyph
    assert after.getTableData("glyf") == before.getTableData("glyf")


FAULTS = {
    "nothing": (b"", "no TrueType font"),
    "text": (b"fonts: no", "no TrueType font"),
    "collection": (b"ttcf" + bytes(40), "collection"),
    "cff": (b"OTTO" + made()[4:], "CFF"),
    "web": (b"wOF2" + bytes(40), "WOFF2"),
    "head alone": (made()[:40], "damaged"),
    "cut off": (made()[:-200], "damaged"),
    "no outlines": (without(made(), "glyf"), "'glyf'"),
    "no names": (without(made(), "name"), "'name'"),
    "variable": (without(made(), "post").replace(b"XXXX", b"fvar", 1), "a variable font"),
    "restricted": (made(rights=0x0002), "forbids to embed"),
    "no part": (made(rights=0x0104), "in part"),
    "pictures": (made(rights=0x0200), "pictures"),
    "loop": (looped(made()), "made of itself"),
    "no glyphs": (patched(made(), "maxp", 4, ">H", 0), "damaged"),
    "many glyphs": (patched(made(), "maxp", 4, ">H", 0xFFFF), "damaged"),
    "unit": (patched(made(), "head", 18, ">H", 0), "damaged"),
    "metrics": (patched(made(), "hhea", 34, ">H", 0xFFFF), "damaged"),
    "height": (patched(made(), "hhea", 4, ">h", -1), "height"),
    "places": (patched(made(), "loca", 4, ">HH", 0xFFFF, 0), "damaged"),
    "far table": (
        made()[: table(made(), "glyf")[0] + 8]
        + b"\xff" * 8
        + made()[table(made(), "glyf")[0] + 16 :],
        "damaged",
    ),
    "no space": (made(letters=LETTERS[1:]), "space"),
    "no hyphen": (made(letters=LETTERS.replace("-", "")), "hyphen"),
    "no family": (made(family="\x07"), "without a name"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_font_that_cannot_be_used_is_refused_and_says_why(tmp_path: Path, name: str) -> None:
    raw, said = FAULTS[name]
    with pytest.raises(Refused) as caught:
        own_font(saved(tmp_path, raw))
    assert said in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008, 0x0006])
def test_a_licence_to_embed_is_enough(rights: int) -> None:
    assert own.program(made(rights=rights)).family == "City Sans"


def test_parts_of_parts_have_an_end() -> None:
    """Eight levels of two parts each are read, of a hundred each refused: nobody draws them."""
    from briefgen.fonts.outlines import check_outlines

    def nested(parts: int) -> tuple[bytes, tuple[int, ...]]:
        glyphs = [bytes(10)]
        for level in range(6):
            more = [0x20] * (parts - 1) + [0]
            entries = b"".join(
                flag.to_bytes(2, "big") + level.to_bytes(2, "big") + bytes(2) for flag in more
            )
            glyphs.append(b"\xff\xff" + bytes(8) + entries)
        places, at = [0], 0
        for glyph in glyphs:
            at += len(glyph)
            places.append(at)
        return b"".join(glyphs), tuple(places)

    check_outlines(*nested(2))
    with pytest.raises(Refused):
        check_outlines(*nested(100))


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_font_is_refused_or_harmless(seed: int) -> None:
    """Bytes are turned over at random: what is still taken can be read and cut to pieces."""
    dice, raw = Random(seed), bytearray(made())
    for _ in range(dice.randint(1, 12)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    try:
        found = own.program(bytes(raw))
    except Refused:
        return
    from reportlab.pdfbase.ttfonts import TTFontFace

    taken = TTFontFace(BytesIO(found.content))
    assert taken.makeSubset([ord(letter) for letter in LETTERS if letter in found.widths])


def test_a_font_that_changes_after_it_was_looked_at_is_not_taken(tmp_path: Path) -> None:
    path = saved(tmp_path, made())
    found = own_font(path)
    fonts._own.cache_clear()
    path.write_bytes(looped(made()))
    with pytest.raises(TemplateError) as caught:
        face(f"{found.file}")
    assert caught.value.diagnostics[0].code == "font.changed"
