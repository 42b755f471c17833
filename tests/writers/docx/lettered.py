"""Documents under letterheads of several programs."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt

from briefgen.document import Block, Document
from briefgen.theme import Letterhead, Theme
from briefgen.writers.docx.starter import starter
from tests.letterheads.made import word_letterhead
from tests.writers import specimens
from tests.writers.docx.parts import bytes_of
from tests.writers.specimens import png

OPEN_DOCUMENT = (Path(__file__).parent / "letterhead.fodt").read_text(encoding="utf-8")


@lru_cache
def python_docx() -> bytes:
    """Give a letterhead that python-docx made: a head with a picture, and no foot."""
    made = docx.Document()
    made.add_paragraph("BodyCanary")
    made.core_properties.author = "AuthorCanary"
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(45)
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png(200, 60)), width=Mm(40))
    section.header.add_paragraph("City of Brigton")
    made.styles["Normal"].font.name = "Calibri"
    made.styles["Normal"].font.size = Pt(10.5)
    made.styles.add_style("Lead", WD_STYLE_TYPE.CHARACTER)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@lru_cache
def libreoffice() -> bytes:
    """Give a letterhead that LibreOffice made."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is missing (Debian: libreoffice-writer)")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "letterhead.fodt").write_text(OPEN_DOCUMENT, encoding="utf-8")
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", "docx", "--outdir", str(folder)),
                str(folder / "letterhead.fodt"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (folder / "letterhead.docx").read_bytes()


MAKERS: dict[str, Callable[[], bytes]] = {
    "word": word_letterhead,
    "python-docx": python_docx,
    "libreoffice": libreoffice,
    "starter": lambda: starter(Theme()),
}


def lettered(raw: bytes) -> Theme:
    """Give a theme with a letterhead."""
    return Theme(letterhead=Letterhead(raw))


def under(raw: bytes, *blocks: Block, draft: str = "") -> bytes:
    """Give a document of blocks under a letterhead."""
    return bytes_of(specimens.document(*blocks, draft=draft), lettered(raw))


def document(draft: str = "") -> Document:
    return specimens.memo(draft) if draft else specimens.memo()
