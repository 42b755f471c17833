"""CSV: what it gives, what is refused, and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import UsageError
from briefgen.sheets import Row, Sheet, limits, read
from briefgen.sheets.faults import MAX_FAULTS
from tests.sheets.books import fault, faults, of, place


def test_a_csv_gives_its_header_and_rows_with_their_numbers(tmp_path: Path) -> None:
    assert of(tmp_path, "Name,Sum\nA,1\n\nB\n") == Sheet(
        "f.csv", ("Name", "Sum"), (Row(2, ("A", "1")), Row(4, ("B", "")))
    )


@pytest.mark.parametrize("value", ["007", "=1+1", "1.50", "no", "1e3", "2026-11-23", "+49 30"])
def test_a_value_stays_as_it_is_written(tmp_path: Path, value: str) -> None:
    assert of(tmp_path, f"a,b\n{value},x\n").rows == (Row(2, (value, "x")),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_separators_line_ends_and_a_bom_make_no_difference(
    tmp_path: Path, separator: str, end: str, bom: str
) -> None:
    lines = (["Ort", "Größe"], ["Köln", '"1,5; 2\t3"'], ["x", "y"])
    text = bom + "".join(separator.join(cells) + end for cells in lines)
    sheet = of(tmp_path, text)
    assert sheet.header == ("Ort", "Größe")
    assert sheet.rows == (Row(2, ("Köln", "1,5; 2\t3")), Row(3, ("x", "y")))


def test_the_separator_is_the_one_that_the_header_has_most_often(tmp_path: Path) -> None:
    assert of(tmp_path, "Name;Amount, EUR;Share\nA;1,5;2\n").rows[0].cells == ("A", "1,5", "2")
    assert of(tmp_path, '\n"a;b;c;d",e\n1,2\n').header == ("a;b;c;d", "e")


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    assert of(tmp_path, "sep=;\r\na;b\r\n1;2\r\n").rows == (Row(2, ("1", "2")),)


def test_quotes_hold_separators_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = (
        'a,b\n"x, y", "the ""old"" bridge"\n"Street 1\r\n  Town\n",z\n 5" pipe , \u00a0t\u00a0 \n'
    )
    assert of(tmp_path, text).rows == (
        Row(2, ("x, y", 'the "old" bridge')),
        Row(3, ("Street 1 Town", "z")),
        Row(4, ('5" pipe', "t")),
    )


def test_separators_after_the_last_name_are_no_columns(tmp_path: Path) -> None:
    assert of(tmp_path, "a,b,,\n1,2,,\n,,,\n3,4,,\n") == Sheet(
        "f.csv", ("a", "b"), (Row(2, ("1", "2")), Row(4, ("3", "4")))
    )


@pytest.mark.parametrize(
    ("text", "code", "at", "words", "hint"),
    [
        ("a,b,A \n", "sheet.duplicate-name", (1, 3), "columns A and C", "rename"),
        ("a,,c\n1,2,3\n", "sheet.empty-name", (1, 2), "column B", "delete the column"),
        ("a,b\n1,2\n1,2,,x,y\n", "sheet.spare-cell", (3, 4), "cell D3", "quotes"),
        ("a,b\n1,x\0y\n", "text.forbidden-character", (2, 2), "U+0000", "delete"),
        ("a,b\u202e\n1,2\n", "text.forbidden-character", (1, 2), "U+202E", "delete"),
        ('a,b\n1,2\n3,"x\n4,5\n', "sheet.open-quote", (3, 2), "cell B3", "close it"),
        ('a,b\n"x\ny",2\n"x"y,3\n', "sheet.stray-quote", (3, 1), "cell A3", "twice"),
        ('"a,b\n', "sheet.open-quote", (1, 1), "cell A1", "close it"),
        ('a,b\n1,"' + "x\n" * 90_000, "sheet.open-quote", (2, 2), "cell B2", "close it"),
        ("a,b\n1," + "x" * 5_001, "sheet.long-cell", (2, 2), "cell B2 has more", "shorten"),
        ("a,b\n1," + "x" * 200_000, "sheet.long-cell", (2, 0), "more than 5,000", ""),
        ("", "sheet.empty", (0, 0), "nothing", "first row"),
        (" \r\n,,\n\n", "sheet.empty", (0, 0), "nothing", "first row"),
        (",".join(map(str, range(101))), "sheet.too-many-columns", (1, 101), "100", "keep"),
        ("a\n" + "1\n" * 50_001, "sheet.too-many-rows", (50_002, 0), "50,000 rows", "split"),
        ("\n" * 1_048_577, "sheet.too-many-rows", (1_048_577, 0), "longer", ""),
        ("<!DOCTYPE html>\n<table>", "sheet.not-a-sheet", (0, 0), "HTML", "XLSX"),
    ],
)
def test_a_fault_of_a_csv_is_named_with_its_place_and_remedy(
    tmp_path: Path, text: str, code: str, at: tuple[int, int], words: str, hint: str
) -> None:
    found = fault(tmp_path, text)
    assert (found.code, place(found)) == (code, at)
    assert words in found.message
    assert hint in found.hint


def test_many_columns_make_fewer_rows_enough(tmp_path: Path) -> None:
    row = ",".join("x" * 100) + "\n"
    text = ",".join(map(str, range(100))) + "\n" + row * (limits.MAX_CELLS // 100)
    assert len(of(tmp_path, text).rows) == limits.MAX_CELLS // 100
    assert "200,000 cells" in fault(tmp_path, text + row).message


def test_all_faults_are_found_at_once_and_the_first_twenty_shown(tmp_path: Path) -> None:
    found = faults(tmp_path, "a,a,\nx\0,2,3\n" + "1,2,3\n" * 30)
    assert [d.code for d in found[:3]] == [
        "sheet.duplicate-name",
        "text.forbidden-character",
        "sheet.spare-cell",
    ]
    assert len(found) == MAX_FAULTS + 1
    assert found[-1].code == "sheet.more-faults"
    assert found[-1].message == "13 more faults"
    found = faults(tmp_path, "a\n" + "1,2\n" * 9_000)
    assert found[-1].message == "at least 1,000 more faults"


@pytest.mark.parametrize(
    ("raw", "at", "words"),
    [
        ("a,b\n1,é\n".encode("cp1252"), (2, 2), "0xE9 in cell B2 is not UTF-8 (in Windows-1252"),
        ('a,b\n"1\n2",x\n\n3,é'.encode("cp1252"), (4, 2), "cell B4"),
        (b"\x81,b\n", (1, 1), "byte 0x81 in cell A1 is not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), (0, 0), "UTF-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), (0, 0), "UTF-16"),
        ("a,b\n1,2\n".encode("utf-32"), (0, 0), "UTF-16"),
    ],
)
def test_another_encoding_is_refused_with_the_name_of_the_right_one(
    tmp_path: Path, raw: bytes, at: tuple[int, int], words: str
) -> None:
    found = fault(tmp_path, raw)
    assert (found.code, place(found)) == ("sheet.not-utf-8", at)
    assert words in found.message
    assert "CSV UTF-8" in found.hint


def test_a_file_that_cannot_be_opened_is_a_fault_of_use(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name, code in (
        ("none.csv", "file.missing"),
        ("", "file.is-folder"),
        ("pipe.csv", "file.not-a-file"),
    ):
        with pytest.raises(UsageError) as caught:
            read(tmp_path / name, "f")
        assert caught.value.diagnostics[0].code == code


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    found = fault(tmp_path, b"a,b\n" * (limits.MAX_BYTES // 4 + 1))
    assert (found.code, found.message) == ("file.too-large", "larger than 8 MB")
    assert "without pictures" in found.hint


CELLS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
@settings(deadline=None)
def test_any_cells_come_back_from_a_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    sheet = of(tmp_path_factory.mktemp("csv"), "\n".join(["a,b,c", *quoted]))
    assert [list(row.cells) for row in sheet.rows] == [
        stripped for row in rows if any(stripped := [cell.strip() for cell in row])
    ]
