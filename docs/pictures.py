"""Draw the pictures of these docs from documents of briefgen's own: `make pictures`.

Page 1 of the sample for each audience, in its usual looks and in the themes that come along; the
council's DOCX, as LibreOffice shows it, without a letterhead and under one; a mail, as
Chromium shows it; and what the pages of the docs show, built by following these pages, so that a
picture shows what its page says. Drawn with few colours, which is all that such a page has, they
stay small.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, RGBColor
from PIL import Image, ImageDraw, ImageOps
from PIL.PngImagePlugin import PngInfo

from docs.walk import Picture, Reader, walk

ROOT = Path(__file__).parents[1]
DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
DOTS_PER_INCH = 88
COLOURS = 32
FRAME = "#B8B8B8"
SAID = "Description"  # what the words of the page stand under in a picture
MAIL, MAIL_AUDIENCE, MAIL_SIZE = "mail", "community-groups", (680, 600)
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
    for program, package in (
        ("pdftoppm", "poppler-utils"),
        ("soffice", "libreoffice-writer"),
        ("chromium", "chromium"),
    ):
        if shutil.which(program) is None:
            print(f"{program} is missing; on Debian it is in {package}", file=sys.stderr)
            return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for pdf in _built(Path(folder) / "usual", {}):
            _draw(pdf, pdf.stem.removeprefix(f"{pdf.parent.name}-"))
        for theme, audience in THEMES.items():
            (pdf,) = _built(Path(folder) / theme, {audience: theme})
            _draw(pdf, theme)
        _photograph(Path(folder) / MAIL)
        for page in FOLLOWED:
            place = Path(folder) / page
            place.mkdir()
            walk(followed(page), place, Photographer())
        _draw(_shown(Path(folder) / "before", lettered=False), "letterhead-before")
        _draw(_shown(Path(folder) / "after", lettered=True), "letterhead-after")
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


def mail_bodies(folder: Path) -> tuple[str, str]:
    """Draft the mail that is shown, of the sample; give its plain text and its HTML."""
    shutil.copytree(ROOT / "data", folder / "data")
    draft = [sys.executable, "-m", "briefgen", "mail", "draft", "--audience", MAIL_AUDIENCE]
    subprocess.run(draft, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (path,) = (folder / "out").rglob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    return " ".join(plain.get_content().split()), html.get_content()


def _photograph(folder: Path) -> None:
    said, html = mail_bodies(folder)
    page, shot = folder / "mail.html", folder / "mail.png"
    page.write_text(html, encoding="utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    size = ",".join(map(str, MAIL_SIZE))
    profile = f"--user-data-dir={folder / 'profile'}"
    options = [profile, f"--window-size={size}", f"--screenshot={shot}", page.as_uri()]
    subprocess.run([*browser, *options], check=True, capture_output=True)
    with Image.open(shot) as image:
        _keep(image.convert("RGB"), MAIL, said)


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


def _shown(folder: Path, *, lettered: bool) -> Path:
    """Build the council's DOCX, and give it as LibreOffice shows it."""
    shutil.copytree(ROOT / "data", folder / "data")
    place = folder / "templates" / "city-council"
    place.mkdir(parents=True)
    briefgen = [sys.executable, "-m", "briefgen"]
    start = [*briefgen, "theme", "docx", str(place / "letterhead.docx")]
    subprocess.run(start, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    _edit(place / "letterhead.docx")
    if lettered:
        name = "word_template: letterhead.docx\n"
        (place / "theme.yaml").write_text(name, encoding="utf-8")
    build = [*briefgen, "build", "--audience", "city-council", "--format", "docx"]
    subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (made,) = (folder / "out").rglob("*.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    turn = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*turn, str(made)], check=True, stdout=subprocess.DEVNULL)
    return folder / f"{made.stem}.pdf"


def _edit(path: Path) -> None:
    """Edit a starter as a person does: a logo, an address, a colour, a sheet."""
    wine = RGBColor(0x7A, 0x1F, 0x3D)
    letter = docx.Document(str(path))
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.right_margin = Mm(38), Mm(32), Mm(32)
    line, below = section.header.paragraphs
    line.clear()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(146), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run().add_picture(_arms(), height=Mm(12))
    line.add_run("\tTown Hall, 1 Bridge Street, Brigton")
    below.clear()
    below.add_run("City of Brigton")
    below.runs[0].font.bold, below.runs[0].font.color.rgb = True, wine
    section.footer.paragraphs[0].runs[0].text = "+1 555 0100, clerk@brigton.example"
    for name in ("Heading 1", "Heading 2", "Eyebrow"):
        letter.styles[name].font.color.rgb = wine
    letter.save(str(path))


def _arms() -> io.BytesIO:
    """Draw the arms of a town that is not there: a bridge over water."""
    image = Image.new("RGB", (360, 240), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 90, 350, 120), fill="#7A1F3D")
    for left in (30, 140, 250):
        draw.pieslice((left, 120, left + 80, 280), 180, 360, fill="#7A1F3D")
        draw.pieslice((left + 18, 140, left + 62, 280), 180, 360, fill="white")
    for level in (205, 225):
        draw.line((10, level, 350, level), fill="#7A1F3D", width=6)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return stream


def _draw(pdf: Path, name: str, part: float = 1.0) -> None:
    path = PICTURES / f"{name}.png"
    draw = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DOTS_PER_INCH)]
    subprocess.run([*draw, str(pdf), str(path.with_suffix(""))], check=True)
    with Image.open(path) as page:
        shown = page.convert("RGB").crop((0, 0, page.width, round(page.height * part)))
    _keep(shown, name, words(pdf))


def _keep(shown: Image.Image, name: str, words_of: str) -> None:
    """Frame a picture and save it with few colours, and with the words that it shows."""
    framed = ImageOps.expand(shown, border=1, fill=FRAME)
    said = PngInfo()
    said.add_itxt(SAID, words_of, zip=True)
    path = PICTURES / f"{name}.png"
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True, pnginfo=said)
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
