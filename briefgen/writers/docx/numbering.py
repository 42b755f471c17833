"""Bullets and numbers: their definitions, and one instance a numbered list.

Owns `numbering.xml`. Must not know a block: a list asks for an instance and gets
its id. Every numbered list starts anew through an instance of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.fonts import face
from briefgen.theme import Theme
from briefgen.writers.docx.lengths import twips
from briefgen.writers.docx.names import DECLARATION, W_NAMESPACE

LEVELS = 9
BULLETS = 1
PANEL_BULLETS = 2
NUMBERS = 3  # for the style alone: a list of the document has an instance of its own
_BULLET_MARKS = ("\u2022", "\u2013")
_NUMBER_FORMATS = ("decimal", "lowerLetter", "lowerRoman")


def definitions(theme: Theme) -> str:
    """Give the abstract definitions of a theme: its indents, its marks.

    A panel has its own. There, the first line of every paragraph begins at the edge
    of the panel (else its bar would step in with the text), and the marks of inner
    lists are brought to their place by spaces before them.
    """
    return "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number + 1:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
        for number, levels in enumerate(
            (
                _bullets(theme, 0),
                _numbers(theme, 0),
                _bullets(theme, _spaces(theme)),
                _numbers(theme, _spaces(theme)),
            )
        )
    )


def _spaces(theme: Theme) -> int:
    width = face(theme.family.regular).width("\u00a0", theme.styles.body.size)
    return round(theme.list_indent / width)


def _bullets(theme: Theme, spaces: int) -> Iterator[str]:
    for level in range(LEVELS):
        mark = _BULLET_MARKS[level % len(_BULLET_MARKS)]
        before = "\u00a0" * (spaces * level)
        # A bullet is one character to LibreOffice; what has spaces is a number that shows none.
        yield _level(level, "none" if before else "bullet", before + mark, theme)


def _numbers(theme: Theme, spaces: int) -> Iterator[str]:
    for level in range(LEVELS):
        form = _NUMBER_FORMATS[level % len(_NUMBER_FORMATS)]
        yield _level(level, form, "\u00a0" * (spaces * level) + f"%{level + 1}.", theme)


def _level(level: int, form: str, mark: str, theme: Theme) -> str:
    left = twips(theme.list_indent * (level + 1))
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{twips(theme.list_indent)}"/></w:pPr>'
        f"</w:lvl>"
    )


@dataclass(slots=True)
class Numbering:
    """The instances that one document needs: definition, level and first number of each."""

    instances: list[tuple[int, int, int]] = field(default_factory=list)

    def numbered(self, level: int, start: int, *, in_panel: bool) -> int:
        """Give the id of a new instance that counts from `start` on its level."""
        self.instances.append((3 if in_panel else 1, level, start))
        return NUMBERS + len(self.instances)

    def part(self, definitions: str) -> str:
        """Give `numbering.xml`."""
        numbers = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
            f"</w:lvlOverride></w:num>"
            for number, (definition, level, start) in enumerate(self.instances, NUMBERS + 1)
        )
        return (
            f"{DECLARATION}<w:numbering {W_NAMESPACE}>{definitions}"
            f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
            f'<w:num w:numId="{PANEL_BULLETS}"><w:abstractNumId w:val="2"/></w:num>'
            f'<w:num w:numId="{NUMBERS}"><w:abstractNumId w:val="1"/></w:num>{numbers}'
            f"</w:numbering>"
        )
