"""The names that stand for something at a place of a template, and their shapes.

Owns who sees whose names, and which of them came from elsewhere: what those are depends
on who calls. Must not know what is done with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from briefgen.render.shapes import Shape, joined


@dataclass(slots=True)
class Scope:
    """Names and shapes; what is not here is looked for in the scope around it.

    `border` is the outermost scope of a template or macro. `lent` are the names in it
    whose shapes are of a caller's choice: parameters, and what was made of them.
    """

    names: dict[str, Shape] = field(default_factory=dict)
    around: Scope | None = None
    border: bool = False
    lent: set[str] = field(default_factory=set)

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

    def lending(self, **given: Shape) -> Scope:
        """Give the outermost scope of a template or macro, which is given some names."""
        return Scope(dict(given), self, border=True, lent=set(given))

    def bind(self, name: str, shape: Shape, of: nodes.Node | None = None) -> None:
        """Let a name stand for a shape; `of` is the expression that it comes from."""
        self.names[name] = shape
        self.lent.discard(name)
        if of is not None and self.borrows(of):
            self.lent.add(name)

    def borrows(self, node: nodes.Node) -> bool:
        """Say whether an expression speaks of what came from elsewhere."""
        found = [node] if isinstance(node, nodes.Name) else list(node.find_all(nodes.Name))
        return any(self._is_lent(name.name) for name in found)

    def _is_lent(self, name: str) -> bool:
        scope: Scope | None = self
        crossed = False
        while scope:
            if name in scope.names:
                # What every template starts with is the same for all.
                return name in scope.lent or (crossed and scope.around is not None)
            crossed = crossed or scope.border
            scope = scope.around
        return False

    def known(self) -> Iterator[str]:
        """Give every name that stands for something, the nearest first."""
        scope: Scope | None = self
        while scope:
            yield from reversed(scope.names) if scope.around else scope.names
            scope = scope.around

    def take(self, branches: list[Scope]) -> None:
        """Take what branches have set, of which one was gone: it may be as it was before."""
        for branch in branches:
            for name, shape in branch.names.items():
                old = self.find(name)
                self.names[name] = shape if old is None else joined(old, shape)
            self.lent |= branch.lent
