"""A ZIP file whose bytes depend on its members alone.

Owns the container. Must not know what the members say. The library's `zipfile`
cannot take a member that is deflated already, stamps the platform on it, and is
asked for neither here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")

_VERSION = 20
_UTF8_NAMES = 0x0800
_DEFLATED = 8
_NO_TIME = 0
_FIRST_DAY = (1 << 5) | 1  # 1 January 1980, the earliest date that the format can say


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, deflated."""

    name: str
    deflated: bytes
    size: int
    checksum: int


def member(name: str, content: str | bytes) -> Member:
    """Deflate one file; text is written as UTF-8."""
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def archive(members: Iterable[Member]) -> bytes:
    """Put members into one file, in the order given."""
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for one in members:
        name = one.name.encode()
        fixed = (_VERSION, _UTF8_NAMES, _DEFLATED, _NO_TIME, _FIRST_DAY)
        sizes = (one.checksum, len(one.deflated), one.size, len(name))
        head = _LOCAL.pack(b"PK\x03\x04", *fixed, *sizes, 0) + name
        files += (head, one.deflated)
        entry = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *fixed, *sizes, 0, 0, 0, 0, 0, offset)
        directory.append(entry + name)
        offset += len(head) + len(one.deflated)
    listing = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, 0)
    return b"".join((*files, listing, end))
