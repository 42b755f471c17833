"""Where blocks stand, and what a run of paragraphs hands on to the next one.

Owns the values that the body passes down and along. Must not know a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefgen.writers.docx import names
from briefgen.writers.docx.numbering import LEVELS


@dataclass(frozen=True, slots=True)
class Mark:
    """A bullet or number that waits for the first paragraph of its item."""

    number: str
    style: str
    hanging: float
    natural: bool = False  # the definition of the numbering has the same indents
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a list: where the numbering has them, and the room that they need.

    `bookmarks` are names, one for each item, where something leads to the items.
    """

    level: int
    instance: int
    width: float = 0.0
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Where blocks stand. `body` is the style of plain text there.

    `after` is the space after the last paragraph, `between` after every other; None
    leaves it to the style. `edge` is the left edge of the text of a panel around.
    """

    measure: float
    left: float = 0.0
    right: float = 0.0
    body: str = names.NORMAL
    depth: int = 0
    lang: str = ""
    align: str = ""
    edge: float | None = None
    between: float | None = None
    after: float | None = None
    keep_next: bool = False
    in_cell: bool = False
    mark: Mark | None = None

    @property
    def level(self) -> int:
        """Give the level of the numbering for a list that stands here."""
        return min(self.depth, LEVELS - 1)

    def saying(self, lang: str) -> Flow:
        """Give the flow in the language of a block that names one."""
        return replace(self, lang=lang) if lang else self


@dataclass(slots=True)
class Story:
    """Paragraphs and tables in a row: the body, or what stands in one cell."""

    pieces: list[str] = field(default_factory=list)
    gap: float = 0.0  # the least space before the next paragraph
    ruled: bool = False  # whether the last paragraph has a rule under it
    panelled: bool = False  # whether the last paragraph stands in a panel

    @property
    def ends_with_table(self) -> bool:
        """Say whether a table was written last."""
        return bool(self.pieces) and self.pieces[-1].endswith("</w:tbl>")
