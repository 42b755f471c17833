"""Draw the pictures of these docs from PDFs of briefgen's own: `make pictures`.

Page 1 of the sample for each audience, in its usual looks and in the themes that come along; and
what the pages of the docs show, built by following these pages, so that a picture shows what its
page says. Drawn with few colours, which is all that such a page has, they stay small.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from docs.walk import Picture, Reader, walk

ROOT = Path(__file__).parents[1]
DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
DOTS_PER_INCH = 88
COLOURS = 32
FRAME = "#B8B8B8"
SAID = "Description"  # what the words of the page stand under in a picture
THEMES = {"sober": "city-council", "warm": "community-groups", "print": "press"}


@dataclass(frozen=True, slots=True)
class Shot:
    """What a picture shows: page 1 of a PDF, all of it or so much of its height from the top."""

    pdf: str
    part: float = 1.0


_TRUCKS = "out/night-trucks/night-trucks-{}.pdf"
SHOTS = {
    "council-memo": Shot(_TRUCKS.format("city-council")),
    "board-paper": Shot(_TRUCKS.format("school-board")),
    "fact-sheet": Shot(_TRUCKS.format("community-groups")),
    "parents": Shot(_TRUCKS.format("parents")),
    "workspace-before": Shot(_TRUCKS.format("city-council"), 0.355),
    "workspace-after": Shot(_TRUCKS.format("city-council"), 0.355),
    "watch-before": Shot(_TRUCKS.format("press"), 0.339),
    "watch-after": Shot(_TRUCKS.format("press"), 0.339),
    "english": Shot("out/bridge/bridge-community-groups.pdf", 0.5),
    "spanish": Shot("out/bridge/bridge-community-groups-es.pdf", 0.5),
    "template-before": Shot(_TRUCKS.format("city-council"), 0.53),
    "template-after": Shot(_TRUCKS.format("city-council"), 0.53),
}
# The pages that are followed, each as far as a heading, or to its end.
FOLLOWED = {
    "tutorial.md": "",
    "how-to-audience.md": "",
    "how-to-workspace.md": "",
    "how-to-watch.md": "",
    "how-to-language.md": "",
    "how-to-templates.md": "## Print what is there, and only then",
}


class Photographer(Reader):
    """A reader who draws each picture where the page shows it, and believes what it says."""

    def look(self, picture: Picture, folder: Path) -> None:
        """Draw the picture from what was built so far."""
        if picture.name in SHOTS:
            shot = SHOTS[picture.name]
            _draw(folder / shot.pdf, picture.name, shot.part)

    def compare(self, said: str, printed: str) -> None:
        """Leave it to the tests."""


def main() -> int:
    """Build what is shown, draw it, and say what was drawn."""
    if shutil.which("pdftoppm") is None:
        print("pdftoppm is missing; on Debian it is in poppler-utils", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for pdf in _built(Path(folder) / "usual", {}):
            _draw(pdf, pdf.stem.removeprefix(f"{pdf.parent.name}-"))
        for theme, audience in THEMES.items():
            (pdf,) = _built(Path(folder) / theme, {audience: theme})
            _draw(pdf, theme)
        for page in FOLLOWED:
            place = Path(folder) / page
            place.mkdir()
            walk(followed(page), place, Photographer())
    return 0


def followed(page: str) -> str:
    """Give as much of a page as is followed."""
    text = (DOCS / page).read_text(encoding="utf-8")
    end = FOLLOWED[page]
    return text[: text.index(end)] if end else text


def words(pdf: Path) -> str:
    """Give the words of the page that is drawn; a picture carries them, and a test compares."""
    tell = ["pdftotext", "-l", "1", str(pdf), "-"]
    done = subprocess.run(tell, check=True, capture_output=True, encoding="utf-8")
    return " ".join(done.stdout.split())


def _built(folder: Path, themes: dict[str, str]) -> list[Path]:
    """Build the sample in a folder of its own, for the audiences that are given looks or all."""
    shutil.copytree(ROOT / "data", folder / "data")
    build = [sys.executable, "-m", "briefgen", "build", "--format", "pdf"]
    for audience, theme in themes.items():
        place = folder / "templates" / audience
        place.mkdir(parents=True)
        (place / "theme.yaml").write_text(f"inherits: {theme}\n", encoding="utf-8")
        build += ["--audience", audience]
    subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return sorted(folder.rglob("*.pdf"))


def _draw(pdf: Path, name: str, part: float = 1.0) -> None:
    path = PICTURES / f"{name}.png"
    draw = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DOTS_PER_INCH)]
    subprocess.run([*draw, str(pdf), str(path.with_suffix(""))], check=True)
    with Image.open(path) as page:
        shown = page.convert("RGB").crop((0, 0, page.width, round(page.height * part)))
    framed = ImageOps.expand(shown, border=1, fill=FRAME)
    said = PngInfo()
    said.add_itxt(SAID, words(pdf), zip=True)
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True, pnginfo=said)
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
