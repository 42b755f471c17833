"""What a server said, made fit to be shown and recorded.

Owns the cleaning and bounding of foreign words. Must not know what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 300  # characters

# What would move the cursor, colour the line or turn its direction, and what is no character.
_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufdd0\ufdd1\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said to one command; code 0 where it was no reply of SMTP's."""

    code: int
    text: str

    def __str__(self) -> str:
        """Give it as it is shown and recorded."""
        return f"{self.code} {self.text}".strip() if self.code else self.text


def reply(code: int, said: bytes) -> Reply:
    """Make a reply of what came over the wire."""
    return Reply(code if 200 <= code <= 599 else 0, cleaned(said.decode("utf-8", "replace")))


def cleaned(text: str) -> str:
    """Give foreign words on one line, without signs of control, and not too long."""
    text = " ".join(_UNWANTED.sub(" ", text[: 20 * LONGEST]).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
