"""Character maps: codes -> characters (ToUnicode), and the lengths of codes.

Owns the reading of CMap streams (ISO 32000-1, 9.7.5 and 9.10.3). Must not know fonts.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from briefgen.audit.pdf.tokens import operations

Spend: TypeAlias = Callable[[int], None]

MAX_MAPPED = 70_000
CODE = 8  # so many signs a code costs that is mapped: it is kept
MAX_LENGTH = 4


@dataclass(slots=True)
class CharMap:
    """What each code stands for, and how many bytes codes have by their first byte."""

    characters: dict[int, str] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)
    cids: dict[int, int] = field(default_factory=dict)
    uniform: int = 0  # how many bytes all codes have, where that is one number
    direction: int | None = None  # of writing, where the map says it: 0 across, 1 down

    def codes(self, text: bytes, usual: int) -> list[int]:
        """Take a string apart; codes have `usual` bytes where the map does not say."""
        if not self.lengths or self.uniform == usual:
            return _equal(text, usual)
        found = []
        at = 0
        while at < len(text):
            length = self.lengths.get(text[at], usual)
            found.append(int.from_bytes(text[at : at + length], "big"))
            at += length
        return found


def parse(content: bytes, spend: Spend) -> CharMap:
    """Read a CMap; what is no part of one is passed over. `spend` counts what is read."""
    made = CharMap()
    for operator, operands in operations(content, spend):
        match operator:
            case "def" if operands[:1] == ["WMode"] and isinstance(operands[-1], float):
                made.direction = int(operands[-1])
            case "endcodespacerange":
                _spaces(made, operands, spend)
            case "endbfchar":
                spend(CODE * (len(operands) // 2))
                for code, target in zip(operands[::2], operands[1::2], strict=False):
                    _put(made, code, target)
            case "endbfrange":
                for low, high, target in _triples(operands):
                    _put_range(made, _span(low, high, spend), target)
            case "endcidchar":
                for code, cid in zip(operands[::2], operands[1::2], strict=False):
                    _put_cids(made, _span(code, code, spend), cid)
            case "endcidrange":
                for low, high, cid in _triples(operands):
                    _put_cids(made, _span(low, high, spend), cid)
    counts = set(made.lengths.values())
    made.uniform = counts.pop() if len(counts) == 1 else 0
    return made


def _equal(text: bytes, size: int) -> list[int]:
    """Take a string apart whose codes are of one or of two bytes."""
    if size == 1:
        return list(text)
    codes = list(struct.unpack_from(f">{len(text) // 2}H", text))
    return [*codes, text[-1]] if len(text) % 2 else codes


def _triples(operands: list[Any]) -> list[tuple[Any, Any, Any]]:
    return list(zip(operands[::3], operands[1::3], operands[2::3], strict=False))


def _span(low: Any, high: Any, spend: Spend) -> range:
    """Give the codes from one to another; each costs, for ranges may lie over each other."""
    if not isinstance(low, bytes) or not isinstance(high, bytes):
        return range(0)
    first = int.from_bytes(low[:MAX_LENGTH], "big")
    last = int.from_bytes(high[:MAX_LENGTH], "big")
    found = range(first, min(last + 1, first + MAX_MAPPED))
    spend(CODE * len(found))
    return found


def _spaces(made: CharMap, operands: list[Any], spend: Spend) -> None:
    for low, high in zip(operands[::2], operands[1::2], strict=False):
        if isinstance(low, bytes) and isinstance(high, bytes) and low and high:
            length = min(len(low), MAX_LENGTH)
            made.lengths.update(dict.fromkeys(_span(low[:1], high[:1], spend), length))


def _put(made: CharMap, code: Any, target: Any) -> None:
    if isinstance(code, bytes) and isinstance(target, bytes) and len(made.characters) < MAX_MAPPED:
        number = int.from_bytes(code[:MAX_LENGTH], "big")
        made.characters[number] = target[:64].decode("utf-16-be", "replace")


def _put_range(made: CharMap, codes: range, target: Any) -> None:
    codes = codes[: max(MAX_MAPPED - len(made.characters), 0)]
    if isinstance(target, list):
        for code, one in zip(codes, target, strict=False):
            if isinstance(one, bytes):
                made.characters[code] = one[:64].decode("utf-16-be", "replace")
        return
    words = target[:64].decode("utf-16-be", "replace") if isinstance(target, bytes) else ""
    if not words:
        return
    start, last_character = words[:-1], ord(words[-1])
    for moved, code in enumerate(codes, last_character):
        made.characters[code] = start + chr(moved if moved < 0x110000 else 0xFFFD)


def _put_cids(made: CharMap, codes: range, cid: Any) -> None:
    if isinstance(cid, float):
        codes = codes[: max(MAX_MAPPED - len(made.cids), 0)]
        made.cids.update(zip(codes, range(int(cid), int(cid) + len(codes)), strict=True))


def decoded(codes: list[int], characters: Mapping[int, str]) -> str:
    """Give the words of codes; U+FFFD for those that no map knows."""
    find = characters.get
    return "".join([find(code, "\ufffd") for code in codes])
