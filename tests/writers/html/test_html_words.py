"""What a page says: every word of the document in order, and no value as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import (
    Cell,
    Document,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Strong,
    Table,
    Text,
    plain_text,
)
from briefgen.errors import InputError, Location
from briefgen.theme import Theme
from briefgen.writers.html import write
from tests.unpacked import html_words
from tests.writers import specimens
from tests.writers.html.read import main, page, parsed
from tests.writers.html.samples import revalued, whole
from tests.writers.specimens import document, plain, words


def content(document: Document) -> bytes:
    return write(document, Theme()).content


@pytest.mark.parametrize(
    "said",
    [
        whole(),
        specimens.memo(),
        document(Heading(1, words("Rows")), specimens.table(60, specimens.ODD)),
        document(plain(specimens.LONG_WORD), specimens.table(3, specimens.LONG_WORD)),
        document(),
    ],
    ids=["whole", "memo", "table", "long words", "nothing"],
)
def test_the_main_part_has_the_words_of_the_document(said: Document) -> None:
    assert html_words(content(said)).split() == plain_text(said).split()


# Whatever XML can hold.
ANY_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40
)


def _inside(children: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    several = st.lists(children, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Strong, several),
        st.builds(Emphasis, several),
        st.builds(Span, st.just("es"), several),
        st.builds(Link, st.just("https://example.org/?a=1&b=2"), several),
    )


INLINE: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(st.builds(Text, ANY_TEXT), st.just(LineBreak()), st.just(NoteReference("note-1", 1))),
    _inside,
    max_leaves=6,
)


@given(st.lists(INLINE, max_size=5).map(tuple))
def test_any_inlines_survive(inlines: tuple[Inline, ...]) -> None:
    table = Table((specimens.table(1).columns[0],), ((Cell((Paragraph(inlines),)),),))
    said = document(Paragraph(inlines), table)
    read = parsed(content(said))
    assert html_words(content(said)).split() == plain_text(said).split()
    assert not [link for link in read.all("a") if link.all("a")]


HOSTILE = "\"'><script>alert(1)</script></style></title></main><img src=x onerror=a()>&lt;!-- ]]>"
ALLOWED = {
    *("alt", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "charset"),
    *("class", "content", "height", "hidden", "href", "http-equiv", "id", "lang", "name"),
    *("role", "scope", "src", "start", "style", "tabindex", "type", "value", "width"),
}


def test_no_value_becomes_markup() -> None:
    def hostile(name: str, value: str) -> str:
        if not value:
            return value
        return f"https://example.org/{HOSTILE}" if name == "href" else HOSTILE

    calm, wild = whole(), revalued(whole(), hostile)
    one, other = parsed(content(calm)), parsed(content(wild))
    assert [node.tag for node in other.walk()] == [node.tag for node in one.walk()]
    assert {name for node in other.walk() for name in node.attributes} <= ALLOWED
    assert other.one("title").text == HOSTILE
    assert other.one("img")["alt"] == HOSTILE
    assert other["lang"] == HOSTILE
    assert other.one("main").all("a", href=f"https://example.org/{HOSTILE}")
    assert html_words(content(wild)).split() == plain_text(wild).split()


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\ufffe", "\ud800"])
def test_a_forbidden_character_is_a_fault_with_its_place(character: str) -> None:
    place = Location("data/bridge.yaml", 14, 3)
    inner = Paragraph((Strong(words(f"a{character}b")),), origin=place)
    with pytest.raises(InputError) as caught:
        write(document(Quote((inner,))), Theme())
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("text.forbidden-character", place)
    assert f"U+{ord(character):04X}" in found.message


def test_a_forbidden_character_around_the_text_is_a_fault_too() -> None:
    def spoilt(name: str, value: str) -> str:
        return "a\x01b" if name == "head_end" else value

    with pytest.raises(InputError):
        write(revalued(document(plain("Calm.")), spoilt), Theme())


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,a"])
def test_a_link_that_may_not_be_followed_is_words(href: str) -> None:
    said = document(Paragraph((Text("See "), Link(href, words("this")))))
    written = write(said, Theme())
    assert [d.code for d in written.diagnostics] == ["html.link-scheme"]
    assert href in written.diagnostics[0].message
    root = parsed(written.content).one("main")
    assert root.text.strip() == "See this"
    assert not root.all("a")


def test_a_link_leads_where_it_says() -> None:
    link = main(Paragraph((Link("https://example.org/?a=1&b=%22", words("the report")),))).one("a")
    assert (link["href"], link.text) == ("https://example.org/?a=1&b=%22", "the report")


def test_a_link_in_a_link_is_words() -> None:
    inner = Strong((Link("https://example.org/b", words("inner")), NoteReference("note-1", 1)))
    root = main(Paragraph((Link("https://example.org/a", (Text("outer "), inner)),)))
    assert root.one("a").text == "outer inner[1]"


def test_what_is_said_around_the_text_stands_outside_it() -> None:
    root = page(plain("The text."))
    skip = root.one("a")
    assert (skip.text, skip["href"]) == ("Skip to the text", f"#{root.one('main')['id']}")
    assert [node.tag for node in root.one("body")] == ["a", "main", "footer"]
    assert root.one("footer").text.strip() == "City of Brigton, November 23, 2026"


def test_a_draft_says_so_at_the_foot() -> None:
    root = parsed(content(document(plain("The text."), draft="DRAFT")))
    assert root.one("footer").one("strong").text == "DRAFT"
