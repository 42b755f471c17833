"""Whether tables have header cells that cells can be read with, and the shape of a grid.

Owns the checks of tables. Must not know looks.
"""

from __future__ import annotations

from itertools import islice

from briefgen.audit.html.names import MAX_WITHIN, role, words
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_TABLES
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity

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


ASK_LAYOUT = Question(
    "layout-tables",
    "Do these tables only place things side by side, and are they read in the right order?",
    (Rule(WCAG, "1.3.2"), Rule(WCAG, "1.3.1")),
)

_OF_TABLES = ("", "table", "grid", "treegrid")
_FEW = 10  # cells, below which a table without header cells may be none
_LARGE = 3  # rows and columns from which every cell must have a header cell
_CORNER = "make it a <td>"
_SCOPED = "make it a <th>, or take the scope away"
_SCOPES = ("row", "col", "rowgroup", "colgroup")
MAX_SPAN = 1_000


def examine(document: Document, ledger: Ledger) -> None:
    """Check every table."""
    for number, table in enumerate(document.all("table"), 1):
        if role(table) not in _OF_TABLES:
            ledger.looked(HEADERS)
            continue
        rows = _rows(table)
        cells = [cell for row in rows for cell in row]
        heads = [cell for cell in cells if _is_head(cell)]
        if not cells:
            continue
        _named(document, cells, ledger)
        if not heads and _lays_out(table, rows):
            ledger.looked(HEADERS)
            ledger.ask(ASK_LAYOUT, f"table {number}, line {table.line}")
            continue
        message = f"no header cells in {len(rows):,} rows"
        if not ledger.hold(HEADERS, heads, message, place(table)):
            continue
        _heads(rows, heads, ledger)
        columns = _columns(rows)
        if columns is not None:
            _regular(columns, table, ledger)
            _headed(rows, columns, ledger)
        caption = table.first("caption")
        title = shortened(words(caption), 50) if caption else ""
        shown = ", ".join(repr(shortened(words(head), 30)) for head in heads[:6])
        ledger.ask(ASK_TABLES, f"table {number}{f' {title!r}' if title else ''}: {shown}")


def _lays_out(table: Node, rows: list[list[Node]]) -> bool:
    """Say whether a table has the look of one that only places things side by side.

    Browsers take one for such that has a single row or column, few cells or a table in it,
    and nothing that tables of data have.
    """
    if any(kid.tag in ("caption", "thead", "tfoot", "col", "colgroup") for kid in table.nodes()):
        return False
    if table.get("border", "0").strip() not in ("", "0"):
        return False
    if any(cell.get("scope") or cell.get("headers") for row in rows for cell in row):
        return False
    single = len(rows) == 1 or all(len(row) == 1 for row in rows)
    few = sum(map(len, rows)) < _FEW
    return single or few or any(_holds_table(cell) for row in rows for cell in row)


def _holds_table(cell: Node) -> bool:
    return any(node.tag == "table" for node in islice(cell.walk(), MAX_WITHIN))


def _is_head(cell: Node) -> bool:
    given = role(cell)
    return given in ("columnheader", "rowheader") or (cell.tag == "th" and not given)


def _rows(table: Node) -> list[list[Node]]:
    """Give the cells of every row; a table within a cell is one of its own."""
    found = []
    for node in table.walk(lambda one: one is table or one.tag in ("thead", "tbody", "tfoot")):
        if node.tag == "tr":
            found.append([cell for cell in node.nodes() if cell.tag in ("td", "th")])
    return found


def _heads(rows: list[list[Node]], heads: list[Node], ledger: Ledger) -> None:
    top = rows[0] if rows else []
    first = {id(cell) for cell in top}
    aside = [head for head in heads if id(head) not in first]
    both = bool(aside) and any(_is_head(cell) for cell in top[1:])
    for head in heads:
        scoped = head.get("scope").strip().lower() in _SCOPES or bool(role(head))
        message = f"the header cell {shortened(words(head), 30)!r} has no scope"
        corner = both and head is top[0] and not words(head)
        if both and not corner:
            ledger.hold(SCOPE, scoped or "id" in head.attributes, message, place(head))
        elif "scope" in head.attributes:
            ledger.hold(SCOPE, scoped, f"there is no scope {head.get('scope')[:20]!r}", place(head))
        ledger.looked(EMPTY)
        if corner:
            message = "the empty corner is a header cell, and heads nothing"
            ledger.fault(EMPTY, message, place(head), severity=Severity.MINOR, remedy=_CORNER)
        elif not words(head) and not head.get("aria-label").strip():
            ledger.fault(EMPTY, "the header cell is empty", place(head))


def _named(document: Document, cells: list[Node], ledger: Ledger) -> None:
    """Check what cells say of header cells: their scope, and those that they name."""
    of_table = {id(cell) for cell in cells if _is_head(cell)}
    for cell in cells:
        if cell.tag == "td" and cell.get("scope").strip():
            message = f"<td> has a scope: {shortened(words(cell), 30)!r}"
            ledger.fault(SCOPE, message, place(cell), severity=Severity.MINOR, remedy=_SCOPED)
        named = cell.get("headers").split()[:100]
        if not named:
            continue
        missing = [one for one in named if one not in document.ids]
        message = f"it names a header that is not there: {missing[:1]!r}"
        if ledger.hold(IDS, not missing, message, place(cell)):
            others = [
                one
                for one in named
                if document.ids[one] is cell or id(document.ids[one]) not in of_table
            ]
            message = f"it names what is no header cell of its table: {others[:1]!r}"
            ledger.hold(IDS, not others, message, place(cell))


def _span(cell: Node, name: str) -> int:
    text = cell.get(name).strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isdecimal() and len(text) < 6 else 1


def _columns(rows: list[list[Node]]) -> list[list[Node | None]] | None:
    """Lay the cells out as a grid, row by row; spans reach into the rows below."""
    reaching: dict[int, tuple[int, Node]] = {}
    grid: list[list[Node | None]] = []
    for row in rows:
        column = 0
        for cell in row[:MAX_SPAN]:
            while column in reaching:
                column += 1
            depth = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                reaching[column] = (depth, cell)
                column += 1
            if column > 2 * MAX_SPAN:
                return None
        width = max(reaching, default=-1) + 1
        grid.append([reaching[at][1] if at in reaching else None for at in range(width)])
        reaching = {at: (left - 1, cell) for at, (left, cell) in reaching.items() if left > 1}
    return grid


def _regular(grid: list[list[Node | None]], table: Node, ledger: Ledger) -> None:
    widths = [len(row) for row in grid]
    usual = max(set(widths), key=widths.count, default=0)
    odd = next((number for number, width in enumerate(widths, 1) if width != usual), 0)
    message = f"row {odd:,} has other columns than the rest"
    ledger.hold(REGULAR, not odd, message, place(table))


def _headed(rows: list[list[Node]], grid: list[list[Node | None]], ledger: Ledger) -> None:
    """Check that a header cell stands in the row or the column of every cell of a larger table."""
    if len(rows) < _LARGE or max(map(len, grid)) < _LARGE:
        return
    headed = {at for row in grid for at, cell in enumerate(row) if cell and _is_head(cell)}
    for row in grid:
        if any(cell is not None and _is_head(cell) for cell in row):
            continue
        for at, cell in enumerate(row):
            if cell is None or at in headed or cell.get("headers").strip() or not words(cell):
                continue
            message = f"no header cell heads {shortened(words(cell), 30)!r}"
            ledger.hold(HEADERS, False, message, place(cell))
            return
    ledger.looked(HEADERS)
