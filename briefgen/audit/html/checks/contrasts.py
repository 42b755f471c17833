"""Whether text stands out from its ground, where the elements themselves say both.

Owns the check of contrast and the question about colours. What a style sheet does is not
followed, and left to a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.audit.colours import is_colourful, is_large, judged
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_COLOURS
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity

CONTRAST = Check(
    "html.contrast",
    "text has enough contrast with its ground, where the elements set both",
    Severity.SERIOUS,
    (Rule(WCAG, "1.4.3"),),
    "take a darker colour for the text, or a lighter one for the ground",
)

CHECKS = (CONTRAST,)

ASK_SHEET = Question(
    "style-sheet",
    "A style sheet decides how it looks: is text easy to make out, by day and in the dark, and "
    "does all fit when it is enlarged to 400 %?",
    (Rule(WCAG, "1.4.3"), Rule(WCAG, "1.4.10")),
)

_DECLARATION = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", re.IGNORECASE)
_SIZE = re.compile(r"([0-9.]{1,8})\s*(px|pt)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NAMED = {
    "black": "000000",
    "silver": "C0C0C0",
    "gray": "808080",
    "grey": "808080",
    "white": "FFFFFF",
    "maroon": "800000",
    "red": "FF0000",
    "purple": "800080",
    "fuchsia": "FF00FF",
    "magenta": "FF00FF",
    "green": "008000",
    "lime": "00FF00",
    "olive": "808000",
    "yellow": "FFFF00",
    "navy": "000080",
    "blue": "0000FF",
    "teal": "008080",
    "aqua": "00FFFF",
    "cyan": "00FFFF",
    "orange": "FFA500",
    "darkgray": "A9A9A9",
    "darkgrey": "A9A9A9",
    "lightgray": "D3D3D3",
    "lightgrey": "D3D3D3",
    "dimgray": "696969",
    "gainsboro": "DCDCDC",
    "whitesmoke": "F5F5F5",
    "darkblue": "00008B",
    "darkred": "8B0000",
    "darkgreen": "006400",
    "pink": "FFC0CB",
    "gold": "FFD700",
    "brown": "A52A2A",
    "crimson": "DC143C",
    "tomato": "FF6347",
}


@dataclass(frozen=True, slots=True)
class Ink:
    """What an element and those around it say of text: colours, size, weight; "?": unknown."""

    colour: str = ""
    ground: str = ""
    points: float = 12.0
    bold: bool = False


def examine(document: Document, ledger: Ledger) -> None:
    """Check the text of every element whose colours are known."""
    if document.styled:
        ledger.ask(ASK_SHEET)
    inks: dict[int, Ink] = {id(document.root): Ink()}
    colours: dict[str, str] = {}
    for node in document.met:
        above = inks.get(id(node.parent), Ink()) if node.parent else Ink()
        ink = inks[id(node)] = _ink(node, above)
        text = shortened("".join(kid for kid in node.kids if isinstance(kid, str)), 40)
        if not text or not (ink.colour or ink.ground) or _is_unset(document, node, ink):
            continue
        colour, ground = ink.colour or "000000", ink.ground or "FFFFFF"
        if "?" in (colour, ground):
            continue
        enough, said = judged(colour, ground, large=is_large(ink.points, ink.bold))
        ledger.hold(CONTRAST, enough, f"{said}, {text!r}", place(node))
        if is_colourful(colour):
            colours.setdefault(colour, f"{text!r}, line {node.line}")
    for colour, where in colours.items():
        ledger.ask(ASK_COLOURS, f"#{colour}: {where}")


def _is_unset(document: Document, node: Node, ink: Ink) -> bool:
    """Say whether one of the colours is for a style sheet, or for the browser, to say."""
    if document.styled:
        return not (ink.colour and ink.ground)
    return not ink.colour and (node.tag == "a" or node.inside("a") is not None)


def _ink(node: Node, above: Ink) -> Ink:
    colour, ground, points, bold = above.colour, above.ground, above.points, above.bold
    if node.tag in ("h1", "h2"):
        points, bold = (24.0, True) if node.tag == "h1" else (18.0, True)
    bold = bold or node.tag in ("b", "strong", "th", "h3", "h4", "h5", "h6")
    if node.get("bgcolor"):
        ground = _colour(node.get("bgcolor"))
    if node.tag == "font" and node.get("color"):
        colour = _colour(node.get("color"))
    for name, value in _DECLARATION.findall(node.get("style")[:4_000]):
        name = name.lower()
        if name == "color":
            colour = _colour(value)
        elif name in ("background-color", "background"):
            ground = _colour(value)
        elif name == "background-image" and "none" not in value:
            ground = "?"
        elif name == "font-size":
            points = _points(value, points)
        elif name == "font-weight":
            bold = value.strip().lower() in ("bold", "bolder", "600", "700", "800", "900")
        elif name in ("opacity", "text-shadow", "-webkit-text-stroke", "filter"):
            colour = "?"
    return Ink(colour, ground, points, bold)


def _colour(text: str) -> str:
    text = text.strip()
    if "url(" in text.lower() or "gradient" in text.lower():
        return "?"
    if match := _HEX.search(text):
        digits = match[1]
        return (digits if len(digits) == 6 else "".join(2 * d for d in digits)).upper()
    if match := _RGB.search(text):
        return "".join(f"{min(int(part), 255):02X}" for part in match.groups())
    if match := _WORD.match(text):
        return _NAMED.get(match[0].lower(), "?")
    return "?"


def _points(text: str, above: float) -> float:
    match = _SIZE.search(text)
    if match is None:
        return above
    try:
        number = float(match[1])
    except ValueError:
        return above
    return number * 0.75 if match[2].lower() == "px" else number
