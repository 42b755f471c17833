"""What streams are packed with is undone right, and within a bound."""

from __future__ import annotations

import base64
import random
import zlib

import pytest

from briefgen.audit.pdf.filters import MAX_PREDICTED, TooLong, Unreadable, unpacked

TEXT = b"".join(b"%d 0 obj <</Type/Page>> endobj\n" % number for number in range(2_000))
MOST = 1_000_000


def undone(content: bytes, *names: str, most: int = MOST, **parameters: int) -> bytes:
    return unpacked(content, [(f"{name}Decode", parameters) for name in names], most)


def lzw(content: bytes, early: int = 1) -> bytes:
    """Pack as ISO 32000-1, 7.4.4 has it, by its own words."""
    table = {bytes((code,)): code for code in range(256)}
    codes: list[tuple[int, int]] = [(256, 9)]
    before, width = b"", 9
    for at in range(len(content)):
        found = before + content[at : at + 1]
        if found in table:
            before = found
            continue
        codes.append((table[before], width))
        table[found] = len(table) + 2
        width = (len(table) + 1 + early).bit_length()
        before = content[at : at + 1]
        if len(table) == 4_000:
            codes.append((table[before], width))
            codes.append((256, width))
            table, before, width = {bytes((code,)): code for code in range(256)}, b"", 9
    codes += [(table[before], width)] if before else []
    bits = "".join(f"{code:0{size}b}" for code, size in [*codes, (257, width)])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


PACKED = {
    "Flate": zlib.compress(TEXT),
    "ASCIIHex": TEXT.hex().encode() + b">",
    "ASCII85": base64.a85encode(TEXT, adobe=True),
    "LZW": lzw(TEXT),
}


@pytest.mark.parametrize("name", PACKED)
def test_what_is_packed_is_unpacked(name: str) -> None:
    assert undone(PACKED[name], name) == TEXT


def test_filters_are_undone_in_order() -> None:
    packed = base64.a85encode(zlib.compress(TEXT), adobe=True)[2:]
    assert undone(packed, "ASCII85", "Flate") == TEXT


def test_lzw_may_change_its_width_late() -> None:
    assert undone(lzw(TEXT, early=0), "LZW", EarlyChange=0) == TEXT


def test_runs_are_laid_out() -> None:
    assert undone(b"\x02abc\xfed\x00e\x80rest", "RunLength") == b"abcddde"


def test_white_space_and_odd_ends_are_no_fault() -> None:
    assert undone(b"61 6\n2 7>", "ASCIIHex") == b"abp"
    assert undone(b"<~ 87cU\nRD] ~>", "ASCII85") == base64.a85decode(b"87cURD]")
    assert undone(zlib.compress(TEXT) + b"\r\n\r\n", "Flate") == TEXT


def test_what_comes_before_a_fault_is_kept() -> None:
    packed = zlib.compress(random.Random(1).randbytes(50_000))
    kept = undone(packed[:30_000] + b"\0" * 100, "Flate")
    assert 20_000 < len(kept) < 50_000


@pytest.mark.parametrize("kind", range(5))
def test_rows_that_are_told_by_their_neighbours(kind: int) -> None:
    """As PNG has it, by the rules of its own specification, for pixels of three bytes."""
    dice = random.Random(kind)
    rows = [dice.randbytes(12) for _ in range(20)]
    packed = b""
    above = bytes(12)
    for row in rows:
        told = bytearray()
        for at, byte in enumerate(row):
            left = row[at - 3] if at > 2 else 0
            corner = above[at - 3] if at > 2 else 0
            guess = left + above[at] - corner
            nearest = min((left, above[at], corner), key=lambda one: abs(one - guess))
            by = (0, left, above[at], (left + above[at]) // 2, nearest)[kind]
            told.append((byte - by) % 256)
        packed += bytes((kind,)) + told
        above = row
    found = undone(zlib.compress(packed), "Flate", Predictor=15, Columns=4, Colors=3)
    assert found == b"".join(rows)


def test_rows_that_are_told_by_the_pixel_before() -> None:
    packed = zlib.compress(bytes((10, 1, 1, 20, 255, 2)))
    found = undone(packed, "Flate", Predictor=2, Columns=3)
    assert found == bytes((10, 11, 12, 20, 19, 21))


BOMBS = {
    "Flate": zlib.compress(bytes(10_000_000)),
    "ASCIIHex": b"00" * 2_000_000,
    "ASCII85": b"z" * 1_000_000,
    "RunLength": b"\x81a" * 20_000,
    "LZW": lzw(bytes(3_000_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_too_long(name: str) -> None:
    with pytest.raises(TooLong):
        undone(BOMBS[name], name)


def test_rows_without_end_are_too_long() -> None:
    packed = zlib.compress(bytes(MAX_PREDICTED + 1))
    with pytest.raises(TooLong):
        undone(packed, "Flate", most=10 * MAX_PREDICTED, Predictor=12, Columns=1)


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"no zlib", ("Flate",)),
        (b"x", ("DCT",)),
        (b"x", ("ASCIIHex",) * 5),
        (b"\x80\x7f\xff\xff", ("LZW",)),
    ],
)
def test_what_cannot_be_unpacked_is_unreadable(content: bytes, names: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable):
        undone(content, *names)
