"""What a finished document is held to: its outline, its tables, its characters.

Owns these checks and their words. Must not know how the document was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import name as character_name

from briefgen.audience import Audience
from briefgen.document import Document, Heading, Table, inline_text, plain_text
from briefgen.errors import Diagnostic, InputError, Location, TemplateError, error, warning
from briefgen.fonts import right_to_left, uncovered
from briefgen.load import Loaded
from briefgen.markup import Flaw
from briefgen.render import Rendered
from briefgen.writers.widths import crowded

CROWDED_FROM = 5  # columns, from which on a table may be too wide


def too_wide(document: Document, audience: Audience, loaded: Loaded) -> Iterator[Diagnostic]:
    """Warn of tables whose numbers or words a page breaks for want of room."""
    for block in document.blocks:
        if (
            isinstance(block, Table)
            and len(block.columns) >= CROWDED_FROM
            and crowded(block, audience.theme)
        ):
            said = inline_text(block.caption) or inline_text(block.columns[0].label)
            yield warning(
                "table.crowded",
                f"the table '{said}' has more columns than a page has room for",
                Location(loaded.path),
                "leave columns out, make two tables of it, or name fewer in audience.yaml",
            )


@dataclass(frozen=True, slots=True)
class Outline:
    """What the first heading of a template is, and what is said of one that has none."""

    called: str
    code: str
    hint: str


TITLE = Outline(
    "title",
    "template.headings",
    "start with '# {{ issue.title }}', then '## ' for sections and '### ' below them",
)
SUBJECT = Outline(
    "subject",
    "template.subject",
    "start with '# {{ issue.title }}', which becomes the mail's subject; then '## ' for sections",
)


def check_outline(
    headings: tuple[tuple[Heading, int], ...], rendered: Rendered, outline: Outline
) -> None:
    """Hold the headings to one title and no gaps (PDF/UA-1, 7.4.2)."""
    faults = []
    level = 0
    for block, line in headings:
        words = f": '{inline_text(block.inlines)[:60]}'"
        if not level and block.level != 1:
            faults.append((f"the first heading is not the {outline.called}{words}", line))
        elif level and block.level == 1:
            faults.append((f"a second {outline.called}{words}", line))
        elif block.level > level + 1:
            faults.append((f"a heading of level {block.level} under one of {level}{words}", line))
        level = block.level
    if not level:
        faults.append((f"no {outline.called}", 0))
    if faults:
        raise TemplateError(
            error(outline.code, what, rendered.place(Flaw("", "", "", line, "")), outline.hint)
            for what, line in faults
        )


def check_glyphs(document: Document, audience: Audience, loaded: Loaded) -> None:
    """Refuse characters that no face of the theme can show, naming each."""
    theme = audience.theme
    meta, around = document.meta, document.meta.running
    said = "".join(
        (
            plain_text(document),
            *(meta.title, meta.creator, meta.subject),
            *(around.head_start, around.head_end, around.foot_start, around.page_of, around.draft),
        )
    )
    lacking = uncovered(said, theme.coverage())
    reversed_ = [character for character in right_to_left(said) if character not in lacking]
    if lacking or reversed_:
        raise InputError(
            [
                *(_no_glyph(character, loaded) for character in lacking),
                *(_from_the_right(character, loaded) for character in reversed_),
            ]
        )


def _from_the_right(character: str, loaded: Loaded) -> Diagnostic:
    return error(
        "text.right-to-left",
        f"U+{ord(character):04X} ({_name(character)}) is written from right to left",
        _first(character, loaded),
        "such scripts are not built yet: write it in Latin letters",
    )


def _no_glyph(character: str, loaded: Loaded) -> Diagnostic:
    return error(
        "text.no-glyph",
        f"no font has U+{ord(character):04X} ({_name(character)})",
        _first(character, loaded),
        "write it in words, or with another character",
    )


def _name(character: str) -> str:
    return character_name(character, "a character without a name").lower()


def _first(character: str, loaded: Loaded) -> Location:
    """Give where a character stands first in the issue's file."""
    at = loaded.source.find(character)
    if at < 0 and (escape := _escapes(character).search(loaded.source)):
        at = escape.start()
    if at < 0:
        return Location(loaded.path)
    line = loaded.source.count("\n", 0, at) + 1
    return Location(loaded.path, line, at - loaded.source.rfind("\n", 0, at))


def _escapes(character: str) -> re.Pattern[str]:
    """Give what else stands for a character: YAML's escapes, and prose's."""
    code = ord(character)
    written = f"0*{code:x}"
    return re.compile(rf"(?i:\\[xuU]{written}(?![0-9a-f])|&#x{written};)|&#0*{code};")
