"""A canvas that draws nothing untagged: every piece belongs to the tree or is decoration.

Owns marked content and annotations (ISO 32000-1, 14.6; ISO 14289-1, 7.1 and 7.18).
Must not know blocks, lines or where on the page anything belongs. All strings that it
writes into a page are hexadecimal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from briefgen.document import Image
from briefgen.writers.pdf.glyphs import EmbeddedFont
from briefgen.writers.pdf.metadata import text as pdf_text
from briefgen.writers.pdf.structure import Element

_LITERAL = re.compile(r"\((?:\\.|[^\\()])*\)")
_MARKS = re.compile(r"(?<![\w/])(BDC|BMC|EMC|BT|Tj|TJ|Do|EI|S|s|f|F|f\*|B|B\*|b|b\*|sh)(?![\w*])")
_TEXT = {"BT", "Tj", "TJ", "Do", "EI", "sh"}
_SHAPES = "shapes"  # the open piece holds rules and grounds alone


class UntaggedError(Exception):
    """Text or an image is drawn that no screen reader would find: a bug of the writer."""


@dataclass(slots=True)
class Annotation:
    """A link's rectangle on a page; an `href` of "#" and a name leads to a destination."""

    page: int
    rectangle: tuple[float, float, float, float]
    href: str
    contents: str


@dataclass(slots=True)
class Destination:
    """Where links inside the document lead to: how high on which page, and its words."""

    page: int
    y: float
    words: str
    element: Element


@dataclass(slots=True)
class Sheet:
    """What one page has become: its operators, and the element of each of its pieces."""

    code: list[str] = field(default_factory=list)
    owners: list[Element] = field(default_factory=list)
    annotations: list[int] = field(default_factory=list)


class TaggedCanvas(Canvas):
    """ReportLab's canvas with marked content; one sheet is open at a time."""

    _code: list[str]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Make a canvas; see ReportLab's."""
        self.sheets: list[Sheet] = []
        self.annotations: list[Annotation] = []
        self.fonts: dict[str, EmbeddedFont] = {}
        self.images: dict[Image, str] = {}  # by the name that pages call them
        self.destinations: dict[str, Destination] = {}
        self._mark: Element | str | None = None
        self._state = ("", 0.0, "")
        super().__init__(*arguments, **options)

    # --- pieces --------------------------------------------------------------

    def begin(self, element: Element) -> None:
        """Let what follows belong to an element; goes on where it was just drawing it."""
        if self._mark is element:
            return
        self.end()
        owners = self.sheets[-1].owners
        self._code.append(f"/{element.tag}<</MCID {len(owners)}>>BDC")
        element.add_piece(len(self.sheets) - 1, len(owners))
        owners.append(element)
        self._mark = element

    def begin_artifact(self, kind: str = "") -> None:
        """Let what follows be decoration; `kind` is Header or Footer for running text."""
        if self._mark == f"artifact {kind}":
            return
        self.end()
        if kind:
            self._code.append(f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC")
        else:
            self._code.append("/Artifact BMC")
        self._mark = f"artifact {kind}"

    def end(self) -> None:
        """End the open piece, if there is one."""
        if self._mark is not None:
            self._code.append("EMC")
            self._mark = None

    # --- drawing -------------------------------------------------------------

    def show(self, text: str, x: float, y: float, *, font: str, size: float, colour: str) -> None:
        """Draw a run of text that one face has, from a point of its baseline."""
        if self._mark is None or self._mark is _SHAPES:
            raise UntaggedError(text[:40])
        embedded = self.fonts.get(font)
        if embedded is None:
            embedded = self.fonts[font] = EmbeddedFont(font, f"F{len(self.fonts) + 1}")
        before = self._state
        self._state = (font, size, colour)
        change = ""
        if before[:2] != (font, size):
            change = f"/{embedded.label} {size:g} Tf "
        if before[2] != colour:
            change += _rgb(colour) + " rg "
        self._code.append(f"BT {change}{x:.2f} {y:.2f} Td<{embedded.encode(text)}>Tj ET")

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle, as decoration; what is drawn next is none by that."""
        if self._mark is not _SHAPES:
            self.begin_artifact()
            self._mark = _SHAPES
        change = f"{_rgb(colour)} rg " if self._state[2] != colour else ""
        self._state = (*self._state[:2], colour)
        self._code.append(f"{change}{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def link(
        self,
        element: Element,
        rectangle: tuple[float, float, float, float],
        *,
        href: str,
        contents: str,
    ) -> None:
        """Put a link over a rectangle of the open sheet."""
        number = len(self.annotations)
        self.annotations.append(Annotation(len(self.sheets) - 1, rectangle, href, contents))
        self.sheets[-1].annotations.append(number)
        element.add_annotation(number)

    def land(self, name: str, y: float, words: str, element: Element) -> None:
        """Make a point of the open sheet a destination, and its name its element's identifier."""
        while name in self.destinations:
            name += "-"  # no two may have one name (ISO 14289-1, 7.9)
        element.entries = f"/ID{pdf_text(name)}"
        self.destinations[name] = Destination(len(self.sheets) - 1, y, words, element)

    def picture(
        self, element: Element, image: Image, place: tuple[float, float, float, float]
    ) -> None:
        """Draw an image as the open piece, which is a figure's: x, y, width and height."""
        if self._mark is not element:
            raise UntaggedError("an image")
        x, y, width, height = place
        label = self.images.setdefault(image, f"I{len(self.images) + 1}")
        self._code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm/{label} Do Q")
        element.attributes = (
            f"<</O/Layout/Placement/Block/BBox[{x:.2f} {y:.2f} {x + width:.2f} {y + height:.2f}]>>"
        )

    # --- sheets --------------------------------------------------------------

    def open_sheet(self) -> None:
        """Begin a page."""
        self.sheets.append(Sheet())
        self._state = ("", 0.0, "")

    def close_sheet(self) -> None:
        """End the page; raises UntaggedError for text or images outside the tree."""
        self.end()
        self.sheets[-1].code = list(swept(self._code))
        self._code = []


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (0, 2, 4))


def swept(code: Sequence[str]) -> list[str]:
    """Make unmarked paths decoration; raise UntaggedError for unmarked text and images."""
    depth = 0
    found: list[str] = []
    for piece in code:
        if depth and "EMC" not in piece and "BDC" not in piece and "BMC" not in piece:
            found.append(piece)  # marked already, as nearly all is
            continue
        outside = depth == 0
        paints = False
        for mark in _MARKS.findall(_LITERAL.sub("", piece)):
            if mark in ("BDC", "BMC"):
                depth += 1
            elif mark == "EMC":
                depth -= 1
            elif depth == 0 and mark in _TEXT:
                raise UntaggedError(piece[:80])
            else:
                paints = True
        found.append(f"/Artifact BMC {piece} EMC" if outside and depth == 0 and paints else piece)
    return found
