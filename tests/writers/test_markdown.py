"""Markdown: what a person would write, and what briefgen reads back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Document,
    Emphasis,
    Field,
    FieldList,
    Figure,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteList,
    NoteReference,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Strong,
    Table,
    Text,
    inline_text,
)
from tests.writers.arbitrary import blocks, inlines
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.read_back import assert_reads_back, line, lines, markdown, read, said
from tests.writers.specimens import memo, plain, words

# --- anything at all ---


@given(blocks)
def test_any_document_reads_back(made: tuple[Block, ...]) -> None:
    assert_reads_back(*made)


@given(inlines)
def test_any_line_reads_back_wherever_it_stands(made: Inlines) -> None:
    assert_reads_back(
        Heading(2, made),
        Paragraph(made),
        BulletList(((Paragraph(made), BulletList(((Paragraph(made),),))),)),
        FieldList((Field((*made, Text(":")), made),)),
        Table((Column(made),), ((Cell((Paragraph((Text("–"), *made)),)),),), made),
    )


@pytest.mark.parametrize("made", [memo(), memo(draft="DRAFT, not for publication")])
def test_a_whole_memo_reads_back(made: Document) -> None:
    assert_reads_back(*made.blocks)


def test_a_document_without_words_is_an_empty_line() -> None:
    assert markdown() == "\n"
    assert markdown(Paragraph(()), BulletList(((),)), Quote((plain("  "),))) == "\n"
    assert read(markdown()) == ()


def test_a_figure_is_left_out() -> None:
    figure = Figure(Image(b"", 1, 1), "The arms of Brigton")
    assert markdown(figure, plain("Words")) == "Words\n"


# --- what a person would write ---


def test_blocks_have_the_forms_that_people_write() -> None:
    made = markdown(
        plain("City of Brigton", Role.EYEBROW),
        plain("DRAFT, not for publication", Role.STATUS),
        Heading(1, words("Closing the bridge")),
        FieldList((Field(words("To:"), words("Council")), Field(words("From:"), words("Works")))),
        Rule(),
        plain("Close it for eight months.", Role.LEAD),
        Heading(2, words("Steps")),
        NumberedList(
            (
                (plain("The council votes."),),
                (plain("The works begin:"), BulletList(((plain("deck"),), (plain("rail"),)))),
            )
        ),
        Quote((plain("We were asked."), plain("— Ann"))),
        Callout((plain("Open meeting"), BulletList(((plain("Town Hall"),),)))),
        Paragraph((Text("One"), LineBreak(), Text("two"))),
    )
    assert made == (
        "City of Brigton\n\n**DRAFT, not for publication**\n\n# Closing the bridge\n\n"
        "To:\n: Council\n\nFrom:\n: Works\n\n---\n\nClose it for eight months.\n\n## Steps\n\n"
        "1. The council votes.\n2. The works begin:\n   - deck\n   - rail\n\n"
        "> We were asked.\n>\n> — Ann\n\n::: panel\nOpen meeting\n\n- Town Hall\n:::\n\n"
        "One\\\ntwo\n"
    )


@pytest.mark.parametrize(
    ("inlines", "wanted"),
    [
        ((Strong(words("bold")), Text(" and "), Emphasis(words("not"))), "**bold** and *not*"),
        ((Strong((Text("so "), Emphasis(words("much")))),), "**so _much_**"),
        ((Emphasis(words("a")), Strong(words("b"))), "_a_**b**"),
        ((Strong(words("a ")), Text("b")), "**a** b"),
        ((Strong(words("a")), Strong(words("b"))), "**ab**"),
        ((Text("un"), Strong(words("think")), Text("able")), "un**think**able"),
        ((Text("a"), Strong(words("(b)")), Text("c")), "a(b)c"),
        ((Link("https://a.b", words("here")), Text(".")), "[here](https://a.b)."),
        ((Link("https://a.b/c", words("https://a.b/c")),), "<https://a.b/c>"),
        ((Link("mailto:x@y.z", words("x@y.z")),), "<x@y.z>"),
        ((Link("mailto:x@y.z", words("Ann")),), "[Ann](mailto:x@y.z)"),
        ((Link("https://a.b/(c", words("d")),), "[d](<https://a.b/(c>)"),
        ((Text("Say "), Span("es", words("hola"))), "Say [hola]{lang=es}"),
        (
            (Link("https://a.b", (Span("es", words("hola")),)),),
            "[[hola](https://a.b)]{lang=es}",
        ),
        (
            (Link("https://a.b", (Span("es", (Span("fr", words("oui")),)),)),),
            "[[[oui](https://a.b)]{lang=fr}]{lang=es}",
        ),
        (
            (Link("https://a.b", (Text("say "), Span("es", words("hola")))),),
            "[say hola](https://a.b)",
        ),
        ((Text("As said"), NoteReference("x", 3), Text(".")), "As said[3]."),
    ],
)
def test_inlines_have_the_forms_that_people_write(inlines: Inlines, wanted: str) -> None:
    assert line(*inlines) == wanted
    assert_reads_back(Paragraph(inlines))


@pytest.mark.parametrize(
    "text",
    [
        "3 * 4",
        "a star* alone",
        "snake_case, an_other_one",
        "a - b",
        "100 % of it",
        "AT&T; Q&A",
        "a < b > c <3",
        "wow! [1] (see p. 4)",
        "[a] (b), f(x){y}",
        "C# or #tag",
        "C:\\Users\\Ann",
        "either | or",
        "1986 was great, 2.5 too",
        "-5 to +46",
        "~5 km",
        "$5, 5 €",
        "a ` alone",
        "x = y",
        "No. 5.",
        "(1) a",
        "10:30",
        "a\u00a0b",
        "“a” — b’s…",
    ],
)
def test_what_marks_nothing_needs_no_backslash(text: str) -> None:
    assert line(Text(text)) == text
    assert read(line(Text(text))) == (Paragraph((Text(text),)),)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("* a", "\\* a"),
        ("1986. A great year", "1986\\. A great year"),
        ("2) b", "2\\) b"),
        ("1.", "1\\."),
        ("# # #", "\\# # #"),
        ("> 5", "\\> 5"),
        (": a", "\\: a"),
        ("::: panel", "\\::: panel"),
        ("---", "\\---"),
        ("- - -", "\\- - -"),
        ("_ _ _", "\\_ _ _"),
        ("===", "\\==="),
        ("    four spaces", "four spaces"),
        ("[x]: https://a.b", "\\[x]: https://a.b"),
        ("[ ] to do", "\\[ ] to do"),
        ("*a* b", "\\*a\\* b"),
        ("2 ** 3", "2 \\*\\* 3"),
        ("_a_", "\\_a\\_"),
        ("`a`", "\\`a\\`"),
        ("```", "\\```"),
        ("[a](b)", "[a\\](b)"),
        ("[a]{lang=es}", "[a]\\{lang=es}"),
        ("{lang", "\\{lang"),
        ("<b>", "\\<b>"),
        ("<x@y.z>", "\\<x@y.z>"),
        ("&amp; &#42;", "\\&amp; \\&#42;"),
        ("\\*", "\\\\*"),
        ("\\[a](b)", "\\\\[a\\](b)"),
        ("a \\", "a \\\\"),
        ("~~a~~", "\\~\\~a\\~\\~"),
    ],
)
def test_what_would_mark_something_has_a_backslash(text: str, wanted: str) -> None:
    assert line(Text(text)) == wanted
    assert read(wanted) == (Paragraph((Text(text.strip()),)),)


def test_every_line_of_a_paragraph_has_a_start() -> None:
    for start in ("# a", "- a", "---", "===", "| --- | --- |", ": a", "1. a"):
        made = Paragraph((Text("x | y"), LineBreak(), Text(start)))
        assert read(markdown(made)) == (made,)


def test_a_heading_may_end_in_its_sign() -> None:
    for text, wanted in (("In C #", "# In C \\#"), ("C#", "# C#"), ("a ##", "# a #\\#")):
        made = Heading(1, words(text))
        assert markdown(made) == f"{wanted}\n"
        assert read(markdown(made)) == (made,)


def test_an_exclamation_does_not_make_a_link_an_image() -> None:
    made = Paragraph((Text("wow!"), Link("https://a.b", words("x"))))
    assert read(markdown(made)) == (made,)


def test_no_break_spaces_survive_where_bold_ends() -> None:
    made = Paragraph((Strong(words("§\u00a04\u00a0")), Text("a")))
    assert inline_text(next(lines(read(markdown(made))))) == "§\u00a04\u00a0a"


def test_a_break_with_nothing_behind_it_leaves_no_backslash() -> None:
    for nothing in ("", " ", "\u00a0", "\u2003 "):
        assert line(Text("a"), LineBreak(), Text(nothing)) == "a"
        assert line(Strong((Text("a"), LineBreak(), Text(nothing)))) == "**a**"


def test_lists_that_touch_stay_apart() -> None:
    one, two = BulletList(((plain("a"),),)), BulletList(((plain("b"),),))
    three, four = NumberedList(((plain("c"),),)), NumberedList(((plain("d"),),))
    notes = NoteList((Note("n", (plain("e"),), 1),))
    made = markdown(one, two, one, three, four, notes)
    assert made == "- a\n\n* b\n\n- a\n\n1. c\n\n1) d\n\n1. e\n"
    assert read(made) == (one, two, one, three, four, NumberedList(((plain("e"),),)))


def test_a_list_of_whole_paragraphs_has_blank_lines() -> None:
    made = BulletList(((plain("a"), plain("b")), (plain("c"),)))
    assert markdown(made) == "- a\n\n  b\n\n- c\n"
    assert read(markdown(made)) == (made,)


def test_a_rule_in_a_list_does_not_end_it() -> None:
    made = BulletList(((Rule(),), (plain("a"),)))
    assert read(markdown(made)) == (made,)


def test_a_panel_in_a_panel_is_closed_first() -> None:
    made = Callout((plain("a"), Callout((plain("b"),)), BulletList(((Callout((plain("c"),)),),))))
    assert read(markdown(made)) == (made,)


def test_a_label_or_a_value_alone_is_a_paragraph() -> None:
    assert markdown(FieldList((Field(words("To:"), ()), Field((), words("x"))))) == "To:\n\nx\n"


def test_labelled_lines_that_start_an_item_are_words() -> None:
    fields = FieldList((Field(words("To:"), words("x")), Field(words("By:"), words("y"))))
    made = markdown(fields, BulletList(((fields, plain("z")),)))
    assert made == "To:\n: x\n\nBy:\n: y\n\n- To: x\\\n  By: y\n\n  z\n"
    assert said(read(made)) == ["To:", "x", "By:", "y", "To:", "x", "By:", "y", "z"]


def test_another_language_is_marked_and_the_documents_own_is_not() -> None:
    assert markdown(Paragraph(words("Hola"), lang="es")) == "[Hola]{lang=es}\n"
    assert markdown(Paragraph(words("Hi"), lang="en-US")) == "Hi\n"
    quote = Quote((plain("uno"),), lang="es")
    assert markdown(quote) == "> [uno]{lang=es}\n"


def test_tables_are_pipe_tables_under_their_captions() -> None:
    made = Table(
        (
            Column(words("Item")),
            Column(words("Kind"), Align.CENTER),
            Column(words("Cost"), Align.END),
        ),
        (
            (Cell((plain("A | b"),)), Cell((plain("–"),)), Cell((plain("$1,100"),))),
            (Cell((plain("B"),)), Cell((plain("x"),)), Cell((plain("$9"),))),
        ),
        caption=words("What it costs"),
    )
    assert markdown(made) == (
        "**What it costs**\n\n"
        "| Item   | Kind |   Cost |\n"
        "| ------ | :--: | -----: |\n"
        "| A \\| b |  –   | $1,100 |\n"
        "| B      |  x   |     $9 |\n"
    )
    caption, table = read(markdown(made))
    assert caption == Paragraph((Strong(words("What it costs")),))
    assert table == Table(made.columns, made.rows)


def test_a_wide_table_is_not_padded() -> None:
    columns = (Column(words("A")), Column(words("B")))
    made = Table(columns, ((Cell((plain("w " * 99),)), Cell((plain("x"),))),))
    assert markdown(made).startswith("| A | B |\n| --- | --- |\n| w w ")


def test_a_list_in_a_cell_stands_in_line_and_reads_back() -> None:
    listed = BulletList(((plain("one"),), (plain("two • three"),), (plain("four \\"),)))
    made = Table((Column(words("A")),), ((Cell((listed,)),), (Cell((plain("• one"),)),)))
    text = markdown(made)
    assert "| • one • two &bull; three • four \\\\ |" in text
    assert read(text) == (made,)


def test_signs_of_two_paragraphs_in_a_cell_do_not_pair_up() -> None:
    made = Table((Column(words("A")),), ((Cell((plain("a*"), plain("*b `c"), plain("d`"))),),))
    assert said(read(markdown(made))) == ["A", "a*", "*b", "`c", "d`"]


# --- whole issues ---


@pytest.mark.parametrize("name", AUDIENCES)
@pytest.mark.parametrize("issue", ISSUES)
def test_every_briefing_reads_back(issue: str, name: str) -> None:
    assert_reads_back(*briefing(issue, name).blocks)
