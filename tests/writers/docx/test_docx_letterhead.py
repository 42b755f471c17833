"""Documents under a letterhead: whose style, page, header and footer they have."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from briefgen import letterheads
from briefgen.document import (
    BulletList,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Role,
    Text,
)
from briefgen.theme import Theme
from briefgen.writers.docx import write
from briefgen.writers.docx.shell import shell
from briefgen.writers.html import write as html
from tests.audit.made import found
from tests.letterheads.made import CANARIES, HEADER, field, part, run, word_letterhead
from tests.unpacked import W, docx_part, every_byte
from tests.writers import specimens
from tests.writers.docx.lettered import MAKERS, lettered, python_docx, under
from tests.writers.docx.parts import Element, bytes_of, find, has, image, text, value
from tests.writers.specimens import plain, table, words

DRAFT = "DRAFT, not for publication"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.namelist()


def styles(content: bytes) -> dict[str, Element]:
    root = docx_part(content, "word/styles.xml")
    return {node.get(f"{W}styleId") or "": node for node in root.iter(f"{W}style")}


def edge(content: bytes, kind: str, place: str) -> Element | None:
    """Give the header or footer of a kind of pages."""
    section = find(docx_part(content), "body/sectPr")
    assert section is not None
    ids = {n.get(f"{W}type"): n.get(f"{R}id") for n in section.iter(f"{W}{kind}Reference")}
    relations = docx_part(content, "word/_rels/document.xml.rels")
    target = next((n.get("Target") for n in relations if n.get("Id") == ids.get(place)), None)
    return None if target is None else docx_part(content, f"word/{target}")


# --- whatever made it -----------------------------------------------------------------


@pytest.fixture(params=MAKERS)
def raw(request: pytest.FixtureRequest) -> bytes:
    return MAKERS[request.param]()


@pytest.mark.parametrize("draft", ["", DRAFT])
def test_checkers_find_nothing(raw: bytes, draft: str, tmp_path: Path) -> None:
    content = bytes_of(specimens.memo(draft), lettered(raw))
    (tmp_path / "made.docx").write_bytes(content)
    said = OpenXmlValidator(strict=True).validate(tmp_path / "made.docx")
    assert [str(fault) for fault in said.errors] == []
    # What python-docx's own styles do is for whoever chose them: pale, and centred.
    assert set(found("docx", content)) <= {"docx.heading-levels", "docx.contrast"}


def test_what_refers_to_something_finds_it(raw: bytes) -> None:
    content = bytes_of(specimens.memo(DRAFT), lettered(raw))
    there = set(names(content))
    assert len(there) == len(names(content))
    known = set(styles(content))
    numbering = docx_part(content, "word/numbering.xml")
    definitions = [n.get(f"{W}abstractNumId") for n in numbering.iter(f"{W}abstractNum")]
    assert len(set(definitions)) == len(definitions)
    instances = {n.get(f"{W}numId"): value(n, "abstractNumId") for n in numbering.iter(f"{W}num")}
    assert set(instances.values()) <= set(definitions)
    drawn = []
    for name in there:
        if not re.fullmatch(r"word/(document|styles|numbering|header\d|footer\d)\.xml", name):
            continue
        root = docx_part(content, name)
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            assert {n.get(f"{W}val") for n in root.iter(f"{W}{tag}")} <= known, (name, tag)
        numbers = {n.get(f"{W}val") for n in root.iter(f"{W}numId")}
        assert numbers - {"0"} <= set(instances), name
        drawn += [n.get("id") for n in root.iter(f"{WP}docPr")]
        base, last = posixpath.split(name)
        listed = f"{base}/_rels/{last}.rels"
        relations = {n.get("Id"): n for n in docx_part(content, listed)} if listed in there else {}
        used = {v for n in root.iter() for k, v in n.items() if k.startswith(R)}
        assert used <= set(relations)
        for one in relations.values():
            if one.get("TargetMode") != "External":
                assert posixpath.join("word", one.get("Target") or "") in there
            else:
                assert re.match("https?://|mailto:", one.get("Target") or "")
    assert len(set(drawn)) == len(drawn)


def test_styles_have_one_name_and_one_default_each(raw: bytes) -> None:
    content = under(raw, plain("text"))
    every = list(styles(content).values())
    said = [(value(one, "name") or "").casefold() for one in every]
    assert len(set(said)) == len(said)
    kinds = [one.get(f"{W}type") for one in every if one.get(f"{W}default")]
    assert sorted(kinds, key=str) == ["character", "numbering", "paragraph", "table"]


def test_the_same_input_gives_the_same_bytes(raw: bytes) -> None:
    before = bytes_of(specimens.memo(DRAFT), lettered(raw))
    shell.cache_clear()
    letterheads.letter.cache_clear()
    assert bytes_of(specimens.memo(DRAFT), lettered(bytes(bytearray(raw)))) == before


def test_nothing_stays_of_its_text_its_people_and_its_history(raw: bytes) -> None:
    pieces = list(every_byte(bytes_of(specimens.memo(DRAFT), lettered(raw))))
    for canary in CANARIES:
        assert not any(canary.encode() in piece for piece in pieces), canary
    assert not any(re.search(rb"rsid|w:author|python-docx|LibreOffice", p) for p in pieces)


def test_the_canaries_were_there() -> None:
    pieces = b"".join(every_byte(word_letterhead()))
    assert [one for one in CANARIES if one.encode() not in pieces] == []


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_a_draft_says_so_in_every_header_of_a_letterhead(raw: bytes, kind: str) -> None:
    drafted, final = under(raw, plain("text"), draft=DRAFT), under(raw, plain("text"))
    section = find(docx_part(drafted), "body/sectPr")
    assert section is not None
    places = [node.get(f"{W}type") for node in section.iter(f"{W}{kind}Reference")]
    assert places
    for place in places:
        header, clean = edge(drafted, kind, place or ""), edge(final, kind, place or "")
        assert header is not None and clean is not None
        assert DRAFT not in text(clean)
        if kind == "header":
            assert text(header).count(DRAFT) == 1
            assert text(header) == text(clean) + DRAFT


def test_a_page_whose_text_opens_with_draft_does_not_say_so_twice() -> None:
    said = Paragraph((Text(DRAFT),), Role.STATUS)
    content = under(word_letterhead(), said, plain("text"), draft=DRAFT)
    first, others = edge(content, "header", "first"), edge(content, "header", "default")
    assert first is not None and others is not None
    assert DRAFT not in text(first)
    assert text(others).count(DRAFT) == 1


# --- styles ---------------------------------------------------------------------------


def test_its_styles_win_under_our_ids_and_those_it_lacks_are_added() -> None:
    made = styles(under(word_letterhead(), plain("text")))
    assert value(made["Heading1"], "rPr/color") == "7A1F3D"
    assert value(made["Heading2"], "basedOn") == "Heading1"
    assert value(made["Normal"], "name") == "Normal"
    assert value(made["berschrift1Zchn"], "link") == "Heading1"
    # Another style has the id of one of ours: it keeps its name.
    assert value(made["Field"], "name") == "Field"
    assert value(made["Field2"], "name") == "Hausmitteilung"
    assert value(made["Lead"], "basedOn") == "Normal"
    assert value(made["BriefingTable"], "basedOn") == "TableNormal"
    assert not {"Standard", "berschrift1", "NormaleTabelle", "Kopfzeile"} & set(made)


def test_a_name_of_another_kind_of_style_is_given_once() -> None:
    made = styles(under(python_docx(), plain("text")))
    assert value(made["Lead"], "name") == "Lead 2"
    assert made["Lead"].get(f"{W}type") == "paragraph"


def test_text_is_spaced_as_its_styles_say() -> None:
    """What a style of the letterhead says is not said again, and not overruled."""
    content = under(word_letterhead(), Heading(1, words("Title")), plain("One"), plain("Two"))
    title, one, *_ = docx_part(content).iter(f"{W}p")
    for paragraph in (title, one):
        assert not has(paragraph, "pPr/spacing")
        assert not has(paragraph, "pPr/ind")


def test_what_belongs_together_keeps_together_though_its_style_does_not_say_so() -> None:
    caption = next(
        p for p in docx_part(under(python_docx(), table(3))).iter(f"{W}p") if has(p, "pPr/pStyle")
    )
    assert value(caption, "pPr/pStyle") == "Caption"
    assert not has(styles(under(python_docx(), table(3)))["Caption"], "pPr/keepNext")
    assert has(caption, "pPr/keepNext")


def test_columns_are_measured_in_its_font() -> None:
    def grid(face: str) -> list[str | None]:
        raw = word_letterhead(
            **{"theme/theme1": lambda xml: xml.replace("Times New Roman", face)},
        )
        root = docx_part(under(raw, table(3)))
        return [node.get(f"{W}w") for node in root.iter(f"{W}gridCol")]

    assert grid("Times New Roman") != grid("Arial")
    assert grid("Brigton Sans") == grid("Arial")  # not known here: measured in the theme's


def test_its_faces_come_before_ours() -> None:
    faces = docx_part(under(word_letterhead(), plain("text")), "word/fontTable.xml")
    assert [node.get(f"{W}name") for node in faces][:2] == ["Brigton Sans", "Times New Roman"]
    assert not [node for node in faces.iter() if "embed" in node.tag]


def test_lists_have_its_marks_and_count_by_themselves() -> None:
    steps = NumberedList(((plain("one"),), (plain("two"),)))
    content = under(word_letterhead(), BulletList(((plain("item"),),)), steps, plain("x"), steps)
    root = docx_part(content, "word/numbering.xml")
    bullets = next(root.iter(f"{W}abstractNum"))
    first, second = list(bullets.iter(f"{W}lvl"))[:2]
    assert (value(first, "lvlText"), value(first, "rPr/color")) == ("■", "7A1F3D")
    assert value(second, "lvlText") == "–"
    used = [value(p, "pPr/numPr/numId") for p in docx_part(content).iter(f"{W}p")]
    assert used == ["1", "5", "5", None, "6", "6"]
    own = value(styles(content)["ListBullet"], "pPr/numPr/numId")
    assert own == "4"  # the letterhead's, after ours and before the document's
    assert "ListCanary" not in b"".join(every_byte(content)).decode("utf-8", "ignore")


def test_the_language_is_the_documents_and_its_words_keep_theirs() -> None:
    content = under(word_letterhead(), plain("text"))
    root = docx_part(content, "word/styles.xml")
    assert {n.get(f"{W}val") for n in root.iter(f"{W}lang")} == {"en-US"}
    header = edge(content, "header", "default")
    assert header is not None
    assert {n.get(f"{W}val") for n in header.iter(f"{W}lang")} == {"de-DE"}
    same = under(word_letterhead(styles=lambda xml: xml.replace("de-DE", "en-GB")), plain("text"))
    header = edge(same, "header", "default")
    assert header is not None
    assert not list(header.iter(f"{W}lang"))


def test_settings_that_matter_come_along() -> None:
    even = word_letterhead(
        settings=lambda xml: xml.replace(
            "<w:characterSpacingControl", "<w:evenAndOddHeaders/><w:characterSpacingControl"
        )
    )
    root = docx_part(under(even, plain("text")), "word/settings.xml")
    assert has(root, "evenAndOddHeaders")
    assert value(root, "defaultTabStop") == "708"
    assert value(root, "clrSchemeMapping", "bg1") == "light1"
    modes = {n.get(f"{W}name"): n.get(f"{W}val") for n in root.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"
    assert value(root, "zoom", "percent") == "100"
    header = edge(under(even, plain("text"), draft=DRAFT), "header", "even")
    assert header is not None
    assert text(header) == DRAFT


# --- the page -------------------------------------------------------------------------


def test_its_page_wins_and_tables_fit_it() -> None:
    content = under(word_letterhead(), table(4, "long words that want some room " * 3))
    root = docx_part(content)
    assert value(root, "body/sectPr/pgSz", "w") == "11906"
    assert value(root, "body/sectPr/pgMar", "left") == "1985"
    grid = [int(n.get(f"{W}w") or 0) for n in root.iter(f"{W}gridCol")]
    assert sum(grid) == pytest.approx(11906 - 2 * 1985, abs=1)


def test_tables_fit_a_column_where_there_are_several() -> None:
    two = word_letterhead(
        document=lambda xml: xml.replace(
            '<w:cols w:space="708"/>', '<w:cols w:num="2" w:space="708"/>'
        )
    )
    root = docx_part(under(two, table(3)))
    assert value(root, "body/sectPr/cols", "num") == "2"
    grid = [int(n.get(f"{W}w") or 0) for n in root.iter(f"{W}gridCol")]
    assert sum(grid) == pytest.approx((11906 - 2 * 1985 - 708) / 2, abs=1)


def test_without_a_page_of_its_own_it_has_the_themes() -> None:
    bare = word_letterhead(document=lambda xml: re.sub(r"<w:pg(Sz|Mar) [^>]*/>", "", xml))
    section = find(docx_part(under(bare, plain("text"))), "body/sectPr")
    assert section is not None
    assert value(section, "pgSz", "w") == "12240"
    assert [node.tag.rpartition("}")[2] for node in section][4:] == [
        *("pgSz", "pgMar", "cols", "titlePg", "docGrid")
    ]


# --- headers and footers ---------------------------------------------------------------


def test_its_headers_and_footers_take_the_place_of_ours() -> None:
    content = under(word_letterhead(), plain("text"))
    first, rest = edge(content, "header", "first"), edge(content, "header", "default")
    assert first is not None and rest is not None
    assert text(first).startswith("City of BrigtonRathausplatz 1")
    assert text(rest) == "City of Brigton"
    foot = edge(content, "footer", "default")
    assert foot is not None
    assert text(foot) == "Page 3 of 4"
    assert "Closing the old bridge" not in text(rest) + text(foot)


def test_what_it_has_no_footer_for_gets_ours() -> None:
    content = under(python_docx(), plain("text"), draft=DRAFT)
    foot = edge(content, "footer", "default")
    assert foot is not None
    assert "Page 2 of 2" in text(foot)
    assert DRAFT in text(foot)
    first, rest = edge(content, "header", "first"), edge(content, "header", "default")
    assert first is not None and rest is not None
    assert text(first) == text(rest) == f"City of Brigton{DRAFT}"
    # The style of the letterhead has tab stops that our line knows nothing of.
    stops = {n.get(f"{W}val") for n in foot.iter(f"{W}tab") if n.get(f"{W}val")}
    assert "clear" in stops


def test_styles_alone_leave_the_lines_around_the_text_as_they_are() -> None:
    bare = word_letterhead(
        document=lambda xml: re.sub(r"<w:(header|footer)Reference [^>]*/>", "", xml)
    )
    content = under(bare, plain("text"), draft=DRAFT)
    assert edge(content, "header", "first") is None
    head = edge(content, "header", "default")
    assert head is not None
    assert text(head) == f"{DRAFT}Closing the old bridgeMemorandum"


LOGO = Figure(image(300, 90), "The arms")


def test_the_logo_is_not_shown_twice() -> None:
    head = (Paragraph((Text(DRAFT),), Role.STATUS), LOGO, Heading(1, words("Title")), LOGO)
    shown = docx_part(under(word_letterhead(), *head))
    assert len(list(shown.iter(f"{WP}docPr"))) == 1
    plain_head = word_letterhead(header2=lambda _: part("hdr", HEADER))
    assert len(list(docx_part(under(plain_head, *head)).iter(f"{WP}docPr"))) == 2


def test_pictures_and_links_of_a_header_come_along() -> None:
    content = under(word_letterhead(), plain("text"))
    (media,) = (name for name in names(content) if name.startswith("word/media/"))
    assert re.fullmatch(r"word/media/letterhead-[0-9a-f]{16}\.png", media)
    targets = {n.get("Target") for n in docx_part(content, "word/_rels/header2.xml.rels")}
    assert targets == {media.removeprefix("word/"), "https://brigton.example/"}


def test_numbers_of_pages_are_fields_with_a_result() -> None:
    bare = field("PAGE", "").replace("<w:r><w:t></w:t></w:r>", "")
    content = under(
        word_letterhead(footer1=lambda _: part("ftr", f"<w:p>{run('Page ')}{bare}</w:p>")),
        plain("text"),
    )
    foot = edge(content, "footer", "default")
    assert foot is not None
    assert text(foot) == "Page 1"
    kinds = [node.get(f"{W}fldCharType") for node in foot.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_a_letterhead_is_part_of_a_theme_and_no_other_formats() -> None:
    theme = lettered(word_letterhead())
    assert hash(theme) == hash(lettered(word_letterhead()))
    assert theme == replace(Theme(), letterhead=theme.letterhead)
    assert html(specimens.memo(), theme) == html(specimens.memo(), Theme())
    assert write(specimens.memo(), theme) != write(specimens.memo(), Theme())
