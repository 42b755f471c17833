"""Markdown as a person writes it, for a wiki, a forum or a mail; briefgen reads it back.

`write(document, theme) -> Written` makes one file. Looks are left out: a theme is taken
and not used, as are the roles of paragraphs but for the status, which is bold. What the
text says arrives: words, headings, lists, links, tables, panels, languages.

    blocks     blocks -> lines
    tables     a table -> a pipe table
    inline     inlines -> one run of Markdown
    escapes    which characters need a backslash
"""

from __future__ import annotations

from briefgen.document import Document
from briefgen.theme import Theme
from briefgen.writers import Written
from briefgen.writers.markdown.blocks import blocks_text


def write(document: Document, theme: Theme) -> Written:
    """Write a document as Markdown in UTF-8, one paragraph a line."""
    text = blocks_text(document.blocks, document.meta.language)
    return Written(f"{text}\n".encode())
