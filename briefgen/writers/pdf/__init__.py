"""The PDF writer: one tagged, archival PDF of a document, in the looks of a theme.

Owns everything about PDF, with ReportLab (its only home) for the canvas and the faces.
Must not know where a document came from, another format, a file system or a clock. The
way is: `flow` makes blocks into strips, `pages` puts strips on pages, `canvas` draws
them tagged, `file` writes what was drawn. Aims at ISO 14289-1 (PDF/UA-1) and
ISO 19005-2 level A (PDF/A-2a) for every document.
"""

from __future__ import annotations

from io import BytesIO

from briefgen.document import Document
from briefgen.theme import Theme
from briefgen.writers import Written
from briefgen.writers.characters import check_characters as check_properties
from briefgen.writers.pdf.canvas import TaggedCanvas
from briefgen.writers.pdf.characters import check_characters
from briefgen.writers.pdf.file import assembled
from briefgen.writers.pdf.flow import Flow
from briefgen.writers.pdf.links import strays
from briefgen.writers.pdf.pages import draw_pages, paged
from briefgen.writers.pdf.place import Place
from briefgen.writers.pdf.structure import Element

__all__ = ["write"]


def write(document: Document, theme: Theme) -> Written:
    """Write a document as PDF; the same document and theme give the same bytes.

    Raises InputError for a character that no face of the theme has, for one in its
    properties that no XML may hold, and for an address that is longer than a string of a
    PDF may be.
    """
    meta = document.meta
    properties = (meta.title, meta.creator, meta.subject, meta.identifier, meta.language)
    check_properties(document, properties)
    check_characters(document, theme)
    root = Element("Document", None)
    flow = Flow(theme)
    page = theme.page
    flow.blocks(document.blocks, Place(0.0, page.measure, root))
    pages = paged(flow.strips, page.height - page.top - page.bottom)
    canvas = TaggedCanvas(BytesIO(), pagesize=(page.width, page.height), invariant=1)
    bookmarks = draw_pages(canvas, pages, theme, meta.running)
    content = assembled(canvas, root, bookmarks, meta, page)
    return Written(content, tuple(strays(document.blocks)))
