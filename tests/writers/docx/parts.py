"""A written DOCX, taken apart for the tests."""

from __future__ import annotations

import struct
import zlib
from xml.etree import ElementTree

from briefgen.document import (
    Align,
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Document,
    Field,
    FieldList,
    Figure,
    Heading,
    Image,
    Inlines,
    Note,
    NoteList,
    NoteReference,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefgen.theme import Theme
from briefgen.writers.docx import write
from tests.unpacked import W, docx_part
from tests.writers import specimens
from tests.writers.specimens import cell, field, plain, words

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


def image(width: int, height: int, *, red: int = 31) -> Image:
    """Give a picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    line = b"\0" + bytes((red, 58, 95)) * width
    content = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(line * height))
        + chunk(b"IEND", b"")
    )
    return Image(content, width, height)


def noted(text: str, *numbers: int) -> Inlines:
    """Give words that refer to notes."""
    references = (one for n in numbers for one in (Text("\u00a0"), NoteReference(f"n{n}", n)))
    return (Text(text), *references)


def note(number: int, *blocks: Block) -> Note:
    return Note(f"n{number}", blocks or (plain(f"Note {number}"),), number)


def decimals(*numbers: str, sign: str = ".") -> Table:
    """Give a table whose second column is a column of numbers."""
    columns = (Column(words("What")), Column(words("Share"), Align.END, 0.0, sign))
    rows = tuple((cell(f"Row {at}"), cell(number)) for at, number in enumerate(numbers))
    return Table(columns, rows, caption=words("Shares"))


def annotated() -> Document:
    """Give a document with figures, notes and numbers in every place that they may have."""
    logo = image(600, 160)
    inner = Cell((Paragraph(noted("3.5 %", 2)),))
    numbers = decimals("12 %", "$1,250.75", "–")
    return specimens.document(
        Figure(logo, "The city's seal: a bridge"),
        Heading(1, noted("Closing the old bridge", 1), anchor="note-1"),
        FieldList((field("To:", "Mayor"), Field(words("Re:"), noted("Ordinance 26", 1)))),
        Paragraph((*noted("It is old", 1, 2), Text(". "), Strong(noted("It is closed", 3)))),
        Table(numbers.columns, (*numbers.rows, (cell("Last"), inner)), words("Shares")),
        BulletList(((Paragraph(noted("An item", 3)),), (Figure(image(8, 8), "A dot"),))),
        Callout((Figure(logo, "The seal once more"), Paragraph(noted("In a panel", 2)))),
        Heading(2, words("Notes")),
        NoteList((note(1), note(2, plain("Two"), plain("paragraphs")), note(3, numbers))),
    )
