"""A DOCX as LibreOffice shows it: every word on a page, none over an edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from briefgen.document import Heading, plain_text
from briefgen.theme import Theme
from tests.unpacked import pdf_words
from tests.writers import specimens
from tests.writers.docx.parts import annotated, bytes_of
from tests.writers.specimens import document, words


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give PDFs that LibreOffice made of our files."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is missing (Debian: libreoffice-writer)")
    folder = tmp_path_factory.mktemp("shown")
    made = {
        "memo": specimens.memo("DRAFT, not for publication"),
        "annotated": annotated(),
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


def test_references_lead_to_the_notes_and_pictures_are_seen(shown: dict[str, Path]) -> None:
    with pikepdf.open(shown["annotated"]) as pdf:
        led = [
            annotation
            for page in pdf.pages
            for annotation in page.get("/Annots", pikepdf.Array())
            if annotation.Subtype == "/Link" and "/Dest" in annotation
        ]
        pictures = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
    assert len(led) == 8
    assert len(pictures) == 2
    words = pdf_words(shown["annotated"])
    notes = words[words.index("Notes") + 1 :]
    assert notes[:9] == ["1.", "Note", "1", "2.", "Two", "paragraphs", "3.", "Shares", "What"]


def test_numbers_end_their_whole_part_at_one_place(shown: dict[str, Path]) -> None:
    run = subprocess.run(
        ["pdftotext", "-bbox", str(shown["annotated"]), "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    ends = {
        word: float(right)
        for right, word in re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>', run.stdout)
    }
    fraction = 3 * 0.556 * Theme().styles.table_cell.size - (0.556 - 0.278) * 9.5
    assert ends["$1,250.75"] - fraction == pytest.approx(ends["12"], abs=0.3)
