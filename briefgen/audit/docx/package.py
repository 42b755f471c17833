"""The parts of a DOCX: unpacked within bounds, read as XML, found by their relationships.

Owns zip and what in it is hostile, and the names of namespaces. Must not know what the
parts say.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass

from briefgen.audit import markup
from briefgen.audit.limits import MAX_BYTES, MAX_PARTS, MAX_XML
from briefgen.audit.markup import Node, Unsound
from briefgen.errors import InputError, Location, error

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
_SAVE = "open it in Word and save it under another name"

_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
# The names that each vocabulary goes by, of its transitional and its strict form.
NAMES = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OFFICE}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OFFICE}/drawingml/2006/picture": "pic",
    f"{_OFFICE}/package/2006/relationships": "",
    f"{_OFFICE}/package/2006/metadata/core-properties": "cp",
    f"{_OFFICE}/markup-compatibility/2006": "mc",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind (the last word of its type), and where."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file; what they unpack to is counted over all of them."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Take the bytes of a file, and what diagnostics call it."""
        self.name = name
        self._bytes_left = MAX_XML
        self._nodes_left = markup.allowance()
        if len(raw) > MAX_BYTES:
            raise self.unsound(f"it has more than {MAX_BYTES // 1_000_000} MB")
        # Counted before zipfile makes an object of each.
        if raw.count(_CENTRAL_ENTRY) > MAX_PARTS:
            raise self.unsound(f"it has more than {MAX_PARTS:,} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN:
            raise self.unsound("it is cut off or damaged") from None
        # Part names have no case.
        self._parts = {info.filename.lower(): info for info in self._zip.infolist()}

    def unsound(self, why: str) -> InputError:
        """Make the fault of a file that cannot be read."""
        return InputError(
            error("docx.damaged", f"no sound DOCX: {why}", Location(self.name), _SAVE)
        )

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part.lower() in self._parts

    def parse(self, part: str) -> Node:
        """Read a part that the document needs. Raises InputError."""
        try:
            return markup.parse(self._content(part), NAMES, self._nodes_left)
        except Unsound as fault:
            raise self.unsound(f"{posixpath.basename(part)}: {fault}") from None

    def optional(self, part: str) -> Node | None:
        """Read a part where it is there."""
        return self.parse(part) if part and part in self else None

    def _content(self, part: str) -> bytes:
        info = self._parts.get(part.lower())
        if info is None:
            raise self.unsound(f"the part {part[:80]!r} is missing")
        if info.compress_type not in _PACKED or info.flag_bits & 0x1:
            raise self.unsound("it is packed in a way of its own")
        self._bytes_left -= info.file_size
        if self._bytes_left < 0:
            raise self.unsound(f"its texts have more than {MAX_XML // 1_000_000} MB when unpacked")
        try:
            # zipfile gives no more than the size that was counted above.
            with self._zip.open(info) as handle:
                return handle.read(info.file_size)
        except _BROKEN:
            raise self.unsound(f"{posixpath.basename(part)} does not unpack") from None

    def relations(self, part: str) -> dict[str, Relation]:
        """Give what a part refers to, by identifiers."""
        folder, base = posixpath.split(part)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for node in root.nodes() if root else ():
            external = node.get("TargetMode") == "External"
            target = node.get("Target")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id")] = Relation(node.get("Type").rpartition("/")[2], target, external)
        return found
