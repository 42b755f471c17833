"""Where in a PDF each object is: the cross-reference tables, or a search where they fail.

Owns ISO 32000-1, 7.5.4 to 7.5.8. Must not know what the objects mean. What comes later in
a file goes before what it replaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from briefgen.audit.limits import MAX_OBJECTS
from briefgen.audit.pdf.filters import TooLong, Unreadable
from briefgen.audit.pdf.syntax import HEADER, Dictionary, Reference, Spend, Stream, Unsound, parse

MAX_TABLES = 10_000
_HEAD = 1_024
_START = re.compile(rb"startxref[\0\t\n\f\r ]*+(\d{1,12})")
_SECTION = re.compile(rb"[\0\t\n\f\r ]*+(\d{1,10})[\0\t\n\f\r ]++(\d{1,10})[\0\t\n\f\r ]*+(?=\d)")
_EMPTY_SECTION = re.compile(rb"[\0\t\n\f\r ]*+\d{1,10}[\0\t\n\f\r ]++0+(?!\d)")
_ENTRY = re.compile(rb"[\0\t\n\f\r ]*+(\d{1,10})[\0\t\n\f\r ]++(\d{1,5})[\0\t\n\f\r ]++([nf])")
_TRAILER = re.compile(rb"[\0\t\n\f\r ]*+trailer")
_ANY_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[\0\t\n\f\r ]++(\d{1,5})[\0\t\n\f\r ]++obj")
_ANY_TRAILER = re.compile(rb"trailer[\0\t\n\f\r ]*+(?=<<)")
_PACKED = re.compile(rb"/Type[\0\t\n\f\r ]*+/(?:ObjStm|XRef)")


class Entry(NamedTuple):
    """Where an object is: at a place, or (`holder`) packed with others in an object."""

    place: int
    generation: int = 0
    holder: int = 0


NOWHERE = Entry(0)

# What gives the object at a place, and the bytes of a stream as they were before packing.
ReadObject = Callable[[int], Any]
Unpack = Callable[[Stream], bytes]


@dataclass(slots=True)
class Table:
    """The places of all objects; `searched` tells that the file's own list was of no use."""

    entries: dict[int, Entry] = field(default_factory=dict)
    trailer: Dictionary = field(default_factory=Dictionary)
    searched: bool = False


class Tables:
    """Reads the cross-reference tables of one file."""

    def __init__(self, raw: bytes, spend: Spend, read: ReadObject, unpack: Unpack) -> None:
        """Take the bytes of the file, and what objects are read with."""
        self._raw = raw
        self._spend = spend
        self._read = read
        self._unpack = unpack
        # Places count from the header, before which some files have other bytes.
        self._base = max(raw.find(b"%PDF-", 0, _HEAD), 0)
        self.table = Table()

    def find(self) -> Table:
        """Follow the tables from the end of the file; search for objects where that fails.

        Raises Unsound where the file says nowhere that it ends: it is cut off.
        """
        starts = self._raw.rfind(b"startxref")
        match = _START.match(self._raw, starts) if starts >= 0 else None
        if match is None:
            raise Unsound
        try:
            self._follow(int(match[1]))
            whole = self._is_sound()
        except (Unsound, Unreadable, TooLong):
            whole = False
        if not whole:
            self.table = Table(searched=True)
            self._search()
        return self.table

    def _is_sound(self) -> bool:
        """Say whether the root is where the tables say that it is."""
        root = self.table.trailer.get("/Root")
        if not isinstance(root, Reference) or root.number not in self.table.entries:
            return False
        entry = self.table.entries[root.number]
        return bool(entry.holder) or self.is_at(root, entry.place)

    def is_at(self, reference: Reference, place: int) -> bool:
        """Say whether an object begins at a place."""
        match = HEADER.match(self._raw, place) if 0 <= place < len(self._raw) else None
        return match is not None and (int(match[1]), int(match[2])) == reference

    # --- tables --------------------------------------------------------------------

    def _follow(self, start: int) -> None:
        pending, seen = [start], set[int]()
        while pending and len(seen) < MAX_TABLES:
            place = pending.pop()
            if place in seen:
                continue
            seen.add(place)
            trailer = self._section(place + self._base)
            for key, value in trailer.items():
                self.table.trailer.setdefault(key, value)
            # What a table of both kinds packs is looked up before older tables.
            further = [trailer.get(key) for key in ("/Prev", "/XRefStm")]
            pending += [int(found) for found in further if isinstance(found, int | float)]

    def _section(self, place: int) -> Dictionary:
        raw = self._raw
        if not 0 <= place < len(raw):
            raise Unsound
        while raw[place : place + 1] in (b"\0", b"\t", b"\n", b"\f", b"\r", b" "):
            place += 1
        if raw.startswith(b"xref", place):
            return self._plain(place + 4)
        match = HEADER.match(raw, place)
        if match is None:
            raise Unsound
        stream = self._read(match.end())
        if not isinstance(stream, Stream):
            raise Unsound
        self._packed(stream)
        return stream

    def _plain(self, at: int) -> Dictionary:
        raw, entries = self._raw, self.table.entries
        free: list[int] = []
        while not (end := _TRAILER.match(raw, at)):
            if empty := _EMPTY_SECTION.match(raw, at):
                at = empty.end()
                continue
            section = _SECTION.match(raw, at)
            if section is None:
                raise Unsound
            at = section.end()
            first, count = int(section[1]), int(section[2])
            for number in range(first, first + count):
                entry = _ENTRY.match(raw, at)
                if entry is None:
                    break
                at = entry.end()
                self._room()
                if entry[3] == b"f":
                    free.append(number)
                else:
                    place = int(entry[1]) + self._base
                    entries.setdefault(number, Entry(place, int(entry[2])))
        trailer, _ = parse(raw, end.end(), self._spend)
        if not isinstance(trailer, Dictionary):
            raise Unsound
        if "/XRefStm" not in trailer:
            # Free is not what older tables say; a table of both kinds hides so what it packs.
            for number in free:
                entries.setdefault(number, NOWHERE)
        return trailer

    def _room(self) -> None:
        self._spend(1)
        if len(self.table.entries) > MAX_OBJECTS:
            raise Unsound

    def _packed(self, stream: Stream) -> None:
        widths = [found if isinstance(found, int) else 0 for found in _several(stream, "/W")]
        if len(widths) < 3 or any(not 0 <= width <= 8 for width in widths) or not sum(widths):
            raise Unsound
        kind_width, place_width, _ = widths[:3]
        content = self._unpack(stream)
        length = sum(widths)
        at = 0
        for number in self._numbers(stream):
            if at + length > len(content):
                break
            row = content[at : at + length]
            at += length
            self._room()
            kind = int.from_bytes(row[:kind_width], "big") if kind_width else 1
            first = int.from_bytes(row[kind_width : kind_width + place_width], "big")
            second = int.from_bytes(row[kind_width + place_width : sum(widths[:3])], "big")
            if kind == 1:
                entry = Entry(first + self._base, second)
            else:
                entry = Entry(0, 0, first) if kind == 2 else NOWHERE
            self.table.entries.setdefault(number, entry)

    def _numbers(self, stream: Stream) -> Iterator[int]:
        pairs = _several(stream, "/Index") or [0, stream.get("/Size")]
        for first, count in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(first, int) and isinstance(count, int):
                yield from range(first, first + min(max(count, 0), MAX_OBJECTS + 1))

    # --- a search --------------------------------------------------------------------

    def searched(self) -> dict[int, Entry]:
        """Give where objects are, by a search of the whole file."""
        self._search()
        return self.table.entries

    def _search(self) -> None:
        """Take the last of what looks like an object with a number, in the whole file."""
        for match in _ANY_OBJECT.finditer(self._raw):
            self._room()
            entry = Entry(match.start(), int(match[2]))
            self.table.entries[int(match[1])] = entry
        for place in sorted(entry.place for entry in self.table.entries.values()):
            if _PACKED.search(self._raw, place, place + _HEAD):
                self._unpack_found(place)
        for match in _ANY_TRAILER.finditer(self._raw):
            try:
                found, _ = parse(self._raw, match.end(), self._spend)
            except Unsound:
                continue
            self.table.trailer.update(found)

    def _unpack_found(self, place: int) -> None:
        header = HEADER.match(self._raw, place)
        try:
            stream = self._read(header.end()) if header else None
        except Unsound:
            return
        if not header or not isinstance(stream, Stream):
            return
        if stream.get("/Type") == "/XRef":
            self.table.trailer.update(stream)
            return
        try:
            for number, _ in contents(stream, self._unpack(stream), self._spend):
                self._room()
                self.table.entries.setdefault(number, Entry(0, 0, int(header[1])))
        except (Unreadable, TooLong):
            return


def contents(stream: Stream, content: bytes, spend: Spend) -> list[tuple[int, int]]:
    """Give the objects that a stream packs: their numbers, and where in it each begins."""
    first = stream.get("/First")
    if not isinstance(first, int) or first < 0:
        return []
    numbers = content[:first].split()
    spend(len(numbers))
    found = []
    for number, place in zip(numbers[::2], numbers[1::2], strict=False):
        if not (number.isdigit() and place.isdigit() and len(number) < 11 and len(place) < 11):
            break
        found.append((int(number), first + int(place)))
    return found


def _several(stream: Stream, key: str) -> list[Any]:
    found = stream.get(key)
    return found if isinstance(found, list) else []
