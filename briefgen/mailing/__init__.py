"""Briefings and recipients -> messages -> drafts, or sent.

Owns who gets what, what must not go out, and the run of sending. Must not know how a
briefing is made, how a message looks in bytes, how a server is spoken to, nor how
results are shown.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.mailing.order import MailOrder

__all__ = ["MailOrder", "sent_folder"]


def sent_folder(out: Path) -> Path:
    """Give the folder of the ledger and of what was sent, byte for byte."""
    return out / "sent"
