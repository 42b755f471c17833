"""The document with docxtpl and LibreOffice: a Word template, rendered, then converted.

`python -m benchmarks.peers.docxtpl_libreoffice SOFFICE TEMPLATE JSON OUT` runs the two, each
in a process of its own: docxtpl makes the DOCX, `soffice --convert-to pdf` the PDF.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(soffice: str, template: str, context: str, out: str) -> None:
    """Make OUT and the PDF beside it."""
    word = Path(out)
    module = [sys.executable, "-m", "benchmarks.peers.docxtpl_run"]
    subprocess.run([*module, template, context, out], check=True)
    subprocess.run(
        [
            soffice,
            # A profile of its own: LibreOffice must not meet one that is in use.
            f"-env:UserInstallation={(word.parent / 'profile').absolute().as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            word.parent,
            word,
        ],
        check=True,
        capture_output=True,
    )
    if not word.with_suffix(".pdf").is_file():
        raise RuntimeError("LibreOffice wrote no PDF")


if __name__ == "__main__":
    main(*sys.argv[1:])
