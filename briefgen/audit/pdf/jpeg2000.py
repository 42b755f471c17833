"""What an image in JPEG 2000 says of its colours (ISO/IEC 15444-1, Annex I).

Owns the walk over the boxes of its header. Must not know a PDF, nor judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import error, unpack_from

MAX_BOXES = 200


@dataclass(slots=True)
class Colours:
    """One specification of colours: its method, whether it is exact, and a space by number."""

    method: int
    approximation: int
    space: int | None = None


@dataclass(slots=True)
class Header:
    """The header: components, bits of each (0: they differ), and the specifications.

    `channels` counts those of colour; None where a palette makes them.
    """

    components: int = 0
    channels: int | None = 0
    bits: int = 0
    varied: bool = False
    colours: list[Colours] = field(default_factory=list)


def read(content: bytes) -> Header | None:
    """Read a header; None where there is none."""
    found = Header()
    try:
        _boxes(content, 0, len(content), found)
    except (error, IndexError):
        return None
    return found if found.components else None


def _boxes(content: bytes, at: int, end: int, found: Header) -> None:
    for _ in range(MAX_BOXES):
        if at + 8 > end:
            return
        size, kind = unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            size, head = unpack_from(">Q", content, at + 8)[0], 16
        stop = min(at + size, end) if size else end
        if kind == b"jp2h":
            _boxes(content, at + head, stop, found)
        elif kind == b"ihdr":
            found.components = found.channels = unpack_from(">H", content, at + head + 8)[0]
            depth = content[at + head + 10]
            found.bits = (depth & 127) + 1 if depth != 255 else 0
        elif kind == b"bpcc":
            found.varied = True
        elif kind == b"cdef" and found.channels is not None:
            count = unpack_from(">H", content, at + head)[0]
            kinds = [unpack_from(">H", content, at + head + 4 + 6 * n)[0] for n in range(count)]
            found.channels = kinds.count(0)
        elif kind == b"pclr":
            found.channels = None
        elif kind == b"colr":
            method, _, approximation = unpack_from(">BBB", content, at + head)
            space = unpack_from(">I", content, at + head + 3)[0] if method == 1 else None
            found.colours.append(Colours(method, approximation, space))
        if stop <= at:
            return
        at = stop
