"""Tables as HTML: one header row, the first column naming each row.

Owns what a table needs to be read on a phone and on paper: shares of the width as in
the paged formats, least widths below which it scrolls by itself, and numbers that
stand one under the other at their decimal sign. Must not know what stands in a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.document import (
    Align,
    Cell,
    Column,
    Paragraph,
    Role,
    Table,
    Text,
    block_lines,
    inline_text,
)
from briefgen.fonts import face
from briefgen.theme import Theme
from briefgen.writers.elements import attribute, escape, lang_of
from briefgen.writers.html.inline import Words
from briefgen.writers.html.lengths import rem
from briefgen.writers.widths import SAMPLE, cell_cut, column_widths, decimal_insets

_PHONE = 150.0  # points that a panel or a list has for its text on a screen of 320 pixels
_PHRASE, _SENTENCE = 24, 72  # characters from which a cell wants a line of some length
_LEAST_OF_PHRASES, _LEAST_OF_SENTENCES = 80.0, 130.0
_MOST_OF_WORD = 120.0  # a longer word is broken

Fill = Callable[[Cell], tuple[str, str]]


def table_html(
    table: Table, theme: Theme, *, name: str, about: str, words: Words, fill: Fill
) -> str:
    """Give a table; one that no phone has room for scrolls by itself.

    `name` is the id of its caption, `about` that of its description, `fill` gives the
    attributes and the content of a cell.
    """
    tails = {
        index: decimal_insets(table, index, theme)
        for index, column in enumerate(table.columns)
        if column.decimal
    }
    least = [
        _least(table, index, theme) + max(tails.get(index, ()), default=0.0)
        for index in range(len(table.columns))
    ]
    pads = 2 * theme.table.pad_inline * len(least)
    need = sum(least) + pads
    scrolls = need > _PHONE
    described = f' aria-describedby="{about}"' if about else ""
    group = _group(table, name) if scrolls else ""
    broad = f' style="--need:{rem(need)}"' if need > theme.page.measure else ""
    kind = "table broad" if broad else "table"
    parts = [f'<div class="{kind}"{group}{broad}>\n<table{lang_of(table.lang)}{described}>']
    if table.caption:
        parts.append(f'<caption id="{name}"><span>{words.write(table.caption)}</span></caption>')
    parts.append(_shares(table, theme))
    parts.append(_head(table, words, least))
    if table.rows:
        parts.extend(("<tbody>", *_rows(table, tails, theme, fill), "</tbody>"))
    parts.append("</table>\n</div>")
    return "\n".join(parts)


def _group(table: Table, name: str) -> str:
    """Give the attributes of what scrolls by the keyboard too, and says what it is.

    A group and no landmark: those would be as many as the tables, and some of one name.
    """
    named = f'aria-labelledby="{name}"'
    if not table.caption:
        labels = ", ".join(filter(None, (inline_text(c.label).strip() for c in table.columns)))
        named = f'aria-label="{attribute(labels)}"'
    return f' role="group" tabindex="0" {named}'


def _shares(table: Table, theme: Theme) -> str:
    measure = theme.page.measure
    columns = "".join(
        f'<col style="width:{100 * width / measure:.4g}%">'
        for width in column_widths(table, theme, measure)
    )
    return f"<colgroup>{columns}</colgroup>"


def _head(table: Table, words: Words, least: list[float]) -> str:
    cells = []
    for index, column in enumerate(table.columns):
        wide = f' style="--least:{rem(least[index])}"'
        label = words.write(column.label)
        # A header without words is none.
        tag, scope = ("th", ' scope="col"') if label.strip() else ("td", "")
        cells.append(f"<{tag}{scope}{_kind(column)}{wide}>{label}</{tag}>")
    return f"<thead>\n<tr>{''.join(cells)}</tr>\n</thead>"


def _rows(
    table: Table, tails: dict[int, tuple[float, ...]], theme: Theme, fill: Fill
) -> Iterator[str]:
    starts, ends = [], []
    for index, column in enumerate(table.columns):
        tag, scope = ("td", "") if index or not table.heads_rows else ("th", ' scope="row"')
        starts.append(f"<{tag}{scope}{_kind(column)}")
        ends.append(f"</{tag}>")
    size = theme.styles.table_cell.size
    for number, row in enumerate(table.rows):
        cells = []
        for index, cell in enumerate(row):
            attributes, content = _plain(cell) or fill(cell)
            if index in tails and (tail := tails[index][number]):
                attributes += f' style="--tail:{tail / size:.3f}em"'
            cells.append(f"{starts[index]}{attributes}>{content}{ends[index]}")
        yield f"<tr>{''.join(cells)}</tr>"


def _plain(cell: Cell) -> tuple[str, str] | None:
    """Give the content of a cell that holds a few words alone, as most do."""
    match cell.blocks:
        case (Paragraph(inlines=(Text(text),), role=Role.BODY, lang=""),):
            return "", escape(text)
        case _:
            return None


def _kind(column: Column) -> str:
    if column.decimal:
        return ' class="end decimal"'
    return "" if column.align is Align.START else f' class="{column.align.value}"'


def _least(table: Table, index: int, theme: Theme) -> float:
    """Give the width in points that a column keeps on a small screen, without its space.

    Its longest word, up to a limit; a column of sentences has room for a few words. A
    table of more than `SAMPLE` rows is judged by about as many, evenly spread.
    """
    bold, size = face(cell_cut(theme, 0)), theme.styles.table_cell.size
    texts, single = [inline_text(table.columns[index].label)], True
    step = max(-(-len(table.rows) // SAMPLE), 1)
    for row in table.rows[::step]:
        texts.extend(block_lines(row[index].blocks))
        single = (
            single and len(row[index].blocks) == 1 and isinstance(row[index].blocks[0], Paragraph)
        )
    widest = 0.0
    for word in sorted({word for text in texts for word in text.split()}, key=len, reverse=True):
        if len(word) * size <= widest:  # no character is wider than it is high
            break
        widest = max(widest, bold.width(word, size))
    widest = min(widest, _MOST_OF_WORD)
    longest_text = max(map(len, texts))
    if longest_text > _SENTENCE:
        return max(widest, _LEAST_OF_SENTENCES)
    if longest_text > _PHRASE or not single:
        return max(widest, _LEAST_OF_PHRASES)
    return widest
