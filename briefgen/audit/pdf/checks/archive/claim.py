"""Which part and level of PDF/A a file says that it follows.

Owns the reading of that claim and its check (ISO 19005-2, 6.6.4). Must not know other rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import xmp
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.xmp import Packet
from briefgen.audit.report import PDFA, Check, Rule, Severity

IDENTIFIER = Check(
    "pdfa.identifier",
    "the part and the level of PDF/A are ones that exist",
    Severity.MINOR,
    (Rule(PDFA, "6.6.4"),),
    "have the file written as PDF/A anew",
)

CHECKS = (IDENTIFIER,)

_SPACE = "http://www.aiim.org/pdfa/ns/id/"
_SPOKEN = re.compile(rb"[</\s]pdfaid:(?:part|conformance)\b")
_LEVELS = {"1": "AB", "2": "ABU", "3": "ABU", "4": "EF"}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says: `part` is "2", `level` A, B or U; either may be missing or wrong."""

    part: str
    level: str

    def __str__(self) -> str:
        """Give `PDF/A-2a`."""
        return f"PDF/A-{self.part}{self.level.lower()}"

    @property
    def exists(self) -> bool:
        """Say whether there is such a part and level."""
        return self.level in tuple(_LEVELS.get(self.part, "")) or (
            self.part == "4" and not self.level
        )


def of(document: Document) -> Claim | None:
    """Give what a file claims; None where it does not speak of PDF/A."""
    content = document.file.data(document.file.catalog.get("/Metadata"))
    found = document.metadata
    if content is None or found is None or not _speaks(xmp.read(content)):
        return None
    return Claim(found.a_part, found.a_conformance)


def _speaks(packet: Packet) -> bool:
    """Say whether a packet speaks of PDF/A, were it in a wrong namespace or in broken XML."""
    if packet.fault:
        return _SPOKEN.search(packet.content) is not None
    spaces = {_SPACE, *packet.spaces("pdfaid")}
    return any(one.name.space in spaces for one in packet.properties)


def examine(document: Document, claim: Claim, ledger: Ledger) -> None:
    """Check what a file says that it follows."""
    packet = xmp.read(document.file.data(document.file.catalog.get("/Metadata")) or b"")
    if packet.fault:
        return  # that is said of the packet
    what = f"there is no {claim}" if claim.part else "the part of PDF/A that it follows is not said"
    ledger.hold(IDENTIFIER, claim.exists, what)
    odd = packet.prefixes(_SPACE) - {"pdfaid"}
    message = f"the identifier's prefix is {min(odd, default='')!r}, not 'pdfaid'"
    ledger.hold(IDENTIFIER, not odd, message)
    if claim.part == "1":
        ledger.unread("what PDF/A-1 has of its own; it was held against PDF/A-2")
    if claim.part == "4":
        ledger.unread("what PDF/A-4 asks for, which differs from PDF/A-2")
