"""An XLSX file -> the rows of its first visible worksheet.

Owns the way from the package to that sheet: relations, the list of sheets, shared
strings, and which style shows a value how.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.sheets.archive import RELATION_IDS, Archive, Attributes
from briefgen.sheets.faults import Faults, refused
from briefgen.sheets.formats import BUILT_IN, GENERAL, Format, number_format
from briefgen.sheets.worksheet import Workbook, Worksheet, unescaped

_OTHERS = {
    "xl/workbook.bin": "an XLSB workbook",
    "content.xml": "an OpenDocument file",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
}


def records(raw: bytes, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not blank with its number; faults are collected on the way."""
    archive = Archive(raw, faults.name)
    for part, kind in _OTHERS.items():
        if part in archive:
            raise refused(
                faults.name, "sheet.not-a-sheet", f"{kind}, no XLSX", "save it as XLSX or CSV UTF-8"
            )
    root = _relations(archive, "")
    path = next((one.target for one in root.values() if one.kind == "officeDocument"), None)
    if path is None:
        raise archive.damaged("it has no workbook")
    relations = _relations(archive, path)
    listed = _Listed()
    listed.read(archive, path)
    strings: list[str] = []
    styles: list[Format] = []
    for relation in relations.values():
        if relation.kind == "sharedStrings":
            strings = _shared_strings(archive, relation.target)
        elif relation.kind == "styles":
            styles = _styles(archive, relation.target)
    book = Workbook(tuple(strings), tuple(styles), listed.from_1904, listed.unreckoned)
    for relation_id in listed.visible:
        relation = relations.get(relation_id, _NOWHERE)
        if relation.kind == "worksheet":
            return Worksheet(archive, book, faults).records(relation.target)
    raise refused(
        faults.name, "xlsx.no-sheet", "no worksheet that can be seen", "unhide the sheet to be read"
    )


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


_NOWHERE = _Relation("", "")


def _relations(archive: Archive, part: str) -> dict[str, _Relation]:
    """Give what a part (or with "" the package) points to inside the file, by id."""
    folder, name = posixpath.split(part)
    found: dict[str, _Relation] = {}

    def add(attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            kind = posixpath.basename(attributes.get("Type", ""))
            target = posixpath.normpath(target).lstrip("/")
            found[attributes.get("Id", "")] = _Relation(kind, target)

    archive.parse(posixpath.join(folder, "_rels", f"{name}.rels"), {"Relationship": add}, {})
    return found


class _Listed:
    """What the workbook part says: its sheets in order, its days, its formulas."""

    def __init__(self) -> None:
        self.visible: list[str] = []
        self.from_1904 = False
        self.unreckoned = False

    def read(self, archive: Archive, part: str) -> None:
        starts = {"workbookPr": self._properties, "sheet": self._sheet, "calcPr": self._formulas}
        archive.parse(part, starts, {})

    def _properties(self, attributes: Attributes) -> None:
        self.from_1904 = attributes.get("date1904") in ("1", "true")

    def _sheet(self, attributes: Attributes) -> None:
        if attributes.get("state", "visible") == "visible":
            ids = (attributes[key] for key in RELATION_IDS if key in attributes)
            self.visible.append(next(ids, ""))

    def _formulas(self, attributes: Attributes) -> None:
        # Programs that write formulas without reckoning them ask for it so, and may keep
        # a result of 0 for each until a spreadsheet has saved the file.
        self.unreckoned = attributes.get("fullCalcOnLoad") in ("1", "true")


def _shared_strings(archive: Archive, part: str) -> list[str]:
    found: list[str] = []
    pieces: list[str] = []
    spoken = False  # how the words are said aloud, which stands beside them

    def begin(_: Attributes) -> None:
        pieces.clear()

    def speak(_: Attributes) -> None:
        nonlocal spoken
        spoken = True

    def silence(_: str) -> None:
        nonlocal spoken
        spoken = False

    def text(words: str) -> None:
        if not spoken:
            pieces.append(words)

    def finish(_: str) -> None:
        found.append(unescaped("".join(pieces)))

    archive.parse(part, {"si": begin, "rPh": speak}, {"rPh": silence, "t": text, "si": finish})
    return found


def _styles(archive: Archive, part: str) -> list[Format]:
    """Give how each style of the file shows a number, in their order."""
    codes: dict[str, str] = dict(BUILT_IN)
    made: dict[str, Format] = {}
    found: list[Format] = []
    open_list = ""

    def enter(kind: str) -> None:
        nonlocal open_list
        open_list = kind

    def code(attributes: Attributes) -> None:
        if open_list == "numFmts":  # those of conditional formats have other numbers
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def style(attributes: Attributes) -> None:
        if open_list == "cellXfs":
            number = attributes.get("numFmtId", "0")
            if number not in made:
                made[number] = number_format(codes[number]) if number in codes else _local(number)
            found.append(made[number])

    archive.parse(
        part,
        {
            "numFmts": lambda _: enter("numFmts"),
            "cellXfs": lambda _: enter("cellXfs"),
            "numFmt": code,
            "xf": style,
        },
        {"numFmts": lambda _: enter(""), "cellXfs": lambda _: enter("")},
    )
    return found or [GENERAL]


def _local(number: str) -> Format:
    why = f"has the built-in number format {number[:9]}, which differs between computers"
    return Format("", fault=why)
