"""A DOCX as the checks see it: paragraphs and tables in order, with their places.

Owns the walk over the body and over headers, footers and notes. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.audit.docx.package import Package, Relation
from briefgen.audit.docx.styles import Style, Styles, value, whole
from briefgen.audit.ledger import shortened
from briefgen.audit.markup import Node
from briefgen.audit.report import Place

_BOX = "w:txbxContent"
# What is deleted, or what an old program would show in place of something newer.
_SKIPPED = frozenset(("w:del", "w:moveFrom", "mc:Fallback", "w:rPr", "w:pPr", "w:sectPr"))


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its number in its part, its style, and what it says."""

    node: Node
    part: str
    number: int
    style: Style
    text: str
    level: int = 0
    listed: bool = False
    cell: Node | None = None

    @property
    def place(self) -> Place:
        """Give where it is: `paragraph 12 ("The bridge is old")`."""
        where = f"paragraph {self.number:,}"
        if self.part:
            where = f"{self.part}, {where}"
        words = shortened(self.text, 30)
        return Place(element=f"{where} ({words!r})" if words else where)

    def runs(self) -> Iterator[Node]:
        """Give its runs as they stand, without those of boxes of text in it."""
        return (node for node in standing(self.node) if node.tag == "w:r")


@dataclass(slots=True)
class Table:
    """A table, by its number in the document."""

    node: Node
    number: int
    part: str
    nested: bool

    @property
    def place(self) -> Place:
        """Give where it is: `table 2`."""
        name = f"table {self.number:,}"
        return Place(element=f"{self.part}, {name}" if self.part else name)

    def rows(self) -> list[Node]:
        """Give its rows."""
        return [row for row in unwrapped(self.node) if row.tag == "w:tr"]


@dataclass(slots=True)
class Part:
    """A part with text: the body, a header, a footer, or notes."""

    name: str
    path: str
    root: Node
    relations: dict[str, Relation]


@dataclass(slots=True)
class Document:
    """All that was read of a file."""

    package: Package
    styles: Styles
    parts: list[Part]
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    settings: Node | None = None
    properties: Node | None = None
    background: str = "FFFFFF"

    @property
    def body(self) -> list[Paragraph]:
        """Give the paragraphs of the text itself, in order."""
        return [paragraph for paragraph in self.paragraphs if not paragraph.part]


def read(raw: bytes, name: str) -> Document:
    """Read a DOCX. Raises InputError where it is none, or is cut off."""
    package = Package(raw, name)
    top = package.relations("")
    main = _target(top, "officeDocument") or "word/document.xml"
    root = package.parse(main)
    body = root.first("w:body")
    if root.tag != "w:document" or body is None:
        raise package.unsound("it is no document of a word processor")
    relations = package.relations(main)
    styles = Styles(package.optional(_target(relations, "styles")))
    parts = [Part("", main, body, relations)]
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for number, relation in enumerate(
            (one for one in relations.values() if one.kind == kind and not one.external), 1
        ):
            found = package.optional(relation.target)
            if found is not None:
                shown = f"{kind} {number}" if kind in ("header", "footer") else kind
                inner = package.relations(relation.target)
                parts.append(Part(shown, relation.target, found, inner))
    document = Document(package, styles, parts)
    document.settings = package.optional(_target(relations, "settings"))
    document.properties = package.optional(_target(top, "core-properties"))
    background = root.first("w:background")
    if background is not None and len(background.get("w:color")) == 6:
        document.background = background.get("w:color").upper()
    for part in parts:
        _read_part(document, part)
    return document


def _target(relations: dict[str, Relation], kind: str) -> str:
    return next((one.target for one in relations.values() if one.kind == kind), "")


def entered(node: Node) -> bool:
    """Say whether what is in a node is part of the text as it stands."""
    return node.tag not in _SKIPPED


def standing(node: Node) -> Iterator[Node]:
    """Give a node and what is in it as it stands; a box of text is a story of its own."""
    return node.walk(lambda inner: entered(inner) and (inner is node or inner.tag != _BOX))


def unwrapped(node: Node) -> Iterator[Node]:
    """Give what is in a node, through what merely wraps it: controls, insertions, tags."""
    stack = list(reversed(list(node.nodes())))
    while stack:
        kid = stack.pop()
        if kid.tag in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag", "w:moveTo"):
            stack.extend(reversed(list(kid.nodes())))
        elif kid.tag == "mc:AlternateContent":
            choice = kid.first("mc:Choice") or kid.first("mc:Fallback")
            stack.extend(reversed(list(choice.nodes())) if choice else ())
        else:
            yield kid


def _read_part(document: Document, part: Part) -> None:
    count = tables = 0
    for node in part.root.walk(entered):
        if node.tag == "w:p":
            count += 1
            document.paragraphs.append(_paragraph(document, part, node, count))
        elif node.tag == "w:tbl":
            nested = node.inside("w:tbl") is not None
            tables += 1
            document.tables.append(Table(node, tables, part.name, nested))


def _paragraph(document: Document, part: Part, node: Node, number: int) -> Paragraph:
    properties = node.first("w:pPr")
    style = document.styles.of(value(properties, "w:pStyle"))
    level = style.level
    outline = whole(value(properties, "w:outlineLvl"))
    if outline >= 0:
        level = outline + 1 if outline <= 8 else 0
    numbering = properties.first("w:numPr") if properties else None
    listed = style.numbered if numbering is None else value(numbering, "w:numId") != "0"
    cell = node.inside("w:tc")
    return Paragraph(node, part.name, number, style, words(node), level, listed, cell)


def words(node: Node, limit: int = 2_000) -> str:
    """Give the text of a node as it stands: no deletions, no instructions of fields."""
    found: list[str] = []
    length = 0
    for inner in standing(node):
        if inner.tag == "w:t":
            found.append(inner.text(limit))
        elif inner.tag in ("w:tab", "w:br", "w:cr"):
            found.append(" ")
        elif inner.tag == "w:noBreakHyphen":
            found.append("-")
        elif inner.tag == "w:p" and inner is not node:
            found.append(" ")
        else:
            continue
        length += len(found[-1])
        if length > limit:
            break
    return "".join(found)[:limit]
