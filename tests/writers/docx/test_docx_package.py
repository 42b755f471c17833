"""The file: its parts, its properties, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from briefgen.document import Document, Link, Meta, Paragraph, Text
from briefgen.theme import A4, Colours, Theme
from tests.unpacked import W, docx_part
from tests.writers import specimens
from tests.writers.docx.parts import bytes_of, find, value
from tests.writers.specimens import document

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"

PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/theme/theme1.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "word/footer1.xml",
    "word/footer2.xml",
]


def test_a_file_has_the_parts_it_needs_and_no_more() -> None:
    with zipfile.ZipFile(io.BytesIO(bytes_of(specimens.memo()))) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == PARTS
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_python_docx_opens_it() -> None:
    opened = docx.Document(io.BytesIO(bytes_of(specimens.memo())))
    assert [p.text for p in opened.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "Closing the old bridge while it is repaired"
    ]
    assert len(opened.tables) == 2


WRITE = (
    "import hashlib; from tests.writers import specimens; from tests.writers.docx import parts;"
    "print(hashlib.sha256(parts.bytes_of(specimens.memo('DRAFT'))).hexdigest())"
)


@pytest.mark.parametrize(("zone", "seed"), [("Pacific/Apia", "1"), ("America/Chicago", "77")])
def test_another_process_writes_the_same_bytes(zone: str, seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WRITE],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        encoding="ascii",
    )
    here = hashlib.sha256(bytes_of(specimens.memo("DRAFT"))).hexdigest()
    assert run.stdout.strip() == here


def test_themes_do_not_mix() -> None:
    before = bytes_of(specimens.memo())
    other = bytes_of(specimens.memo(), replace(Theme(), colours=Colours(accent="0B5D5E")))
    assert other != before
    assert bytes_of(specimens.memo()) == before


def test_the_properties_are_the_documents() -> None:
    core = docx_part(bytes_of(specimens.memo()), "docProps/core.xml")
    assert core.findtext(f"{DC}title") == "Closing the old bridge"
    assert core.findtext(f"{DC}creator") == "City of Brigton"
    assert core.findtext(f"{DC}subject") == "Memorandum"
    assert core.findtext(f"{DC}identifier") == "bridge-7"
    assert core.findtext(f"{DC}language") == "en-US"
    assert core.findtext(f"{CORE}lastModifiedBy") == "City of Brigton"
    assert core.findtext(f"{CORE}revision") == "1"
    assert core.findtext(f"{TERMS}created") == "2026-11-23T00:00:00Z"
    assert core.findtext(f"{TERMS}modified") == "2026-11-23T00:00:00Z"


def test_without_a_day_it_is_always_the_same() -> None:
    content = bytes_of(Document(Meta("T", "en"), ()))
    core = docx_part(content, "docProps/core.xml")
    assert core.findtext(f"{TERMS}created") == "2000-01-01T00:00:00Z"
    assert core.findtext(f"{CORE}lastModifiedBy") == ""


def test_the_language_stands_in_styles_and_settings() -> None:
    content = bytes_of(Document(Meta("T", "es-MX"), ()))
    styles = docx_part(content, "word/styles.xml")
    assert value(styles, "docDefaults/rPrDefault/rPr/lang") == "es-MX"
    assert value(docx_part(content, "word/settings.xml"), "themeFontLang") == "es-MX"


def test_word_has_nothing_to_ask() -> None:
    content = bytes_of(specimens.memo("DRAFT"))
    settings = docx_part(content, "word/settings.xml")
    modes = {s.get(f"{W}name"): s.get(f"{W}val") for s in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    assert find(settings, "updateFields") is None
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert b"rsid" not in everything
    assert b"w:dirty" not in everything


def test_addresses_are_external_once_and_safe() -> None:
    def link(href: str) -> Paragraph:
        return Paragraph((Link(href, (Text("here"),)),))

    hrefs = ["https://example.org/?a=1&b=<2>", "mailto:a@example.org?subject=a b", "http://e.org"]
    content = bytes_of(document(*map(link, hrefs), link(hrefs[0])))
    relations = list(docx_part(content, "word/_rels/document.xml.rels"))
    external = [r for r in relations if r.get("TargetMode") == "External"]
    assert [r.get("Target") for r in external] == [
        "https://example.org/?a=1&b=%3C2%3E",
        "mailto:a@example.org?subject=a%20b",
        "http://e.org",
    ]
    ids = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    used = [node.get(ids) for node in docx_part(content).iter(f"{W}hyperlink")]
    assert used == [*(r.get("Id") for r in external), external[0].get("Id")]
    assert len({r.get("Id") for r in relations}) == len(relations)


def test_the_page_is_the_themes() -> None:
    root = docx_part(bytes_of(specimens.memo(), Theme(page=A4)))
    assert value(root, "body/sectPr/pgSz", "w") == "11906"
    assert value(root, "body/sectPr/pgSz", "h") == "16838"
    assert value(root, "body/sectPr/pgMar", "left") == "1530"
