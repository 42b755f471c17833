"""The pairs of a mapping before they are read: their order, and slips in their keys.

Must not know what becomes of a value.
"""

from __future__ import annotations

from briefgen.schema import kinds as k
from briefgen.yamlfile import Mapping, Node, Scalar


def is_blank(value: Node, kind: k.Kind) -> bool:
    """Say whether a key has no value; in a pattern, nothing in quotes is one."""
    if not isinstance(value, Scalar) or value.value.strip():
        return False
    return value.plain or not isinstance(kind, k.Pattern)


def ordered(node: Mapping, described: type) -> list[tuple[Scalar, Node]]:
    """Give the pairs of a mapping; rows stand behind the columns that they are read by."""
    rows = [item.name for item in k.keys(described) if isinstance(item.kind, k.Rows)]
    return sorted(node.pairs, key=lambda pair: pair[0].value in rows) if rows else node.pairs


def slip(name: Scalar, value: Node) -> str:
    """Say what made a key of something that was meant as none; empty if nothing shows."""
    if name.value[:1].isspace() or "\u00a0" in name.value:
        return "a no-break space stands in it: write ordinary spaces"
    alone = isinstance(value, Scalar) and value.plain and not value.value
    if alone and name.plain and name.value[:1].isdigit():
        return "inside { } a value with a comma stands in quotes"
    return ""
