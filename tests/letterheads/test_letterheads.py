"""Letterheads as they are read: what comes along, and what is refused."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import docx
import pytest

from briefgen.letterheads import Letter, Refused, letter
from briefgen.letterheads.pictures import media
from briefgen.letterheads.styles import look
from briefgen.letterheads.tree import Element, declared, parse, value
from tests.letterheads.made import (
    field,
    packed,
    part,
    relations,
    run,
    word_letterhead,
    word_parts,
)
from tests.writers.specimens import png


def read(**changes: Callable[[str], str]) -> Letter:
    return letter(word_letterhead(**changes))


def refusal(raw: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        letter(raw)
    assert caught.value.hint
    return caught.value.code, caught.value.message


def header(xml: str) -> str:
    """Give the default header with something in its one paragraph."""
    return declared(read(header1=lambda _: part("hdr", xml)).headers["default"].root)


def words(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter("w:t"))


# --- what comes along -----------------------------------------------------------------


def test_the_last_section_has_what_those_before_it_say() -> None:
    found = read()
    assert found.first_differs
    assert sorted(found.headers) == ["default", "first"]
    assert words(found.headers["first"].root).startswith("City of Brigton")
    assert words(found.headers["default"].root) == "City of Brigton"
    assert sorted(found.footers) == ["default", "first"]


def test_the_page_is_read_in_points() -> None:
    page = read().sheet.page
    assert page is not None
    assert (round(page.width, 1), round(page.height, 1)) == (595.3, 841.9)
    assert (page.top, page.left) == (113.4, 99.25)


def test_units_gutters_and_columns_count() -> None:
    found = read(
        document=lambda xml: (
            xml.replace('w:left="1985"', 'w:left="3cm"')
            .replace('w:gutter="0"', 'w:gutter="200"')
            .replace('<w:cols w:space="708"/>', '<w:cols w:num="2" w:space="700"/>')
        )
    ).sheet
    assert found.page is not None
    assert found.page.left == pytest.approx(3 / 2.54 * 72 + 10)
    assert found.column == pytest.approx((found.page.measure - 35) / 2)


def test_insertions_stay_and_deletions_go() -> None:
    said = words(read().headers["first"].root)
    assert "Rathausplatz 1" in said
    assert "Canary" not in declared(read().headers["first"].root)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f"<w:sdt><w:sdtContent>{run('kept')}</w:sdtContent></w:sdt>", "kept"),
        (f"<w:smartTag>{run('kept')}</w:smartTag>", "kept"),
        (f'<w:hyperlink r:id="rId9">{run("words")}</w:hyperlink>', "words"),
        (f"<w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run('kept')}</w:moveTo>", "kept"),
        ('<w:r><w:object r:id="rId1"/></w:r>', ""),
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', ""),
        (field("TITLE", "gone"), ""),
        (field('STYLEREF "heading 1"', "gone"), ""),
        (field("HYPERLINK https://x.example", "words"), "words"),
        (field("PAGE \\* roman", "iv"), "iv"),
        (field('PAGE "gone"', "gone"), ""),
        (f'<w:fldSimple w:instr="AUTHOR">{run("gone")}</w:fldSimple>', ""),
        (f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>', "7"),
        (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("open")}', ""),
        (f'{run("end")}<w:r><w:fldChar w:fldCharType="end"/></w:r>', "end"),
        (f"<w:r><w:delText>gone</w:delText></w:r>{run('kept')}", "kept"),
        ("<x:p xmlns:x='urn:x'><w:r><w:t>gone</w:t></w:r></x:p>", ""),
    ],
)
def test_only_known_content_comes_along(xml: str, said: str) -> None:
    made = header(f"<w:p>{xml}</w:p>")
    assert "".join(words(node) for node in _tree(made)) == said
    assert "gone" not in made


def _tree(xml: str) -> list[Element]:
    return parse(xml.encode(), "made", [1000])


def test_a_number_without_a_result_gets_one() -> None:
    bare = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made = header(f"<w:p>{bare}</w:p>")
    assert 'w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/>' in made


def test_a_field_within_a_field_is_not_taken_for_a_number() -> None:
    inner = field("PAGE", "2")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{inner}<w:r><w:instrText> = 1 "gone"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>gone</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made = header(f"<w:p>{outer}{run('kept')}</w:p>")
    assert "gone" not in made
    assert "PAGE" not in made
    assert "fldChar" not in made


def test_a_row_that_was_deleted_is_gone() -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell.format(run('gone'))}</w:tr>"
    made = header(f"<w:tbl><w:tr>{cell.format(run('kept'))}</w:tr>{gone}</w:tbl>")
    assert "kept" in made
    assert "gone" not in made
    assert made.endswith("</w:tbl><w:p/></w:hdr>")


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback>'
    '<w:pict><v:shape style="width:90pt;height:20pt" href="file:///gone" o:gfxdata="gone">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_box_of_text_stays_in_the_form_that_all_programs_draw() -> None:
    made = header(f"<w:p>{BOX}</w:p>")
    assert "In a box" in made
    assert "v:shape" in made
    assert "AlternateContent" not in made
    assert "gone" not in made


def test_a_picture_in_two_forms_keeps_its_words_and_its_place() -> None:
    older = (
        '<w:pict><v:shape style="position:absolute"><v:imagedata r:id="rId1"/></v:shape></w:pict>'
    )
    start = '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    end = f"</w:drawing></mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"

    def in_two_forms(xml: str) -> str:
        return xml.replace("<w:drawing>", start).replace("</w:drawing>", end)

    made = declared(read(header2=in_two_forms).headers["first"].root)
    assert 'descr="Arms of Brigton: a bridge"' in made
    assert "wp:inline" in made
    assert "v:shape" not in made


def test_a_picture_says_what_it_shows_or_is_decoration() -> None:
    made = declared(read().headers["first"].root)
    assert 'name="Picture 10001" descr="Arms of Brigton: a bridge"' in made
    assert "decorative" not in made
    silent = declared(
        read(header2=lambda xml: xml.replace("Arms of Brigton: a bridge", "")).headers["first"].root
    )
    assert '<adec:decorative val="1"/>' in silent


def test_the_remarks_in_a_picture_stay_behind() -> None:
    (taken,) = read().media()
    assert taken.content == png(300, 90)
    segments = b"".join(
        struct.pack(">BBH", 0xFF, kind, len(said) + 2) + said
        for kind, said in ((0xE0, b"JFIF\0"), (0xE1, b"Exif Canary"), (0xFE, b"Canary"))
    )
    scan = b"\xff\xda\0\2pixels\xff\xd9"
    jpeg = media(b"\xff\xd8" + segments + scan)
    assert jpeg.name.endswith(".jpeg")
    assert jpeg.content == b"\xff\xd8" + segments[:9] + scan


def test_a_style_that_is_based_on_itself_is_based_on_nothing() -> None:
    found = read(
        styles=lambda xml: xml.replace(
            '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="berschrift2"/>'
        )
    )
    bases = {one.get("w:styleId"): value(one, "w:basedOn") for one in found.styles}
    assert bases["berschrift2"] == "berschrift1"
    assert None in (bases["Standard"], bases["berschrift1"])
    for style in found.styles:
        look(found.styles, style)  # comes to an end


def test_how_a_style_looks_is_followed_to_what_it_is_based_on() -> None:
    found = read()
    by_id = {one.get("w:styleId"): one for one in found.styles}
    second = look(found.styles, by_id["berschrift2"])
    assert (second.size, second.bold, second.keep_next) == (14.0, True, True)
    assert (second.before, second.after, second.leading) == (12.0, 4.0, 14.0)
    assert second.theme_font == "majorHAnsi"


def test_numbering_that_no_style_uses_stays_behind() -> None:
    found = read().numbering
    assert [node.get("w:numId") for node in found.iter("w:num")] == ["7"]
    assert "ListCanary" not in declared(found)


def test_what_python_docx_makes_is_read() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "City of Brigton"
    stream = io.BytesIO()
    made.save(stream)
    found = letter(stream.getvalue())
    assert words(found.headers["default"].root) == "City of Brigton"
    assert not found.pictured


# --- what is refused ------------------------------------------------------------------


def without(*names: str) -> bytes:
    return packed({name: content for name, content in word_parts().items() if name not in names})


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**word_parts(), name: content})


ATTACHED = relations(("rId1", "attachedTemplate", "https://x.example/a.dotm"))
LINKED = relations(("rId1", "image", "https://x.example/a.png"), ("rId9", "hyperlink", "https://x"))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MACRO_TYPE = str(word_parts()["[Content_Types].xml"]).replace(
    "openxmlformats-officedocument.wordprocessingml.document.main",
    "ms-word.document.macroEnabled.main",
)
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "not-word", "it is empty"),
    "text": (b"Dear council", "not-word", "it is no DOCX"),
    "rtf": (b"{\\rtf1}", "not-word", "RTF"),
    "pdf": (b"%PDF-1.7", "not-word", "PDF"),
    "web page": (b"\xef\xbb\xbf<html>", "not-word", "web page"),
    "doc": (COMPOUND, "not-word", ".doc"),
    "password": (COMPOUND + "EncryptionInfo".encode("utf-16-le"), "password", "password"),
    "zip": (packed({"a.txt": "a"}), "not-word", "zip file"),
    "odt": (packed({"mimetype": "application/vnd.oasis"}), "not-word", "OpenDocument"),
    "cut": (word_letterhead()[:-100], "damaged", "cut off"),
    "macro project": (with_part("word/vbaProject.bin", b"x"), "macro", "macros"),
    "macro type": (with_part("[Content_Types].xml", MACRO_TYPE), "macro", "macros"),
    "template": (with_part("word/_rels/settings.xml.rels", ATTACHED), "template", "fetched"),
    "far picture": (with_part("word/_rels/header2.xml.rels", LINKED), "picture", "elsewhere"),
    "no picture": (without("word/media/image1.png"), "missing-part", "image1.png"),
    "other picture": (with_part("word/media/image1.png", b"\x01\0\0\0 EMF"), "picture", "PNG"),
    "cut picture": (with_part("word/media/image1.png", png(9, 9)[:40]), "picture", "damaged"),
    "no document": (without("word/document.xml"), "missing-part", "no main document"),
    "no styles": (without("word/styles.xml"), "missing-part", "styles.xml"),
    "no header": (without("word/header1.xml"), "missing-part", "header1.xml"),
    "no relations": (without("_rels/.rels"), "missing-part", "_rels/.rels"),
    "nothing named": (without("word/_rels/document.xml.rels"), "missing-part", "no styles"),
    "no types": (without("[Content_Types].xml"), "not-word", "zip file"),
    "declared": (
        word_letterhead(header1=lambda xml: xml.replace("<w:hdr", "<!DOCTYPE a []><w:hdr", 1)),
        "declares",
        "document type",
    ),
    "fetching field": (
        word_letterhead(header1=lambda _: part("hdr", f"<w:p>{field('DDEAUTO c')}</w:p>")),
        "field",
        "DDEAUTO",
    ),
    "no room": (
        word_letterhead(document=lambda xml: xml.replace('w:w="11906"', 'w:w="5000"')),
        "no-room",
        "no room",
    ),
    "outside": (with_part("../x.xml", "x"), "damaged", "leads out"),
    "absolute": (with_part("/etc/x.xml", "x"), "damaged", "leads out"),
    "broken": (
        word_letterhead(styles=lambda xml: xml.replace("</w:styles>", "")),
        "damaged",
        "styles.xml, line",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_letterhead_is_refused_with_the_reason(name: str) -> None:
    raw, code, said = REFUSED[name]
    found, message = refusal(raw)
    assert found == f"letterhead.{code}"
    assert said in message
    assert len(message) < 200


def test_a_picture_that_no_header_shows_is_not_looked_at() -> None:
    linked = relations(("rId1", "image", "https://x.example/a.png"))
    assert letter(with_part("word/_rels/header1.xml.rels", linked)).media()


def test_a_header_that_is_a_styles_part_is_refused() -> None:
    styles = str(word_parts()["word/styles.xml"])
    assert refusal(with_part("word/header1.xml", styles))[0] == "letterhead.damaged"


def test_what_is_packed_is_what_is_read() -> None:
    """A size that lies is found out by the checksum."""
    raw = word_letterhead()
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"word/styles.xml"))
    small = raw[: at + 24] + struct.pack("<L", 100) + raw[at + 28 :]
    code, message = refusal(small)
    assert (code, message) == ("letterhead.damaged", "no sound DOCX: styles.xml does not unpack")
