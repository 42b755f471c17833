"""The objects of a PDF, read within bounds and without trust in their kinds.

Owns what files may cost, and what is refused: files that are locked, cut off or no PDF.
Must not know what the objects mean. Whatever a file holds in place of what it should, a
reader of this room gets an empty value and no exception, but Spent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from briefgen.audit.limits import (
    MAX_BYTES,
    MAX_CONTENT_SIGNS,
    MAX_OBJECTS,
    MAX_SEARCHED,
    MAX_SIGNS,
    MAX_STREAM,
    MAX_UNPACKED,
)
from briefgen.audit.pdf import filters
from briefgen.audit.pdf.syntax import (
    Array,
    Boolean,
    Dictionary,
    Name,
    Reference,
    Stream,
    Unsound,
    ends_stream,
    object_start,
    parse,
    stream_start,
)
from briefgen.audit.pdf.table import NOWHERE, Entry, Table, Tables, contents
from briefgen.audit.pdf.texts import text_string
from briefgen.errors import InputError, Location, error

__all__ = [
    "EMPTY",
    "Array",
    "Dictionary",
    "File",
    "Identity",
    "Spent",
    "as_dictionary",
    "as_name",
    "as_number",
    "as_text",
    "identity",
    "is_stream",
    "raw_data",
]

Identity: TypeAlias = tuple[int, int]

EMPTY = Dictionary()
_LOCKED = "have a copy saved without a password and without restrictions, and audit that"
# Table 22 of ISO 32000-1: bit 10 lets text be taken out for readers with disabilities.
_FOR_ACCESSIBILITY = 1 << 9
_MAX_CHAIN = 8  # of references to references


class Spent(Exception):
    """A file asks for more than is given to any."""


class File:
    """A PDF's objects; every accessor takes a holder and a key and checks what it finds."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Take the bytes of a file, and what diagnostics call it."""
        self.raw = raw
        self.name = name
        self.damaged = 0  # objects that are not what the file says, or not where it says
        self._objects_left = MAX_OBJECTS
        self._signs_left = MAX_SIGNS
        self._content_signs_left = MAX_CONTENT_SIGNS
        self._bytes_left = MAX_UNPACKED
        self._searches_left = MAX_SEARCHED
        self._table = Table()
        self._found: dict[int, Entry] | None = None
        self._seen: dict[Identity, Any] = {}
        self._places: dict[Identity, int] = {}
        self._identities: list[Identity] = []
        self._reading: set[Identity] = set()
        self._unpacked: set[int] = set()
        if len(raw) > MAX_BYTES:
            size = f"the file has more than {MAX_BYTES // 1_000_000} MB"
            raise InputError(error("pdf.too-large", size, Location(name)))
        try:
            self._open()
        except Unsound:
            raise self._unsound("it is cut off or damaged") from None
        except Spent as fault:
            raise self._unsound(f"it has {fault}") from None

    def _open(self) -> None:
        tables = Tables(self.raw, self._spend, self._at, self._content)
        self._is_at = tables.is_at
        self._table = tables.find()
        self._seen.clear()
        self.trailer = self._table.trailer
        if (encryption := self.trailer.get("/Encrypt")) is not None:
            raise self._locked(encryption)
        self.catalog = self.dictionary(self.trailer, "/Root")
        if "/Pages" not in self.catalog:
            raise self._unsound("it has no pages")

    @property
    def searched(self) -> bool:
        """Say whether the file's own list of its objects was of no use."""
        return self._table.searched

    def _spend(self, signs: int) -> None:
        self._signs_left -= signs
        if self._signs_left < 0:
            raise Spent(f"more than {MAX_SIGNS:,} numbers, names and words in its objects")

    def spend(self, signs: int) -> None:
        """Count what is read of the contents of streams. Raises Spent."""
        self._content_signs_left -= signs
        if self._content_signs_left < 0:
            raise Spent(f"more than {MAX_CONTENT_SIGNS:,} numbers, names and words on its pages")

    def _unsound(self, why: str) -> InputError:
        hint = "make it anew, or open it and save it under another name"
        return InputError(error("pdf.damaged", f"no sound PDF: {why}", Location(self.name), hint))

    def _locked(self, encryption: Any) -> InputError:
        message = "the file is encrypted; nothing in it was read"
        permissions = self.get(self.value(encryption), "/P")
        if isinstance(permissions, int) and not permissions & _FOR_ACCESSIBILITY:
            message += ", and it forbids screen readers to take its text (ISO 14289-1, 7.16)"
        return InputError(error("pdf.encrypted", message, Location(self.name), _LOCKED))

    # --- values ------------------------------------------------------------------

    def value(self, found: Any) -> Any:
        """Give what a reference stands for, or None where that cannot be had."""
        for _ in range(_MAX_CHAIN):
            if not isinstance(found, Reference):
                return found
            if found not in self._seen:
                self._seen[found] = self._resolved(found)
            found = self._seen[found]
        return None

    def _resolved(self, reference: Reference) -> Any:
        self._objects_left -= 1
        if self._objects_left < 0:
            raise Spent(f"more than {MAX_OBJECTS:,} objects")
        # What is not in the list of objects is nothing, which is no fault (7.3.10).
        entry = self._table.entries.get(reference.number, NOWHERE)
        if entry is NOWHERE or reference in self._reading or len(self._reading) > _MAX_CHAIN:
            return None
        self._reading.add(reference)
        try:
            return self._from_holder(reference, entry) if entry.holder else self._placed(reference)
        finally:
            self._reading.discard(reference)

    def _placed(self, reference: Reference) -> Any:
        place = self._table.entries[reference.number].place
        if not self._is_at(reference, place):
            self.damaged += 1
            place = self._table_of_search().get(reference.number, NOWHERE).place
            if not self._is_at(reference, place):
                return None
        try:
            return self._at(object_start(self.raw, place))
        except Unsound:
            self.damaged += 1
            return None

    def _at(self, place: int) -> Any:
        """Give the object at a place, behind its header. Raises Unsound."""
        found, end = parse(self.raw, place, self._spend)
        if not isinstance(found, Dictionary) or not (start := stream_start(self.raw, end)):
            return found
        length = self.whole(found, "/Length")
        whole = 0 <= length <= len(self.raw) - start
        if not whole or not ends_stream(self.raw, start + length):
            length = self._searched_length(start)
        return Stream(found, self.raw, start, start + length)

    def _searched_length(self, start: int) -> int:
        """Find the end of a stream whose length is not what it says."""
        end = self.raw.find(b"endstream", start, start + max(self._searches_left, 0))
        self._searches_left -= (end if end >= 0 else len(self.raw)) - start
        if end < 0:
            raise Unsound
        return end - start

    def _table_of_search(self) -> dict[int, Entry]:
        """Give where objects are that are not where the file says."""
        if self._found is None:
            self._found = Tables(self.raw, self._spend, self._at, self._content).searched()
        return self._found

    def _from_holder(self, reference: Reference, entry: Entry) -> Any:
        """Read all that is packed with an object, once."""
        holder = entry.holder
        if holder in self._unpacked or self._table.entries.get(holder, NOWHERE).holder:
            return None
        self._unpacked.add(holder)
        stream = self.value(Reference(holder, 0))
        if not isinstance(stream, Stream):
            self.damaged += 1
            return None
        try:
            content = self._content(stream)
        except (filters.Unreadable, filters.TooLong):
            self.damaged += 1
            return None
        for number, place in contents(stream, content, self._spend):
            if self._table.entries.get(number, NOWHERE).holder != holder:
                continue  # a later table has it elsewhere
            self._objects_left -= 1
            try:
                found, _ = parse(content, place, self._spend)
            except Unsound:
                self.damaged += 1
                found = None
            self._seen.setdefault(Reference(number, 0), found)
        return self._seen.get(reference)

    def get(self, holder: Any, key: str) -> Any:
        """Give a value of a dictionary."""
        return self.value(dict.get(holder, key)) if isinstance(holder, dict) else None

    def dictionary(self, holder: Any, key: str) -> Dictionary:
        """Give a dictionary, which may be a stream's."""
        return as_dictionary(self.get(holder, key))

    def array(self, holder: Any, key: str) -> Array:
        """Give an array."""
        found = self.get(holder, key)
        return found if isinstance(found, list) else []

    def several(self, holder: Any, key: str) -> Array:
        """Give the values of an array, or the one value that may stand in place of it."""
        found = self.get(holder, key)
        if isinstance(found, list):
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
        return found if isinstance(found, int) else default

    def flag(self, holder: Any, key: str) -> bool:
        """Say whether a value is true."""
        found = self.get(holder, key)
        return isinstance(found, Boolean) and found.value

    def numbers(self, holder: Any, key: str) -> tuple[float, ...]:
        """Give an array of numbers; none where one of them is something else."""
        found = [as_number(self.value(entry)) for entry in self.array(holder, key)[:64]]
        return tuple(entry for entry in found if entry is not None) if None not in found else ()

    # --- all objects -------------------------------------------------------------

    def places(self) -> dict[Identity, int]:
        """Give where in the file the objects begin that are in no object stream."""
        if not self._places:
            self._places = {
                (number, entry.generation): entry.place
                for number, entry in self._table.entries.items()
                if 0 < entry.place < len(self.raw)
            }
        return self._places

    def identities(self) -> list[Identity]:
        """Give the numbers of all objects."""
        if not self._identities:
            found = self._table.entries.items()
            packed = ((number, 0) for number, entry in found if entry.holder)
            self._identities = sorted({*self.places(), *packed})
        return self._identities

    def object(self, number: Identity) -> Any:
        """Give an object by its number."""
        return self.value(Reference(*number))

    # --- streams -----------------------------------------------------------------

    def data(self, stream: Any) -> bytes | None:
        """Give what a stream holds, or None where that cannot be had."""
        stream = self.value(stream)
        if not isinstance(stream, Stream) or not self._is_text(stream):
            return None
        try:
            return self._content(stream)
        except (filters.Unreadable, filters.TooLong):
            self.damaged += 1
            return None

    def _content(self, stream: Stream) -> bytes:
        """Unpack a stream. Raises Unreadable, TooLong, Spent."""
        parameters = self.several(stream, "/DecodeParms")
        steps = []
        for at, one in enumerate(self.several(stream, "/Filter")[: filters.MAX_FILTERS + 1]):
            given = self.value(parameters[at]) if at < len(parameters) else None
            steps.append((as_name(self.value(one)), self._parameters(given)))
        content = filters.unpacked(stream.packed, steps, MAX_STREAM)
        self._bytes_left -= len(content) + 1_000
        if self._bytes_left < 0:
            raise Spent(f"more than {MAX_UNPACKED // 1_000_000} MB when unpacked")
        return content

    def _parameters(self, given: Any) -> dict[str, int]:
        names = filters.PARAMETERS if isinstance(given, Dictionary) else ()
        found = {name: self.get(given, f"/{name}") for name in names}
        return {name: value for name, value in found.items() if isinstance(value, int)}

    def _is_text(self, stream: Stream) -> bool:
        """Say whether a stream is packed as text may be: pictures are left packed."""
        names = [as_name(self.value(one)) for one in self.several(stream, "/Filter")[:20]]
        return all(name in filters.FILTERS for name in names)

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
    return found if isinstance(found, Dictionary) else EMPTY


def as_name(found: Any) -> str:
    """Give a name without its slash, nothing for anything else."""
    return str(found)[1:] if isinstance(found, Name) else ""


def as_text(found: Any) -> str | None:
    """Give the words of a string."""
    return text_string(found) if isinstance(found, bytes) else None


def as_number(found: Any) -> float | None:
    """Give a number that can be reckoned with."""
    if isinstance(found, int | float):
        return float(found) if -1e9 < found < 1e9 else None
    return None


def is_stream(found: Any) -> bool:
    """Say whether a value is a stream."""
    return isinstance(found, Stream)


def raw_data(found: Any) -> bytes:
    """Give the bytes of a stream as they are packed."""
    return found.packed if isinstance(found, Stream) else b""


def identity(found: Any) -> Identity | None:
    """Give the number of the object that a reference stands for."""
    return (found.number, found.generation) if isinstance(found, Reference) else None
