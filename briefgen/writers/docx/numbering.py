"""Bullets and numbers: their definitions, and one instance a numbered list.

Owns `numbering.xml`. Must not know a block: a list asks for an instance and gets
its id. Every numbered list starts anew through an instance of its own. Word counts
by definition, not by instance: a list that stands inside another on no deeper a level
(in a table in an item) has a definition of its own, or the outer one would go on
where the inner one ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from briefgen.fonts import face
from briefgen.theme import TextStyle, Theme
from briefgen.writers.docx.archive import Member, member
from briefgen.writers.docx.lengths import twips
from briefgen.writers.docx.names import DECLARATION, W_NAMESPACE

LEVELS = 9
BULLETS = 1
PANEL_BULLETS = 2
NUMBERS = 3  # for the style alone: a list of the document has an instance of its own
# The definitions, in the order in which they stand in the part.
OF_BULLETS, OF_NUMBERS, _OF_PANEL_BULLETS, _OF_PANEL_NUMBERS, OF_NOTES = range(5)
_FIXED = ((BULLETS, OF_BULLETS), (PANEL_BULLETS, _OF_PANEL_BULLETS), (NUMBERS, OF_NUMBERS))
_GAP = 4.0  # from a number to its text
# Word takes 31 characters of a mark, its number written out; this leaves room for "lxxxviii.".
_MOST_SPACES = 22
_BULLET_MARKS = ("\u2022", "\u2013")
_NUMBER_FORMATS = ("decimal", "lowerLetter", "lowerRoman")


def definitions(theme: Theme) -> tuple[str, ...]:
    """Give the levels of each definition of a theme: its indents, its marks.

    A panel has its own. There, the first line of every paragraph begins at the edge
    of the panel (else its bar would step in with the text), and the marks of inner
    lists are brought to their place by spaces before them. Notes are numbered on one
    level, by themselves.
    """
    spaces = _spaces(theme)
    every = (
        _bullets(theme, 0),
        _numbers(theme, 0),
        _bullets(theme, spaces),
        _numbers(theme, spaces),
        (_level(0, "decimal", "%1.", theme),),
    )
    return tuple("".join(levels) for levels in every)


def _spaces(theme: Theme) -> int:
    width = face(theme.family.regular).width("\u00a0", theme.styles.body.size)
    return round(theme.list_indent / width)


def _bullets(theme: Theme, spaces: int) -> Iterator[str]:
    for level in range(LEVELS):
        mark = _BULLET_MARKS[level % len(_BULLET_MARKS)]
        before = _before(spaces, level)
        # A bullet is one character to LibreOffice; what has spaces is a number that shows none.
        yield _level(level, "none" if before else "bullet", before + mark, theme)


def _numbers(theme: Theme, spaces: int) -> Iterator[str]:
    for level in range(LEVELS):
        form = _NUMBER_FORMATS[level % len(_NUMBER_FORMATS)]
        yield _level(level, form, f"{_before(spaces, level)}%{level + 1}.", theme)


def _before(spaces: int, level: int) -> str:
    return "\u00a0" * min(spaces * level, _MOST_SPACES)


def _level(level: int, form: str, mark: str, theme: Theme) -> str:
    left = twips(theme.list_indent * (level + 1))
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{twips(theme.list_indent)}"/></w:pPr>'
        f"</w:lvl>"
    )


def label_width(theme: Theme, level: int, highest: int, style: TextStyle) -> float:
    """Give the room for the widest number of a list, in points."""
    if level % len(_NUMBER_FORMATS):  # letters: narrow
        return 0.0
    return face(theme.face(style).regular).width(f"{highest}.", style.size) + _GAP


@dataclass(frozen=True, slots=True)
class Brought:
    """Definitions and instances that a letterhead's styles bring, as XML under ids of here.

    `ids` says what the id of each instance is that the letterhead has.
    """

    definitions: tuple[str, ...] = ()
    instances: tuple[str, ...] = ()
    ids: dict[str, int] = field(default_factory=dict)


NOTHING_BROUGHT = Brought()


@dataclass(slots=True)
class Numbering:
    """The instances that one document needs: definition, level and first number of each.

    `copies` says of which definition each further one is; `open` are the lists that the
    text is inside of, by definition and level.
    """

    brought: Brought = NOTHING_BROUGHT
    instances: list[tuple[int, int, int]] = field(default_factory=list)
    copies: list[int] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)

    def begin(self, level: int, start: int, in_panel: bool) -> int:
        """Give the id of a new instance that counts from `start` on its level."""
        definition = _OF_PANEL_NUMBERS if in_panel else OF_NUMBERS
        counts = (definition, level)
        # An item also takes back the counts of the levels under its own.
        if any(around == definition and level <= outer for around, outer in self.open):
            self.copies.append(definition)
            definition = OF_NOTES + len(self.brought.definitions) + len(self.copies)
        self.open.append(counts)
        return self._instance(definition, level, start)

    def end(self) -> None:
        """Say that the list that was begun last is whole."""
        self.open.pop()

    def notes(self, start: int) -> int:
        """Give the id of a new instance for notes, which counts from `start`."""
        return self._instance(OF_NOTES, 0, start)

    def _instance(self, definition: int, level: int, start: int) -> int:
        self.instances.append((definition, level, start))
        return NUMBERS + len(self.brought.instances) + len(self.instances)

    def part(self, definitions: tuple[str, ...]) -> Member:
        """Give `numbering.xml`."""
        brought = (self.brought.definitions, self.brought.instances)
        copied = tuple(definitions[of] for of in self.copies)
        return _part(definitions, brought, copied, tuple(self.instances))


@lru_cache(maxsize=64)
def _part(
    definitions: tuple[str, ...],
    brought: tuple[tuple[str, ...], tuple[str, ...]],
    copied: tuple[str, ...],
    instances: tuple[tuple[int, int, int], ...],
) -> Member:
    """Give the part; documents of one theme and one shape have the same."""
    after = len(definitions) + len(brought[0])
    abstract = (
        *(_definition(number, levels) for number, levels in enumerate(definitions)),
        *brought[0],
        *(_definition(number, levels) for number, levels in enumerate(copied, after)),
    )
    fixed = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>'
        for number, definition in _FIXED
    )
    own = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
        f"</w:lvlOverride></w:num>"
        for number, (definition, level, start) in enumerate(
            instances, NUMBERS + len(brought[1]) + 1
        )
    )
    xml = (
        f"{DECLARATION}<w:numbering {W_NAMESPACE}>{''.join(abstract)}{fixed}"
        f"{''.join(brought[1])}{own}</w:numbering>"
    )
    return member("word/numbering.xml", xml)


def _definition(number: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number + 1:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
