"""A letterhead laid over a theme's own shell: its styles win, those it lacks are added.

Owns whose style, number, setting or face it is that a document gets. Must not know how a
letterhead was read. Its styles get our ids where they have our names, since Word writes ids
in the language of its menus; everything that refers to them is renamed with them.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count

from briefgen.letterheads import Letter, Story
from briefgen.letterheads.styles import Look, look
from briefgen.letterheads.tree import Element, child, declared, parse, serialised, value
from briefgen.theme import FACES, Page, Styles, TextStyle, Theme
from briefgen.writers.docx import names
from briefgen.writers.docx.edges import OWN, Edge
from briefgen.writers.docx.lengths import twips
from briefgen.writers.docx.letternumbers import placed, with_mark
from briefgen.writers.docx.names import DECLARATION
from briefgen.writers.docx.numbering import OF_BULLETS, OF_NUMBERS, Brought
from briefgen.writers.docx.package import relations_part
from briefgen.writers.docx.styles import Sheet

# Which of our styles says how each kind of text of a theme looks.
_TOLD_BY = {
    "body": names.NORMAL,
    "title": names.heading(1),
    "heading2": names.heading(2),
    "heading3": names.heading(3),
    "heading4": names.heading(4),
    "field": names.FIELD,
    "caption": names.CAPTION,
    "table_header": names.TABLE_HEADER,
    "table_cell": names.TABLE_TEXT,
    "header": names.HEADER,
    "footer": names.FOOTER,
    **{role.value: style for role, style in names.PARAGRAPHS.items() if role.value != "body"},
}
_REFERENCES = frozenset(
    (
        *("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"),
        *("w:numStyleLink", "w:styleLink"),
    )
)
_SETTINGS = (
    *("w:zoom", "w:mirrorMargins", "w:bordersDoNotSurroundHeader"),
    *("w:bordersDoNotSurroundFooter", "w:gutterAtTop", "w:defaultTabStop"),
    *("w:autoHyphenation", "w:consecutiveHyphenLimit", "w:hyphenationZone"),
    *("w:doNotHyphenateCaps", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:compat"),
    *("w:themeFontLang", "w:clrSchemeMapping", "w:decimalSymbol", "w:listSeparator"),
)
# Pictures around the text are numbered out of the way of those in it.
_FIRST_PICTURE = 10_001
_NUMBER = re.compile(r'<wp:docPr id="\d+"')
_LEAST_MODE = 15  # below, Word says in its title that the file is of an older one


@dataclass(frozen=True, slots=True)
class Names:
    """What a letterhead's styles are called here: their ids, and the styles that are ours."""

    ids: dict[str, str]
    styles: dict[str, Element]  # by our id, those that the letterhead has

    def renamed(self, element: Element) -> Element:
        """Copy an element with what it says of styles and numbers as they are called here."""
        made = deepcopy(element)
        for node in made.iter():
            if node.tag in _REFERENCES and (known := self.ids.get(node.get("w:val", ""))):
                node.set("w:val", known)
        return made


def named(letter: Letter, own: Element) -> Names:
    """Find a letterhead's styles by their names, and the defaults by being that."""
    ours = {_key(style): style.get("w:styleId", "") for style in own if style.tag == "w:style"}
    usual = {
        style.get("w:type"): style.get("w:styleId", "") for style in own if style.get("w:default")
    }
    ids: dict[str, str] = {}
    styles: dict[str, Element] = {}
    theirs = [style for style in letter.styles if style.tag == "w:style"]
    default = {
        style.get("w:type"): style
        for style in reversed(theirs)
        if style.get("w:default") in ("1", "true", "on")
    }
    for kind, style in default.items():
        if kind in usual:
            ids[style.get("w:styleId", "")] = usual[kind]
            styles[usual[kind]] = style
    rest = [style for style in theirs if style.get("w:styleId") not in ids]
    for style in rest:
        known = ours.get(_key(style))
        if known and known not in styles:
            ids[style.get("w:styleId", "")] = known
            styles[known] = style
    taken = {*ids.values(), *ours.values()}
    for style in rest:
        name = style.get("w:styleId", "")
        if name not in ids:
            new = next(
                n for n in (name, *(f"{name}{at}" for at in range(2, 9_999))) if n not in taken
            )
            taken.add(new)
            ids[name] = new
    return Names(ids, styles)


def _key(style: Element) -> tuple[str, str]:
    return style.get("w:type", ""), (value(style, "w:name") or "").casefold()


# --- looks ----------------------------------------------------------------------------


def dressed(theme: Theme, letter: Letter, known: Names) -> Theme:
    """Give the theme as a letterhead changes it: what text is measured and spaced with."""
    looks = {name: look(letter.styles, style) for name, style in known.styles.items()}
    styles: Styles = theme.styles
    for name, style in _TOLD_BY.items():
        if found := looks.get(style):
            styles = replace(styles, **{name: _styled(getattr(styles, name), found)})
    page = page_of(theme, letter)
    if letter.sheet.column is not None:
        page = replace(page, right=page.right + page.measure - letter.sheet.column)
    theme = replace(theme, styles=styles, page=page)
    if found := looks.get(names.BULLET):
        gap = 0.0 if found.contextual else found.after or 0.0
        theme = replace(theme, list_gap=gap)
    body = FACES.get(_font(looks.get(names.NORMAL), letter))
    if body:
        theme = replace(theme, family=body)
    if names.heading(1) in looks:
        head = FACES.get(_font(looks[names.heading(1)], letter))
        theme = replace(theme, headings=(head,) if head and head != theme.family else ())
    return theme


def page_of(theme: Theme, letter: Letter) -> Page:
    """Give the page of a letterhead; one that is the theme's but for rounding is the theme's."""
    page = letter.sheet.page
    if page is None or _in_twips(page) == _in_twips(theme.page):
        return theme.page
    return page


def _in_twips(page: Page) -> tuple[int, ...]:
    sides = (page.width, page.height, page.top, page.right, page.bottom, page.left)
    return tuple(map(twips, sides))


def _font(found: Look | None, letter: Letter) -> str:
    """Give the face of a style; one that is of the palette is looked up there."""
    if found is None:
        return ""
    if found.theme_font:
        kind = "majorFont" if found.theme_font.startswith("major") else "minorFont"
        path = f"a:themeElements/a:fontScheme/a:{kind}/a:latin"
        return value(letter.palette, path, "typeface") or ""
    return found.font or ""


def _styled(style: TextStyle, found: Look) -> TextStyle:
    size = found.size or 10.0  # what the format says where nothing is said
    return replace(
        style,
        size=size,
        leading=found.leading or size * style.leading / style.size,
        before=found.before or 0.0,
        after=found.after or 0.0,
        bold=bool(found.bold),
        italic=bool(found.italic),
        keep_with_next=bool(found.keep_next),
    )


def sheeted(
    sheets: dict[str, Sheet], usual: dict[str, Sheet], letter: Letter, known: Names
) -> dict[str, Sheet]:
    """Give the paragraph styles of a theme with those that are the letterhead's.

    `usual` are those of the theme without it: what keeps together there does so here.
    """
    made = dict(sheets)
    for name, sheet in sheets.items():
        if name in known.styles:
            found = look(letter.styles, known.styles[name])
            made[name] = replace(
                sheet,
                look=_styled(sheet.look, found),
                left=found.left or 0.0,
                right=found.right or 0.0,
                hanging=found.hanging or 0.0,
                keeps=usual[name].look.keep_with_next,
            )
    return made


# --- parts ----------------------------------------------------------------------------


def styles_part(own: Element, letter: Letter, known: Names, brought: Brought, language: str) -> str:
    """Give the styles: the letterhead's, and of ours those that it lacks."""
    made = Element("w:styles")
    for tag in ("w:docDefaults", "w:latentStyles"):
        found = child(letter.styles, tag)
        if found is None:
            found = child(own, tag)
        if found is not None:
            made.append(deepcopy(found))
    _say_language(made, language)
    said = set()
    for style in letter.styles:
        if style.tag == "w:style":
            one = known.renamed(style)
            one.set("w:styleId", known.ids[style.get("w:styleId", "")])
            renumbered(one, brought)
            said.add(_key(style)[1])
            made.append(one)
    for style in own:
        if style.tag == "w:style" and style.get("w:styleId") not in known.styles:
            one = deepcopy(style)
            name = child(one, "w:name")
            if name is not None and _key(style)[1] in said:  # of another kind of style
                name.set("w:val", f"{name.get('w:val')} 2")
            made.append(one)
    _one_default(made, own)
    return DECLARATION + declared(made)


def _one_default(styles: Element, own: Element) -> None:
    """See to it that the styles that are ours by default are so here."""
    for usual in own:
        if usual.tag == "w:style" and usual.get("w:default"):
            for style in styles:
                if style.get("w:type") == usual.get("w:type"):
                    style.attrib.pop("w:default", None)
                    if style.get("w:styleId") == usual.get("w:styleId"):
                        style.set("w:default", "1")


def _say_language(styles: Element, language: str) -> None:
    defaults = child(styles, "w:docDefaults")
    if defaults is None:
        defaults = Element("w:docDefaults")
        styles.insert(0, defaults)
    outer = _made(defaults, "w:rPrDefault", first=True)
    run = _made(outer, "w:rPr")
    for old in [kid for kid in run if kid.tag == "w:lang"]:
        run.remove(old)
    slots = ("w:val", "w:eastAsia", "w:bidi")
    run.append(Element("w:lang", dict.fromkeys(slots, language)))


def _made(holder: Element, tag: str, *, first: bool = False) -> Element:
    found = child(holder, tag)
    if found is None:
        found = Element(tag)
        holder.insert(0 if first else len(holder), found)
    return found


def settings_part(own: Element, letter: Letter) -> str:
    """Give the settings: ours, and over them what of the letterhead's matters to its looks."""
    found = {kid.tag: kid for kid in own} | letter.settings
    found["w:compat"] = _compatible(child(own, "w:compat"), letter.settings.get("w:compat"))
    made = Element("w:settings")
    made.extend([found[tag] for tag in _SETTINGS if tag in found])
    return DECLARATION + declared(made)


def _compatible(own: Element | None, theirs: Element | None) -> Element:
    made = Element("w:compat")
    settings: dict[str, Element] = {}
    for source in (own, theirs):
        for kid in source if source is not None else ():
            if kid.tag == "w:compatSetting":
                settings[kid.get("w:name", "")] = deepcopy(kid)
            else:
                made.append(deepcopy(kid))
    mode = settings.get("compatibilityMode")
    if mode is not None and not _at_least(mode.get("w:val", ""), _LEAST_MODE):
        mode.set("w:val", str(_LEAST_MODE))
    made.extend(settings.values())
    return made


def _at_least(said: str, least: int) -> bool:
    return said.isdecimal() and len(said) < 4 and int(said) >= least


def faces_part(own: Element, letter: Letter) -> str:
    """Give the table of faces: the letterhead's, and of ours those that it lacks."""
    made = Element("w:fonts")
    known = {face.get("w:name") for face in letter.faces}
    made.extend(letter.faces)
    made.extend([face for face in own if face.get("w:name") not in known])
    return DECLARATION + declared(made)


def numbers(letter: Letter, known: Names) -> Brought:
    """Give the letterhead's numberings under ids that no other has."""
    return placed(known.renamed(letter.numbering))


def marked(definitions: tuple[str, ...], letter: Letter, known: Names) -> tuple[str, ...]:
    """Give our lists the marks of the letterhead's: their outermost level's."""
    made = list(definitions)
    for style, definition in ((names.BULLET, OF_BULLETS), (names.NUMBER, OF_NUMBERS)):
        level = _level(letter, known.styles.get(style))
        if level is not None:
            made[definition] = with_mark(made[definition], level)
    return tuple(made)


def _level(letter: Letter, style: Element | None) -> Element | None:
    """Give the level of numbering that a style of lists stands on, if it shows a mark."""
    number = value(style, "w:pPr/w:numPr/w:numId")
    num = next((n for n in letter.numbering if n.get("w:numId") == number and number), None)
    definition = value(num, "w:abstractNumId")
    for node in letter.numbering:
        if node.tag == "w:abstractNum" and node.get("w:abstractNumId") == definition:
            return next((kid for kid in node if kid.get("w:ilvl") == "0"), None)
    return None


def renumbered(xml: Element, brought: Brought) -> None:
    """Call the numberings that an element refers to by their ids here."""
    for node in xml.iter("w:numPr"):
        number = child(node, "w:numId")
        if number is not None and number.get("w:val") != "0":
            new = brought.ids.get(number.get("w:val", ""))
            if new is None:
                node.clear()
            else:
                number.set("w:val", str(new))


# --- around the text ------------------------------------------------------------------


def edges(letter: Letter, known: Names, brought: Brought, language: str) -> tuple[Edge, ...]:
    """Give the headers and footers: the letterhead's where it has some, else ours."""
    if not letter.headers and not letter.footers:
        return OWN
    first = _first_differs(letter)
    places = ["default", *(["first"] if first else []), *(["even"] if letter.even_differs else [])]
    made: list[Edge] = []
    pictures = count(_FIRST_PICTURE)
    for kind, stories in (("header", letter.headers), ("footer", letter.footers)):
        for number, place in enumerate(places, 1):
            name, page = f"{kind}{number}.xml", 1 if place == "first" else 2
            if stories:
                asked = "default" if place == "first" and not letter.first_differs else place
                found = stories.get(asked)
                xml, relations = _story(found, kind, known, brought, letter, language)
                xml = _NUMBER.sub(lambda _: f'<wp:docPr id="{next(pictures)}"', xml)
                made.append(Edge(kind, place, name, xml, relations))
            elif (kind, place) != ("header", "first"):  # where the document's own head stands
                made.append(Edge(kind, place, name, page=page, stops=_stops(known, kind)))
    return tuple(made)


def _stops(known: Names, kind: str) -> tuple[int, ...]:
    """Give the tab stops of the letterhead's style for a line of ours: it has its own."""
    style = known.styles.get(names.HEADER if kind == "header" else names.FOOTER)
    found = (tab.get("w:pos", "") for tab in style.iter("w:tab")) if style is not None else ()
    return tuple(sorted({int(at) for at in found if at.isdecimal() and len(at) < 6}))


def _first_differs(letter: Letter) -> bool:
    """Say whether page 1 has edges of its own: ours differ there, a letterhead's may."""
    return letter.first_differs or not (letter.headers and letter.footers)


def _story(
    story: Story | None,
    kind: str,
    known: Names,
    brought: Brought,
    letter: Letter,
    language: str,
) -> tuple[str, str]:
    """Give a header or footer, and its relations; one that is not there has no words."""
    if story is None:
        empty = Element("w:hdr" if kind == "header" else "w:ftr")
        empty.append(Element("w:p"))
        return declared(empty), ""
    root = known.renamed(story.root)
    renumbered(root, brought)
    if letter.language and letter.language.partition("-")[0] != language.partition("-")[0]:
        _speak(root, letter.language)
    pictures = {name: f"media/{one.name}" for name, one in story.pictures.items()}
    links = {name: address for address, name in story.addresses.items()}
    relations = relations_part(pictures, links) if pictures or links else ""
    return declared(root), relations


def _speak(root: Element, language: str) -> None:
    """Say of words that name no language that they are in the letterhead's."""
    for run in root.iter("w:r"):
        voice = _made(run, "w:rPr", first=True)
        if child(voice, "w:lang") is None:
            voice.append(Element("w:lang", {"w:val": language}))


def section(letter: Letter, own: Element, edges: tuple[Edge, ...]) -> str:
    """Give the page set-up: the letterhead's, with what of ours it does not say."""
    made = deepcopy(letter.section)
    if letter.sheet.page is None:
        for place, tag in enumerate(("w:pgSz", "w:pgMar")):
            for old in [kid for kid in made if kid.tag == tag]:
                made.remove(old)
            ours = child(own, tag)
            if ours is not None:
                made.insert(place, deepcopy(ours))
    first = any(edge.place == "first" for edge in edges)
    if first and child(made, "w:titlePg") is None:
        grid = child(made, "w:docGrid")
        made.insert(len(made) if grid is None else list(made).index(grid), Element("w:titlePg"))
    references = "".join(edge.reference for edge in edges)
    return f"<w:sectPr>{references}{''.join(map(serialised, made))}</w:sectPr>"


def tree(xml: bytes | str) -> Element:
    """Read a part of our own."""
    content = xml.encode() if isinstance(xml, str) else xml
    return parse(content, "own", [1_000_000])[0]
