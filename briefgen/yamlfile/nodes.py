"""Nodes: values, lists and mappings that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.errors import Location
from briefgen.yamlfile.found import Found


@dataclass(slots=True)
class Scalar:
    """A value as written. `start` and `end` are its span in the file's text."""

    value: str
    line: int
    column: int
    plain: bool = True
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order of the file; no key occurs twice."""

    line: int
    column: int
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class YamlFile:
    """One file read: its text, its root (None when empty), and what was noticed."""

    path: str
    text: str
    root: Node | None = None
    diagnostics: Found = field(default_factory=Found)

    def at(self, node: Node) -> Location:
        """Give the place of a node."""
        return Location(self.path, node.line, node.column)

    def at_index(self, index: int, within: Scalar) -> Location:
        """Give the place of a character of the text that stands in a value.

        Lines are counted from the value on: a file may hold many values, and many flaws.
        """
        lines = self.text.count("\n", within.start, index)
        start = self.text.rfind("\n", within.start, index) if lines else -1
        column = index - start if lines else within.column + index - within.start
        return Location(self.path, within.line + lines, column)
