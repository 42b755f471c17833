"""docxtpl, as its manual teaches: `python -m benchmarks.peers.docxtpl_run TEMPLATE JSON OUT`."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate


def render(template: Path, context: dict[str, Any]) -> bytes:
    """Render the template and give the DOCX."""
    word = DocxTemplate(template)
    word.render(context, autoescape=True)
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def main(template: Path, context: Path, target: Path) -> None:
    """Render a template with the context that a JSON file holds."""
    target.write_bytes(render(template, json.loads(context.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
