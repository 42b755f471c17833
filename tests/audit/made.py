"""Files to audit: what the writers make, and the same broken on purpose."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pikepdf

from briefgen.audit import docx, html, pdf
from briefgen.audit.report import Report
from briefgen.document import Document
from briefgen.theme import Theme
from briefgen.writers import writer
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.specimens import sourced

JUDGES: dict[str, Callable[[bytes, str], Report]] = {
    "pdf": pdf.audit,
    "docx": docx.audit,
    "html": html.audit,
}


@lru_cache
def own(kind: str, issue: str = "harbour", audience: str = "city-council") -> bytes:
    """Give a briefing as a writer writes it; "sourced" is a specimen with all blocks."""
    document: Document = sourced() if issue == "sourced" else briefing(issue, audience)
    return writer(kind)(document, Theme()).content


def every() -> list[tuple[str, str]]:
    """Give every issue and audience that tests have."""
    return [(issue, audience) for issue in ISSUES for audience in AUDIENCES]


def judged(kind: str, raw: bytes) -> Report:
    """Audit a file."""
    return JUDGES[kind](raw, f"file.{kind}")


def found(kind: str, raw: bytes) -> dict[str, list[str]]:
    """Give the findings of a file: by the codes of checks, places and messages."""
    codes: dict[str, list[str]] = {}
    for finding in judged(kind, raw).findings:
        codes.setdefault(finding.check.code, []).append(f"{finding.place}: {finding.message}")
    return codes


# --- PDF --------------------------------------------------------------------------


def changed_pdf(change: Callable[[pikepdf.Pdf], Any], issue: str = "sourced") -> bytes:
    """Give a PDF of ours with a change made to its objects."""
    with pikepdf.open(io.BytesIO(own("pdf", issue))) as file:
        change(file)
        buffer = io.BytesIO()
        file.save(buffer, fix_metadata_version=False)
        return buffer.getvalue()


def elements(file: pikepdf.Pdf, tag: str = "") -> list[Any]:
    """Give the elements of a tag, in order."""
    made: list[Any] = []
    stack = [file.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if tag in ("", str(node.S)[1:]):
                made.append(node)
            if "/K" in node:
                stack.append(node.K)
    return made


def redrawn(file: pikepdf.Pdf, page: int, old: bytes, new: bytes, count: int = 1) -> None:
    """Replace something in what a page draws; it must be there."""
    content = file.pages[page].Contents.read_bytes()
    changed = re.sub(old, new, content, count=count, flags=re.DOTALL)
    assert changed != content, old
    file.pages[page].Contents = file.make_stream(changed)


def fonts(file: pikepdf.Pdf) -> list[Any]:
    """Give the fonts of the first page."""
    return [font for _, font in sorted(file.pages[0].Resources.Font.items())]


# --- DOCX -------------------------------------------------------------------------


def changed_docx(
    part: str,
    old: str,
    new: str,
    issue: str = "sourced",
    count: int = 1,
    *,
    source: bytes = b"",
) -> bytes:
    """Give a DOCX (ours, if no other) with a change made to one part; it must be there."""
    packed = zipfile.ZipFile(io.BytesIO(source or own("docx", issue)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in packed.namelist():
            content = packed.read(name)
            if name == part:
                text = re.sub(old, new, content.decode(), count=count, flags=re.DOTALL)
                assert text != content.decode(), old
                content = text.encode()
            target.writestr(name, content)
    return buffer.getvalue()


def body(old: str, new: str, issue: str = "sourced", count: int = 1) -> bytes:
    """Give a DOCX of ours with a change made to its text."""
    return changed_docx("word/document.xml", old, new, issue, count)


# --- HTML -------------------------------------------------------------------------


def changed_html(old: str, new: str, issue: str = "sourced", count: int = 1) -> bytes:
    """Give an HTML of ours with a change made to it; what is changed must be there."""
    text = own("html", issue).decode()
    changed = re.sub(old, new, text, count=count, flags=re.DOTALL)
    assert changed != text, old
    return changed.encode()
