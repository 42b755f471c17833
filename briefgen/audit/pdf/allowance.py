"""What the contents of all pages of a file may ask for, together.

Owns the counting down. Must not know what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.audit.limits import MAX_FORMS, MAX_MARKED, MAX_OPERATORS
from briefgen.audit.pdf.open import Spent


@dataclass(slots=True)
class Allowance:
    """What is left of operators, marks and forms, and the forms that were unpacked."""

    operators: int = field(default_factory=lambda: MAX_OPERATORS)
    marks: int = field(default_factory=lambda: MAX_MARKED)
    forms: int = field(default_factory=lambda: MAX_FORMS)
    contents: dict[int, bytes] = field(default_factory=dict)

    def operator(self) -> None:
        """Count an operator. Raises Spent, as the others do."""
        self.operators -= 1
        if self.operators < 0:
            raise Spent(f"more than {MAX_OPERATORS:,} drawing operators")

    def mark(self) -> None:
        """Count a mark."""
        self.marks -= 1
        if self.marks < 0:
            raise Spent(f"more than {MAX_MARKED:,} pieces of marked content")

    def form(self) -> None:
        """Count a drawing within a drawing."""
        self.forms -= 1
        if self.forms < 0:
            raise Spent(f"more than {MAX_FORMS:,} drawings within drawings")
