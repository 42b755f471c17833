"""What looks must hold: room for text, lines that do not touch, enough contrast.

Must not know files: it is told where each thing comes from. Every pair of colours that any
format draws is looked at; by night a page finds its own, which hold 7:1 (`writers.html`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import fields, replace
from typing import Any

from briefgen.errors import Diagnostic, Location, error
from briefgen.fonts import right_to_left, uncovered
from briefgen.theme import LEAST_CONTRAST, Colours, Styles, TextStyle, Theme, contrast

# What also stands in panels and in the head of a table, beside links and references.
_ON_TINT = (
    *("body", "lead", "small", "field", "heading2", "heading3"),
    *("table_header", "table_cell", "caption"),
)
_LEAST_ROOM = 144.0  # points of text, across and down
_EDGE = 28.0  # from the edge of the sheet to the line over its text, or under it
_DRAFT_LINES = 2  # of a draft, which says so in a line of its own
_STEPS = 400


def faults_of(theme: Theme, origins: Mapping[str, Location]) -> Iterator[Diagnostic]:
    """Give what is wrong with looks as a whole, each where it was last changed."""
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
                _first(names, origins),
                "leading is at least the size",
            )
    yield from _edges(theme, origins)
    yield from _too_pale(theme, origins)


def _first(names: Iterable[str], origins: Mapping[str, Location]) -> Location | None:
    return next((origins[name] for name in names if name in origins), None)


def _edges(theme: Theme, origins: Mapping[str, Location]) -> Iterator[Diagnostic]:
    """Give what is wrong with the lines around the text: their height, their characters."""
    for name, margin in (("header", "top"), ("footer", "bottom")):
        style: TextStyle = getattr(theme.styles, name)
        room: float = getattr(theme.page, margin)
        if _EDGE + _DRAFT_LINES * style.leading > room:
            names = (f"styles.{name}.leading", f"styles.{name}.size", f"margins.{margin}")
            yield error(
                "theme.no-room",
                f"the {margin} margin has no room for the two lines of a draft's {name}",
                _first(names, origins),
                f"make it {_EDGE + _DRAFT_LINES * style.leading:g} points, or the lines smaller",
            )
        edge = getattr(theme, name)
        for end in ("start", "end"):
            said = getattr(edge, end) or ""
            lacking = [*uncovered(said, theme.coverage()), *right_to_left(said)]
            if lacking:
                yield error(
                    "theme.no-glyph",
                    f"no font has U+{ord(lacking[0]):04X}",
                    origins.get(f"{name}.{end}"),
                    "write it in words, or with another character",
                )


# --- contrast ----------------------------------------------------------------


def _too_pale(theme: Theme, origins: Mapping[str, Location]) -> Iterator[Diagnostic]:
    """Give the colours whose text is too pale on white, or on the tint of panels and tables."""
    used = {item.name: str(getattr(theme.styles, item.name).colour) for item in fields(Styles)}
    # Links and references are in the accent, wherever they stand.
    tinted = {"text", "accent", *(used[name] for name in _ON_TINT)}
    for name in sorted({"text", "muted", "accent", *used.values()}):
        on_tint = name in tinted
        said, ratio = _worst(theme.colours, name, on_tint)
        if ratio < LEAST_CONTRAST:
            yield error(
                "theme.low-contrast",
                f"'{name}' (#{theme.colour(name)}) has a contrast of {_floor(ratio)}:1 on {said}",
                _first((f"colours.{name}", "colours.accent", "colours.tint"), origins),
                f"{_better(theme.colours, name, on_tint)}{LEAST_CONTRAST}:1 at least "
                "(WCAG 2.1, 1.4.3)",
            )


def _worst(colours: Colours, name: str, on_tint: bool) -> tuple[str, float]:
    """Give the ground on which a colour is palest, and its contrast there."""
    colour: str = getattr(colours, name)
    grounds = {"white": "FFFFFF"}
    if on_tint:
        grounds[f"the ground of panels and tables (#{colours.tint})"] = colours.tint
    found = {said: contrast(colour, ground) for said, ground in grounds.items()}
    said = next((said for said, ratio in found.items() if ratio < LEAST_CONTRAST), "white")
    return said, found[said]


def _floor(ratio: float) -> str:
    """Write a ratio so that one that is too low never looks as if it were not: 4.49 is 4.4."""
    return f"{int(ratio * 10) / 10:.1f}"


def _better(colours: Colours, name: str, on_tint: bool) -> str:
    """Name the nearest colour of the same hue that would do; the ground may change with it."""

    def does(colour: str) -> bool:
        changed: dict[str, Any] = {name: colour}
        return _worst(replace(colours, **changed), name, on_tint)[1] >= LEAST_CONTRAST

    found = nearest_darker(getattr(colours, name), does)
    return f'"{found}" is the nearest that does: ' if found else "choose a smaller tint: "


def nearest_darker(colour: str, does: Callable[[str], bool]) -> str:
    """Give the lightest shade of a colour, of the same hue, that does; empty where none does."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(*parts)
    for step in range(_STEPS + 1):
        rgb = hls_to_rgb(hue, light * (1 - step / _STEPS), saturation)
        shade = "".join(f"{round(part * 255):02X}" for part in rgb)
        if does(shade):
            return shade
    return ""
