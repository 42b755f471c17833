"""Bookmarks: the places of a document that something leads to.

Owns their names and ids, and which are asked for. Must not know a block. No name is
given twice; Word takes two that differ in their capitals alone for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OF_A_NOTE = re.compile(r"note_\d+", re.ASCII | re.IGNORECASE)
_LONGEST = 40


def note_name(number: int) -> str:
    """Give the name of a note's bookmark."""
    return f"note_{number}"


def heading_name(anchor: str) -> str:
    """Give an anchor as a name: letters, digits and underscores, and never a note's."""
    name = re.sub(r"\W", "_", anchor)
    if name and (not name[0].isalpha() or _OF_A_NOTE.fullmatch(name)):
        name = f"_{name}"
    return name[:_LONGEST]


@dataclass(slots=True)
class Bookmarks:
    """The bookmarks that one document has so far."""

    taken: set[str] = field(default_factory=set)

    def around(self, runs: str, name: str) -> str:
        """Give runs with a bookmark of that name around them; without a name that is new, as is."""
        if not name or name.lower() in self.taken:
            return runs
        number = len(self.taken)
        self.taken.add(name.lower())
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
