"""What looks must hold: room for text, lines that do not touch, enough contrast.

Must not know files: it is told where each thing comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from briefgen.errors import Diagnostic, Location, error
from briefgen.theme import LEAST_CONTRAST, Styles, TextStyle, Theme, contrast

# What also stands in panels and in the head of a table, beside links and references.
_ON_TINT = ("body", "lead", "small", "field", "heading2", "heading3", "table_header")
_LEAST_ROOM = 144.0  # points of text, across and down


def faults_of(theme: Theme, origins: Mapping[str, Location]) -> Iterable[Diagnostic]:
    """Give what is wrong with looks as a whole, each at the file that last changed it."""
    sheet = theme.page
    if min(sheet.measure, sheet.height - sheet.top - sheet.bottom) < _LEAST_ROOM:
        place = next((where for name, where in origins.items() if name[:8] == "margins."), None)
        yield error("theme.no-room", "the margins leave no room for text", place)
    for item in fields(Styles):
        style: TextStyle = getattr(theme.styles, item.name)
        if style.leading < style.size:
            names = (f"styles.{item.name}.leading", f"styles.{item.name}.size")
            yield error(
                "theme.tight-lines",
                f"the lines of '{item.name}' would overlap",
                next((origins[name] for name in names if name in origins), None),
                "leading is at least the size",
            )
    yield from _too_pale(theme, origins)


def _too_pale(theme: Theme, origins: Mapping[str, Location]) -> Iterable[Diagnostic]:
    """Give the colours whose text is too pale on white, or on the tint of panels and tables."""
    colours = theme.colours
    used = {item.name: str(getattr(theme.styles, item.name).colour) for item in fields(Styles)}
    tinted = {"text", "accent", *(used[name] for name in _ON_TINT)}
    for name in sorted({"text", "muted", "accent", *used.values()}):
        grounds = {"white": "FFFFFF"}
        if name in tinted:
            grounds[f"the ground of panels and tables (#{colours.tint})"] = colours.tint
        for said, ground in grounds.items():
            if (ratio := contrast(theme.colour(name), ground)) < LEAST_CONTRAST:
                yield error(
                    "theme.low-contrast",
                    f"'{name}' has a contrast of {ratio:.1f}:1 on {said}",
                    origins.get(f"colours.{name}", origins.get("colours.accent")),
                    f"choose a darker colour: {LEAST_CONTRAST}:1 at least (WCAG 2.1, 1.4.3)",
                )
                break
