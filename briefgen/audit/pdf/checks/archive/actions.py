"""Whether an archive file does nothing but lead from place to place.

Owns the checks of ISO 19005-2, 6.5. Must not know how annotations look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.checks.archive import notes
from briefgen.audit.pdf.open import File
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

ACTIONS = Check(
    "pdfa.actions",
    "nothing in the file acts, or does more than lead somewhere",
    Severity.SERIOUS,
    (Rule(PDFA, "6.5.1"), Rule(PDFA, "6.5.2")),
    "take out scripts and all actions but links",
)

CHECKS = (ACTIONS,)

_ALLOWED = frozenset(("GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"))
_NAMED = ("NextPage", "PrevPage", "FirstPage", "LastPage")
MAX_ACTIONS = 20_000
MAX_CHAINED = 1_000


def examine(document: Document, ledger: Ledger) -> None:
    """Check every action of the file, and what sets them off."""
    file, catalog = document.file, document.file.catalog
    ledger.hold(ACTIONS, "/AA" not in catalog, "the document acts by itself (AA)")
    names = file.dictionary(catalog, "/Names")
    ledger.hold(ACTIONS, "/JavaScript" not in names, "the document has scripts")
    _chain(file, file.get(catalog, "/OpenAction"), Place(), "opening the file", ledger)
    for page in document.pages:
        place = Place(page.number)
        ledger.hold(ACTIONS, "/AA" not in page.entries, "the page acts by itself (AA)", place)
    for entries, place in notes.every(document):
        _chain(file, file.get(entries, "/A"), place, "an annotation", ledger)
        for action in list(file.dictionary(entries, "/AA").values())[:20]:
            _chain(file, file.value(action), place, "an annotation", ledger)
    for number, action in _bookmarks(file):
        _chain(file, action, Place(element=f"bookmark {number:,}"), "a bookmark", ledger)


def _chain(file: File, action: Any, place: Place, starter: str, ledger: Ledger) -> None:
    """Check an action and those that follow it; what is an array leads to a place."""
    stack: list[Any] = [action]
    seen: set[int] = set()
    while stack and len(seen) < MAX_CHAINED:
        found = file.value(stack.pop())
        if not isinstance(found, dict) or id(found) in seen:
            continue
        seen.add(id(found))
        kind = file.word(found, "/S")
        message = f"{starter} starts {kind[:40] or 'something without a name'}"
        ledger.hold(ACTIONS, kind in _ALLOWED, message, place)
        if kind == "Named":
            name = file.word(found, "/N")
            ledger.hold(ACTIONS, name in _NAMED, f"{starter} starts {name[:40]!r}", place)
        stack += file.several(found, "/Next")[:MAX_CHAINED]


def _bookmarks(file: File) -> Iterator[tuple[int, Any]]:
    stack = [file.get(file.dictionary(file.catalog, "/Outlines"), "/First")]
    seen: set[int] = set()
    while stack and len(seen) < MAX_ACTIONS:
        entries = stack.pop()
        if isinstance(entries, dict) and id(entries) not in seen:
            seen.add(id(entries))
            if "/A" in entries:
                yield len(seen), file.get(entries, "/A")
            stack += [file.get(entries, "/Next"), file.get(entries, "/First")]
