"""The bytes of a text string -> its characters (ISO 32000-1, 7.9.2.2 and Annex D.2).

Owns the encodings that text outside the content of pages may be in.
"""

from __future__ import annotations

import codecs

# PDFDocEncoding, where it is not Latin-1.
_LOW = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc"  # 0x18
_HIGH = (  # 0x80
    "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d"
    "\u2018\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161"
    "\u017e\ufffd\u20ac"
)
_CHARACTERS = {
    **dict(enumerate(_LOW, 0x18)),
    **dict(enumerate(_HIGH, 0x80)),
}
_MARKS = (
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)


def text_string(found: bytes) -> str:
    """Give the characters of a text string."""
    for mark, encoding in _MARKS:
        if found.startswith(mark):
            return found[len(mark) :].decode(encoding, "replace")
    text = found.decode("latin-1")
    return text if text.isascii() and text.isprintable() else text.translate(_CHARACTERS)
