"""The sample as briefgen's own stages take it, and its variants.

Owns `Council`, which says that it is the council's briefing that is measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.issues import ROOT, variant
from briefgen import audience, briefing, load, words
from briefgen.audience import TEMPLATE
from briefgen.cut import View
from briefgen.document import Document
from briefgen.load import Loaded
from briefgen.markup import parse_template
from briefgen.render import Labels, Rendered, Setting, render
from briefgen.theme import Theme
from briefgen.view import view
from briefgen.workspace import find

AUDIENCE = "city-council"


class Council:
    """briefgen, warm: the workspace, the council's audience and the language, read once."""

    def __init__(self) -> None:
        """Read them."""
        self._workspace = find(ROOT, words.is_language)
        self._roots = self._workspace.template_roots
        self._audience = audience.load(
            AUDIENCE,
            self._roots,
            self._workspace.surroundings,
            page=self._workspace.settings.page,
        )
        self._language = words.load("en-US", self._roots)
        self._labels = Labels(self._audience, self._language.addressed(self._audience.lineage))

    @property
    def theme(self) -> Theme:
        """Give the council's looks."""
        return self._audience.theme

    def load(self, path: Path) -> Loaded:
        """Read an issue file."""
        return load.load(path, self._workspace, self._workspace.surroundings)

    def document(self, loaded: Loaded) -> Document:
        """Take an issue as far as the document."""
        return briefing.compose(loaded, self._audience, self._language, self._roots)[0]

    def view(self, loaded: Loaded) -> View:
        """Cut an issue down to what the council sees."""
        return view(loaded.issue, AUDIENCE, self._language.tag)

    def render(self, seen: View) -> Rendered:
        """Run the council's template."""
        return render(TEMPLATE, Setting(seen, self._labels, self._roots))

    def parse(self, rendered: Rendered) -> object:
        """Read the Markdown that the template gave."""
        return parse_template(rendered.markdown, rendered.values, words.is_language)

    def file(self, loaded: Loaded, format_: str) -> bytes:
        """Make the file of an issue that is in memory: view, render, parse, write."""
        made = briefing.make(loaded, self._audience, self._language, self._roots, (format_,))
        return made.files[format_]


@dataclass(frozen=True, slots=True)
class Variant:
    """The sample with other words: its file, the issue read from it, the document."""

    path: Path
    loaded: Loaded
    document: Document


def variants(council: Council, numbers: range, folder: Path) -> list[Variant]:
    """Make a variant for each number."""
    made = []
    for number in numbers:
        path = variant(number, folder)
        loaded = council.load(path)
        made.append(Variant(path, loaded, council.document(loaded)))
    return made
