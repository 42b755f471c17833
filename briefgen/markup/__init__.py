"""Markdown -> blocks: prose of an issue, and what a template yields.

Owns the Markdown that briefgen understands (CommonMark through markdown-it, its
only home) and the refusal of what it does not. Must not know issues, audiences or
formats.

A template's values never pass through Markdown as text. Each stands in the source
as a placeholder, a number between two noncharacters that no file may hold, and is
put in once the Markdown is parsed: no character of a value can become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.markup.bounds import beyond
from briefgen.markup.links import LINK_HINT, link_problem
from briefgen.markup.marks import in_language, in_role
from briefgen.markup.plain import plain_prose
from briefgen.markup.reader import MarkdownReader
from briefgen.markup.values import (
    CLOSE,
    OPEN,
    Flaw,
    Inset,
    Parsed,
    Passage,
    Phrase,
    Value,
    Words,
    placeholder,
)

__all__ = [
    "CLOSE",
    "LINK_HINT",
    "OPEN",
    "Flaw",
    "Inset",
    "Parsed",
    "Passage",
    "Phrase",
    "Value",
    "Words",
    "in_language",
    "in_role",
    "link_problem",
    "parse_prose",
    "parse_template",
    "placeholder",
]


def parse_prose(source: str, is_language: Callable[[str], bool]) -> Parsed:
    """Parse a prose value: paragraphs, emphasis, links, lists, quotes, `[…]{lang=…}`."""
    plain = plain_prose(source)
    return plain or MarkdownReader(source, (), is_language, template=False).read()


def parse_template(
    source: str, values: Sequence[Value], is_language: Callable[[str], bool]
) -> Parsed:
    """Parse what a template yields, its values put in.

    Beyond prose: headings, rules, `term` / `: value` lines, the boxes `::: panel`,
    `::: notes` and `::: <role>` (see `briefgen.document.Role`), and pipe tables. A cell is
    a line of text, or lists things: `• one • two`. An empty one holds an en dash.
    """
    if flaw := beyond(source):
        return Parsed((), (flaw,))
    return MarkdownReader(source, values, is_language, template=True).read()
