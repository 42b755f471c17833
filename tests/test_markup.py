"""Markdown -> blocks: what is understood, what is refused, and values as placeholders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Emphasis,
    Field,
    FieldList,
    Heading,
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
    block_lines,
)
from briefgen.markup import (
    Inset,
    Parsed,
    Passage,
    Phrase,
    Value,
    Words,
    link_problem,
    parse_prose,
    parse_template,
    placeholder,
)
from briefgen.markup.plain import plain_prose
from briefgen.markup.reader import MarkdownReader


def language(tag: str) -> bool:
    return tag in ("es", "fr")


def prose(text: str) -> Parsed:
    return parse_prose(text, language)


def template(text: str, *values: Value) -> Parsed:
    return parse_template(text, values, language)


def p(*words: str) -> Paragraph:
    return Paragraph(tuple(map(Text, words)))


def test_prose_becomes_blocks() -> None:
    parsed = prose(
        "One *two* **three** [four](https://a.b).\nStill  \nfive.\n\n- a\n- b\n  1. c\n\n> said\n"
    )
    assert parsed.flaws == ()
    assert parsed.blocks == (
        Paragraph(
            (
                Text("One "),
                Emphasis((Text("two"),)),
                Text(" "),
                Strong((Text("three"),)),
                Text(" "),
                Link("https://a.b", (Text("four"),)),
                Text(". Still"),
                LineBreak(),
                Text("five."),
            )
        ),
        BulletList(((p("a"),), (p("b"), NumberedList(((p("c"),),))))),
        Quote((p("said"),)),
    )


def test_a_span_carries_its_language() -> None:
    parsed = prose("Say [hola]{lang=es} twice")
    assert parsed.blocks == (
        Paragraph((Text("Say "), Span("es", (Text("hola"),)), Text(" twice"))),
    )


@pytest.mark.parametrize(
    ("text", "code", "snippet"),
    [
        ("a <b>x</b>", "markup.html", "<b>"),
        ("<div>\nx\n</div>", "markup.html", "<div>"),
        ("<!-- x -->", "markup.html", "<!-- x -->"),
        ("a `x`", "markup.code", "`"),
        ("    x", "markup.code", "x"),
        ("```\nx\n```", "markup.code", "```"),
        ("![a](b.png)", "markup.image", "!["),
        ("# a", "markup.heading", "# a"),
        ("a\n===", "markup.heading", "a"),
        ("***", "markup.rule", "***"),
        ("[a](javascript:x)", "markup.link", "javascript:x"),
        ("[a](file:///etc/passwd)", "markup.link", "file:///etc/passwd"),
        ("[a](/relative)", "markup.link", "/relative"),
        ("<data:text/html,x>", "markup.link", "data:text/html,x"),
        ("[a]{lang=zz}", "markup.language", "lang=zz"),
        ("[a]{.big}", "markup.span", "{"),
        ("[a]{lang=es onclick=x}", "markup.span", "{"),
    ],
)
def test_what_prose_may_not_hold_is_a_flaw(text: str, code: str, snippet: str) -> None:
    flaw = prose(text).flaws[0]
    assert flaw.grave
    assert (flaw.code, flaw.snippet) == (code, snippet)


def test_marks_that_mark_nothing_are_warned_about() -> None:
    (flaw,) = prose("**bold **words").flaws
    assert (flaw.code, flaw.grave) == ("markup.stray-mark", False)
    assert prose("2 \\*\\* 3").flaws == ()


def test_a_reference_definition_is_not_lost() -> None:
    assert "".join(block_lines(prose("[a]: https://x.y\n").blocks)) == "[a]: https://x.y"


def test_a_template_has_headings_rules_fields_and_boxes() -> None:
    parsed = template(
        "# T\n\nTo:\n: Ann\n\nFrom:\n: Bob\n\n---\n\n::: lead\nRead *this*\n:::\n\n"
        "::: panel\n- x\n:::\n\n::: small\n- y\n:::\n"
    )
    assert parsed.flaws == ()
    assert parsed.blocks == (
        Heading(1, (Text("T"),)),
        FieldList((Field((Text("To:"),), (Text("Ann"),)), Field((Text("From:"),), (Text("Bob"),)))),
        Rule(),
        Paragraph((Text("Read "), Emphasis((Text("this"),))), Role.LEAD),
        Callout((BulletList(((p("x"),),)),)),
        BulletList(((Paragraph((Text("y"),), Role.SMALL),),), role=Role.SMALL),
    )


def test_a_box_of_an_unknown_name_is_a_flaw() -> None:
    (flaw,) = template("::: nonsense\nx\n:::\n").flaws
    assert flaw.code == "markup.box"
    assert "panel" in flaw.hint


TWO = (p("one"), p("two"))


def test_prose_alone_on_its_line_stands_as_its_blocks() -> None:
    assert template(f"{placeholder(0)}\n", Passage(TWO)).blocks == TWO
    assert template(f"- {placeholder(0)}\n", Passage(TWO)).blocks == (BulletList((TWO,)),)


def test_prose_inside_a_line_stands_as_its_words() -> None:
    parsed = template(f"So: {placeholder(0)}\n", Passage((p("one"),)))
    assert parsed.blocks == (p("So: one"),)


def test_long_prose_or_a_table_inside_a_line_is_a_flaw() -> None:
    for value, code in (
        (Passage(TWO), "markup.prose-in-line"),
        (Inset((Rule(),)), "markup.block-in-line"),
    ):
        (flaw,) = template(f"So: {placeholder(0)}\n", value).flaws
        assert flaw.code == code


def test_a_link_takes_its_target_from_a_value_and_checks_it() -> None:
    text = f"[{placeholder(0)}]({placeholder(1)})\n"
    good = template(text, Words("here"), Words("https://a.b/c_(d)_*e*"))
    assert good.blocks == (Paragraph((Link("https://a.b/c_(d)_*e*", (Text("here"),)),)),)
    (flaw,) = template(text, Words("here"), Words("javascript:alert(1)")).flaws
    assert flaw.code == "markup.link"


@pytest.mark.parametrize(
    ("href", "good"),
    [
        ("https://a.b", True),
        ("HTTP://a.b/c?d=e#f", True),
        ("mailto:a@b.c", True),
        ("mailto:nobody", False),
        ("https://", False),
        ("https://a b", False),
        ("ftp://a.b", False),
        ("//a.b", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_links_lead_to_the_web_or_to_mail(href: str, good: bool) -> None:
    assert (link_problem(href) == "") is good


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((p(text),)) for text in texts)


def test_a_template_has_pipe_tables() -> None:
    parsed = template(
        "Before\n\n| Item | *Kind* | Cost | More |\n|---|:-:|--:|:--|\n"
        "| A \\| B | **x** | $1 | [y](https://a.b) |\nC | z | $2 | w\n\nAfter\n"
    )
    assert parsed.flaws == ()
    columns = (
        Column((Text("Item"),)),
        Column((Emphasis((Text("Kind"),)),), Align.CENTER),
        Column((Text("Cost"),), Align.END),
        Column((Text("More"),)),
    )
    link = Link("https://a.b", (Text("y"),))
    first = (
        *cells("A | B"),
        Cell((Paragraph((Strong((Text("x"),)),)),)),
        *cells("$1"),
        Cell((Paragraph((link,)),)),
    )
    rows = (first, cells("C", "z", "$2", "w"))
    assert parsed.blocks == (p("Before"), Table(columns, rows), p("After"))


def test_a_cell_without_words_holds_a_dash() -> None:
    (table,) = template(
        f"| A | B |\n|---|---|\n| a | {placeholder(0)} |\n| b |\n| | c |\n", Words("")
    ).blocks
    assert isinstance(table, Table)
    assert table.rows == (cells("a", "–"), cells("b", "–"), cells("–", "c"))


def test_a_value_in_a_cell_cannot_break_its_table() -> None:
    text = f"| A |\n|---|\n| {placeholder(0)} |\n"
    for value in (Words("x | y\n| z"), Passage((p("x | y\n| z"),)), Phrase((Text("x | y\n| z"),))):
        parsed = template(text, value)
        assert parsed.flaws == ()
        assert parsed.blocks == (Table((Column((Text("A"),)),), (cells("x | y\n| z"),)),)


def test_a_table_or_long_prose_in_a_cell_is_a_flaw() -> None:
    for value, code in (
        (Passage(TWO), "markup.prose-in-line"),
        (Inset((Rule(),)), "markup.block-in-line"),
    ):
        (flaw,) = template(f"| A |\n|---|\n| {placeholder(0)} |\n", value).flaws
        assert (flaw.code, flaw.line) == (code, 2)


def test_a_cell_that_starts_with_a_bullet_holds_a_list() -> None:
    parsed = template(
        f"| A |\n|---|\n| • one • **two** • {placeholder(0)} |\n| a • b |\n| •c |\n",
        Words("x • y"),
    )
    assert parsed.flaws == ()
    (table,) = parsed.blocks
    assert isinstance(table, Table)
    listed = BulletList(((p("one"),), (Paragraph((Strong((Text("two"),)),)),), (p("x • y"),)))
    assert table.rows == ((Cell((listed,)),), cells("a • b"), cells("•c"))


@pytest.mark.parametrize("before", ["", "> ", "- "])
def test_a_row_with_more_cells_than_its_header_is_a_flaw(before: str) -> None:
    inside = before.replace("-", " ")
    lines = (f"{before}| A | B |", f"{inside}|---|---|", f"{inside}| a | b | lost |")
    (flaw,) = template("\n".join(lines)).flaws
    assert (flaw.code, flaw.line, flaw.snippet) == ("markup.table-row", 2, "| a | b | lost |")
    assert template("\n".join((*lines[:2], f"{inside}| a \\| c | |"))).flaws == ()


def test_pipes_in_prose_stay_text() -> None:
    text = "| A | B |\n|---|---|\n| a | b |"
    assert prose(text).blocks == (p(text.replace("\n", " ")),)


def test_a_phrase_stands_in_a_line() -> None:
    phrase = Phrase((NoteReference("a"), NoteReference("b")))
    assert template(f"So it is.{placeholder(0)}\n", phrase).blocks == (
        Paragraph((Text("So it is."), NoteReference("a"), NoteReference("b"))),
    )
    assert template(f"{placeholder(0)}\n", phrase).blocks == (Paragraph(phrase.inlines),)
    assert template(f"So it is. {placeholder(0)}\n", Phrase()).blocks == (p("So it is."),)


def test_a_box_of_notes_holds_notes() -> None:
    items = f"- {placeholder(0)} Minutes of *May*.\n- {placeholder(1)} Survey.\n\n  Two.\n"
    values = [Phrase((NoteReference(name),)) for name in "xy"]
    parsed = template(f"::: notes\n{items}:::\n", *values)
    assert parsed.flaws == ()
    first = Paragraph((Text("Minutes of "), Emphasis((Text("May"),)), Text(".")), Role.SMALL)
    second = Paragraph((Text("Survey."),), Role.SMALL)
    assert parsed.blocks == (NoteList((Note("x", (first,)), Note("y", (second, p("Two."))))),)


def test_a_box_of_notes_without_any_is_nothing() -> None:
    assert template("::: notes\n:::\n") == Parsed(())


@pytest.mark.parametrize("item", ["- Minutes", "Minutes", "- see {}", "1. {}"])
def test_a_note_that_does_not_say_which_it_is_is_a_flaw(item: str) -> None:
    text = f"::: notes\n{item.format(placeholder(0))}\n:::\n"
    (flaw,) = template(text, Phrase((NoteReference("x"),))).flaws
    assert flaw.code == "markup.note"


CONTEXTS = [
    "{}\n",
    "**{}**\n",
    "a**{}**b\n",
    "*{}*, then {}\n",
    "- {}\n",
    "# {}\n",
    "1. x\n2. {}\n",
    "> {}\n",
    "Label\n: {}\n",
    "::: lead\n{}\n:::\n",
    "| a | {} |\n|---|---|\n| {} | b |\n",
    "[{}](https://a.b)\n",
]


CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))


# Values come without spaces at their ends: that is how they are read.
@given(st.text(CHARACTERS).map(lambda text: text.strip(" ")).filter(bool))
def test_no_value_can_become_markup(value: str) -> None:
    for context in CONTEXTS:
        count = context.count("{}")
        marks = [placeholder(number) for number in range(count)]
        parsed = template(context.format(*marks), *[Words(value)] * count)
        assert parsed.flaws == ()
        plain = template(context.format(*["word"] * count))
        said = "\n".join(block_lines(parsed.blocks))
        assert said == "\n".join(block_lines(plain.blocks)).replace("word", value)
        assert shape(parsed.blocks) == shape(plain.blocks)


def shape(blocks: tuple[Block, ...]) -> list[str]:
    return [type(block).__name__ for block in blocks]


@pytest.mark.parametrize(
    "text", [">" * 500 + " x", "- " * 300 + "x", "".join(f"{'  ' * n}- l{n}\n" for n in range(12))]
)
def test_what_is_nested_too_deep_is_a_flaw_and_never_lost(text: str) -> None:
    for parsed in (prose(text), template(text)):
        assert [flaw.code for flaw in parsed.flaws] == ["markup.too-deep"]
    kept = "".join(f"{'  ' * n}- l{n}\n" for n in range(7))
    assert list(block_lines(prose(kept).blocks)) == [f"l{n}" for n in range(7)]


PROSE = st.lists(
    st.text("aZé “'(1.-+=#>:;,?~|! \n*_`[<&\u00a0", max_size=30), min_size=1, max_size=5
).map("\n".join)


@given(PROSE | PROSE.map(lambda text: f"a{text}b"))
def test_prose_without_markup_is_read_as_the_parser_reads_it(source: str) -> None:
    plain = plain_prose(source)
    if plain is not None:
        parser = MarkdownReader(source, (), language, template=False)
        assert plain == parser.read()


def test_most_prose_is_read_without_the_parser() -> None:
    text = (
        "The bridge is old: it “rusts”.\nIt’s closed (in part).\n\nWhat next? Nobody knows; wait.\n"
    )
    assert plain_prose(text) is not None
    for source in ("", "- a", "1. a", "a *b*", "a\n---", "a\n  b", "a  \nb", "# a", "a [b](c)"):
        assert plain_prose(source) is None
