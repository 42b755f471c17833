"""The parts of an XLSX: unpacked within bounds, read as XML that declares nothing.

Owns expat and what in XML is hostile: entities, nesting, names without end. Must not know
what the parts mean. Nothing is built in memory: a part's tags reach functions by their names
as they come.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar
from xml.parsers import expat

from briefgen.errors import InputError
from briefgen.sheets.faults import refused
from briefgen.sheets.limits import (
    MAX_DEPTH,
    MAX_NAMES,
    MAX_PARTS,
    MAX_TAGS,
    MAX_TOKEN,
    MAX_UNPACKED,
)
from briefgen.unzipped import Damaged, TooMuch, Unzipped

Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[str], None]]
_Handler = TypeVar("_Handler")

# The two names that each vocabulary goes by, of its transitional and its strict form.
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_SAVE = "save it anew in the spreadsheet program"


class Archive:
    """The parts of one file; what they unpack to is counted over all of them."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Take the file's bytes, and what diagnostics call it."""
        self.name = name
        self.tags_left = MAX_TAGS
        with self._naming():
            self._parts = Unzipped(raw, most_parts=MAX_PARTS, most_bytes=MAX_UNPACKED)

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return part in self._parts

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """Say of what is wrong with the container which file it is."""
        try:
            yield
        except Damaged as fault:
            raise self.damaged(str(fault)) from None
        except TooMuch as fault:
            raise self.too_large(str(fault)) from None

    def damaged(self, why: str) -> InputError:
        """Make the fault of a file that is not as the format wants it."""
        return refused(self.name, "xlsx.damaged", f"no sound XLSX file: {why}", _SAVE)

    def too_large(self, what: str) -> InputError:
        """Make the fault of a file that holds more than is read."""
        hint = "copy the table alone into a new workbook"
        return refused(self.name, "xlsx.too-large", f"the workbook has {what}", hint)

    def parse(self, part: str, starts: Starts, ends: Ends) -> None:
        """Read a part, calling `starts` with attributes and `ends` with the text before it.

        The text is what stands between a tag's end and the tag before that.
        """
        parser = expat.ParserCreate("utf-8", " ", intern={})
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_declaration
        _attach(parser, _qualified(starts), _qualified(ends), self)
        fed = 0
        try:
            with self._naming():
                for chunk in self._parts.chunks(part):
                    self.tags_left -= chunk.count(b"<")
                    if self.tags_left < 0:
                        raise self.too_large("too many cells, most of them perhaps empty")
                    parser.Parse(chunk, False)
                    fed += len(chunk)
                    unread = fed - parser.CurrentByteIndex
                    if unread > MAX_TOKEN or len(parser.intern) > MAX_NAMES:
                        raise self.damaged("its XML is out of measure")
            parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise self.damaged(
                f"{posixpath.basename(part)}, line {fault.lineno}: {expat.ErrorString(fault.code)}"
            ) from None

    def _refuse_declaration(self, *_: object) -> None:
        raise self.damaged("its XML declares a document type")


def _qualified(handlers: Mapping[str, _Handler]) -> dict[str, _Handler]:
    return {f"{space} {tag}": made for tag, made in handlers.items() for space in _NAMESPACES}


def _attach(
    parser: expat.XMLParserType,
    starts: Starts,
    ends: Ends,
    archive: Archive,
) -> None:
    pieces: list[str] = []
    depth = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise archive.damaged("its XML is out of measure")
        if pieces:
            pieces.clear()
        if handler := starts.get(tag):
            handler(attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if handler := ends.get(tag):
            handler("".join(pieces))
        if pieces:
            pieces.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
