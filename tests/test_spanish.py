"""The sample's Spanish edition for residents: whole, and in Spanish."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from briefgen import audience, load, words
from briefgen.briefing import compose
from briefgen.document import Document, Span, plain_text
from briefgen.errors import Diagnostic
from tests.made import workspace

SAMPLE = Path("data/chicago-immigration-enforcement.yaml")


def edition(name: str, tag: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    place = workspace(Path.cwd())
    loaded = load.load(SAMPLE, place, place.surroundings)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load(tag, place.template_roots)
    return compose(loaded, chosen, language, place.template_roots)[:2]


def languages(node: Any) -> set[str]:
    """Give the languages that parts of a document are marked with."""
    found = {node.lang} if isinstance(node, Span) else set()
    if is_dataclass(node):
        found |= {tag for item in fields(node) for tag in languages(getattr(node, item.name))}
    elif isinstance(node, tuple):
        found |= {tag for item in node for tag in languages(item)}
    return found


def test_residents_get_the_whole_sheet_in_spanish() -> None:
    document, warnings = edition("community-groups", "es")
    assert warnings == ()
    assert document.meta.language == "es"
    assert languages(document.blocks) == set()
    said = plain_text(document)
    assert not re.search(r"\b(the|and|of|with|is)\b", said)
    # What stands around the text is Spanish too.
    running = document.meta.running
    assert (running.page_of, running.draft) == ("Página {page} de {pages}", "BORRADOR, no publicar")
    assert running.foot_start.endswith("23 de noviembre de 2026")


def test_both_editions_say_as_much() -> None:
    english, spanish = edition("community-groups", "en-US")[0], edition("community-groups", "es")[0]
    assert [type(block) for block in english.blocks] == [type(block) for block in spanish.blocks]
    rows = [len(getattr(block, "rows", ())) for block in english.blocks]
    assert rows == [len(getattr(block, "rows", ())) for block in spanish.blocks]


def test_what_has_no_spanish_is_marked_and_named() -> None:
    document, warnings = edition("city-council", "es")
    assert {warning.code for warning in warnings} == {"issue.no-wording"}
    assert languages(document.blocks) == {"en-US"}
