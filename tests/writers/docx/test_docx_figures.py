"""Pictures: their size, what they say, and the parts that hold them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest

from briefgen.document import BulletList, Callout, Cell, Figure, Image, Quote, Table
from briefgen.theme import Theme
from tests.unpacked import W, docx_part
from tests.writers.docx.parts import (
    Element,
    annotated,
    body,
    bytes_of,
    has,
    image,
    style,
    styles,
    text,
    value,
)
from tests.writers.specimens import document, plain, table

LOGO = image(600, 160)
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def described(root: Element) -> list[tuple[str, str, str]]:
    """Give id, name and alternative of every picture."""
    return [
        (node.get("id", ""), node.get("name", ""), node.get("descr", ""))
        for node in root.iter(f"{WP}docPr")
    ]


@pytest.mark.parametrize("one", [LOGO, image(100, 400), image(40, 40), image(900, 10)])
def test_a_picture_has_the_size_that_the_theme_gives_it(one: Image) -> None:
    root = body(Figure(one, "A seal"))
    wanted = [round(12700 * length) for length in Theme().figure_size(one)]
    for extent in (*root.iter(f"{WP}extent"), next(root.iter(f"{A}xfrm"))[1]):
        assert [int(extent.get(name, "")) for name in ("cx", "cy")] == wanted
    opened = docx.Document(io.BytesIO(bytes_of(document(Figure(one, "A seal")))))
    (shape,) = opened.inline_shapes
    assert [shape.width, shape.height] == wanted


def test_a_picture_says_what_it_shows_and_where_it_came_from_to_nobody() -> None:
    odd = 'Seal: <b> & "Brigton"'
    root = body(Figure(LOGO, odd), plain("x"), Figure(image(9, 9), "Other"))
    assert described(root) == [("1", "Picture 1", odd), ("2", "Picture 2", "Other")]


def test_the_alternative_speaks_the_language_of_its_paragraph() -> None:
    root = body(Figure(LOGO, "Seal"), Figure(LOGO, "Sello", lang="es"), Quote((plain("x"),), "fr"))
    assert [value(run, "rPr/lang") for run in root.iter(f"{W}r")] == [None, "es", "fr"]


def test_a_picture_keeps_with_what_follows_and_has_space_below() -> None:
    theme = replace(Theme(), figure_after=17)
    defined = styles(theme)["Figure"]
    assert has(defined, "pPr/keepNext")
    assert value(defined, "pPr/spacing", "after") == "340"
    assert value(defined, "pPr/spacing", "lineRule") == "atLeast"
    root = body(Figure(LOGO, "Seal"), plain("x"))
    assert style(root[0]) == "Figure"
    assert not has(root[0], "pPr/spacing")


def test_an_image_is_a_part_once_however_often_it_stands() -> None:
    same = Image(bytes(bytearray(LOGO.content)), LOGO.width, LOGO.height)
    other = image(600, 160, red=200)
    content = bytes_of(document(*(Figure(one, "x") for one in (LOGO, other, same)), plain("x")))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        media = [name for name in packed.namelist() if name.startswith("word/media/")]
        assert media == ["word/media/image1.png", "word/media/image2.png"]
        assert [packed.read(name) for name in media] == [LOGO.content, other.content]
        assert packed.testzip() is None
    relations = {
        node.get("Id"): (node.get("Type", "").rpartition("/")[2], node.get("Target"))
        for node in docx_part(content, "word/_rels/document.xml.rels")
    }
    used = [node.get(EMBED) for node in docx_part(content).iter(f"{A}blip")]
    assert [relations[name] for name in used] == [
        ("image", "media/image1.png"),
        ("image", "media/image2.png"),
        ("image", "media/image1.png"),
    ]
    defaults = {
        node.get("Extension"): node.get("ContentType")
        for node in docx_part(content, "[Content_Types].xml").iter(f"{TYPES}Default")
    }
    assert defaults["png"] == "image/png"


def test_a_file_without_pictures_has_no_word_of_them() -> None:
    content = bytes_of(document(plain("x")))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"png" not in packed.read("[Content_Types].xml")
        assert not [name for name in packed.namelist() if "media" in name]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert bytes_of(annotated()) == bytes_of(annotated())


def test_a_picture_is_no_wider_than_its_place() -> None:
    theme = replace(Theme(), figure_width=900.0, figure_height=900.0)
    wide = image(4000, 1000)
    narrow = Table(table(1).columns, ((Cell((Figure(wide, "x"),)),) * 4,))
    root = docx_part(bytes_of(document(Figure(wide, "x"), narrow), theme))
    widths = [int(extent.get("cx", "")) / 12700 for extent in root.iter(f"{WP}extent")]
    heights = [int(extent.get("cy", "")) / 12700 for extent in root.iter(f"{WP}extent")]
    assert widths[0] == pytest.approx(theme.page.measure, abs=0.01)
    cells = [int(value(c, "tcPr/tcW", "w") or 0) / 20 for c in root.iter(f"{W}tc")][4:]
    assert all(one < cell for one, cell in zip(widths[1:], cells, strict=True))
    assert all(w == pytest.approx(4 * h, rel=0.001) for w, h in zip(widths, heights, strict=True))


def test_a_picture_stands_in_panels_lists_and_cells() -> None:
    figure = Figure(LOGO, "Seal")
    cell = Table(table(1).columns[:1], ((Cell((figure,)),),))
    root = body(Callout((figure, plain("a"))), BulletList(((figure,), (plain("b"),))), cell)
    pictures = [p for p in root.iter(f"{W}p") if has(p, "r/drawing")]
    assert [style(p) for p in pictures] == ["Figure"] * 3
    assert has(pictures[0], "pPr/pBdr")
    items = [p for p in root.iter(f"{W}p") if has(p, "pPr/numPr")]
    assert [text(p) for p in items] == ["", "b"]
    assert (items[0], pictures[1]) in pairwise(root)
