"""What a style makes of paragraphs and runs: level, colour, ground, size, weight.

Owns the inheritance of properties (ISO/IEC 29500-1, 17.7.2). Must not know text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefgen.audit.markup import Node

_OFF = ("0", "false", "off")
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_HEADING = re.compile(r"heading ([1-9])")
_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Looks:
    """How a run looks, as far as it is said; None: not said. Colours are RRGGBB or `auto`.

    `unsure` tells that a theme or a pattern decides, which is not followed.
    """

    colour: str | None = None
    ground: str | None = None
    size: float | None = None  # in points
    bold: bool | None = None
    language: str | None = None
    hidden: bool | None = None
    unsure: bool = False

    def over(self, under: Looks) -> Looks:
        """Give these looks where they are said, else those under them."""
        return Looks(
            under.colour if self.colour is None else self.colour,
            under.ground if self.ground is None else self.ground,
            under.size if self.size is None else self.size,
            under.bold if self.bold is None else self.bold,
            under.language if self.language is None else self.language,
            under.hidden if self.hidden is None else self.hidden,
            self.unsure or (under.unsure and self.colour is None),
        )


PLAIN = Looks()


def is_on(properties: Node | None, tag: str) -> bool | None:
    """Say whether a property is on, None where nothing is said."""
    node = properties.first(tag) if properties else None
    return None if node is None else node.get("w:val", "true") not in _OFF


def value(properties: Node | None, tag: str) -> str | None:
    """Give a property's value."""
    node = properties.first(tag) if properties else None
    return None if node is None else node.get("w:val")


def whole(text: str | None, default: int = -1) -> int:
    """Read a whole number."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,7}", text) else default


def shading(properties: Node | None) -> tuple[str | None, bool]:
    """Give the ground that a shading paints, and whether a pattern or theme makes it unsure."""
    node = properties.first("w:shd") if properties else None
    if node is None:
        return None, False
    fill = node.get("w:fill", "auto")
    pattern = node.get("w:val", "clear")
    if "w:themeFill" in node.attributes and not _COLOUR.fullmatch(fill):
        return None, True
    if pattern not in ("clear", "nil"):
        return None, True
    return (fill.upper(), False) if _COLOUR.fullmatch(fill) else (None, False)


def looks(run: Node | None) -> Looks:
    """Read the properties of a run (w:rPr)."""
    if run is None:
        return PLAIN
    node = run.first("w:color")
    colour, unsure = None, False
    if node is not None:
        found = node.get("w:val")
        colour = found.upper() if _COLOUR.fullmatch(found) else "auto" if found == "auto" else None
        # Word writes beside a theme's colour what it came to.
        unsure = colour is None
    ground, odd = shading(run)
    if run.first("w:highlight") is not None:
        ground = _HIGHLIGHTS.get(value(run, "w:highlight") or "", ground)
    size = whole(value(run, "w:sz"), 0)
    language = run.first("w:lang")
    return Looks(
        colour,
        ground,
        size / 2 if size > 0 else None,
        is_on(run, "w:b"),
        language.get("w:val") or None if language else None,
        is_on(run, "w:vanish"),
        unsure or odd,
    )


_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits. `level` is that of its headings, 0 for none."""

    name: str = ""
    looks: Looks = PLAIN
    level: int = 0
    numbered: bool = False


class Styles:
    """The styles of one document."""

    def __init__(self, root: Node | None) -> None:
        """Take the part that has them, where there is one."""
        self._nodes: dict[str, Node] = {}
        self._made: dict[str, Style] = {}
        self._default = ""
        self.defaults = PLAIN
        for node in root.nodes() if root else ():
            if node.tag == "w:style":
                identifier = node.get("w:styleId")
                self._nodes[identifier] = node
                if node.get("w:type") == "paragraph" and node.get("w:default") in ("1", "true"):
                    self._default = identifier
            elif node.tag == "w:docDefaults":
                self.defaults = looks(node.first("w:rPrDefault", "w:rPr"))

    def of(self, identifier: str | None) -> Style:
        """Give a style; none is the document's usual one for paragraphs."""
        identifier = self._default if identifier is None else identifier
        if identifier not in self._made:
            self._made[identifier] = self._read(identifier)
        return self._made[identifier]

    def _read(self, identifier: str) -> Style:
        found = Style()
        for node in self.chain(identifier):
            found = _inherited(found, node)
        return found

    def chain(self, identifier: str) -> list[Node]:
        """Give a style and all it is based on, what is at the bottom first."""
        chain: list[Node] = []
        seen: set[str] = set()
        at: str | None = identifier
        while at and at in self._nodes and at not in seen and len(chain) < _DEPTH:
            seen.add(at)
            chain.append(self._nodes[at])
            at = value(self._nodes[at], "w:basedOn")
        return chain[::-1]


def _inherited(below: Style, node: Node) -> Style:
    paragraph = node.first("w:pPr")
    ground, odd = shading(paragraph)
    own = looks(node.first("w:rPr"))
    if ground is not None and own.ground is None:
        own = replace(own, ground=ground)
    name = (value(node, "w:name") or "").lower()
    level = below.level
    outline = whole(value(paragraph, "w:outlineLvl"))
    if 0 <= outline <= 8:
        level = outline + 1
    elif outline == 9:
        level = 0
    if match := _HEADING.fullmatch(name):
        level = int(match[1])
    return Style(
        name,
        replace(own.over(below.looks), unsure=own.unsure or odd or below.looks.unsure),
        level,
        below.numbered or (paragraph is not None and paragraph.first("w:numPr") is not None),
    )
