"""The names that the parts of a DOCX share: namespaces and the ids of styles.

Owns the words only; what a style looks like is told in `styles`.
"""

from __future__ import annotations

from briefgen.document import Role

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R_NAMESPACE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

NORMAL = "Normal"
BULLET = "ListBullet"
NUMBER = "ListNumber"
CONTINUE = "ListContinue"
QUOTE = "Quote"
FIELD = "Field"
CALLOUT = "Callout"
RULE = "Rule"
CAPTION = "Caption"
TABLE = "BriefingTable"
TABLE_TEXT = "TableText"
TABLE_HEADER = "TableHeader"
ROW_HEADER = "TableRowHeader"
TABLE_END = "TableEnd"
FIGURE = "Figure"
HEADER = "Header"
FOOTER = "Footer"

LINK = "Hyperlink"
NOTE_REFERENCE = "NoteReference"

LOWEST_HEADING = 6

PARAGRAPHS = {
    Role.BODY: NORMAL,
    Role.EYEBROW: "Eyebrow",
    Role.SUBTITLE: "Subtitle",
    Role.LEAD: "Lead",
    Role.STATUS: "Status",
    Role.SMALL: "Small",
    Role.CLOSING: "Closing",
}


def heading(level: int) -> str:
    """Give the id of a heading's style; what lies deeper than the lowest shares it."""
    return f"Heading{min(level, LOWEST_HEADING)}"
