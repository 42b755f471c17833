"""Notes and what refers to them: one can go from the number to the words, and hear both."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefgen.document import (
    BulletList,
    Callout,
    Cell,
    Column,
    Field,
    FieldList,
    Heading,
    Inline,
    Link,
    NoteList,
    Paragraph,
    Quote,
    Role,
    Span,
    Strong,
    Table,
    Text,
    plain_text,
)
from briefgen.fonts import face
from briefgen.theme import A4, SANS, Colours, TextStyle, Theme
from briefgen.writers.pdf.lines import broken
from briefgen.writers.pdf.runs import runs
from briefgen.writers.pdf.structure import Element
from tests.writers.pdf.read import (
    Node,
    bytes_of,
    instructions,
    opened,
    page_texts,
    parents,
    to_unicode,
    tree,
)
from tests.writers.specimens import SENTENCE, document, note, plain, ref, sourced, words


def said(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def notes(count: int, text: str = SENTENCE) -> NoteList:
    return NoteList(
        tuple(note(n, plain(f"N{n:03}. {text}", Role.SMALL)) for n in range(1, count + 1))
    )


def marks(pdf: pikepdf.Pdf) -> list[Any]:
    return [entry for page in pdf.pages for entry in page.obj.get("/Annots", [])]


def names(table: Any) -> dict[str, Any]:
    """Give a name tree, its order checked."""
    held = list(table.Names)
    keys = [bytes(key) for key in held[::2]]
    assert keys == sorted(set(keys))
    return {key.decode("ascii"): value for key, value in zip(keys, held[1::2], strict=True)}


# --- references --------------------------------------------------------------


def test_a_reference_holds_a_link_in_whatever_block_it_stands() -> None:
    columns = (Column((Text("A"), ref(1))), Column(words("B")))
    row = (Cell((said(Text("a"), ref(1)),)), Cell((said(Text("b"), ref(1)),)))
    pdf = opened(
        Heading(1, (Text("Title"), ref(1))),
        said(Strong((Text("bold"), ref(1))), Text(".")),
        said(Span("es", (Text("hola"), ref(1)))),
        BulletList(((said(Text("item"), ref(1)),),)),
        Quote((said(Text("quoted"), ref(1)),)),
        Callout((said(Text("panel"), ref(1)),)),
        FieldList((Field(words("To:"), (Text("value"), ref(1))),)),
        Table(columns, (row,), caption=(Text("Caption"), ref(1))),
        notes(1),
    )
    r = "Reference(Link(OBJR))"
    assert tree(pdf).outline() == (
        f"Document(H1({r}) P({r}) P(Span({r})) L(LI(Lbl LBody(P({r})))) BlockQuote(P({r}))"
        f" Div(P({r})) P({r}) Table(Caption({r}) THead(TR(TH({r}) TH)) TBody(TR(TD({r}) TD({r}))))"
        " L(LI(LBody(Note(Lbl P)))))"
    )
    owners = parents(pdf)
    for link in tree(pdf).all("Link"):
        assert link.text() == "[1]"
        (annotation,) = (node.entry for node in link.all("OBJR"))
        assert owners[int(annotation.StructParent)].objgen == link.entry.objgen
        assert int(annotation.F) == 4
        assert (str(annotation.A.S), str(annotation.A.D)) == ("/GoTo", "note-1")
    assert len(marks(pdf)) == 11


def test_a_link_says_the_words_of_the_note_that_it_leads_to() -> None:
    long = note(2, plain("A " + SENTENCE * 3), plain("end"))
    short = note(1, plain("Stadt\u00adwerke,\n 2026", Role.SMALL), plain("p. 4"))
    pdf = opened(said(ref(1), ref(2)), NoteList((short, long)))
    first, second = (str(entry.Contents) for entry in marks(pdf))
    assert first == "[1] Stadtwerke, 2026 p. 4"
    assert second.startswith("[2] A The department reviewed") and second.endswith("…")
    assert len(second) < 180


def test_a_reference_inside_a_link_is_no_second_link() -> None:
    link = Link("https://example.org/", (Text("the report"), ref(1), Text(" here")))
    pdf = opened(said(Text("See "), link), notes(1))
    assert tree(pdf).all("P")[0].outline() == "P(Link(Reference OBJR))"
    (annotation,) = marks(pdf)
    assert str(annotation.A.URI) == "https://example.org/"


def test_a_reference_is_in_the_accent_and_has_no_line_below() -> None:
    theme = Theme(colours=Colours(accent="FF0000"))
    pdf = opened(said(Text("fact"), ref(1)), theme=theme)
    colours = [o for o, operator in instructions(pdf.pages[0]) if operator == "rg"]
    assert [1.0, 0.0, 0.0] in [[float(part) for part in colour] for colour in colours]
    assert not [o for o, operator in instructions(pdf.pages[0]) if operator == "re"]
    linked = opened(said(Link("https://example.org/", words("x"))), theme=theme)
    assert [o for o, operator in instructions(linked.pages[0]) if operator == "re"]


def test_a_reference_is_over_its_words_and_nothing_else() -> None:
    pdf = opened(said(Text("fact\u00a0"), ref(1), Text(". More.")), notes(1))
    (annotation,) = marks(pdf)
    left, low, right, high = (float(edge) for edge in annotation.Rect)
    regular = face(SANS.regular)
    assert right - left == pytest.approx(regular.width("[1]", 11.0), abs=0.05)
    assert left - Theme().page.left == pytest.approx(regular.width("fact ", 11.0), abs=0.05)
    assert high - low > 11


@pytest.mark.parametrize("bold", [False, True])
def test_no_line_end_breaks_a_reference_apart(bold: bool) -> None:
    style = TextStyle(10.0, bold=bold)
    inlines = (
        Text("internationalization\u00a0"),
        ref(12),
        ref(345),
        Text(", and all\u00ad"),
        ref(6),
        Text("."),
    )
    widest = face(SANS.bold).width("[345]", 10.0)
    for measure in range(int(widest) + 1, 180):
        lines = broken(runs(Theme(), inlines, style, Element("P", None)), float(measure))
        for line in lines:
            text = "".join(segment.text for segment in line)
            assert re.sub(r"\[\d+\]", "", text).strip("[]") == re.sub(r"\[\d+\]", "", text)
        joined = "".join(segment.text for line in lines for segment in line)
        assert joined.replace("\u00ad", "") == "internationalization\u00a0[12][345], and all[6]."


def test_a_place_narrower_than_a_reference_still_takes_it() -> None:
    style = TextStyle(10.0)
    lines = broken(runs(Theme(), (Text("a"), ref(345)), style, Element("P", None)), 8.0)
    assert "".join(segment.text for line in lines for segment in line) == "a[345]"


def test_the_outline_names_a_heading_without_its_references() -> None:
    inlines = (
        Strong((Text("What is\u00a0"), ref(1))),
        Link("https://example.org/", (Text("known\u00a0"), ref(2))),
        Span("es", (Text(" hoy"),)),
    )
    pdf = opened(Heading(1, inlines), notes(2))
    assert [str(item.title) for item in pdf.open_outline().root] == ["What is known hoy"]
    assert tree(pdf).all("H1")[0].text() == "What is\u00a0[1]known\u00a0[2] hoy"


def test_a_reference_without_its_note_leads_nowhere() -> None:
    pdf = opened(said(Text("a"), ref(7)))
    (annotation,) = marks(pdf)
    assert "/A" not in annotation and "/Dest" not in annotation
    assert str(annotation.Contents) == "[7]"


def test_a_reference_in_a_header_row_is_one_link_on_however_many_pages() -> None:
    columns = (Column((Text("A"), ref(1))), Column(words("B")))
    rows = tuple((Cell((plain(f"{n}"),)), Cell((plain(SENTENCE),))) for n in range(60))
    pdf = opened(Table(columns, rows), notes(1))
    assert len(pdf.pages) > 2
    assert [len(list(page.obj.get("/Annots", []))) for page in pdf.pages][1:] == [0] * (
        len(pdf.pages) - 1
    )
    assert len(marks(pdf)) == 1


# --- notes -------------------------------------------------------------------


def test_notes_read_as_a_list_of_notes() -> None:
    inner = BulletList(((plain("one"),), (said(Text("see "), ref(1)),)))
    made = NoteList((note(1, plain("First.", Role.SMALL)), note(2, plain("Second."), inner)), "es")
    pdf = opened(said(ref(1), ref(2)), made)
    (listed, _) = tree(pdf).all("L")
    assert listed.outline() == (
        "L(LI(LBody(Note(Lbl P)))"
        " LI(LBody(Note(Lbl P L(LI(Lbl LBody(P)) LI(Lbl LBody(P(Reference(Link(OBJR)))))))))"
        ")"
    )
    assert (str(listed.entry.A.ListNumbering), str(listed.entry.Lang)) == ("/Decimal", "es")
    assert [node.text() for node in listed.all("Lbl")][:2] == ["1. ", "2. "]


def test_each_note_has_an_identifier_that_leads_to_it() -> None:
    pdf = opened(said(ref(1)), notes(12))
    entries = [node.entry for node in tree(pdf).all("Note")]
    identifiers = [bytes(entry.ID).decode("ascii") for entry in entries]
    assert identifiers == [f"note-{n}" for n in range(1, 13)]
    known = names(pdf.Root.StructTreeRoot.IDTree)
    assert {name: entry.objgen for name, entry in known.items()} == {
        name: entry.objgen for name, entry in zip(identifiers, entries, strict=True)
    }
    assert set(names(pdf.Root.Names.Dests)) == set(identifiers)


def test_two_notes_of_one_number_are_still_told_apart() -> None:
    pdf = opened(said(ref(1)), NoteList((note(1, plain("a")), note(1, plain("b")))), notes(1, "c"))
    identifiers = [bytes(node.entry.ID) for node in tree(pdf).all("Note")]
    assert len(set(identifiers)) == 3
    assert str(marks(pdf)[0].Contents) == "[1] a"
    assert set(names(pdf.Root.Names.Dests)) == {part.decode("ascii") for part in identifiers}


@pytest.mark.parametrize("theme", [Theme(), Theme(page=A4)], ids=["letter", "a4"])
def test_a_destination_is_on_the_page_and_over_the_words_of_its_note(theme: Theme) -> None:
    content = bytes_of(document(*(plain(f"Line {n}") for n in range(20)), notes(60)), theme)
    texts = page_texts(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        places = names(pdf.Root.Names.Dests)
        bases: dict[str, float] = {}
        for page in pdf.pages:
            spoken = tree_texts(page)
            bases |= {words_[:5]: y for words_, y in spoken if words_.startswith("N")}
    assert len(texts) > 2
    for number in range(1, 61):
        target = places[f"note-{number}"]
        assert str(target[1]) == "/XYZ"
        assert f"N{number:03}." in texts[pages.index(target[0].objgen)]
        assert 4 < float(target[3]) - bases[f"N{number:03}."] < 12


def tree_texts(page: Any) -> list[tuple[str, float]]:
    """Give each run of text of a page with the height of its baseline."""
    fonts = {name: to_unicode(font) for name, font in page.Resources.Font.items()}
    found, now, y = [], "", 0.0
    for operands, operator in instructions(page):
        if operator == "Tf":
            now = str(operands[0])
        elif operator == "Td":
            y = float(operands[1])
        elif operator == "Tj":
            raw = bytes(operands[0])
            codes = [raw[i : i + 2].hex().upper() for i in range(0, len(raw), 2)]
            found.append(("".join(fonts[now][code] for code in codes), y))
    return found


def test_a_note_over_a_page_s_end_is_one_note_and_leaves_no_line_alone() -> None:
    divided = 0
    for before in range(26, 34):
        filling = [plain(f"Line {n}") for n in range(before)]
        long = note(1, plain(" ".join(f"w{n:03}x" for n in range(90)), Role.SMALL))
        content = bytes_of(document(*filling, NoteList((long,))))
        counts = [sum("w0" in x for x in text.splitlines()) for text in page_texts(content)]
        assert 1 not in counts
        divided += all(counts[:2]) and len(counts) > 1
        with pikepdf.open(io.BytesIO(content)) as pdf:
            (entry,) = tree(pdf).all("Note")
        assert len(entry.text().split()) == 1 + 90  # its number, and its words
    assert divided


@pytest.mark.parametrize("lead", ["SOURCES", f"SOURCES, {SENTENCE}{SENTENCE.strip(' .')}:"])
def test_words_that_announce_notes_stand_on_their_page(lead: str) -> None:
    for before in range(26, 34):
        filling = [plain(f"Line {n}") for n in range(before)]
        texts = page_texts(bytes_of(document(*filling, plain(lead), notes(3))))
        assert "N001." in next(text for text in texts if "SOURCES" in text)


def test_the_words_of_notes_stand_in_one_line_below_another() -> None:
    pdf = opened(notes(120, "x"))
    lefts: dict[str, set[float]] = {"labels": set(), "words": set()}
    for page in pdf.pages:
        inside = ""
        for operands, operator in instructions(page):
            if operator == "BDC":
                inside = {"/Lbl": "labels", "/P": "words"}.get(str(operands[0]), "")
            elif operator == "Td" and inside:
                lefts[inside].add(float(operands[0]))
    left = Theme().page.left
    assert lefts["labels"] == {left}
    (words_,) = lefts["words"]
    assert words_ - left > face(SANS.regular).width("120.", 9.0) + 2


def test_notes_are_in_the_small_style_and_an_empty_one_is_whole() -> None:
    pdf = opened(NoteList((note(1, plain("a")), note(2))))
    assert tree(pdf).outline() == ("Document(L(LI(LBody(Note(Lbl P))) LI(LBody(Note(Lbl)))))")
    sizes = [float(o[1]) for o, op in instructions(pdf.pages[0]) if op == "Tf"]
    assert sizes[0] == Theme().styles.small.size


# --- the whole ---------------------------------------------------------------


def test_the_words_around_figures_and_notes_are_those_of_the_document() -> None:
    made = sourced()
    with pikepdf.open(io.BytesIO(bytes_of(made))) as pdf:
        root = tree(pdf)
        outside = sum(len(list(page.obj.get("/Annots", []))) for page in pdf.pages)
    for entry in root.all("Lbl"):
        assert re.fullmatch(r"[•–]|\d+\.", entry.text().strip())
        entry.kids.clear()
    assert len(root.all("OBJR")) == outside
    assert "".join(_words(root)).split() == plain_text(made).split()


def _words(node: Node) -> list[str]:
    """Give the words of each element that holds some, those inside lines with their line."""
    if any(isinstance(kid, str) for kid in node.kids) or node.tag in ("Span", "Reference", "Link"):
        return [node.text() + "\n"]
    return [text for kid in node.kids if isinstance(kid, Node) for text in _words(kid)]


def test_the_same_figures_and_notes_give_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys; from tests.writers.specimens import sourced; from briefgen.theme import Theme;"
        "from briefgen.writers.pdf import write;"
        "sys.stdout.buffer.write(write(sourced(), Theme()).content)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu"},
    )
    assert run.stdout == bytes_of(sourced())
