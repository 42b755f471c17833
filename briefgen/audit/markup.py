"""XML and HTML as trees of nodes: enough to ask where something is and what it says.

Owns `Node`, and the reading of XML that declares nothing, within bounds. Must not know a
vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers import expat

from briefgen.audit.limits import MAX_NESTING, MAX_NODES

DEEP = 16  # so many levels count as an element more
MANY = 4  # and so many attributes
MAX_KNOWN = 2_000  # names
_NONE: dict[str, str] = {}


class Unsound(Exception):
    """XML that is not well-formed, or is out of measure; says why."""


class Node:
    """An element: its name, attributes, what is in it, and the line it begins on."""

    __slots__ = ("attributes", "kids", "line", "parent", "tag")

    def __init__(
        self, tag: str, attributes: dict[str, str], line: int = 0, parent: Node | None = None
    ) -> None:
        """Make an element with nothing in it."""
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.parent = parent
        self.kids: list[Node | str] = []

    def get(self, name: str, default: str = "") -> str:
        """Give an attribute."""
        return self.attributes.get(name, default)

    def nodes(self) -> Iterator[Node]:
        """Give the elements in it, of the next level."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def first(self, *tags: str) -> Node | None:
        """Follow names down, the first of each; None where one is missing."""
        found: Node | None = self
        for tag in tags:
            found = next((kid for kid in found.nodes() if kid.tag == tag), None) if found else None
        return found

    def walk(self, enter: Callable[[Node], bool] | None = None) -> Iterator[Node]:
        """Give itself and all below, in order; what `enter` declines is given but not entered."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.kids and (enter is None or enter(node)):
                stack += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def above(self) -> Iterator[Node]:
        """Give the elements around it, from the innermost."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def inside(self, *tags: str) -> Node | None:
        """Give the innermost element around it that has one of the names."""
        return next((node for node in self.above() if node.tag in tags), None)

    def text(self, limit: int = 2_000) -> str:
        """Give the words in it, as they come."""
        found: list[str] = []
        length = 0
        stack: list[Node | str] = [self]
        while stack and length < limit:
            kid = stack.pop()
            if isinstance(kid, str):
                found.append(kid)
                length += len(kid)
            else:
                stack.extend(reversed(kid.kids))
        return "".join(found)[:limit]


def parse(content: bytes, names: dict[str, str], allowance: list[int]) -> Node:
    """Read XML. A name is its prefix of `names` (by namespace) and itself: `w:p`.

    What has another namespace keeps the address in its name. `allowance` is how many
    elements may still be made, in a list of one. Raises Unsound.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    root = Node("", {})
    current = root
    depth = 0

    known: dict[str, str] = {}  # one string for all that have a name

    def short(name: str) -> str:
        found = known.get(name)
        if found is None:
            space, _, local = name.rpartition(" ")
            prefix = names.get(space)
            found = name if prefix is None else f"{prefix}:{local}" if prefix else local
            if len(known) < MAX_KNOWN:
                known[name] = found
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current, depth
        depth += 1
        # What is deep is looked at from each element around it; attributes are no elements.
        allowance[0] -= 1 + depth // DEEP + len(attributes) // MANY
        if depth > MAX_NESTING or allowance[0] < 0:
            raise Unsound("it is out of measure")
        node = Node(
            short(name),
            {short(key): value for key, value in attributes.items()} if attributes else _NONE,
            parser.CurrentLineNumber,
            current,
        )
        current.kids.append(node)
        current = node

    def end(_: str) -> None:
        nonlocal current, depth
        depth -= 1
        current = current.parent or root

    def declared(*_: object) -> None:
        raise Unsound("it declares a document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: current.kids.append(text)
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(content, True)
    except (LookupError, ValueError):
        raise Unsound("its encoding is unknown") from None
    except expat.ExpatError as fault:
        raise Unsound(f"line {fault.lineno}: {expat.ErrorString(fault.code)}") from None
    found = next(root.nodes(), None)
    if found is None:
        raise Unsound("it is empty")
    found.parent = None
    return found


def allowance() -> list[int]:
    """Give what one file may make of elements."""
    return [MAX_NODES]
