"""The characters that no document may hold.

Owns the list of them and how one is named in a fault. Must not know which kind of
file they were found in.
"""

from __future__ import annotations

import re

from briefgen.errors import Diagnostic, Location, error

# C0 and C1 controls that XML 1.0 section 2.2 forbids or discourages, surrogates,
# noncharacters (which briefgen keeps for itself), and the controls that turn the
# direction of text around without being seen.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(0x1FFFE + plane * 0x10000)}{chr(0x1FFFF + plane * 0x10000)}" for plane in range(16)
    )
    + "]"
)


def forbidden_character(character: str, location: Location | None) -> Diagnostic:
    """Say that a character cannot stand in any document."""
    return error(
        "text.forbidden-character",
        f"character U+{ord(character):04X} cannot stand in a document",
        location,
        "delete it; it is invisible in most editors",
    )
