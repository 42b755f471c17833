"""What a PDF says of itself in XMP: its title, and the standards that it claims to follow.

Owns the reading of the XMP packet (ISO 16684-1). Must not judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.audit.markup import Node, Unsound, allowance, parse

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMES = {
    _RDF: "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
}
MAX_LENGTH = 4_000_000
_UA_PREFIX = re.compile(
    rb"""xmlns:([\w.-]{1,40})\s*=\s*["']http://www\.aiim\.org/pdfua/ns/id/["']"""
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the packet says; `fault` is why it could not be read."""

    title: str = ""
    ua_part: str = ""
    ua_prefixes: tuple[str, ...] = ()
    a_part: str = ""
    a_conformance: str = ""
    fault: str = ""


def read(content: bytes) -> Metadata:
    """Read an XMP packet."""
    if len(content) > MAX_LENGTH:
        return Metadata(fault="it is out of measure")
    try:
        root = parse(content.strip(b"\0 \t\r\n"), _NAMES, allowance())
    except Unsound as fault:
        return Metadata(fault=str(fault))
    found: dict[str, str] = {}
    for description in root.walk():
        if description.tag != "rdf:Description":
            continue
        for name, value in description.attributes.items():
            found.setdefault(name, value.strip())
        for node in description.nodes():
            found.setdefault(node.tag, _value(node))
    return Metadata(
        found.get("dc:title", ""),
        found.get("pdfuaid:part", ""),
        tuple(prefix.decode("ascii", "replace") for prefix in _UA_PREFIX.findall(content)[:10]),
        found.get("pdfaid:part", ""),
        found.get("pdfaid:conformance", ""),
    )


def _value(node: Node) -> str:
    """Give a property's value: of several, that of the default language, else the first."""
    entries = [entry for entry in node.walk() if entry.tag == "rdf:li"]
    for entry in entries:
        if entry.get("http://www.w3.org/XML/1998/namespace lang") == "x-default":
            return entry.text().strip()
    return (entries[0] if entries else node).text().strip()
