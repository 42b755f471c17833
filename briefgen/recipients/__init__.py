"""A CSV or XLSX file, or one address -> who gets something, and their own words for templates.

Owns what the columns of a recipients file mean, when two rows are one person, and what makes
an address fit to be written to. Must not know what is sent, nor how. No address is looked up
anywhere: a list is read alike with and without a network, and tells no server who is on it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefgen.characters import FORBIDDEN, forbidden_character
from briefgen.errors import UsageError, error, shown
from briefgen.inputs import Note, unnoted
from briefgen.recipients.address import Unfit, parsed
from briefgen.recipients.columns import COLUMNS, Column
from briefgen.recipients.rows import Rows
from briefgen.recipients.values import Recipient, made_id
from briefgen.sheets import Faults, collected

__all__ = ["COLUMNS", "Column", "Recipient", "addressed", "read"]

_BREAKS = "\t\r\n"  # what a cell may hold and an option may not


def read(
    path: Path,
    audiences: frozenset[str],
    is_language: Callable[[str], bool],
    *,
    mail: bool,
    note: Note = unnoted,
) -> tuple[Recipient, ...]:
    """Read the recipients of a file, in its order.

    For mail every row needs an address, and no two the same; where its id is not given it is
    made from the address. To build, every row needs an id, and two may share an address.

    Raises InputError with every fault at its row and column, UsageError where the file cannot
    be opened.
    """
    note(path)
    faults = Faults(shown(path))
    sheet = collected(path, faults)
    found = Rows(sheet, audiences, is_language, faults, mail=mail).read()
    if faults.found:
        faults.found.sort(key=lambda fault: (fault.location is not None, fault.location))
        raise faults.raised()
    return found


def addressed(text: str) -> Recipient:
    """Read the address that an option gives: `a@b.org` or `Name <a@b.org>`. Raises UsageError."""
    if unfit := FORBIDDEN.search(text):
        raise UsageError(forbidden_character(unfit.group(), None))
    try:
        if any(sign in text for sign in _BREAKS):
            raise Unfit("bad-address", "an address has no line break or tab in it")
        one = parsed(text)
    except Unfit as fault:
        raise UsageError(
            error(f"recipients.{fault.code}", fault.message, hint=fault.hint)
        ) from None
    own_id = made_id(one.envelope)
    return Recipient(
        one.address,
        one.envelope,
        own_id,
        one.name,
        columns=(("email", one.address), ("id", own_id), ("name", one.name)),
    )
