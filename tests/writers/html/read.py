"""A page read back into a tree by the standard library's parser, which knows no CSS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from briefgen.document import Block
from briefgen.theme import Theme
from briefgen.writers.html import write
from tests.writers.specimens import document

_VOID = frozenset({"br", "col", "hr", "img", "meta"})


@dataclass
class Node:
    """An element: its name, its attributes, what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Node]:
        """Give the elements that stand in it directly."""
        return (child for child in self.children if isinstance(child, Node))

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def all(self, tag: str = "", **attributes: str) -> list[Node]:
        """Give all elements below, in order, that have the name and the attributes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag) and wanted.items() <= node.attributes.items()
        ]

    def one(self, tag: str = "", **attributes: str) -> Node:
        (node,) = self.all(tag, **attributes)
        return node

    def walk(self) -> Iterator[Node]:
        for node in self:
            yield node
            yield from node.walk()

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.children)


class _Reader(HTMLParser):
    """Builds the tree; an end that closes what is not open is a fault."""

    def __init__(self, comments: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]
        self.comments = comments

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice in <{tag}>: {names}"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        node = self.open.pop()
        assert node.tag == tag, f"</{tag}> closes <{node.tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        assert data in self.comments, f"a comment: {data}"


def parsed(content: bytes, comments: Iterable[str] = ()) -> Node:
    """Read a page; everything that was opened is closed, and no other comments are in it."""
    reader = _Reader(frozenset(comments))
    reader.feed(content.decode("utf-8"))
    reader.close()
    (root,) = reader.open
    return root.one("html")


def page(*blocks: Block, theme: Theme | None = None) -> Node:
    """Write a document of these blocks, and read it."""
    return parsed(write(document(*blocks), theme or Theme()).content)


def main(*blocks: Block) -> Node:
    """Give the main part of a document of these blocks."""
    return page(*blocks).one("main")
