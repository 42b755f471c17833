"""Checkers of other hands on what the writer makes: not an error, not a warning."""

from __future__ import annotations

import pytest

from briefgen.document import (
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Link,
    NumberedList,
    Paragraph,
    Span,
    Table,
    Text,
)
from briefgen.theme import A4, Theme
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.pdf.checkers import CHECKERS, Findings, judged
from tests.writers.pdf.read import bytes_of
from tests.writers.specimens import SENTENCE, cell, document, memo, plain, sourced, table, words


def nested(depth: int) -> BulletList | NumberedList:
    """Give lists in lists, numbers in bullets and the other way."""
    inner = (nested(depth - 1),) if depth else (plain("the innermost"),)
    kind = BulletList if depth % 2 else NumberedList
    return kind(((plain(f"depth {depth} {SENTENCE}"), *inner), (plain("beside it"),)))


def ledger(rows: int) -> Table:
    """Give a table of several pages; words that came on each of them again would be a footer."""
    columns = tuple(Column(words(label)) for label in ("Measure", "What it brings", "Who does it"))
    return Table(
        columns,
        tuple(
            tuple(cell(f"{n}.{m} {SENTENCE[: n % 7 * 20]}") for m in range(3)) for n in range(rows)
        ),
        caption=words("Every measure"),
    )


def grid(columns: int, rows: int) -> Table:
    labels = tuple(Column(words(f"Column {n}")) for n in range(columns))
    return Table(
        labels, tuple(tuple(cell(f"{r}.{n}") for n in range(columns)) for r in range(rows))
    )


def spanish() -> Document:
    """Give words of another language in every kind of inline and block."""
    puente = Span("es", words("el puente viejo"))
    columns = tuple(Column((Text("In Spanish: "), puente)) for _ in range(3))
    return document(
        Heading(1, (Text("About "), puente)),
        Paragraph((puente, Text(" is "), Link("https://example.org/", (puente,)), Text("."))),
        Paragraph(words("El puente es viejo. " * 30), lang="es"),
        BulletList(((Paragraph((puente,)),), (Paragraph(words("El río."), lang="es"),))),
        Table(columns, ((cell("a"), cell("b"), cell("c")),) * 3, lang="es-MX"),
    )


SPECIMENS = {
    "memo": memo(),
    "draft": memo("DRAFT, not for publication"),
    "long": document(*memo().blocks[:4], ledger(150)),
    "sourced": sourced(),
    "nested": document(Heading(1, words("Lists in lists")), nested(6), nested(5)),
    "spanish": spanish(),
    "edges": document(
        Heading(1, words("Edges")),
        Paragraph((Link("https://example.org/", (Span("es", words(SENTENCE)), *words("x"))),)),
        Callout(tuple(plain(f"{n} {SENTENCE * 2}") for n in range(20))),
        BulletList(((), (table(2),), (Callout((plain("in a list"),)),))),
        Table((Column(words("A")), Column(words("B"))), ()),
        plain("10\u00a0km, steam\u00adboat, \U0001d5a0, 𝔸"),
    ),
    "small tables": document(
        Heading(1, words("Tables")),
        *(
            block
            for count in (1, 2, 3, 5)
            for rows in (1, 2, 3, 9)
            for block in (plain(f"{count} by {rows}:"), grid(count, rows))
        ),
    ),
}
BRIEFINGS = [f"{issue} {audience}" for issue in ISSUES for audience in AUDIENCES]
PAPERS = {"letter": Theme(), "a4": Theme(page=A4)}
NAMES = [f"{name} {paper}" for name in (*SPECIMENS, *BRIEFINGS) for paper in PAPERS]

# What a checker gets wrong. pdfua gives up where a heading holds an element beside its words;
# outloud takes the words of a paragraph before all links and references in it for their order,
# where `test_the_order_of_the_tree_is_that_of_the_pages` holds the real one.
UNJUDGED = {
    ("pdfua", "sourced"): {"UA-14-001"},
    ("pdfua", "spanish"): {"UA-14-001"},
    ("outloud", "sourced"): {"ORD-001"},
}


def made(name: str) -> bytes:
    what, paper = name.rsplit(" ", 1)
    given = SPECIMENS[what] if what in SPECIMENS else briefing(*what.split(" "))
    return bytes_of(given, PAPERS[paper])


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return judged(tmp_path_factory.mktemp("made"), {name: made(name) for name in NAMES})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tool", CHECKERS)
def test_checkers_find_nothing(verdicts: dict[str, Findings], tool: str, name: str) -> None:
    unjudged = UNJUDGED.get((tool, name.rsplit(" ", 1)[0]), set())
    found = verdicts[tool][name]
    assert {rule: said for rule, said in found.items() if rule not in unjudged} == {}
