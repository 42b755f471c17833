"""What Word cannot hold: found before a file is written that it would call damaged.

Owns the limits of Word that the format does not have. Must not know XML.
"""

from __future__ import annotations

from briefgen.document import NumberedList, Table, inline_text
from briefgen.errors import InputError, error

MAX_COLUMNS = 63
MAX_NUMBER = 32_767
# Characters of the target of a link: what Excel takes before it calls a file damaged. Word is
# not known to take more.
MAX_ADDRESS = 2_079


def check_columns(table: Table) -> None:
    """Refuse a table that Word would not open. Raises InputError."""
    count = len(table.columns)
    if count > MAX_COLUMNS:
        said = inline_text(table.caption) or inline_text(table.columns[0].label)
        raise InputError(
            error(
                "docx.too-many-columns",
                f"the table '{said}' has {count} columns, and Word opens none with more "
                f"than {MAX_COLUMNS}",
                table.origin,
                "leave columns out, make two tables of it, or build other formats",
            )
        )


def last_number(block: NumberedList) -> int:
    """Give the number of a list's last item. Raises InputError where Word cannot count so far."""
    last = block.start + len(block.items) - 1
    if last > MAX_NUMBER:
        raise InputError(
            error(
                "docx.number-too-high",
                f"a list counts up to {last:,}, and Word's go no further than {MAX_NUMBER:,}",
                block.origin,
                "write the number into the text, behind a bullet",
            )
        )
    return last
