"""Faces: each code shows its own character's glyph, as wide as it says (ISO 14289-1, 7.21)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from briefgen.document import Document, Emphasis, Paragraph, Strong
from briefgen.errors import InputError
from briefgen.fonts import FOLDER
from tests.writers.pdf.read import bytes_of, to_unicode
from tests.writers.specimens import document, memo, plain, words

# A space and one that does not break, a hyphen and a soft one, have one glyph in a face.
ALIKE = "\u00a0 x-\u00ad‑ Żółć “quotes” – — … ½ € Ω Ω µ μ Å Å ✓ ☐ → \U0001d5a0 𝔸"


def faces(made: Document) -> Iterator[tuple[Any, TTFont, TTFont]]:
    """Give each font of a file, the program that it embeds, and the shipped face it is of."""
    shipped = {TTFont(path)["name"].getDebugName(6): path for path in FOLDER.glob("*.ttf")}
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        for font in pdf.pages[0].obj.Resources.Font.values():
            program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            name = str(font.BaseFont).split("+")[1]
            yield font, TTFont(io.BytesIO(program)), TTFont(shipped[name])


def glyph(font: Any, code: int) -> int:
    """Give the number of the glyph that a code shows."""
    mapping = font.DescendantFonts[0].CIDToGIDMap
    if isinstance(mapping, pikepdf.Name):
        assert mapping == "/Identity"
        return code
    return int.from_bytes(mapping.read_bytes()[2 * code : 2 * code + 2], "big")


def outline(face: TTFont, name: str) -> list[Any]:
    glyphs = face.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)


EVERYTHING = document(
    plain(ALIKE),
    Paragraph((Strong(words(ALIKE)), Emphasis((Strong(words("A \u00a0- é")),)))),
)


@pytest.mark.parametrize("made", [EVERYTHING, memo()], ids=["alike", "memo"])
def test_each_code_shows_the_glyph_of_its_character(made: Document) -> None:
    shown = 0
    for font, program, shipped in faces(made):
        cmap = shipped.getBestCmap()
        for code, text in to_unicode(font).items():
            number = glyph(font, int(code, 16))
            assert number != 0
            name = program.getGlyphName(number)
            assert outline(program, name) == outline(shipped, cmap[ord(text)]), text
            shown += 1
    assert shown > 200


@pytest.mark.parametrize("made", [EVERYTHING, memo()], ids=["alike", "memo"])
def test_the_widths_of_a_file_are_those_of_its_programs(made: Document) -> None:
    for font, program, _ in faces(made):
        first, widths = font.DescendantFonts[0].W
        scale = 1000 / program["head"].unitsPerEm
        assert int(first) == 1
        assert len(list(widths)) == len(to_unicode(font))
        for code, width in enumerate(widths, 1):
            name = program.getGlyphName(glyph(font, code))
            assert abs(float(width) - program["hmtx"][name][0] * scale) < 1


def test_no_code_is_an_empty_box_or_stands_for_no_character() -> None:
    for font, _, _ in faces(EVERYTHING):
        mapped = to_unicode(font)
        assert "0000" not in mapped
        assert not {"\x00", "\ufeff", "\ufffe"} & set("".join(mapped.values()))


@pytest.mark.parametrize("character", ["\ufeff", "\ue000"])
def test_a_character_that_says_nothing_is_refused(character: str) -> None:
    """One of the faces has a glyph for each, and no program may map a code to it (7.21.7)."""
    with pytest.raises(InputError) as caught:
        bytes_of(document(plain(f"a{character}b")))
    assert [fault.code for fault in caught.value.diagnostics] == ["text.no-glyph"]
