"""The names that stand for something at a place of a template, and their shapes.

Owns who sees whose names. Must not know what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.render.shapes import Shape, joined


@dataclass(slots=True)
class Scope:
    """Names and shapes; what is not here is looked for in the scope around it."""

    names: dict[str, Shape] = field(default_factory=dict)
    around: Scope | None = None

    def find(self, name: str) -> Shape | None:
        """Give the shape that a name stands for; None where it stands for nothing."""
        scope: Scope | None = self
        while scope:
            if name in scope.names:
                return scope.names[name]
            scope = scope.around
        return None

    def inner(self, **names: Shape) -> Scope:
        """Give a scope inside this one."""
        return Scope(dict(names), self)

    def known(self) -> Iterator[str]:
        """Give every name that stands for something, the nearest first."""
        scope: Scope | None = self
        while scope:
            yield from reversed(scope.names)
            scope = scope.around

    def take(self, branches: list[Scope]) -> None:
        """Take what branches have set, of which one was gone: it may be as it was before."""
        for branch in branches:
            for name, shape in branch.names.items():
                old = self.find(name)
                self.names[name] = shape if old is None else joined(old, shape)
