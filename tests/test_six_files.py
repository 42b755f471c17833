"""The sample's six files: the same words, the same bytes, and what must stand in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from briefgen import audience, load, words
from briefgen.briefing import compose
from briefgen.document import Document, Table, block_lines, plain_text
from briefgen.words import is_language
from briefgen.workspace import find
from tests.unpacked import W, docx_part, docx_words, pdf_tagged_words, pdf_words

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "chicago-immigration-enforcement.yaml"
ID = SAMPLE.stem
AUDIENCES = ("city-council", "community-groups", "press")
APPROACHES = [
    "Transparent Communication",
    "Cultural Sensitivity Training",
    "Protective Enforcement Protocols",
    "Joint Public Messaging",
]


def build(out: Path, folder: Path, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "briefgen", "build", str(SAMPLE), "--out", str(out)],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("six")
    build(folder / "out", folder)
    return folder / "out"


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    place = find(ROOT, is_language)
    loaded = load.load(SAMPLE, place, place.surroundings)
    language = words.load("en-US", place.template_roots)
    return {
        name: compose(
            loaded,
            audience.load(name, place.template_roots, place.surroundings),
            language,
            place.template_roots,
        )[0]
        for name in AUDIENCES
    }


def test_there_are_six(out: Path) -> None:
    found = {path.name for path in (out / ID).iterdir()}
    assert found == {f"{ID}-{name}.{kind}" for name in AUDIENCES for kind in ("docx", "pdf")}


@pytest.mark.parametrize("name", AUDIENCES)
def test_the_words_of_both_formats_are_those_of_the_document(
    out: Path, documents: dict[str, Document], name: str
) -> None:
    wanted = plain_text(documents[name]).split()
    assert len(wanted) > 300
    assert docx_words((out / ID / f"{ID}-{name}.docx").read_bytes()) == wanted
    assert pdf_tagged_words(out / ID / f"{ID}-{name}.pdf") == wanted


@pytest.mark.parametrize("name", AUDIENCES)
def test_copying_the_pages_gives_the_words_in_order(
    out: Path, documents: dict[str, Document], name: str
) -> None:
    # Headers, footers and bullets are on the pages and not in the document: what is
    # asked is that every word of it comes, in order, among theirs.
    copied = iter(pdf_words(out / ID / f"{ID}-{name}.pdf"))
    paragraphs = [
        line.split()
        for block in documents[name].blocks
        if not isinstance(block, Table)
        for line in block_lines((block,))
    ]
    missing = [word for line in paragraphs for word in line if word not in copied]
    assert missing == []


@pytest.mark.parametrize("name", AUDIENCES)
def test_the_four_recommendations_stand_as_a_table(
    documents: dict[str, Document], name: str
) -> None:
    tables = [block for block in documents[name].blocks if isinstance(block, Table)]
    cells = [[" ".join(block_lines(cell.blocks)) for cell in row] for t in tables for row in t.rows]
    rows = [row for row in cells if row[0] in APPROACHES]
    assert [row[0] for row in rows] == APPROACHES
    assert all(len(row) == 3 and all(cell and cell != "–" for cell in row) for row in rows)
    if name != "community-groups":
        assert rows == [
            [
                "Transparent Communication",
                "Enhances mutual trust",
                "Schedule monthly interagency meetings",
            ],
            [
                "Cultural Sensitivity Training",
                "Fosters empathy and understanding",
                "Mandatory workshops for enforcement officers",
            ],
            [
                "Protective Enforcement Protocols",
                "Safeguards at-risk populations",
                "Establish clear engagement guidelines",
            ],
            [
                "Joint Public Messaging",
                "Mitigates misinformation",
                "Issue coordinated press releases",
            ],
        ]


@pytest.mark.parametrize("name", AUDIENCES)
def test_every_page_of_a_draft_says_so(out: Path, name: str) -> None:
    with pikepdf.open(out / ID / f"{ID}-{name}.pdf") as pdf:
        count = len(pdf.pages)
    pages = " ".join(pdf_words(out / ID / f"{ID}-{name}.pdf"))
    assert pages.count("DRAFT, not for publication") >= 2 * count
    assert [f"Page {n} of {count}" in pages for n in range(1, count + 1)] == [True] * count
    content = (out / ID / f"{ID}-{name}.docx").read_bytes()
    for part in ("word/document.xml", *_running_parts(content)):
        text = "".join(node.text or "" for node in docx_part(content, part).iter(f"{W}t"))
        if part != "word/document.xml" and not text.strip():
            continue  # the header of page 1: the page says it in its text
        assert "DRAFT, not for publication" in text, part


def _running_parts(content: bytes) -> list[str]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [n for n in packed.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", n)]


def test_the_pages_are_as_many_as_their_readers_expect(out: Path) -> None:
    counts = {}
    for name in AUDIENCES:
        with pikepdf.open(out / ID / f"{ID}-{name}.pdf") as pdf:
            counts[name] = len(pdf.pages)
    assert 2 <= counts["city-council"] <= 5
    assert 2 <= counts["community-groups"] <= 3
    assert counts["press"] == 2


def test_the_same_input_gives_the_same_bytes_anywhere(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder with späces"
    elsewhere.mkdir()
    build(elsewhere / "out", elsewhere, TZ="Asia/Kathmandu", PYTHONHASHSEED="7", LC_ALL="C")
    for path in sorted((out / ID).iterdir()):
        assert (elsewhere / "out" / ID / path.name).read_bytes() == path.read_bytes(), path.name


def test_what_the_readers_expect_stands_in_its_place(documents: dict[str, Document]) -> None:
    council = plain_text(documents["city-council"])
    for label in ("To:\t", "From:\t", "Date:\tNovember 23, 2026", "Subject:\t", "File:\t"):
        assert label in council
    assert council.index("Recommendation\n") < council.index("Summary\n")
    press = plain_text(documents["press"])
    assert "FOR IMMEDIATE RELEASE" in press
    assert "CHICAGO, Nov. 23, 2026 —" in press
    assert press.endswith("# # #")
    fact_sheet = plain_text(documents["community-groups"])
    for question in ("What is happening?", "What is recommended?", "What happens next?"):
        assert f"\n{question}\n" in fact_sheet
