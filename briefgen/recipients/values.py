"""What a recipient is, and the id that is made from an address."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from briefgen.errors import Location
from briefgen.schema.literals import ID

_WORD = "[a-z0-9]+(?:-[a-z0-9]+)*"
_SIMPLE = re.compile(rf"{_WORD}(?:\.{_WORD})*@{_WORD}(?:\.{_WORD})*")
_AT = "-at-"
_OTHERS = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets something. None of its texts has a line break or another control character.

    `address` is as people read it, `envelope` as SMTP wants it (the domain in ASCII; letters
    beyond ASCII before the @ stay, and need SMTPUTF8). `columns` is the whole row for
    templates: by the names of the header, and by what a template can say after a dot.
    """

    address: str
    envelope: str
    id: str
    name: str = ""
    audience: str = ""
    language: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    place: Location | None = None

    @property
    def key(self) -> str:
        """Give what two recipients have alike when they are one person."""
        return key(self.envelope)

    @property
    def merge(self) -> dict[str, str]:
        """Give the row by column, for `recipient.<column>`."""
        return dict(self.columns)


def key(envelope: str) -> str:
    """Give an address without its capitals: no provider tells two mailboxes apart by them."""
    # Not `casefold`: that makes one mailbox of two where ß is ss.
    return envelope.lower()


def made_id(envelope: str) -> str:
    """Make an id from an address, and from nothing else: files keep their names when rows move.

    `ann.lee@city-hall.org` is `ann-lee-at-city--hall-org`. Where that could be another address
    as well, or is too long, some digits of a digest tell it apart.
    """
    folded = key(envelope)
    if _SIMPLE.fullmatch(folded):
        readable = folded.replace("-", "--").replace(".", "-").replace("@", _AT)
        if readable.count(_AT) == 1 and ID.fullmatch(readable):
            return readable
    readable = _OTHERS.sub("-", folded.replace("@", _AT)).strip("-")[:48].strip("-")
    digest = hashlib.sha256(folded.encode()).hexdigest()[:12]
    return f"{readable}-{digest}" if readable else digest
