"""Files that are no sheet, are damaged, or mean harm: an answer within bounds."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import InputError
from briefgen.sheets import Row, limits
from tests.sheets.books import PACKAGE, Book, fault, faults, of, texts, xlsx


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("raw", "name", "code", "hint"),
    [
        (ole("EncryptedPackage"), "f.xlsx", "xlsx.encrypted", "without the password"),
        (ole("Workbook"), "f.xls", "sheet.not-a-sheet", "XLSX"),
        (b"a,b\n1,2\n", "f.xlsx", "xlsx.damaged", "save it anew"),
        (b"PK\x03\x04 nothing more", "f.xlsx", "xlsx.damaged", "save it anew"),
        (b"PK\x05\x06" + b"\0" * 18, "f.xlsx", "xlsx.damaged", "save it anew"),
    ],
)
def test_what_is_no_xlsx_is_said_with_a_remedy(
    tmp_path: Path, raw: bytes, name: str, code: str, hint: str
) -> None:
    found = fault(tmp_path, raw, name)
    assert found.code == code
    assert hint in found.hint


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/workbook.bin", "XLSB"),
        ("content.xml", "OpenDocument"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "presentation"),
    ],
)
def test_another_kind_of_package_is_called_by_its_name(
    tmp_path: Path, part: str, words: str
) -> None:
    found = fault(tmp_path, Book().raw(tmp_path, **{part: "x"}))
    assert found.code == "sheet.not-a-sheet"
    assert words in found.message


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("xl/workbook.xml", None, "missing"),
        ("xl/worksheets/one.xml", None, "missing"),
        ("xl/worksheets/one.xml", "<worksheet", "unclosed token"),
        ("xl/worksheets/one.xml", "", "no element found"),
        ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}"/>', "no workbook"),
    ],
)
def test_a_part_that_is_missing_or_cut_off_is_damage(
    tmp_path: Path, part: str, text: str | None, words: str
) -> None:
    found = fault(tmp_path, Book(texts(1, "a")).raw(tmp_path, **{part: text}))
    assert found.code == "xlsx.damaged"
    assert words in found.message


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="99999999999999999999"/>',
        '<row r="x"/>',
        '<row r="2"/><row r="2"/>',
        '<c r="A1"><v>1</v></c>',
        '<row><c r="B1"/><c r="A1"/></row>',
        '<row><c r="ZZZ1"><v>1</v></c></row>',
        '<row><c r="é1"><v>1</v></c></row>',
        "<row><c><v>x</v></c></row>",
        "<row><c><v>1e999</v></c></row>",
        '<row><c t="s"><v>0</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c s="9"><v>1</v></c></row>',
        '<row><c s="-1"><v>1.5</v></c></row>',
        '<row><c t="d"><v>soon</v></c></row>',
        '<row><c t="new"><v>1</v></c></row>',
        "<row>" * 40 + "</row>" * 40,
    ],
)
def test_a_sheet_that_breaks_the_format_is_damage(tmp_path: Path, rows: str) -> None:
    assert fault(tmp_path, Book(rows).raw(tmp_path)).code == "xlsx.damaged"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/worksheets/one.xml", "xl/strings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("head", [BOMB, '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "<!DOCTYPE x>"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, part: str, head: str) -> None:
    book = Book(texts(1, "a"))
    found = fault(tmp_path, book.raw(tmp_path, **{part: head + book.parts()[part]}))
    assert found.code == "xlsx.damaged"
    assert "document type" in found.message


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (" " * (limits.MAX_UNPACKED + 1), "xlsx.too-large"),
        ("<x/>" * (limits.MAX_TAGS + 1), "xlsx.too-large"),
        ("<row>" + "<c/>" * (limits.MAX_TAGS + 1) + "</row>", "xlsx.too-large"),
        ("<row>" * (limits.MAX_TAGS + 1), "xlsx.damaged"),
        ("<row " + " ".join(f'a{n}=""' for n in range(60_000)) + "/>", "xlsx.damaged"),
        ("".join(f"<a{n}/>" for n in range(30_000)), "xlsx.damaged"),
        ("<!--" + "x" * 1_000_000 + "-->", "xlsx.damaged"),
        ('<mergeCell ref="A1:B2"/>' * 10_001, "xlsx.too-large"),
        (
            "".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(2_001)),
            "xlsx.too-large",
        ),
    ],
)
def test_a_sheet_out_of_measure_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    assert fault(tmp_path, Book(rows).raw(tmp_path)).code == code


def test_a_million_rows_that_are_only_declared_take_no_time(tmp_path: Path) -> None:
    rows = texts(1, "a") + texts(1_048_576, "last")
    sheet = xlsx(tmp_path, Book(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert sheet.rows == (Row(1_048_576, ("last",)),)


def test_a_size_that_a_part_does_not_have_is_damage(tmp_path: Path) -> None:
    raw = Book(texts(1, "a" * 4_000)).raw(tmp_path)
    size = len(Book(texts(1, "a" * 4_000)).parts()["xl/worksheets/one.xml"])
    lie = raw.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != raw
    assert fault(tmp_path, lie).code == "xlsx.damaged"


def test_parts_of_one_name_are_damage(tmp_path: Path) -> None:
    found = fault(tmp_path, Book(texts(1, "a")).raw(tmp_path, **{"XL/Workbook.xml": "<x/>"}))
    assert found.code == "xlsx.damaged"


def test_more_parts_than_a_workbook_has_are_refused(tmp_path: Path) -> None:
    many = {f"p{n}": "" for n in range(limits.MAX_PARTS)}
    assert fault(tmp_path, Book(texts(1, "a")).raw(tmp_path, **many)).code == "xlsx.too-large"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_cannot_be_bounded_is_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in Book(texts(1, "a")).parts().items():
            archive.writestr(name, text)
    assert "packed" in fault(tmp_path, path.read_bytes()).message


@given(st.integers(0, 10_000), st.integers(0, 255))
@settings(deadline=None, max_examples=150)
def test_a_byte_gone_wrong_is_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("xlsx")
    raw = bytearray(Book(texts(1, "a", "b") + texts(2, "1", "2")).raw(folder))
    raw[at % len(raw)] = byte
    try:
        of(folder, bytes(raw), "f.xlsx")
    except InputError as found:
        assert found.diagnostics


def test_every_way_to_cut_a_workbook_off_is_a_fault(tmp_path: Path) -> None:
    raw = Book(texts(1, "a")).raw(tmp_path)
    for end in range(1, len(raw), 37):
        assert faults(tmp_path, raw[:end], "f.xlsx")


def test_a_deflate_stream_that_is_none_is_damage(tmp_path: Path) -> None:
    raw = Book(texts(1, "a" * 4_000)).raw(tmp_path)
    packer = zlib.compressobj(wbits=-15)
    part = Book(texts(1, "a" * 4_000)).parts()["xl/worksheets/one.xml"].encode()
    stream = packer.compress(part) + packer.flush()
    assert stream[:20] in raw
    broken = raw.replace(stream[:20], b"\xff" * 20)
    assert "does not unpack" in fault(tmp_path, broken).message


def test_long_runs_of_spaces_around_line_breaks_cost_little(tmp_path: Path) -> None:
    """The regular expression that stood here took time in their square: a minute for these."""
    cell = "x" + " " * 4_900 + "y\nz"
    found = of(tmp_path, ("a\n" + f'"{cell}"\n' * 300).encode(), "f.csv")
    assert found.rows[-1].cells == ("x" + " " * 4_900 + "y z",)


@pytest.mark.parametrize("name", ["f.ods", "f.numbers", "~$f.xlsx"])
def test_other_files_are_refused_by_their_names(tmp_path: Path, name: str) -> None:
    found = fault(tmp_path, b"a,b\n1,2\n", name)
    assert found.code == "sheet.not-a-sheet"
    assert "CSV UTF-8" in found.hint
