"""The letterhead to start from: what it says, and that it changes nothing by itself."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import pytest
from openxml_audit import OpenXmlValidator

from briefgen.document import Document
from briefgen.theme import A4, HUMANIST, SERIF, Letterhead, Theme
from briefgen.writers.docx.starter import starter
from tests.audit.made import found
from tests.letterheads.made import word_letterhead
from tests.unpacked import W, docx_part
from tests.writers import specimens
from tests.writers.docx.lettered import lettered
from tests.writers.docx.parts import bytes_of, text, value

NUMBER = re.compile(r'(<w:numId w:val=)"\d+"')
# What is not the text's: the lines around it.
AROUND = re.compile(r"<w:(header|footer)Reference [^>]*/>|<w:titlePg/>")


def part(content: bytes, name: str) -> str:
    """Give a part without the ids of numberings, in one form."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read(name).decode()
    return canonicalize(NUMBER.sub(r'\1""', AROUND.sub("", xml)))


@pytest.mark.parametrize("document", [specimens.memo(), specimens.sourced()])
@pytest.mark.parametrize(
    "theme", [Theme(), Theme(page=A4, family=SERIF, headings=(HUMANIST,), list_gap=5.0)]
)
def test_one_that_nobody_edited_changes_the_lines_around_the_text_alone(
    document: Document, theme: Theme
) -> None:
    without = bytes_of(document, theme)
    under = bytes_of(document, replace(theme, letterhead=Letterhead(starter(theme))))
    for name in ("word/document.xml", "word/styles.xml", "word/settings.xml"):
        assert part(under, name) == part(without, name)


def test_it_names_styles_that_it_has() -> None:
    made = starter(Theme())
    root = docx_part(made, "word/styles.xml")
    have = {(value(one, "name") or "").casefold() for one in root.iter(f"{W}style")}
    rows = [text(row[1]) for row in docx_part(made).iter(f"{W}tr")][1:]
    assert len(rows) > 10
    for row in rows:
        for one in row.split(", "):
            assert one.casefold() in have


def test_it_passes_the_checkers(tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(starter(Theme()))
    assert OpenXmlValidator(strict=True).validate(tmp_path / "made.docx").is_valid
    assert not found("docx", starter(Theme()))


def test_it_is_in_the_looks_of_the_theme_and_not_of_its_letterhead() -> None:
    assert starter(lettered(word_letterhead())) == starter(Theme())
    assert starter(Theme(page=A4)) != starter(Theme())


def test_its_lines_stand_on_every_page_with_numbers() -> None:
    made = starter(Theme())
    assert "titlePg" not in part(made, "word/document.xml")
    foot = docx_part(made, "word/footer1.xml")
    assert text(foot).endswith("Page 1 of 1")
