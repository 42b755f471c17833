"""Font programs of PDFs: TrueType, CFF and Type 1, read for names, codes and widths.

Owns the choice of the format by what a program holds. Must not know a PDF. Each is read
within bounds, and what is none is nothing: a reader of this room gets no exception.
"""

from __future__ import annotations

from briefgen.audit.limits import MAX_PROGRAM
from briefgen.audit.pdf.programs import cff, sfnt, type1
from briefgen.audit.pdf.programs.program import Program, Unsound

__all__ = ["Program", "read"]

_SFNT = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf")


def read(content: bytes) -> Program | None:
    """Read a program; None for what is none."""
    if len(content) > MAX_PROGRAM:
        return None
    try:
        if content[:4] in _SFNT:
            return sfnt.read(content)
        if content[:1] == b"\1" and content[:2] != b"%!":
            return cff.read(content)
        return type1.read(content)
    except Unsound:
        return None
