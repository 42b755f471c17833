"""What stands around the text, the logo of a theme, its spaces, and colours that are too pale."""

from __future__ import annotations

import re
from colorsys import rgb_to_hls
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefgen import audience, briefing, words
from briefgen.document import Figure, Running
from briefgen.errors import TemplateError
from briefgen.theme import LEAST_CONTRAST, Theme, around, contrast
from tests.made import SMALL, loaded, workspace
from tests.writers.specimens import png

LONG = SMALL + "background: |\n" + "".join(f"  Paragraph {n} of many.\n\n" for n in range(90))
FACTS = LONG.replace("organization: {name:", "organization: {department: Works, name:") + (
    "edition: Second\nplace: Brigton\n"
)


def load(root: Path, text: str) -> audience.Audience:
    folder = root / "templates" / "press"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(text, encoding="utf-8")
    place = workspace(root)
    return audience.load("press", place.template_roots, place.surroundings)


def made(root: Path, text: str, *formats: str, facts: str = FACTS) -> briefing.Briefing:
    place = workspace(root)
    found = load(root, text)
    language = words.load("en-US", place.template_roots)
    return briefing.make(loaded(root, facts), found, language, place.template_roots, formats)


def running(root: Path, text: str, facts: str = FACTS) -> Running:
    return made(root, text, facts=facts).document.meta.running


def fault(root: Path, text: str) -> tuple[str, str, int, int]:
    with pytest.raises(TemplateError) as caught:
        load(root, text)
    (found,) = caught.value.diagnostics
    assert found.location is not None
    said = f"{found.message} {found.hint}"
    return found.code, said, found.location.line, found.location.column


# --- around the text ---------------------------------------------------------


def test_what_a_theme_leaves_out_stands_around_the_text_as_usual(tmp_path: Path) -> None:
    assert running(tmp_path, "") == running(tmp_path, "header: {}\nfooter:\n")
    assert running(tmp_path, "").foot_start == "City of Brigton, November 23, 2026"


def test_names_in_braces_are_filled_and_pages_left_to_the_format(tmp_path: Path) -> None:
    text = (
        'header: {start: "{organization}: {title}", end: "{edition} edition, {place}"}\n'
        'footer: {start: "{document_type} of {date}", end: "{page}/{pages}"}\n'
    )
    found = running(tmp_path, text)
    assert found.head_start == "City of Brigton: Closing the old bridge"
    assert found.head_end == "Second edition, Brigton"
    assert found.foot_start == "Press release of November 23, 2026"
    assert found.page_of == "{page}/{pages}"


def test_nothing_in_quotes_is_nothing(tmp_path: Path) -> None:
    found = running(tmp_path, 'header: {start: "", end: ""}\nfooter: {start: "", end: ""}\n')
    assert (found.head_start, found.head_end, found.foot_start, found.page_of) == ("",) * 4


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{organization}, {reference}", "City of Brigton"),
        ("{reference} · {organization}", "City of Brigton"),
        ("{organization} – {reference} – {place}", "City of Brigton – Brigton"),
        ("{reference}", ""),
        ("{department}, {organization}", "Works, City of Brigton"),
        ("plain", "plain"),
    ],
)
def test_what_is_empty_leaves_no_sign_behind(tmp_path: Path, pattern: str, said: str) -> None:
    assert running(tmp_path, f'footer: {{start: "{pattern}"}}\n').foot_start == said


def test_a_title_that_speaks_of_a_page_is_no_number() -> None:
    assert around("{title}", "", {"title": "Who owns {page}?"}) == "Who owns { page}?"


@pytest.mark.parametrize(
    ("text", "code", "said", "place"),
    [
        ('header: {start: "{titel}"}\n', "theme.unknown-name", "'title'", (1, 17)),
        ('header: {start: "{title"}\n', "theme.unknown-name", "brace", (1, 17)),
        ('header: {start: "{{title}}"}\n', "theme.unknown-name", "brace", (1, 17)),
        ('header: {start: "{title.x}"}\n', "theme.unknown-name", "'title'", (1, 17)),
        (f"footer:\n  end: {'x' * 201}\n", "theme.too-long", "200", (2, 8)),
        ("footer:\n  end: [x]\n", "theme.wrong-kind", "text", (2, 8)),
        ("footer: {middle: x}\n", "theme.unknown-key", "'middle'", (1, 10)),
        ('footer: {start: "\\u4e2d"}\n', "theme.no-glyph", "U+4E2D", (1, 17)),
        ('footer: {start: "\\u05d0"}\n', "theme.no-glyph", "U+05D0", (1, 17)),
        ("styles: {header: {size: 40}}\n", "theme.no-room", "top margin", (1, 25)),
        ("spacing: {list_indent: 5000}\n", "theme.bad-number", "from 8 to 72", (1, 24)),
        ("spacing: {table: {row_rule: -1}}\n", "theme.bad-number", "from 0.25", (1, 29)),
        ("spacing: {table: {row_rule: .nan}}\n", "theme.bad-number", "number", (1, 29)),
        ("logo: {file: theme.yaml}\n", "theme.no-alternative", "cannot see it", (1, 14)),
        ("logo: {file: x.png, alternative: A}\n", "theme.no-file", "x.png", (1, 14)),
        ("logo: {file: theme.yaml, alternative: A}\n", "image.not-an-image", "PNG", (1, 14)),
        ("logo: {file: ../../../x, alternative: A}\n", "theme.outside", "leads out", (1, 14)),
        ("colours: {tint: 60}\n", "theme.bad-number", "from 0 to 20", (1, 17)),
        ("colours:\n  text: chartreuse\n", "theme.bad-colour", "chartreuse", (2, 9)),
    ],
)
def test_a_fault_stands_where_it_was_written(
    tmp_path: Path, text: str, code: str, said: str, place: tuple[int, int]
) -> None:
    found, message, *where = fault(tmp_path, text)
    assert (found, tuple(where)) == (code, place)
    assert said in message


EDGES = (
    'header: {start: "p. {page}", end: ""}\n'
    'footer: {start: "{department}, p. {page} of {pages}", end: "{reference}{place}"}\n'
)


def test_numbers_of_pages_stand_wherever_they_are_named(tmp_path: Path) -> None:
    files = made(tmp_path, EDGES, "pdf", "docx", "html").files
    pages = PdfReader(BytesIO(files["pdf"])).pages
    last = pages[-1].extract_text()
    assert f"p. {len(pages)} of {len(pages)}" in last
    assert "Works" in last and "Brigton" in last
    assert "p. 2" in pages[1].extract_text()
    with ZipFile(BytesIO(files["docx"])) as file:
        header, footer = (file.read(f"word/{n}.xml").decode() for n in ("header1", "footer2"))
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", header) == ["PAGE"]
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", footer) == ["PAGE", "NUMPAGES"]
    page = files["html"].decode()
    assert '@top-left { content: "p. " counter(page);' in page
    assert '@bottom-left { content: "Works, p. " counter(page) " of " counter(pages);' in page


def test_a_screen_shows_at_its_foot_what_has_no_number(tmp_path: Path) -> None:
    page = made(tmp_path, EDGES, "html").files["html"].decode()
    foot = page[page.index("<footer>") : page.index("</footer>")]
    assert "Brigton" in foot
    assert "p. " not in foot


# --- the logo ----------------------------------------------------------------


def test_the_logo_of_a_theme_stands_for_the_organizations(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "press"
    folder.mkdir(parents=True)
    (folder / "own.png").write_bytes(png(200, 100))
    text = "logo: {file: own.png, alternative: The bridge of Brigton, width: 120}\n"
    found = made(tmp_path, text, "pdf", "docx", "html")
    (figure,) = (block for block in found.document.blocks if isinstance(block, Figure))
    assert (figure.alternative, figure.lang) == ("The bridge of Brigton", "")
    theme = load(tmp_path, text).theme
    assert theme.figure_size(figure.image) == pytest.approx((120, 60))
    assert b"The bridge of Brigton" in found.files["html"]
    (image,) = PdfReader(BytesIO(found.files["pdf"])).pages[0].images
    assert image.image is not None
    assert image.image.size == (200, 100)
    with ZipFile(BytesIO(found.files["docx"])) as file:
        assert f'cx="{120 * 12700}"' in file.read("word/document.xml").decode()


def test_the_room_for_a_logo_is_a_themes_too(tmp_path: Path) -> None:
    theme = load(tmp_path, "logo: {height: 100}\n").theme
    assert theme.logo is None
    assert (theme.figure_width, theme.figure_height) == (480, 100)


# --- contrast ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "style"),
    [
        ("accent", "3FA7A9", ""),
        ("accent", "F2B134", ""),
        ("accent", "767676", ""),
        ("text", "8899AA", ""),
        ("muted", "AAAAAA", ""),
        ("rule", "D4A017", "status"),
        ("muted", "707070", "small"),
        ("accent", "FFFFFF", ""),
    ],
)
def test_a_pale_colour_is_a_fault_that_names_the_nearest_that_does(
    tmp_path: Path, name: str, value: str, style: str
) -> None:
    own = f"styles: {{{style}: {{colour: {name}}}}}\n" if style else ""
    text = own + f'colours: {{{name}: "%s"}}\n'
    code, said, *_ = fault(tmp_path, text % value)
    assert code == "theme.low-contrast"
    found = re.search(r'"([0-9A-F]{6})" is the nearest that does', said)
    assert found is not None
    theme = load(tmp_path, text % found[1]).theme
    assert contrast(theme.colour(name), "FFFFFF") >= LEAST_CONTRAST
    one, other = (hue(colour) for colour in (value, found[1]))
    assert min(abs(one - other), 1 - abs(one - other)) < 0.02
    # A shade that is hardly lighter does not do any more.
    rgb = [min(255, int(found[1][i : i + 2], 16) + 4) for i in (0, 2, 4)]
    if name != "accent" or value != "FFFFFF":
        lighter = "".join(f"{part:02X}" for part in rgb)
        assert fault(tmp_path, text % lighter)[0] == "theme.low-contrast"


def hue(colour: str) -> float:
    return rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)))[0]


def test_a_ratio_that_is_too_low_never_looks_high_enough(tmp_path: Path) -> None:
    code, said, line, column = fault(tmp_path, 'colours:\n  muted: "777777"\n')
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert "a contrast of 4.4:1 on white" in said
    assert (code, line, column) == ("theme.low-contrast", 2, 10)


# --- spaces ------------------------------------------------------------------


def test_spaces_are_the_themes(tmp_path: Path) -> None:
    theme = load(
        tmp_path,
        "spacing:\n  list_indent: 30\n  rule: 2\n  panel_bar: 6\n  panel_pad: 16\n"
        "  logo_after: 3\n  table: {pad_block: 7, end_rule: 2.5}\n",
    ).theme
    usual = Theme()
    assert (theme.list_indent, theme.list_gap) == (30, usual.list_gap)
    assert (theme.head_rule, theme.callout_bar, theme.callout_pad) == (2, 6, 16)
    assert theme.figure_after == 3
    assert (theme.table.pad_block, theme.table.end_rule) == (7, 2.5)
    assert theme.table.row_rule == usual.table.row_rule


def test_nothing_of_what_is_inherited_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "_themes"
    folder.mkdir(parents=True)
    lower = (
        'header: {start: low}\nfooter: {end: ""}\nspacing: {list_gap: 9, table: {after: 20}}\n'
        "fonts: {heading: [Times New Roman]}\nlogo: {width: 100}\n"
    )
    (folder / "low.yaml").write_text(lower, encoding="utf-8")
    theme = load(tmp_path, 'inherits: low\nheader: {end: ""}\nspacing: {rule: 2}\n').theme
    assert (theme.header.start, theme.header.end, theme.footer.end) == ("low", "", "")
    assert (theme.list_gap, theme.table.after, theme.head_rule) == (9, 20, 2)
    assert theme.headings[0].name == "Times New Roman"
    assert theme.figure_width == 100
