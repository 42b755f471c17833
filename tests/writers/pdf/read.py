"""A written PDF, taken apart for the tests."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pypdf import PdfReader

from briefgen.document import Block, Document
from briefgen.theme import Theme
from briefgen.writers.pdf import write
from tests.writers import specimens


def bytes_of(document: Document, theme: Theme | None = None) -> bytes:
    return write(document, theme or Theme()).content


def opened(*blocks: Block, theme: Theme | None = None, draft: str = "") -> pikepdf.Pdf:
    content = bytes_of(specimens.document(*blocks, draft=draft), theme)
    return pikepdf.open(io.BytesIO(content))


def page_texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@dataclass
class Node:
    """An element of the structure tree with the text of its pieces, in order."""

    tag: str
    kids: list[Node | str] = field(default_factory=list)
    entry: Any = None

    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)

    def all(self, tag: str) -> list[Node]:
        found = [self] if self.tag == tag else []
        for kid in self.kids:
            if isinstance(kid, Node):
                found += kid.all(tag)
        return found

    def outline(self) -> str:
        inner = [kid.outline() for kid in self.kids if isinstance(kid, Node)]
        return f"{self.tag}({' '.join(inner)})" if inner else self.tag


def tree(pdf: pikepdf.Pdf) -> Node:
    """Read the structure tree, with the text that each element's marked content draws."""
    pieces = {page.objgen: dict(marked_text(page)) for page in (page.obj for page in pdf.pages)}

    def node(entry: Any, above: Any) -> Node:
        made = Node(str(entry.S)[1:], entry=entry)
        page = entry.get("/Pg", above)
        for kid in _kids(entry):
            if isinstance(kid, int):
                made.kids.append(pieces[page.objgen][kid])
            elif "/MCID" in kid:
                made.kids.append(pieces[kid.Pg.objgen][int(kid.MCID)])
            elif kid.get("/Type") == "/OBJR":
                made.kids.append(Node("OBJR", entry=kid.Obj))
            else:
                made.kids.append(node(kid, page))
        return made

    return node(pdf.Root.StructTreeRoot.K, None)


def parents(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """Give the parent tree: what each page's pieces, and each annotation, belong to."""
    nums: list[Any] = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}


def pieces_read(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Give page and number of each piece of marked content, as the tree orders them."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def read(entry: Any, above: Any) -> Iterator[tuple[int, int]]:
        page = entry.get("/Pg", above)
        for kid in _kids(entry):
            if isinstance(kid, int):
                yield pages[page.objgen], kid
            elif "/MCID" in kid:
                yield pages[kid.Pg.objgen], int(kid.MCID)
            elif kid.get("/Type") != "/OBJR":
                yield from read(kid, page)

    return list(read(pdf.Root.StructTreeRoot.K, None))


def pieces_drawn(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Give page and number of each piece of marked content, as the pages draw them."""
    return [
        (number, int(operands[1].MCID))
        for number, page in enumerate(pdf.pages)
        for operands, operator in instructions(page)
        if operator == "BDC" and "/MCID" in operands[1]
    ]


def _kids(entry: Any) -> list[Any]:
    kids = entry.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def instructions(page: Any) -> Iterator[tuple[list[Any], str]]:
    """Give the operators of a page with their operands."""
    for instruction in pikepdf.parse_content_stream(page):
        yield list(instruction.operands), str(instruction.operator)


def marked_text(page: Any) -> Iterator[tuple[int, str]]:
    """Give the text of each piece of marked content of a page, decoded by ToUnicode."""
    fonts = {name: to_unicode(font) for name, font in page.Resources.Font.items()}
    now, mcid = "", -1
    texts: dict[int, str] = {}
    for operands, operator in instructions(page):
        match operator:
            case "BDC":
                mcid = int(operands[1].get("/MCID", -1))
                texts.setdefault(mcid, "")
            case "BMC" | "EMC":
                mcid = -1
            case "Tf":
                now = str(operands[0])
            case "Tj":
                raw = bytes(operands[0])
                codes = [raw[i : i + 2].hex().upper() for i in range(0, len(raw), 2)]
                texts[mcid] = texts.get(mcid, "") + "".join(fonts[now][c] for c in codes)
    yield from texts.items()


def to_unicode(font: Any) -> dict[str, str]:
    content = font.ToUnicode.read_bytes().decode("ascii")
    return {
        code: bytes.fromhex(value).decode("utf-16-be")
        for code, value in re.findall(r"<(\w{4})> <(\w+)>\n", content)
    }
