"""What other programs write is judged by what the standards say of it, no more and no less."""

from __future__ import annotations

import io

import pikepdf

from briefgen.audit.report import Report
from tests.audit.made import found, judged, own
from tests.audit.test_audit_hostile import PAGES, pdf, stream


def saved(file: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def tagged(content: bytes, kids: bytes, roles: bytes = b"") -> bytes:
    """Give a page of one font, whose elements are `kids`."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Lang(en)/MarkInfo<</Marked true>>"
            b"/StructTreeRoot<</K[%s]/RoleMap<<%s>>>>>>" % (kids, roles),
            2: PAGES,
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            4: stream(content),
            5: font,
        }
    )


def asked(report: Report, code: str) -> tuple[str, ...]:
    return next((one.subjects for one in report.human if one.question.code == code), ())


def test_the_role_map_goes_before_the_meaning_of_a_standard_tag() -> None:
    """LibreOffice names a tag after a paragraph style, which may be called Figure."""
    codes = found("pdf", tagged(b"", b"<</S/Figure/Pg 3 0 R>>", b"/Figure/P"))
    assert codes["pdf.tag-remapped"] == [
        "page 1, P 1: the standard tag 'Figure' is said to stand for 'P'"
    ]
    assert "pdf.figure-alternative" not in codes


def test_a_standard_tag_that_stands_for_itself_is_a_small_fault() -> None:
    codes = found("pdf", tagged(b"", b"<</S/P/Pg 3 0 R>><</S/H1/Pg 3 0 R>>", b"/P/P/H1/H1"))
    assert codes["pdf.tag-remapped"] == [
        ": standard tags are said to stand for themselves, a circle: H1, P"
    ]
    assert "pdf.tag-types" not in codes


def test_a_standard_tag_that_stands_for_nothing_is_none() -> None:
    codes = found("pdf", tagged(b"", b"<</S/P/Pg 3 0 R>>", b"/P/Book"))
    assert codes["pdf.tag-types"] == ["page 1, P 1: the tag 'P' stands for nothing"]


def test_a_tab_order_that_is_a_string_is_called_so() -> None:
    with pikepdf.open(io.BytesIO(own("pdf", "sourced"))) as file:
        file.pages[0].obj["/Tabs"] = pikepdf.String("S")
        codes = found("pdf", saved(file))
    (message,) = codes["pdf.tab-order"]
    assert message.endswith("the tab order is written as a string, where readers look for a name")


LETTERS = b"BT/F 9 Tf 1 0 0 rg 1 1 Td " + b"".join(
    b"(%c)Tj " % letter for letter in b"Port of call"
)


def test_decoration_that_is_drawn_by_letters_is_shown_as_words() -> None:
    raw = tagged(b"/Artifact BMC " + LETTERS + b"ET EMC", b"<</S/P/Pg 3 0 R>>")
    assert asked(judged("pdf", raw), "decoration") == ("Port of call",)


def test_colours_are_shown_with_the_words_of_one_place() -> None:
    other = b"0 g (dark)Tj 1 0 0 rg (elsewhere)Tj ET"
    raw = tagged(b"/P<</MCID 0>>BDC " + LETTERS + other + b" EMC", b"<</S/P/Pg 3 0 R/K 0>>")
    assert asked(judged("pdf", raw), "colours") == ("#FF0000: 'Port of call', page 1",)


def test_an_address_that_is_its_own_words_is_shown_once() -> None:
    subjects = asked(judged("pdf", own("pdf")), "links")
    assert "'harbour@portlindqvist.example'" in subjects
    assert "'Hearing' to https://portlindqvist.example/hearing" in subjects


def test_text_in_a_font_that_is_not_there_is_lost() -> None:
    raw = tagged(b"/P<</MCID 0>>BDC BT/G 9 Tf(words)Tj ET EMC", b"<</S/P/Pg 3 0 R/K 0>>")
    assert found("pdf", raw)["pdf.font-unicode"] == [
        "page 1: text is set in a font that the page does not have"
    ]
