"""Draw page 1 of PDFs of the sample into docs/pictures/: `make pictures`.

Each audience's in its usual looks, and one in each of the themes that come along.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).with_name("pictures")
DOTS_PER_INCH = 80
THEMES = {"sober": "city-council", "warm": "community-groups", "print": "press"}


def main() -> int:
    """Build the sample, draw its first pages, and say what was drawn."""
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
    return 0


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


def _draw(pdf: Path, name: str) -> None:
    picture = PICTURES / name
    draw = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DOTS_PER_INCH)]
    subprocess.run([*draw, str(pdf), str(picture)], check=True)
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
