"""Where in the issue file a sentence of a document stands.

Must not know what is wrong with it. A document does not keep where its words come from,
so they are looked for: first in the wordings that this audience gets in this language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from briefgen.errors import Location
from briefgen.load import Loaded
from briefgen.reading.sentences import Sentence
from briefgen.schema import Wording
from briefgen.yamlfile import place

_TOLD = 8  # words by which a sentence is known


class Places:
    """Finds sentences of one audience's document in the file of its issue."""

    def __init__(self, loaded: Loaded, audience: str, language: str) -> None:
        """Take the issue, and who reads it in which language."""
        self.path, self._source = loaded.path, loaded.source
        lines = [0, *(match.end() for match in re.finditer("\n", self._source))]
        usual = loaded.issue.language
        self._starts = sorted(
            lines[where.line - 1] + where.column - 1
            for where in _chosen(loaded.issue, audience, language, usual)
            if where.path == loaded.path and 0 < where.line <= len(lines)
        )

    def of(self, sentence: Sentence) -> Location | None:
        """Give where a sentence begins; None where it is not from the file."""
        # Marks, quotes and ends of lines may stand between the words of the file.
        for first in (sentence.words[:_TOLD], sentence.words[-_TOLD:]):
            known = re.compile(r"[\W_]+".join(map(re.escape, first)))
            found = [match.start() for match in known.finditer(self._source)]
            if found:
                return place(self.path, self._source, self._nearest(found))
        return None

    def _nearest(self, found: list[int]) -> int:
        """Give the find that stands nearest behind the start of a wording that is used."""

        def distance(at: int) -> int:
            before = bisect_right(self._starts, at)
            return at - self._starts[before - 1] if before else at

        return min(found, key=distance)


def _chosen(value: Any, audience: str, language: str, usual: str) -> Iterator[Location]:
    """Give where each wording stands that an audience gets."""
    if isinstance(value, Wording):
        variant, _ = value.chosen(audience, language, usual)
        if variant and variant.location:
            yield variant.location
    elif isinstance(value, tuple):
        for one in value:
            yield from _chosen(one, audience, language, usual)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _chosen(getattr(value, item.name), audience, language, usual)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _chosen(one, audience, language, usual)
