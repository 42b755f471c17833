"""A PDF as the checks see it: pages with their content, the tree, the fonts, the metadata.

Owns the order in which these are read, and what is left unread for being too much. Must
not judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefgen.audit.ledger import Ledger
from briefgen.audit.limits import MAX_PAGES
from briefgen.audit.pdf import metadata, structure
from briefgen.audit.pdf.allowance import Allowance
from briefgen.audit.pdf.faces import Faces
from briefgen.audit.pdf.glyphs import Programs
from briefgen.audit.pdf.interpret import Interpreter
from briefgen.audit.pdf.metadata import Metadata
from briefgen.audit.pdf.open import Dictionary, File, Spent, as_dictionary
from briefgen.audit.pdf.pieces import PageContent, Piece, PieceKey
from briefgen.audit.pdf.structure import Element, Tree


@dataclass(slots=True)
class Page:
    """A page: its number, its dictionary, and what it draws where that was read."""

    number: int
    entries: Dictionary
    content: PageContent | None = None


@dataclass(slots=True)
class Document:
    """All that was read of a file. `count` says how many pages it has."""

    file: File
    pages: list[Page]
    count: int
    tree: Tree
    faces: Faces
    programs: Programs
    metadata: Metadata | None
    pieces: dict[PieceKey, Piece]

    @property
    def contents(self) -> list[PageContent]:
        """Give what the pages draw."""
        return [page.content for page in self.pages if page.content is not None]

    def words(self, element: Element) -> str:
        """Give what an element says aloud."""
        return structure.words(element, self.file, self._piece_text)

    def _piece_text(self, key: PieceKey) -> str:
        piece = self.pieces.get(key)
        return piece.text if piece else ""


def read(raw: bytes, name: str, ledger: Ledger) -> Document:
    """Read a PDF. Raises InputError where it is none, is locked, or is cut off."""
    file = File(raw, name)
    faces = Faces(file)
    document = Document(file, [], 0, Tree(False), faces, Programs(file), None, {})
    try:
        _read(document, ledger)
    except Spent as fault:
        ledger.unread(f"what lies beyond a bound of this audit: {fault}")
    return document


def _read(document: Document, ledger: Ledger) -> None:
    file = document.file
    packet = file.data(file.catalog.get("/Metadata"))
    document.metadata = metadata.read(packet) if packet is not None else None
    _find_pages(document, ledger)
    numbers = {id(page.entries): page.number for page in document.pages}
    reader = structure.Reader(file, numbers)
    document.tree = reader.tree
    reader.read()
    if document.tree.cut:
        ledger.unread("part of the structure tree, which is too deep or too large")
    allowance = Allowance()
    for page in document.pages:
        content = PageContent(page.number)
        try:
            Interpreter(file, document.faces, allowance, content).run(page.entries)
        except Spent as fault:
            ledger.unread(f"pages {page.number:,} to {document.count:,}: {fault}")
            break
        page.content = content
        document.pieces.update(content.pieces)


def _find_pages(document: Document, ledger: Ledger) -> None:
    """Walk the page tree; one that bites its tail is cut there."""
    file = document.file
    stack: list[Any] = [file.catalog.get("/Pages")]
    seen: set[int] = set()
    while stack and len(document.pages) < MAX_PAGES:
        entries = as_dictionary(file.value(stack.pop()))
        if not entries or id(entries) in seen:
            continue
        seen.add(id(entries))
        kids = file.array(entries, "/Kids")
        if kids and file.word(entries, "/Type") != "Page":
            stack.extend(reversed(kids))
        elif file.word(entries, "/Type") == "Page" or "/Contents" in entries:
            document.pages.append(Page(len(document.pages) + 1, entries))
    found = len(document.pages)
    document.count = found + len(stack)
    if stack:
        ledger.unread(f"pages {found + 1:,} to {document.count:,}")
