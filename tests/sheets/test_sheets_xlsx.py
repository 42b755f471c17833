"""XLSX: what a person sees of it, and what must not be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.sheets import Row, Sheet
from tests.sheets.books import MAIN, Book, fault, of, place, texts, xlsx


def one_cell(folder: Path, cell: str, **more: str) -> str:
    """Give what a cell at A2 shows."""
    rows = f'{texts(1, "a")}<row r="2">{cell}</row>{texts(3, "end")}'
    shown = xlsx(folder, Book(rows, **more)).rows  # type: ignore[arg-type]
    return shown[0].cells[0] if shown[0].number == 2 else ""


def test_an_xlsx_gives_its_first_sheet(tmp_path: Path) -> None:
    rows = f"{texts(1, 'Name', 'Sum')}{texts(2, ' A ', '1')}{texts(5, '', 'x')}"
    assert xlsx(tmp_path, Book(rows)) == Sheet(
        "f.xlsx", ("Name", "Sum"), (Row(2, ("A", "1")), Row(5, ("", "x")))
    )


def test_the_content_says_what_a_file_is_and_not_its_name(tmp_path: Path) -> None:
    raw = Book(texts(1, "a")).raw(tmp_path)
    assert of(tmp_path, raw, "f.csv").header == ("a",)


def test_rows_and_cells_without_references_follow_each_other(tmp_path: Path) -> None:
    rows = (
        '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row/><row><c><v>1</v></c></row>'
    )
    assert xlsx(tmp_path, Book(rows)).rows == (Row(3, ("1", "")),)


def test_the_strict_form_and_prefixes_are_read_too(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert xlsx(tmp_path, Book(texts(1, "a"), main=strict)).header == ("a",)
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:y="urn:other"><x:sheetData><x:row>'
        '<y:c><y:v>no</y:v></y:c><x:c t="str"><x:v>a</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    raw = Book().raw(tmp_path, **{"xl/worksheets/one.xml": sheet})
    assert of(tmp_path, raw).header == ("a",)


def test_shared_strings_lose_their_looks_and_keep_their_words(tmp_path: Path) -> None:
    strings = (
        "<si><t>a</t></si>"
        "<si><r><rPr><b/></rPr><t>The </t></r><r><t>bridge</t></r></si>"
        "<si><t>橋</t><rPh><t>hashi</t></rPh></si>"
        "<si><t>Street 1_x000D_\nTown &amp; land</t></si>"
    )
    rows = "".join(f'<row><c t="s"><v>{index}</v></c></row>' for index in range(4))
    shown = xlsx(tmp_path, Book(rows, strings=strings)).rows
    assert [row.cells[0] for row in shown] == ["The bridge", "橋", "Street 1 Town & land"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<c><v>7</v></c>", "7"),
        ("<c><v>7.0</v></c>", "7"),
        ("<c><v>1E+3</v></c>", "1000"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>123456789012</v></c>", "123456789012"),
        ("<c><v>0.333333333333333</v></c>", "0.333333333"),
        ("<c><v>-1234.5</v></c>", "-1234.5"),
        ("<c><v>0.00001</v></c>", "0.00001"),
        ("<c><v>-0</v></c>", "0"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="d"><v>2026-03-01T00:00:00</v></c>', "2026-03-01"),
        ('<c t="d"><v>2026-03-01T14:30:00Z</v></c>', "2026-03-01 14:30"),
        ('<c t="str"><v>007</v></c>', "007"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="str"><f>A1&amp;"x"</f><v>=a</v></c>', "=a"),
        ('<c t="str"><f>""</f><v></v></c>', ""),
        ('<c s="0"/>', ""),
        ('<c t="s"><v/></c>', ""),
    ],
)
def test_a_cell_shows_what_a_person_sees(tmp_path: Path, cell: str, shown: str) -> None:
    assert one_cell(tmp_path, cell) == shown


def test_a_number_is_shown_in_the_format_of_its_style(tmp_path: Path) -> None:
    book = Book(
        texts(1, "a", "b", "c")
        + '<row r="2"><c s="1"><v>1234.5</v></c><c s="2"><v>0.125</v></c><c s="3"><v>46082</v></c>'
        + "</row>",
        formats=("#,##0.00", "0.0%", "d/m/yyyy"),
    )
    assert xlsx(tmp_path, book).rows == (Row(2, ("1,234.50", "12.5%", "2026-03-01")),)


def test_a_built_in_format_that_depends_on_the_computer_is_no_guess(tmp_path: Path) -> None:
    book = Book(texts(1, "a") + '<row r="2"><c s="1"><v>5</v></c></row>', formats=("0",))
    styles = book.parts()["xl/styles.xml"]
    for number, shown in (("10", "500.00%"), ("7", None)):
        changed = styles.replace('<xf numFmtId="164"/>', f'<xf numFmtId="{number}"/>')
        raw = book.raw(tmp_path, **{"xl/styles.xml": changed})
        if shown:
            assert of(tmp_path, raw).rows[0].cells == (shown,)
        else:
            assert "number format 7, which differs" in fault(tmp_path, raw).message


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = Book(
        texts(1, "a") + '<row r="2"><c s="1"><v>44620</v></c></row>',
        formats=("yyyy-mm-dd",),
        properties='<workbookPr date1904="1"/>',
    )
    assert xlsx(tmp_path, book).rows[0].cells == ("2026-03-01",)


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("<c><f>1+1</f></c>", "xlsx.no-result", "cell A2 has a formula"),
        ("<c><f>1+1</f><v></v></c>", "xlsx.no-result", "cell A2"),
        ('<c t="e"><f>#REF!</f><v>#REF!</v></c>', "xlsx.error-value", "cell A2 shows #REF!"),
        ('<c s="1"><v>0.5</v></c>', "xlsx.unknown-format", "'# ?/?'"),
        ('<c s="2"><v>-1</v></c>', "xlsx.unknown-format", "date"),
        ('<c s="3" t="str"><v>x</v></c>', "xlsx.unknown-format", "adds to its words"),
        ('<c r="CX2"><v>1</v></c>', "sheet.too-many-columns", "cell CX2 stands beyond column CV"),
    ],
)
def test_a_cell_that_cannot_be_shown_is_named(
    tmp_path: Path, cell: str, code: str, words: str
) -> None:
    rows = f'{texts(1, "a")}<row r="2">{cell}</row>'
    raw = Book(rows, formats=("# ?/?", "yyyy-mm-dd", "@&quot; kg&quot;")).raw(tmp_path)
    found = fault(tmp_path, raw)
    assert found.code == code
    assert words in found.message
    assert found.hint
    assert place(found)[0] == 2


def test_results_are_not_trusted_before_they_were_reckoned(tmp_path: Path) -> None:
    rows = f'{texts(1, "a")}<row r="2"><c><f>1+1</f><v>0</v></c></row>'
    book = Book(rows, properties='<calcPr fullCalcOnLoad="1"/>')
    assert fault(tmp_path, book.raw(tmp_path)).code == "xlsx.no-result"


@pytest.mark.parametrize("hidden", ['hidden="1"', 'hidden="true"', 'ht="0"'])
def test_a_hidden_row_is_named_and_its_words_are_not(tmp_path: Path, hidden: str) -> None:
    secret = texts(3, "Secret").replace('r="3"', f'r="3" {hidden}', 1)
    found = fault(tmp_path, Book(texts(1, "a") + texts(2, "b") + secret).raw(tmp_path))
    assert (found.code, place(found)) == ("xlsx.hidden-row", (3, 0))
    assert "unhide" in found.hint
    assert "Secret" not in found.message


@pytest.mark.parametrize("hidden", ['hidden="1"', 'width="0" customWidth="1"'])
def test_a_hidden_column_is_named(tmp_path: Path, hidden: str) -> None:
    book = Book(
        texts(1, "a", "b", "c") + texts(2, "1", "2", "3"),
        before=f'<cols><col min="2" max="2" {hidden}/><col min="4" max="16384" {hidden}/></cols>',
    )
    found = fault(tmp_path, book.raw(tmp_path))
    assert (found.code, place(found)) == ("xlsx.hidden-column", (1, 2))
    assert "column B" in found.message


def test_what_is_hidden_and_empty_hides_nothing(tmp_path: Path) -> None:
    book = Book(
        texts(1, "a") + '<row r="2" hidden="1"><c r="A2" s="0"/></row>',
        before='<cols><col min="2" max="16384" hidden="1"/></cols>',
    )
    assert xlsx(tmp_path, book).header == ("a",)


@pytest.mark.parametrize("area", ["A1:B1", "A2:A3", "A3:A9", "B2"])
def test_merged_cells_among_the_rows_are_named(tmp_path: Path, area: str) -> None:
    rows = texts(1, "a", "b") + texts(2, "1", "2") + texts(3, "3", "4")
    after = f'<mergeCells><mergeCell ref="{area}"/><mergeCell ref="A8:B9"/></mergeCells>'
    found = fault(tmp_path, Book(rows, after=after).raw(tmp_path))
    assert found.code == "xlsx.merged"
    assert area in found.message


def test_only_sheets_that_are_seen_are_read(tmp_path: Path) -> None:
    hidden = '<sheet name="One" sheetId="1" state="{}" r:id="r1"/>'
    chart = '<sheet name="Chart" sheetId="3" r:id="r3"/>'
    second = '<sheet name="Two" sheetId="2" r:id="r2"/>'
    for state in ("hidden", "veryHidden"):
        sheets = hidden.format(state) + chart + second
        assert xlsx(tmp_path, Book(texts(1, "a"), sheets=sheets)).header == ("second",)
    raw = Book(texts(1, "a"), sheets=hidden.format("hidden")).raw(tmp_path)
    assert fault(tmp_path, raw).code == "xlsx.no-sheet"
