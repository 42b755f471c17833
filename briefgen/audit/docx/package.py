"""The parts of a DOCX: unpacked within bounds, read as XML, found by their relationships.

Owns the names of namespaces, and what is said of a file that is none. Must not know what
the parts say.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from briefgen.audit import markup
from briefgen.audit.limits import MAX_BYTES, MAX_PARTS, MAX_XML
from briefgen.audit.markup import Node, Unsound
from briefgen.errors import InputError, Location, error
from briefgen.unzipped import Damaged, TooMuch, Unzipped

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
        self._nodes_left = markup.allowance()
        if len(raw) > MAX_BYTES:
            raise self.unsound(f"it has more than {MAX_BYTES // 1_000_000} MB")
        try:
            self._parts = Unzipped(raw, most_parts=MAX_PARTS, most_bytes=MAX_XML)
        except Damaged as fault:
            raise self.unsound(str(fault)) from None
        except TooMuch as fault:
            raise self.unsound(f"it has {fault}") from None

    def unsound(self, why: str) -> InputError:
        """Make the fault of a file that cannot be read."""
        return InputError(
            error("docx.damaged", f"no sound DOCX: {why}", Location(self.name), _SAVE)
        )

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part in self._parts

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
        try:
            return self._parts.read(part)
        except Damaged as fault:
            raise self.unsound(str(fault)) from None
        except TooMuch as fault:
            raise self.unsound(f"it has {fault}") from None

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
