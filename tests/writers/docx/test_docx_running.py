"""What stands around the text of a DOCX."""

from __future__ import annotations

import zlib
from xml.etree import ElementTree

import pytest

from briefgen.document import Running
from briefgen.theme import Theme
from briefgen.writers.docx.edges import OWN, edge_parts
from tests.unpacked import W, docx_part
from tests.writers.docx.parts import Element, bytes_of, find, has, style, text, value
from tests.writers.specimens import document

DRAFT = "DRAFT, not for publication"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def part(name: str, **options: str) -> Element:
    return docx_part(bytes_of(document(**options)), f"word/{name}.xml")


def test_the_first_page_has_no_head_and_every_page_a_foot() -> None:
    section = find(docx_part(bytes_of(document())), "body/sectPr")
    assert section is not None
    assert has(section, "titlePg")
    assert [
        (node.tag.rpartition("}")[2], node.get(f"{W}type"), node.get(f"{R}id"))
        for node in section
        if node.get(f"{R}id")
    ] == [
        ("headerReference", "default", "header"),
        ("footerReference", "first", "footerFirst"),
        ("footerReference", "default", "footer"),
    ]


def test_a_final_document_has_one_line_of_head() -> None:
    (line,) = part("header1")
    assert text(line) == "Closing the old bridgeMemorandum"
    assert value(line, "pPr/tabs/tab") == "right"
    assert value(line, "pPr/tabs/tab", "pos") == str(round(Theme().page.measure * 20))


def test_a_draft_says_so_in_bold_at_head_and_foot() -> None:
    first, second = part("header1", draft=DRAFT)
    assert (text(first), text(second)) == (DRAFT, "Closing the old bridgeMemorandum")
    assert value(first, "r/rPr/rStyle") == "Strong"
    for name in ("footer1", "footer2"):
        assert DRAFT in text(part(name, draft=DRAFT))
        assert DRAFT not in text(part(name))


@pytest.mark.parametrize(("name", "page"), [("footer1", "1"), ("footer2", "2")])
def test_page_numbers_are_fields_with_a_result(name: str, page: str) -> None:
    root = part(name)
    codes = [(node.text or "").strip() for node in root.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    kinds = [node.get(f"{W}fldCharType") for node in root.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * 2
    assert text(root) == f"City of Brigton, November 23, 2026Page {page} of {page}"


def footer(running: Running) -> Element:
    packed = edge_parts(OWN, running, Theme())[2]
    return ElementTree.fromstring(zlib.decompress(packed.deflated, -zlib.MAX_WBITS))


def test_the_words_around_page_numbers_are_the_patterns() -> None:
    root = footer(Running(page_of="{pages} <páginas>, {page}: {other}"))
    assert text(root) == "2 <páginas>, 2: {other}"


def test_long_words_share_no_place() -> None:
    """The draft line gets a line of its own, and what is still too long is shortened."""
    wide = "City of Brigton, Department of Public Works and Parks, November 23, 2026"
    draft, line = footer(Running(foot_start=wide, draft=DRAFT))
    assert text(draft) == DRAFT
    assert text(line).startswith(wide)
    (only,) = footer(Running(foot_start=wide * 3))
    start, ellipsis, _ = text(only).partition("…")
    assert ellipsis
    assert wide.startswith(start[: len(wide)])
    assert style(only) == "Footer"
