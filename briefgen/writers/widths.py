"""How wide the columns of a table are: the same in every paged format.

Owns the sharing-out of the measure. Must not know a format: it is asked for
points and answers in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.document import Align, Table, block_lines, inline_text
from briefgen.fonts import face
from briefgen.theme import Theme

SAMPLE = 400
_LONGEST = 0.18
_WORDS_LEAST = 0.08  # of the measure: what a column of words keeps beside columns of numbers


def column_widths(table: Table, theme: Theme, measure: float) -> tuple[float, ...]:
    """Share the measure out among the columns, in points; they fill it exactly.

    No column is narrower than its longest word (where the measure allows it) or
    than the theme's least share; numbers are whole as long as the words beside them have
    any room; what is left goes to the columns with the longest text. A width that the
    table's author gave, as a share of the measure, holds.
    A table of more than `SAMPLE` rows is judged by as many, evenly spread.
    """
    count = len(table.columns)
    fixed = [column.width * measure for column in table.columns]
    needs = [_needs(table, index, theme) for index in range(count)]
    firm = [column.align is Align.END for column in table.columns]
    least = _least(table, needs, measure)
    if sum(least) >= measure:
        return _firm_first(least, firm, measure)
    floor = theme.table.least_share * measure
    roomy = [width if fixed[i] else max(width, floor) for i, width in enumerate(least)]
    if sum(roomy) <= measure:
        least = roomy
    wish = [0.0 if fixed[i] else max(needs[i][1] - least[i], 0.0) for i in range(count)]
    spare = measure - sum(least)
    total = sum(wish)
    if total > spare:
        # Long columns share by the root of what they lack: a column of sentences
        # must not starve one of short phrases into three lines a cell.
        roots = _capped(wish, spare)
        return tuple(least[i] + roots[i] for i in range(count))
    widths = [least[i] + wish[i] for i in range(count)]
    free = [0.0 if fixed[i] else widths[i] for i in range(count)]
    rest = measure - sum(widths)
    share = sum(free) or 1.0
    return tuple(widths[i] + rest * free[i] / share for i in range(count))


_WHOLE = r"^\D*[\d{group}]*\d"


def decimal_insets(table: Table, index: int, theme: Theme) -> tuple[float, ...]:
    """Say how far from the end each cell of a column of numbers stands, in points.

    What follows the whole part (the decimal sign, its digits, a unit) is as wide as the
    widest of the column, so that the whole parts end one under the other. All zero for a
    column without a decimal sign.
    """
    column = table.columns[index]
    if not column.decimal:
        return (0.0,) * len(table.rows)
    texts = (" ".join(block_lines(row[index].blocks)) for row in table.rows)
    tails = [tail for _, tail in _number_parts(texts, table, index, theme)]
    most = max(tails, default=0.0)
    return tuple(most - tail for tail in tails)


def _number_parts(
    texts: Iterable[str], table: Table, index: int, theme: Theme
) -> Iterator[tuple[float, float]]:
    """Give how wide the whole part of each number is and what follows it; words have neither."""
    measured, size = face(cell_cut(theme, index)), theme.styles.table_cell.size
    # The sign that is not the decimal one parts thousands, as spaces do.
    sign = table.columns[index].decimal
    whole = re.compile(_WHOLE.format(group=("," if sign == "." else ".") + "\u00a0\u202f "))
    for text in texts:
        end = found.end() if (found := whole.match(text)) else 0
        tail = text[end:] if end else ""
        yield measured.width(text[:end], size), measured.width(tail, size)


def crowded(table: Table, theme: Theme) -> bool:
    """Say whether numbers or usual words must be broken for a table to fit a page."""
    measure = theme.page.measure
    needs = [_needs(table, index, theme) for index in range(len(table.columns))]
    return sum(_least(table, needs, measure)) > measure + 1


def _least(table: Table, needs: list[tuple[float, float]], measure: float) -> list[float]:
    """Give the least widths of columns: what an author gave, a number, a word of usual length."""
    # A word that would take more than its column's part of the sheet is broken instead.
    most = measure * max(_LONGEST, 0.9 / len(table.columns))
    return [
        column.width * measure or (word if column.align is Align.END else min(word, most))
        for column, (word, _) in zip(table.columns, needs, strict=True)
    ]


def _firm_first(least: list[float], firm: list[bool], measure: float) -> tuple[float, ...]:
    """Let the columns of words give way to those of numbers, down to a least of their own."""
    words = [i for i, hard in enumerate(firm) if not hard]
    spare = measure - sum(width for width, hard in zip(least, firm, strict=True) if hard)
    if not words or spare < sum(min(least[i], _WORDS_LEAST * measure) for i in words):
        return _levelled(least, measure)
    shares = dict(zip(words, _levelled([least[i] for i in words], spare), strict=True))
    return tuple(shares.get(i, width) for i, width in enumerate(least))


def _levelled(least: list[float], measure: float) -> tuple[float, ...]:
    """Cut the widest columns back to one width that makes all fit: few words break."""
    cap, open_ = measure, sorted(least)
    for place, width in enumerate(open_):
        cap = (measure - sum(open_[:place])) / (len(open_) - place)
        if width > cap:
            break
    widths = [min(width, cap) for width in least]
    return tuple(width * measure / sum(widths) for width in widths)


def _capped(wish: list[float], spare: float) -> list[float]:
    """Share `spare` by the roots of the wishes; nobody gets more than wished."""
    given = [0.0] * len(wish)
    open_ = [i for i, value in enumerate(wish) if value > 0]
    while open_ and spare > 0.01:
        total = sum(wish[i] ** 0.5 for i in open_)
        full = [i for i in open_ if wish[i] <= spare * wish[i] ** 0.5 / total]
        if not full:
            for i in open_:
                given[i] = spare * wish[i] ** 0.5 / total
            return given
        for i in full:
            given[i] = wish[i]
            spare -= wish[i]
        open_ = [i for i in open_ if i not in full]
    return given


def _needs(table: Table, index: int, theme: Theme) -> tuple[float, float]:
    """Give the width of a column's longest word and of its longest line, padded."""
    styles, look = theme.styles, theme.table
    pad = look.pad_inline * (1 if index == 0 else 2)
    head = inline_text(table.columns[index].label)
    bold = face(theme.face(styles.table_header).bold)
    plain = face(cell_cut(theme, index))
    word = max((bold.width(w, styles.table_header.size) for w in head.split()), default=0.0)
    line = bold.width(head, styles.table_header.size)
    widest = 0.0
    for text in _texts(table, index):
        for part in text.split("\n"):
            widest = max(widest, plain.width(part, styles.table_cell.size))
        longest = max(text.split(), key=len, default="")
        word = max(word, plain.width(longest, styles.table_cell.size))
    if table.columns[index].decimal:
        # The widest whole part and the widest of the rest need not be one number's.
        parts = _number_parts(_texts(table, index), table, index, theme)
        widest = max(widest, sum(map(max, zip(*parts, strict=True))))
    if table.columns[index].align is Align.END:
        word = max(word, widest)  # a number and its unit stay together
    return word + pad + 0.5, max(line, widest) + pad + 0.5


def cell_cut(theme: Theme, index: int) -> str:
    """Give the font file of the cells of a column: the first is bold."""
    family = theme.face(theme.styles.table_cell)
    return family.regular if index else family.bold


def _texts(table: Table, index: int) -> list[str]:
    def text(row: int) -> str:
        return "\n".join(block_lines(table.rows[row][index].blocks))

    count = len(table.rows)
    if count <= SAMPLE:
        return [text(row) for row in range(count)]
    return [text(row * count // SAMPLE) for row in range(SAMPLE)]
