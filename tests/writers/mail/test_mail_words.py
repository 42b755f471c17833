"""What the HTML of a mail says: every word of the document in order, and no value as markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document import (
    Cell,
    Document,
    Heading,
    Inline,
    Link,
    Paragraph,
    Quote,
    Strong,
    Table,
    plain_text,
)
from briefgen.errors import InputError, Location
from briefgen.theme import SANS, Theme
from briefgen.writers.mail import CLIPPED_FROM, write
from tests.unpacked import html_words
from tests.writers import specimens
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.html.samples import revalued
from tests.writers.html.samples import whole as everything
from tests.writers.html.test_html_words import HOSTILE, INLINE
from tests.writers.mail.read import page, tree, whole
from tests.writers.specimens import document, plain, words


def said(document: Document) -> list[str]:
    return html_words(write(document, Theme()).content, "body").split()


@pytest.mark.parametrize(
    "document",
    [
        everything(),
        specimens.memo(),
        document(Heading(1, words("Rows")), specimens.table(60, specimens.ODD)),
        document(plain(specimens.LONG_WORD), specimens.table(3, specimens.LONG_WORD)),
        document(),
    ],
    ids=["whole", "memo", "table", "long words", "nothing"],
)
def test_it_has_the_words_of_the_document(document: Document) -> None:
    assert said(document) == plain_text(document).split()


@pytest.mark.parametrize("issue", ISSUES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_it_has_the_words_of_every_briefing(issue: str, audience: str) -> None:
    document = briefing(issue, audience)
    assert said(document) == plain_text(document).split()


@given(st.lists(INLINE, max_size=5).map(tuple))
def test_any_inlines_survive(inlines: tuple[Inline, ...]) -> None:
    table = Table((specimens.table(1).columns[0],), ((Cell((Paragraph(inlines),)),),))
    made = document(Paragraph(inlines), table)
    assert said(made) == plain_text(made).split()
    assert not [link for link in whole(made).all("a") if link.all("a")]


ALLOWED = {
    *("aria-hidden", "aria-label", "border", "cellpadding", "cellspacing", "charset", "content"),
    *("href", "lang", "name", "role", "scope", "start", "style", "tabindex", "type", "value"),
    "width",
}


def test_no_value_becomes_markup() -> None:
    def hostile(name: str, value: str) -> str:
        if not value:
            return value
        return f"https://example.org/{HOSTILE}" if name == "href" else HOSTILE

    calm, wild = everything(), revalued(everything(), hostile)
    one, other = whole(calm), whole(wild)
    assert [node.tag for node in other.walk()] == [node.tag for node in one.walk()]
    assert {name for node in other.walk() for name in node.attributes} <= ALLOWED
    assert other.one("title").text == HOSTILE
    assert other["lang"] == HOSTILE
    assert other.all("a", href=f"https://example.org/{HOSTILE}")
    assert said(wild) == plain_text(wild).split()
    styles = [{node.get("style") for node in read.walk()} for read in (one, other)]
    assert styles[0] == styles[1]


@pytest.mark.parametrize("name", ["x';background:url(https://a.example)", '"><script>', "a\\', b"])
def test_the_name_of_a_face_ends_no_style(name: str) -> None:
    theme = Theme(family=replace(SANS, name=name))
    usual, other = page(plain("Words.")), page(plain("Words."), theme=theme)
    assert [node.tag for node in other.walk()] == [node.tag for node in usual.walk()]
    (style,) = {node["style"] for node in other.all("div")}
    (usual_,) = {node["style"] for node in usual.all("div")}
    assert style.count(";") == usual_.count(";")
    assert style.count("'") == 2
    assert "url(" not in style


def test_a_link_that_may_not_be_followed_is_words() -> None:
    made = write(document(Paragraph((Link("javascript:go()", words("Go")),))), Theme())
    assert not tree(made.content).all("a")
    assert b">Go<" in made.content
    (found,) = made.diagnostics
    assert (found.code, "javascript:go()" in found.message) == ("mail.link-scheme", True)


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\ufffe", "\ud800"])
def test_a_forbidden_character_is_a_fault_with_its_place(character: str) -> None:
    place = Location("data/bridge.yaml", 14, 3)
    inner = Paragraph((Strong(words(f"a{character}b")),), origin=place)
    with pytest.raises(InputError) as caught:
        write(document(Quote((inner,))), Theme())
    (found,) = caught.value.diagnostics
    assert (found.code, found.location) == ("text.forbidden-character", place)


def test_what_gmail_would_cut_off_is_told() -> None:
    short = write(document(plain("x" * (CLIPPED_FROM - 2000))), Theme())
    long = write(document(plain("x" * CLIPPED_FROM)), Theme())
    assert len(short.content) <= CLIPPED_FROM < len(long.content)
    assert [found.code for found in short.diagnostics] == []
    assert [found.code for found in long.diagnostics] == ["mail.clipped"]
