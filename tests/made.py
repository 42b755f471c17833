"""What tests make for themselves: an invented issue, loaded and cut for an audience."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import audience, load, words
from briefgen.briefing import compose
from briefgen.document import Document
from briefgen.errors import BriefgenError, Diagnostic
from briefgen.words import Language, is_language
from briefgen.workspace import Workspace, find

SMALL = """\
id: bridge
title: Closing the old bridge
date: 2026-11-23
organization: {name: City of Brigton}
summary: The bridge is old.
recommendations:
  - {id: talk, approach: Talk, benefit: Peace, implementation: Meet every month}
"""


def workspace(root: Path) -> Workspace:
    """Give the workspace of a folder."""
    return find(root, is_language)


def loaded(root: Path, text: str = SMALL, name: str = "issue.yaml") -> load.Loaded:
    """Write an issue file and load it."""
    path = root / name
    path.write_text(text, encoding="utf-8")
    place = workspace(root)
    return load.load(path, place, place.surroundings)


def faults(root: Path, text: str) -> list[Diagnostic]:
    """Give what is found wrong with an issue."""
    with pytest.raises(BriefgenError) as caught:
        loaded(root, text)
    return list(caught.value.diagnostics)


def english() -> Language:
    """Give the built-in English words."""
    return words.load("en-US", workspace(Path.cwd()).template_roots)


def composed(root: Path, name: str, text: str = SMALL) -> Document:
    """Take an issue as far as one audience's document."""
    issue = loaded(root, text)
    place = workspace(root)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load(issue.issue.language, place.template_roots)
    return compose(issue, chosen, language, place.template_roots)[0]
