"""The families of checks of a DOCX, in the order in which a report names them.

Owns the list. Must not know what a family looks at: each is a module with `CHECKS` and
`examine(document, ledger)`, and knows no other's findings.
"""

from __future__ import annotations

from briefgen.audit.docx.checks import (
    contrasts,
    headings,
    links,
    pictures,
    tables,
    texts,
    whole,
)

FAMILIES = (whole, headings, tables, pictures, links, texts, contrasts)
CHECKS = tuple(check for family in FAMILIES for check in family.CHECKS)
