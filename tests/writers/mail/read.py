"""The HTML of a mail read back into a tree."""

from __future__ import annotations

from briefgen.document import Block, Document
from briefgen.theme import Theme
from briefgen.writers.mail import write
from tests.writers.html.read import Node, parsed
from tests.writers.specimens import document

# What Word alone reads, so that lines are not as long as its window.
FOR_WORD = (
    '[if mso]><table role="presentation" align="center" border="0" cellpadding="0"'
    ' cellspacing="0" width="640"><tr><td><![endif]',
    "[if mso]></td></tr></table><![endif]",
)


def tree(content: bytes) -> Node:
    return parsed(content, FOR_WORD)


def page(*blocks: Block, theme: Theme | None = None) -> Node:
    """Write a document of these blocks, and read it."""
    return whole(document(*blocks), theme)


def whole(said: Document, theme: Theme | None = None) -> Node:
    return tree(write(said, theme or Theme()).content)


def text(*blocks: Block) -> Node:
    """Give what stands around the words of a mail of these blocks."""
    return next(iter(page(*blocks).one("body")))
