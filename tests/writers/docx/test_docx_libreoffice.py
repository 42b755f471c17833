"""A DOCX as LibreOffice shows it: every word on a page, none over an edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefgen.document import Heading, plain_text
from briefgen.theme import Theme
from tests.unpacked import pdf_words
from tests.writers import specimens
from tests.writers.docx.parts import bytes_of
from tests.writers.specimens import document, words


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give PDFs that LibreOffice made of a memo and of a table of long words."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is missing (Debian: libreoffice-writer)")
    folder = tmp_path_factory.mktemp("shown")
    made = {
        "memo": specimens.memo("DRAFT, not for publication"),
        "long": document(Heading(1, words("Long")), specimens.table(9, specimens.LONG_WORD)),
    }
    for name, whole in made.items():
        (folder / f"{name}.docx").write_bytes(bytes_of(whole))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in made),
        ],
        check=True,
        capture_output=True,
    )
    return {name: folder / f"{name}.pdf" for name in made}


def test_every_word_is_on_a_page(shown: dict[str, Path]) -> None:
    """As letters, since a line may end within a word; the symbols are other faces'."""
    seen = "".join(pdf_words(shown["memo"]))
    for line in plain_text(specimens.memo()).replace("\t", "\n").splitlines():
        for word in re.findall(r"[A-Za-z]+", line):
            assert word in seen


def test_no_word_runs_over_the_margin(shown: dict[str, Path]) -> None:
    page = Theme().page
    run = subprocess.run(
        ["pdftotext", "-bbox", str(shown["long"]), "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    edges = [
        (float(left), float(right))
        for left, right in re.findall(r'<word xMin="([\d.]+)".*?xMax="([\d.]+)"', run.stdout)
    ]
    assert len(edges) > 100
    assert min(left for left, _ in edges) >= page.left - 1
    assert max(right for _, right in edges) <= page.width - page.right + 1


def test_the_draft_is_marked_on_every_page(shown: dict[str, Path]) -> None:
    run = subprocess.run(
        ["pdftotext", "-layout", str(shown["memo"]), "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    pages = run.stdout.rstrip("\f").split("\f")
    assert len(pages) == 4
    for number, page in enumerate(pages, 1):
        assert page.count("DRAFT, not for publication") == 2
        assert f"Page {number} of 4" in page
        assert ("Closing the old bridge  " in page) is (number > 1)
