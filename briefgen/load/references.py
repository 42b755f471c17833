"""References of an issue's items to each other: each leads to one item that is there."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import Diagnostic, error
from briefgen.issue import LISTS, Issue
from briefgen.schema import Key, OneRef, Ref, Refs, keys
from briefgen.schema.literals import near


def dangling(issue: Issue) -> Iterator[Diagnostic]:
    """Find the references that lead nowhere, or to two items."""
    known = {
        name: {item.id for item in getattr(issue, name) if hasattr(item, "id")} for name in LISTS
    }
    for name in LISTS:
        for item in getattr(issue, name):
            for part in keys(type(item)):
                if isinstance(part.kind, Refs | OneRef):
                    yield from _faults(getattr(item, part.attribute), part, part.kind, known)


def _faults(
    refs: tuple[Ref, ...], part: Key, kind: Refs | OneRef, known: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    for ref in refs:
        holders = [name for name in kind.lists if ref.id in known[name]]
        if not holders:
            ids = {id_ for name in kind.lists for id_ in known[name]}
            yield error(
                "issue.dangling-reference",
                f"'{ref.id[:70]}' in '{part.name}' is no id of {' or '.join(kind.lists)}",
                ref.location,
                near(ref.id, ids) or f"there are no {' or '.join(kind.lists)} with an id",
            )
        elif len(holders) > 1:
            yield error(
                "issue.ambiguous-reference",
                f"'{ref.id[:70]}' is an id both of {' and of '.join(holders)}",
                ref.location,
                "give one of them another id",
            )
