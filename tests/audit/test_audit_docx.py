"""Every fault of a DOCX that a machine can find is found, and said where it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest

from tests.audit.made import body, changed_docx, found

STYLES = "word/styles.xml"
HEADING_2 = r'<w:pStyle w:val="Heading2"/>'
AFTER_BODY = "<w:sectPr"


def paragraph(text: str, more: str = "") -> str:
    return f'<w:p>{more}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def linked(text: str, target: str = 'w:anchor="note_1"') -> str:
    return f"<w:p><w:hyperlink {target}><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>"


def added(markup: str) -> Callable[[], bytes]:
    """Put something at the end of the text."""
    return lambda: body(r"<w:sectPr(?!.*<w:sectPr)", markup + AFTER_BODY)


def changed(old: str, new: str, count: int = 1) -> Callable[[], bytes]:
    return lambda: body(old, new, count=count)


def table(*rows: str, header: bool = True) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    lines = [f"<w:tr>{mark if not n else ''}{row}</w:tr>" for n, row in enumerate(rows)]
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"


def cells(*texts: str, more: str = "") -> str:
    return "".join(f"<w:tc>{more}{paragraph(text)}</w:tc>" for text in texts)


def boxed(markup: str) -> str:
    """Give a box of text as Word writes it: for new programs, and again for old ones."""
    space = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = f"<w:txbxContent>{markup}</w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent {space}><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'<wp:docPr id="99" name="Text Box 1"/><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>'
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        f"</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


NORMAL = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>'
VERBATIM = (
    '<w:style w:type="paragraph" w:styleId="Verbatim"><w:name w:val="HTML Preformatted"/></w:style>'
)
COLOURED = '<w:rPr><w:color w:val="{}"/></w:rPr>'
SHADED = '<w:tcPr><w:shd w:val="clear" w:fill="FFFF00"/></w:tcPr>'

BROKEN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "title gone": (
        lambda: changed_docx("docProps/core.xml", "<dc:title>.*?</dc:title>", ""),
        "docx.title",
        "no title",
    ),
    "language gone": (
        lambda: changed_docx(STYLES, r"<w:lang [^>]*>", "", count=0),
        "docx.language",
        "which language",
    ),
    "language no tag": (
        lambda: changed_docx(STYLES, r'<w:lang w:val="en-US"', '<w:lang w:val="English"'),
        "docx.language-tags",
        "'English'",
    ),
    "language of a part": (
        changed(r'<w:lang w:val="es"', '<w:lang w:val="Spanish"'),
        "docx.language-tags",
        "'Spanish'",
    ),
    "protected": (
        lambda: changed_docx(
            "word/settings.xml",
            "<w:zoom",
            '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom',
        ),
        "docx.access",
        "protected",
    ),
    "a part missing": (
        lambda: changed_docx("word/_rels/document.xml.rels", "media/image1", "media/none"),
        "docx.relations",
        "word/media/none.png",
    ),
    "a relation missing": (
        changed('r:embed="image1"', 'r:embed="image9"'),
        "docx.relations",
        "<a:blip> refers to 'image9', and nothing is called so",
    ),
    "language of one style alone": (
        lambda: changed_docx(
            STYLES,
            r'<w:lang [^>]*>(.*w:styleId="Heading1".*?<w:rPr>)',
            r'\1<w:lang w:val="en-US"/>',
        ),
        "docx.language",
        "which language",
    ),
    "level skipped": (
        changed(HEADING_2, '<w:pStyle w:val="Heading4"/>'),
        "docx.heading-levels",
        "level 4 follows level 1: 'What is known[2]'",
    ),
    "first level missing": (
        changed(r'<w:pStyle w:val="Heading1"/>', ""),
        "docx.heading-levels",
        "the first heading is of level 2",
    ),
    "outline level alone": (
        added(paragraph("Deep", '<w:pPr><w:outlineLvl w:val="5"/></w:pPr>')),
        "docx.heading-levels",
        "level 6 follows level 2",
    ),
    "heading empty": (
        added('<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:p>'),
        "docx.heading-words",
        "no words",
    ),
    "no headings": (
        changed(r'<w:pStyle w:val="Heading[12]"/>', "", count=0),
        "docx.headings",
        "no heading",
    ),
    "header row gone": (changed(r"<w:tblHeader/>", ""), "docx.table-header", "looks like a header"),
    "header row not first": (
        added(
            table(cells("a", "b"), cells("c", "d"), header=False).replace(
                '<w:tr><w:tc><w:p><w:r><w:t xml:space="preserve">c',
                '<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t xml:space="preserve">c',
            )
        ),
        "docx.table-header",
        "table 2: the header row is not the first",
    ),
    "cells merged across": (
        changed(r"(</w:tr><w:tr>.*?<w:tcPr>)", r'\1<w:gridSpan w:val="2"/>'),
        "docx.table-merged",
        "table 1, row 2: cells are merged across",
    ),
    "cells merged down": (
        changed(r"(</w:tr><w:tr>.*?<w:tcPr>)", r'\1<w:vMerge w:val="restart"/>'),
        "docx.table-merged",
        "merged down",
    ),
    "a table in a table": (
        added(table(cells("a", "b"), f"<w:tc>{table(cells('x', 'y'))}<w:p/></w:tc>{cells('d')}")),
        "docx.table-merged",
        "inside another",
    ),
    "blank row": (added(table(cells("a", "b"), cells("", ""))), "docx.table-blank", "row 2"),
    "blank column": (
        added(table(cells("a", ""), cells("c", ""))),
        "docx.table-blank",
        "column 2 is blank",
    ),
    "header cell empty": (
        added(table(cells("a", "", "c"), cells("d", "e", "f"))),
        "docx.table-heads",
        "column 2 is empty",
    ),
    "table for layout": (added(table(cells("a", "b"))), "docx.table-layout", "one row"),
    "cell missing": (
        added(table(cells("a", "b"), cells("c"))),
        "docx.table-regular",
        "the row has 1 columns, and others have 2",
    ),
    "alternative gone": (
        changed(r' descr="City of Brigton"', ""),
        "docx.alternative",
        "picture 1 'Picture 1'",
    ),
    "alternative a file's name": (
        changed(r'descr="City of Brigton"', 'descr="logo final.png"'),
        "docx.alternative-words",
        "",
    ),
    "alternative says nothing": (
        changed(r'descr="City of Brigton"', 'descr="Picture 1"'),
        "docx.alternative-words",
        "says nothing",
    ),
    "alternative made up": (
        changed(
            r'descr="City of Brigton"',
            'descr="A close-up of a logo&#10;&#10;Description automatically generated"',
        ),
        "docx.alternative-words",
        "was made up by a program",
    ),
    "object floats": (
        changed(r"<wp:inline(.*?)</wp:inline>", r"<wp:anchor\1</wp:anchor>"),
        "docx.floating",
        "floats",
    ),
    "link's words idle": (added(linked("Click here")), "docx.link-words", "'Click here'"),
    "link without words": (added(linked("")), "docx.link-words", "no words"),
    "link to nothing": (
        added(linked("the annex", 'w:anchor="annex"')),
        "docx.link-target",
        "'annex', which is not there",
    ),
    "link of a field": (
        added(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
            '"https://example.org" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
            '</w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "docx.link-words",
        "'here'",
    ),
    "typed bullets": (
        added(paragraph("- one") + paragraph("- two") + paragraph("- three")),
        "docx.list-typed",
        "3 paragraphs",
    ),
    "typed numbers": (
        added(paragraph("1. one") + paragraph("2. two")),
        "docx.list-typed",
        "2 paragraphs",
    ),
    "empty paragraphs": (
        added(paragraph("x") + "<w:p/><w:p/><w:p/>" + paragraph("End")),
        "docx.blanks",
        "3 empty paragraphs",
    ),
    "blanks for a tabulator": (added(paragraph("Name      Date")), "docx.blanks", "many blanks"),
    "pale text": (
        added("<w:p><w:r>" + COLOURED.format("AAAAAA") + "<w:t>Pale</w:t></w:r></w:p>"),
        "docx.contrast",
        "2.3:1, and 4.5:1 is needed: #AAAAAA on #FFFFFF",
    ),
    "pale style": (
        lambda: changed_docx(
            STYLES, r'(w:styleId="Normal".*?<w:color w:val=")1A1A1A', r"\g<1>BBBBBB"
        ),
        "docx.contrast",
        "#BBBBBB on #FFFFFF",
    ),
    "white on a yellow cell": (
        added(
            table(cells("a", "b"), cells("c", "d", more=SHADED)).replace(
                "<w:r><w:t", "<w:r>" + COLOURED.format("FFFFFF") + "<w:t"
            )
        ),
        "docx.contrast",
        "#FFFFFF on #FFFF00",
    ),
    "table style's ground": (
        lambda: changed_docx(STYLES, r'(w:type="firstRow".*?w:fill=")\w{6}', r"\g<1>333333"),
        "docx.contrast",
        "on #333333",
    ),
    "bookmark twice": (
        added('<w:p><w:bookmarkStart w:id="90" w:name="note_1"/><w:bookmarkEnd w:id="90"/></w:p>'),
        "docx.unique-ids",
        "note_1",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found_and_said_where(name: str) -> None:
    make, code, message = BROKEN[name]
    findings = found("docx", make())
    assert code in findings, findings
    assert any(message in one for one in findings[code]), findings[code]


@pytest.mark.parametrize(
    "markup",
    [
        paragraph("- a dash by itself"),
        paragraph("1. one") + paragraph("3. three"),
        paragraph("x") + "<w:p/><w:p/>" + paragraph("End"),
        linked("the first note"),
        table(cells("", "b"), cells("c", "d")),
        table(cells("a", "b"), cells("c", "")),
        "<w:p><w:r>" + COLOURED.format("auto") + "<w:t>Black</w:t></w:r></w:p>",
        '<w:p><w:r><w:rPr><w:vanish/><w:color w:val="EEEEEE"/></w:rPr><w:t>No</w:t></w:r></w:p>',
        "<w:p><w:del><w:r><w:delText>- gone</w:delText></w:r></w:del></w:p>",
        boxed(paragraph("The words of a box") + '<w:bookmarkStart w:id="9" w:name="_GoBack"/>'),
        boxed(linked("the first note")) + paragraph("- beside"),
        boxed(boxed(paragraph("A box in a box"))),
        boxed(
            '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="98" name="Logo" descr="A bridge"/>'
            "</wp:inline></w:drawing></w:r></w:p>"
        ),
        table(cells("1. Low", "2. High"), cells("- a", "- b")),
        paragraph("x      =      1", '<w:pPr><w:pStyle w:val="Verbatim"/></w:pPr>'),
        '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" o:hr="t"/></w:pict></w:r></w:p>',
    ],
)
def test_what_is_no_fault_is_not_found(markup: str) -> None:
    raw = added(markup)()
    raw = changed_docx(STYLES, "</w:styles>", VERBATIM + "</w:styles>", source=raw)
    assert found("docx", raw) == {}


def test_what_stands_twice_for_old_programs_is_found_once() -> None:
    """A box of text is written twice, and a program reads the one that it understands."""
    raw = added(boxed(linked("here") + paragraph("") + linked("the annex", 'w:anchor="annex"')))()
    findings = found("docx", raw)
    assert {code: len(messages) for code, messages in findings.items()} == {
        "docx.link-words": 1,
        "docx.link-target": 1,
    }
    (where,) = findings["docx.link-words"]
    assert "link in 'here'" in where


def test_a_box_that_floats_alone_is_named_by_its_words() -> None:
    floating = boxed(paragraph("Open meeting")).replace("wp:inline", "wp:anchor")
    assert found("docx", added(floating)()) == {
        "docx.floating": [
            "picture 5 'Text Box 1', with 'Open meeting': the object floats beside the text"
        ]
    }


def test_a_document_whose_styles_all_say_a_language_says_one() -> None:
    """LibreOffice gives its usual style no mark, and no language to the whole."""
    language = '<w:lang w:val="en-GB"/>'
    raw = changed_docx(STYLES, r"<w:docDefaults>.*?</w:docDefaults>", "")
    raw = changed_docx(STYLES, r' w:default="1">(<w:name w:val="Normal")', r">\1", source=raw)
    raw = changed_docx(STYLES, "<w:rPr>", f"<w:rPr>{language}", source=raw, count=0)
    raw = changed_docx("word/document.xml", "<w:p>(?!<w:pPr>)", NORMAL, source=raw, count=0)
    assert found("docx", raw) == {}
    assert "docx.language" in found("docx", changed_docx(STYLES, language, "", source=raw, count=0))


def test_a_heading_may_be_a_picture_that_says_something() -> None:
    seal = changed_docx(
        "word/document.xml",
        r'(<w:p><w:pPr><w:pStyle w:val=")Figure("/></w:pPr>.*?)(<w:p>.*?Heading1)',
        r"\1Heading1\2\3",
    )
    assert "docx.heading-words" not in found("docx", seal)
    blank = changed_docx("word/document.xml", ' descr="[^"]*"', "", source=seal, count=0)
    assert "docx.heading-words" in found("docx", blank)


def test_a_picture_that_is_marked_as_decoration_needs_no_words() -> None:
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst>"
    )
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    raw = body(
        r'(<wp:docPr [^>]*?) descr="City of Brigton"/>',
        rf"\1>{mark.replace('<a:extLst>', f'<a:extLst {space}>')}</wp:docPr>",
    )
    assert found("docx", raw) == {}


def test_the_files_of_python_docx_are_judged_alike() -> None:
    made: Any = docx.Document()
    made.add_heading("Report", 1)
    made.add_heading("Deep", 3)
    made.add_table(2, 2).style = "Table Grid"
    made.add_paragraph("• one")
    made.add_paragraph("• two")
    buffer = io.BytesIO()
    made.save(buffer)
    assert set(found("docx", buffer.getvalue())) >= {
        "docx.title",
        "docx.heading-levels",
        "docx.table-header",
        "docx.list-typed",
    }
