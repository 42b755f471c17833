"""The lines over a message: words and addresses as RFC 5322 and RFC 2047 write them.

Owns encoding, quoting and folding. Must not know what a message says. Whatever a value
holds, it is one header: line ends and control characters in it are white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_letters, digits
from unicodedata import category

_WIDTH = 76  # characters of a line; more are allowed, and some programs break them
_LONGEST_WORD = 75  # of an encoded one (RFC 2047, 2)
_OPEN, _CLOSE = "=?utf-8?q?", "?="
# What an encoded word may hold as it is, wherever it stands (RFC 2047, 5).
_PLAIN = frozenset(f"{ascii_letters}{digits}!*+-/")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_DOT_ATOM = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FOLD = "\r\n "


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox. A domain in Unicode is in the form that email-validator gives it."""

    address: str
    name: str = ""


def words(field: str, text: str) -> str:
    """Give a text, such as a subject, as the value of a field, folded."""
    text = _one_line(text)
    lines = folded(field, text.split(" "))
    plain = text.isascii() and "=?" not in text and not re.search(r"  |\A | \Z", text)
    if plain and all(len(line) <= _WIDTH for line in f"{field}: {lines}".split("\r\n")):
        return lines
    return folded(field, _encoded(text, _WIDTH - len(field) - 2))


def addresses(field: str, people: Iterable[Address]) -> str:
    """Give mailboxes as the value of a field, folded."""
    tokens: list[str] = []
    for person in people:
        if tokens:
            tokens[-1] += ","
        tokens.extend(_mailbox(person, _WIDTH - len(field) - 2))
    return folded(field, tokens)


def folded(field: str, tokens: Iterable[str]) -> str:
    """Join tokens by spaces, and by the end of a line where one would be too long."""
    value, used = "", len(field) + 1
    for token in tokens:
        if value and used + 1 + len(token) > _WIDTH:
            value += _FOLD + token
            used = 1 + len(token)
        else:
            value += f" {token}" if value else token
            used += 1 + len(token)
    return value


def ascii_domain(domain: str) -> str:
    """Give a domain in the letters that servers know: xn--… for a part that has others."""
    known = ".".join(
        part if part.isascii() else f"xn--{part.encode('punycode').decode()}"
        for part in _one_line(domain).split(".")
    )
    # What is left is a name, and nothing that would end it.
    return re.sub("[^A-Za-z0-9.-]", "", known)


def _mailbox(person: Address, room: int) -> Iterator[str]:
    name = _one_line(person.name).strip()
    if not name:
        yield _spec(person.address)
        return
    if not name.isascii() or "=?" in name:
        yield from _encoded(name, room)
    elif _ATOMS.fullmatch(name) and "  " not in name:
        yield from name.split(" ")
    else:
        yield _quoted(name)
    yield f"<{_spec(person.address)}>"


def _spec(address: str) -> str:
    """Give an address; what is not a plain word before the @ stands in quotes."""
    local, _, domain = _one_line(address).replace(" ", "").rpartition("@")
    if not _DOT_ATOM.fullmatch(local) and not re.fullmatch(r'"[^"\\]*"', local):
        local = _quoted(local)
    return f"{local}@{ascii_domain(domain)}"


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def _one_line(text: str) -> str:
    """Take line ends and control characters out, so that a value is no second header."""
    return "".join(" " if category(sign) in _BREAKS else sign for sign in text)


def _encoded(text: str, room: int) -> Iterator[str]:
    """Give a text as encoded words, none of which cuts a character in two.

    In the Q encoding and not in base64: some programs put the contents of several words
    together before they decode them, and stop where the first of them was filled up with `=`.
    """
    piece, most = "", min(room, _LONGEST_WORD)  # the first stands beside the field's name
    for sign in text:
        more = "".join(_quoted_printable(byte) for byte in sign.encode())
        if piece and len(_OPEN) + len(piece) + len(more) + len(_CLOSE) > most:
            yield f"{_OPEN}{piece}{_CLOSE}"
            piece, most = "", _LONGEST_WORD
        piece += more
    if piece:
        yield f"{_OPEN}{piece}{_CLOSE}"


def _quoted_printable(byte: int) -> str:
    sign = chr(byte)
    if sign == " ":
        return "_"
    return sign if sign in _PLAIN else f"={byte:02X}"
