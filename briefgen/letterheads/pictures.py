"""The pictures of a letterhead: PNG, JPEG and GIF, without what they say beside the picture.

Owns what is taken as a picture here. Must not know where one stands. The pixels stay as they
are, with what is transparent in them: a head may lie on a coloured ground.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256

from briefgen.letterheads.faults import Refused

MAX_BYTES = 5_000_000

_PNG = b"\x89PNG\r\n\x1a\n"
# Of a PNG, what draws; the rest is remarks: texts, times, cameras, places.
_DRAWING = (
    *(b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP"),
    *(b"pHYs", b"sBIT", b"bKGD"),
)
# Of a JPEG, the segments of remarks; the colour profile (2) and Adobe's note on colours (14) stay.
_REMARKS = (0xFE, *(0xE0 + number for number in range(1, 16) if number not in (2, 14)))
_START_OF_SCAN = 0xDA


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as a part: its name, which tells its content, and its bytes."""

    name: str
    content: bytes


def media(raw: bytes) -> Media:
    """Take a picture. Raises Refused."""
    if len(raw) > MAX_BYTES:
        hint = "save the picture smaller: 1200 pixels are enough"
        what = f"a picture of it has more than {MAX_BYTES // 1_000_000} MB"
        raise Refused("picture", what, hint)
    try:
        kind, content = _plain(raw)
    except (struct.error, IndexError):
        raise Refused("picture", "a picture of it is damaged", "put it in anew") from None
    return Media(f"letterhead-{sha256(content).hexdigest()[:16]}.{kind}", content)


def _plain(raw: bytes) -> tuple[str, bytes]:
    if raw.startswith(_PNG):
        return "png", _png(raw)
    if raw.startswith(b"\xff\xd8\xff"):
        return "jpeg", _jpeg(raw)
    if raw.startswith((b"GIF87a", b"GIF89a")):
        return "gif", raw
    hint = "in Word: Save as Picture, choose PNG, and put that in its place"
    raise Refused("picture", "a picture of it is neither PNG, JPEG nor GIF", hint)


def _png(raw: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(raw):
        length, kind = struct.unpack_from(">I4s", raw, at)
        end = at + 12 + length
        if end > len(raw):
            raise IndexError(end)
        if kind in _DRAWING:
            kept.append(raw[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise IndexError(at)


def _jpeg(raw: bytes) -> bytes:
    kept, at = [raw[:2]], 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", raw, at)
        if mark != 0xFF or length < 2:
            raise IndexError(at)
        if kind == _START_OF_SCAN:
            return b"".join((*kept, raw[at:]))
        end = at + 2 + length
        if kind not in _REMARKS:
            kept.append(raw[at:end])
        at = end
