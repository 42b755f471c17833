"""Tables of a page: what names a row and a column, and what happens to a wide one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefgen.document import Align, BulletList, Cell, Column, NoteReference, Table, Text
from briefgen.theme import Theme
from briefgen.writers.widths import column_widths, decimal_insets
from tests.writers.html.read import Node, main, page
from tests.writers.html.samples import decimals
from tests.writers.specimens import LONG_WORD, cell, plain, table, words


def test_headers_say_what_they_name() -> None:
    root = main(table(3)).one("table")
    heads = root.one("thead").all("th", scope="col")
    assert [node.text for node in heads] == ["Approach", "Benefit & cost", "Implementation", "Cost"]
    rows = root.one("tbody").all("tr")
    assert [[node.tag for node in row] for row in rows] == [["th", "td", "td", "td"]] * 3
    # One row: more headers than cells, if its first cell were one.
    short = main(table(1)).one("tbody").one("tr")
    assert [node.tag for node in short] == ["td"] * 4
    assert [row.one("th", scope="row").text for row in rows] == [f"Measure {n}" for n in (1, 2, 3)]
    assert root.one("caption").text == "What is recommended, and how"


def test_the_description_is_for_those_who_cannot_see() -> None:
    root = page(table(1))
    about = root.one("table")["aria-describedby"]
    hidden = root.one("body").one("div", hidden="")
    assert hidden.one("p", id=about).text.startswith("One row for each measure")
    assert not root.one("main").all(id=about)
    plain_page = page(replace(table(1), description=""))
    assert not plain_page.all("div", hidden="")
    assert "aria-describedby" not in plain_page.one("table").attributes


def test_a_header_without_words_is_none() -> None:
    columns = (Column(()), Column(words("Cost")))
    head = main(Table(columns, ((cell("a"), cell("b")),))).one("thead").one("tr")
    assert [node.tag for node in head] == ["td", "th"]


def test_a_table_without_rows_is_a_head() -> None:
    root = main(Table(table(1).columns, ())).one("table")
    assert not root.all("tbody")
    assert len(root.one("thead").all("th")) == 4


def test_a_wide_table_scrolls_by_itself_and_has_a_name() -> None:
    root = main(table(2), replace(table(2), caption=()))
    named, nameless = root.all("div", class_="table", role="group", tabindex="0")
    assert named["aria-labelledby"] == named.one("caption")["id"]
    assert nameless["aria-label"] == "Approach, Benefit & cost, Implementation, Cost"


def test_a_narrow_table_is_no_stop_on_the_way() -> None:
    box = main(decimals("1", "2")).one("div", class_="table")
    assert "tabindex" not in box.attributes
    assert "role" not in box.attributes


def least(root: Node) -> list[float]:
    """Give the least width of each column, in points."""
    styles = [node["style"] for node in root.one("thead").one("tr")]
    return [10 * float(style.removeprefix("--least:").removesuffix("rem")) for style in styles]


def test_a_column_has_room_for_its_words_but_not_for_any() -> None:
    columns = tuple(Column(words(label)) for label in ("No.", "Phrase", "Text", "Word", "List"))
    items = BulletList(((plain("a"),),))
    phrase, word = cell("It says quite a few words."), cell(LONG_WORD[:60])
    row = (cell("1"), phrase, cell("A sentence. " * 10), word, Cell((items,)))
    short, *others = least(main(Table(columns, (row,))))
    assert short < 25
    assert others == [80, 130, 120, 80]


def test_the_widest_of_words_of_one_length_counts() -> None:
    # Whichever a set of words gives first: else the same input would give other bytes.
    narrow = tuple((cell("il" * 4 + f"{number}i"),) for number in range(10, 40))
    wide = (cell("WWWWWWWWW"),)
    columns = (Column(words("Code")),)
    (alone,) = least(main(Table(columns, (wide,))))
    (among,) = least(main(Table(columns, (*narrow[:15], wide, *narrow[15:]))))
    assert alone == among > least(main(Table(columns, narrow)))[0] + 20


def test_columns_have_their_shares_of_the_paged_formats() -> None:
    theme, given = Theme(), table(5)
    shares = [
        float(col["style"].removeprefix("width:").removesuffix("%"))
        for col in main(given).all("col")
    ]
    wanted = column_widths(given, theme, theme.page.measure)
    assert shares == pytest.approx([100 * w / theme.page.measure for w in wanted], rel=1e-3)
    assert sum(shares) == pytest.approx(100, rel=1e-3)


@pytest.mark.parametrize(
    ("align", "kind"), [(Align.START, None), (Align.CENTER, "center"), (Align.END, "end")]
)
def test_a_column_is_aligned(align: Align, kind: str | None) -> None:
    columns = (Column(words("Year")), Column(words("Cost"), align))
    root = main(Table(columns, ((cell("2026"), cell("12")),)))
    assert root.all("td")[-1].get("class") == kind
    assert root.one("thead").all("th")[1].get("class") == kind


def test_numbers_stand_under_each_other_at_their_decimal_sign() -> None:
    given = decimals("9.5", "10", "1,234.25", "–")
    size = Theme().styles.table_cell.size
    found = []
    for node in main(given).all("td")[1::2]:
        assert node["class"] == "end decimal"
        tail = re.fullmatch(r"--tail:([\d.]+)em", node.get("style") or "--tail:0em")
        assert tail
        found.append(float(tail[1]) * size)
    assert found == pytest.approx(decimal_insets(given, 1, Theme()), abs=0.01)
    # A whole number keeps free what ".25" takes, one decimal place less the second digit.
    assert found[0] > 0
    assert found[1] == found[3] > found[0]
    assert found[2] == 0


def test_a_column_of_numbers_keeps_room_for_what_is_free_after_them() -> None:
    figures = ("1,250", "9.25 kg")
    numbers, text = decimals(*figures), decimals(*figures, decimal="")
    free = max(decimal_insets(numbers, 1, Theme()))
    assert least(main(numbers))[1] == pytest.approx(least(main(text))[1] + free, abs=0.1)


def test_a_column_of_numbers_is_at_the_end_however_it_says() -> None:
    given = decimals("9,5", decimal=",")
    columns = (given.columns[0], replace(given.columns[1], align=Align.START))
    assert main(replace(given, columns=columns)).all("td")[-1]["class"] == "end decimal"


def test_a_caption_may_refer_to_a_note() -> None:
    given = replace(table(1), caption=(Text("Costs "), NoteReference("note-1", 1)))
    assert main(given).one("caption").one("a", role="doc-noteref").text == "[1]"
