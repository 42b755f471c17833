"""Tables as Word's tables, that a screen reader can walk and a page break cannot spoil."""

from __future__ import annotations

from dataclasses import replace

from briefgen.document import BulletList, Callout, Cell, Column, Heading, Paragraph, Strong, Table
from briefgen.fonts import face
from briefgen.theme import Theme
from briefgen.writers.widths import column_widths, decimal_insets
from tests.unpacked import W, docx_part
from tests.writers import specimens
from tests.writers.docx.parts import (
    Element,
    body,
    bytes_of,
    decimals,
    find,
    has,
    noted,
    style,
    styles,
    text,
    value,
)
from tests.writers.specimens import cell, document, plain, table, words


def rows(root: Element) -> list[Element]:
    return list(root.iter(f"{W}tr"))


def test_the_header_row_repeats_and_no_row_breaks() -> None:
    found = rows(body(table(5)))
    assert [has(row, "trPr/tblHeader") for row in found] == [True, *[False] * 5]
    assert all(has(row, "trPr/cantSplit") for row in found)


def test_the_table_says_what_it_is() -> None:
    root = body(table(2))
    properties = find(root, "tbl/tblPr")
    assert properties is not None
    assert value(properties, "tblStyle") == "BriefingTable"
    assert value(properties, "tblCaption") == "What is recommended, and how"
    assert (value(properties, "tblDescription") or "").startswith("One row for each measure")
    assert value(properties, "tblLayout", "type") == "fixed"
    assert value(properties, "tblLook", "firstRow") == "1"
    assert value(properties, "tblLook", "firstColumn") == "1"
    assert (style(root[0]), text(root[0])) == ("Caption", "What is recommended, and how")
    assert has(styles()["Caption"], "pPr/keepNext")


def test_no_cell_is_merged() -> None:
    root = body(table(3))
    assert not list(root.iter(f"{W}gridSpan"))
    assert not list(root.iter(f"{W}vMerge"))
    assert {len(row.findall(f"{W}tc")) for row in rows(root)} == {4}


def test_widths_are_the_themes_and_fill_the_measure() -> None:
    theme, one = Theme(), table(9)
    root = body(one)
    grid = [int(col.get(f"{W}w") or 0) for col in root.iter(f"{W}gridCol")]
    assert sum(grid) == round(theme.page.measure * 20)
    wanted = column_widths(one, theme, theme.page.measure)
    assert all(abs(got - 20 * width) <= 1 for got, width in zip(grid, wanted, strict=True))
    for row in rows(root):
        assert [int(value(c, "tcPr/tcW", "w") or 0) for c in row.iter(f"{W}tc")] == grid


def test_the_first_column_names_the_row_and_stands_flush() -> None:
    for row in rows(body(table(2)))[1:]:
        cells = row.findall(f"{W}tc")
        assert style(cells[0][1]) == "TableRowHeader"
        assert {style(c[1]) for c in cells[1:]} == {"TableText"}
        assert value(cells[0], "tcPr/tcMar/left", "w") == "0"
        assert not any(has(c, "tcPr/tcMar") for c in cells[1:])
    assert has(styles()["TableRowHeader"], "rPr/b")


def test_the_header_is_tinted_and_never_alone() -> None:
    first, *others = rows(body(table(5)))
    assert {style(p) for p in first.iter(f"{W}p")} == {"TableHeader"}
    defined = styles()
    assert has(defined["TableHeader"], "pPr/keepNext")
    kept = [[has(p, "pPr/keepNext") for p in row.iter(f"{W}p")] for row in others]
    assert [all(row) for row in kept] == [True, False, False, True, False]
    assert [any(row) for row in kept] == [True, False, False, True, False]
    look = find(defined["BriefingTable"], "tblStylePr/tcPr/shd")
    assert look is not None
    assert look.get(f"{W}fill") == Theme().colours.tint


def test_rules_are_horizontal() -> None:
    borders = find(styles()["BriefingTable"], "tblPr/tblBorders")
    assert borders is not None
    edges = {b.tag.rpartition("}")[2]: (b.get(f"{W}sz"), b.get(f"{W}color")) for b in borders}
    assert edges == {"bottom": ("8", "1F3A5F"), "insideH": ("4", "B8B8B8")}


def test_numbers_stand_at_the_end() -> None:
    for row in rows(body(table(2))):
        aligned = [value(p, "pPr/jc") for p in row.iter(f"{W}p")]
        assert aligned == [None, None, None, "right"]


def test_a_cell_holds_more_than_a_paragraph() -> None:
    several = Cell((plain("two:"), BulletList(((plain("one"),), (plain("other"),))), plain("end")))
    columns = (Column(words("A")), Column(words("B")))
    root = body(Table(columns, ((cell("row"), several),)))
    inner = rows(root)[1].findall(f"{W}tc")[1]
    paragraphs = inner.findall(f"{W}p")
    assert [text(p) for p in paragraphs] == ["two:", "one", "other", "end"]
    assert {style(p) for p in paragraphs} == {"TableText"}
    assert [has(p, "pPr/numPr") for p in paragraphs] == [False, True, True, False]
    assert [value(p, "pPr/spacing", "after") for p in paragraphs] == ["60", "60", "60", None]


def test_bold_in_the_first_column_stays_bold() -> None:
    bold = Cell((Paragraph((Strong(words("x")),)),))
    root = body(Table((Column(words("A")), Column(words("B"))), ((bold, bold),)))
    first, second = rows(root)[1].iter(f"{W}r")
    assert has(first, "rPr/b")
    assert not has(second, "rPr/b")


def test_a_table_in_a_panel_keeps_inside() -> None:
    theme = Theme()
    root = body(Callout((plain("x"), table(1))))
    left = 20 * (theme.callout_bar + theme.callout_pad)
    assert value(root, "tbl/tblPr/tblInd", "w") == str(round(left))
    width = int(value(root, "tbl/tblPr/tblW", "w") or 0)
    assert width == round(20 * (theme.page.measure - theme.callout_pad) - left)


def test_a_table_without_a_caption_has_no_paragraph_for_it() -> None:
    root = body(Heading(2, words("T")), replace(table(1), caption=(), description=""))
    assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["p", "tbl"]
    assert not has(root, "tbl/tblPr/tblCaption")
    assert not has(root, "tbl/tblPr/tblDescription")


def test_twenty_thousand_rows_are_written() -> None:
    whole = document(Heading(1, words("All")), specimens.table(20_000))
    root = docx_part(bytes_of(whole))
    assert sum(1 for _ in root.iter(f"{W}tr")) == 20_001


def insets(root: Element) -> list[int]:
    """Give the end indent of each cell of the second column, in twentieths of a point."""
    cells = [row.findall(f"{W}tc")[1] for row in rows(root)[1:]]
    return [int(value(c, "p/pPr/ind", "right") or 0) for c in cells]


def test_numbers_stand_one_under_the_other_at_the_decimal_sign() -> None:
    one = decimals("3.5 %", "12 %", "1,250.75", "–", "0.125 %")
    root = body(one)
    for row in rows(root):
        assert value(row.findall(f"{W}tc")[1], "p/pPr/jc") == "right"
    found = insets(root)
    assert found == [round(20 * inset) for inset in decimal_insets(one, 1, Theme())]
    assert found[4] == 0
    assert found[3] > found[1] > found[2] > found[0] > 0
    digit = 20 * 0.556 * Theme().styles.table_cell.size  # of Arial
    assert found[0] == round(2 * digit)
    assert not any(has(p, "pPr/ind") for p in rows(root)[0].iter(f"{W}p"))


def test_numbers_stand_at_the_end_also_where_the_column_does_not_say_so() -> None:
    columns = (Column(words("A")), Column(words("B"), decimal=","))
    root = body(Table(columns, ((cell("x"), cell("1,5")), (cell("y"), cell("2.000")))))
    assert [value(row.findall(f"{W}tc")[1], "p/pPr/jc") for row in rows(root)] == ["right"] * 3
    assert insets(root)[0] == 0
    assert insets(root)[1] > 0


def test_cells_of_more_than_a_line_are_set_in_too() -> None:
    columns = decimals("1").columns
    several = Cell((plain("12"), plain("9")))
    role = Cell((replace(plain("7"), lang="es"),))
    root = body(
        Table(columns, ((cell("a"), several), (cell("b"), role), (cell("c"), cell("1.25"))))
    )
    first, second, third = (row.findall(f"{W}tc")[1] for row in rows(root)[1:])
    assert value(second, "p/pPr/ind", "right") == str(insets(root)[1])
    assert insets(root)[1] > 0
    assert {value(p, "pPr/jc") for p in first.iter(f"{W}p")} == {"right"}
    assert insets(root)[2] == 0
    assert text(third) == "1.25"


def test_a_reference_behind_a_number_does_not_move_it() -> None:
    columns = decimals("1").columns
    rowed = tuple(
        (cell("x"), Cell((Paragraph(inlines),))) for inlines in (words("3.5 %"), noted("3.5 %", 1))
    )
    plain_one, with_note = insets(body(Table(columns, rowed)))
    assert plain_one > with_note == 0


def test_a_column_has_room_for_its_widest_number_at_its_place() -> None:
    """The longest whole part and the longest fraction belong to different rows."""
    theme = Theme()
    few = decimals("1,250,000", "0.33333 %", "12")
    one = replace(few, columns=(*few.columns, *few.columns[1:] * 3))
    one = replace(one, rows=tuple((*row, *row[1:] * 3) for row in few.rows))
    root = body(one)
    number = face(theme.family.regular).width("1,250,000", theme.styles.table_cell.size)
    for row in rows(root)[1:]:
        for c in row.findall(f"{W}tc")[1:]:
            inset = int(value(c, "p/pPr/ind", "right") or 0) / 20
            room = int(value(c, "tcPr/tcW", "w") or 0) / 20 - 2 * theme.table.pad_inline
            assert text(c) != "1,250,000" or room - inset >= number
    assert insets(root)[0] == round(20 * decimal_insets(one, 1, theme)[0])


def test_where_there_is_no_room_a_number_is_not_broken_for_its_place() -> None:
    theme = Theme()
    few = decimals("1,250", "0.3333 percent", "12")
    one = replace(few, columns=(few.columns[0], replace(few.columns[1], width=0.09)))
    number = face(theme.family.regular).width("1,250", theme.styles.table_cell.size)
    room = 0.09 * theme.page.measure - 2 * theme.table.pad_inline
    for c in (row.findall(f"{W}tc")[1] for row in rows(body(one))[1:2]):
        assert 0 <= int(value(c, "p/pPr/ind", "right") or 0) / 20 <= room - number
    assert decimal_insets(one, 1, theme)[0] > room - number
