"""An invented issue to mail, its recipients, and what a plan says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefgen.batch import Order
from briefgen.mail.ledger import Entry
from briefgen.mailing import MailOrder
from briefgen.mailing.plan import EntryKey, Plan, plan
from briefgen.recipients import addressed, read
from briefgen.words import is_language
from tests.made import workspace

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)

ISSUE = """\
id: bridge
title: Closing the old bridge
date: 2026-11-23
edition: "2"
status: final
organization: {name: City of Brigton, email: clerk@brigton.example}
summary: {default: The bridge is old., es: El puente es viejo.}
recommendations:
  - {id: talk, approach: Talk, benefit: Peace, implementation: Meet every month}
"""

ROWS = """\
email,name,audience,language
ann@example.org,Ann Lee,city-council,
bob@example.org,Bob Ray,city-council,
cleo@example.org,Cleo Diaz,press,es
dan@example.org,Dan Ivo,press,
"""


def place(root: Path, issue: str = ISSUE, rows: str = ROWS) -> Path:
    """Write an issue and its recipients into a workspace."""
    (root / "data").mkdir(exist_ok=True)
    (root / "data" / "bridge.yaml").write_text(issue, encoding="utf-8")
    (root / "rows.csv").write_text(rows, encoding="utf-8")
    return root


def ordered(
    root: Path,
    *audiences: str,
    to: str = "",
    alone: bool = False,
    formats: tuple[str, ...] = ("docx", "pdf"),
    issues: tuple[Path, ...] = (),
    **more: Any,
) -> MailOrder:
    """Give an order for the rows, for one address, or for drafts to nobody."""
    names = frozenset(workspace(root).surroundings.audiences)
    people = (addressed(to),) if to else read(root / "rows.csv", names, is_language, mail=True)
    found = None if alone else people
    build = Order(
        issues or (root / "data" / "bridge.yaml",),
        audiences,
        formats,
        root / "out",
        recipients=found,
        sharing=True,
    )
    return replace(MailOrder(build), **more)


def planned(
    root: Path,
    order: MailOrder,
    entries: dict[EntryKey, Entry] | None = None,
    now: datetime = NOW,
    *,
    sending: bool = True,
) -> Plan:
    """Plan an order."""
    return plan(order, workspace(root), entries or {}, now, sending=sending)


def codes(found: Plan) -> list[str]:
    """Give what a plan is refused for."""
    return [diagnostic.code for diagnostic in found.refusals]
