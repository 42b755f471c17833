"""A DOCX as LibreOffice shows it: every word on a page, none over an edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from briefgen.document import plain_text
from briefgen.theme import Theme
from tests.audit.made import body, changed_docx, own
from tests.unpacked import pdf_words
from tests.writers import specimens
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.docx.outputs import BRIEFINGS, PAPERS, SPECIMENS, outputs

# The specimens on one paper: each file takes its time.
SHOWN = (*BRIEFINGS, *SPECIMENS)
# A file that is not whole, or whose text is not: LibreOffice opens it with a repair or not at all.
BROKEN: dict[str, Callable[[], bytes]] = {
    "cut": lambda: own("docx", "sourced")[:-100],
    "flipped": lambda: _flipped(own("docx", "sourced")),
    "text": lambda: body("</w:body>", ""),
    "entity": lambda: body("<w:body>", "<w:body>&unknown;"),
    "styles": lambda: changed_docx("word/styles.xml", "</w:styles>", ""),
    "no text": lambda: changed_docx("_rels/.rels", "word/document.xml", "word/none.xml"),
}


def _flipped(content: bytes) -> bytes:
    at = content.index(b"word/document.xml") + 40
    return content[:at] + bytes((content[at] ^ 0xFF,)) + content[at + 1 :]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of PDFs that LibreOffice made of our files and of broken ones, in one run."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice is missing (Debian: libreoffice-writer)")
    folder = tmp_path_factory.mktemp("shown")
    made = {name: outputs()[name] for name in SHOWN}
    made |= {f"broken {name}": make() for name, make in BROKEN.items()}
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    run = subprocess.run(
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
        encoding="utf-8",
    )
    assert run.stderr.count("source file could not be loaded") == len(BROKEN)
    return folder


@pytest.mark.parametrize("name", SHOWN)
def test_it_opens_without_repair(shown: Path, name: str) -> None:
    with pikepdf.open(shown / f"{name}.pdf") as pdf:
        assert len(pdf.pages) >= 1
    assert pdf_words(shown / f"{name}.pdf")


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_does_not(shown: Path, name: str) -> None:
    assert (shown / f"broken {name}.docx").exists()
    assert not (shown / f"broken {name}.pdf").exists()


@pytest.mark.parametrize("issue", ISSUES)
@pytest.mark.parametrize("name", AUDIENCES)
def test_every_word_of_a_briefing_is_on_a_page(shown: Path, issue: str, name: str) -> None:
    """As letters, since a line may end within a word."""
    for paper in PAPERS:
        seen = "".join(pdf_words(shown / f"{issue}-{name}-{paper}.pdf"))
        for word in re.findall(r"[A-Za-z]+", plain_text(briefing(issue, name))):
            assert word in seen


def test_every_word_is_on_a_page(shown: Path) -> None:
    """As letters, since a line may end within a word; the symbols are other faces'."""
    seen = "".join(pdf_words(shown / "draft.pdf"))
    for line in plain_text(specimens.memo()).replace("\t", "\n").splitlines():
        for word in re.findall(r"[A-Za-z]+", line):
            assert word in seen


def test_no_word_runs_over_the_margin(shown: Path) -> None:
    page = Theme().page
    run = subprocess.run(
        ["pdftotext", "-bbox", str(shown / "wide.pdf"), "-"],
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


def test_the_draft_is_marked_on_every_page(shown: Path) -> None:
    run = subprocess.run(
        ["pdftotext", "-layout", str(shown / "draft.pdf"), "-"],
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


def test_references_lead_to_the_notes_and_pictures_are_seen(shown: Path) -> None:
    with pikepdf.open(shown / "annotated.pdf") as pdf:
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
    words = pdf_words(shown / "annotated.pdf")
    notes = words[words.index("Notes") + 1 :]
    assert notes[:9] == ["1.", "Note", "1", "2.", "Two", "paragraphs", "3.", "Shares", "What"]


def test_numbers_end_their_whole_part_at_one_place(shown: Path) -> None:
    run = subprocess.run(
        ["pdftotext", "-bbox", str(shown / "annotated.pdf"), "-"],
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
