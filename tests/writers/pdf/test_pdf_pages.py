"""Lines and pages: nothing is lost, cut off or left alone."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import (
    Block,
    Callout,
    Column,
    Heading,
    Note,
    NoteList,
    Paragraph,
    Quote,
    Role,
    Table,
    Text,
)
from briefgen.errors import InputError
from briefgen.fonts import face
from briefgen.theme import A4, SANS, Theme
from briefgen.writers.pdf.lines import Ink, broken, length
from tests.writers.pdf.read import bytes_of, instructions, opened, page_texts, tree
from tests.writers.specimens import LONG_WORD, SENTENCE, cell, document, memo, plain, table, words

INK = Ink(SANS.regular, 10.0, "000000")


def pages(*blocks: object, theme: Theme | None = None) -> list[str]:
    return page_texts(bytes_of(document(*blocks), theme))  # type: ignore[arg-type]


def lefts(content: bytes) -> list[tuple[float, float]]:
    """Give the start and end of every run of text on every page."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for operands, operator in instructions(page):
                if operator == "Td":
                    found.append((float(operands[0]), float(operands[1])))
    return found


@given(st.lists(st.text("abc- \n–", max_size=40), max_size=6), st.floats(8, 200))
def test_lines_fit_and_keep_every_word(texts: list[str], measure: float) -> None:
    runs = [(text, INK) for text in texts]
    lines = broken(runs, measure)
    for line in lines:
        text = "".join(segment.text for segment in line)
        assert length(line) <= measure + 0.02 or len(text.strip()) == 1
    joined = "".join(segment.text for line in lines for segment in line)
    assert joined.replace(" ", "") == "".join(texts).replace(" ", "").replace("\n", "")


def test_a_line_keeps_the_space_that_it_ends_with() -> None:
    # The second goes the longer way, for it holds a dash that a line may end behind.
    for text in ("alpha beta gamma", "alpha–x beta gamma"):
        first = text.removesuffix(" gamma")
        lines = broken([(text, INK)], face(SANS.regular).width(first, 10.0) + 1)
        assert ["".join(s.text for s in line) for line in lines] == [f"{first} ", "gamma"]


def test_a_word_too_long_is_divided_without_a_space() -> None:
    lines = broken([("x" * 40, INK)], 60.0)
    assert len(lines) > 2
    assert "".join(s.text for line in lines for s in line) == "x" * 40


def test_nothing_stands_outside_the_margins() -> None:
    theme = Theme(page=A4)
    columns = tuple(Column(words(LONG_WORD)) for _ in range(5))
    rows = tuple(tuple(cell(LONG_WORD) for _ in range(5)) for _ in range(3))
    content = bytes_of(
        document(plain(LONG_WORD), Heading(1, words(LONG_WORD)), Table(columns, rows)), theme
    )
    for x, y in lefts(content):
        assert theme.page.left - 0.1 <= x <= theme.page.width - theme.page.right
        assert 20 < y < theme.page.height - 20


def test_a_row_higher_than_a_page_goes_on_without_loss() -> None:
    text = " ".join(f"word{n}" for n in range(3000))
    made = document(Table((Column(words("A")), Column(words("B"))), ((cell("x"), cell(text)),)))
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        assert len(pdf.pages) > 3
        root = tree(pdf)
    assert len(root.all("TR")) == 2
    assert root.all("TD")[1].text().split() == text.split()


@pytest.mark.parametrize("before", range(20, 46))
def test_no_heading_stands_alone_at_the_foot_of_a_page(before: int) -> None:
    filling = [plain(f"Line {n}") for n in range(before)]
    found = pages(*filling, Heading(1, words("HEADING")), plain(SENTENCE * 3), plain("end"))
    for text in found:
        if "HEADING" in text:
            lines = [line for line in text.splitlines() if line.strip()]
            at = next(n for n, line in enumerate(lines) if "HEADING" in line)
            assert "The department" in lines[at + 1]
            assert "Page" not in lines[at + 2]


@pytest.mark.parametrize("before", range(14, 40, 2))
def test_no_table_head_stands_alone_and_no_row_is_split(before: int) -> None:
    filling = [plain(f"Line {n}") for n in range(before)]
    rows = tuple((cell(f"row{n}"), cell(f"start{n} {SENTENCE} stop{n}")) for n in range(4))
    made = Table((Column(words("HEAD")), Column(words("B"))), rows, words("CAPTION"))
    found = pages(*filling, made)
    for text in found:
        if "CAPTION" in text:
            assert "start0" in text
            assert "start1" in text
        for n in range(4):
            assert (f"start{n}" in text) == (f"stop{n}" in text)


def test_a_paragraph_leaves_no_line_alone() -> None:
    for before in range(25, 46):
        filling = [plain(f"Line {n}") for n in range(before)]
        found = pages(*filling, plain(" ".join(f"w{n:03}x" for n in range(50))))
        for text in found:
            count = sum("w0" in line for line in text.splitlines())
            assert count != 1


def test_a_panel_goes_on_over_a_page() -> None:
    filling = [plain(f"Line {n}") for n in range(24)]
    panel = Callout(tuple(plain(f"panel{n} {SENTENCE}") for n in range(8)))
    found = pages(*filling, panel, plain("after"))
    assert len(found) == 2
    joined = " ".join(found)
    assert [f"panel{n}" in joined for n in range(8)] == [True] * 8
    assert pages(Callout(()), plain("x"))[0].startswith("x")


def test_page_numbers_titles_and_drafts_stand_around_the_text() -> None:
    found = page_texts(bytes_of(memo(draft="DRAFT, not for publication")))
    for number, text in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in text
        assert "City of Brigton, November 23, 2026" in text
        assert text.count("DRAFT, not for publication") == 2
        assert ("Memorandum" in text) is (number > 1)
    assert "DRAFT" not in "".join(page_texts(bytes_of(memo())))


def test_long_running_texts_are_shortened_and_overlap_nothing() -> None:
    made = document(*(plain(SENTENCE * 20) for _ in range(3)), title="Long title " * 30)
    (_, second, *_) = page_texts(bytes_of(made))
    assert "…" in second
    assert "Memorandum" in second


def test_what_a_face_lacks_comes_from_the_other_or_is_refused() -> None:
    pdf = opened(plain("yes ✓ no ☐ on → 𝔸"))
    assert tree(pdf).text() == "yes ✓ no ☐ on → 𝔸"
    with pytest.raises(InputError) as caught:
        bytes_of(document(plain("dove 🕊 and 漢")))
    assert [d.code for d in caught.value.diagnostics] == ["text.no-glyph"] * 2
    assert "U+1F54A (dove of peace)" in caught.value.diagnostics[0].message


def test_copied_text_is_the_text_whatever_the_character() -> None:
    text = "\u00a0x Żółć naïve Ñandú “quotes” – — … ﬁ ½ € Ж α Ω Ω µ μ - ‑ Å Å"
    assert tree(opened(plain(text))).text() == text


def test_many_different_characters_make_small_blocks() -> None:
    letters = "".join(chr(code) for code in range(0x21, 0x250) if chr(code) in face(SANS.regular))
    pdf = opened(plain(" ".join(letters)))
    font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
    content = font.ToUnicode.read_bytes().decode()
    counts = [int(line.split()[0]) for line in content.splitlines() if "beginbfchar" in line]
    assert len(counts) > 3
    assert max(counts) <= 100


def test_properties_and_xmp_say_the_same() -> None:
    with pikepdf.open(io.BytesIO(bytes_of(memo()))) as pdf:
        assert str(pdf.docinfo.Title) == "Closing the old bridge"
        assert str(pdf.docinfo.Author) == "City of Brigton"
        assert str(pdf.docinfo.CreationDate) == "D:20261123000000Z"
        assert str(pdf.docinfo.ModDate) == "D:20261123000000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Closing the old bridge"
            assert xmp["dc:creator"] == ["City of Brigton"]
            assert xmp["xmp:CreateDate"] == "2026-11-23T00:00:00Z"
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
            assert xmp["pdfuaid:part"] == "1"
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_pages_are_called_by_their_numbers() -> None:
    """What a viewer calls a page is what its footer says."""
    content = bytes_of(memo())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (first, label) = pdf.Root.PageLabels.Nums
        assert (int(first), str(label.S)) == (0, "/D")
        assert [page.label for page in pdf.pages] == [str(n + 1) for n in range(len(pdf.pages))]


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys; from tests.writers.specimens import memo; from briefgen.theme import Theme;"
        "from briefgen.writers.pdf import write;"
        "sys.stdout.buffer.write(write(memo('DRAFT'), Theme()).content)"
    )
    here = bytes_of(memo("DRAFT"))
    assert bytes_of(memo("DRAFT")) == here
    assert bytes_of(memo()) != here
    for seed, zone in (("1", "Asia/Kathmandu"), ("2", "America/Chicago")):
        run = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[3],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
        )
        assert run.stdout == here


def test_the_identifier_follows_the_content() -> None:
    def identifier(text: str) -> bytes:
        with pikepdf.open(io.BytesIO(bytes_of(document(plain(text))))) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identifier("a") == identifier("a")
    assert identifier("a") != identifier("b")


def test_every_stream_ends_with_an_end_of_line() -> None:
    content = bytes_of(memo())
    assert content.count(b"endstream") == content.count(b"\nendstream") > 5


def test_columns_of_numbers_stand_at_the_end() -> None:
    content = bytes_of(document(table(4)))
    edge = Theme().page.width - Theme().page.right - Theme().table.pad_inline
    bold, regular = face(SANS.bold), face(SANS.regular)
    ends = {round(edge - bold.width("Cost", 9.5), 1)}
    ends |= {round(edge - regular.width(f"${n},{n}00", 9.5), 1) for n in range(1, 5)}
    found = {round(x, 1) for x, _ in lefts(content)}
    assert all(any(abs(end - x) < 0.2 for x in found) for end in ends)


@pytest.mark.parametrize("before", range(38, 46))
def test_the_mark_at_the_end_stands_on_no_page_alone(before: int) -> None:
    filling = [plain(f"Line {n}") for n in range(before)]
    found = pages(*filling, plain("LAST WORDS"), plain("# # #", Role.CLOSING))
    assert "LAST WORDS" in next(text for text in found if "# # #" in text)


def test_two_panels_in_a_row_are_two() -> None:
    pdf = opened(Callout((plain("one"),)), Callout((plain("two"),)))
    drawn = instructions(pdf.pages[0])
    grounds = [o for o, operator in drawn if operator == "re" and float(o[2]) > 100]
    assert len(grounds) == 2


def together(one: str, other: str, *last: Block) -> bool:
    """Say whether two words share a page, whatever number of lines stands before them."""
    for count in range(28, 46):
        fill = tuple(plain(f"Line {n}.") for n in range(count))
        (page,) = [text for text in pages(*fill, *last) if other in text]
        if one not in page:
            return False
    return True


def test_who_said_it_stays_with_what_was_said() -> None:
    assert together("zzsaid", "zzspeaker", Quote((plain("zzsaid"), plain("zzspeaker"))))
    assert not together("zzsaid", "zzspeaker", plain("zzsaid"), plain("zzspeaker"))


def test_the_mark_at_the_end_stays_with_the_notes_before_it() -> None:
    notes = NoteList((Note("note-1", (plain("zznote"),), 1),))
    assert together("zznote", "# # #", notes, Paragraph((Text("# # #"),), Role.CLOSING))
