"""The colours of a page by day and by night.

Owns how a theme's colours are turned for a dark ground. Must not know CSS.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

from briefgen.theme import Colours, contrast

PAPER = "FFFFFF"
DARK_PAPER = "16181B"
NIGHT_CONTRAST = 7.0  # of every text on every dark ground (WCAG 2.1, 1.4.6)
_DARK_TINT = 0.1  # how much of the lit accent the dark ground of a panel has
_BRIGHTEST = 13.0  # text brighter than this glares
_HAIRLINE = 2.0
_STEPS = 100
_OF_TEXT = ("text", "muted", "accent", "rule")  # what a style may name as its colour


def by_day(colours: Colours) -> dict[str, str]:
    """Give the colours on white, by what they are for, as six digits."""
    return {
        "paper": PAPER,
        "tint": colours.tint,
        "text": colours.text,
        "muted": colours.muted,
        "accent": colours.accent,
        "rule": colours.rule,
        "hairline": colours.hairline,
    }


def by_night(colours: Colours) -> dict[str, str]:
    """Give the same colours for a dark ground: their hues kept, their lightness turned.

    Each has about the contrast with its ground that it has by day, and 7:1 at least,
    on the ground of panels too.
    """
    accent = _lighter(colours.accent, _wanted(colours.accent), DARK_PAPER)
    tint = _mixed(accent, DARK_PAPER, _DARK_TINT)
    day = by_day(colours)
    return {
        "paper": DARK_PAPER,
        "tint": tint,
        **{name: _lit(day[name], tint) for name in _OF_TEXT},
        "hairline": _lighter(colours.hairline, _HAIRLINE, DARK_PAPER),
    }


def _wanted(colour: str) -> float:
    return min(contrast(colour, PAPER), _BRIGHTEST)


def _lit(colour: str, tint: str) -> str:
    on_paper = _lighter(colour, _wanted(colour), DARK_PAPER)
    on_tint = _lighter(colour, NIGHT_CONTRAST, tint)
    return max(on_paper, on_tint, key=lambda one: contrast(one, DARK_PAPER))


def _lighter(colour: str, least: float, ground: str) -> str:
    """Give the darkest shade of a colour that has so much contrast with a dark ground."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, _, saturation = rgb_to_hls(red, green, blue)
    for step in range(_STEPS):
        shade = _digits(hls_to_rgb(hue, step / _STEPS, saturation))
        if contrast(shade, ground) >= least:
            return shade
    return PAPER


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (0, 2, 4))
    red, green, blue = ((one * share + other * (1 - share)) / 255 for one, other in pairs)
    return _digits((red, green, blue))


def _digits(parts: tuple[float, float, float]) -> str:
    return "".join(f"{round(part * 255):02X}" for part in parts)
