"""MANY briefings: which issues, for which audiences and recipients, in which formats.

Owns the plan of a run and what came of each part. Must not know how a briefing is
made nor how results are shown.
"""

from __future__ import annotations

from briefgen.batch.copies import edition
from briefgen.batch.order import Order, Outcome, exit_code, issues
from briefgen.batch.run import build
from briefgen.batch.sources import Key, Sources

__all__ = ["Key", "Order", "Outcome", "Sources", "build", "edition", "exit_code", "issues"]
