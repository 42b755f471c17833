"""Finished files taken apart by other libraries than those that wrote them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def every_byte(content: bytes) -> Iterator[bytes]:
    """Give a file's bytes, and those of everything packed in it, unpacked."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for info in packed.infolist():
                yield info.filename.encode() + info.comment + info.extra
                yield packed.read(info)
            yield packed.comment
    elif content.startswith(b"%PDF"):
        yield from _pdf_bytes(content)


def _pdf_bytes(content: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()
                yield thing.unparse()
            else:
                yield thing.unparse()
                yield from _strings(thing)
        yield pdf.trailer.unparse()
    # Drawn text stands as numbers of glyphs: it is read back as a reader would.
    for page in PdfReader(io.BytesIO(content)).pages:
        yield page.extract_text().encode()


def _strings(thing: object) -> Iterator[bytes]:
    """Give the strings of an object as text too: in a PDF they may stand in UTF-16."""
    if isinstance(thing, pikepdf.String):
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Array):
        for inner in thing:
            yield from _strings(inner)
    elif isinstance(thing, pikepdf.Dictionary):
        inside: list[object] = [inner for _, inner in thing.items()]
        for value in inside:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _strings(value)


def docx_part(content: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    """Give the root of a part of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return ElementTree.fromstring(packed.read(name))


def docx_words(content: bytes) -> list[str]:
    """Give the words of a DOCX's body in order."""
    lines = []
    for paragraph in docx_part(content).iter(f"{W}p"):
        parts = []
        for node in paragraph.iter():
            if node.tag == f"{W}t":
                parts.append(node.text or "")
            elif node.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                parts.append(" ")
        lines.append("".join(parts))
    return " ".join(lines).split()


def pdf_tagged_words(path: Path) -> list[str]:
    """Give the words of a PDF as its structure tree orders them, without list labels."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is missing (Debian: poppler-utils)")
    # Attributes stand in it too, as they are in the file: in UTF-16, some of them.
    run = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="replace",
    )
    words: list[str] = []
    label = -1
    for line in run.stdout.splitlines():
        depth = len(line) - len(line.lstrip(" "))
        if label >= 0 and depth > label:
            continue
        label = -1
        if re.match(r" *Lbl( |$)", line):
            label = depth
        elif text := re.match(r' *"(.*)"$', line):
            words.extend(text.group(1).split())
    return words


def pdf_words(path: Path) -> list[str]:
    """Give the words of a PDF's pages as `pdftotext` copies them out."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian: poppler-utils)")
    run = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return run.stdout.split()


def html_words(content: bytes, part: str = "main") -> str:
    """Give the words of a page's main part, or another, in order, a space between two."""
    words = _PartWords(part)
    words.feed(content.decode("utf-8"))
    words.close()
    return " ".join("".join(words.parts).split())


class _PartWords(HTMLParser):
    """Gathers what stands inside an element; only inlines do not part words."""

    _INLINE = frozenset({"a", "em", "span", "strong"})

    def __init__(self, part: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._part_name = part
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == self._part_name
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != self._part_name
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.parts.append(" ")
