"""Where a link may lead: https, http and mailto, and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = ("https", "http", "mailto")
LINK_HINT = "links lead to https://…, http://… or mailto:…"


def link_problem(href: str) -> str:
    """Say what is wrong with the target of a link; empty if nothing is."""
    if not href:
        return "a link that leads nowhere"
    try:
        parts = urlsplit(href)
    except ValueError:
        return f"'{href}' is no web address"
    if parts.scheme.lower() not in SCHEMES:
        return f"a link to '{href}'"
    if re.search(r"[\s<>\"{}|\\^`\x00-\x20]", href):
        return f"a character that no web address may hold in '{href}'"
    if parts.scheme.lower() == "mailto":
        return "" if "@" in parts.path else f"'{href}' has no address"
    return "" if parts.hostname else f"'{href}' has no host"
