"""Whether an archive file of level A says what its parts are.

Owns the checks of ISO 19005-2, 6.7, and those of names in 6.1.8. Must not know content.
"""

from __future__ import annotations

import re

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.open import File, as_name
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.roles import STANDARD
from briefgen.audit.pdf.usage import Usage
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

TAGGED = Check(
    "pdfa.tagged",
    "a file of level A is tagged",
    Severity.SERIOUS,
    (Rule(PDFA, "6.7.2.2"), Rule(PDFA, "6.7.3.3")),
    "have the file written with tags, or call it level B or U",
)
TYPES = Check(
    "pdfa.tag-types",
    "every tag of a file of level A stands for a standard one",
    Severity.SERIOUS,
    (Rule(PDFA, "6.7.3.4"),),
    "map the tag to a standard one in the role map",
)
LANGUAGES = Check(
    "pdfa.language-tags",
    "languages in a file of level A are given as language tags",
    Severity.SERIOUS,
    (Rule(PDFA, "6.7.4"),),
    "write the language as a tag such as es or pt-BR",
)
NAMES = Check(
    "pdfa.names",
    "names of fonts, spot colours and tags are text (UTF-8)",
    Severity.MINOR,
    (Rule(PDFA, "6.1.8"),),
    "have the file written as PDF/A anew",
)

CHECKS = (TAGGED, TYPES, LANGUAGES, NAMES)

MAX_ROLES = 5_000
MAX_DEPTH = 8
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def examine(document: Document, level: str, ledger: Ledger) -> None:
    """Check the tree of a file of level A."""
    if level != "A":
        return
    file, tree = document.file, document.tree
    marked = file.flag(file.dictionary(file.catalog, "/MarkInfo"), "/Marked")
    ledger.hold(TAGGED, marked, "the file does not say that it is tagged (MarkInfo, Marked)")
    ledger.hold(TAGGED, tree.present, "the file has no structure tree")
    root = file.dictionary(file.catalog, "/StructTreeRoot")
    for tag, target in list(file.dictionary(root, "/RoleMap").items())[:MAX_ROLES]:
        if tag[1:] in STANDARD:
            message = f"the standard tag {tag[1:]!r} is given a meaning that is none"
            ledger.hold(TYPES, as_name(file.value(target)) in STANDARD, message)
    for element in tree.elements:
        role = element.role
        message = f"the tag {element.tag[:40]!r} stands for nothing that is known"
        if role.loops:
            message = f"the tag {element.tag[:40]!r} is mapped to itself"
        ledger.hold(TYPES, role.name in STANDARD, message, element.place)
        _language(file.text(element.entries, "/Lang"), element.place, ledger)
    _language(file.text(file.catalog, "/Lang"), Place(), ledger)
    for content in document.contents:
        for tag in dict.fromkeys(content.languages):
            _language(tag, Place(content.number), ledger)


def _language(tag: str | None, place: Place, ledger: Ledger) -> None:
    if tag is not None:
        well = not tag or _TAG.fullmatch(tag)
        ledger.hold(LANGUAGES, well, f"{tag[:20]!r} is no language tag", place)


def names(document: Document, usage: Usage, unfit: set[str], ledger: Ledger) -> None:
    """Check names against those that are written otherwise than as UTF-8."""
    file = document.file
    found: list[tuple[str, str, Place]] = []
    for used in usage.fonts.values():
        found.append(("font", file.word(used.face.outer, "/BaseFont"), used.place))
    for space in usage.spaces.values():
        found += [("spot colour", name, space.place) for name in _inks(file, space.value)]
    found += [("tag", element.tag, element.place) for element in document.tree.elements]
    for kind, name, place in found:
        message = f"the name of a {kind} is not in UTF-8"
        ledger.hold(NAMES, not unfit or name not in unfit, message, place)


def _inks(file: File, value: object, depth: int = 0) -> list[str]:
    if not isinstance(value, list) or len(value) < 2:
        return []
    kind, named = as_name(file.value(value[0])), file.value(value[1])
    if kind == "Separation":
        return [as_name(named)]
    if kind == "DeviceN" and isinstance(named, list):
        return [as_name(file.value(one)) for one in named]
    built = kind in ("Indexed", "Pattern") and depth < MAX_DEPTH
    return _inks(file, named, depth + 1) if built else []
