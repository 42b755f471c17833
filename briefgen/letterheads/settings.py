"""What else of a letterhead matters to its looks: settings, faces, the palette, the page.

Owns the choice. Must not know styles or words. What tells of persons, of the file's
history or of other files does not come along.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.letterheads.faults import Refused
from briefgen.letterheads.stories import properties
from briefgen.letterheads.styles import points
from briefgen.letterheads.tree import Element, child, is_on, value
from briefgen.theme import Page

# In the order of the schema.
SETTINGS = (
    *("w:mirrorMargins", "w:bordersDoNotSurroundHeader", "w:bordersDoNotSurroundFooter"),
    *("w:gutterAtTop", "w:defaultTabStop", "w:autoHyphenation", "w:consecutiveHyphenLimit"),
    *("w:hyphenationZone", "w:doNotHyphenateCaps", "w:evenAndOddHeaders"),
    *("w:characterSpacingControl", "w:compat", "w:clrSchemeMapping"),
)
_SECTION = (
    *("w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:pgNumType", "w:cols"),
    *("w:titlePg", "w:docGrid"),
)
_FONT = ("w:altName", "w:panose1", "w:charset", "w:family", "w:notTrueType", "w:pitch", "w:sig")
_LEAST_ROOM = 144.0  # points of text, across and down
_COLUMN_GAP = 36.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page: its sheet and margins, and the width of a column where there are several."""

    page: Page | None
    column: float | None


def settings(root: Element) -> dict[str, Element]:
    """Give the settings that matter, by name."""
    found = {kid.tag: properties(kid) for kid in root if kid.tag in SETTINGS}
    compat = found.get("w:compat")
    for kid in list(compat) if compat is not None else ():
        if kid.tag == "w:compatSetting" and not (kid.get("w:uri") or "").startswith(
            "http://schemas.microsoft.com/office/word"
        ):
            found["w:compat"].remove(kid)
    return found


def faces(root: Element | None) -> list[Element]:
    """Give the table of faces, without the files of faces."""
    made = []
    for font in root if root is not None else ():
        if font.tag == "w:font" and font.get("w:name"):
            one = Element("w:font", {"w:name": font.get("w:name", "")})
            kids = [properties(kid) for kid in font if kid.tag in _FONT]
            one.extend(sorted(kids, key=lambda kid: _FONT.index(kid.tag)))
            for kid in one:
                kid.attrib.pop("w:characterSet", None)  # the same once more, in other names
            made.append(one)
    return made


def palette(root: Element | None) -> Element | None:
    """Give the part of colours and faces, without pictures."""
    if root is None or root.tag != "a:theme":
        return None
    if child(root, "a:themeElements/a:clrScheme") is None:
        return None
    made = Element("a:theme", {"name": root.get("name", "")})
    made.extend([_coloured(kid) for kid in root if kid.tag == "a:themeElements"])
    made.extend((Element("a:objectDefaults"), Element("a:extraClrSchemeLst")))
    return made


def _coloured(element: Element) -> Element:
    if element.tag == "a:blipFill":
        plain = Element("a:solidFill")
        plain.append(Element("a:schemeClr", {"val": "phClr"}))
        return plain
    made = Element(element.tag, {key: v for key, v in element.items() if ":" not in key})
    made.extend([_coloured(kid) for kid in element if kid.tag != "a:extLst"])
    return made


def section(found: Element) -> Element:
    """Give a page set-up without its headers and footers."""
    made = Element("w:sectPr")
    kids = [properties(kid) for kid in found if kid.tag in _SECTION and kid.tag != "w:type"]
    made.extend(sorted(kids, key=lambda kid: _SECTION.index(kid.tag)))
    for kid in list(made):
        if kid.tag == "w:docGrid":
            kid.attrib.pop("w:type", None)  # lines on a grid would stand farther apart
        if kid.tag == "w:titlePg" and not is_on(made, "w:titlePg"):
            made.remove(kid)
    return made


def sheet(found: Element) -> Sheet:
    """Read the measures of a page. Raises Refused where no text has room on it."""
    width = points(value(found, "w:pgSz", "w:w"))
    height = points(value(found, "w:pgSz", "w:h"))
    margins = [
        points(value(found, "w:pgMar", f"w:{side}"))
        for side in ("top", "right", "bottom", "left", "gutter")
    ]
    top, right, bottom, left, gutter = margins
    if width is None or height is None or None in (top, right, bottom, left):
        return Sheet(None, None)
    page = Page(
        width,
        height,
        abs(top or 0.0),
        right or 0.0,
        abs(bottom or 0.0),
        (left or 0.0) + (gutter or 0.0),
    )
    column = _column(child(found, "w:cols"), page.measure)
    room = min(column or page.measure, page.height - page.top - page.bottom)
    if room < _LEAST_ROOM:
        hint = "make the margins narrower, or the columns fewer: Layout, Margins"
        raise Refused("no-room", "its page leaves no room for text", hint)
    return Sheet(page, column)


def _column(columns: Element | None, measure: float) -> float | None:
    """Give the width of the narrowest column, where there is more than one."""
    if columns is None:
        return None
    own = [points(kid.get("w:w")) for kid in columns if kid.tag == "w:col"]
    if columns.get("w:equalWidth") in ("0", "false", "off"):
        return min((width or 0.0 for width in own), default=None) if len(own) > 1 else None
    number = columns.get("w:num", "1")
    count = int(number) if number.isdecimal() and len(number) < 3 else 1
    if count < 2:
        return None
    gap = points(columns.get("w:space"))
    return (measure - (count - 1) * (_COLUMN_GAP if gap is None else gap)) / count
