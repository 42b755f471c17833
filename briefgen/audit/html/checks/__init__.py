"""The families of checks of an HTML file, in the order in which a report names them.

Owns the list. Must not know what a family looks at: each is a module with `CHECKS` and
`examine(document, ledger)`, and knows no other's findings.
"""

from __future__ import annotations

from briefgen.audit.html.checks import (
    contrasts,
    controls,
    headings,
    landmarks,
    lists,
    pictures,
    roles,
    tables,
    whole,
)

FAMILIES = (whole, headings, landmarks, lists, tables, pictures, controls, roles, contrasts)
CHECKS = tuple(check for family in FAMILIES for check in family.CHECKS)
