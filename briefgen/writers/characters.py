"""Characters that no XML may hold: found before a file is made of them.

Owns the search and the message. Whoever read the input has refused them already;
a document that was built in code arrives here unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from briefgen.document import Document
from briefgen.errors import Diagnostic, InputError, Location, error

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_characters(document: Document, texts: Iterable[str]) -> None:
    """Raise InputError where XML made from the document holds a forbidden character."""
    if any(_FORBIDDEN.search(text) for text in texts):
        raise InputError(dict.fromkeys(_faults(document, None)))


def _faults(node: object, origin: Location | None) -> Iterator[Diagnostic]:
    """Walk the document for the place; the search above only says that there is one."""
    if isinstance(node, str):
        for match in _FORBIDDEN.finditer(node):
            yield error(
                "text.forbidden-character",
                f"U+{ord(match.group()):04X} is a character that no document may hold",
                origin,
                "take it out, or write the character that was meant",
            )
    elif isinstance(node, tuple):
        for one in node:
            yield from _faults(one, origin)
    elif is_dataclass(node):
        origin = getattr(node, "origin", None) or origin
        for one in fields(node):
            yield from _faults(getattr(node, one.name), origin)
