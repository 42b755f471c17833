"""The content that both sides of a measurement set.

Owns `document_from_sample()`, the one place that says which document is measured.
"""

from __future__ import annotations

from pathlib import Path

from briefgen import audience, batch, briefing, load, words
from briefgen.document import Document
from briefgen.theme import Theme
from briefgen.workspace import find

ROOT = Path(__file__).parents[1]
AUDIENCE = "city-council"


def document_from_sample() -> tuple[Document, Theme]:
    """Give the council's briefing on the first issue in data/, and its looks."""
    workspace = find(ROOT, words.is_language)
    roots = workspace.template_roots
    path = batch.issues(batch.Order(), workspace)[0]
    loaded = load.load(path, workspace, workspace.surroundings)
    council = audience.load(AUDIENCE, roots, workspace.surroundings, workspace.settings.page)
    language = words.load(loaded.issue.language, roots)
    document, _ = briefing.compose(loaded, council, language, roots)
    return document, council.theme
