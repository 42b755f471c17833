"""The row of a recipient, as templates get it.

Owns what is remembered of it: which columns a template asked for. Whoever has the same in
those gets the same document, which need not be made again.
"""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import Any

from briefgen.cut import Cut

ALL = ""  # stands among the columns asked for where the whole row was looked through
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")


class Row(Cut):
    """The columns of a row; one that is not there is empty, since rows differ."""

    def __init__(self, columns: dict[str, str]) -> None:
        """Take the columns; each value is a line of text."""
        super().__init__({name: _BREAKS.sub(" ", text).strip() for name, text in columns.items()})
        self.asked: set[str] = set()

    def __contains__(self, name: object) -> bool:
        """Say that every column is there."""
        return True

    def __getitem__(self, name: str) -> Any:
        """Give a column, and remember that it was asked for."""
        self.asked.add(name)
        return super().get(name, "")

    def __missing__(self, name: str) -> str:
        """Give nothing for a column that is not there."""
        return ""

    def _whole(self) -> dict[str, Any]:
        self.asked.add(ALL)
        return dict(super().items())

    def __bool__(self) -> bool:
        """Say whether there is anything in it."""
        return any(self._whole().values())

    def __len__(self) -> int:
        """Count the columns."""
        return len(self._whole())

    def __iter__(self) -> Iterator[str]:
        """Give the names of the columns."""
        return iter(self._whole())

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """Give the names of the columns."""
        return self._whole().keys()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """Give what stands in the columns."""
        return self._whole().values()

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        """Give the names of the columns with what stands in each."""
        return self._whole().items()
