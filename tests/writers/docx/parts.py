"""A written DOCX, taken apart for the tests."""

from __future__ import annotations

from xml.etree import ElementTree

from briefgen.document import Block, Document
from briefgen.theme import Theme
from briefgen.writers.docx import write
from tests.unpacked import W, docx_part
from tests.writers import specimens

Element = ElementTree.Element


def bytes_of(document: Document, theme: Theme | None = None) -> bytes:
    return write(document, theme or Theme()).content


def body(*blocks: Block) -> Element:
    found = docx_part(bytes_of(specimens.document(*blocks))).find(f"{W}body")
    assert found is not None
    return found


def text(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def find(root: Element, path: str) -> Element | None:
    """Give the first element on a path of local names, such as `pPr/spacing`."""
    return root.find("/".join(f"{W}{name}" if name.isalnum() else name for name in path.split("/")))


def has(root: Element, path: str) -> bool:
    return find(root, path) is not None


def value(root: Element, path: str, attribute: str = "val") -> str | None:
    found = find(root, path)
    return None if found is None else found.get(f"{W}{attribute}")


def paragraph(root: Element, words: str) -> Element:
    """Give the paragraph that starts with these words."""
    return next(p for p in root.iter(f"{W}p") if text(p).startswith(words))


def style(element: Element) -> str:
    return value(element, "pPr/pStyle") or "Normal"


def styles(theme: Theme | None = None) -> dict[str, Element]:
    """Give the definitions of the styles by id."""
    root = docx_part(bytes_of(specimens.document(), theme), "word/styles.xml")
    return {node.get(f"{W}styleId") or "": node for node in root.iter(f"{W}style")}
