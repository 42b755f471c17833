"""Draw page 1 of each audience's PDF of the sample into docs/pictures/: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).with_name("pictures")
DOTS_PER_INCH = 80


def main() -> int:
    """Build the sample, draw its first pages, and say what was drawn."""
    if shutil.which("pdftoppm") is None:
        print("pdftoppm is missing; on Debian it is in poppler-utils", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        briefgen = str(Path(sys.executable).with_name("briefgen"))
        build = [briefgen, "build", "--format", "pdf", "--out", folder]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for pdf in sorted(Path(folder).rglob("*.pdf")):
            picture = PICTURES / pdf.stem.removeprefix(f"{pdf.parent.name}-")
            draw = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DOTS_PER_INCH)]
            subprocess.run([*draw, str(pdf), str(picture)], check=True)
            print(f"docs/pictures/{picture.name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
