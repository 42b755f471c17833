"""The canvas refuses what no screen reader would find, and calls decoration what is none else."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image as Pillow
from reportlab.lib.utils import ImageReader

from briefgen.writers.pdf.canvas import TaggedCanvas, UntaggedError, swept
from briefgen.writers.pdf.structure import Element
from tests.writers.specimens import figure

FACE = "LiberationSans-Regular.ttf"
PLACE = (0.0, 0.0, 10.0, 10.0)


def canvas() -> TaggedCanvas:
    made = TaggedCanvas(BytesIO(), pagesize=(200, 200))
    made.open_sheet()
    return made


def show(made: TaggedCanvas) -> None:
    made.show("lost", 0, 0, font=FACE, size=9, colour="000000")


def code(made: TaggedCanvas) -> str:
    made.close_sheet()
    return "\n".join(made.sheets[-1].code)


# --- text and images ---------------------------------------------------------


def test_text_outside_the_tree_is_refused() -> None:
    with pytest.raises(UntaggedError):
        show(canvas())


def test_text_after_an_element_or_beside_a_rule_is_in_no_tree() -> None:
    made = canvas()
    made.begin(Element("P", None))
    show(made)
    made.end()
    with pytest.raises(UntaggedError):
        show(made)
    made.fill(0, 0, 10, 1, "000000")
    with pytest.raises(UntaggedError):
        show(made)
    # What is said to be decoration may be, next to a rule or not.
    made.begin_artifact("Footer")
    show(made)
    assert code(made).count("EMC") == 3


@pytest.mark.parametrize("draw", ["drawString", "drawRightString", "drawCentredString"])
def test_text_that_reportlab_draws_by_itself_is_refused(draw: str) -> None:
    made = canvas()
    made.setFont("Helvetica", 10)
    getattr(made, draw)(10, 10, "lost")
    with pytest.raises(UntaggedError):
        made.close_sheet()


def test_an_image_that_reportlab_draws_by_itself_is_refused() -> None:
    made = canvas()
    made.drawImage(ImageReader(Pillow.new("RGB", (4, 4))), 0, 0)
    with pytest.raises(UntaggedError):
        made.close_sheet()


def test_an_image_outside_its_figure_is_refused() -> None:
    image, one, other = figure().image, Element("Figure", None), Element("Figure", None)
    made = canvas()
    with pytest.raises(UntaggedError):
        made.picture(one, image, PLACE)
    made.fill(0, 0, 10, 1, "000000")
    with pytest.raises(UntaggedError):
        made.picture(one, image, PLACE)
    made.begin(other)
    with pytest.raises(UntaggedError):
        made.picture(one, image, PLACE)
    made.begin(one)
    made.picture(one, image, PLACE)
    assert " Do " in code(made)


CONTENT = {
    "text": "BT /F1 9 Tf (lost) Tj ET",
    "spaced text": "[(lo)-20(st)] TJ",
    "an image or a form": "q 1 0 0 1 0 0 cm /Im1 Do Q",
    "an image in the page": "BI /W 1 /H 1 ID x EI",
    "a shading": "/Sh1 sh",
}


@pytest.mark.parametrize("piece", CONTENT.values(), ids=CONTENT)
def test_content_outside_the_tree_is_refused(piece: str) -> None:
    with pytest.raises(UntaggedError):
        swept([piece])
    with pytest.raises(UntaggedError):
        swept(["/P<</MCID 0>>BDC", "EMC", piece])
    inside = ["/Figure<</MCID 0>>BDC", piece, "EMC"]
    assert swept(inside) == inside


# --- shapes ------------------------------------------------------------------


@pytest.mark.parametrize("paint", ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
def test_a_shape_outside_the_tree_is_decoration_and_one_inside_is_content(paint: str) -> None:
    shape = f"n 0 0 m 9 9 l 0 9 l {paint}"
    assert swept([shape]) == [f"/Artifact BMC {shape} EMC"]
    # A drawing of figures, not of rules, is what its element says: nothing calls it less.
    inside = ["/Figure<</MCID 0>>BDC", shape, "EMC"]
    assert swept(inside) == inside


def test_a_shape_of_reportlab_is_in_the_element_that_is_open() -> None:
    made = canvas()
    made.begin(Element("Figure", None))
    made.rect(0, 0, 9, 9)
    made.end()
    made.line(0, 0, 10, 10)
    inside, outside = code(made).split("EMC", 1)
    assert inside.startswith("/Figure<</MCID 0>>BDC") and "Artifact" not in inside
    assert outside.strip().startswith("/Artifact BMC") and outside.endswith("EMC")


def test_what_paints_nothing_is_left_as_it_is() -> None:
    assert swept(["q", "0 0 9 9 re W n", "Q"]) == ["q", "0 0 9 9 re W n", "Q"]
    # A bracket in a string is no operator.
    text = ["/P<</MCID 0>>BDC", "BT (EMC \\) BT) Tj ET", "EMC"]
    assert swept(text) == text


def test_a_run_of_rules_is_one_piece_of_decoration() -> None:
    made = canvas()
    for y in range(3):
        made.fill(0, y, 10, 1, "000000")
    assert code(made).count("/Artifact BMC") == 1
