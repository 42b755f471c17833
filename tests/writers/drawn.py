"""What is drawn on the pages of a PDF of our own: words with their looks, and rectangles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream


@dataclass(frozen=True)
class Drawn:
    """A word on a page of a PDF, or a rectangle without one."""

    page: int
    text: str
    font: str
    size: float
    colour: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


def drawn_in(content: bytes) -> list[Drawn]:
    """Give all that is drawn in a PDF of our own, in the order in which it is."""
    reader = PdfReader(BytesIO(content))
    found: list[Drawn] = []
    for place, page in enumerate(reader.pages):
        found += _operations(place, page, reader)
    return found


def _operations(place: int, page: Any, reader: PdfReader) -> Iterator[Drawn]:
    fonts = {
        name: (str(font["/BaseFont"]).partition("+")[2], _unicode(font))
        for name, font in page["/Resources"]["/Font"].items()
    }
    font, size, colour, x, y = "", 0.0, "", 0.0, 0.0
    box: list[float] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"Tf":
                font, size = str(operands[0]), float(operands[1])
            case b"rg":
                colour = "".join(f"{round(float(part) * 255):02X}" for part in operands)
            case b"Td":
                x, y = map(float, operands)
            case b"re":
                box = [float(side) for side in operands]
            case b"f":
                yield Drawn(place, "", "", 0.0, colour, *box)
            case b"Tj":
                name, signs = fonts[font]
                raw = operands[0].original_bytes
                codes = [raw[i : i + 2].hex().upper() for i in range(0, len(raw), 2)]
                yield Drawn(place, "".join(signs[code] for code in codes), name, size, colour, x, y)


def _unicode(font: Any) -> dict[str, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>", font["/ToUnicode"].get_data())
    return {code.decode(): chr(int(sign, 16)) for code, sign in pairs}
