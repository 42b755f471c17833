"""Marks laid on blocks that are there already: a role, a language."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    FieldList,
    Figure,
    Heading,
    NoteList,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Table,
)


def in_role(block: Block, role: Role) -> Block:
    """Give a block with the paragraphs in it set in a role."""
    match block:
        case Paragraph():
            return replace(block, role=role)
        case BulletList(items=items) | NumberedList(items=items):
            inner = tuple(tuple(in_role(part, role) for part in item) for item in items)
            return replace(block, items=inner, role=role)
        case _:
            return block


def in_language(block: Block, lang: str) -> Block:
    """Mark a block as being in a language, where it does not say one itself."""
    match block:
        case Rule():
            return block
        case Figure() | NoteList():
            return block if block.lang else replace(block, lang=lang)
        case Table() | Heading() | Paragraph() | BulletList() | NumberedList():
            return block if block.lang else replace(block, lang=lang)
        case Quote() | FieldList() | Callout():
            return block if block.lang else replace(block, lang=lang)
        case _:
            assert_never(block)
