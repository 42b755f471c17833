"""The page on letterheads: each of its examples is tried, and says what it promises."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from briefgen import audience
from briefgen.errors import TemplateError
from briefgen.letterheads.fields import _FETCHING
from briefgen.theme import Letterhead, Theme
from briefgen.writers.docx.starter import starter
from tests.letterheads.made import packed, word_letterhead, word_parts
from tests.made import workspace
from tests.writers import specimens
from tests.writers.docx.parts import bytes_of
from tests.writers.specimens import png

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how-to-letterhead.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# (templates/([a-z-]+)/theme\.yaml)\n(.*?)```", PAGE, re.DOTALL)


def tried(root: Path, path: str, name: str, text: str, raw: bytes) -> Theme:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parent / "letterhead.docx").write_bytes(raw)
    (file.parent / "arms.png").write_bytes(png(320, 100))
    file.write_text(text, encoding="utf-8")
    place = workspace(root)
    return audience.load(name, place.template_roots, place.surroundings).theme


def test_every_example_says_where_it_stands() -> None:
    assert len(EXAMPLES) == PAGE.count("```yaml") == 2


@pytest.mark.parametrize(("path", "name", "text"), EXAMPLES)
def test_an_example_takes_the_letterhead(tmp_path: Path, path: str, name: str, text: str) -> None:
    found = tried(tmp_path, path, name, text, word_letterhead())
    assert found.letterhead == Letterhead(word_letterhead())


def test_the_fault_that_the_page_shows_is_the_one_that_comes(tmp_path: Path) -> None:
    raw = packed({**word_parts(), "word/vbaProject.bin": b"x"})
    path, name, text = EXAMPLES[0]
    with pytest.raises(TemplateError) as caught:
        tried(tmp_path, path, name, text, raw)
    (fault,) = caught.value.diagnostics
    assert fault.location is not None
    where = f"{fault.location.line}:{fault.location.column}"
    assert f"theme.yaml:{where}: error: {fault.message}\n  hint: {fault.hint}\n" in PAGE


def test_the_starter_is_edited_as_the_page_says() -> None:
    """With python-docx in place of Word: a header, a style, a page."""
    letter = docx.Document(io.BytesIO(starter(Theme())))
    letter.sections[0].header.paragraphs[0].text = "City of Brigton"
    letter.styles["Heading 1"].font.name = "Times New Roman"
    stream = io.BytesIO()
    letter.save(stream)
    made = bytes_of(specimens.memo(), Theme(letterhead=Letterhead(stream.getvalue())))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b"City of Brigton" in parts.read("word/header1.xml")
        assert b"Times New Roman" in parts.read("word/styles.xml")


def test_the_fields_that_the_page_names_are_refused() -> None:
    named = re.findall(r"`([A-Z]+)`", PAGE[PAGE.index("fields that run or fetch") :])
    assert len(named) == 4
    assert set(named) <= _FETCHING


def test_its_pictures_are_there_and_small() -> None:
    for name in re.findall(r"\((pictures/[a-z-]+\.png)\)", PAGE):
        path = ROOT / "docs" / name
        assert path.stat().st_size < 200_000
        with Image.open(path) as picture:
            assert picture.size[0] < 800
