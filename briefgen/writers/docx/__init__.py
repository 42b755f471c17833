"""The DOCX writer: one Word file of a document, in the looks of a theme.

Owns everything about WordprocessingML. Must not know where a document came from,
another format, a file system or a clock. `shell` makes what all files of a theme
share (through python-docx, once), `body` the words, `package` the file.
"""

from __future__ import annotations

from briefgen.document import Block, Document, Figure, Heading, Paragraph, Role, Text
from briefgen.theme import Theme
from briefgen.writers import Written
from briefgen.writers.characters import check_characters
from briefgen.writers.docx.body import Body
from briefgen.writers.docx.edges import edge_parts
from briefgen.writers.docx.package import Leads, package
from briefgen.writers.docx.shell import Shell, shell

__all__ = ["write"]


def write(document: Document, theme: Theme) -> Written:
    """Write a document as DOCX; the same document and theme give the same bytes.

    Raises InputError for a character that XML forbids. A link that may not be
    followed is written as words and reported in the diagnostics, as is a reference to a
    note that the document has not.
    """
    meta = document.meta
    around = meta.running
    about = (meta.title, meta.subject, meta.creator, meta.identifier, meta.language)
    edges = (around.head_start, around.head_end, around.foot_start, around.page_of, around.draft)
    check_characters(document, about + edges)
    common = shell(theme, meta.language)
    body = Body(common)
    xml = body.write(_under(common, document.blocks))
    check_characters(document, (xml, *body.links.ids))
    parts = (
        *common.fixed,
        body.numbering.part(common.numbering),
        *edge_parts(common.edges, around, common.around, opens=_opens(document)),
        *body.pictures.parts(),
    )
    leads = Leads(body.links.ids, body.pictures.relations(), common.edges)
    content = package(meta, xml, common.section, leads, parts)
    return Written(content, tuple(body.links.diagnostics))


def _opens(document: Document) -> bool:
    """Say whether the text begins with the line that calls it a draft."""
    line = Paragraph((Text(document.meta.running.draft),), Role.STATUS)
    return document.blocks[:1] == (line,)


def _under(common: Shell, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave the logo out where the letterhead shows one over it: a picture before the title."""
    if not common.pictured:
        return blocks
    start = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), 0)
    before = (block for block in blocks[:start] if not isinstance(block, Figure))
    return (*before, *blocks[start:])
