"""A letterhead to start from: the looks of a theme as styles to edit in a word processor.

Owns the words that explain it, and its header and footer, which stand on every page. Must
not know an audience. It is written as any document is, so that a letterhead that nobody
edited leaves a document as it was but for the lines around it.
"""

from __future__ import annotations

from dataclasses import replace

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
    Meta,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Strong,
    Table,
    Text,
)
from briefgen.theme import Theme
from briefgen.writers.docx.body import Body
from briefgen.writers.docx.edges import OWN, Edge, edge_parts
from briefgen.writers.docx.package import Leads, package
from briefgen.writers.docx.running import stacked
from briefgen.writers.docx.shell import shell

_HEAD = ("Name of your organization", "Department, street, town")
_FOOT = ("Telephone, email, website", "Page {page} of {pages}")
_TITLE = "Your letterhead"
# What each style is for, by its name in Word.
_STYLES = (
    ("Heading 1", "the title"),
    ("Heading 2, Heading 3", "the headings of sections and of their parts"),
    ("Normal", "running text; the other styles take their font from it"),
    ("Eyebrow, Subtitle", "the lines over and under the title"),
    ("Field", "the labelled lines of a memo: To, From, Date"),
    ("Lead", "the sentence that must be read"),
    ("Status", "the line that says draft, or for immediate release"),
    ("List Bullet, List Number", "lists; bullets and numbers look as here"),
    ("Quote, Callout", "what somebody said; a panel"),
    ("Caption", "the line over a table"),
    ("Briefing Table", "the rules and the ground of tables"),
    ("Table Header, Table Row Header, Table Text", "the words in tables"),
    ("Small, Closing", "sources and boilerplate; the mark at the end"),
    ("Header, Footer", "the lines around the text"),
)


def starter(theme: Theme, language: str = "en-US") -> bytes:
    """Give a DOCX to edit; `language` is that of its words, English of some region."""
    theme = replace(theme, letterhead=None)
    common = shell(theme, language)
    document = Document(Meta(title=_TITLE, language=language, identifier="letterhead"), _blocks())
    body = Body(common)
    edges = (
        Edge("header", "default", "header1.xml", stacked("hdr", _HEAD, theme)),
        Edge("footer", "default", "footer1.xml", stacked("ftr", _FOOT, theme)),
    )
    xml = body.write(document.blocks)
    parts = (
        *common.fixed,
        body.numbering.part(common.numbering),
        *edge_parts(edges, document.meta.running, theme),
    )
    own = "".join(edge.reference for edge in OWN)
    here = "".join(edge.reference for edge in edges)
    section = common.section.replace(own, here).replace("<w:titlePg/>", "")
    return package(document.meta, xml, section, Leads(body.links.ids, {}, edges), parts)


def _words(text: str) -> Inlines:
    return (Text(text),)


def _plain(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(_words(text), role)


def _item(lead: str, text: str) -> tuple[Block, ...]:
    return (Paragraph((Strong(_words(lead)), Text(f" {text}"))),)


def _blocks() -> tuple[Block, ...]:
    columns = (Column(_words("Style")), Column(_words("What it is for"), Align.START))
    rows = tuple(tuple(Cell((_plain(said),)) for said in row) for row in _STYLES)
    return (
        _plain("A file to edit in Word", Role.EYEBROW),
        Heading(1, _words(_TITLE)),
        _plain("Change its styles, its page, its header and its footer", Role.SUBTITLE),
        FieldList(
            (
                Field(_words("Save it as:"), _words("letterhead.docx, beside theme.yaml")),
                Field(_words("Name it:"), _words("word_template: letterhead.docx")),
            )
        ),
        _plain(
            "Every Word file of the audience is then set in these styles, under this header. "
            "The words that you are reading do not come along.",
            Role.LEAD,
        ),
        Heading(2, _words("How to edit it")),
        NumberedList(
            (
                _item("Header and footer.", "Double-click them: put your logo and address in."),
                _item("Page.", "Layout, Margins and Size."),
                _item("Styles.", "Home, Styles: right-click one of the table, then Modify."),
            )
        ),
        Heading(2, _words("Which style is for what")),
        Table(columns, rows, _words("The styles, and what is set in them")),
        Heading(2, _words("What comes along, and what does not")),
        BulletList(
            (
                _item("Comes along:", "styles, lists, theme, page, header and footer."),
                _item("Stays behind:", "this text, its author, comments, changes, macros."),
            )
        ),
        Heading(3, _words("Samples of the rest")),
        Quote((_plain("A quotation stands in like this."),)),
        Callout((_plain("A panel holds what is read first: dates and places."),)),
        Paragraph(
            (
                Text("Words are "),
                Strong(_words("strong")),
                Text(" or "),
                Emphasis(_words("stressed")),
                Text("."),
            )
        ),
        _plain("Sources stand in small type.", Role.SMALL),
        _plain("A line that says what stage it is at", Role.STATUS),
        _plain("The end", Role.CLOSING),
    )
