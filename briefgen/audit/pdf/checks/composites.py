"""Whether the parts of composite fonts fit together (ISO 14289-1, 7.21.3).

Owns the checks of their character maps and collections. Must not know text.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.faces import Face
from briefgen.audit.pdf.open import Dictionary, File, as_dictionary, as_name
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import UA, Check, Place, Rule, Severity

PARTS = Check(
    "pdf.font-parts",
    "the parts of composite fonts fit together",
    Severity.MINOR,
    (Rule(UA, "7.21.3"),),
    "make the file anew with another program: its composite font contradicts itself",
)

CHECKS = (PARTS,)

# ISO 32000-1, Table 118: what readers know without its being in the file.
_NAMES = (
    "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 B5pc HKscs-B5 ETen-B5"
    " ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ"
    " Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16 KSC-EUC KSCms-UHC"
    " KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16 Identity"
)
PREDEFINED = frozenset(f"{name}-{way}" for name in _NAMES.split() for way in "HV") | {"H", "V"}


def examine(document: Document, ledger: Ledger) -> None:
    """Check every composite font that text is set in."""
    for face in document.faces.all():
        if face.composite and face.codes:
            _face(document.file, face, Place(face.page, element=f"font {face.name}"), ledger)


def _face(file: File, face: Face, place: Place, ledger: Ledger) -> None:
    system = file.dictionary(face.entries, "/CIDSystemInfo")
    if fitting(file, face, place, ledger, PARTS):
        encoding = file.dictionary(face.outer, "/Encoding")
        if encoding:
            _map(file, encoding, system, face, place, ledger)


def fitting(file: File, face: Face, place: Place, ledger: Ledger, check: Check) -> bool:
    """Hold a composite font to what its parts must have; say whether it has a map of its own.

    ISO 14289-1, 7.21.3, and ISO 19005-2, 6.2.11.3, ask for the same.
    """
    inner, outer = face.entries, face.outer
    system = file.dictionary(inner, "/CIDSystemInfo")
    ledger.hold(check, system, "the font has no CIDSystemInfo", place)
    if face.kind == "CIDFontType2" and face.embedded:
        mapping = file.get(inner, "/CIDToGIDMap")
        well = as_name(mapping) == "Identity" or isinstance(mapping, dict)
        ledger.hold(check, well, "the font has no CIDToGIDMap that is known", place)
    named = file.word(outer, "/Encoding")
    if named:
        message = f"the character map {named!r} is not in the file"
        ledger.hold(check, named in PREDEFINED, message, place)
    return not named


def _map(
    file: File,
    encoding: Dictionary,
    system: Dictionary,
    face: Face,
    place: Place,
    ledger: Ledger,
) -> None:
    own = file.dictionary(encoding, "/CIDSystemInfo")
    if own and system:
        same = all(file.text(own, key) == file.text(system, key) for key in _COLLECTION)
        older = file.whole(own, "/Supplement", 0) >= file.whole(system, "/Supplement", 0)
        message = "the font and its character map are of different collections"
        ledger.hold(PARTS, same and older, message, place)
    if face.cids is not None and face.cids.direction is not None:
        declared = file.whole(encoding, "/WMode", 0)
        message = "the character map contradicts itself on the direction of writing"
        ledger.hold(PARTS, declared == face.cids.direction, message, place)
    used = file.get(encoding, "/UseCMap")
    name = as_name(used) or file.word(as_dictionary(used), "/CMapName")
    if name:
        message = f"the character map builds on {name!r}, which readers do not know"
        ledger.hold(PARTS, name in PREDEFINED, message, place)


_COLLECTION = ("/Registry", "/Ordering")
