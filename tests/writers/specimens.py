"""Documents that the tests of the writers are made of; every word is invented."""

from __future__ import annotations

import zlib
from dataclasses import replace
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


def ref(number: int) -> NoteReference:
    return NoteReference(f"note-{number}", number)


def note(number: int, *blocks: Block) -> Note:
    return Note(f"note-{number}", blocks, number)


def png(
    width: int, height: int, *, kind: int = 2, bits: int = 8, interlaced: bool = False
) -> bytes:
    """Give a PNG of a ring on a ground: grey, colour or palette (kinds 0, 2 and 3)."""
    shades = {0: (b"\xff", b"\x20"), 2: (b"\xf2\xf4\xf7", b"\x1f\x3a\x5f"), 3: (b"\x00", b"\x01")}
    ground, ink = shades[kind]

    def pixel(x: int, y: int) -> bytes:
        away = ((x - width / 2) ** 2 + (y - height / 2) ** 2) ** 0.5
        return ink if 0.3 < away / min(width, height) < 0.45 or x < 2 or x >= width - 2 else ground

    def lines(columns: range, rows: range) -> bytes:
        if not columns:
            return b""
        return b"".join(b"\x00" + b"".join(pixel(x, y) for x in columns) for y in rows)

    passes = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2))
    if interlaced:
        drawn = b"".join(
            lines(range(x, width, dx), range(y, height, dy))
            for x, dx, y, dy in (*passes, (0, 1, 1, 2))
        )
    else:
        drawn = lines(range(width), range(height))
    head = b"".join(n.to_bytes(4, "big") for n in (width, height)) + bytes(
        (bits, kind, 0, 0, interlaced)
    )
    palette = _chunk(b"PLTE", b"\xf2\xf4\xf7\x1f\x3a\x5f") if kind == 3 else b""
    body = palette + _chunk(b"IDAT", zlib.compress(drawn)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + body


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + check


def figure(width: int = 360, height: int = 90, alternative: str = "City of Brigton") -> Figure:
    return Figure(Image(png(width, height), width, height), alternative)


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


SHARES = ("3.5\u00a0%", "12\u00a0%", "1,250.75", "−4", "0.125", "none", "7")


def counts() -> Table:
    """Give a table with a column of decimals, and references in every kind of cell."""
    columns = (
        Column((Text("Ward"), ref(3))),
        Column(words("What was counted")),
        Column((Text("Share"), ref(1)), Align.END, decimal="."),
        Column(words("Cost"), Align.END),
    )
    rows = tuple(
        (
            Cell((Paragraph((Text(f"Ward {number}"), ref(number))),)),
            Cell((Paragraph((Text("Repairs asked for\u00a0"), ref(2), Text(", by residents"))),)),
            Cell((Paragraph((Text(share), *((ref(12),) if number == 2 else ()))),)),
            cell(f"${number},000"),
        )
        for number, share in enumerate(SHARES, 1)
    )
    return Table(columns, rows, caption=(Text("What was counted"), ref(4)))


def sourced() -> Document:
    """Give a memo with a logo, a column of decimals, and notes that go over a page's end."""
    logo = figure()
    notes = tuple(
        note(number, plain(f"City of Brigton, report {number}. {SENTENCE}", Role.SMALL))
        for number in range(1, 13)
    )
    many = note(
        13,
        plain(SENTENCE * 2, Role.SMALL),
        BulletList(((plain("one"),), (Paragraph((Text("as in\u00a0"), ref(1))),))),
        Paragraph((Link("https://example.org/report", words("the report")),), Role.SMALL),
    )
    spanish = Paragraph(words("El puente es viejo. "), Role.SMALL, lang="es")
    return document(
        logo,
        plain("City of Brigton, Department of Public Works", Role.EYEBROW),
        Heading(1, (Text("Closing the old bridge\u00a0"), ref(1))),
        FieldList(
            (
                field("To:", "Mayor and Council"),
                Field(words("Subject:"), (Text("Ordinance 26-114\u00a0"), ref(5), ref(6))),
            )
        ),
        Heading(2, (Strong((Text("What is known"), ref(2))),)),
        Paragraph(
            tuple(
                inline
                for number in range(1, 14)
                for inline in (Text(SENTENCE.rstrip(". ") + "\u00a0"), ref(number), Text(". "))
            )
        ),
        BulletList(
            (
                (Paragraph((Strong((Text("Repairs"), ref(7))), Text(" come first."))),),
                (Paragraph((Span("es", (Text("el puente"), ref(8))), Text(" is old."))),),
                (logo, plain("A logo in an item.")),
            )
        ),
        Quote((Paragraph((Text("We were asked in time."), ref(9))),)),
        Callout((figure(80, 160, "A tall mark"), Paragraph((Text("In a panel"), ref(10))))),
        counts(),
        replace(figure(900, 60, "La ciudad"), lang="es"),
        plain("Below a wide logo. " + SENTENCE),
        plain(SENTENCE * 4),
        Heading(2, words("Notes")),
        NoteList((*notes, many, note(14, spanish), note(15)), lang="en-GB"),
    )
