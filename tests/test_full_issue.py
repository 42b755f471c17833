"""An issue about an invented place that names every key: all of it arrives, in every format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen import audience, batch, load, markup, words
from briefgen.briefing import compose
from briefgen.document import block_lines, plain_text
from briefgen.issue import LISTS, Issue, Item
from briefgen.schema import Record, Records, keys
from tests.made import workspace
from tests.unpacked import docx_words, html_words, pdf_tagged_words

PATH = Path(__file__).with_name("issues") / "harbour.yaml"
# What has no use in this issue: who may see it is told of its items, and not of the whole.
UNUSED = {"issue.audiences", "note", "audiences"}


def test_it_names_every_key() -> None:
    said = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    missing = []
    for part in keys(Issue):
        if part.name not in said:
            missing.append(f"issue.{part.name}")
            continue
        value: Any = said[part.name]
        if isinstance(part.kind, Record | Records):
            items = [value] if isinstance(value, dict) else value
            named = {name for item in items for name in item}
            inner = {p.name for p in keys(part.kind.type)}
            common = {item.name for item in keys(Item)}
            missing += [f"{part.name}.{name}" for name in inner - named - common]
    assert {item.name for item in keys(Item)} - UNUSED <= {
        name for part in LISTS for item in said[part] for name in item
    }
    assert set(missing) <= UNUSED


@pytest.mark.parametrize("name", ["city-council", "community-groups", "press"])
def test_its_words_are_the_same_in_all_formats(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path)
    loaded = load.load(PATH, place, place.surroundings)
    assert loaded.warnings == ()
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load("en-US", place.template_roots)
    document = compose(loaded, chosen, language, place.template_roots)[0]
    wanted = plain_text(document).split()
    order = batch.Order((PATH,), (name,), ("docx", "pdf", "html", "md"), out=tmp_path / "out")
    (outcome,) = batch.build(order, place)
    found = {path.suffix: path for path in outcome.paths}
    assert docx_words(found[".docx"].read_bytes()) == wanted
    # The tool gives a link or a span inside a line on a line of its own: letters are compared.
    labels = {"a.", "b."}  # of the numbered list inside a bullet
    read = [word for word in pdf_tagged_words(found[".pdf"]) if word not in labels]
    assert "".join(read) == "".join(wanted)
    assert html_words(found[".html"].read_bytes()).split() == wanted
    parsed = markup.parse_template(found[".md"].read_text(encoding="utf-8"), (), words.is_language)
    assert parsed.flaws == ()
    assert "\n".join(block_lines(parsed.blocks)).split() == wanted
    assert "contractor" not in " ".join(wanted)
