"""Finished files: the words of each format in order, and every byte that is in them.

Owns how a format is read back. Must not know issues.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterator

import pikepdf

from briefgen.document import block_lines
from briefgen.markup import parse_template
from tests.properties.values import TOKEN
from tests.unpacked import docx_words, every_byte, html_words
from tests.writers.pdf.read import Node, marked_text, tree

# --- words -------------------------------------------------------------------


def _docx(content: bytes) -> str:
    return " ".join(docx_words(content))


def _pdf(content: bytes) -> str:
    """Read a PDF as its structure tree orders it, without the labels of lists and notes."""

    def text(node: Node) -> str:
        kids = (kid if isinstance(kid, str) else text(kid) for kid in node.kids)
        return "" if node.tag == "Lbl" else "".join(kids)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return text(tree(pdf))


def _mail(content: bytes) -> str:
    return html_words(content, "body")


def _markdown(content: bytes) -> str:
    parsed = parse_template(content.decode(), (), lambda tag: True)
    assert parsed.flaws == ()
    return "\n".join(block_lines(parsed.blocks))


WORDS: dict[str, Callable[[bytes], str]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": html_words,
    "md": _markdown,
    "mail": _mail,
}
# Plain text has its words in another order: a table's labels stand before each value, the
# status first, and addresses behind their words.
FORMATS = (*WORDS, "txt")

# --- bytes -------------------------------------------------------------------

_TOKEN = re.compile(TOKEN.pattern.encode())
_WHITE = bytes(range(33))  # what is no letter: spaces, controls, and the half of UTF-16
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_HEX = re.compile(rb"(?:[0-9a-fA-F]\s*){32,}")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/_-]\s*){20,}")


def met(content: bytes) -> set[str]:
    """Give the tokens that occur anywhere in a file, in whatever form."""
    everything = b"|".join(_pieces(content))
    found: set[bytes] = set()
    for form in _forms(everything):
        found.update(_TOKEN.findall(form.translate(None, _WHITE).lower()))
    return {token.decode() for token in found}


def _pieces(content: bytes) -> Iterator[bytes]:
    yield from every_byte(content)
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                for _, text in marked_text(page.obj):
                    yield text.encode()


def _forms(content: bytes) -> Iterator[bytes]:
    """Give bytes as they are, and what they may be in hexadecimal or base64 digits."""
    yield content
    for match in _HEX.finditer(content):
        digits = match.group().translate(None, _WHITE)
        for start in (0, 1):
            part = digits[start:]
            yield bytes.fromhex(part[: len(part) // 2 * 2].decode())
    for match in _BASE64.finditer(content):
        digits = match.group().translate(_TO_STANDARD, _WHITE)
        for start in range(4):
            part = digits[start:]
            yield base64.b64decode(part[: len(part) // 4 * 4])
