"""Whether tables have header rows and a simple shape.

Owns the checks of tables. Must not know looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.audit.docx.reading import Document, Table, unwrapped, words
from briefgen.audit.docx.styles import is_on, value, whole
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_TABLES
from briefgen.audit.report import OOXML, WCAG, WORD, Check, Place, Question, Rule, Severity

HEADER = Check(
    "docx.table-header",
    "tables have a header row",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WORD, "tables specify header row"), Rule(OOXML, "17.4.78")),
    "Table Layout, Repeat Header Rows for the first row, and Table Design, Header Row",
)
MERGED = Check(
    "docx.table-merged",
    "tables have no merged, split or nested cells",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WORD, "simple table structure")),
    "split the cells, or make two tables of it",
)
BLANK = Check(
    "docx.table-blank",
    "no row or column of a table is blank",
    Severity.MINOR,
    (Rule(WCAG, "1.3.1"), Rule(WORD, "no blank table rows or columns")),
    "delete the row or column; spacing is for paragraph and cell settings",
)
HEADS = Check(
    "docx.table-heads",
    "header cells have words",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"),),
    "say in the header cell what its column holds",
)
LAYOUT = Check(
    "docx.table-layout",
    "no table is there for its looks alone",
    Severity.MINOR,
    (Rule(WCAG, "1.3.2"), Rule(WORD, "no layout tables")),
    "use paragraphs with borders, tabs or columns",
)
REGULAR = Check(
    "docx.table-regular",
    "all rows of a table have as many columns",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(OOXML, "17.4.48")),
    "add the missing cells",
)

CHECKS = (HEADER, MERGED, BLANK, HEADS, LAYOUT, REGULAR)

ASK_NAMES = Question(
    "table-words",
    "These tables have no alternative text: does the text before say what they hold?",
    (Rule(WCAG, "1.1.1"),),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, how many columns it takes, and whether it is merged downwards."""

    node: Node
    text: str
    span: int
    merged: bool
    filled: bool


def examine(document: Document, ledger: Ledger) -> None:
    """Check every table."""
    for table in document.tables:
        rows = table.rows()
        grid = [_cells(row) for row in rows]
        if table.nested:
            ledger.hold(MERGED, False, "the table is inside another", table.place)
        if not any(grid):
            ledger.hold(LAYOUT, False, "the table has no cells", table.place)
            continue
        columns = max(sum(cell.span for cell in row) for row in grid)
        if len(grid) == 1 or columns == 1:
            shape = "one cell" if len(grid) == columns == 1 else "one row"
            shape = "one column" if columns == 1 and len(grid) > 1 else shape
            ledger.hold(LAYOUT, False, f"the table has {shape}", table.place)
            continue
        ledger.looked(LAYOUT)
        _header(rows, grid, table, ledger)
        _shape(rows, grid, columns, table, ledger)
        _name(table, ledger)


def _cells(row: Node) -> list[Cell]:
    found: list[Cell] = []
    for node in unwrapped(row):
        if node.tag != "w:tc" or len(found) > 1_000:
            continue
        properties = node.first("w:tcPr")
        merge = properties.first("w:vMerge") if properties else None
        filled = any(
            inner.tag in ("w:drawing", "w:pict", "w:object", "w:sdt", "w:fldChar", "m:oMath")
            for inner in node.walk()
        )
        span = min(max(whole(value(properties, "w:gridSpan"), 1), 1), 1_000)
        found.append(Cell(node, words(node).strip(), span, merge is not None, filled))
    return found


def _header(rows: list[Node], grid: list[list[Cell]], table: Table, ledger: Ledger) -> None:
    marked = [is_on(row.first("w:trPr"), "w:tblHeader") is True for row in rows]
    look = table.node.first("w:tblPr", "w:tblLook")
    styled = look is not None and look.get("w:firstRow") in ("1", "true")
    message = "the table has no header row"
    if any(marked) and not marked[0]:
        message = "the header row is not the first row, and so is none"
    elif styled:
        message = "the first row looks like a header and is not marked as one"
    if not ledger.hold(HEADER, marked[0], message, table.place):
        return
    if all(marked):
        ledger.fault(HEADER, "all rows are header rows", table.place)
    for number, cell in enumerate(grid[0], 1):
        # The corner above a column of row headings has often nothing to say.
        named = cell.text or cell.filled or cell.merged or number == 1
        message = f"the header cell of column {number} is empty"
        ledger.hold(HEADS, named, message, table.place)
    shown = ", ".join(repr(shortened(cell.text, 30)) for cell in grid[0][:6])
    ledger.ask(ASK_TABLES, f"{table.place}: {shown}")


def _shape(
    rows: list[Node], grid: list[list[Cell]], columns: int, table: Table, ledger: Ledger
) -> None:
    for number, row in enumerate(grid, 1):
        place = Place(element=f"{table.place}, row {number:,}")
        across = sum(cell.span > 1 for cell in row)
        down = sum(cell.merged for cell in row)
        ledger.hold(MERGED, not across and not down, _merged(across, down), place)
        filled = any(cell.text or cell.filled or cell.merged for cell in row)
        ledger.hold(BLANK, filled, "the row is blank", place)
        before, after = _skipped(rows[number - 1])
        width = sum(cell.span for cell in row) + before + after
        message = f"the row has {width:,} columns, and others have {columns:,}"
        ledger.hold(REGULAR, width >= columns, message, place)
    if any(cell.span > 1 for row in grid for cell in row):
        return
    for column in range(columns):
        cells = [row[column] for row in grid if column < len(row)]
        blank = not any(cell.text or cell.filled or cell.merged for cell in cells)
        ledger.hold(BLANK, not blank, f"column {column + 1} is blank", table.place)


def _merged(across: int, down: int) -> str:
    if across and down:
        return "cells are merged across and down"
    return "cells are merged across" if across else "cells are merged down"


def _skipped(row: Node) -> tuple[int, int]:
    properties = row.first("w:trPr")
    before = whole(value(properties, "w:gridBefore"), 0)
    return max(before, 0), max(whole(value(properties, "w:gridAfter"), 0), 0)


def _name(table: Table, ledger: Ledger) -> None:
    properties = table.node.first("w:tblPr")
    named = value(properties, "w:tblCaption") or value(properties, "w:tblDescription")
    if not named:
        ledger.ask(ASK_NAMES, str(table.place))
