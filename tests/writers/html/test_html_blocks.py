"""What becomes of each block: the element that says what it is."""

from __future__ import annotations

import base64
import string
from dataclasses import replace

import pytest

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    FieldList,
    Figure,
    Heading,
    Image,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Table,
    Text,
)
from briefgen.theme import Theme
from briefgen.writers.html import write
from tests.writers.html.read import Node, main, page, parsed
from tests.writers.html.samples import PIXEL, notes, referring
from tests.writers.specimens import document, field, plain, table, words


def test_the_head_says_what_is_known_and_nothing_else() -> None:
    head = page(plain("Text.")).one("head")
    assert head.one("title").text == "Closing the old bridge"
    assert [(meta.get("name"), meta.get("content")) for meta in head.all("meta")][2:] == [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("author", "City of Brigton"),
        ("description", "Memorandum"),
        ("dcterms.date", "2026-11-23"),
        ("dcterms.identifier", "bridge-7"),
    ]


def test_what_is_not_known_is_not_said() -> None:
    said = document(plain("Text."))
    bare = replace(said.meta, identifier="", creator="", subject="", date=None)
    root = parsed(write(replace(said, meta=bare), Theme()).content)
    names = [meta.get("name") for meta in root.all("meta")]
    assert names == [None, None, "viewport", "color-scheme"]


def test_headings_are_headings() -> None:
    levels = [Heading(n, words(f"Level {n}"), anchor=f"part {n}") for n in range(1, 8)]
    found = [(node.tag, node.get("id")) for node in main(*levels)]
    assert found == [
        *((f"h{n}", f"part-{n}") for n in range(1, 7)),
        ("h6", "part-7"),
    ]


def test_no_two_places_have_one_name() -> None:
    clashing = ("text", "note-1", "reference-1", "table-1", "twice", "twice")
    headings = [Heading(2, words(name), anchor=name) for name in clashing]
    root = page(*headings, referring(1), table(2), notes(1))
    names = [node["id"] for node in root.walk() if "id" in node.attributes]
    assert len(names) == len(set(names))
    assert [node.get("id") for node in root.all("h2")] == [
        *("_text", "_note-1", "_reference-1", "_table-1", "twice", None)
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.BODY])
def test_a_role_is_a_class(role: Role) -> None:
    assert main(plain("Words.", role)).one("p")["class"] == role.value
    items = ((plain("Words."),),)
    assert main(BulletList(items, role=role)).one("ul")["class"] == role.value


def test_an_item_of_one_paragraph_is_its_words() -> None:
    items: tuple[tuple[Block, ...], ...] = (
        (plain("One."),),
        (plain("Two."), plain("Still two.")),
        (Paragraph(words("Tres."), lang="es"),),
    )
    one, two, three = main(BulletList(items)).all("li")
    assert one.children == ["One."]
    assert [node.text for node in two.all("p")] == ["Two.", "Still two."]
    assert (three["lang"], three.children) == ("es", ["Tres."])


def nested(depth: int, kind: type[NumberedList] | type[BulletList]) -> Block:
    inner: tuple[Block, ...] = (plain("Words."),)
    if depth > 1:
        inner = (*inner, nested(depth - 1, kind))
    return kind((inner,))


def test_numbers_letters_and_roman_numbers_follow_each_other() -> None:
    shapes = [node.get("type") for node in main(nested(5, NumberedList)).all("ol")]
    assert shapes == [None, "a", "i", None, "a"]


def test_bullets_and_dashes_follow_each_other() -> None:
    assert [n.get("class") for n in main(nested(3, BulletList)).all("ul")] == [None, "dashes", None]


def test_depth_counts_lists_of_both_kinds_and_starts_anew_in_a_panel() -> None:
    mixed = BulletList(((plain("Words."), nested(1, NumberedList)),))
    assert main(mixed).one("ol")["type"] == "a"
    held = BulletList(((Callout((nested(1, NumberedList),)),),))
    assert main(held).one("ol").get("type") is None


def test_a_list_counts_from_its_start() -> None:
    items = ((plain("Words."),),)
    assert main(NumberedList(items, start=4)).one("ol")["start"] == "4"
    assert main(NumberedList(items)).one("ol").get("start") is None


def test_wide_numbers_have_room() -> None:
    items = ((plain("Words."),),)
    assert main(NumberedList(items, start=100)).one("ol")["style"] == "--digits:3"
    assert main(NumberedList(items)).one("ol").get("style") is None


def test_letters_after_z_are_doubled() -> None:
    inner = NumberedList(tuple((plain("Words."),) for _ in range(27)))
    found = main(NumberedList(((inner,),))).all("ol", type="a")
    assert [node["class"] for node in found] == ["doubled"]
    sheet = page().one("style").text
    assert f"symbols: {' '.join(string.ascii_lowercase)};" in sheet


def test_fields_are_terms_and_what_they_mean() -> None:
    fields = FieldList((field("To:", "Mayor"), field("De:", "Norma")), "es")
    root = main(fields).one("dl", lang="es")
    assert [(pair.one("dt").text, pair.one("dd").text) for pair in root] == [
        ("To:", "Mayor"),
        ("De:", "Norma"),
    ]


def test_a_quote_is_a_quotation() -> None:
    assert main(Quote((plain("No."),), "es")).one("blockquote", lang="es").one("p").text == "No."


def test_a_rule_is_read_by_nobody() -> None:
    assert main(Rule()).one("hr")["aria-hidden"] == "true"


def test_a_panel_in_a_panel_is_one_panel() -> None:
    inner = Callout((plain("Inner."),), "es")
    root = main(Callout((plain("Outer."), inner)))
    assert [node.get("class") for node in root.all("div")] == ["panel", None]
    assert root.one("div", lang="es").text.strip() == "Inner."


def test_blocks_without_content_leave_nothing() -> None:
    empty = (BulletList(()), NumberedList(()), FieldList(()), Callout(()), notes())
    assert list(main(*empty)) == []


def test_a_figure_stands_in_the_page_itself() -> None:
    figure = Figure(Image(PIXEL, 480, 120), 'The "city\'s" seal', "fr")
    node = main(figure).one("p", lang="fr").one("img")
    assert node["alt"] == 'The "city\'s" seal'
    assert (node["width"], node["height"]) == ("240", "60")  # 180 points wide at most
    kind, _, data = node["src"].partition(",")
    assert (kind, base64.b64decode(data)) == ("data:image/png;base64", PIXEL)


def test_languages_are_named() -> None:
    root = page(
        Heading(2, words("El puente"), "es"),
        Paragraph((Text("bridge, "), Span("es", words("puente")))),
        Paragraph(words("Die Brücke"), lang="de"),
        BulletList(((plain("Punkt"),),), "de"),
        NumberedList(((plain("Punkt"),),), lang="de"),
        Callout((plain("Kasten"),), "de"),
        replace(table(1), lang="de"),
        replace(notes(1), lang="de"),
    )
    assert root["lang"] == "en-US"
    assert root.one("h2")["lang"] == root.one("span", lang="es")["lang"]
    german = [node.tag for node in root.one("main").all(lang="de")]
    assert german == ["p", "ul", "ol", "div", "table", "div"]


# --- notes -------------------------------------------------------------------


def reference(node: Node) -> tuple[str, str | None, str]:
    return node["href"], node.get("id"), node.text


def test_a_reference_and_its_note_lead_to_each_other() -> None:
    root = main(referring(1, 2, 1), notes(1, 2))
    assert [reference(node) for node in root.all(role="doc-noteref")] == [
        ("#note-1", "reference-1", "[1]"),
        ("#note-2", "reference-2", "[2]"),
        ("#note-1", None, "[1]"),
    ]
    items = root.one("div", role="doc-endnotes").one("ol").all("li")
    assert [item["id"] for item in items] == ["note-1", "note-2"]
    back = [item.one("a", role="doc-backlink") for item in items]
    assert [(b["href"], b["aria-label"], b.children) for b in back] == [
        ("#reference-1", "[1]", []),
        ("#reference-2", "[2]", []),
    ]


def test_a_note_leads_back_to_a_reference_that_comes_after_it() -> None:
    root = main(notes(1, 2), referring(2))
    assert [node["href"] for node in root.all(role="doc-backlink")] == ["#reference-2"]
    assert [node.tag for node in root] == ["div", "p"]


def test_the_number_of_a_note_is_the_number_of_the_list() -> None:
    values = [item.get("value") for item in main(notes(1, 2, 5, 6)).all("li")]
    assert values == [None, None, "5", None]


def test_a_reference_without_a_number_leads_nowhere() -> None:
    assert not main(referring(0)).all("a")


# --- in cells ----------------------------------------------------------------


def test_a_heading_in_a_cell_is_no_heading() -> None:
    held = Cell((Heading(3, words("Part")), plain("Words.")))
    columns = table(1).columns[:2]
    root = main(Table(columns, ((held, held),)))
    assert not root.all("h3")
    assert [node.text for node in root.all("strong")] == ["Part", "Part"]


def test_a_panel_in_a_cell_has_no_frame() -> None:
    held = Cell((Callout((plain("Words."),)),))
    root = main(Table(table(1).columns[:1], ((held,),)))
    assert not root.all("div", class_="panel")
