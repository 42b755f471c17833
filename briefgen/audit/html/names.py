"""What elements are called by screen readers, and which of them nobody meets.

Owns accessible names (WAI-ARIA 1.2, 5.2.8) as far as a file alone tells them. Must not
judge.
"""

from __future__ import annotations

import re

from briefgen.audit.markup import Node

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT = frozenset(("script", "style", "template", "noscript", "head"))
MAX_WORDS = 2_000
MAX_STEPS = 5_000


def is_hidden(node: Node) -> bool:
    """Say whether an element by itself is hidden from everybody or from screen readers."""
    return (
        node.tag in _SILENT
        or "hidden" in node.attributes
        or node.get("aria-hidden").strip() == "true"
        or bool(_HIDING.search(node.get("style")))
        or (node.tag == "input" and node.get("type").strip().lower() == "hidden")
    )


def is_met(node: Node) -> bool:
    """Say whether a walk enters an element: all that people meet is below such."""
    return not is_hidden(node)


def words(node: Node) -> str:
    """Give what is read out of what is in an element, with the words of its pictures."""
    found: list[str] = []
    length = steps = 0
    stack: list[Node | str] = list(reversed(node.kids))
    while stack and length < MAX_WORDS and steps < MAX_STEPS:
        steps += 1
        kid = stack.pop()
        if isinstance(kid, str):
            found.append(kid)
            length += len(kid)
        elif is_hidden(kid):
            continue
        elif kid.tag in ("img", "area"):
            found.append(f" {kid.get('aria-label') or kid.get('alt')} ")
        elif kid.get("aria-label").strip():
            found.append(f" {kid.get('aria-label')} ")
        elif kid.tag == "br":
            found.append(" ")
        elif kid.tag == "svg":
            found.append(f" {svg_words(kid)} ")
        else:
            stack.extend(reversed(kid.kids))
    return " ".join("".join(found)[:MAX_WORDS].split())


def svg_words(node: Node) -> str:
    """Give the words of a drawing: its title or its text."""
    title = next((one for one in node.walk() if one.tag == "title"), None)
    return title.text(200) if title is not None else ""


def name(node: Node, ids: dict[str, Node]) -> str:
    """Give what an element is called: by others, by itself, by what is in it, by its title."""
    named = [ids[one] for one in node.get("aria-labelledby").split()[:20] if one in ids]
    found = " ".join(words(one) for one in named).strip()
    return found or node.get("aria-label").strip() or words(node) or node.get("title").strip()
