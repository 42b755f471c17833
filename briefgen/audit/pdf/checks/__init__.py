"""The families of checks of a PDF, in the order in which a report names them.

Owns the list. Must not know what a family looks at: each is a module with `CHECKS` and
`examine(document, ledger)`, and knows no other's findings.
"""

from __future__ import annotations

from briefgen.audit.pdf.checks import (
    archive,
    composites,
    content,
    contrasts,
    figures,
    finding,
    fonts,
    headings,
    languages,
    links,
    lists,
    programs,
    tables,
    tags,
    whole,
)

FAMILIES = (
    whole,
    content,
    tags,
    headings,
    tables,
    lists,
    figures,
    links,
    languages,
    fonts,
    composites,
    programs,
    finding,
    contrasts,
    archive,
)
CHECKS = tuple(check for family in FAMILIES for check in family.CHECKS)
