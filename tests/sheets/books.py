"""Sheets for the tests: written, read back, and small workbooks made part by part."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.errors import Diagnostic, InputError
from briefgen.sheets import Sheet, read
from briefgen.sheets.faults import letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def of(folder: Path, content: str | bytes, name: str = "f.csv") -> Sheet:
    raw = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(raw)
    return read(folder / name, name)


def faults(folder: Path, content: str | bytes, name: str = "f.csv") -> tuple[Diagnostic, ...]:
    with pytest.raises(InputError) as caught:
        of(folder, content, name)
    return caught.value.diagnostics


def fault(folder: Path, content: str | bytes, name: str = "f.csv") -> Diagnostic:
    (only,) = faults(folder, content, name)
    return only


def place(found: Diagnostic) -> tuple[int, int]:
    assert found.location is not None
    return found.location.line, found.location.column


@dataclass
class Book:
    """The parts of a small workbook; `extra` adds to them or takes their place."""

    rows: str = ""
    before: str = ""
    after: str = ""
    strings: str = ""
    formats: tuple[str, ...] = ()
    properties: str = ""
    sheets: str = '<sheet name="One" sheetId="1" r:id="r1"/>'
    main: str = MAIN

    def parts(self) -> dict[str, str]:
        codes = "".join(
            f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
            for number, code in enumerate(self.formats, 164)
        )
        styles = "".join(f'<xf numFmtId="{n + 164}"/>' for n in range(len(self.formats)))
        kind = f'Type="{RELATIONS}'
        return {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1"'
            f' {kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{self.main}" xmlns:r="{RELATIONS}">'
            f"{self.properties}<sheets>{self.sheets}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="r1" {kind}/worksheet" Target="worksheets/one.xml"/>'
            f'<Relationship Id="r2" {kind}/worksheet" Target="/xl/worksheets/two.xml"/>'
            f'<Relationship Id="r3" {kind}/chartsheet" Target="charts/three.xml"/>'
            f'<Relationship Id="r4" {kind}/sharedStrings" Target="strings.xml"/>'
            f'<Relationship Id="r5" {kind}/styles" Target="styles.xml"/></Relationships>',
            "xl/worksheets/one.xml": f'<worksheet xmlns="{self.main}">{self.before}'
            f"<sheetData>{self.rows}</sheetData>{self.after}</worksheet>",
            "xl/worksheets/two.xml": f'<worksheet xmlns="{self.main}"><sheetData>'
            f"{texts(1, 'second')}</sheetData></worksheet>",
            "xl/strings.xml": f'<sst xmlns="{self.main}">{self.strings}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{self.main}"><numFmts>{codes}</numFmts>'
            f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}'
            '</cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="wrong"/></dxf></dxfs>'
            "</styleSheet>",
        }

    def raw(self, folder: Path, **extra: str | None) -> bytes:
        path = folder / "made.zip"
        parts: dict[str, str | None] = {**self.parts(), **extra}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                if text is not None:
                    archive.writestr(name, text)
        return path.read_bytes()


def texts(row: int, *words: str) -> str:
    cells = "".join(
        f'<c r="{letters(column)}{row}" t="inlineStr"><is><t>{word}</t></is></c>'
        for column, word in enumerate(words, 1)
        if word
    )
    return f'<row r="{row}">{cells}</row>'


def xlsx(folder: Path, book: Book) -> Sheet:
    return of(folder, book.raw(folder), "f.xlsx")
