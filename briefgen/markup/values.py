"""What goes into Markdown beside its text, and what is found wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.document import Block, Heading, Inlines

OPEN, CLOSE = "\ufdd0", "\ufdd1"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a piece of Markdown, and where in it.

    `line` counts from 0; `snippet` is the text to look for from there on. A flaw
    that is not `grave` is worth a warning only.
    """

    code: str
    message: str
    hint: str
    line: int
    snippet: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Parsed:
    """Blocks, and every flaw met on the way; with grave flaws the blocks are partial."""

    blocks: tuple[Block, ...]
    flaws: tuple[Flaw, ...] = ()
    headings: tuple[tuple[Heading, int], ...] = ()  # in their order, each with its line from 0


@dataclass(frozen=True, slots=True)
class Words:
    """A value of one line of text, in another language than its surroundings or not."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Inlines that stand inside a line, such as references to notes."""

    inlines: Inlines = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A prose value; inside a line it counts as its words, if it is one paragraph."""

    blocks: tuple[Block, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Inset:
    """Blocks that stand on a line of their own, such as a table. Empty, it is false."""

    blocks: tuple[Block, ...]
    name: str = ""

    def __bool__(self) -> bool:
        """Say whether there is anything to show."""
        return bool(self.blocks)


Value = Words | Phrase | Passage | Inset


def placeholder(number: int) -> str:
    """Give what stands in a template's Markdown for its value of that number."""
    return f"{OPEN}{number}{CLOSE}"
