"""What theme.yaml may say: the description of its keys, and their limits.

Must not know what becomes of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.errors import Location
from briefgen.schema import (
    Choice,
    File,
    FileRef,
    Flag,
    NamesOrRecords,
    Number,
    Pattern,
    Record,
    Word,
    key,
)
from briefgen.theme import RUNNING


@dataclass(frozen=True, slots=True)
class OwnFace:
    """A face of the user's own: its files, or the name alone of one that briefgen knows."""

    name: str = key(Word(), "what Word calls it; left out: what the files call themselves")
    regular: FileRef | None = key(File(), "a TrueType file, beside this one or below", needed=True)
    bold: FileRef | None = key(File(), "needed for running text")
    italic: FileRef | None = key(File(), "left out: upright")
    bold_italic: FileRef | None = key(File(), "left out: bold")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces that a theme may change, each a list: the face, then what it lacks comes from."""

    body: tuple[OwnFace, ...] = key(NamesOrRecords(OwnFace), "of running text")
    heading: tuple[OwnFace, ...] = key(
        NamesOrRecords(OwnFace), "of title, headings and the line over the title; left out: body"
    )
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Hues:
    """The colours that a theme may change: six hexadecimal digits."""

    text: str = key(Word(), "of running text")
    muted: str = key(Word(), "of what stands back")
    accent: str = key(Word(), "of headings and links")
    rule: str = key(Word(), "of rules; left out: the accent")
    hairline: str = key(Word(), "of the rules between rows")
    tint: float | None = key(
        Number(0, 20), "how much of the accent the ground of panels and tables has, in percent"
    )
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins that a theme may change, in points."""

    # Header and footer stand 28 points from the edge, two lines each in a draft.
    top: float | None = key(Number(56, 288), "points")
    right: float | None = key(Number(18, 288), "points")
    bottom: float | None = key(Number(54, 288), "points")
    left: float | None = key(Number(18, 288), "points")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StyleChange:
    """What a theme may change of one style, in points."""

    size: float | None = key(Number(4, 96), "points")
    leading: float | None = key(Number(4, 144), "points from line to line")
    before: float | None = key(Number(0, 144), "points above")
    after: float | None = key(Number(0, 144), "points below")
    bold: bool | None = key(Flag(), "true or false")
    italic: bool | None = key(Flag(), "true or false")
    colour: str = key(Choice(("text", "muted", "accent", "rule")), "which of the colours")
    align: str = key(Choice(("start", "center", "end")), "how it stands")
    font: str = key(Choice(("body", "heading")), "which of the fonts")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StyleChanges:
    """The styles that a theme may change."""

    title: StyleChange | None = key(Record(StyleChange), "the title")
    heading2: StyleChange | None = key(Record(StyleChange), "sections' headings")
    heading3: StyleChange | None = key(Record(StyleChange), "their parts' headings")
    heading4: StyleChange | None = key(Record(StyleChange), "headings below these")
    body: StyleChange | None = key(Record(StyleChange), "running text")
    eyebrow: StyleChange | None = key(Record(StyleChange), "the line over the title")
    subtitle: StyleChange | None = key(Record(StyleChange), "the line under the title")
    lead: StyleChange | None = key(Record(StyleChange), "the sentence that must be read")
    status: StyleChange | None = key(Record(StyleChange), "the draft or release line")
    small: StyleChange | None = key(Record(StyleChange), "sources and boilerplate")
    closing: StyleChange | None = key(Record(StyleChange), "the mark at the end")
    field: StyleChange | None = key(Record(StyleChange), "labelled lines")
    caption: StyleChange | None = key(Record(StyleChange), "over a table")
    table_header: StyleChange | None = key(Record(StyleChange), "a table's head")
    table_cell: StyleChange | None = key(Record(StyleChange), "a table's cells")
    header: StyleChange | None = key(Record(StyleChange), "over every page but the first")
    footer: StyleChange | None = key(Record(StyleChange), "under every page")


@dataclass(frozen=True, slots=True)
class EdgeChange:
    """The texts at the ends of a line; empty in quotes for none."""

    start: str | None = key(Pattern(RUNNING), "at the start of the line")
    end: str | None = key(Pattern(RUNNING), "at its end")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LogoChange:
    """The mark at the head of page 1, and how large such a mark may be, in points."""

    file: FileRef | None = key(File(), "a PNG or JPEG file, beside this one or below")
    alternative: str = key(Word(), "what it shows, in words; needed with a file")
    width: float | None = key(Number(16, 480), "points at most; a pixel takes 0.75 at most")
    height: float | None = key(Number(16, 288), "points at most")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TableSpacing:
    """The spaces and rules of a table, in points."""

    before: float | None = key(Number(0, 72), "above a table without a caption")
    after: float | None = key(Number(0, 72), "below it")
    pad_block: float | None = key(Number(0, 24), "above and below the text of a cell")
    pad_inline: float | None = key(Number(2, 24), "at the sides of the text of a cell")
    header_rule: float | None = key(Number(0.25, 6), "weight of the rule under the head")
    row_rule: float | None = key(Number(0.25, 6), "weight of the rules between rows")
    end_rule: float | None = key(Number(0.25, 6), "weight of the rule at the end")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Spacing:
    """The spaces and rules that a theme may change, in points."""

    list_indent: float | None = key(Number(8, 72), "from a bullet to its text")
    list_gap: float | None = key(Number(0, 24), "between the items of a list")
    field_indent: float | None = key(Number(20, 216), "from a label to its value, at least")
    rule: float | None = key(Number(0.25, 6), "weight of a rule across the page")
    panel_bar: float | None = key(Number(0.5, 12), "weight of the bar at a panel's side")
    panel_pad: float | None = key(Number(4, 24), "from a panel's edge to its text")
    logo_after: float | None = key(Number(0, 72), "below the logo")
    table: TableSpacing = key(Record(TableSpacing), "of tables", default=TableSpacing())
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """What theme.yaml may say; what it leaves out stays as it is."""

    inherits: str = key(Word(), "the looks, by name, that these lie over")
    fonts: Fonts = key(Record(Fonts), "the faces", default=Fonts())
    colours: Hues = key(Record(Hues), "colours", default=Hues())
    margins: Margins = key(Record(Margins), "margins", default=Margins())
    styles: StyleChanges = key(Record(StyleChanges), "styles", default=StyleChanges())
    spacing: Spacing = key(Record(Spacing), "spaces and rules", default=Spacing())
    header: EdgeChange = key(
        Record(EdgeChange), "the line over every page but the first", default=EdgeChange()
    )
    footer: EdgeChange = key(Record(EdgeChange), "the line under every page", default=EdgeChange())
    logo: LogoChange = key(Record(LogoChange), "the mark on page 1", default=LogoChange())
    word_template: FileRef | None = key(
        File(),
        "a DOCX file, beside this one or below, whose styles, page, header and footer the DOCX "
        "takes; the PDF does not",
    )
    origin: Location | None = field(default=None, compare=False)
