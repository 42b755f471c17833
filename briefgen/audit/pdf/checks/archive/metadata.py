"""Whether the metadata of an archive file can be read, and every property of them is known.

Owns the checks of ISO 19005-2, 6.6. Must not know how packets are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import schemas, xmp
from briefgen.audit.pdf.open import File, is_stream
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.xmp import Form, Name, Packet, Property, Value
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

PACKET = Check(
    "pdfa.metadata",
    "XMP metadata are there, well-formed and in UTF-8",
    Severity.MINOR,
    (Rule(PDFA, "6.6.2.1"),),
    "make the file anew with a program that writes XMP metadata for archives",
)
PROPERTIES = Check(
    "pdfa.metadata-properties",
    "every property of the metadata is known, and has a value of its kind",
    Severity.MINOR,
    (Rule(PDFA, "6.6.2.3.1"),),
    "take the property out, or describe it in an extension schema",
)
EXTENSIONS = Check(
    "pdfa.extension-schemas",
    "extension schemas describe their properties in full",
    Severity.MINOR,
    (Rule(PDFA, "6.6.2.3.2"), Rule(PDFA, "6.6.2.3.3")),
    "have the extension schema written in full, under the usual prefixes",
)

CHECKS = (PACKET, PROPERTIES, EXTENSIONS)

_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_TYPE = "http://www.aiim.org/pdfa/ns/type#"
_FIELD = "http://www.aiim.org/pdfa/ns/field#"
_PREFIXES = {
    _EXTENSION: "pdfaExtension",
    _SCHEMA: "pdfaSchema",
    _PROPERTY: "pdfaProperty",
    _TYPE: "pdfaType",
    _FIELD: "pdfaField",
}
# Of each kind of entry: what it must have, and what it may have besides, as ordered lists.
_PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    _SCHEMA: (("schema", "namespaceURI", "prefix"), ("property", "valueType")),
    _PROPERTY: (("name", "valueType", "category", "description"), ()),
    _TYPE: (("type", "namespaceURI", "prefix", "description"), ("field",)),
    _FIELD: (("name", "valueType", "description"), ()),
}
_KINDS = {
    "Integer": re.compile(r"[+-]?\d+"),
    "Real": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)"),
    "Boolean": re.compile(r"True|False"),
    "Date": re.compile(
        r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
    ),
}
_FORMS = {"seq": Form.SEQ, "bag": Form.BAG, "alt": Form.ALT}
MAX_PACKETS = 1_000


@dataclass(slots=True)
class Schemas:
    """What extension schemas describe: properties and value types, by their names.

    A value type has the names of its fields; one without any is a text.
    """

    properties: dict[Name, str] = field(default_factory=dict)
    types: dict[str, set[Name]] = field(default_factory=dict)

    def copy(self) -> Schemas:
        """Give the same, to be added to."""
        return Schemas(dict(self.properties), dict(self.types))


def examine(document: Document, ledger: Ledger) -> None:
    """Check all packets of the file: the document's, and those of its parts."""
    file = document.file
    held = file.get(file.catalog, "/Metadata")
    named = file.word(held, "/Type") == "Metadata" and file.word(held, "/Subtype") == "XML"
    ledger.hold(PACKET, is_stream(held) and named, "the catalog has no metadata of its own")
    main = _packet(file, held, Place(), ledger)
    known = _extensions(main, Schemas(), Place(), ledger) if main else Schemas()
    if main:
        _properties(main, known, Place(), ledger)
    for identity in file.identities()[: MAX_PACKETS * 100]:
        other = file.object(identity)
        if other is held or not is_stream(other) or file.word(other, "/Type") != "Metadata":
            continue
        place = Place(element=f"metadata in object {identity[0]}")
        packet = _packet(file, other, place, ledger)
        if packet:
            own = _extensions(packet, known, place, ledger)
            _properties(packet, own, place, ledger)


def _packet(file: File, stream: object, place: Place, ledger: Ledger) -> Packet | None:
    content = file.data(stream)
    if content is None:
        return None
    packet = xmp.read(content)
    message = f"the packet cannot be read: {packet.fault}"
    ledger.hold(PACKET, not packet.fault, message, place)
    ledger.hold(PACKET, packet.is_utf8, "the packet is not in UTF-8", place)
    for name in packet.header_faults:
        ledger.fault(PACKET, f"the header of the packet has {name}", place)
    return None if packet.fault else packet


# --- extension schemas ------------------------------------------------------------


def _extensions(packet: Packet, known: Schemas, place: Place, ledger: Ledger) -> Schemas:
    """Read the schemas of a packet on top of those that are known; its own win."""
    found = known.copy()
    for space, usual in _PREFIXES.items():
        odd = packet.prefixes(space) - {usual}
        message = f"the prefix of {space} is {min(odd, default='')!r}, not {usual!r}"
        ledger.hold(EXTENSIONS, not odd, message, place)
    for one in packet.properties:
        if one.name.space == _EXTENSION and one.name.local == "schemas":
            well = one.value.form is Form.BAG
            ledger.hold(EXTENSIONS, well, "the extension schemas are no list (Bag)", place)
            for entry in one.value.items:
                _schema(entry, found, place, ledger)
    return found


def _schema(entry: Value, found: Schemas, place: Place, ledger: Ledger) -> None:
    parts = _parts(entry, _SCHEMA, place, ledger)
    space = _text(parts, "namespaceURI")
    for item in _items(parts, "valueType"):
        made = _parts(item, _TYPE, place, ledger)
        fields = [_parts(one, _FIELD, place, ledger) for one in _items(made, "field")]
        home = _text(made, "namespaceURI")
        found.types[_text(made, "type")] = {Name(home, _text(one, "name")) for one in fields}
        for one in fields:
            _declared(_text(one, "valueType"), found, place, ledger)
    for item in _items(parts, "property"):
        made = _parts(item, _PROPERTY, place, ledger)
        category = _text(made, "category")
        message = f"the property {_text(made, 'name')[:40]!r} is neither internal nor external"
        ledger.hold(EXTENSIONS, category in ("internal", "external", ""), message, place)
        kind = _text(made, "valueType")
        _declared(kind, found, place, ledger)
        found.properties[Name(space, _text(made, "name"))] = kind


def _declared(kind: str, found: Schemas, place: Place, ledger: Ledger) -> None:
    inner = kind.split(" ")[-1]
    known = not kind or schemas.kind_of(kind) or inner in found.types
    ledger.hold(EXTENSIONS, known, f"the type {kind[:40]!r} is not described", place)


def _parts(entry: Value, space: str, place: Place, ledger: Ledger) -> dict[str, Value]:
    """Give the parts of an entry; what it lacks, and what is none of its parts, is a fault."""
    needed, lists = _PARTS[space]
    parts = {one.name.local: one.value for one in entry.fields if one.name.space == space}
    usual = _PREFIXES[space]
    for name in needed:
        held = parts.get(name)
        well = held is not None and held.form is Form.TEXT and bool(held.text)
        ledger.hold(EXTENSIONS, well, f"an extension schema lacks {usual}:{name}", place)
    for name in lists:
        if name in parts:
            well = parts[name].form is Form.SEQ
            ledger.hold(EXTENSIONS, well, f"{usual}:{name} is no ordered list (Seq)", place)
    strange = [
        one.name.local
        for one in entry.fields
        if one.name.space != space or one.name.local not in (*needed, *lists)
    ]
    message = f"an extension schema has a part that there is not: {(strange or [''])[0][:40]!r}"
    ledger.hold(EXTENSIONS, not strange, message, place)
    return parts


def _text(parts: dict[str, Value], name: str) -> str:
    return parts[name].text if name in parts else ""


def _items(parts: dict[str, Value], name: str) -> list[Value]:
    return parts[name].items if name in parts else []


# --- properties -------------------------------------------------------------------


def _properties(packet: Packet, extended: Schemas, place: Place, ledger: Ledger) -> None:
    for one in packet.properties:
        own = extended.properties.get(one.name)
        usual = schemas.KNOWN.get(one.name.space, {}).get(one.name.local)
        message = f"the property {one.name.local[:40]!r} is not described ({one.name.space[:60]})"
        if not ledger.hold(PROPERTIES, usual or own, message, place):
            continue
        kind = usual or own or ""
        message = f"the property {one.name.local[:40]!r} is no {_shown(kind)}"
        ledger.hold(PROPERTIES, _fits(one, usual, own, extended), message, place)


def _shown(kind: str) -> str:
    words = {"LangAlt": "text in languages", "Struct": "structure"}
    return " of ".join(
        {"seq": "ordered list", "bag": "list", "alt": "list of alternatives"}.get(word)
        or words.get(word, word.lower())
        for word in kind.split()
    )


def _fits(one: Property, usual: str | None, own: str | None, extended: Schemas) -> bool:
    if usual is not None:
        return _is(one.value, usual)
    kind = schemas.kind_of(own or "")
    if kind is not None:
        return _is(one.value, kind)
    outer, _, name = (own or "").rpartition(" ")
    fields = extended.types.get(name)
    if fields is None:
        return True  # a type that is not described: said of the schema
    values = one.value.items if outer else [one.value]
    if outer and one.value.form is not _FORMS.get(outer.casefold()):
        return False
    return all(_is_custom(value, fields) for value in values)


def _is_custom(value: Value, fields: set[Name]) -> bool:
    if not fields:
        return value.form is Form.TEXT
    return value.form is Form.STRUCT and all(one.name in fields for one in value.fields)


def _is(value: Value, kind: str) -> bool:
    """Say whether a value is of a kind."""
    outer, _, inner = kind.rpartition(" ")
    if outer:
        return value.form is _FORMS[outer] and all(_is(item, inner) for item in value.items)
    if kind == "LangAlt":
        return value.form is Form.ALT and all(
            item.form is Form.TEXT and item.lang for item in value.items
        )
    if kind == "Struct":
        return value.form is Form.STRUCT
    pattern = _KINDS.get(kind)
    return value.form is Form.TEXT and (pattern is None or bool(pattern.fullmatch(value.text)))
