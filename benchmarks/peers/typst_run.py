"""Typst's compiler, in this process or in one of its own.

`python -m benchmarks.peers.typst_run FONTS ROOT OUT FILE…` compiles files below ROOT into OUT
with one compiler: one that ends in .yaml under the template `table.typ`, any other as markup.
Every PDF is PDF/UA-1, and its faces come from the folder FONTS alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typst  # installed by `make bench` alone

STANDARD = "ua-1"
TEMPLATES = Path(__file__).with_name("typst_files")


def compiler(fonts: Path, root: Path = TEMPLATES) -> Any:
    """Make a compiler that finds its files below a folder."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
    )
    return typst.Compiler(root=root, font_paths=found)


def pdf(made: Any, markup: bytes) -> bytes:
    """Compile markup and give the PDF."""
    content: bytes = made.compile(input=markup, format="pdf", pdf_standards=STANDARD)
    return content


def main(fonts: Path, root: Path, out: Path, *files: Path) -> None:
    """Compile files into a folder."""
    made = compiler(fonts, root)
    for file in files:
        is_data = file.suffix == ".yaml"
        made.compile(
            input=root / ("table.typ" if is_data else file),
            output=out / file.with_suffix(".pdf").name,
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"issue": file.as_posix()} if is_data else {},
        )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
