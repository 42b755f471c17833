"""The mails of whole issues, as each audience gets them."""

from __future__ import annotations

from briefgen import audience, load, words
from briefgen.briefing import Correspondence, correspond
from briefgen.theme import Theme
from tests.made import workspace
from tests.writers.briefings import ISSUES, ROOT


def letter(
    issue: str, name: str, tag: str = "", *, recipient: dict[str, str] | None = None
) -> tuple[Correspondence, Theme]:
    """Make the words of a mail, in the issue's language or another, and give their looks."""
    place = workspace(ROOT)
    loaded = load.load(ISSUES[issue], place, place.surroundings)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load(tag or loaded.issue.language, place.template_roots)
    made = correspond(loaded, chosen, language, place.template_roots, recipient=recipient)
    return made, chosen.theme
