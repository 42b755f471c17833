"""The structure tree: what each piece of a page is, in reading order.

Owns the elements and their serialisation (ISO 32000-1, 14.7; ISO 14289-1, 7). Must not
know how anything is laid out or drawn. An element joins its parent when it is first drawn,
so the order of drawing is the order of reading, however early the element was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Text = Callable[[str], str]


class Element:
    """A node of the tree; its kids are elements, pieces of pages, and annotations."""

    __slots__ = (
        "attributes",
        "entries",
        "joined",
        "kids",
        "lang",
        "number",
        "page",
        "parent",
        "tag",
    )

    def __init__(
        self,
        tag: str,
        parent: Element | None,
        *,
        attributes: str = "",
        entries: str = "",
        lang: str = "",
    ) -> None:
        """Make an element below a parent.

        `attributes` is an /A dictionary, `entries` are others of its own, such as /Alt.
        """
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.entries = entries
        self.lang = lang
        self.kids: list[Element | tuple[int, int] | int] = []
        self.page = -1  # of the first piece in it
        self.number = 0
        self.joined = parent is None

    def join(self) -> None:
        """Become the last kid of the parent, and it of its own, unless that is so."""
        if not self.joined and self.parent is not None:
            self.joined = True
            self.parent.join()
            self.parent.kids.append(self)

    def add_piece(self, page: int, mcid: int) -> None:
        """Take in a piece of marked content."""
        self.join()
        above: Element | None = self
        while above is not None and above.page < 0:  # of all around it, a table's too
            above.page = page
            above = above.parent
        self.kids.append((page, mcid))

    def add_annotation(self, number: int) -> None:
        """Take in an annotation by its place among all of the document."""
        self.join()
        self.kids.append(number)


def walk(root: Element) -> Iterator[Element]:
    """Give an element and all below it, parents before kids, without recursion."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))


def numbered(root: Element, first: int) -> int:
    """Give every element an object number, from `first` on; return the next free one."""
    for element in walk(root):
        element.number = first
        first += 1
    return first


def serialised(
    root: Element, tree: int, pages: list[int], links: list[tuple[int, int]], text: Text
) -> Iterator[tuple[int, str]]:
    """Give each element's object number and dictionary.

    `tree` is the number of the tree's root, `pages` the object numbers of the pages,
    `links` those of the annotations with the place of their page, `text` writes a
    string as PDF.
    """
    for element in walk(root):
        above = element.parent.number if element.parent else tree
        parts = [f"<</S/{element.tag}/P {above} 0 R"]
        if element.page >= 0:
            parts.append(f"/Pg {pages[element.page]} 0 R")
        if element.lang:
            parts.append(f"/Lang{text(element.lang)}")
        if element.attributes:
            parts.append(f"/A{element.attributes}")
        if element.entries:
            parts.append(element.entries)
        kids = [_kid(kid, element.page, pages, links) for kid in element.kids]
        if len(kids) == 1:
            parts.append(f"/K {kids[0]}")
        elif kids:
            parts.append(f"/K[{' '.join(kids)}]")
        parts.append(">>")
        yield element.number, "".join(parts)


def _kid(
    kid: Element | tuple[int, int] | int, page: int, pages: list[int], links: list[tuple[int, int]]
) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if isinstance(kid, int):
        annotation, place = links[kid]
        return f"<</Type/OBJR/Obj {annotation} 0 R/Pg {pages[place]} 0 R>>"
    if kid[0] == page:
        return str(kid[1])
    return f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>"
