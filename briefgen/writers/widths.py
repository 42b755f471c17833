"""How wide the columns of a table are: the same in every paged format.

Owns the sharing-out of the measure. Must not know a format: it is asked for
points and answers in points.
"""

from __future__ import annotations

from briefgen.document import Table, block_lines, inline_text
from briefgen.fonts import face
from briefgen.theme import Theme

SAMPLE = 400
_LONGEST = 0.18


def column_widths(table: Table, theme: Theme, measure: float) -> tuple[float, ...]:
    """Share the measure out among the columns, in points; they fill it exactly.

    No column is narrower than its longest word (where the measure allows it) or
    than the theme's least share; what is left goes to the columns with the longest
    text. A width that the table's author gave, as a share of the measure, holds.
    A table of more than `SAMPLE` rows is judged by as many, evenly spread.
    """
    count = len(table.columns)
    fixed = [column.width * measure for column in table.columns]
    needs = [_needs(table, index, theme) for index in range(count)]
    # A word that would take more than its column's part of the sheet is broken instead.
    most = measure * max(_LONGEST, 0.9 / count)
    least = [fixed[i] or min(needs[i][0], most) for i in range(count)]
    if sum(least) >= measure:
        return _levelled(least, measure)
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
    bold = face(theme.family.bold)
    plain = bold if index == 0 else face(theme.family.regular)
    word = max((bold.width(w, styles.table_header.size) for w in head.split()), default=0.0)
    line = bold.width(head, styles.table_header.size)
    for text in _texts(table, index):
        for part in text.split("\n"):
            line = max(line, plain.width(part, styles.table_cell.size))
        longest = max(text.split(), key=len, default="")
        word = max(word, plain.width(longest, styles.table_cell.size))
    return word + pad + 0.5, line + pad + 0.5


def _texts(table: Table, index: int) -> list[str]:
    def text(row: int) -> str:
        return "\n".join(block_lines(table.rows[row][index].blocks))

    count = len(table.rows)
    if count <= SAMPLE:
        return [text(row) for row in range(count)]
    return [text(row * count // SAMPLE) for row in range(SAMPLE)]
