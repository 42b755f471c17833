"""Whether tables have header cells that cells can be read with, and the shape of a grid.

Owns the checks of tables. Must not know looks.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.open import File, as_name, as_text
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.structure import Element, Tree, attribute, attributes
from briefgen.audit.questions import ASK_TABLES
from briefgen.audit.report import UA, WCAG, Check, Rule, Severity

HEADERS = Check(
    "pdf.table-headers",
    "tables have header cells (TH)",
    Severity.SERIOUS,
    (Rule(UA, "7.5"), Rule(WCAG, "1.3.1")),
    "tag the cells of the header row or column as TH; a table that is none needs other tags",
)
SCOPE = Check(
    "pdf.table-scope",
    "header cells say which cells they head",
    Severity.SERIOUS,
    (Rule(UA, "7.5"), Rule(WCAG, "1.3.1")),
    "give the TH a Scope (Row, Column or Both), or the cells Headers",
)
IDS = Check(
    "pdf.table-ids",
    "the headers that cells name are there",
    Severity.SERIOUS,
    (Rule(UA, "7.5"),),
    "let Headers name the IDs of header cells of the same table",
)
REGULAR = Check(
    "pdf.table-regular",
    "all rows of a table have as many columns",
    Severity.SERIOUS,
    (Rule(UA, "7.2"), Rule(WCAG, "1.3.1")),
    "set ColSpan and RowSpan, or add the missing cells",
)

CHECKS = (HEADERS, SCOPE, IDS, REGULAR)


_SCOPES = ("Row", "Column", "Both")
MAX_COLUMNS = 2_000
MAX_SPAN = 10_000


def examine(document: Document, ledger: Ledger) -> None:
    """Check every table."""
    for table in document.tree.of_role("Table"):
        rows = _rows(table)
        cells = [cell for row in rows for cell in row]
        heads = [cell for cell in cells if cell.role.name == "TH"]
        if not cells:
            ledger.hold(HEADERS, False, "the table has no cells", table.place)
            continue
        ledger.hold(HEADERS, heads, f"no header cells in {len(rows):,} rows", table.place)
        _scopes(document, cells, heads, table, ledger)
        _regular(document, rows, table, ledger)
        shown = ", ".join(repr(shortened(document.words(head), 30)) for head in heads[:6])
        ledger.ask(ASK_TABLES, f"{table.place}: {shown or 'none'}")


def _rows(table: Element) -> list[list[Element]]:
    """Give the cells of every row, in order; a table within a cell is one of its own."""
    found: list[list[Element]] = []
    stack = list(reversed(list(table.elements())))
    while stack:
        element = stack.pop()
        if element.role.name == "TR":
            found.append([c for c in element.elements() if c.role.name in ("TH", "TD")])
        elif element.role.name in ("THead", "TBody", "TFoot"):
            stack.extend(reversed(list(element.elements())))
    return found


def _headers(file: File, tree: Tree, cell: Element) -> list[str] | None:
    """Give the IDs that a cell names as its headers, None where it names none."""
    for entries in attributes(file, tree, cell):
        if "/Headers" in entries:
            found = [as_text(file.value(one)) for one in file.several(entries, "/Headers")[:200]]
            return [one for one in found if one is not None]
    return None


def _scopes(
    document: Document,
    cells: list[Element],
    heads: list[Element],
    table: Element,
    ledger: Ledger,
) -> None:
    file, tree = document.file, document.tree
    ids = {file.text(head.entries, "/ID") for head in heads} - {None}
    named = {id(cell): _headers(file, tree, cell) for cell in cells}
    for cell in cells:
        headers = named[id(cell)]
        if headers is not None:
            missing = [one for one in headers if one not in ids]
            message = f"it names a header that is not there: {', '.join(missing[:3])!r}"
            ledger.hold(IDS, not missing, message, cell.place)
    data = [cell for cell in cells if cell.role.name == "TD"]
    if data and all(named[id(cell)] for cell in data):
        ledger.looked(SCOPE, len(heads))
        return
    without = [h for h in heads if as_name(attribute(file, tree, h, "/Scope")) not in _SCOPES]
    ledger.looked(SCOPE, len(heads))
    if without:
        words = ", ".join(repr(shortened(document.words(head), 30)) for head in without[:4])
        count = f"{len(without):,} of {len(heads):,} header cells have"
        if len(heads) == 1:
            count = "the header cell has"
        ledger.fault(SCOPE, f"{count} no scope: {words}", table.place)


def _span(document: Document, cell: Element, key: str) -> int:
    found = attribute(document.file, document.tree, cell, key)
    return min(max(int(found), 1), MAX_SPAN) if isinstance(found, int) else 1


def _regular(document: Document, rows: list[list[Element]], table: Element, ledger: Ledger) -> None:
    """Lay the cells out as a grid; spans reach into the rows below."""
    ledger.looked(REGULAR)
    reaching: dict[int, int] = {}  # column -> rows below that a cell still covers
    widths: list[int] = []
    for row in rows:
        column = 0
        for cell in row:
            while reaching.get(column, 0) > 0:
                column += 1
            depth = _span(document, cell, "/RowSpan")
            for _ in range(min(_span(document, cell, "/ColSpan"), MAX_COLUMNS)):
                reaching[column] = depth
                column += 1
            if column > MAX_COLUMNS:
                ledger.fault(REGULAR, f"more than {MAX_COLUMNS:,} columns", table.place)
                return
        covered = [at for at, left in reaching.items() if left > 0]
        widths.append(max(covered, default=-1) + 1 if len(covered) else 0)
        reaching = {at: left - 1 for at, left in reaching.items() if left > 1}
    usual = max(set(widths), key=widths.count, default=0)
    for number, width in enumerate(widths, 1):
        if width != usual:
            message = f"row {number:,} has {width:,} columns, and others have {usual:,}"
            ledger.fault(REGULAR, message, table.place)
            return
    if reaching:
        ledger.fault(REGULAR, "cells reach below the last row", table.place)
