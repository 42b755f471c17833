"""Whether one finds one's way in a long document.

Owns the check of bookmarks. Must not know pages.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.reading import Document
from briefgen.audit.report import UA, WCAG, Check, Place, Rule, Severity

LONG = 21  # pages: from here on, checkers of the field ask for bookmarks

BOOKMARKS = Check(
    "pdf.bookmarks",
    f"a document of {LONG} pages and more has bookmarks",
    Severity.MINOR,
    (Rule(UA, "7.17"), Rule(WCAG, "2.4.5")),
    "have bookmarks made of the headings",
)
WORDS = Check(
    "pdf.bookmark-words",
    "bookmarks have words",
    Severity.MINOR,
    (Rule(WCAG, "2.4.6"),),
    "give the bookmark the words of its heading",
)

CHECKS = (BOOKMARKS, WORDS)

MAX_ENTRIES = 20_000


def examine(document: Document, ledger: Ledger) -> None:
    """Check the bookmarks."""
    file = document.file
    outlines = file.dictionary(file.catalog, "/Outlines")
    first = file.get(outlines, "/First")
    if document.count >= LONG:
        message = f"{document.count:,} pages and no bookmarks"
        ledger.hold(BOOKMARKS, isinstance(first, dict), message)
    stack, seen = [first], set()
    number = 0
    while stack and number < MAX_ENTRIES:
        entries = stack.pop()
        if not isinstance(entries, dict) or id(entries) in seen:
            continue
        seen.add(id(entries))
        number += 1
        words = (file.text(entries, "/Title") or "").strip()
        place = Place(element=f"bookmark {number:,}")
        ledger.hold(WORDS, words, "the bookmark has no words", place)
        stack += [file.get(entries, "/Next"), file.get(entries, "/First")]
