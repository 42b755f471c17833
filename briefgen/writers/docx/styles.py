"""The styles of a theme, put into a python-docx document.

Owns what each named style looks like. Must not know a document's words. Leading is
"at least": the theme's leading is taller than the face, so lines stand as in any
other format, and a tall character from another face is not cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from briefgen.document import Align, Role
from briefgen.theme import TextStyle, Theme
from briefgen.writers.docx import names, numbering
from briefgen.writers.docx.inline import escape, face_names
from briefgen.writers.docx.lengths import eighths, half_points, twips

_ALIGN = {
    Align.START: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}
_INSTANCES = {names.BULLET: numbering.BULLETS, names.NUMBER: numbering.NUMBERS}
# The widest space that Word takes between a paragraph's border and its text.
_MOST_BORDER_SPACE = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paragraph style: its id, its name in Word, its looks and indents in points."""

    id: str
    name: str
    look: TextStyle
    left: float = 0.0
    hanging: float = 0.0
    right: float = 0.0
    outline: int = 0
    built_in: bool = False
    keeps: bool = False  # with what follows, also where a letterhead's style does not say so


def sheets(theme: Theme) -> dict[str, Sheet]:
    """Give every paragraph style of a theme by its id."""
    styles = theme.styles
    body, indent = styles.body, theme.list_indent
    item = replace(body, after=theme.list_gap)
    inset = theme.callout_bar + theme.callout_pad
    built_in = [
        Sheet(names.NORMAL, "Normal", body),
        *(
            Sheet(names.heading(level), f"Heading {level}", theme.heading(level), outline=level)
            for level in range(1, names.LOWEST_HEADING + 1)
        ),
        Sheet("Subtitle", "Subtitle", styles.subtitle),
        Sheet(names.BULLET, "List Bullet", item),
        Sheet(names.NUMBER, "List Number", item),
        Sheet(names.CONTINUE, "List Continue", item, left=indent),
        Sheet(names.QUOTE, "Quote", body, left=indent, right=indent),
        Sheet(names.CAPTION, "Caption", styles.caption),
        Sheet(names.HEADER, "Header", styles.header),
        Sheet(names.FOOTER, "Footer", styles.footer),
    ]
    own = [
        *(
            Sheet(names.PARAGRAPHS[role], role.value.title(), theme.paragraph(role))
            for role in Role
            if role not in (Role.BODY, Role.SUBTITLE)
        ),
        Sheet(
            names.FIELD,
            "Field",
            styles.field,
            left=theme.field_indent,
            hanging=theme.field_indent,
        ),
        Sheet(names.CALLOUT, "Callout", body, left=inset, right=theme.callout_pad),
        Sheet(names.RULE, "Rule", TextStyle(size=1, leading=1, before=0, after=body.after)),
        # As low as it can be: the picture alone says how high its line is.
        Sheet(
            names.FIGURE,
            "Figure",
            TextStyle(1, 1, 0, theme.figure_after, keep_with_next=True),
        ),
        Sheet(names.TABLE_TEXT, "Table Text", styles.table_cell),
        Sheet(names.ROW_HEADER, "Table Row Header", replace(styles.table_cell, bold=True)),
        Sheet(
            names.TABLE_HEADER, "Table Header", replace(styles.table_header, keep_with_next=True)
        ),
        Sheet(names.TABLE_END, "Table End", TextStyle(size=1, leading=1, before=0, after=0)),
    ]
    all_sheets = [*(replace(sheet, built_in=True) for sheet in built_in), *own]
    return {sheet.id: sheet for sheet in all_sheets}


def panel(theme: Theme) -> str:
    """Give the border and the ground of a panel, for a style or a paragraph.

    The edges without a bar are of the ground's colour: they hold the padding open.
    """
    colours = theme.colours
    space = min(_MOST_BORDER_SPACE, round(theme.callout_pad))
    inner = max(1, space - 4)

    def edge(side: str, weight: float, gap: int, colour: str) -> str:
        return (
            f'<w:{side} w:val="single" w:sz="{eighths(weight)}" w:space="{gap}"'
            f' w:color="{colour}"/>'
        )

    return (
        f"<w:pBdr>{edge('top', 0.5, inner, colours.tint)}"
        f"{edge('left', theme.callout_bar, space, colours.accent)}"
        f"{edge('bottom', 0.5, inner, colours.tint)}"
        f"{edge('right', 0.5, space, colours.tint)}</w:pBdr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{colours.tint}"/>'
    )


def fill_styles(word: WordDocument, theme: Theme, language: str) -> None:
    """Replace the styles of python-docx's template by those of the theme."""
    root = word.styles.element
    root.clear()
    for xml in (_defaults(theme, language), _HIDDEN_REST, *_BASES):
        root.append(parse_xml(xml))
    for sheet in sheets(theme).values():
        _add_paragraph_style(word, sheet, theme)
    _add_character_styles(word, theme)
    root.append(parse_xml(_table_style(theme)))


def _defaults(theme: Theme, language: str) -> str:
    lang = escape(language)
    size = half_points(theme.styles.body.size)
    return (
        f"<w:docDefaults {names.W_NAMESPACE}><w:rPrDefault><w:rPr>"
        f"{face_names(theme.family.name)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="{lang}"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault>"
        f"</w:docDefaults>"
    )


# The styles that a document does not use stay out of the reader's list.
_HIDDEN_REST = (
    f'<w:latentStyles {names.W_NAMESPACE} w:defLockedState="0" w:defUIPriority="99"'
    ' w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)
_BASES = (
    f'<w:style {names.W_NAMESPACE} w:type="character" w:default="1"'
    ' w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
    f'<w:style {names.W_NAMESPACE} w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    f'<w:style {names.W_NAMESPACE} w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
)


def _add_paragraph_style(word: WordDocument, sheet: Sheet, theme: Theme) -> None:
    style: Any = word.styles.add_style(sheet.name, WD_STYLE_TYPE.PARAGRAPH, sheet.built_in)
    style.element.styleId = sheet.id
    style.quick_style, style.priority = True, 1
    style.hidden = style.unhide_when_used = False
    look = sheet.look
    if sheet.id == names.NORMAL:
        style.element.set(_w("default"), "1")
    else:
        style.base_style = word.styles["Normal"]
    if sheet.outline or sheet.id in ("Subtitle", names.FIGURE):
        style.next_paragraph_style = word.styles["Normal"]
    if sheet.id == names.CALLOUT:
        _add_panel(style, theme)
    _set_spacing(style, sheet)
    if (name := theme.face(look).name) != theme.family.name:
        _set_face(style, name)
    style.font.size = Pt(look.size)
    style.font.color.rgb = RGBColor.from_string(theme.colour(look.colour))
    if look.bold:
        style.font.bold = True
    if look.italic:
        style.font.italic = True
    if instance := _INSTANCES.get(sheet.id):
        # For whoever edits on: every list that is written here names its own.
        properties = style.element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = instance


def _set_face(style: ParagraphStyle, name: str) -> None:
    properties: Any = style.element.get_or_add_rPr()
    properties.append(parse_xml(face_names(name).replace("/>", f" {names.W_NAMESPACE}/>")))


def _set_spacing(style: ParagraphStyle, sheet: Sheet) -> None:
    look, form = sheet.look, style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = Pt(look.leading)
    exact = sheet.id in (names.RULE, names.TABLE_END)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if exact else WD_LINE_SPACING.AT_LEAST
    form.alignment = _ALIGN[look.align]
    if look.keep_with_next:
        form.keep_with_next = True
    if sheet.outline or sheet.id in (names.FIELD, names.CAPTION):
        form.keep_together = True
    if sheet.left or sheet.right:
        form.left_indent, form.right_indent = Pt(sheet.left), Pt(sheet.right)
    if sheet.hanging:
        form.first_line_indent = Pt(-sheet.hanging)
    if sheet.outline:
        level = f'<w:outlineLvl {names.W_NAMESPACE} w:val="{sheet.outline - 1}"/>'
        style.element.get_or_add_pPr().append(parse_xml(level))


def _add_panel(style: ParagraphStyle, theme: Theme) -> None:
    properties = style.element.get_or_add_pPr()
    for edge in parse_xml(f"<w:pPr {names.W_NAMESPACE}>{panel(theme)}</w:pPr>"):
        properties.append(edge)


def _add_character_styles(word: WordDocument, theme: Theme) -> None:
    def added(name: str, *, builtin: bool = True) -> CharacterStyle:
        style: Any = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin)
        style.quick_style, style.hidden, style.unhide_when_used = True, False, False
        style.base_style = None
        return style  # type: ignore[no-any-return]

    added("Strong").font.bold = True
    added("Emphasis").font.italic = True
    link = added("Hyperlink")
    link.font.underline = True
    reference = added("Note Reference", builtin=False)
    for pointer in (link, reference):
        pointer.font.color.rgb = RGBColor.from_string(theme.colours.accent)


def _table_style(theme: Theme) -> str:
    look, colours = theme.table, theme.colours

    def edge(side: str, weight: float, colour: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths(weight)}" w:space="0" w:color="{colour}"/>'

    def margin(side: str, points: float) -> str:
        return f'<w:{side} w:w="{twips(points)}" w:type="dxa"/>'

    return (
        f'<w:style {names.W_NAMESPACE} w:type="table" w:customStyle="1"'
        f' w:styleId="{names.TABLE}"><w:name w:val="Briefing Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edge('bottom', look.end_rule, colours.rule)}"
        f"{edge('insideH', look.row_rule, colours.hairline)}</w:tblBorders><w:tblCellMar>"
        f"{margin('top', look.pad_block)}{margin('left', look.pad_inline)}"
        f"{margin('bottom', look.pad_block)}{margin('right', look.pad_inline)}"
        f'</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{edge('bottom', look.header_rule, colours.rule)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{colours.tint}"/></w:tcPr>'
        f"</w:tblStylePr></w:style>"
    )


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
