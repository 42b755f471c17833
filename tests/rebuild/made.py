"""A workspace with two issues, and a build of it that stays."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from briefgen.batch import Order, Outcome
from briefgen.rebuild import Standing
from briefgen.workspace import builtin_folder
from tests.made import SMALL

TEMPLATES = builtin_folder("templates")
AUDIENCES = ("city-council", "community-groups", "press")
TABLE = """\
tables:
  - id: costs
    caption: Costs
    columns: [{key: what, label: What}, {key: cost, label: Cost}]
    rows: costs.csv
"""
BRIDGE = SMALL.replace("Brigton}", "Brigton, logo: logo.png, logo_alt: The arms}") + TABLE
SCHOOL = SMALL.replace("id: bridge", "id: school").replace("old bridge", "old school")


def of(*names: str, audiences: tuple[str, ...] = AUDIENCES) -> set[str]:
    """Give the files of issues for audiences."""
    return {f"{name}/{name}-{audience}.md" for name in names for audience in audiences}


def picture(path: Path, colour: str) -> None:
    image = Image.new("RGB", (40, 30), "white")
    image.paste(colour, (0, 0, 20, 30))
    image.save(path)


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def standing(root: Path, **order: object) -> Standing:
    return Standing(Order(**{"formats": ("md",)} | order), root)  # type: ignore[arg-type]


def built(outcomes: list[Outcome], out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for one in outcomes for path in one.paths}


def codes(outcomes: list[Outcome]) -> list[str]:
    return [diagnostic.code for outcome in outcomes for diagnostic in outcome.diagnostics]


def copied(name: str, old: str, new: str) -> str:
    """Give a built-in file with a change."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)
