"""Any document at all, of words full of what Markdown takes for markup."""

from __future__ import annotations

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
    Inline,
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
)
from tests.writers.read_back import said
from tests.writers.specimens import plain

HOSTILE = (
    "a b é ß 字 Z 7 12 1. 2) 1986. # ## - + * ** *** _ __ ___ --- === ::: : ~ ~~~ > >> "
    "` `` ``` [ ] ( ) { } {lang ]{lang=es} ](x) ![ <b> </b> <!-- < <1@a.b> <https://a.b> "
    "&amp; &#42; & ; ! | \\ \\\\ • – ’ « » … € 🙂 {.x} [x]: [ ] | --- | :-: | : x @ . / ="
)
SNIPPETS = HOSTILE.split()
SPACES = [" ", "  ", "    ", "\n", "\t", "\u00a0", "\u2003"]
text = st.lists(
    st.sampled_from([*SNIPPETS, *SPACES, " ", " ", "word"]), min_size=1, max_size=8
).map("".join)
HREFS = ["https://a.b/c_d?e=1&amp;f=*x*", "mailto:x@y.z", "https://a.b/(c", "https://a.b/c(d)"]


def _inline(deeper: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    return st.one_of(
        deeper.map(Strong),
        deeper.map(Emphasis),
        st.builds(Link, st.sampled_from(HREFS), deeper),
        st.builds(Span, st.sampled_from(["es", "fr"]), deeper),
    )


leaf: st.SearchStrategy[Inline] = st.one_of(
    text.map(Text),
    text.map(Text),
    st.just(LineBreak()),
    st.just(NoteReference("a", 1)),
    st.sampled_from(HREFS).map(lambda href: Link(href, (Text(href.removeprefix("mailto:")),))),
)
inlines: st.SearchStrategy[Inlines] = st.recursive(
    st.lists(leaf, max_size=3).map(tuple),
    lambda deeper: st.lists(st.one_of(leaf, _inline(deeper)), max_size=4).map(tuple),
    max_leaves=6,
)
LANGUAGES = st.sampled_from(["", "", "", "es"])
paragraph = st.builds(Paragraph, inlines, st.sampled_from(Role), LANGUAGES)
cell = st.lists(
    st.one_of(
        paragraph, st.lists(paragraph.map(lambda p: (p,)), max_size=3).map(tuple).map(BulletList)
    ),
    max_size=2,
).map(lambda blocks: Cell(tuple(blocks) if said(blocks) else (plain("–"),)))


@st.composite
def table(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 3))
    columns = draw(
        st.lists(st.builds(Column, inlines, st.sampled_from(Align)), min_size=count, max_size=count)
    )
    row = st.lists(cell, min_size=count, max_size=count).map(tuple)
    rows = draw(st.lists(row, max_size=3))
    return Table(tuple(columns), tuple(rows), draw(inlines))


simple: st.SearchStrategy[Block] = st.one_of(
    paragraph,
    paragraph,
    st.builds(Heading, st.integers(1, 6), inlines, LANGUAGES),
    st.lists(st.builds(Field, inlines, inlines), max_size=3).map(tuple).map(FieldList),
    table(),
    st.just(Rule()),
)


def _blocks(deeper: st.SearchStrategy[tuple[Block, ...]]) -> st.SearchStrategy[tuple[Block, ...]]:
    items = st.lists(deeper, max_size=3).map(tuple)
    notes = st.lists(deeper, max_size=3).map(
        lambda parts: tuple(Note(f"n{i}", part, i) for i, part in enumerate(parts, start=1))
    )
    block = st.one_of(
        simple,
        st.builds(BulletList, items),
        st.builds(NumberedList, items, st.sampled_from([1, 1, 4, 1986])),
        st.builds(Quote, deeper, LANGUAGES),
        st.builds(Callout, deeper),
        st.builds(NoteList, notes),
    )
    return st.lists(block, max_size=3).map(tuple)


blocks = st.recursive(st.lists(simple, max_size=2).map(tuple), _blocks, max_leaves=8)
