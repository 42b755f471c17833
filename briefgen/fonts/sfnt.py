"""The file of a TrueType font: its tables, its characters, its names.

Owns the reading of untrusted bytes within bounds (OpenType 1.9, "Font File"), and the
writing of tables as a file. Must not know what a font is for. Every length and offset is
looked at before it is followed; a file that does not hold is refused in so many words.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from struct import error as struct_error
from struct import pack, unpack, unpack_from

_MOST_TABLES = 64
_MOST_RECORDS = 2_000
_HIGHEST = 0x10FFFF
_OTHERS = (
    (b"ttcf", "several fonts in one file (a collection)", "save the one that is meant as a .ttf"),
    (b"OTTO", "a font with PostScript outlines (CFF)", "get its TrueType version, a .ttf"),
    (b"wOFF", "a font for web pages (WOFF)", "get its TrueType version, a .ttf"),
    (b"wOF2", "a font for web pages (WOFF2)", "get its TrueType version, a .ttf"),
    (b"typ1", "a PostScript font", "get its TrueType version, a .ttf"),
)
DAMAGED = "damaged or cut off"
ANEW = "get the file anew from its maker"


class Refused(Exception):
    """A font that cannot be used: what is wrong with it, and the remedy."""

    def __init__(self, message: str, hint: str) -> None:
        """Take the parts of a diagnostic; whoever named the font knows the place."""
        super().__init__(message)
        self.message, self.hint = message, hint


def damaged() -> Refused:
    """Give the refusal of a file whose parts do not fit together."""
    return Refused(DAMAGED, ANEW)


def tables(raw: bytes) -> dict[str, bytes]:
    """Give the tables of a font by their tags. Raises Refused."""
    for start, what, hint in _OTHERS:
        if raw.startswith(start):
            raise Refused(what, hint)
    if raw[:4] not in (b"\0\1\0\0", b"true"):
        raise Refused("no TrueType font", "name a .ttf file")
    if len(raw) < 12:
        raise damaged()
    count = unpack_from(">H", raw, 4)[0]
    if not 0 < count <= _MOST_TABLES or len(raw) < 12 + 16 * count:
        raise damaged()
    found: dict[str, bytes] = {}
    taken = 0
    for place in range(count):
        tag, _, offset, length = unpack_from(">4sLLL", raw, 12 + 16 * place)
        taken += length
        # Tables that lie over each other would be a small file with large contents.
        if offset + length > len(raw) or taken > len(raw) or tag.decode("latin-1") in found:
            raise damaged()
        found[tag.decode("latin-1")] = raw[offset : offset + length]
    return found


def written(parts: Mapping[str, bytes]) -> bytes:
    """Put tables together as a file."""
    count = len(parts)
    power = count.bit_length() - 1
    head = pack(">4sHHHH", b"\0\1\0\0", count, 16 << power, power, 16 * (count - (1 << power)))
    at = len(head) + 16 * count
    directory, body = [], []
    for tag, content in sorted(parts.items()):
        padded = content + b"\0" * (-len(content) % 4)
        total = sum(unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory.append(pack(">4sLLL", tag.encode("latin-1"), total, at, len(content)))
        body.append(padded)
        at += len(padded)
    return head + b"".join(directory) + b"".join(body)


# --- characters --------------------------------------------------------------

# What a table of characters is for, the best first: platform and encoding.
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


def characters(cmap: bytes, glyphs: int) -> dict[int, int]:
    """Give the glyph of each character of a `cmap` table. Raises Refused."""
    try:
        count = unpack_from(">H", cmap, 2)[0]
        places: dict[tuple[int, int], int] = {}
        for place in range(min(count, _MOST_TABLES)):
            platform, encoding, offset = unpack_from(">HHL", cmap, 4 + 8 * place)
            places.setdefault((platform, encoding), offset)
        for kind in _UNICODE:
            if kind in places:
                table = cmap[places[kind] :]
                form = unpack_from(">H", table)[0]
                if form == 4:
                    return _segments(table, glyphs)
                if form == 12:
                    return _groups(table, glyphs)
    except struct_error:
        raise damaged() from None
    raise Refused("a font that does not say which characters it has", "choose a Unicode font")


def _segments(table: bytes, glyphs: int) -> dict[int, int]:
    count = unpack_from(">H", table, 6)[0] // 2
    ends = unpack_from(f">{count}H", table, 14)
    starts = unpack_from(f">{count}H", table, 16 + 2 * count)
    deltas = unpack_from(f">{count}H", table, 16 + 4 * count)
    base = 16 + 6 * count
    ranges = unpack_from(f">{count}H", table, base)
    _rising(starts, ends)
    found: dict[int, int] = {}
    for place, (start, end, delta, lead) in enumerate(
        zip(starts, ends, deltas, ranges, strict=True)
    ):
        for code in range(start, end + 1):
            glyph = code
            if lead:
                at = base + 2 * place + lead + 2 * (code - start)
                # Some fonts end a little too early, and mean no glyph.
                glyph = unpack_from(">H", table, at)[0] if at + 2 <= len(table) else 0
                if not glyph:
                    continue
            glyph = (glyph + delta) & 0xFFFF
            if 0 < glyph < glyphs and code != 0xFFFF:
                found[code] = glyph
    return found


def _groups(table: bytes, glyphs: int) -> dict[int, int]:
    count = unpack_from(">L", table, 12)[0]
    if 16 + 12 * count > len(table):
        raise damaged()
    flat = unpack_from(f">{3 * count}L", table, 16)
    starts, ends = flat[0::3], flat[1::3]
    _rising(starts, ends)
    found: dict[int, int] = {}
    for start, end, first in zip(starts, ends, flat[2::3], strict=True):
        # No more than there are glyphs, whatever the group says.
        last = min(end, start + glyphs - first - 1, _HIGHEST)
        found.update((code, first + code - start) for code in range(start, last + 1))
    return {code: glyph for code, glyph in found.items() if glyph}


def _rising(starts: tuple[int, ...], ends: tuple[int, ...]) -> None:
    """Hold ranges to their order: each character is then looked at once."""
    if any(start > end for start, end in zip(starts, ends, strict=True)):
        raise damaged()
    if any(end >= start for end, start in zip(ends, starts[1:], strict=False)):
        raise damaged()


def character_table(codes: Mapping[int, int]) -> bytes:
    """Give a `cmap` table that says no more than which glyph shows a character."""
    groups: list[list[int]] = []
    for code, glyph in sorted(codes.items()):
        if groups and code == groups[-1][1] + 1 and glyph == groups[-1][2] + code - groups[-1][0]:
            groups[-1][1] = code
        else:
            groups.append([code, code, glyph])
    body = b"".join(pack(">LLL", *group) for group in groups)
    head = pack(">HHHHL", 0, 1, 3, 10, 12)
    return head + pack(">HHLLL", 12, 0, 16 + len(body), 0, len(groups)) + body


# --- names -------------------------------------------------------------------


def names(table: bytes) -> dict[int, str]:
    """Give the names of a `name` table by their ids, the English ones first."""
    found: dict[int, tuple[int, str]] = {}
    try:
        _, count, strings = unpack_from(">HHH", table)
        for place in range(min(count, _MOST_RECORDS)):
            platform, encoding, language, name, length, offset = unpack_from(
                ">6H", table, 6 + 12 * place
            )
            said = table[strings + offset : strings + offset + length]
            if platform == 3 and encoding in (1, 10):
                rank, text = 2 + (language == 0x409), said.decode("utf-16-be", "replace")
            elif platform == 1 and not encoding:
                rank, text = 1, said.decode("mac_roman", "replace")
            else:
                continue
            text = " ".join(text.split())
            if text.isprintable() and text and rank > found.get(name, (0, ""))[0]:
                found[name] = (rank, text[:200])
    except struct_error:
        raise damaged() from None
    return {name: text for name, (_, text) in found.items()}


def name_table(said: Mapping[int, str]) -> bytes:
    """Give a `name` table of a few names in English."""
    strings = b""
    records = []
    for name, text in sorted(said.items()):
        content = text.encode("utf-16-be")
        records.append(pack(">6H", 3, 1, 0x409, name, len(content), len(strings)))
        strings += content
    return pack(">HHH", 0, len(records), 6 + 12 * len(records)) + b"".join(records) + strings


def offsets(loca: bytes, *, long: bool, glyphs: int, end: int) -> tuple[int, ...]:
    """Give where each glyph begins in `glyf`, and where the last ends. Raises Refused."""
    size = 4 if long else 2
    if len(loca) < size * (glyphs + 1):
        raise damaged()
    read = unpack_from(f">{glyphs + 1}{'L' if long else 'H'}", loca)
    found = read if long else tuple(2 * place for place in read)
    if found[-1] > end or any(a > b for a, b in pairwise(found)):
        raise damaged()
    return found
