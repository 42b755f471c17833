"""The structure tree of a PDF: elements, their content, and the words in it.

Owns the walk over the tree, whatever shape it has. Must not judge it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from briefgen.audit.limits import MAX_DEPTH, MAX_ELEMENTS, MAX_KIDS
from briefgen.audit.pdf.open import Array, Dictionary, File, as_dictionary, as_name
from briefgen.audit.pdf.pieces import PieceKey
from briefgen.audit.pdf.roles import Role, Roles
from briefgen.audit.report import Place

MAX_WORDS = 4_000


@dataclass(slots=True)
class Element:
    """A node of the tree. `number` counts those of one role, as people count figures.

    `kids` are elements, pieces of pages, and objects: annotations and images.
    """

    tag: str
    role: Role
    entries: Dictionary
    parent: Element | None
    page: int = 0
    number: int = 0
    kids: list[Kid] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Give the standard name of its tag, or the tag where that stands for nothing."""
        return self.role.name or self.tag

    @property
    def place(self) -> Place:
        """Give where it is: `page 2, Figure 3`."""
        return Place(self.page, element=f"{self.name} {self.number}")

    def elements(self) -> Iterator[Element]:
        """Give the elements in it, of the next level that means something."""
        stack = list(reversed(self.kids))
        while stack:
            kid = stack.pop()
            if isinstance(kid, Element):
                if kid.role.name == "NonStruct":
                    stack.extend(reversed(kid.kids))
                else:
                    yield kid

    def walk(self) -> Iterator[Element]:
        """Give itself and all elements below it, in reading order."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))

    def above(self) -> Iterator[Element]:
        """Give the elements around it, from the innermost."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent


@dataclass(frozen=True, slots=True)
class PieceKid:
    """A piece of a page's or a form's marked content."""

    key: PieceKey
    page: int


@dataclass(frozen=True, slots=True)
class ObjectKid:
    """An annotation or an image that is content as a whole."""

    entries: Dictionary
    page: int


Kid: TypeAlias = Element | PieceKid | ObjectKid


@dataclass(slots=True)
class Tree:
    """All of a file's elements in reading order, and what they say belongs to them."""

    present: bool
    top: list[Element] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    owners: dict[PieceKey, Element] = field(default_factory=dict)
    objects: dict[int, Element] = field(default_factory=dict)
    twice: list[Element] = field(default_factory=list)
    parents: dict[int, Any] = field(default_factory=dict)
    classes: Dictionary = field(default_factory=Dictionary)
    cut: bool = False
    empty_kids: int = 0

    def of_role(self, *names: str) -> list[Element]:
        """Give the elements of some roles."""
        return [element for element in self.elements if element.role.name in names]


class Reader:
    """Reads the tree of one file."""

    def __init__(self, file: File, page_numbers: dict[int, int]) -> None:
        """Take the file, and the numbers of its pages by their dictionaries."""
        self._file = file
        self._pages = page_numbers
        root = file.dictionary(file.catalog, "/StructTreeRoot")
        self._root = root
        self._roles = Roles(file, root)
        self._counts: dict[str, int] = {}
        self._seen: set[int] = {id(root)}
        self._kids_left = MAX_KIDS
        self.tree = Tree(bool(root), classes=file.dictionary(root, "/ClassMap"))

    def read(self) -> Tree:
        """Walk the tree from its root."""
        file, tree = self._file, self.tree
        if not tree.present:
            return tree
        for key, owner in file.leaves(file.dictionary(self._root, "/ParentTree"), "/Nums"):
            if isinstance(key, int) and len(tree.parents) < MAX_ELEMENTS:
                tree.parents[key] = owner
        top = file.several(self._root, "/K")
        stack: list[tuple[Element | None, int, Iterator[Any]]] = [(None, 0, iter(top))]
        while stack:
            parent, page, kids = stack[-1]
            kid = next(kids, None)
            if kid is None:
                stack.pop()
                continue
            element = self._kid(kid, parent, page)
            if element is None:
                continue
            if len(stack) >= MAX_DEPTH or len(tree.elements) >= MAX_ELEMENTS:
                tree.cut = True
                continue
            number, inner = self._entered(element, page)
            stack.append((element, number, iter(inner)))
        self._number_pages()
        return tree

    def _entered(self, element: Element, page: int) -> tuple[int, Array]:
        own = self._page(element.entries)
        element.page = own
        return own or page, self._file.several(element.entries, "/K")

    def _page(self, entries: Any) -> int:
        return self._pages.get(id(self._file.get(entries, "/Pg")), 0)

    def _kid(self, raw: Any, parent: Element | None, page: int) -> Element | None:
        """Take in a kid; give it where it is an element that is to be entered."""
        found = self._file.value(raw)
        if isinstance(found, int) and parent is not None:
            holder = self._page_entries(parent)
            self._own((id(holder), found), parent, page)
            return None
        if not isinstance(found, dict):
            self.tree.empty_kids += 1
            return None
        entries = as_dictionary(found)
        kind = self._file.word(entries, "/Type")
        if kind in ("MCR", "OBJR") and parent is not None:
            self._refer(kind, entries, parent, page)
            return None
        tag = self._file.word(entries, "/S")
        if not tag:
            self.tree.empty_kids += 1
            return None
        if id(entries) in self._seen:
            self.tree.twice.extend([parent] if parent else [])
            return None
        self._seen.add(id(entries))
        return self._made(tag, entries, parent)

    def _made(self, tag: str, entries: Dictionary, parent: Element | None) -> Element:
        element = Element(tag, self._roles.of(tag, entries), entries, parent)
        count = self._counts.get(element.name, 0) + 1
        self._counts[element.name] = element.number = count
        (parent.kids if parent else self.tree.top).append(element)
        self.tree.elements.append(element)
        return element

    def _page_entries(self, element: Element) -> Any:
        """Give the page that an element names, or the nearest above that names one."""
        for one in (element, *element.above()):
            found = self._file.get(one.entries, "/Pg")
            if found is not None:
                return found
        return None

    def _refer(self, kind: str, entries: Dictionary, parent: Element, page: int) -> None:
        number = self._page(entries) or page
        if kind == "OBJR":
            target = as_dictionary(self._file.get(entries, "/Obj"))
            if target:
                parent.kids.append(ObjectKid(target, number))
                self.tree.objects.setdefault(id(target), parent)
            return
        mcid = self._file.whole(entries, "/MCID")
        holder = self._file.get(entries, "/Stm")
        if holder is None:
            holder = self._file.get(entries, "/Pg") or self._page_entries(parent)
        self._own((id(holder), mcid), parent, number)

    def _own(self, key: PieceKey, element: Element, page: int) -> None:
        self._kids_left -= 1
        if self._kids_left < 0:
            self.tree.cut = True
            return
        element.kids.append(PieceKid(key, page))
        if self.tree.owners.setdefault(key, element) is not element:
            self.tree.twice.append(element)

    def _number_pages(self) -> None:
        """Give elements that name no page the page of the first thing in them."""
        for element in reversed(self.tree.elements):
            if not element.page:
                element.page = next((kid.page for kid in element.kids if kid.page), 0)
        for element in self.tree.elements:
            if not element.page and element.parent:
                element.page = element.parent.page


def attributes(file: File, tree: Tree, element: Element) -> Iterator[Dictionary]:
    """Give the attribute dictionaries of an element, its own before those of its classes."""
    for entry in file.several(element.entries, "/A")[:50]:
        found = file.value(entry)
        if isinstance(found, dict):
            yield as_dictionary(found)
    for entry in file.several(element.entries, "/C")[:50]:
        name = as_name(file.value(entry))
        for one in file.several(tree.classes, f"/{name}")[:50] if name else ():
            found = file.value(one)
            if isinstance(found, dict):
                yield as_dictionary(found)


def attribute(file: File, tree: Tree, element: Element, key: str) -> Any:
    """Give the value of an attribute, or None."""
    for entries in attributes(file, tree, element):
        if key in entries:
            return file.get(entries, key)
    return None


def words(element: Element, file: File, piece_text: Callable[[PieceKey], str]) -> str:
    """Give what an element says aloud: its replacement text, or what is in it."""
    found: list[str] = []
    length = 0
    stack: list[Kid] = [element]
    while stack and length < MAX_WORDS:
        kid = stack.pop()
        if isinstance(kid, Element):
            actual = file.text(kid.entries, "/ActualText")
            if actual is None and kid.role.name in ("Figure", "Formula"):
                actual = file.text(kid.entries, "/Alt")
            if actual is None:
                stack.extend(reversed(kid.kids))
            else:
                found.append(actual)
        elif isinstance(kid, PieceKid):
            found.append(piece_text(kid.key))
            length += len(found[-1])
    return " ".join(" ".join(found).split())
