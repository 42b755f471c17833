"""Figures: where they stand, what is said of them, and that not a pixel changes."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image as Pillow

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    Image,
    Table,
)
from briefgen.theme import A4, Theme
from tests.writers.pdf.read import bytes_of, instructions, opened, page_texts, tree
from tests.writers.specimens import SENTENCE, cell, document, figure, plain, png, words

Box = tuple[float, float, float, float]


def drawn(page: Any) -> list[Box]:
    """Give left, low, right and high edge of each image on a page."""
    found = []
    for operands, operator in instructions(page):
        if operator == "cm":
            width, _, _, height, x, y = map(float, operands)
            found.append((x, y, x + width, y + height))
    return found


def objects(pdf: pikepdf.Pdf) -> list[Any]:
    return [entry for entry in pdf.objects if _is_image(entry)]


def _is_image(entry: Any) -> bool:
    return isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Image"


@pytest.mark.parametrize("theme", [Theme(), Theme(page=A4)], ids=["letter", "a4"])
def test_a_figure_says_what_it_is_and_where_it_stands(theme: Theme) -> None:
    made = figure(360, 90, "Wappen der Stadt Brügge (alt)")
    made = Figure(made.image, made.alternative, lang="de")
    pdf = opened(made, plain("below"), theme=theme)
    (node,) = tree(pdf).all("Figure")
    assert str(node.entry.Alt) == "Wappen der Stadt Brügge (alt)"
    assert str(node.entry.Lang) == "de"
    assert (str(node.entry.A.O), str(node.entry.A.Placement)) == ("/Layout", "/Block")
    (box,) = drawn(pdf.pages[0])
    assert [float(edge) for edge in node.entry.A.BBox] == pytest.approx(box, abs=0.02)
    width, height = theme.figure_size(made.image)
    high = theme.page.height - theme.page.top
    left = theme.page.left
    assert box == pytest.approx((left, high - height, left + width, high), abs=0.02)
    # The piece that holds the image belongs to the figure.
    (operands,) = (o for o, op in instructions(pdf.pages[0]) if op == "BDC" and o[0] == "/Figure")
    assert int(operands[1].MCID) == int(node.entry.K)


def test_the_space_below_a_figure_is_the_theme_s() -> None:
    for after in (4.0, 30.0):
        pdf = opened(figure(), plain("below"), theme=Theme(figure_after=after))
        ((_, low, _, _),) = drawn(pdf.pages[0])
        base = next(float(o[1]) for o, op in instructions(pdf.pages[0]) if op == "Td")
        assert low - base == pytest.approx(after + 11.5, abs=1.0)


@pytest.mark.parametrize(
    ("kind", "bits", "interlaced"),
    [(0, 8, False), (2, 8, False), (3, 8, False), (2, 8, True), (0, 8, True), (3, 8, True)],
)
def test_the_pixels_are_those_of_the_picture(kind: int, bits: int, interlaced: bool) -> None:
    content = png(37, 23, kind=kind, bits=bits, interlaced=interlaced)
    pdf = opened(Figure(Image(content, 37, 23), "A ring"), plain("x"))
    (entry,) = objects(pdf)
    with Pillow.open(io.BytesIO(content)) as picture:
        wanted = picture.convert("RGB").tobytes()
    shown = pikepdf.PdfImage(entry).as_pil_image().convert("RGB")
    assert (shown.size, shown.tobytes()) == ((37, 23), wanted)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_the_pixels_of_other_programs_pictures_are_kept(mode: str) -> None:
    with Pillow.linear_gradient("L") as ground:
        picture = ground.convert("RGB").convert(mode)
    held = io.BytesIO()
    picture.save(held, "PNG")
    pdf = opened(Figure(Image(held.getvalue(), *picture.size), "Greys"), plain("x"))
    (entry,) = objects(pdf)
    shown = pikepdf.PdfImage(entry).as_pil_image().convert("RGB")
    assert shown.tobytes() == picture.convert("RGB").tobytes()


def test_an_image_is_srgb_by_the_file_s_profile_and_has_no_transparency() -> None:
    pdf = opened(*(_other(kind) for kind in (0, 2, 3)), plain("x"))
    found = objects(pdf)
    assert len(found) == 3
    colours = {str(entry.ColorSpace) if _plain(entry) else "/Indexed" for entry in found}
    assert colours == {"/DeviceGray", "/DeviceRGB", "/Indexed"}
    for entry in found:
        assert not {"/SMask", "/Mask", "/Interpolate", "/Alternates", "/Intent"} & set(entry.keys())
    (intent,) = pdf.Root.OutputIntents
    assert intent.DestOutputProfile.read_bytes()[16:20] == b"RGB "


def _plain(entry: Any) -> bool:
    return isinstance(entry.ColorSpace, pikepdf.Name)


def _other(kind: int) -> Figure:
    return Figure(Image(png(40, 20, kind=kind), 40, 20), f"Kind {kind}")


def test_a_picture_is_in_the_file_once_however_often_it_stands() -> None:
    blocks: list[Block] = [figure(), plain("a"), figure(), plain("b"), figure(90, 90), plain("c")]
    pdf = opened(*blocks)
    assert len(objects(pdf)) == 2
    assert len(drawn(pdf.pages[0])) == 3
    shown = [o[0] for o, operator in instructions(pdf.pages[0]) if operator == "Do"]
    images = pdf.pages[0].obj.Resources.XObject
    assert [int(images[name].Width) for name in shown] == [360, 360, 90]
    assert len(tree(pdf).all("Figure")) == 3
    assert bytes_of(document(*blocks)) == bytes_of(document(*blocks))


def test_a_file_without_figures_holds_no_images() -> None:
    pdf = opened(plain("x"))
    assert "/XObject" not in pdf.pages[0].obj.Resources


@pytest.mark.parametrize("before", range(28, 42))
def test_a_figure_is_whole_and_stands_on_the_page_of_what_follows(before: int) -> None:
    theme = Theme()
    filling = [plain(f"Line {n}") for n in range(before)]
    content = bytes_of(document(*filling, figure(80, 160), plain("FOLLOWS " + SENTENCE * 3)))
    texts = page_texts(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        places = [(n, box) for n, page in enumerate(pdf.pages) for box in drawn(page)]
    ((page, (_, low, _, high)),) = places
    assert "FOLLOWS" in texts[page]
    assert theme.page.bottom <= low < high <= theme.page.height - theme.page.top + 0.01


def test_the_order_of_cells_is_kept_around_figures() -> None:
    columns = tuple(Column(words(label)) for label in "ABC")
    rows = (
        (cell("a"), Cell((figure(),)), cell("c")),
        (cell("d"), cell("e"), Cell((figure(), plain("f")))),
    )
    pdf = opened(Table(columns, rows))
    assert tree(pdf).all("TBody")[0].outline() == (
        "TBody(TR(TD TD(Figure) TD) TR(TD TD TD(Figure P)))"
    )
    assert [node.text() for node in tree(pdf).all("TD")] == ["a", "", "c", "d", "e", "f"]


def test_a_figure_is_no_wider_than_its_place() -> None:
    columns = (Column(words("A")), Column(words("B"), Align.END, width=0.2))
    pdf = opened(Table(columns, ((cell("a"), Cell((figure(900, 100),))),)))
    page, pad = Theme().page, Theme().table.pad_inline
    ((left, low, right, high),) = drawn(pdf.pages[0])
    end = page.width - page.right
    assert (left, right) == pytest.approx((end - page.measure * 0.2 + pad, end - pad), abs=0.02)
    assert (right - left) / (high - low) == pytest.approx(9, abs=0.02)


def test_a_figure_stands_at_the_side_of_its_column() -> None:
    columns = (Column(words("A")), Column(words("B"), Align.END))
    pdf = opened(Table(columns, ((cell("a"), Cell((figure(40, 40),))),)))
    page, pad = Theme().page, Theme().table.pad_inline
    ((left, _, right, _),) = drawn(pdf.pages[0])
    assert (left, right) == pytest.approx((page.width - page.right - pad - 30, left + 30), abs=0.02)


def test_figures_stand_in_lists_and_panels() -> None:
    pdf = opened(
        Heading(1, words("T")),
        BulletList(((figure(), plain("item")),)),
        Callout((figure(), plain("panel"))),
    )
    assert tree(pdf).outline() == "Document(H1 L(LI(Lbl LBody(Figure P))) Div(Figure P))"
    item, panel = (box[0] for box in drawn(pdf.pages[0]))
    theme = Theme()
    assert item == pytest.approx(theme.page.left + theme.list_indent)
    assert panel == pytest.approx(theme.page.left + theme.callout_bar + theme.callout_pad)
