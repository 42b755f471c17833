"""What was asked for in mail, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.batch import Order
from briefgen.recipients import Recipient

MEGABYTE = 1_000_000
MAX_SIZE = 10 * MEGABYTE  # of a whole message as it is sent; more is refused by many servers


@dataclass(frozen=True, slots=True)
class MailOrder:
    """What to mail, in whose name, and what may go out that is usually held back.

    Without recipients: one draft for each audience, to nobody yet. `retried` are keys of
    recipients whose outcome is not known and who are to get it all the same.
    """

    build: Order
    sender: Recipient | None = None
    reply_to: Recipient | None = None
    cc: tuple[Recipient, ...] = ()
    subject: str = ""
    use_edited: bool = False
    allow_draft: bool = False
    under_embargo: bool = False
    max_size: int = MAX_SIZE
    retried: frozenset[str] = frozenset()
    retry_refused: bool = False

    @property
    def recipients(self) -> tuple[Recipient, ...] | None:
        """Give who gets a message; they are those for whom is built."""
        return self.build.recipients
