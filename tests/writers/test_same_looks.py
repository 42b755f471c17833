"""One theme, three formats: the looks that are read out of each are those of the theme.

The theme changes all that theme.yaml can change. Nothing of a writer is asked: styles.xml,
the operators of a PDF's page and the rules of a page's style sheet are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefgen import audience
from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Document,
    Field,
    FieldList,
    Heading,
    Meta,
    Paragraph,
    Role,
    Rule,
    Running,
    Table,
    Text,
)
from briefgen.theme import Styles, TextStyle, Theme
from briefgen.writers import writer
from tests.made import workspace
from tests.own_fonts import made
from tests.writers.drawn import Drawn, drawn_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INCH = 72.0

# A word for each style, and where its looks stand in a DOCX and in a style sheet.
PLACES = {
    "title": ("Heading1", "h1"),
    "heading2": ("Heading2", "h2"),
    "heading3": ("Heading3", "h3"),
    "heading4": ("Heading4", "h4, h5, h6"),
    "body": ("Normal", "body"),
    "eyebrow": ("Eyebrow", ".eyebrow"),
    "subtitle": ("Subtitle", ".subtitle"),
    "lead": ("Lead", ".lead"),
    "status": ("Status", ".status"),
    "small": ("Small", ".small"),
    "closing": ("Closing", ".closing"),
    "field": ("Field", "dl"),
    "caption": ("Caption", "caption"),
    "table_header": ("TableHeader", "thead > tr > *"),
    "table_cell": ("TableText", "table"),
    "header": ("Header", "@top-left"),
    "footer": ("Footer", "@bottom-left"),
}
COLOURS = ("text", "muted", "accent", "rule")
ALIGNED = {"closing": "end", "subtitle": "center", "small": "end"}


def changed() -> str:
    """Give a theme.yaml that changes every key; every style has a size of its own."""
    styles = []
    for number, name in enumerate(PLACES):
        size = 8 + number * 0.5 if number < 16 else 8.0
        if name in ("header", "footer"):
            size = 7.5 if name == "header" else 7.0
        bold = str(number % 3 == 0).lower()
        styles.append(
            f"  {name}: {{size: {size}, leading: {size + 5}, before: {number % 4 + 3},"
            f" after: {number % 5 + 2}, bold: {bold}, italic: {str(number % 2 == 1).lower()},"
            f" colour: {COLOURS[number % 4]}, align: {ALIGNED.get(name, 'start')},"
            f" font: {('body', 'heading')[number % 2]}}}\n"
        )
    return (
        "fonts:\n  body: [Times New Roman]\n"
        "  heading:\n  - {regular: City.ttf, bold: City-Bold.ttf, italic: City-Italic.ttf,"
        " bold_italic: City-Both.ttf}\n"
        'colours: {text: "102030", muted: "4A4A5A", accent: "6A1B4D", rule: "2F5D3A",'
        ' hairline: "A9B8C7", tint: 12}\n'
        "margins: {top: 81, right: 67, bottom: 73, left: 94}\n"
        f"styles:\n{''.join(styles)}"
        "spacing: {list_indent: 23, list_gap: 7, field_indent: 88, rule: 2, panel_bar: 5,"
        " panel_pad: 15, logo_after: 17, table: {before: 9, after: 19, pad_block: 7,"
        " pad_inline: 11, header_rule: 2.5, row_rule: 1.25, end_rule: 3}}\n"
        'header: {start: "{title}", end: ""}\nfooter: {start: "{organization}", end: "{page}"}\n'
        "logo: {width: 90, height: 40}\n"
    )


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    root = tmp_path_factory.mktemp("looks")
    folder = root / "templates" / "press"
    folder.mkdir(parents=True)
    for cut, style in (("", "Regular"), ("-Bold", "Bold"), ("-Italic", "Italic"), ("-Both", "Bi")):
        (folder / f"City{cut}.ttf").write_bytes(made(style=style))
    (folder / "theme.yaml").write_text(changed(), encoding="utf-8")
    place = workspace(root)
    return audience.load("press", place.template_roots, place.surroundings).theme


def said(name: str) -> tuple[Text, ...]:
    return (Text(f"word{name.replace('_', '')}"),)


def cell(text: str) -> Cell:
    return Cell((Paragraph((Text(text),)),))


def document() -> Document:
    columns = (Column(said("table_header")), Column((Text("more"),)))
    rows = tuple((cell(f"row{n}"), cell("wordtablecell" if n == 1 else "x")) for n in range(3))
    paragraphs = [
        Paragraph(said(role.value), role) for role in Role if role not in (Role.BODY, Role.CLOSING)
    ]
    blocks: tuple[Block, ...] = (
        Heading(1, said("title")),
        Rule(),
        *paragraphs,
        Heading(2, said("heading2")),
        Heading(3, said("heading3")),
        Heading(4, said("heading4")),
        Paragraph(said("body")),
        BulletList(tuple((Paragraph((Text(text),)),) for text in ("itemone", "itemtwo"))),
        FieldList((Field((Text("To:"),), said("field")),)),
        Callout((Paragraph((Text("panelword"),)),)),
        Table(columns, rows, caption=said("caption")),
        Paragraph(said("closing"), Role.CLOSING),
        *(Paragraph((Text(f"more {n}"),)) for n in range(40)),
    )
    running = Running("wordheader", "", "wordfooter", "{page}")
    return Document(Meta("Looks", "en-US", running=running), blocks)


@dataclass(frozen=True)
class Look:
    face: str
    bold: bool
    italic: bool
    size: float
    colour: str


def wanted(theme: Theme, name: str) -> Look:
    style: TextStyle = getattr(theme.styles, name)
    return Look(
        theme.face(style).name, style.bold, style.italic, style.size, theme.colour(style.colour)
    )


def test_the_theme_changes_whatever_can_be_changed(theme: Theme) -> None:
    usual = Theme()
    for item in fields(Styles):
        ours, theirs = getattr(theme.styles, item.name), getattr(usual.styles, item.name)
        assert ours.size != theirs.size
    for part in ("colours", "page", "table"):
        ours, theirs = getattr(theme, part), getattr(usual, part)
        same = [f.name for f in fields(ours) if getattr(ours, f.name) == getattr(theirs, f.name)]
        assert set(same) <= {"width", "height", "least_share"}
    same = [f.name for f in fields(Theme) if getattr(theme, f.name) == getattr(usual, f.name)]
    assert same == ["fallbacks", "logo", "letterhead"]


# --- DOCX --------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """The parts of a DOCX that say how it looks."""

    styles: dict[str, ElementTree.Element]
    defaults: ElementTree.Element
    body: ElementTree.Element
    numbering: ElementTree.Element


@pytest.fixture(scope="module")
def word(theme: Theme) -> Word:
    with ZipFile(BytesIO(writer("docx")(document(), theme).content)) as file:
        parts = {
            name: ElementTree.fromstring(file.read(f"word/{name}.xml"))
            for name in ("styles", "document", "numbering")
        }
    styles = {style.get(f"{W}styleId", ""): style for style in parts["styles"].iter(f"{W}style")}
    defaults = parts["styles"].find(f"{W}docDefaults")
    assert defaults is not None
    return Word(styles, defaults, parts["document"], parts["numbering"])


def value(element: ElementTree.Element, path: str, name: str = "val") -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return found.get(f"{W}{name}", "true") if found is not None else ""


def number(element: ElementTree.Element, path: str, name: str, unit: float) -> float:
    return float(value(element, path, name)) / unit


def word_look(word: Word, style_id: str) -> Look:
    style = word.styles[style_id]
    usual = word.styles["Normal"]

    def own(path: str, name: str = "val") -> str:
        return value(style, path, name) or value(usual, path, name)

    face = value(style, "rPr/rFonts", "ascii") or value(
        word.defaults, "rPrDefault/rPr/rFonts", "ascii"
    )
    bold, italic = (value(style, f"rPr/{name}") not in ("", "0", "false") for name in ("b", "i"))
    return Look(face, bold, italic, float(own("rPr/sz")) / 2, own("rPr/color"))


@pytest.mark.parametrize("name", PLACES)
def test_a_docx_looks_as_the_theme_says(theme: Theme, word: Word, name: str) -> None:
    assert word_look(word, PLACES[name][0]) == wanted(theme, name)
    style: TextStyle = getattr(theme.styles, name)
    spacing = word.styles[PLACES[name][0]]
    assert number(spacing, "pPr/spacing", "line", 20) == style.leading
    assert number(spacing, "pPr/spacing", "before", 20) == style.before
    assert number(spacing, "pPr/spacing", "after", 20) == style.after
    ends = {Align.START: "left", Align.CENTER: "center", Align.END: "right"}
    assert value(spacing, "pPr/jc") == ends[style.align]


def test_a_docx_has_the_themes_spaces_and_margins(theme: Theme, word: Word) -> None:
    page, look = theme.page, theme.table
    section = word.body.find(f"{W}body/{W}sectPr")
    assert section is not None
    margins = [number(section, "pgMar", side, 20) for side in ("top", "right", "bottom", "left")]
    assert margins == [page.top, page.right, page.bottom, page.left]
    table = word.styles["BriefingTable"]
    cells = [number(table, f"tblPr/tblCellMar/{side}", "w", 20) for side in ("top", "left")]
    assert cells == [look.pad_block, look.pad_inline]
    assert number(table, "tblPr/tblBorders/bottom", "sz", 8) == look.end_rule
    assert number(table, "tblPr/tblBorders/insideH", "sz", 8) == look.row_rule
    head = table.find(f"{W}tblStylePr/{W}tcPr")
    assert head is not None
    assert number(head, "tcBorders/bottom", "sz", 8) == look.header_rule
    assert value(head, "shd", "fill") == theme.colours.tint
    panel = word.styles["Callout"]
    assert number(panel, "pPr/pBdr/left", "sz", 8) == theme.callout_bar
    assert number(panel, "pPr/ind", "left", 20) == theme.callout_bar + theme.callout_pad
    assert number(word.styles["ListBullet"], "pPr/spacing", "after", 20) == theme.list_gap
    assert number(word.styles["Field"], "pPr/ind", "left", 20) == theme.field_indent
    level = word.numbering.find(f"{W}abstractNum/{W}lvl")
    assert level is not None
    assert number(level, "pPr/ind", "left", 20) == theme.list_indent
    rules = [b for b in word.body.iter(f"{W}pBdr") if b.find(f"{W}top") is None]
    assert number(rules[0], "bottom", "sz", 8) == theme.head_rule


# --- PDF ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(theme: Theme) -> list[Drawn]:
    content = writer("pdf")(document(), theme).content
    for page in PdfReader(BytesIO(content)).pages:
        assert page.mediabox[2:] == [theme.page.width, theme.page.height]
    return drawn_in(content)


def one(drawn: list[Drawn], text: str) -> Drawn:
    return next(piece for piece in drawn if piece.text.strip() == text)


CUTS = {(False, False): "", (True, False): "-Bold", (False, True): "-Italic"}


@pytest.mark.parametrize("name", PLACES)
def test_a_pdf_looks_as_the_theme_says(theme: Theme, drawn: list[Drawn], name: str) -> None:
    piece = one(drawn, f"word{name.replace('_', '')}")
    look = wanted(theme, name)
    own = look.face == "City Sans"
    both = "-Bi" if own else "-BoldItalic"
    stem = "CitySans" if own else "LiberationSerif"
    cut = CUTS.get((look.bold, look.italic), both)
    assert piece.font == stem + (cut if not (own and not cut) else "-Regular")
    assert piece.size == look.size
    # A PDF's colours are shares of one in three digits: a step more or less is rounding.
    parts = [(int(c[i : i + 2], 16) for i in (0, 2, 4)) for c in (piece.colour, look.colour)]
    assert all(abs(a - b) <= 1 for a, b in zip(*parts, strict=True))


def test_a_pdf_has_the_themes_spaces_and_margins(theme: Theme, drawn: list[Drawn]) -> None:
    page, look, styles = theme.page, theme.table, theme.styles
    assert one(drawn, "wordbody").x == pytest.approx(page.left)
    closing = one(drawn, "wordclosing")
    assert closing.x > page.width / 2
    grounds = [piece for piece in drawn if not piece.text]
    (rule,) = (piece for piece in grounds if piece.height == theme.head_rule)
    assert (rule.x, rule.width) == (page.left, page.measure)
    bars = [piece for piece in grounds if piece.width == theme.callout_bar]
    assert len(bars) == 1
    panel = one(drawn, "panelword")
    assert panel.x == pytest.approx(page.left + theme.callout_bar + theme.callout_pad)
    assert one(drawn, "itemone").x == pytest.approx(page.left + theme.list_indent)
    items = [one(drawn, f"item{which}") for which in ("one", "two")]
    assert items[0].y - items[1].y == pytest.approx(styles.body.leading + theme.list_gap)
    assert one(drawn, "wordfield").x == pytest.approx(page.left + theme.field_indent)
    heights = [piece.height for piece in grounds]
    for weight in (look.header_rule, look.end_rule):
        assert heights.count(weight) == 1
    assert heights.count(look.row_rule) == 2
    rows = [one(drawn, f"row{n}") for n in range(2)]
    pitch = styles.table_cell.leading + 2 * look.pad_block + look.row_rule
    assert rows[0].y - rows[1].y == pytest.approx(pitch, abs=0.02)
    last = min(piece.y for piece in drawn if piece.page == 0 and piece.text.startswith("more "))
    assert page.bottom <= last <= page.bottom + 2 * styles.body.leading + styles.body.after
    first = max(piece.y for piece in drawn if piece.page == 1 and piece.text.startswith("more "))
    assert page.height - page.top - styles.body.leading <= first <= page.height - page.top


# --- HTML --------------------------------------------------------------------


@pytest.fixture(scope="module")
def rules(theme: Theme) -> dict[str, dict[str, str]]:
    """Give what a style sheet says by day, by selector: the first of each counts."""
    text = writer("html")(document(), theme).content.decode()
    css = text[text.index("<style>") + 7 : text.index("</style>")]
    # What stands in the margins of a sheet stands inside its rule.
    css = re.sub(r"@page \{\s*margin: ([^;]*);", r"@page { margin: \1; }", css)
    found: dict[str, dict[str, str]] = {}
    for selector, inner in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        pairs = (part.partition(":")[::2] for part in inner.split(";") if ":" in part)
        said = {name.strip(): value.strip() for name, value in pairs}
        found.setdefault(selector.strip(), {}).update(
            {k: v for k, v in said.items() if k not in found.get(selector.strip(), {})}
        )
    return found


def points(length: str) -> float:
    """Give a length in points: a rem is ten of them on paper."""
    size, unit = re.fullmatch(r"([\d.]+)(rem|pt)?", length).groups()  # type: ignore[union-attr]
    return round(float(size) * {"rem": 10.0, "pt": 1.0, None: 1.0}[unit], 2)


# What a browser makes bold unless it is told otherwise.
BY_ITSELF = ("h1", "h2", "h3", "h4, h5, h6", "thead > tr > *")


def html_look(rules: dict[str, dict[str, str]], selector: str) -> Look:
    own = rules[selector]
    if selector.startswith("@"):
        font = re.fullmatch(r'(italic )?(bold )?([\d.]+)pt/[\d.]+pt "([^"]*)".*', own["font"])
        assert font is not None
        slant, weight, size, face = font.groups()
        return Look(face, bool(weight), bool(slant), float(size), own["color"].lstrip("#"))
    family = own.get("font-family", rules["body"]["font-family"])
    variable = re.fullmatch(r"var\((--\w+)\)", own["color"])
    assert variable is not None
    return Look(
        re.findall(r'"([^"]*)"', family)[0],
        own.get("font-weight", "bold" if selector in BY_ITSELF else "") == "bold",
        own.get("font-style") == "italic",
        points(own["font-size"]),
        rules[":root"][variable[1]].lstrip("#"),
    )


@pytest.mark.parametrize("name", PLACES)
def test_a_page_looks_as_the_theme_says(
    theme: Theme, rules: dict[str, dict[str, str]], name: str
) -> None:
    found, look = html_look(rules, PLACES[name][1]), wanted(theme, name)
    assert (found.face, found.bold, found.colour) == (look.face, look.bold, look.colour)
    assert found.size == pytest.approx(look.size, abs=0.01)
    assert found.italic == look.italic


def test_a_page_has_the_themes_spaces_and_margins(
    theme: Theme, rules: dict[str, dict[str, str]]
) -> None:
    page, look = theme.page, theme.table
    margins = [points(side) for side in rules["@page"]["margin"].split()]
    assert margins == [page.top, page.right, page.bottom, page.left]
    # A small screen in large text takes some of it back.
    indent = re.fullmatch(r"min\((.*), \d+vw\)", rules["ul, ol"]["padding-inline-start"])
    assert indent is not None
    assert points(indent[1]) == theme.list_indent
    assert points(rules["li"]["margin"].split()[2]) == theme.list_gap
    cells = [points(side) for side in rules["th, td"]["padding"].split()]
    assert cells == [look.pad_block, look.pad_inline]
    borders = {
        ("hr", "border-top"): theme.head_rule,
        (".panel", "border-inline-start"): theme.callout_bar,
        ("table", "border-bottom"): look.end_rule,
        ("th, td", "border-bottom"): look.row_rule,
        ("thead > tr > *", "border-bottom"): look.header_rule,
    }
    assert {key: points(rules[key[0]][key[1]].split()[0]) for key in borders} == borders
    assert points(rules[".panel"]["padding"].split()[1]) == theme.callout_pad
    assert rules[":root"]["--tint"].lstrip("#") == theme.colours.tint
    for name in ("title", "heading2", "lead", "small"):
        style: TextStyle = getattr(theme.styles, name)
        before, _, after = rules[PLACES[name][1]]["margin"].split()
        assert (points(before), points(after)) == (style.before, style.after)


def test_the_theme_file_is_read_as_a_workspace_has_it(theme: Theme, tmp_path: Path) -> None:
    assert theme.headings[0].name == "City Sans"
    assert theme.headings[0].bold.endswith(str(Path("press") / "City-Bold.ttf"))
