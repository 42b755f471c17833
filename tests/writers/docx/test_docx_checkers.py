"""Checkers on what the writer makes: that of the schemas, and our own audit."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.audit.made import changed_docx, found
from tests.writers.docx.outputs import NAMES, outputs

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
SETTINGS, NUMBERING = "word/settings.xml", "word/numbering.xml"
TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"

# What these documents do on purpose, to see that it is written at all.
ON_PURPOSE = {
    "memo": {"docx.heading-levels"},
    "draft": {"docx.heading-levels"},
    "odd": {"docx.table-merged", "docx.table-layout"},
}


def faults(path: Path, content: bytes) -> list[str]:
    """Give what `openxml-audit --policy strict` says."""
    path.write_bytes(content)
    said = OpenXmlValidator(strict=True).validate(path)
    assert said.is_valid == (not said.errors)
    return [str(fault) for fault in said.errors]


@pytest.mark.parametrize("name", NAMES)
def test_the_checker_finds_nothing(tmp_path: Path, name: str) -> None:
    assert faults(tmp_path / "made.docx", outputs()[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_our_audit_finds_nothing(name: str) -> None:
    assert set(found("docx", outputs()[name])) == ON_PURPOSE.get(name.removesuffix("-a4"), set())


# Word is strict about the order of properties, and about what refers to what.
@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        (DOCUMENT, r"(<w:pStyle [^>]*>)(<w:keepNext/>)", r"\2\1", "'pStyle'"),
        (DOCUMENT, r"(<w:rStyle [^>]*>)(<w:b/>)", r"\2\1", "'rStyle'"),
        (DOCUMENT, r"(<w:tblW [^>]*>)(<w:tblInd [^>]*>)", r"\2\1", "'tblW'"),
        (DOCUMENT, r"(<w:tblLook [^>]*>)(<w:tblCaption [^>]*>)", r"\2\1", "'tblLook'"),
        (DOCUMENT, r"(<w:tcW [^>]*>)(<w:tcMar>.*?</w:tcMar>)", r"\2\1", "'tcW'"),
        (DOCUMENT, r"(<w:pgSz [^>]*>)(<w:pgMar [^>]*>)", r"\2\1", "'pgSz'"),
        (DOCUMENT, r"(<wp:extent [^>]*>)(<wp:docPr [^>]*>)", r"\2\1", "'extent'"),
        (STYLES, r"(<w:spacing [^>]*>)(<w:jc [^>]*>)", r"\2\1", "'spacing'"),
        (STYLES, r"(<w:color [^>]*>)(<w:sz [^>]*>)", r"\2\1", "'color'"),
        (STYLES, r"(<w:name [^>]*>)(<w:basedOn [^>]*>)", r"\2\1", "'name'"),
        (SETTINGS, r"(<w:zoom [^>]*>)(<w:defaultTabStop [^>]*>)", r"\2\1", "'zoom'"),
        (NUMBERING, r"(<w:start [^>]*>)(<w:numFmt [^>]*>)", r"\2\1", "'start'"),
        (NUMBERING, r"(<w:abstractNum .*</w:abstractNum>)(<w:num .*?</w:num>)", r"\2\1", "'abstr"),
        (DOCUMENT, r'<w:numId w:val="\d+"/>', '<w:numId w:val="999"/>', "'999'"),
        (DOCUMENT, '<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="None"/>', "'None'"),
        (DOCUMENT, 'r:id="footerFirst"', 'r:id="none"', "'none'"),
        (DOCUMENT, '<w:bookmarkStart w:id="1"', '<w:bookmarkStart w:id="0"', "unique"),
        (DOCUMENT, '<w:jc w:val="right"/>', '<w:jc w:val="sideways"/>', "'val'"),
        (STYLES, 'w:color w:val="1A1A1A"', 'w:color w:val="blackish"', "'val'"),
        (DOCUMENT, r"(</w:tcPr>)<w:p>.*?</w:p></w:tc>", r"\1</w:tc>", "tc[1]"),
        (RELATIONS, "media/image1", "media/none", "none.png"),
        (TYPES, '<Override PartName="/word/numbering.xml"[^>]*>', "", "numbering.xml"),
    ],
)
def test_the_checker_finds_what_is_broken(
    tmp_path: Path, part: str, old: str, new: str, said: str
) -> None:
    whole = faults(tmp_path / "broken.docx", changed_docx(part, old, new))
    assert any(said in fault for fault in whole), whole
