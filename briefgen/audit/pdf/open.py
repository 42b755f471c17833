"""The objects of a PDF, read within bounds and without trust in their kinds.

Owns the library that reads them (pypdf), what files may cost, and what is refused: files
that are locked, cut off or no PDF. Must not know what the objects mean. Whatever a file
holds in place of what it should, a reader of this room gets an empty value and no exception.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any, TypeAlias

from pypdf import PdfReader
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from briefgen.audit.limits import MAX_BYTES, MAX_OBJECTS, MAX_REPAIRED, MAX_UNPACKED
from briefgen.errors import InputError, Location, error

Dictionary: TypeAlias = DictionaryObject
Array: TypeAlias = list[Any]
Identity: TypeAlias = tuple[int, int]

EMPTY = DictionaryObject()
_OVERLAP = 3  # times its length that a file may have to be read
_LOCKED = "open it with its password and save a copy without one"
# Table 22 of ISO 32000-1: bit 10 lets text be taken out for readers with disabilities.
_FOR_ACCESSIBILITY = 1 << 9

_FILTERS = frozenset(
    ("FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode")
)

# The library tells its log of every repair; the report says what matters.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class Spent(Exception):
    """A file asks for more than is given to any."""


class File:
    """A PDF's objects; every accessor takes a holder and a key and checks what it finds."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Take the bytes of a file, and what diagnostics call it."""
        self.raw = raw
        self.name = name
        self.damaged = 0  # objects that could not be had, or were not where they should be
        self._objects_left = MAX_OBJECTS
        self._bytes_left = MAX_UNPACKED
        self._repairs_left = MAX_REPAIRED
        self._seen: dict[Identity, Any] = {}
        self._passed = 0  # bytes that objects were read from
        self._places: dict[Identity, int] = {}
        self._identities: list[Identity] = []
        if len(raw) > MAX_BYTES:
            size = f"the file has more than {MAX_BYTES // 1_000_000} MB"
            raise InputError(error("pdf.too-large", size, Location(name)))
        try:
            self._reader = PdfReader(io.BytesIO(raw))
            encryption = self._reader.trailer.get("/Encrypt")
        except Exception:
            # Over bytes gone wrong the library raises whatever Python does.
            raise self._unsound("it is cut off or damaged") from None
        if encryption is not None:
            raise self._locked(encryption)
        self.trailer = self._reader.trailer
        self.catalog = self.dictionary(self.trailer, "/Root")
        if "/Pages" not in self.catalog:
            raise self._unsound("it has no pages")

    def _unsound(self, why: str) -> InputError:
        hint = "make it anew, or open it and save it under another name"
        return InputError(error("pdf.damaged", f"no sound PDF: {why}", Location(self.name), hint))

    def _locked(self, encryption: Any) -> InputError:
        message = "the file is encrypted; nothing in it was read"
        settings = self.value(encryption)
        permissions = settings.get("/P") if isinstance(settings, dict) else None
        if isinstance(permissions, int) and not permissions & _FOR_ACCESSIBILITY:
            message += ", and it forbids screen readers to take its text (ISO 14289-1, 7.16)"
        return InputError(error("pdf.encrypted", message, Location(self.name), _LOCKED))

    # --- values ------------------------------------------------------------------

    def value(self, found: Any) -> Any:
        """Give what a reference stands for, or None where that cannot be had."""
        for _ in range(8):  # a reference to a reference
            if not isinstance(found, IndirectObject):
                return None if isinstance(found, NullObject) else found
            identity = (found.idnum, found.generation)
            if identity not in self._seen:
                self._seen[identity] = self._resolved(found)
            found = self._seen[identity]
        return None

    def _resolved(self, reference: IndirectObject) -> Any:
        self._objects_left -= 1
        if self._objects_left < 0:
            raise Spent(f"more than {MAX_OBJECTS:,} objects")
        start = self._place(reference)
        if start is None:
            # The library then searches the whole file, for each of them.
            self.damaged += 1
            self._repairs_left -= len(self.raw)
            if self._repairs_left < 0:
                return None
        try:
            found = self._reader.get_object(reference)
        except Exception:  # as above
            self.damaged += 1
            found = None
        if start:
            self._passed += max(self._reader.stream.tell() - start, 0)
            if self._passed > _OVERLAP * len(self.raw) + 1_000_000:
                raise Spent("objects that lie in each other")
        return found

    def _place(self, reference: IndirectObject) -> int | None:
        """Give where an object stands, 0 for one in an object stream, None for one displaced."""
        if reference.generation == 0 and reference.idnum in self._reader.xref_objStm:
            return 0
        start = self._reader.xref.get(reference.generation, {}).get(reference.idnum)
        if not isinstance(start, int) or start < 0:
            return None
        header = re.compile(rb"\s*0*%d\s+0*%d\s+obj" % (reference.idnum, reference.generation))
        return start if header.match(self.raw[start : start + 60]) else None

    def get(self, holder: Any, key: str) -> Any:
        """Give a value of a dictionary."""
        return self.value(dict.get(holder, key)) if isinstance(holder, dict) else None

    def dictionary(self, holder: Any, key: str) -> Dictionary:
        """Give a dictionary, which may be a stream's."""
        return as_dictionary(self.get(holder, key))

    def array(self, holder: Any, key: str) -> Array:
        """Give an array."""
        found = self.get(holder, key)
        return found if isinstance(found, ArrayObject) else []

    def several(self, holder: Any, key: str) -> Array:
        """Give the values of an array, or the one value that may stand in place of it."""
        found = self.get(holder, key)
        if isinstance(found, ArrayObject):
            return list(found)
        return [] if found is None else [dict.get(holder, key)]

    def word(self, holder: Any, key: str) -> str:
        """Give a name, without its slash."""
        return as_name(self.get(holder, key))

    def text(self, holder: Any, key: str) -> str | None:
        """Give a text string, or None where there is none."""
        return as_text(self.get(holder, key))

    def number(self, holder: Any, key: str) -> float | None:
        """Give a number."""
        return as_number(self.get(holder, key))

    def whole(self, holder: Any, key: str, default: int = -1) -> int:
        """Give a whole number."""
        found = self.get(holder, key)
        return int(found) if isinstance(found, NumberObject) else default

    def flag(self, holder: Any, key: str) -> bool:
        """Say whether a value is true."""
        found = self.get(holder, key)
        return isinstance(found, BooleanObject) and bool(found.value)

    def numbers(self, holder: Any, key: str) -> tuple[float, ...]:
        """Give an array of numbers; none where one of them is something else."""
        found = [as_number(self.value(entry)) for entry in self.array(holder, key)[:64]]
        return tuple(entry for entry in found if entry is not None) if None not in found else ()

    # --- all objects -------------------------------------------------------------

    def places(self) -> dict[Identity, int]:
        """Give where in the file the objects begin that are in no object stream."""
        if not self._places:
            self._places = {
                (number, generation): place
                for generation, found in self._reader.xref.items()
                for number, place in found.items()
                if isinstance(place, int) and 0 < place < len(self.raw)
            }
        return self._places

    def identities(self) -> list[Identity]:
        """Give the numbers of all objects."""
        if not self._identities:
            packed = ((number, 0) for number in self._reader.xref_objStm)
            self._identities = sorted({*self.places(), *packed})
        return self._identities

    def object(self, number: Identity) -> Any:
        """Give an object by its number."""
        return self.value(IndirectObject(*number, self._reader))

    # --- streams -----------------------------------------------------------------

    def data(self, stream: Any) -> bytes | None:
        """Give what a stream holds, or None where that cannot be had."""
        stream = self.value(stream)
        if not isinstance(stream, StreamObject) or not self._is_text(stream):
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                packed = "/Filter" in stream
                content = bytes(decode_stream_data(stream) if packed else stream.get_data())
        except Exception:  # as above
            self.damaged += 1
            return None
        self._bytes_left -= len(content) + 1_000
        if self._bytes_left < 0:
            raise Spent(f"more than {MAX_UNPACKED // 1_000_000} MB when unpacked")
        return content

    def _is_text(self, stream: StreamObject) -> bool:
        """Say whether a stream is packed as text may be: nothing is given to a codec of images."""
        names = [as_name(self.value(one)) for one in self.several(stream, "/Filter")[:20]]
        return all(name in _FILTERS for name in names)

    # --- trees of names and numbers ------------------------------------------------

    def leaves(self, root: Any, key: str) -> Iterator[tuple[Any, Any]]:
        """Give the pairs of a name tree ("/Names") or a number tree ("/Nums")."""
        stack = [root]
        visited: set[int] = set()
        while stack:
            node = self.value(stack.pop())
            if not isinstance(node, dict) or id(node) in visited:
                continue
            visited.add(id(node))
            pairs = self.array(node, key)
            yield from zip(pairs[::2], pairs[1::2], strict=False)
            stack.extend(reversed(self.array(node, "/Kids")))


def as_dictionary(found: Any) -> Dictionary:
    """Give a dictionary, an empty one for anything else."""
    return found if isinstance(found, DictionaryObject) else EMPTY


def as_name(found: Any) -> str:
    """Give a name without its slash, nothing for anything else."""
    return str(found)[1:] if isinstance(found, NameObject) else ""


def as_text(found: Any) -> str | None:
    """Give the words of a string."""
    if isinstance(found, TextStringObject):
        return str(found)
    if isinstance(found, ByteStringObject):
        return found.decode("latin-1")
    return None


def as_number(found: Any) -> float | None:
    """Give a number that can be reckoned with."""
    if isinstance(found, NumberObject | FloatObject):
        number = float(found)
        return number if -1e9 < number < 1e9 else None
    return None


def is_stream(found: Any) -> bool:
    """Say whether a value is a stream."""
    return isinstance(found, StreamObject)


def raw_data(found: Any) -> bytes:
    """Give the bytes of a stream as they are packed."""
    content = getattr(found, "_data", b"") if isinstance(found, StreamObject) else b""
    return content if isinstance(content, bytes) else b""


def is_reference(found: Any) -> bool:
    """Say whether a value stands for an object of its own."""
    return isinstance(found, IndirectObject)


def identity(found: Any) -> Identity | None:
    """Give the number of the object that a reference stands for."""
    return (found.idnum, found.generation) if isinstance(found, IndirectObject) else None
