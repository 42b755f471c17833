"""How a file is laid out: where objects, streams, tables and the end stand in its bytes.

Owns the walk over the bytes from object to object (ISO 32000-1, 7.3.8, 7.3.10 and 7.5). Must
not judge, nor know what objects mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.audit.pdf.lexis import Notation, Token, name_of, tokens
from briefgen.audit.pdf.open import File, Identity

_OBJECT = re.compile(rb"[\0\t\n\f\r ]*(\d+)[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]*obj")
_NEAT = re.compile(rb"\d+[\0\t\n\f\r ]\d+[\0\t\n\f\r ]obj[\r\n]")
_START = re.compile(rb"startxref[\0\t\n\f\r ]+(\d+)")
_WHOLE = re.compile(rb"[\0\t\n\f\r ]*\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj[\0\t\n\f\r ]+(\d+)")
_END_STREAM = re.compile(rb"(\r\n|\r|\n)?endstream")
MAX_SECTIONS = 1_000


@dataclass(slots=True)
class Layout:
    """What stands where: faults by their kind, each with the objects; and how many were seen."""

    objects: int = 0
    streams: int = 0
    tables: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)
    notation: Notation = field(default_factory=Notation)

    def note(self, fault: str, place: str) -> None:
        """Write down a fault of an object."""
        self.faults.setdefault(fault, []).append(place)


def read(file: File, found: Layout) -> None:
    """Walk over the objects of a file."""
    placed = sorted(file.places().items(), key=lambda item: item[1])
    ends = [place for _, place in placed[1:]] + [len(file.raw)]
    for (identity, place), end in zip(placed, ends, strict=True):
        _object(file, identity, place, end, found)
    for number in _containers(file):
        _packed(file, number, found)
    _tables(file.raw, found)


def _object(file: File, identity: Identity, place: int, end: int, found: Layout) -> None:
    """Walk over one object, which ends before the next begins."""
    raw = file.raw
    header = _OBJECT.match(raw, place)
    if header is None or (int(header[1]), int(header[2])) != identity:
        return  # not where the table says: another check's business
    shown = f"object {identity[0]}"
    found.objects += 1
    start = header.start(1)
    if not _NEAT.match(raw, start) or raw[start - 1 : start] not in (b"\r", b"\n"):
        found.note("object", shown)
    last = header.end()
    depth, key = 0, b""
    length: list[Token] = []
    for token in tokens(raw, header.end(), end):
        if token.kind == "word" and token.text in (b"endobj", b"stream", b"obj", b"xref"):
            if token.text == b"stream":
                _stream(file, token.end, _length(file, length), shown, found)
            elif token.text == b"endobj":
                _ending(raw, token.end - len(b"endobj"), shown, found)
            return
        found.notation.token(token, shown)
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 1 and token.kind == "name" and name_of(token.text) == b"Length":
            key, length = b"Length", []
        elif depth == 1 and token.kind == "name":
            key = b""
        elif key and len(length) < 3:
            length.append(token)
        last = token.end
    found.note("object", f"object {identity[0]}, which has no end near {last:,}")


def _length(file: File, written: list[Token]) -> int | None:
    """Give the length that a stream says it has, itself or in an object of its own."""
    if not written or not written[0].text.isdigit():
        return None
    number = int(written[0].text[:12])
    if len(written) == 3 and written[2].text == b"R" and written[1].text.isdigit():
        identity = (number, int(written[1].text[:6]))
        place = file.places().get(identity)
        match = _WHOLE.match(file.raw, place) if place else None
        if match is None:
            held = file.object(identity)
            return int(held) if isinstance(held, int) else None
        return int(match[1][:12])
    return number


def _stream(file: File, at: int, length: int | None, shown: str, found: Layout) -> None:
    raw = file.raw
    found.streams += 1
    if raw[at : at + 2] == b"\r\n":
        start = at + 2
    elif raw[at : at + 1] == b"\n":
        start = at + 1
    else:
        found.note("stream", shown)
        return
    if length is None:
        found.note("length", shown)
        return
    ending = _END_STREAM.match(raw, start + length)
    if ending is None:
        found.note("length", shown)
        return
    if ending[1] is None:
        found.note("endstream", shown)
    after = raw.find(b"endobj", ending.end(), ending.end() + 40)
    if after >= 0:
        _ending(raw, after, shown, found)


def _ending(raw: bytes, at: int, shown: str, found: Layout) -> None:
    behind = raw[at + 6 : at + 7]
    if raw[at - 1 : at] not in (b"\r", b"\n") or behind not in (b"\r", b"\n"):
        found.note("endobj", shown)


def _containers(file: File) -> Iterator[Identity]:
    for identity in file.places():
        held = file.object(identity)
        if isinstance(held, dict) and file.word(held, "/Type") == "ObjStm":
            yield identity


def _packed(file: File, identity: Identity, found: Layout) -> None:
    """Look at the objects in an object stream, which have no signs around them."""
    held = file.object(identity)
    content = file.data(held)
    if content is not None:
        found.notation.look(
            content[max(file.whole(held, "/First", 0), 0) :], f"object {identity[0]}"
        )


def _tables(raw: bytes, found: Layout) -> None:
    for place in sections(raw):
        if raw[place : place + 4] == b"xref":
            found.tables += 1
            if not re.match(rb"xref(?:\r\n|\r|\n)\d", raw[place : place + 8]):
                found.note("xref", f"byte {place:,}")


def sections(raw: bytes) -> list[int]:
    """Give where the tables of a file begin, as its ends say, the last first."""
    starts = [int(match[1][:12]) for match in _START.finditer(raw)][-MAX_SECTIONS:]
    return [start for start in dict.fromkeys(reversed(starts)) if 0 < start < len(raw)]
