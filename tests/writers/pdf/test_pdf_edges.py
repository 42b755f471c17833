"""What a document built in code may hold and a briefing seldom does."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from briefgen.document import (
    BulletList,
    Callout,
    Column,
    Heading,
    Inline,
    Link,
    Paragraph,
    Running,
    Span,
    Strong,
    Table,
    Text,
)
from briefgen.errors import InputError
from briefgen.fonts import face
from briefgen.theme import SANS, SYMBOLS, Theme
from briefgen.writers.pdf.lines import Ink, broken
from tests.writers.pdf.read import bytes_of, instructions, opened, page_texts, parents, tree
from tests.writers.specimens import SENTENCE, cell, document, plain, words

INK = Ink(SANS.regular, 10.0, "000000")
TWO = (Column(words("A")), Column(words("B")))


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def lines_of(text: str, measure: float) -> list[str]:
    return ["".join(s.text for s in line) for line in broken([(text, INK)], measure)]


def tagged_heights(content: bytes) -> list[float]:
    """Give how high each run of text stands that is no decoration."""
    found, inside = [], False
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for operands, operator in instructions(page):
                if operator == "BDC":
                    inside = "/MCID" in operands[1]
                elif operator == "BMC":
                    inside = False
                elif operator == "Td" and inside:
                    found.append(float(operands[1]))
    return found


# --- the tree ----------------------------------------------------------------


def test_a_link_around_words_of_another_language_stays_one_link() -> None:
    spanish = Span("es", words("informe completo"))
    pdf = opened(
        paragraph(
            Text("See "), Link("https://example.org/a", (Text("the "), spanish, Text(" here")))
        ),
        paragraph(Link("https://example.org/b", (spanish,))),
    )
    first, second = tree(pdf).all("Link")
    assert [kid.tag for kid in first.kids if not isinstance(kid, str)] == ["Span", "OBJR"]
    assert second.outline() == "Link(Span OBJR)"
    owners = parents(pdf)
    for link in (first, second):
        (annotation,) = (node.entry for node in link.all("OBJR"))
        assert owners[int(annotation.StructParent)].S == "/Link"
        assert str(annotation.Contents) == link.text()


def test_every_annotation_of_a_link_says_all_of_its_words() -> None:
    pdf = opened(paragraph(Link("https://example.org/", words(SENTENCE.strip()))))
    contents = [str(node.entry.Contents) for node in tree(pdf).all("OBJR")]
    assert contents == [SENTENCE.strip()] * 2


def test_a_table_says_what_it_shows_and_where_it_begins() -> None:
    made = Table(TWO, ((cell("a"), cell("b")),), description="Two columns (and one row)")
    filling = [plain(SENTENCE * 20), plain(SENTENCE * 20)]
    pdf = opened(*filling, made)
    (entry,) = (node.entry for node in tree(pdf).all("Table"))
    assert str(entry.A.Summary) == "Two columns (and one row)"
    assert entry.Pg.objgen == pdf.pages[-1].objgen


def test_a_table_without_rows_and_an_item_without_words_are_whole() -> None:
    pdf = opened(Table(TWO, ()), BulletList(((), (plain("x"),))))
    assert tree(pdf).outline() == (
        "Document(Table(TBody(TR(TH TH))) L(LI(Lbl LBody) LI(Lbl LBody(P))))"
    )


# --- characters --------------------------------------------------------------


def test_what_a_bold_face_lacks_comes_from_a_plain_one() -> None:
    letter = "\U0001d5a0"
    assert letter in face(SYMBOLS.regular)
    assert letter not in face(SYMBOLS.bold) and letter not in face(SANS.bold)
    pdf = opened(paragraph(Strong(words(f"sans {letter}"))))
    assert tree(pdf).text() == f"sans {letter}"


def test_other_blanks_are_spaces_and_other_controls_are_refused() -> None:
    pdf = opened(plain("a\tb\rc\u2028d"))
    assert tree(pdf).text() == "a b c d"
    with pytest.raises(InputError) as caught:
        bytes_of(document(plain("bell\x07")))
    (fault,) = caught.value.diagnostics
    assert (fault.code, "U+0007" in fault.message) == ("text.no-glyph", True)


@pytest.mark.parametrize("name", ["title", "creator", "subject", "identifier"])
@pytest.mark.parametrize("character", ["\x07", "\ufffe", "\ud800"])
def test_a_property_that_no_xml_may_hold_is_refused(name: str, character: str) -> None:
    made = document(plain("x"))
    spoilt: dict[str, Any] = {name: f"a{character}b"}
    with pytest.raises(InputError) as caught:
        bytes_of(replace(made, meta=replace(made.meta, **spoilt)))
    (fault,) = caught.value.diagnostics
    assert (fault.code, f"U+{ord(character):04X}" in fault.message) == (
        "text.forbidden-character",
        True,
    )


def addresses(*links: Link) -> list[bytes]:
    with pikepdf.open(io.BytesIO(bytes_of(document(paragraph(*links))))) as pdf:
        return [bytes(note.A.URI) for page in pdf.pages for note in page.Annots]


def test_addresses_are_written_in_ascii() -> None:
    links = [
        Link(f"{start}/\u00f1and\u00fa?a=%20&b=\u20ac#\u00e9", words("here it is"))
        for start in ("https://example.org", "https://m\u00fcnchen.example:8080", "mailto:a@b")
    ]
    assert addresses(*links) == [
        b"https://example.org/%C3%B1and%C3%BA?a=%20&b=%E2%82%AC#%C3%A9",
        b"https://xn--mnchen-3ya.example:8080/%C3%B1and%C3%BA?a=%20&b=%E2%82%AC#%C3%A9",
        b"mailto:a@b/%C3%B1and%C3%BA?a=%20&b=%E2%82%AC#%C3%A9",
    ]
    plain_one = "https://example.org/a?b=c,d#e(f)'g"
    assert addresses(Link(plain_one, words("there"))) == [plain_one.encode()]


def test_an_address_that_no_pdf_can_hold_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        addresses(Link(f"https://example.org/{'a' * 33_000}", words("here it is")))
    (fault,) = caught.value.diagnostics
    assert (fault.code, "here it is" in fault.message) == ("link.too-long", True)


@pytest.mark.parametrize("letter", ["o", "\u0153", "\U0001d5a0"])
def test_words_that_no_string_can_hold_end_in_an_ellipsis_where_nobody_reads(letter: str) -> None:
    sentence = f"A sentence that g{letter}es on. " * 1_600
    made = bytes_of(document(Heading(2, words(sentence)), title=sentence))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for held in (pdf.Root.Outlines.First.Title, pdf.trailer.Info.Title):
            assert len(bytes(held)) <= 32_767
            assert str(held).startswith(sentence[:15_000]) and str(held).endswith("\u2026")
        said = " ".join(tree(pdf).text().split())
    assert sentence.strip() in said


def test_a_script_from_the_right_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        bytes_of(document(plain("peace: ש, س")))
    assert [(d.code, d.message) for d in caught.value.diagnostics] == [
        ("text.right-to-left", "U+05E9 (hebrew letter shin) is written from right to left"),
        ("text.right-to-left", "U+0633 (arabic letter seen) is written from right to left"),
    ]


def test_a_soft_hyphen_is_seen_only_where_it_ends_a_line() -> None:
    wide = face(SANS.regular).width("steam", 10.0) + 5
    assert lines_of("steam\u00adboat", wide) == ["steam\u00ad", "boat"]
    assert lines_of("steam\u00adboat", 200.0) == ["steamboat"]
    pdf = opened(Heading(1, words("Steam\u00adboat")), plain("steam\u00adboat"))
    assert tree(pdf).text() == "Steamboatsteamboat"
    assert str(pdf.open_outline().root[0].title) == "Steamboat"


def test_a_space_that_does_not_break_holds_words_together() -> None:
    wide = face(SANS.regular).width("up to 10", 10.0) + 3
    assert lines_of("up to 10\u00a0km", wide) == ["up to ", "10\u00a0km"]


def test_an_address_too_long_is_divided_where_it_opens() -> None:
    address = "https://example.org/council/meetings/november/minutes"
    found = lines_of(address, 90.0)
    assert "".join(found) == address
    assert all(line.endswith("/") for line in found[:-1])


def test_braces_in_running_text_are_text() -> None:
    made = document(plain("x"))
    running = Running(page_of="{page} {0} {page.__class__} of {pages}")
    made = replace(made, meta=replace(made.meta, running=running))
    assert "1 {0} {page.__class__} of 1" in page_texts(bytes_of(made))[0]


# --- pages -------------------------------------------------------------------


@pytest.mark.parametrize("count", [500, 900, 3000])
def test_a_header_row_higher_than_a_page_loses_nothing(count: int) -> None:
    label = " ".join(f"h{n}" for n in range(count))
    body = " ".join(f"b{n}" for n in range(2000))
    made = Table((Column(words(label)), TWO[1]), ((cell("a"), cell(body)), (cell("c"), cell("d"))))
    content = bytes_of(document(made))
    assert min(tagged_heights(content)) >= Theme().page.bottom
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = tree(pdf)
    assert root.all("TH")[0].text().split() == label.split()
    assert root.all("TD")[1].text().split() == body.split()


def grounds(content: bytes) -> list[list[tuple[float, float]]]:
    """Give top and bottom of each panel's ground, by page."""
    theme = Theme()
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            boxes = []
            for operands, operator in instructions(page):
                if operator == "re" and abs(float(operands[2]) - theme.page.measure) < 0.1:
                    low, high = float(operands[1]), float(operands[1]) + float(operands[3])
                    boxes.append((high, low))
            found.append(boxes)
    return found


@pytest.mark.parametrize("before", range(8, 30, 3))
def test_a_divided_panel_has_room_around_its_words_on_both_pages(before: int) -> None:
    filling = [plain(f"Line {n}") for n in range(before)]
    panel = Callout(tuple(plain(f"panel {SENTENCE}") for _ in range(9)))
    content = bytes_of(document(*filling, panel))
    theme = Theme()
    found = grounds(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for boxes, page in zip(found, pdf.pages, strict=True):
            ys = [float(o[1]) for o, op in instructions(page) if op == "Td"]
            for high, low in boxes:
                inside = [y for y in ys if low < y < high]
                assert len(inside) >= 2
                assert high - max(inside) >= theme.callout_pad
                assert min(inside) - low >= theme.callout_pad
                assert low >= theme.page.bottom - 0.1


def test_a_short_panel_stays_whole() -> None:
    for before in range(24, 36):
        filling = [plain(f"Line {n}") for n in range(before)]
        panel = Callout(tuple(plain(f"panel{n}") for n in range(6)))
        texts = page_texts(bytes_of(document(*filling, panel, plain("after"))))
        assert [("panel0" in text) for text in texts] == [("panel5" in text) for text in texts]
