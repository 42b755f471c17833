"""Issue files for the measurements: the sample with other words, and a table of many rows.

Owns what both sides are fed with. Every variant of the sample says something else in every
text: Typst remembers what it has set, and would answer a text that it met before from memory.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

from briefgen import document as d

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "chicago-immigration-enforcement.yaml"
# What is no text: what others refer to, and what is one of a list of words.
FIXED = {"id", "audiences", "date", "format", "kind", "language", "raised_by", "sources"}
FIXED |= {"stance", "status", "timezone", "url"}

STREETS = ("Archer", "Belmont", "Cermak", "Damen", "Elston", "Fullerton", "Halsted", "Kedzie")
FINDINGS = (
    "Sidewalk raised by roots",
    "Ramp lacks a detectable warning surface",
    "Signal without an audible walk message",
    "Street light out",
    "Standing water after rain, catch basin blocked",
    "Crosswalk markings worn away",
)
DEPARTMENTS = ("Transportation", "Streets and Sanitation", "Water Management", "Parks")

ADVICE = {
    "id": "order",
    "approach": "Repair by danger, not by district",
    "benefit": "Fewer falls and claims",
    "implementation": "One list for all departments",
}


def write(issue: Any, path: Path) -> Path:
    """Write an issue file."""
    text = yaml.dump(issue, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def variant(number: int, folder: Path) -> Path:
    """Write the sample with the number at the end of every paragraph of every text."""
    sample = yaml.load(SAMPLE.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    numbered = {**_numbered(sample, f" ({number})"), "id": f"chicago-{number}"}
    return write(numbered, folder / f"chicago-{number:03}.yaml")


def _numbered(value: Any, mark: str) -> Any:
    match value:
        case dict():
            return {k: v if k in FIXED else _numbered(v, mark) for k, v in value.items()}
        case list():
            return [_numbered(entry, mark) for entry in value]
        case str():
            paragraphs = value.rstrip("\n").split("\n\n")
            return "\n\n".join(paragraph.rstrip() + mark for paragraph in paragraphs)
    return value


def table(rows: int) -> dict[str, Any]:
    """Make an issue with one table of so many rows, four columns each."""
    drawn = random.Random(rows)
    made = [
        {
            "place": f"{drawn.randrange(100, 9900)} {drawn.choice(STREETS)} Avenue",
            "finding": f"{drawn.choice(FINDINGS)} (report {number})",
            "department": drawn.choice(DEPARTMENTS),
            "cost": f"${drawn.randrange(100, 90000):,}",
        }
        for number in range(1, rows + 1)
    ]
    columns = [{"key": key, "label": key.capitalize()} for key in made[0]]
    return {
        "format": 1,
        "id": f"table-{rows}",
        "title": "What the inspectors found on the city’s streets",
        "date": "2026-11-23",
        "organization": {"name": "Office of Inspections"},
        "summary": "The inspectors walked every street. The table lists what they found.",
        "recommendations": [ADVICE],
        "tables": [
            {"id": "big", "caption": "What was found", "columns": columns, "rows": made},
        ],
    }


def table_document(issue: dict[str, Any]) -> d.Document:
    """Give such an issue as a document, for peers that are fed with one."""
    (shown,) = issue["tables"]
    title, body = _text(issue["title"]), _text(issue["summary"])
    fields = {"To:": "City Council", "Date:": issue["date"], "File:": issue["id"]}
    blocks = (
        d.Heading(1, title),
        d.FieldList(tuple(d.Field(_text(name), _text(said)) for name, said in fields.items())),
        d.Heading(2, _text("Recommendation")),
        _listing(("Approach", "Benefit", "Implementation"), [list(ADVICE.values())[1:]], ""),
        d.Heading(2, _text("Summary")),
        d.Paragraph(body),
        _listing(
            tuple(column["label"] for column in shown["columns"]),
            [list(row.values()) for row in shown["rows"]],
            shown["caption"],
        ),
    )
    running = d.Running(issue["title"], "Memorandum", issue["organization"]["name"])
    return d.Document(d.Meta(issue["title"], "en-US", running=running), blocks)


def _listing(labels: tuple[str, ...], rows: list[list[str]], caption: str) -> d.Table:
    return d.Table(
        tuple(d.Column(_text(label)) for label in labels),
        tuple(tuple(d.Cell((d.Paragraph(_text(cell)),)) for cell in row) for row in rows),
        _text(caption),
    )


def _text(words: str) -> d.Inlines:
    return (d.Text(words),)
