"""Where a link may lead: https, http and mailto, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = ("https", "http", "mailto")
_SHOWN = 80  # characters of an address that a message repeats
LINK_HINT = "links lead to https://…, http://… or mailto:…"


def link_problem(href: str) -> str:
    """Say what is wrong with the target of a link; empty if nothing is."""
    if not href:
        return "a link that leads nowhere"
    said = href if len(href) <= _SHOWN else f"{href[:_SHOWN]}…"
    try:
        parts = urlsplit(href)
    except ValueError:
        return f"'{said}' is no web address"
    if parts.scheme.lower() not in SCHEMES:
        return f"a link to '{said}'"
    if re.search(r"[\s<>\"{}|\\^`\x00-\x20]", href):
        return f"a character that no web address may hold in '{said}'"
    if parts.scheme.lower() == "mailto":
        return "" if "@" in parts.path else f"'{said}' has no address"
    return "" if parts.hostname else f"'{said}' has no host"
