"""Blocks as Word's own things: styles, outline, numbering, borders, space."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    FieldList,
    Heading,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
)
from briefgen.theme import Styles, TextStyle, Theme
from tests.unpacked import W, docx_part
from tests.writers import specimens
from tests.writers.docx.parts import (
    Element,
    body,
    bytes_of,
    find,
    has,
    paragraph,
    style,
    styles,
    text,
    value,
)
from tests.writers.specimens import document, field, plain, table, words


def test_headings_are_headings_with_an_outline() -> None:
    root = body(*(Heading(level, words(f"Level {level}")) for level in (1, 2, 3, 4)))
    assert [style(p) for p in root[:4]] == ["Heading1", "Heading2", "Heading3", "Heading4"]
    defined = styles()
    for level in (1, 2, 3, 4):
        one = defined[f"Heading{level}"]
        assert value(one, "name") == f"Heading {level}".lower()
        assert value(one, "pPr/outlineLvl") == str(level - 1)
        assert has(one, "pPr/keepNext")


def test_every_role_has_its_style() -> None:
    root = body(*(plain(role.value, role) for role in Role))
    assert [style(p) for p in root[:-1]] == [
        "Normal",
        "Eyebrow",
        "Subtitle",
        "Lead",
        "Status",
        "Small",
        "Closing",
    ]
    assert value(styles()["Closing"], "pPr/jc") == "center"


def test_a_style_looks_as_the_theme_says() -> None:
    look = TextStyle(13.5, 18, 7, 3, bold=True, italic=True, colour="accent")
    theme = replace(Theme(), styles=replace(Styles(), lead=look))
    lead = styles(theme)["Lead"]
    assert value(lead, "rPr/sz") == "27"
    assert value(lead, "rPr/color") == theme.colours.accent
    assert has(lead, "rPr/b")
    assert has(lead, "rPr/i")
    spacing = find(lead, "pPr/spacing")
    assert spacing is not None
    assert {name.rpartition("}")[2]: number for name, number in spacing.items()} == {
        "before": "140",
        "after": "60",
        "line": "360",
        "lineRule": "atLeast",
    }


def test_all_slots_name_the_face_of_the_theme() -> None:
    root = docx_part(bytes_of(document()), "word/styles.xml")
    fonts = find(root, "docDefaults/rPrDefault/rPr/rFonts")
    assert fonts is not None
    assert set(fonts.attrib.values()) == {"Arial"}
    assert len(fonts.attrib) == 4


def test_every_style_in_use_is_defined() -> None:
    root = docx_part(bytes_of(specimens.memo("DRAFT")))
    used = {
        node.get(f"{W}val") or ""
        for name in ("pStyle", "rStyle", "tblStyle")
        for node in root.iter(f"{W}{name}")
    }
    assert {"Strong", "Emphasis", "Hyperlink", "Callout", "Quote", "BriefingTable"} <= used
    assert used <= styles().keys()


def numbers(root: Element) -> dict[str, tuple[str, str]]:
    """Give the level and the instance of every numbered paragraph by its text."""
    return {
        text(p): (value(p, "pPr/numPr/ilvl") or "", value(p, "pPr/numPr/numId") or "")
        for p in root.iter(f"{W}p")
        if has(p, "pPr/numPr")
    }


def test_lists_are_numbered_and_each_starts_anew() -> None:
    inner = NumberedList(((plain("c"),), (plain("d"),)))
    blocks: tuple[Block, ...] = (
        NumberedList(((plain("a"),), (plain("b"), inner))),
        NumberedList(((plain("e"),),), start=4),
        BulletList(((plain("f"),),)),
        BulletList(((plain("g"),),)),
    )
    content = bytes_of(document(*blocks))
    found = numbers(docx_part(content))
    assert [found[letter][0] for letter in "abcdefg"] == ["0", "0", "1", "1", "0", "0", "0"]
    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert found["f"] == found["g"]
    assert len({found[letter][1] for letter in "acef"}) == 4
    numbering = docx_part(content, "word/numbering.xml")
    starts = {
        num.get(f"{W}numId"): (
            value(num, "lvlOverride", "ilvl"),
            value(num, "lvlOverride/startOverride"),
        )
        for num in numbering.iter(f"{W}num")
    }
    assert starts[found["a"][1]] == ("0", "1")
    assert starts[found["c"][1]] == ("1", "1")
    assert starts[found["e"][1]] == ("0", "4")


def test_lists_go_nine_deep_and_no_deeper() -> None:
    block = BulletList(((plain("12"),),))
    for depth in range(11, 0, -1):
        block = BulletList(((plain(str(depth)), block),))
    root = body(block)
    levels = {words: level for words, (level, _) in numbers(root).items()}
    assert [levels[str(depth)] for depth in range(1, 13)] == [*"012345678", "8", "8", "8"]


def test_an_items_second_paragraph_continues_it() -> None:
    root = body(BulletList(((plain("one"), plain("more")), (plain("two"),))), plain("after"))
    assert [style(p) for p in root[:4]] == ["ListBullet", "ListContinue", "ListBullet", "Normal"]
    assert not has(root[1], "pPr/numPr")
    assert value(root[2], "pPr/spacing", "after") == "120"


def test_a_wide_number_has_room() -> None:
    root = body(NumberedList(tuple((plain(f"item {n}"),) for n in range(100))))
    hanging = value(root[0], "pPr/ind", "hanging")
    assert hanging is not None
    assert int(hanging) >= 20 * (3 * 6.1 + 3.0)  # three digits and a point of Arial 11


def test_fields_are_tabbed_lines_that_stay_together() -> None:
    fields = (field("To:", "Mayor"), field("From:", "Works"))
    root = body(FieldList(fields))
    assert [style(p) for p in root[:2]] == ["Field", "Field"]
    assert [has(p, "pPr/keepNext") for p in root[:2]] == [True, False]
    assert [child.tag.rpartition("}")[2] for child in root[0].iter() if child.tag == f"{W}tab"]
    assert value(root[0], "r/rPr/rStyle") == "Strong"
    defined = styles()["Field"]
    assert value(defined, "pPr/ind", "left") == value(defined, "pPr/ind", "hanging") == "1296"
    assert has(defined, "pPr/keepLines")


def test_long_labels_move_all_values() -> None:
    root = body(FieldList((field("To:", "Mayor"), field("Recommended by nobody:", "x"))))
    lefts = {value(p, "pPr/ind", "left") for p in root[:2]}
    (left,) = lefts
    assert left is not None
    assert int(left) > 2400


def test_a_rule_is_the_border_of_the_line_above() -> None:
    root = body(FieldList((field("To:", "Mayor"), field("Re:", "x"))), Rule(), plain("text"))
    assert [text(p) for p in root[:-1]] == ["To:Mayor", "Re:x", "text"]
    assert [has(p, "pPr/pBdr/bottom") for p in root[:-1]] == [False, True, False]


def test_rules_under_lines_in_a_row_are_not_taken_for_one_frame() -> None:
    root = body(plain("a"), Rule(), plain("b"), Rule(), plain("c"), Rule())
    colours = [value(p, "pPr/pBdr/bottom", "color") for p in root[:3]]
    assert colours == ["1F3A5F", "1F3A5E", "1F3A5F"]


def test_a_panel_is_one_panel() -> None:
    """All of its paragraphs have one border and ground, and begin at one edge."""
    inner = BulletList(((plain("two"), plain("three")), (BulletList(((plain("four"),),)),)))
    root = body(
        plain("before"),
        Callout(
            (
                Heading(3, words("one")),
                inner,
                FieldList((field("five:", "x"),)),
                Quote((plain("six"),)),
                plain("seven"),
            )
        ),
        plain("after"),
    )
    defined = styles()["Callout"]
    bars, edges, fills = set(), set(), set()
    for p in root[1:-2]:
        source = p if has(p, "pPr/pBdr") else defined
        assert source is p or style(p) == "Callout"
        bars.add(value(source, "pPr/pBdr/left", "sz"))
        fills.add(value(source, "pPr/shd", "fill"))
        indents = p if has(p, "pPr/ind") else defined
        left, hanging = (value(indents, "pPr/ind", side) for side in ("left", "hanging"))
        edges.add(int(left or 0) - int(hanging or 0))
    assert (bars, edges, fills) == ({"24"}, {260}, {"EDEFF2"})
    assert not has(root[0], "pPr/pBdr")
    assert not has(root[-2], "pPr/pBdr")


def test_two_panels_stay_two() -> None:
    root = body(Callout((plain("one"),)), Callout((plain("two"),)))
    assert [style(p) for p in root[:-1]] == ["Callout", "TableEnd", "Callout"]


def test_a_quote_is_set_in_from_both_sides() -> None:
    root = body(Quote((plain("we"), BulletList(((plain("asked"),),)))))
    assert [style(p) for p in root[:-1]] == ["Quote", "Quote"]
    assert value(root[1], "pPr/ind", "left") == "560"
    assert value(root[1], "pPr/ind", "right") == "280"


@pytest.mark.parametrize(
    ("lead", "kept"),
    [("The steps:", True), ("Raised by: the ward", True), ("Long. " * 20, False)],
)
def test_words_that_announce_a_list_stay_with_it(lead: str, kept: bool) -> None:
    root = body(plain(lead), BulletList(((plain("one"),),)))
    assert has(root[0], "pPr/keepNext") is kept


def test_the_styles_of_lists_work_by_hand_too() -> None:
    numbering = docx_part(bytes_of(document()), "word/numbering.xml")
    instances = {num.get(f"{W}numId") for num in numbering.iter(f"{W}num")}
    named = [value(styles()[name], "pPr/numPr/numId") for name in ("ListBullet", "ListNumber")]
    assert len(set(named)) == 2
    assert set(named) <= instances


def test_what_follows_a_table_keeps_its_distance() -> None:
    root = body(table(1), plain("next"), plain("one more"))
    assert value(paragraph(root, "next"), "pPr/spacing", "before") == "240"
    assert not has(paragraph(root, "one more"), "pPr/spacing")
    assert not has(paragraph(body(table(1), Heading(2, words("far"))), "far"), "pPr/spacing")


def test_an_anchor_is_a_bookmark() -> None:
    root = body(Heading(2, words("Costs"), anchor="the-costs"), Heading(2, words("x")))
    assert value(root[0], "bookmarkStart", "name") == "the_costs"
    assert not has(root[1], "bookmarkStart")


def test_links_are_seen() -> None:
    link = styles()["Hyperlink"]
    assert value(link, "rPr/u") == "single"
    assert value(link, "rPr/color") == Theme().colours.accent


def test_no_paragraph_is_empty() -> None:
    root = body(*specimens.memo("DRAFT").blocks)
    assert [style(p) for p in root.iter(f"{W}p") if not text(p)] == []


def test_plain_paragraphs_say_nothing_of_their_own() -> None:
    root = body(Paragraph(words("one")), Paragraph(words("two")))
    assert not has(root[0], "pPr")
    assert not has(root[1], "pPr")


def test_the_mark_at_the_end_stays_with_the_words_before_it() -> None:
    root = body(plain("First"), plain("Last words"), plain("# # #", Role.CLOSING))
    assert [has(p, "pPr/keepNext") for p in root[:3]] == [False, True, False]
