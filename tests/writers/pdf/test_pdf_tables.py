"""Tables: every cell has its element, and decimals stand one under the other."""

from __future__ import annotations

import io

import pikepdf
import pytest

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    LineBreak,
    Paragraph,
    Role,
    Rule,
    Strong,
    Table,
    Text,
)
from briefgen.fonts import face
from briefgen.theme import A4, SANS, Theme
from tests.writers.pdf.read import bytes_of, instructions, marked_text, opened, tree
from tests.writers.specimens import SHARES, cell, document, plain, ref, words

NOTHING: dict[str, tuple[Block, ...]] = {
    "a soft hyphen": (plain("\u00ad"),),
    "two in other looks": (Paragraph((Text("\u00ad"), Strong(words("\u00ad")))),),
    "a line's end": (Paragraph((LineBreak(),)),),
    "spaces in two looks": (Paragraph((Text(" "), Strong(words(" ")))),),
    "no inlines": (Paragraph(()),),
    "no blocks": (),
    "a rule": (Rule(),),
    "an empty panel": (Callout(()),),
    "an empty list": (BulletList(()),),
    "a small soft hyphen": (plain("\u00ad", Role.SMALL),),
}


@pytest.mark.parametrize("blocks", NOTHING.values(), ids=NOTHING)
def test_a_cell_that_draws_nothing_is_in_the_tree_in_its_place(blocks: tuple[Block, ...]) -> None:
    columns = tuple(Column(words(label)) for label in "ABCD")
    empty = Cell(blocks)
    rows = ((cell("a"), empty, cell("c"), empty), (empty, cell("b"), empty, cell("d")))
    (body,) = tree(opened(Table(columns, rows))).all("TBody")
    kinds = [node.tag for row in body.all("TR") for node in row.kids if not isinstance(node, str)]
    assert kinds == ["TH", "TD", "TD", "TD"] * 2
    said = [node.text().strip() for row in body.all("TR") for node in row.all("TH") + row.all("TD")]
    assert said == ["a", "", "c", "", "", "b", "", "d"]


def test_a_column_without_a_label_has_its_header_cell() -> None:
    columns = (Column(()), Column(words("\u00ad")), Column(words("C")))
    (head,) = tree(opened(Table(columns, ((cell("a"), cell("b"), cell("c")),)))).all("THead")
    assert [node.text().strip() for node in head.all("TH")] == ["", "", "C"]


# --- decimals ----------------------------------------------------------------


def lefts(content: bytes) -> dict[str, float]:
    """Give where each run of words of the first page begins."""
    found: dict[str, float] = {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        texts = dict(marked_text(page))
        mcid, x = -1, 0.0
        for operands, operator in instructions(page):
            if operator == "BDC":
                mcid = int(operands[1].get("/MCID", -1))
            elif operator == "Td":
                x = float(operands[0])
                found.setdefault(texts.get(mcid, ""), x)
    return found


def decimals(*values: str, decimal: str = ".", align: Align = Align.END) -> Table:
    columns = (Column(words("Ward")), Column(words("Share"), align, decimal=decimal))
    return Table(columns, tuple((cell(f"w{n}"), cell(text)) for n, text in enumerate(values)))


def wholes(content: bytes, values: dict[str, str], size: float = 9.5) -> set[float]:
    """Give where the whole parts of values end."""
    found = lefts(content)
    regular = face(SANS.regular)
    return {round(found[text] + regular.width(whole, size), 1) for text, whole in values.items()}


@pytest.mark.parametrize("theme", [Theme(), Theme(page=A4)], ids=["letter", "a4"])
@pytest.mark.parametrize("align", Align)
def test_whole_parts_end_one_under_the_other(theme: Theme, align: Align) -> None:
    parts = ("3", "12", "1,250", "−4", "0", "none", "7")
    content = bytes_of(document(decimals(*SHARES, align=align)), theme)
    ends = wholes(content, dict(zip(SHARES, parts, strict=True)))
    assert max(ends) - min(ends) <= 0.1
    edge = theme.page.width - theme.page.right - theme.table.pad_inline
    regular, bold = face(SANS.regular), face(SANS.bold)
    found = lefts(content)
    # The longest part behind the sign ends where the column does, as its label.
    assert found["3.5\u00a0%"] + regular.width("3.5\u00a0%", 9.5) == pytest.approx(edge, abs=0.05)
    assert found["Share"] + bold.width("Share", 9.5) == pytest.approx(edge, abs=0.05)


def test_a_decimal_comma_and_another_part_of_thousands() -> None:
    values = {"1.250,75 €": "1.250", "3,5 %": "3", "12 %": "12", "−4": "−4"}
    ends = wholes(bytes_of(document(decimals(*values, decimal=","))), values)
    assert max(ends) - min(ends) <= 0.1


def test_references_and_roles_move_no_decimal() -> None:
    columns = (Column(words("Ward")), Column(words("Share"), Align.END, decimal="."))
    rows = (
        (cell("a"), cell("3.25")),
        (cell("b"), Cell((Paragraph((Text("14"), ref(12))),))),
        (cell("c"), Cell((Paragraph(words("150.5"), lang="es"),))),
    )
    ends = wholes(
        bytes_of(document(Table(columns, rows))), {"3.25": "3", "14": "14", "150.5": "150"}
    )
    assert max(ends) - min(ends) <= 0.1


@pytest.mark.parametrize("lang", ["", "es"])
def test_words_among_decimals_do_not_leave_their_column(lang: str) -> None:
    long = "not counted before the year in which the count began"
    columns = (Column(words("Ward")), Column(words("Share"), Align.END, 0.2, decimal="."))
    rows = (
        (cell("a"), cell("3.25 per cent")),
        (cell("b"), Cell((Paragraph(words(long), lang=lang),))),
    )
    content = bytes_of(document(Table(columns, rows)))
    page, pad = Theme().page, Theme().table.pad_inline
    start = page.width - page.right - page.measure * 0.2 + pad
    with pikepdf.open(io.BytesIO(content)) as pdf:
        xs = [float(o[0]) for o, op in instructions(pdf.pages[0]) if op == "Td"]
    inside = [x for x in xs if x > page.left + 50]
    assert len([x for x in inside if x < page.width - page.right]) > 4
    assert all(x >= start - 0.02 for x in inside if x < page.width - page.right - 40)


def test_a_first_column_of_decimals_is_measured_in_bold() -> None:
    columns = (Column(words("Year"), decimal="."), Column(words("B")))
    values = {"1.25": "1", "300.5": "300"}
    content = bytes_of(document(Table(columns, tuple((cell(v), cell("b")) for v in values))))
    found, bold = lefts(content), face(SANS.bold)
    ends = {round(found[text] + bold.width(whole, 9.5), 1) for text, whole in values.items()}
    assert max(ends) - min(ends) <= 0.1


# --- headers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rows", "heads"),
    [(1, 5, False), (2, 2, False), (2, 30, False), (3, 2, False), (3, 3, True), (4, 1, False)],
)
def test_a_first_column_heads_rows_where_cells_are_no_fewer_than_headers(
    columns: int, rows: int, heads: bool
) -> None:
    labels = tuple(Column(words(f"L{n}")) for n in range(columns))
    made = Table(
        labels, tuple(tuple(cell(f"{r} {n}") for n in range(columns)) for r in range(rows))
    )
    assert made.heads_rows is heads
    (body,) = tree(opened(made)).all("TBody")
    first = {node.kids[0].tag for node in body.all("TR") if not isinstance(node.kids[0], str)}
    assert first == {"TH" if heads else "TD"}
    others = [kid.tag for row in body.all("TR") for kid in row.kids[1:] if not isinstance(kid, str)]
    assert set(others) <= {"TD"}


def test_a_heading_in_a_cell_is_no_heading_and_no_level() -> None:
    """Rows are what a table is divided into; a heading in one would begin a chapter there."""
    row = (Cell((Heading(1, words("a")), plain("b"))), cell("c"))
    pdf = opened(
        Heading(1, words("T")),
        Table(tuple(Column(words(x)) for x in "AB"), (row,)),
        Heading(2, words("U")),
    )
    assert tree(pdf).outline() == "Document(H1 Table(THead(TR(TH TH)) TBody(TR(TD(P P) TD))) H2)"
