"""The pages that a browser is shown: each audience's briefings, and what strains a page.

Owns which pages there are. Must not know a browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from briefgen import audience, load
from briefgen import words as languages
from briefgen.briefing import compose
from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Span,
    Table,
    Text,
)
from briefgen.theme import Theme
from briefgen.writers.html import write
from tests.made import workspace
from tests.writers.briefings import AUDIENCES, ISSUES, ROOT
from tests.writers.html.samples import decimals, notes, referring
from tests.writers.specimens import (
    LONG_WORD,
    ODD,
    SENTENCE,
    cell,
    document,
    figure,
    memo,
    plain,
    sourced,
    table,
    words,
)


def strained() -> Document:
    """Give a draft of what strains a page: long words, deep lists, wide and long tables."""
    spanish = Span("es", words("el puente se cerrará ocho meses"))
    deep: tuple[Block, ...] = (Paragraph((Text("The deepest: "), spanish)),)
    for level in range(5):
        kind = BulletList if level % 2 else NumberedList
        deep = (plain(f"Level {level}. {SENTENCE}"), kind((deep, (plain("Its neighbour."),))))
    return document(
        plain("DRAFT, not for publication", Role.STATUS),
        Heading(1, words("Closing the old bridge while it is repaired: " + ODD)),
        plain(f"A word of some length: {LONG_WORD}."),
        Paragraph((Link("https://example.org/" + "path/" * 30, words("https://" + "x" * 90)),)),
        Heading(2, words("What is known")),
        BulletList((deep,)),
        NumberedList(tuple((plain(f"Step {n}"),) for n in range(98, 102)), start=98),
        Heading(2, (spanish,), anchor="es"),
        Quote((Paragraph(words("El puente es viejo. " * 6), lang="es"),), "es"),
        Heading(2, words("What it costs")),
        wide(12, 3),
        table(9),
        decimals("9.5", "10", "1,234.25", "–"),
        Callout((Heading(3, words("Open meeting")), plain(SENTENCE), decimals("1.5", "2"))),
        figure(1200, 60, "A wide mark"),
        referring(1, 2, 1),
        notes(1, 2),
        draft="DRAFT, not for publication",
    )


def brief() -> Document:
    """Give one of each thing that a page may get wrong, and little else."""
    linked = Link("https://example.org/", words("the report"))
    return document(
        figure(),
        Heading(1, words("Closing the old bridge")),
        Paragraph((Text("See "), linked, Text(" and "), Span("es", words("el puente")))),
        Heading(2, words("What it costs")),
        replace(table(2), description=""),
        referring(1),
        notes(1),
    )


def wide(columns: int, rows: int) -> Table:
    """Give a table that is wider than any measure."""
    labels = [f"Department {number}" for number in range(1, columns)]
    return Table(
        (Column(words("Year")), *(Column(words(label), Align.END) for label in labels)),
        tuple(
            (
                cell(f"20{row:02}"),
                *(cell(f"${row},{10 * row:03}.{n:02}") for n in range(1, columns)),
            )
            for row in range(10, 10 + rows)
        ),
    )


def level(document: Document) -> Document:
    """Give a specimen without the level that it skips to see whether a writer can."""
    blocks = tuple(
        replace(block, level=min(block.level, 3)) if isinstance(block, Heading) else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


_SPECIMENS: dict[str, Callable[[], Document]] = {
    "memo": lambda: level(memo("DRAFT, not for publication")),
    "sourced": sourced,
    "strained": strained,
    "small": lambda: document(Heading(1, words("A line")), plain("Text.")),
}
_BRIEF = {"brief": brief}  # has nothing that the others have not; faults are put into it
PAGES = (
    *(f"{issue}/{name}" for issue in ISSUES for name in AUDIENCES),
    "chicago/community-groups/es",
    "chicago/city-council/es",  # for the most part English in a Spanish page, and marked so
    *_SPECIMENS,
)


@lru_cache
def page(name: str) -> bytes:
    """Give a page by its name: issue, audience and language, or a specimen."""
    if name in _SPECIMENS | _BRIEF:
        return write((_SPECIMENS | _BRIEF)[name](), Theme()).content
    issue, reader, *tag = name.split("/")
    place = workspace(ROOT)
    loaded = load.load(ISSUES[issue], place, place.surroundings)
    chosen = audience.load(reader, place.template_roots, place.surroundings)
    language = languages.load((tag or [loaded.issue.language])[0], place.template_roots)
    made = compose(loaded, chosen, language, place.template_roots).document
    return write(made, chosen.theme).content
