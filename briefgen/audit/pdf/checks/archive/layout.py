"""Whether an archive file is laid out as it must be, byte by byte.

Owns the checks of ISO 19005-2, 6.1.2 to 6.1.9 and the limits of 6.1.13 on what is written.
Must not know what objects mean.
"""

from __future__ import annotations

import re

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import layout
from briefgen.audit.pdf.layout import Layout
from briefgen.audit.pdf.open import File, as_name, as_text, is_stream
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

_ANEW = "have the file written as PDF/A anew, and not changed afterwards"

HEADER = Check(
    "pdfa.header",
    "the file begins as archive files do",
    Severity.MINOR,
    (Rule(PDFA, "6.1.2"),),
    _ANEW,
)
TRAILER = Check(
    "pdfa.trailer",
    "the file has an identifier, and nothing follows its end",
    Severity.MINOR,
    (Rule(PDFA, "6.1.3"),),
    _ANEW,
)
TABLES = Check(
    "pdfa.xref",
    "tables of cross references are laid out as they must be",
    Severity.MINOR,
    (Rule(PDFA, "6.1.4"),),
    _ANEW,
)
OBJECTS = Check(
    "pdfa.objects",
    "objects stand on lines of their own",
    Severity.MINOR,
    (Rule(PDFA, "6.1.9"),),
    _ANEW,
)
STREAMS = Check(
    "pdfa.streams",
    "streams have the length that they say, and are in the file",
    Severity.MINOR,
    (Rule(PDFA, "6.1.7.1"),),
    _ANEW,
)
FILTERS = Check(
    "pdfa.filters",
    "streams are packed only as archives may have it",
    Severity.SERIOUS,
    (Rule(PDFA, "6.1.7.2"),),
    "have the file written anew without LZW and without encryption of parts",
)
STRINGS = Check(
    "pdfa.hex-strings",
    "strings in hexadecimal consist of pairs of digits",
    Severity.MINOR,
    (Rule(PDFA, "6.1.6"),),
    _ANEW,
)
LIMITS = Check(
    "pdfa.limits",
    "numbers, names and strings are within what every reader can hold",
    Severity.MINOR,
    (Rule(PDFA, "6.1.13"),),
    _ANEW,
)

CHECKS = (HEADER, TRAILER, TABLES, OBJECTS, STREAMS, FILTERS, STRINGS, LIMITS)

_HEADER = re.compile(rb"%PDF-1\.[0-7](?:\r\n|\r|\n)%[\x80-\xff]{4}")
_VERSION = re.compile(rb"%PDF-1\.[0-7][\r\n]")
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?\Z")
_KNOWN_NAMES = (
    "ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode JBIG2Decode"
    " DCTDecode JPXDecode"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())
_LAID_OUT = {
    "object": (OBJECTS, "it does not begin as objects do"),
    "endobj": (OBJECTS, "it does not end on a line of its own"),
    "stream": (STREAMS, "its data do not begin on a new line"),
    "endstream": (STREAMS, "its data do not end on a line of their own"),
    "length": (STREAMS, "its length is not the one that it says"),
    "xref": (TABLES, "the table does not begin on the next line"),
}
_WRITTEN = {
    "odd": (STRINGS, "a string has an odd number of digits"),
    "foreign": (STRINGS, "a string has signs that are no digits"),
    "long string": (LIMITS, "a string has more than 32,767 bytes"),
    "long name": (LIMITS, "a name has more than 127 bytes"),
    "large number": (LIMITS, "a number is too large"),
    "small number": (LIMITS, "a number is too close to 0"),
}
MAX_OBJECTS = 8_388_607


def examine(file: File, found: Layout, ledger: Ledger) -> None:
    """Check the bytes of a file, and how its streams are packed."""
    _beginning(file.raw, ledger)
    _ending(file, ledger)
    ledger.looked(OBJECTS, found.objects)
    ledger.looked(STREAMS, found.streams)
    ledger.looked(TABLES, found.tables)
    for fault, places in found.faults.items():
        check, message = _LAID_OUT[fault]
        for place in places:
            ledger.fault(check, message, Place(element=place))
    count = len(file.identities())
    ledger.hold(LIMITS, count <= MAX_OBJECTS, f"the file has {count:,} objects")
    for identity in file.identities():
        held = file.object(identity)
        if is_stream(held):
            _stream(file, held, Place(element=f"object {identity[0]}"), ledger)


def written(found: Layout, ledger: Ledger) -> None:
    """Check how numbers, names and strings are written: of objects, and of what is drawn."""
    notation = found.notation
    ledger.looked(STRINGS, notation.counts.get("hex", 0))
    ledger.looked(LIMITS, sum(notation.counts.values()))
    for fault, places in notation.places.items():
        check, message = _WRITTEN[fault]
        for place in places:
            ledger.fault(check, message, Place(element=place))


def _beginning(raw: bytes, ledger: Ledger) -> None:
    version = _VERSION.match(raw) is not None
    ledger.hold(HEADER, version, "the file does not begin with %PDF-1. and a digit up to 7")
    if version:
        message = "the first line is not followed by a comment of four bytes above 127"
        ledger.hold(HEADER, _HEADER.match(raw), message)


def _ending(file: File, ledger: Ledger) -> None:
    ledger.hold(TRAILER, _END.search(file.raw[-10:]), "something follows the end of the file")
    identifier = [file.value(one) for one in file.array(file.trailer, "/ID")]
    whole = len(identifier) == 2 and all(as_text(one) for one in identifier)
    ledger.hold(TRAILER, whole and _has_identifier(file.raw), "the file has no identifier")


def _has_identifier(raw: bytes) -> bool:
    """Say whether the section that readers begin with has an identifier of its own."""
    for start in layout.sections(raw)[:1]:
        if raw[start : start + 4] == b"xref":
            start = max(raw.find(b"trailer", start), start)
        end = re.compile(rb"startxref|stream").search(raw, start)
        section = raw[start : end.start() if end else len(raw)]
        return re.search(rb"/ID[\0\t\n\f\r ]*(?:\[|\d)", section) is not None
    return True


def _stream(file: File, held: dict[str, object], place: Place, ledger: Ledger) -> None:
    outside = [key for key in ("/F", "/FFilter", "/FDecodeParms") if key in held]
    ledger.hold(STREAMS, not outside, "its data are said to be in another file", place)
    settings = [file.value(one) for one in file.several(held, "/DecodeParms")]
    for number, one in enumerate(file.several(held, "/Filter")[:20]):
        name = as_name(file.value(one))
        crypt = settings[number] if number < len(settings) else None
        plain = name == "Crypt" and file.word(crypt, "/Name") == "Identity"
        ledger.hold(FILTERS, name in _KNOWN or plain, f"it is packed with {name}", place)
