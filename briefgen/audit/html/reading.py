"""An HTML file as the checks see it: a tree, its identifiers, what people meet of it.

Owns the values that several checks ask for. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.audit.html.names import Identified, is_met, labels
from briefgen.audit.html.tree import Source
from briefgen.audit.markup import Node
from briefgen.audit.report import Place


@dataclass(slots=True)
class Document:
    """A file: its root, all elements by name, the first element of each identifier."""

    root: Node
    cut: bool
    broken: str
    by_tag: dict[str, list[Node]]
    ids: Identified
    met: list[Node]
    labels: dict[int, str]  # the words of labels, by the field that they are for
    count: int  # of all elements, met or not
    styled: bool  # a style sheet has a say in how it looks

    def all(self, *tags: str) -> Iterator[Node]:
        """Give the elements of some names that people meet, in order."""
        return (node for node in self.met if node.tag in tags)

    @property
    def spoken(self) -> Node | None:
        """Give the first element that has words or a picture for people to meet."""
        return next((n for n in self.met if n.tag not in _HEAD and _is_said(n)), None)

    def first(self, tag: str) -> Node | None:
        """Give the first element of a name, met or not."""
        return next(iter(self.by_tag.get(tag, ())), None)


_HEAD = ("", "title")


def _is_said(node: Node) -> bool:
    return node.tag in ("img", "svg") or any(
        isinstance(kid, str) and kid.strip() for kid in node.kids
    )


def read(raw: bytes) -> Document:
    """Read an HTML file."""
    source = Source(raw)
    by_tag: dict[str, list[Node]] = {}
    ids = Identified()
    for node in source.root.walk():
        by_tag.setdefault(node.tag, []).append(node)
        if node.get("id"):
            ids.setdefault(node.get("id"), node)
    count = sum(map(len, by_tag.values()))
    met = [node for node in source.root.walk(is_met) if is_met(node)]
    sheets = any("stylesheet" in node.get("rel").lower() for node in by_tag.get("link", ()))
    styled = sheets or "style" in by_tag
    known = labels(met, ids)
    return Document(source.root, source.cut, source.broken, by_tag, ids, met, known, count, styled)


def place(node: Node) -> Place:
    """Give where an element is: `line 14, <img>`."""
    return Place(line=node.line, element=f"<{node.tag}>")
