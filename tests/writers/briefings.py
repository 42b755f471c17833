"""The documents of whole issues, as each audience gets them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from briefgen import audience, load, words
from briefgen.briefing import compose
from briefgen.document import Document
from tests.made import workspace

ROOT = Path(__file__).parents[2]
ISSUES = {
    "harbour": ROOT / "tests" / "issues" / "harbour.yaml",
    "chicago": ROOT / "data" / "chicago-immigration-enforcement.yaml",
}
AUDIENCES = ("city-council", "community-groups", "press")


@lru_cache
def briefing(issue: str, name: str, tag: str = "") -> Document:
    """Take an issue as far as one audience's document, in its own or another language."""
    place = workspace(ROOT)
    loaded = load.load(ISSUES[issue], place, place.surroundings)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load(tag or loaded.issue.language, place.template_roots)
    return compose(loaded, chosen, language, place.template_roots)[0]
