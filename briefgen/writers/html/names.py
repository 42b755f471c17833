"""The names of places in a page: what a link or a label can point to.

Owns ids: no two are alike, and what an author called a heading never takes the name
that a note or a table has. Must not know a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAIN = "text"
_OURS = re.compile(rf"{MAIN}|(note|reference|table)-\d.*", re.ASCII | re.DOTALL)
_WHITE = re.compile(r"\s+")


def note_id(number: int) -> str:
    """Give the name of a note."""
    return f"note-{number}"


def reference_id(number: int) -> str:
    """Give the name of the first place that refers to a note."""
    return f"reference-{number}"


def table_id(number: int) -> str:
    """Give the name of a table's caption."""
    return f"table-{number}"


@dataclass(slots=True)
class Names:
    """The names that one page has given so far."""

    taken: set[str] = field(default_factory=set)

    def of_heading(self, anchor: str) -> str:
        """Give the name of a heading; empty without an anchor, or for one met before."""
        name = _WHITE.sub("-", anchor)
        return self.once(f"_{name}" if _OURS.fullmatch(name) else name)

    def once(self, name: str) -> str:
        """Give a name back the first time, and nothing ever after."""
        if name in self.taken:
            return ""
        self.taken.add(name)
        return name
