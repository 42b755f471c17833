"""Looks as values: faces, sizes, colours, the page and what a table looks like.

Owns `Theme` and the default looks. Must not know a format: a writer turns these
values into styles of its own. All lengths are points (1/72 inch), all colours
six hexadecimal digits. Every value is frozen and hashable, so that writers can
keep what they made for a theme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from briefgen.document import Align, Image, Role


@dataclass(frozen=True, slots=True)
class Family:
    """A face in its four cuts.

    `name` is what a DOCX calls it: a face that readers have. The files are those
    that a PDF embeds, as `briefgen.fonts` calls them; those that it ships are of the same
    widths, so that both break lines alike. `generic` is what a reader without the face is
    to take: serif or sans-serif.
    """

    name: str
    regular: str
    bold: str
    italic: str
    bold_italic: str
    generic: str = "sans-serif"

    def cut(self, *, bold: bool, italic: bool) -> str:
        """Give the file of one cut."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


def _shipped(name: str, stem: str, generic: str = "sans-serif") -> Family:
    regular, bold, italic, both = (
        f"{stem}-{cut}.ttf" for cut in ("Regular", "Bold", "Italic", "BoldItalic")
    )
    return Family(name, regular, bold, italic, both, generic)


SANS = _shipped("Arial", "LiberationSans")
SERIF = _shipped("Times New Roman", "LiberationSerif", "serif")
HUMANIST = _shipped("Calibri", "Carlito")
SYMBOLS = Family(
    "DejaVu Sans",
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
)
# What theme.yaml may call by name: what offices have, and the free ones of the same widths.
FACES = {
    family.name: family
    for family in (
        SANS,
        HUMANIST,
        SERIF,
        _shipped("Liberation Sans", "LiberationSans"),
        _shipped("Carlito", "Carlito"),
        _shipped("Liberation Serif", "LiberationSerif", "serif"),
        SYMBOLS,
    )
}


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and its margins; header and footer stand inside the margins."""

    width: float = 612.0
    height: float = 792.0
    top: float = 64.8
    right: float = 79.2
    bottom: float = 61.2
    left: float = 79.2

    @property
    def measure(self) -> float:
        """Give the width of the text."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Colours:
    """The accent and the greys; text on white has a contrast of 4.5:1 and better.

    `tint_share` is how much of the accent the ground of panels and tables has; none is
    white, and nothing is drawn.
    """

    text: str = "1A1A1A"
    muted: str = "595959"
    accent: str = "1F3A5F"
    rule: str = "1F3A5F"
    hairline: str = "B8B8B8"
    tint_share: float = 0.08

    @property
    def tint(self) -> str:
        """Give the light ground of a table's header: a share of the accent on white."""
        parts = (int(self.accent[i : i + 2], 16) for i in (0, 2, 4))
        return "".join(f"{round(255 - (255 - part) * self.tint_share):02X}" for part in parts)


LEAST_CONTRAST = 4.5  # of text on its ground (WCAG 2.1, 1.4.3)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text of one role stands.

    `colour` names a field of `Colours`; `font` is body or heading, the two that a theme has
    faces for.
    """

    size: float = 11.0
    leading: float = 15.0
    before: float = 0.0
    after: float = 6.0
    bold: bool = False
    italic: bool = False
    colour: str = "text"
    align: Align = Align.START
    keep_with_next: bool = False
    font: str = "body"


_HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Styles:
    """One style for each thing that stands on a page."""

    title: TextStyle = TextStyle(20, 24, 4, 6, bold=True, keep_with_next=True, font=_HEADING)
    heading2: TextStyle = TextStyle(
        13.5, 17, 15, 4, bold=True, colour="accent", keep_with_next=True, font=_HEADING
    )
    heading3: TextStyle = TextStyle(11.5, 15, 10, 3, bold=True, keep_with_next=True, font=_HEADING)
    heading4: TextStyle = TextStyle(
        11, 15, 8, 2, bold=True, colour="muted", keep_with_next=True, font=_HEADING
    )
    body: TextStyle = TextStyle()
    eyebrow: TextStyle = TextStyle(
        9.5, 12.5, 0, 2, bold=True, colour="accent", keep_with_next=True, font=_HEADING
    )
    subtitle: TextStyle = TextStyle(12.5, 17, 0, 10, colour="muted")
    lead: TextStyle = TextStyle(13, 18, 0, 10)
    status: TextStyle = TextStyle(10.5, 14, 0, 10, bold=True, keep_with_next=True)
    small: TextStyle = TextStyle(9, 12, 0, 4)
    closing: TextStyle = TextStyle(11, 15, 12, 0, align=Align.CENTER)
    field: TextStyle = TextStyle(11, 15, 0, 2)
    caption: TextStyle = TextStyle(9.5, 12.5, 10, 4, bold=True, keep_with_next=True)
    table_header: TextStyle = TextStyle(9.5, 12.5, 0, 0, bold=True)
    table_cell: TextStyle = TextStyle(9.5, 12.5, 0, 0)
    header: TextStyle = TextStyle(8.5, 11, 0, 0, colour="muted")
    footer: TextStyle = TextStyle(8.5, 11, 0, 0, colour="muted")


@dataclass(frozen=True, slots=True)
class TableLook:
    """Rules and spaces of a table. Columns get at least `least_share` of the measure."""

    pad_block: float = 4.0
    pad_inline: float = 6.0
    header_rule: float = 1.0
    row_rule: float = 0.5
    end_rule: float = 1.0
    before: float = 4.0
    after: float = 12.0
    least_share: float = 0.12


# What may stand in braces in the texts around a page.
RUNNING = (
    "title",
    "short_title",
    "document_type",
    "organization",
    "department",
    "date",
    "edition",
    "reference",
    "place",
    "page",
    "pages",
)


@dataclass(frozen=True, slots=True)
class Edge:
    """The texts at the ends of the line over a page, or under it.

    Names of `RUNNING` stand in them in braces. None is as usual, empty is nothing.
    """

    start: str | None = None
    end: str | None = None


_NAMED = re.compile(r"\{([a-z_]+)\}")
_JOINTS = " \u00a0,;:.|/·•–—-"


def around(pattern: str | None, usual: str, values: Mapping[str, str]) -> str:
    """Fill a text that stands around the page; the numbers of pages stay for the writer.

    What has no value takes the sign before it along: no comma is left that joins nothing.
    """
    parts = _NAMED.split(usual if pattern is None else pattern)
    said = parts[0]
    for name, after in zip(parts[1::2], parts[2::2], strict=True):
        value = values.get(name, f"{{{name}}}")
        if not value:
            before = said.rstrip(_JOINTS)
            # At the start of a line it is the sign after it that goes.
            said = before + after if before else after.lstrip(_JOINTS)
            continue
        # A title that speaks of {page} means no number.
        said += value.replace("{page", "{ page") if name in values else value
        said += after
    return said.strip()


@dataclass(frozen=True, slots=True)
class Logo:
    """The mark at the head of the first page, in place of the organization's."""

    image: Image
    alternative: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A file of a word processor whose styles and letterhead its own format takes over."""

    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """The looks of one audience.

    What `family` lacks comes from the `fallbacks`, in their order. `headings` are the faces
    of headings in the same way, before those of the body; none means the body's.
    """

    family: Family = SANS
    fallbacks: tuple[Family, ...] = (SYMBOLS,)
    headings: tuple[Family, ...] = ()
    page: Page = Page()
    colours: Colours = Colours()
    styles: Styles = Styles()
    table: TableLook = TableLook()
    list_indent: float = 14.0
    list_gap: float = 3.0
    field_indent: float = 64.8
    head_rule: float = 1.0
    callout_bar: float = 3.0
    callout_pad: float = 10.0
    figure_width: float = 180.0
    figure_height: float = 54.0
    figure_after: float = 10.0
    header: Edge = Edge()
    footer: Edge = Edge()
    logo: Logo | None = None
    letterhead: Letterhead | None = None

    def face(self, style: TextStyle) -> Family:
        """Give the face that the text of a style is set in."""
        return self.headings[0] if self.headings and style.font == _HEADING else self.family

    def others(self, font: str = "body") -> tuple[Family, ...]:
        """Give the faces for what the first of a font lacks, in their order."""
        if self.headings and font == _HEADING:
            return (*self.headings[1:], self.family, *self.fallbacks)
        return self.fallbacks

    def coverage(self) -> tuple[str, ...]:
        """Give the files in one of which each character of a document must be."""
        return tuple(family.regular for family in (self.family, *self.fallbacks))

    def heading(self, level: int) -> TextStyle:
        """Give the style of a heading; levels below 4 look like level 4."""
        match level:
            case 1:
                return self.styles.title
            case 2:
                return self.styles.heading2
            case 3:
                return self.styles.heading3
            case _:
                return self.styles.heading4

    def paragraph(self, role: Role) -> TextStyle:
        """Give the style of a paragraph."""
        styles = self.styles
        match role:
            case Role.BODY:
                return styles.body
            case Role.EYEBROW:
                return styles.eyebrow
            case Role.SUBTITLE:
                return styles.subtitle
            case Role.LEAD:
                return styles.lead
            case Role.STATUS:
                return styles.status
            case Role.SMALL:
                return styles.small
            case Role.CLOSING:
                return styles.closing
            case _:
                assert_never(role)

    def figure_size(self, image: Image) -> tuple[float, float]:
        """Give width and height of a figure: as large as fits, a pixel at most 0.75 points."""
        scale = min(0.75, self.figure_width / image.width, self.figure_height / image.height)
        return image.width * scale, image.height * scale

    def colour(self, name: str) -> str:
        """Give the six digits of a colour by the name of its field."""
        value: str = getattr(self.colours, name)
        return value


A4 = Page(595.28, 841.89, 65.2, 76.5, 62.4, 76.5)
LETTER = Page()
