"""The parts of a zip file, unpacked within bounds.

Owns zip and what in it is hostile: bombs, sizes that lie, two parts of one name. Must not
know what the parts mean, nor how a person is told of what is wrong with them.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

_CHUNK = 64_000
_CENTRAL_ENTRY = b"PK\x01\x02"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises over bytes gone wrong, beside what it means to raise.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Damaged(Exception):
    """A file that is not as it must be; the message says why."""


class TooMuch(Exception):
    """A file that holds more than is read; the message says what."""


class Unzipped:
    """The parts of one file; what they unpack to is counted over all of them."""

    def __init__(self, raw: bytes, *, most_parts: int, most_bytes: int) -> None:
        """Take the bytes of a file, and what of it is read at most.

        Raises Damaged and TooMuch, as does all that reads a part.
        """
        self._most = self._bytes_left = most_bytes
        # Counted before zipfile makes an object of each.
        if raw.count(_CENTRAL_ENTRY) > most_parts:
            raise TooMuch(f"more than {most_parts:,} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN:
            raise Damaged("it is cut off or no zip file") from None
        # Part names have no case. Of two with one name, programs differ in which they read.
        self._parts = {info.filename.lower(): info for info in self._zip.infolist()}
        if len(self._parts) != len(self._zip.infolist()):
            raise Damaged("it has two parts of one name")

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part.lower() in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of all parts as they are written."""
        # Of a name with NUL in it, zipfile keeps what stands before.
        return tuple(info.orig_filename for info in self._parts.values())

    @property
    def encrypted(self) -> bool:
        """Say whether a part is locked with a password."""
        return any(info.flag_bits & 0x1 for info in self._parts.values())

    @property
    def declared(self) -> int:
        """Give the bytes that all parts together say they unpack to."""
        return sum(info.file_size for info in self._parts.values())

    def chunks(self, part: str) -> Iterator[bytes]:
        """Give a part piece by piece."""
        info = self._parts.get(part.lower())
        if info is None:
            raise Damaged(f"the part {posixpath.basename(part)[:80]!r} is missing")
        self._bytes_left -= info.file_size
        if self._bytes_left < 0:
            raise TooMuch(f"more than {self._most // 1_000_000} MB when unpacked")
        if info.compress_type not in _PACKED or info.flag_bits & 0x1:
            raise Damaged("it is packed in a way of its own")
        try:
            # zipfile gives no more than the size that was counted above.
            with self._zip.open(info) as handle:
                while chunk := handle.read(_CHUNK):
                    yield chunk
        except _BROKEN:
            raise Damaged(f"{posixpath.basename(part)[:80]} does not unpack") from None

    def read(self, part: str) -> bytes:
        """Give a whole part."""
        return b"".join(self.chunks(part))
