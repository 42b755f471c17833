"""Whole files as briefgen writes them: every audience in its own looks, on both papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from briefgen import audience
from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Document,
    Emphasis,
    FieldList,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Rule,
    Span,
    Strong,
    Table,
    Text,
)
from briefgen.theme import A4, Theme
from tests.made import workspace
from tests.writers import specimens
from tests.writers.briefings import AUDIENCES, ISSUES, ROOT, briefing
from tests.writers.docx.parts import annotated, bytes_of
from tests.writers.specimens import cell, document, field, plain, table, words

PAPERS = ("letter", "a4")
# Issue, audience and language: "" is the issue's own; what has no Spanish is marked as English.
EDITIONS = (
    *((issue, name, "") for issue in ISSUES for name in AUDIENCES),
    *(("chicago", name, "es") for name in AUDIENCES),
)


@lru_cache
def looks(name: str, paper: str) -> Theme:
    """Give the theme of a built-in audience."""
    place = workspace(ROOT)
    return audience.load(name, place.template_roots, place.surroundings, page=paper).theme


def deep(kind: type[BulletList] | type[NumberedList], depth: int) -> Block:
    """Give a list in a list, and so on."""
    block = kind(((plain(f"at {depth}"),),))
    for level in range(depth - 1, 0, -1):
        block = kind(((plain(f"at {level}"), block), (plain(f"after {level}"),)))
    return block


def nested() -> Document:
    """Give lists in lists, in cells, in panels and in quotes, each counting by itself."""
    steps = NumberedList(((plain("one"),), (plain("two"),)))
    columns = (Column(words("A")), Column(words("B")))
    inner = Table(columns, ((cell("row"), Cell((plain("in a cell:"), steps))),))
    return document(
        Heading(1, words("Lists")),
        deep(BulletList, 11),
        deep(NumberedList, 11),
        NumberedList(((plain("first"), inner), (plain("second"), steps), (plain("third"),))),
        Callout((Heading(2, words("Panel")), deep(NumberedList, 9), deep(BulletList, 9))),
        Quote((steps, Callout((steps,)))),
        BulletList(((), (inner,), (Callout((plain("in an item"),)),))),
    )


def spanish() -> Document:
    """Give a document in two languages: blocks, words, cells, labels."""
    said = Paragraph((Text("The bridge, "), Span("es", words("el puente viejo")), Text(".")))
    # Bold, italics, another face and another language in one run: each has its place there.
    every = Span("es", (Strong((Emphasis(words("¿Sí ✓ o no?")),)),))
    columns = (Column((Span("es", words("Lugar")),)), Column((every,)))
    return document(
        Heading(1, (Text("The "), Span("es-MX", words("puente")))),
        said,
        Paragraph((every, Link("https://example.org/es", (every,)))),
        Paragraph(words("El puente es viejo."), lang="es"),
        BulletList(((said,), (plain("uno"),)), lang="es"),
        Table(columns, ((cell("aquí"), cell("here")),), (Span("es", words("Lugares")),)),
        FieldList((field("Para:", "Alcaldía"),), lang="es"),
        Quote((said,), lang="es"),
        Callout((said,), lang="es"),
    )


def odd() -> Document:
    """Give blocks in places where they seldom stand."""
    one = table(1)
    within = Table(one.columns[:1], ((Cell((one, plain("after"), one)),), (cell("–"),)))
    return document(
        Heading(1, words("Odd")),
        Rule(),
        plain("a"),
        Rule(),
        Rule(),
        BulletList(((BulletList(((plain("deep"),),)),), (), (one,))),
        within,
        within,
        Quote((one,)),
        Callout((plain("one"),)),
        Callout((plain("two"), one)),
        replace(one, caption=(), description=""),
        plain(specimens.LONG_WORD),
    )


def specimen_documents() -> dict[str, Document]:
    """Give documents with every block and inline."""
    return {
        "memo": specimens.memo(),
        "draft": specimens.memo("DRAFT, not for publication"),
        "sourced": specimens.sourced(),
        "annotated": annotated(),
        "rows": document(Heading(1, words("Rows")), table(120, specimens.ODD)),
        "wide": document(Heading(1, words("Wide")), table(9, specimens.LONG_WORD)),
        "nested": nested(),
        "spanish": spanish(),
        "odd": odd(),
        "empty": document(),
    }


def _title(issue: str, name: str, language: str, paper: str) -> str:
    return "-".join(filter(None, (issue, name, language, paper)))


def _briefings() -> Iterator[tuple[str, Document, Theme]]:
    for edition in EDITIONS:
        for paper in PAPERS:
            yield _title(*edition, paper), briefing(*edition), looks(edition[1], paper)


@lru_cache
def outputs() -> dict[str, bytes]:
    """Give every file by a name: the briefings of whole issues, and the specimens."""
    made = {name: bytes_of(whole, theme) for name, whole, theme in _briefings()}
    for name, whole in specimen_documents().items():
        made[name] = bytes_of(whole, Theme())
        made[f"{name}-a4"] = bytes_of(whole, Theme(page=A4))
    return made


BRIEFINGS = tuple(_title(*edition, paper) for edition in EDITIONS for paper in PAPERS)
SPECIMENS = tuple(specimen_documents())
NAMES = (*BRIEFINGS, *(f"{name}{paper}" for name in SPECIMENS for paper in ("", "-a4")))
