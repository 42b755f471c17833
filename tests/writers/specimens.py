"""Documents that the tests of the writers are made of; every word is invented."""

from __future__ import annotations

from datetime import date

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
    Heading,
    Inlines,
    LineBreak,
    Link,
    Meta,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Running,
    Span,
    Strong,
    Table,
    Text,
)

LONG_WORD = "Donaudampfschifffahrt" * 15
ODD = "<b> & \"quotes\" 'single' ]]> a|b|c \\ `code` {{ braces }} %s * _ # é ñ ü – — …"
SENTENCE = (
    "The department reviewed the proposal with residents of the four wards and found that "
    "most of them ask for repairs before anything else is built on the site. "
)


def words(text: str) -> Inlines:
    return (Text(text),)


def plain(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(words(text), role)


def cell(text: str) -> Cell:
    return Cell((plain(text),))


def field(label: str, value: str) -> Field:
    return Field(words(label), words(value))


def document(*blocks: Block, draft: str = "", title: str = "Closing the old bridge") -> Document:
    """Give a document of these blocks with everything that can stand around them."""
    running = Running(
        head_start=title,
        head_end="Memorandum",
        foot_start="City of Brigton, November 23, 2026",
        draft=draft,
    )
    meta = Meta(
        title=title,
        language="en-US",
        identifier="bridge-7",
        creator="City of Brigton",
        subject="Memorandum",
        date=date(2026, 11, 23),
        running=running,
    )
    return Document(meta, blocks)


def table(rows: int, text: str = "What is done") -> Table:
    columns = (
        Column(words("Approach")),
        Column(words("Benefit & cost")),
        Column(words("Implementation")),
        Column(words("Cost"), Align.END),
    )
    return Table(
        columns,
        tuple(
            (
                cell(f"Measure {number}"),
                cell(f"{text} in year {number % 5}, with care"),
                cell(SENTENCE if number % 3 == 0 else "The engineer reports monthly"),
                cell(f"${number},{number % 10}00"),
            )
            for number in range(1, rows + 1)
        ),
        caption=words("What is recommended, and how"),
        description="One row for each measure: what it brings, who does it, what it costs.",
    )


def memo(draft: str = "") -> Document:
    """Give a memo of some four pages with every block and inline."""
    status = (plain(draft, Role.STATUS),) if draft else ()
    return document(
        *status,
        plain("City of Brigton, Department of Public Works", Role.EYEBROW),
        plain("MEMORANDUM", Role.EYEBROW),
        Heading(1, words("Closing the old bridge while it is repaired"), anchor="top"),
        plain("A recommendation to the council, with its costs", Role.SUBTITLE),
        FieldList(
            (
                field("To:", "Mayor and Council"),
                field("Through:", "City Manager"),
                field("Prepared by:", "Ana Núñez, Chief Engineer, with the Office of the Budget"),
                field("Approved by:", "Not yet approved"),
                field("Date:", "November 23, 2026"),
                field("Subject:", "Ordinance 26-114: " + SENTENCE),
            )
        ),
        Rule(),
        plain("The bridge should close for eight months and be repaired once.", Role.LEAD),
        Heading(2, words("Recommendation")),
        Paragraph(
            (
                Text(SENTENCE),
                Strong((Text("It costs less"),)),
                Text(" than "),
                Emphasis((Text("any"), Strong((Text(" other"),)))),
                Text(" way. See "),
                Link(
                    "https://example.org/?a=1&b=%22x%22",
                    (Text("the full "), Strong(words("report"))),
                ),
                Text(" or write to "),
                Link("mailto:works@example.org", words("the engineer")),
                Text("."),
                LineBreak(),
                Text("In Spanish: "),
                Span("es", words("el puente se cerrará ocho meses")),
                Text(". Signs: ✓ ☐ → and "),
                Text(ODD),
            )
        ),
        table(5),
        Heading(2, words("What happens next")),
        plain("The steps are these:"),
        NumberedList(
            (
                (plain("The council votes."), plain("A second paragraph of the same item.")),
                (
                    plain("The works begin:"),
                    BulletList(
                        (
                            (plain("The deck is taken off."),),
                            (
                                Paragraph(
                                    (Strong(words("Resource diversion.")), Text(" " + SENTENCE))
                                ),
                                NumberedList(((plain("By crane."),), (plain("By hand."),))),
                            ),
                        )
                    ),
                ),
                (plain("The bridge opens."),),
            )
        ),
        plain("Counting starts anew, and from four:"),
        NumberedList(((plain("The fourth."),), (plain("The fifth."),)), start=4),
        Heading(3, words("Who was asked")),
        Quote((plain("We were asked in time, and what we said is in the plan. " + SENTENCE),)),
        Paragraph(words("El puente es viejo. " * 6), lang="es"),
        Callout(
            (
                Heading(3, words("Open meeting")),
                plain("Town Hall, room 12. " + SENTENCE),
                FieldList(
                    (field("When:", "Tuesday, December 1, 6 p.m."), field("Where:", "12 Main"))
                ),
                BulletList(
                    (
                        (plain("Bring a neighbour. " + SENTENCE), plain("And another.")),
                        (
                            plain("Bring two:"),
                            BulletList(((plain("one old " + SENTENCE),), (plain("one young"),))),
                        ),
                    )
                ),
            )
        ),
        Heading(2, words("Background")),
        plain(SENTENCE * 4),
        Heading(4, words("Of 1931")),
        plain(SENTENCE * 3),
        BulletList(tuple((plain(SENTENCE),) for _ in range(5))),
        Heading(2, words("Costs by year")),
        table(12),
        plain(SENTENCE * 2),
        plain("Sources: the department's own counts.", Role.SMALL),
        Rule(),
        plain("# # #", Role.CLOSING),
        draft=draft,
    )
