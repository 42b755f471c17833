"""Whether tables have header cells that cells can be read with, and the shape of a grid.

Owns the checks of tables. Must not know looks.
"""

from __future__ import annotations

from briefgen.audit.html.names import words
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_TABLES
from briefgen.audit.report import WCAG, Check, Rule, Severity

HEADERS = Check(
    "html.table-headers",
    "tables have header cells (<th>)",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    'mark header cells as <th>; a table for layout has role="presentation"',
)
SCOPE = Check(
    "html.table-scope",
    "where rows and columns have headers, these say which they head",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    'give the <th> scope="col" or scope="row"',
)
IDS = Check(
    "html.table-ids",
    "the headers that cells name are there",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "let headers name the ids of header cells",
)
EMPTY = Check(
    "html.table-heads",
    "header cells have words",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "say in the header cell what its column or row holds",
)
REGULAR = Check(
    "html.table-regular",
    "all rows of a table have as many columns",
    Severity.MINOR,
    (Rule(WCAG, "1.3.1"),),
    "set colspan and rowspan, or add the missing cells",
)

CHECKS = (HEADERS, SCOPE, IDS, EMPTY, REGULAR)


_SCOPES = ("row", "col", "rowgroup", "colgroup")
MAX_SPAN = 1_000


def examine(document: Document, ledger: Ledger) -> None:
    """Check every table."""
    for number, table in enumerate(document.all("table"), 1):
        if table.get("role") in ("presentation", "none"):
            ledger.looked(HEADERS)
            continue
        rows = _rows(table)
        cells = [cell for row in rows for cell in row]
        heads = [cell for cell in cells if cell.tag == "th" or _is_head(cell)]
        if not cells:
            continue
        message = f"no header cells in {len(rows):,} rows"
        if not ledger.hold(HEADERS, heads, message, place(table)):
            continue
        _heads(rows, heads, table, ledger)
        _named(document, cells, ledger)
        _regular(rows, table, ledger)
        caption = table.first("caption")
        title = shortened(words(caption), 50) if caption else ""
        shown = ", ".join(repr(shortened(words(head), 30)) for head in heads[:6])
        ledger.ask(ASK_TABLES, f"table {number}{f' {title!r}' if title else ''}: {shown}")


def _is_head(cell: Node) -> bool:
    return cell.get("role") in ("columnheader", "rowheader")


def _rows(table: Node) -> list[list[Node]]:
    """Give the cells of every row; a table within a cell is one of its own."""
    found = []
    for node in table.walk(lambda one: one is table or one.tag in ("thead", "tbody", "tfoot")):
        if node.tag == "tr":
            found.append([cell for cell in node.nodes() if cell.tag in ("td", "th")])
    return found


def _heads(rows: list[list[Node]], heads: list[Node], table: Node, ledger: Ledger) -> None:
    top = rows[0] if rows else []
    first = {id(cell) for cell in top}
    aside = [head for head in heads if id(head) not in first]
    both = bool(aside) and any(cell.tag == "th" for cell in top[1:])
    for head in heads:
        scoped = head.get("scope").strip().lower() in _SCOPES or _is_head(head)
        message = f"the header cell {shortened(words(head), 30)!r} has no scope"
        corner = bool(top) and head is top[0] and not words(head)
        if both and not corner:
            ledger.hold(SCOPE, scoped or "id" in head.attributes, message, place(head))
        elif "scope" in head.attributes:
            ledger.hold(SCOPE, scoped, f"there is no scope {head.get('scope')[:20]!r}", place(head))
        spoken = words(head) or corner
        ledger.hold(EMPTY, spoken, "the header cell is empty", place(head))


def _named(document: Document, cells: list[Node], ledger: Ledger) -> None:
    for cell in cells:
        named = cell.get("headers").split()[:100]
        missing = [one for one in named if one not in document.ids]
        if named:
            message = f"it names a header that is not there: {missing[:1]!r}"
            ledger.hold(IDS, not missing, message, place(cell))


def _span(cell: Node, name: str) -> int:
    text = cell.get(name).strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isdecimal() and len(text) < 6 else 1


def _regular(rows: list[list[Node]], table: Node, ledger: Ledger) -> None:
    """Lay the cells out as a grid; spans reach into the rows below."""
    reaching: dict[int, int] = {}
    widths: list[int] = []
    for row in rows:
        column = 0
        for cell in row[:MAX_SPAN]:
            while reaching.get(column, 0) > 0:
                column += 1
            depth = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                reaching[column] = depth
                column += 1
            if column > 2 * MAX_SPAN:
                return
        covered = [at for at, left in reaching.items() if left > 0]
        widths.append(max(covered, default=-1) + 1)
        reaching = {at: left - 1 for at, left in reaching.items() if left > 1}
    usual = max(set(widths), key=widths.count, default=0)
    odd = next((number for number, width in enumerate(widths, 1) if width != usual), 0)
    message = f"row {odd:,} has other columns than the rest"
    ledger.hold(REGULAR, not odd, message, place(table))
