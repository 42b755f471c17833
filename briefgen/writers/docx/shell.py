"""What every DOCX of a theme and a language has in common, made once by python-docx.

Owns the parts that no document changes: styles, settings, faces, the page set-up.
Must not know a block. The parts are kept deflated, so that a document pays for its
own words alone. python-docx's template brings parts that nothing here needs (a
thumbnail, styles of another application, custom data): only what is named is taken.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt
from lxml import etree

from briefgen.theme import SYMBOLS, Family, Theme
from briefgen.writers.docx import numbering
from briefgen.writers.docx.archive import Member, member
from briefgen.writers.docx.edges import OWN, Edge
from briefgen.writers.docx.inline import escape
from briefgen.writers.docx.names import DECLARATION, R_NAMESPACE, W_NAMESPACE
from briefgen.writers.docx.numbering import NOTHING_BROUGHT, Brought
from briefgen.writers.docx.styles import Sheet, fill_styles, panel, sheets

if TYPE_CHECKING:
    from briefgen.letterheads import Letter

HEADER_FROM_TOP = 28.0
FOOTER_FROM_BOTTOM = 28.0

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Shell:
    """The common parts, and the pieces of XML that the body is built with.

    `theme` is what the text is measured and spaced with, `around` what the lines over and
    under it are; they are the theme's own but for what a letterhead says.
    """

    theme: Theme
    around: Theme
    fixed: tuple[Member, ...]
    numbering: tuple[str, ...]
    section: str
    panel: str
    sheets: dict[str, Sheet]
    edges: tuple[Edge, ...] = OWN
    brought: Brought = NOTHING_BROUGHT
    pictured: bool = False  # a picture stands at the head of its first page


@lru_cache(maxsize=16)
def shell(theme: Theme, language: str) -> Shell:
    """Give the shell of a theme, made at the first call."""
    if theme.letterhead is None:
        return _own(theme, language)
    # Loaded where there is one: most briefings have none, and every start would pay for it.
    from briefgen.letterheads import letter

    return _lettered(theme, letter(theme.letterhead.content), language)


def _own(theme: Theme, language: str) -> Shell:
    fixed = (
        member("word/styles.xml", _styles(theme, language)),
        member("word/settings.xml", _settings(language)),
        member("word/fontTable.xml", _faces(theme)),
        member("word/theme/theme1.xml", _palette(theme)),
    )
    return Shell(
        theme,
        theme,
        fixed,
        numbering.definitions(theme),
        _section(theme),
        panel(theme),
        sheets(theme),
    )


def _lettered(theme: Theme, letter: Letter, language: str) -> Shell:
    """Lay a letterhead over the shell of a theme."""
    from briefgen.letterheads.tree import declared
    from briefgen.writers.docx import letterhead

    known = letterhead.named(letter, letterhead.tree(_styles(theme, language)))
    dressed = letterhead.dressed(theme, letter, known)
    brought = letterhead.numbers(letter, known)
    edges = letterhead.edges(letter, known, brought, language)
    own_styles = letterhead.tree(_styles(dressed, language))
    styled = letterhead.styles_part(own_styles, letter, known, brought, language)
    settings = letterhead.settings_part(letterhead.tree(_settings(language)), letter)
    faces = letterhead.faces_part(letterhead.tree(_faces(dressed)), letter)
    palette = letter.palette
    fixed = (
        member("word/styles.xml", styled),
        member("word/settings.xml", settings),
        member("word/fontTable.xml", faces),
        member(
            "word/theme/theme1.xml",
            _palette(dressed) if palette is None else DECLARATION + declared(palette),
        ),
        *(member(f"word/media/{one.name}", one.content) for one in letter.media()),
    )
    own_section = letterhead.tree(_section(dressed, declaring=True))
    return Shell(
        theme=dressed,
        around=replace(dressed, page=letterhead.page_of(theme, letter)),
        fixed=fixed,
        numbering=letterhead.marked(numbering.definitions(dressed), letter, known),
        section=letterhead.section(letter, own_section, edges),
        panel=panel(dressed),
        sheets=letterhead.sheeted(sheets(dressed), sheets(theme), letter, known),
        edges=edges,
        brought=brought,
        pictured=letter.pictured,
    )


def _styles(theme: Theme, language: str) -> bytes:
    word = docx.Document()
    fill_styles(word, theme, language)
    return _serialized(word.styles.element)


def _serialized(element: Any) -> bytes:
    etree.cleanup_namespaces(element)
    xml: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def _settings(language: str) -> bytes:
    lang = escape(language)
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    settings = parse_xml(
        f'<w:settings {W_NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatible}</w:compat>'
        f'<w:themeFontLang w:val="{lang}"/><w:decimalSymbol w:val="."/>'
        f'<w:listSeparator w:val=","/></w:settings>'
    )
    return _serialized(settings)


def _section(theme: Theme, *, declaring: bool = False) -> str:
    """Give the page set-up, with the header and the footers that `running` writes."""
    page, section = theme.page, docx.Document().sections[0]
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
    section.left_margin, section.right_margin = Pt(page.left), Pt(page.right)
    section.header_distance = Pt(HEADER_FROM_TOP)
    section.footer_distance = Pt(FOOTER_FROM_BOTTOM)
    section.different_first_page_header_footer = True
    element: Any = section._sectPr
    for name in list(element.attrib):
        del element.attrib[name]
    named = "".join(edge.reference for edge in OWN)
    references = f"<w:sectPr {W_NAMESPACE} {R_NAMESPACE}>{named}</w:sectPr>"
    for position, reference in enumerate(parse_xml(references)):
        element.insert(position, reference)
    # Apart from its document, it lets go of the namespaces that were declared there.
    alone = deepcopy(element)
    etree.cleanup_namespaces(alone)
    text: str = etree.tostring(alone, encoding="unicode")
    if declaring:
        return text
    # The root of the part declares both; said again here they would only take room.
    return text.replace(f" {W_NAMESPACE}", "").replace(f" {R_NAMESPACE}", "")


def _palette(theme: Theme) -> bytes:
    """Give the template's part of colours and faces with ours put in.

    Nothing in the document refers to it; it is what Word offers to whoever edits on.
    """
    root: Any = etree.fromstring(docx.Document().part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    root.set("name", "Briefing")
    for kind, style in (("major", theme.styles.title), ("minor", theme.styles.body)):
        for faces in root.iter(f"{_A}{kind}Font"):
            for script in faces.findall(f"{_A}font"):
                faces.remove(script)
            faces.find(f"{_A}latin").set("typeface", theme.face(style).name)
    for slot, colour in (
        ("dk2", theme.colours.text),
        ("accent1", theme.colours.accent),
        ("accent2", theme.colours.muted),
        ("hlink", theme.colours.accent),
        ("folHlink", theme.colours.accent),
    ):
        for choice in root.iter(f"{_A}{slot}"):
            choice[0].set("val", colour)
    return _serialized(root)


def _faces(theme: Theme) -> str:
    """Give the table of faces; a symbol face that a reader lacks has a stand-in."""
    families = dict.fromkeys((theme.family, *theme.headings, *theme.fallbacks))
    fonts = {family.name: _font(family) for family in families}
    return f"{DECLARATION}<w:fonts {W_NAMESPACE}>{''.join(fonts.values())}</w:fonts>"


def _font(family: Family) -> str:
    kind = "roman" if family.generic == "serif" else "swiss"
    stand_in = '<w:altName w:val="Segoe UI Symbol"/>' if family == SYMBOLS else ""
    return (
        f'<w:font w:name="{escape(family.name)}">{stand_in}<w:charset w:val="00"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="variable"/></w:font>'
    )
