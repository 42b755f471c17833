"""Prose that has no markup: most of it, and read without a parser.

Owns the rule by which such prose is known. It gives what the parser gives, at a tenth of
the cost; whatever might be markup is left to the parser.
"""

from __future__ import annotations

import re

from briefgen.document import Paragraph, Text
from briefgen.markup.values import Parsed

# A letter, or a sign that opens words, then nothing that could mark anything. No block of
# CommonMark but a paragraph begins with these (0.31, chapters 4 and 5).
_LINE = re.compile(r"(?:[^\W\d_]|[\"'(“‘«¿¡])[^\\`*_\[\]<>&{}!\t\x0b\x0c\ufdd0\ufdd1]*(?<!\s)")
_BETWEEN = re.compile(r"\n{2,}")


def plain_prose(source: str) -> Parsed | None:
    """Give the paragraphs of prose without markup; None where a parser must look."""
    paragraphs = []
    for part in _BETWEEN.split(source.strip("\n")):
        lines = part.split("\n")
        if not all(map(_LINE.fullmatch, lines)):
            return None
        paragraphs.append(Paragraph((Text(" ".join(lines)),)))
    return Parsed(tuple(paragraphs))
