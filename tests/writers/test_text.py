"""Plain text for a mail: every word in order, and lines that a narrow window holds."""

from __future__ import annotations

import re

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
    Meta,
    Note,
    NoteList,
    NoteReference,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Strong,
    Table,
    Text,
    plain_text,
)
from briefgen.theme import Theme
from briefgen.writers import writer
from briefgen.writers.labels import number_label
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.specimens import LONG_WORD, SENTENCE, memo, plain, words

META = Meta(title="A title that stands in no text", language="en-US")
WIDTH = 72


def text(*blocks: Block) -> str:
    return writer("txt")(Document(META, blocks), Theme()).content.decode()


def assert_well_set(made: str) -> None:
    assert made.endswith("\n")
    assert made == "\n" or not made.endswith("\n\n")
    for line in made.removesuffix("\n").split("\n"):
        assert line == line.rstrip()
        # A line that is too long is one word: no break was possible in it.
        assert len(line) <= WIDTH or len(re.split(" +", line.strip())) <= 2


def assert_in_order(wanted: list[str], got: list[str]) -> None:
    """Every wanted word is there, in its place among the others."""
    rest = iter(got)
    missing = [word for word in wanted if word not in rest]
    assert missing == []


def test_blocks_are_clear_without_looks() -> None:
    made = text(
        plain("City of Brigton", Role.EYEBROW),
        plain("MEMORANDUM", Role.EYEBROW),
        Heading(1, words("Closing the bridge")),
        FieldList((Field(words("To:"), words("Council")), Field(words("From:"), words(SENTENCE)))),
        Rule(),
        Heading(2, words("Steps")),
        NumberedList(
            (
                (plain("The council votes."),),
                (
                    plain("The works begin:"),
                    NumberedList(
                        (
                            (plain("deck"),),
                            (plain("rail"), NumberedList(((plain("east"),), (plain("west"),)))),
                        )
                    ),
                ),
            )
        ),
        Heading(3, words("Why")),
        Paragraph((Text("One"), LineBreak(), Strong(words("two")), Emphasis(words(" three")))),
        Quote((plain("We were asked."), plain("— Ann"))),
        Callout((BulletList(((plain("Town Hall"),), (plain("6 p.m."),))),)),
    )
    assert made == (
        "City of Brigton\nMEMORANDUM\n\n"
        "Closing the bridge\n==================\n\n"
        "To: Council\n"
        "From: The department reviewed the proposal with residents of the four\n"
        "  wards and found that most of them ask for repairs before anything else\n"
        "  is built on the site.\n\n"
        "Steps\n-----\n\n"
        "1. The council votes.\n"
        "2. The works begin:\n"
        "   a. deck\n"
        "   b. rail\n"
        "      i.  east\n"
        "      ii. west\n\n"
        "Why\nOne\ntwo three\n\n"
        "    We were asked.\n\n    — Ann\n\n"
        "  - Town Hall\n  - 6 p.m.\n"
    )


def test_the_status_stands_first() -> None:
    made = text(plain("City of Brigton", Role.EYEBROW), plain("EMBARGOED", Role.STATUS))
    assert made == "EMBARGOED\n\nCity of Brigton\n"


def test_a_document_without_words_is_an_empty_line() -> None:
    figure = Figure(Image(b"", 1, 1), "The arms of Brigton")
    assert text() == "\n"
    assert text(figure, Rule(), Paragraph(()), BulletList(((),))) == "\n"


@pytest.mark.parametrize(
    ("href", "said", "wanted"),
    [
        ("https://a.b/c", "the report", "the report <https://a.b/c>"),
        ("https://a.b/c", "https://a.b/c", "https://a.b/c"),
        ("mailto:x@y.z", "Ann", "Ann <x@y.z>"),
        ("mailto:x@y.z", "x@y.z", "x@y.z"),
        ("https://a.b/c", "", ""),
    ],
)
def test_a_link_says_where_it_leads(href: str, said: str, wanted: str) -> None:
    link = Link(href, words(said))
    assert text(Paragraph((Text("See "), link, Text(".")))) == f"See {wanted}.\n"


def test_a_table_is_one_record_a_row() -> None:
    made = Table(
        (
            Column(words("Approach")),
            Column(words("Who pays?")),
            Column(words("Cost"), Align.END),
            Column(()),
        ),
        (
            (
                Cell((plain("Repair"),)),
                Cell((BulletList(((plain("The city"),), (plain("The state"),))),)),
                Cell((plain("$9"),)),
                Cell((plain("soon"),)),
            ),
            (
                Cell((plain("Replace"),)),
                Cell((BulletList(((plain("Nobody"),),)),)),
                Cell((plain(SENTENCE),)),
                Cell((plain("–"),)),
            ),
        ),
        caption=words("What is done"),
    )
    assert text(made) == (
        "What is done\n\n"
        "Approach: Repair\n"
        "  Who pays?\n"
        "    - The city\n"
        "    - The state\n"
        "  Cost: $9\n"
        "  soon\n\n"
        "Approach: Replace\n"
        "  Who pays? Nobody\n"
        "  Cost: The department reviewed the proposal with residents of the four\n"
        "    wards and found that most of them ask for repairs before anything\n"
        "    else is built on the site.\n"
        "  –\n"
    )


def test_a_table_without_rows_still_says_its_labels() -> None:
    assert text(Table((Column(words("A")), Column(words("B"))), ())) == "A: B:\n"


def test_notes_carry_their_numbers_in_brackets() -> None:
    notes = NoteList((Note("a", (plain("Minutes."),), 1), Note("b", (plain(SENTENCE),), 2)))
    assert text(Paragraph((Text("So it is."), NoteReference("b", 2))), notes) == (
        "So it is.[2]\n\n"
        "[1] Minutes.\n"
        "[2] The department reviewed the proposal with residents of the four\n"
        "    wards and found that most of them ask for repairs before anything\n"
        "    else is built on the site.\n"
    )


def test_a_list_of_whole_paragraphs_has_empty_lines() -> None:
    made = BulletList(((plain("a"), plain("b")), (plain("c"),)))
    assert text(made) == "- a\n\n  b\n\n- c\n"


def test_only_white_space_breaks_a_line() -> None:
    made = text(
        plain(f"{SENTENCE}{LONG_WORD} non-{'b' * 70}-{'c' * 70} § 4".replace("§ ", "§\u00a0"))
    )
    assert LONG_WORD in made.split("\n")
    assert f"non-{'b' * 70}-{'c' * 70}" in made.split("\n")
    assert "§\u00a04" in made


def test_numbers_take_the_shapes_of_their_depth() -> None:
    assert [number_label(0, n) for n in (1, 12)] == ["1.", "12."]
    assert [number_label(1, n) for n in (1, 26, 27, 53)] == ["a.", "z.", "aa.", "aaa."]
    assert [number_label(2, n) for n in (1, 4, 9, 14)] == ["i.", "iv.", "ix.", "xiv."]
    assert number_label(3, 7) == "7."


# --- anything at all ---

run = st.text(st.sampled_from("ab é-*.[]<>#\n\t\u00a0|1字"), max_size=120)
ADDRESS = "https://a.b/c"
inlines: st.SearchStrategy[Inlines] = st.lists(
    st.one_of(
        run.map(Text),
        run.map(lambda words: Strong((Text(words),))),
        run.map(lambda words: Link(ADDRESS, (Text(words),))),
        st.just(LineBreak()),
    ),
    max_size=4,
).map(tuple)
leaf: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, inlines, st.sampled_from([r for r in Role if r is not Role.STATUS])),
    st.builds(Heading, st.integers(1, 4), inlines),
    st.lists(st.builds(Field, inlines, inlines), max_size=2).map(tuple).map(FieldList),
    st.just(Rule()),
)


def _blocks(deeper: st.SearchStrategy[tuple[Block, ...]]) -> st.SearchStrategy[tuple[Block, ...]]:
    items = st.lists(deeper, max_size=3).map(tuple)
    block = st.one_of(
        leaf,
        st.builds(BulletList, items),
        st.builds(NumberedList, items, st.integers(1, 30)),
        st.builds(Quote, deeper),
        st.builds(Callout, deeper),
    )
    return st.lists(block, max_size=3).map(tuple)


@given(st.recursive(st.lists(leaf, max_size=2).map(tuple), _blocks, max_leaves=8))
def test_any_document_keeps_its_words_in_order(made: tuple[Block, ...]) -> None:
    got = text(*made)
    assert_well_set(got)
    said = re.sub(rf"\s+<{ADDRESS}>", "", got).split()
    assert_in_order(plain_text(Document(META, made)).split(), said)


@pytest.mark.parametrize("name", AUDIENCES)
@pytest.mark.parametrize("issue", ISSUES)
def test_every_briefing_is_well_set_and_whole(issue: str, name: str) -> None:
    document = briefing(issue, name)
    got = writer("txt")(document, Theme()).content.decode()
    assert_well_set(got)
    assert [line for line in got.split("\n") if len(line) > WIDTH and " " in line.strip(" -")] == []
    said = set(re.split(r"[\s:<>]+", re.sub(r"\s+<[^<>\s]+>", "", got)))
    assert set(re.split(r"[\s:<>]+", plain_text(document))) <= said


def test_a_whole_memo_is_well_set() -> None:
    made = memo(draft="DRAFT, not for publication")
    got = writer("txt")(made, Theme()).content.decode()
    assert got.startswith("DRAFT, not for publication\n\nCity of Brigton")
    assert_well_set(got)
