"""The pages that a reader can follow step by step: followed, in an empty folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from PIL import Image

from docs import pictures
from docs.pictures import DOCS, FOLLOWED, PICTURES, SHOTS, followed
from docs.walk import AstrayError, Picture, Printed, Reader, Writing, steps, walk
from tests.cli.test_build import run
from tests.cli.test_watch import DEADLINE, Watch
from tests.made import SMALL, composed, loaded
from tests.unpacked import pdf_words
from tests.writers.specimens import png

MOST = 750_000  # bytes of all pictures: a clone should stay small
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is missing")


class Seeing(Reader):
    """A reader who holds each picture against the page that it was drawn from."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def look(self, picture: Picture, folder: Path) -> None:
        self.seen.add(picture.name)
        with Image.open(PICTURES / f"{picture.name}.png") as drawn:
            said = drawn.info[pictures.SAID]
        assert said == pictures.words(folder / SHOTS[picture.name].pdf), "run `make pictures`"


class Watching(Seeing):
    """One who lets a command stay that stays."""

    def __init__(self) -> None:
        super().__init__()
        self.watch: Watch | None = None

    def type(self, folder: Path, arguments: list[str]) -> tuple[int, str]:
        if "--watch" not in arguments:
            return super().type(folder, arguments)
        options = [each for each in arguments if each not in ("build", "--watch")]
        self.watch = Watch(folder, *options)
        return 0, self.heard("built ") + self.heard("watching ")

    def saved(self, folder: Path) -> str:
        return self.heard("built ", "kept ")

    def heard(self, *ends: str) -> str:
        """Give what it prints up to a line that begins so, the paths before it."""
        assert self.watch is not None
        lines: list[str] = []
        while not lines or not lines[-1].startswith(ends):
            lines.append(self.watch.err.get(timeout=DEADLINE))
            assert lines[-1] != "<the end>", lines
        built = re.match(r"built (\d+) file", lines[-1])
        paths = [self.watch.out.get(timeout=DEADLINE) for _ in range(int(built[1]) if built else 0)]
        return "".join(f"{line}\n" for line in [*paths, *lines]).replace("\\", "/")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "town hall é"
    folder.mkdir()
    return folder


@pytest.fixture
def watching() -> Iterator[Watching]:
    reader = Watching()
    yield reader
    if reader.watch is not None:
        reader.watch.run.kill()
        reader.watch.run.wait()


def shown(page: str) -> set[str]:
    return {step.name for step in steps(followed(page)) if isinstance(step, Picture)}


@needs_poppler
@pytest.mark.parametrize("page", sorted(set(FOLLOWED) - {"how-to-watch.md"}))
def test_a_page_can_be_followed_and_its_pictures_show_what_comes(empty: Path, page: str) -> None:
    reader = Seeing()
    walk(followed(page), empty, reader)
    assert reader.seen == shown(page)
    assert reader.seen


@needs_poppler
def test_the_page_on_watching_can_be_followed(empty: Path, watching: Watching) -> None:
    walk(followed("how-to-watch.md"), empty, watching)
    assert watching.seen == {"watch-before", "watch-after"}
    assert watching.watch is not None
    assert watching.watch.stop()[0] == 130


def test_the_second_part_of_the_tutorial_can_be_followed_alone(empty: Path) -> None:
    page = followed("tutorial.md")
    start = "\n```sh\nbriefgen init briefings\ncd briefings\n```\n"
    town = walk(start + page[page.index("## Part 2") :], empty, Reader())
    board = " ".join(pdf_words(town / "out/night-trucks/night-trucks-school-board.pdf"))
    for wanted in ("BOARD PAPER", "Why it matters to schools", "The crossing at Mill Street"):
        assert wanted in board
    for unwanted in ("Proposed motion", "A place to wait", "Owner"):
        assert unwanted not in board
    release = " ".join(pdf_words(town / "out/night-trucks/night-trucks-press.pdf"))
    assert "Mill Street" in board
    assert "The crossing at" not in release


def test_what_a_page_says_wrongly_is_found(empty: Path) -> None:
    with pytest.raises(AstrayError, match="it prints"):
        walk("```sh\nbriefgen new bridge\n```\n```text\ndata/road.yaml\n```\n", empty, Reader())
    with pytest.raises(AstrayError, match="ends with 2"):
        walk("```sh\nbriefgen build --audience nobody\n```\n", empty, Reader())
    with pytest.raises(AstrayError, match="no file is named"):
        walk("```yaml\nid: bridge\n```\n", empty, Reader())
    with pytest.raises(AstrayError, match="0 lines of"):
        walk('```yaml\n# data/bridge.yaml, in place of "colour:"\nx: y\n```\n', empty, Reader())
    with pytest.raises(AstrayError, match="not every terminal"):
        walk("```sh\nrm -r data\n```\n", empty, Reader())


def test_a_followed_page_tells_what_its_commands_print() -> None:
    for page in FOLLOWED:
        told = [step for step in steps(followed(page)) if isinstance(step, Printed)]
        assert told or page == "how-to-templates.md", page
        assert any(isinstance(step, Writing) for step in steps(followed(page))), page


def test_every_picture_is_shown_with_words_and_all_are_small() -> None:
    named: dict[str, str] = {}
    for page in [DOCS.parent / "README.md", *DOCS.glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        for words, name in re.findall(r"!\[([^\]]*)\]\((?:docs/)?pictures/([\w-]+)\.png\)", text):
            assert len(words) > 20, f"{page.name}: {name} needs an alternative text"
            named[name] = words
    files = {path.stem: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(named) == set(files)
    assert set(SHOTS) == {name for page in FOLLOWED for name in shown(page)}
    assert sum(files.values()) < MOST


# --- how to write the issue file -----------------------------------------------

ISSUE = (DOCS / "how-to.md").read_text(encoding="utf-8")
PARTS = re.findall(r"```yaml\n(.*?)```", ISSUE, re.DOTALL)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_an_issue_is_taken_as_the_page_writes_it(tmp_path: Path, part: str) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "seal.png").write_bytes(png(320, 100))
    (tmp_path / "audit.pdf").write_bytes(b"%PDF-1.7\n")
    whole = yaml.load(SMALL, Loader=yaml.BaseLoader) | yaml.load(part, Loader=yaml.BaseLoader)
    text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
    assert loaded(tmp_path, text).warnings == ()
    names = ("city-council", "community-groups", "press")
    without = [composed(tmp_path, name).blocks for name in names]
    assert [composed(tmp_path, name, text).blocks for name in names] != without


def test_the_commands_that_the_page_on_issues_names_work(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bridge.yaml").write_text(SMALL, encoding="utf-8")
    commands = re.findall(r"^briefgen (.*?)(?:  #.*)?$", ISSUE, re.M)
    commands += re.findall(r"`briefgen (build [^`]+)`", ISSUE.split("The rest of this page")[1])
    assert len(commands) >= 3
    for command in commands:
        assert run(tmp_path, *command.split()).returncode == 0, command
