"""Whether numbered lists say how they are numbered, and notes can be told apart.

Owns the checks of lists and of identifiers. Must not know looks.
"""

from __future__ import annotations

import re
from collections import Counter

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.open import as_name
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.structure import Element, attribute
from briefgen.audit.report import UA, WCAG, Check, Rule, Severity

NUMBERING = Check(
    "pdf.list-numbering",
    "numbered lists say so (ListNumbering)",
    Severity.MINOR,
    (Rule(UA, "7.6"),),
    "set ListNumbering of the list to Decimal, LowerAlpha or what it is",
)
ITEMS = Check(
    "pdf.list-items",
    "lists have items",
    Severity.MINOR,
    (Rule(UA, "7.6"), Rule(WCAG, "1.3.1")),
    "take the empty list away, or tag its items as LI",
)
NOTES = Check(
    "pdf.note-ids",
    "every note has an identifier of its own",
    Severity.SERIOUS,
    (Rule(UA, "7.9"),),
    "give each Note an ID that no other element has",
)
IDS = Check(
    "pdf.unique-ids",
    "no two elements have one identifier",
    Severity.MINOR,
    (Rule(UA, "7.9"),),
    "give each element an ID of its own",
)

CHECKS = (NUMBERING, ITEMS, NOTES, IDS)

_NUMBER = re.compile(r"[(\[]?(?:\d{1,4}|[A-Za-z]|[ivxlcdm]{1,7}|[IVXLCDM]{1,7})[.)\]:]{1,2}")
_ORDERED = ("Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha", "Ordered")


def examine(document: Document, ledger: Ledger) -> None:
    """Check every list, and the identifiers of all elements."""
    for element in document.tree.of_role("L"):
        _list(document, element, ledger)
    ids = Counter(
        found
        for element in document.tree.elements
        if (found := document.file.text(element.entries, "/ID")) is not None
    )
    for element in document.tree.elements:
        own = document.file.text(element.entries, "/ID")
        if element.role.name in ("Note", "FENote"):
            if ledger.hold(NOTES, own, "the note has no identifier", element.place):
                unique = ids[own or ""] == 1
                ledger.hold(NOTES, unique, f"the identifier {own!r} is not its own", element.place)
        elif own is not None:
            unique = ids[own] == 1
            ledger.hold(IDS, unique, f"the identifier {own!r} is not its own", element.place)


def _list(document: Document, element: Element, ledger: Ledger) -> None:
    kids = list(element.elements())
    ledger.hold(ITEMS, kids, "the list is empty", element.place)
    labels = [
        document.words(label)
        for item in kids[:5]
        if item.role.name == "LI"
        for label in item.elements()
        if label.role.name == "Lbl"
    ]
    if not labels:
        return
    numbering = as_name(attribute(document.file, document.tree, element, "/ListNumbering"))
    numbered = all(_NUMBER.fullmatch(label.strip()) for label in labels)
    shown = shortened(labels[0], 20)
    message = f"the list is numbered ({shown!r}) and does not say how"
    ledger.hold(NUMBERING, not numbered or numbering in _ORDERED, message, element.place)
