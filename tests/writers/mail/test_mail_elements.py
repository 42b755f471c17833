"""What becomes of each block in a mail: plain elements, each with a style of its own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefgen.document import (
    Align,
    BulletList,
    Callout,
    Column,
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
)
from briefgen.theme import Theme
from briefgen.writers.mail import write
from tests.writers.html.samples import PIXEL, decimals, notes, referring
from tests.writers.html.samples import whole as everything
from tests.writers.mail.read import page, text, whole
from tests.writers.specimens import cell, document, field, plain, table, words

# What is only there to hold others or to be nothing but itself.
UNSTYLED = {"a", "br", "em", "span", "strong", "tbody", "thead", "tr"}


def test_every_element_has_its_style_and_no_sheet_is_needed() -> None:
    body = whole(everything()).one("body")
    lines = [id(line) for fields in body.all("dl") for line in fields]
    bare = [node for node in body.walk() if node.get("style") is None and id(node) not in lines]
    assert {node.tag for node in bare} <= UNSTYLED
    assert not whole(everything()).all("style")


def test_no_text_has_a_colour_and_nothing_has_a_ground() -> None:
    styles = [node["style"] for node in whole(everything()).walk() if node.get("style")]
    properties = {line.split(":")[0] for style in styles for line in style.split(";")}
    assert "font-size" in properties
    assert not {name for name in properties if re.fullmatch("color|background.*|opacity", name)}
    drawn = {line for style in styles for line in style.split(";") if "#" in line}
    assert drawn
    assert {line.split(":")[0] for line in drawn} <= {
        *("border-top", "border-bottom", "border-left")
    }


def test_no_style_is_beyond_what_word_and_gmail_know() -> None:
    root = whole(everything())
    styles = ";".join(filter(None, (node.get("style") for node in root.walk())))
    assert not re.search(r"flex|grid|var\(|--|url\(|rem\b|position:|float:|!important", styles)
    assert not root.all("script") + root.all("form") + root.all("img") + root.all("link")
    assert not [node for node in root.walk() if {"id", "class"} & set(node.attributes)]


def test_the_same_document_has_the_same_bytes() -> None:
    assert write(everything(), Theme()) == write(everything(), Theme())


def test_the_language_stands_on_the_text_too() -> None:
    root = page(plain("Words."))
    assert (root["lang"], next(iter(root.one("body")))["lang"]) == ("en-US", "en-US")
    inside = text(Paragraph((Span("es", words("Voz")),), lang="fr"))
    assert (inside.one("p")["lang"], inside.one("span")["lang"]) == ("fr", "es")


def test_the_title_is_that_of_the_document() -> None:
    said = document(plain("Words."))
    titled = replace(said, meta=replace(said.meta, title="The <subject>"))
    assert whole(titled).one("title").text == "The <subject>"


def test_headings_are_headings() -> None:
    assert [node.tag for node in text(*(Heading(n, words("x")) for n in range(1, 8)))] == [
        *("h1", "h2", "h3", "h4", "h5", "h6", "h6")
    ]


def test_a_table_is_one_of_data() -> None:
    root = text(table(4))
    made = root.one("table")
    assert made.one("caption").text == "What is recommended, and how"
    heads = made.one("thead").all("th")
    assert {head["scope"] for head in heads} == {"col"}
    rows = made.one("tbody").all("tr")
    assert len(rows) == 4
    assert [row.one("th")["scope"] for row in rows] == ["row"] * 4
    assert not root.all("table", role="presentation")


def test_a_table_of_many_columns_scrolls_by_itself() -> None:
    (broad,) = text(table(2))
    assert (broad["role"], broad["tabindex"]) == ("group", "0")
    assert broad["aria-label"] == "What is recommended, and how"
    assert "overflow-x:auto" in broad["style"]
    (narrow,) = text(decimals("1.5"))
    assert narrow.get("role") is None


def test_columns_stand_at_their_sides() -> None:
    columns = (
        Column(words("a")),
        Column(words("b"), Align.CENTER),
        Column(words("c"), Align.END),
        Column(words("d"), Align.START, 0.0, "."),
    )
    root = text(Table(columns, ((cell("1"), cell("2"), cell("3"), cell("4.5")),)))
    sides = ["left", "center", "right", "right"]
    for row in root.all("tr"):
        assert [re.findall(r"text-align:(\w+)", part["style"]) for part in row] == [
            [side] for side in sides
        ]


def test_a_column_without_a_name_has_no_header() -> None:
    columns = (Column(()), Column(words("b")))
    head = text(Table(columns, ((cell("1"), cell("2")),))).one("thead")
    assert [node.tag for node in head.one("tr")] == ["td", "th"]


def test_labelled_lines_are_a_list_of_terms() -> None:
    (line,) = text(FieldList((field("To:", "The council"),))).one("dl")
    assert [(node.tag, node.text) for node in line] == [("dt", "To:"), ("dd", "The council")]


def test_lists_count_as_in_the_other_formats() -> None:
    inner = NumberedList(((plain("b"),),), start=3)
    root = text(NumberedList(((plain("a"), inner),)))
    outer, nested = root.all("ol")
    assert (outer.get("type"), nested["type"], nested["start"]) == (None, "a", "3")
    assert text(BulletList(((plain("One."),),))).one("li").children == ["One."]


def test_notes_have_their_numbers_and_lead_nowhere() -> None:
    root = text(referring(1, 3), notes(1, 3))
    assert root.one("p").text == "Said[1][3]"
    assert [(item.get("value"), item.text) for item in root.one("ol")] == [
        (None, "Source 1."),
        ("3", "Source 3."),
    ]
    assert not root.all("a")


def test_a_status_is_framed_and_a_panel_has_a_bar() -> None:
    status = text(plain("DRAFT", Role.STATUS)).one("p")["style"]
    assert "border:2px solid;" in status
    assert "font-weight:bold" in status
    panel = text(Callout((Heading(2, words("Facts")), plain("One."))))
    assert "border-left:" in panel.one("div")["style"]
    assert panel.one("h2")["style"].endswith(";margin-top:0")


def test_a_picture_is_left_out_and_a_line_is_no_word() -> None:
    root = text(Figure(Image(PIXEL, 1, 1), "The seal"), Rule(), plain("Words."))
    assert [node.tag for node in root] == ["hr", "p"]
    assert root.one("hr")["aria-hidden"] == "true"


def test_nothing_is_written_around_nothing() -> None:
    empty = (BulletList(()), NumberedList(()), Callout(()), Quote(()), FieldList(()))
    assert list(text(*empty)) == []


@pytest.mark.parametrize("size", [8.0, 11.0, 13.0])
def test_running_text_has_the_size_that_mails_have(size: float) -> None:
    styles = Theme().styles
    theme = Theme(styles=replace(styles, body=replace(styles.body, size=size, leading=size * 1.4)))
    root = page(plain("Words."), plain("Small.", Role.SMALL), theme=theme)
    sizes = [
        int(found)
        for node in root.walk()
        for found in re.findall(r"font-size:(\d+)px", node.get("style") or "")
    ]
    assert sizes[0] == max(16, round(size * 96 / 72))
    assert min(sizes) >= 14
