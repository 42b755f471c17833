"""The properties of an XMP packet, each with its value: a text, a list or a structure.

Owns the reading of RDF as XMP has it (XMP Specification, 2005). Must not know which properties
there are, nor judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.audit.markup import Node, Unsound, allowance, parse

MAX_LENGTH = 4_000_000
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_HEADER = re.compile(rb"<\?xpacket\s[^?]{0,400}")
_ATTRIBUTE = re.compile(rb"""\b(bytes|encoding)\s*=\s*["']""")


class Form(StrEnum):
    """The forms that a value has."""

    TEXT = "text"
    SEQ = "ordered list"
    BAG = "list"
    ALT = "list of alternatives"
    STRUCT = "structure"


_LISTS = {"rdf:Seq": Form.SEQ, "rdf:Bag": Form.BAG, "rdf:Alt": Form.ALT}


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a property: its namespace, and itself in it."""

    space: str
    local: str


@dataclass(slots=True)
class Value:
    """A value; `items` are a list's, `fields` a structure's, `lang` the language of a text."""

    form: Form
    text: str = ""
    items: list[Value] = field(default_factory=list)
    fields: list[Property] = field(default_factory=list)
    lang: str = ""


@dataclass(slots=True)
class Property:
    """A property or a field, with its value."""

    name: Name
    value: Value


@dataclass(slots=True)
class Packet:
    """What a packet holds; `fault` is why it could not be read."""

    content: bytes
    properties: list[Property] = field(default_factory=list)
    fault: str = ""

    @property
    def header_faults(self) -> list[str]:
        """Give the attributes of its header that archives do not allow."""
        header = _HEADER.search(self.content)
        return [name.decode() for name in _ATTRIBUTE.findall(header[0])] if header else []

    @property
    def is_utf8(self) -> bool:
        """Say whether it is encoded as UTF-8."""
        if self.content[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in self.content[:64]:
            return False
        try:
            self.content.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    def prefixes(self, space: str) -> set[str]:
        """Give the prefixes that stand for a namespace."""
        address = re.escape(space.encode())
        found = re.findall(rb"xmlns:([\w.-]{1,40})\s*=\s*[\"']" + address + rb"[\"']", self.content)
        return {prefix.decode("ascii", "replace") for prefix in found[:100]}

    def spaces(self, prefix: str) -> set[str]:
        """Give the namespaces that a prefix stands for."""
        found = re.findall(rb"xmlns:" + prefix.encode() + rb"\s*=\s*[\"']([^\"']*)", self.content)
        return {address.decode("utf-8", "replace") for address in found[:100]}


def read(content: bytes) -> Packet:
    """Read a packet."""
    if len(content) > MAX_LENGTH:
        return Packet(content[:MAX_LENGTH], fault="it is out of measure")
    made = Packet(content)
    try:
        root = parse(content.strip(b"\0 \t\r\n"), {_RDF: "rdf", _XML: "xml"}, allowance())
    except Unsound as fault:
        made.fault = str(fault)
        return made
    top = (
        root
        if root.tag == "rdf:RDF"
        else next((n for n in root.walk() if n.tag == "rdf:RDF"), None)
    )
    if top is None:
        made.fault = "it has no RDF"
        return made
    for description in top.nodes():
        made.properties += _fields(description)
    return made


def _fields(node: Node) -> Iterator[Property]:
    """Give the properties that a description has: as attributes, and as elements."""
    for key, text in node.attributes.items():
        if " " in key:
            yield Property(_named(key), Value(Form.TEXT, text))
    for kid in node.nodes():
        if not kid.tag.startswith("rdf:"):
            yield Property(_named(kid.tag), _value(kid))


def _named(key: str) -> Name:
    space, _, local = key.rpartition(" ")
    return Name(space, local)


def _value(node: Node) -> Value:
    lang = node.get("xml:lang")
    kids = list(node.nodes())
    held = next((kid for kid in kids if kid.tag in _LISTS), None)
    if held is not None:
        items = [_value(kid) for kid in held.nodes() if kid.tag == "rdf:li"]
        return Value(_LISTS[held.tag], items=items, lang=lang)
    inner = next((kid for kid in kids if kid.tag == "rdf:Description"), node)
    fields = list(_fields(inner))
    qualified = next((kid for kid in inner.nodes() if kid.tag == "rdf:value"), None)
    if qualified is not None:
        return Value(Form.TEXT, qualified.text().strip(), lang=lang)
    if fields or inner is not node or node.get("rdf:parseType") == "Resource":
        return Value(Form.STRUCT, fields=fields, lang=lang)
    return Value(Form.TEXT, node.get("rdf:resource") or node.text(20_000).strip(), lang=lang)
