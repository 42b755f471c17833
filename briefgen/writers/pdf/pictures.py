"""Pictures in a PDF: a PNG as the image object that shows the same pixels.

Owns the reading of a PNG's chunks (ISO/IEC 15948) and the entries of the image (ISO 32000-1,
8.9). Must not know where a picture stands. What a PNG holds is what PDF's own filter reads,
so that it goes over as it is: nothing is decoded, and the same picture gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from zlib import compress

from reportlab.lib.utils import ImageReader

from briefgen.document import Image

_SIGNATURE = 8
# The kinds of PNG without transparency: samples a pixel, and the name of the colours. They are
# sRGB by the file's output intent, as all of its colours are.
_GREY, _COLOUR, _PALETTE = 0, 2, 3
_KINDS = {_GREY: (1, "/DeviceGray"), _COLOUR: (3, "/DeviceRGB"), _PALETTE: (1, "/Indexed")}


@lru_cache(maxsize=16)
def image_object(image: Image) -> tuple[str, bytes]:
    """Give the entries and the content of an image's stream."""
    chunks = list(_chunks(image.content))
    head = chunks[0][1]
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    bits, kind, interlaced = head[8], head[9], head[12]
    if interlaced or kind not in _KINDS:
        return _decoded(image, width, height)
    samples, colours = _KINDS[kind]
    if kind == _PALETTE:
        palette = next(content for name, content in chunks if name == b"PLTE")
        colours = f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]"
    entries = (
        f"{_entries(width, height, bits, colours)}/DecodeParms<</Predictor 15/Colors {samples}"
        f"/BitsPerComponent {bits}/Columns {width}>>"
    )
    return entries, b"".join(content for name, content in chunks if name == b"IDAT")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give name and content of each chunk; the last is the empty one that ends the file."""
    at = _SIGNATURE
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _decoded(image: Image, width: int, height: int) -> tuple[str, bytes]:
    """Give an image whose lines do not stand in their order, which PDF does not know."""
    picture = ImageReader(BytesIO(image.content))
    pixels = picture.getRGBData()
    colours = "/DeviceGray" if picture.mode == "L" else "/DeviceRGB"
    return _entries(width, height, 8, colours), compress(pixels)


def _entries(width: int, height: int, bits: int, colours: str) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent {bits}"
        f"/ColorSpace{colours}/Filter/FlateDecode"
    )
