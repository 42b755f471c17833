"""What elements are called by screen readers, and which of them nobody meets.

Owns accessible names (Accessible Name and Description Computation 1.2) as far as a file alone
tells them, and what the keyboard reaches. Must not judge.
"""

from __future__ import annotations

import re
from itertools import islice

from briefgen.audit.markup import Node

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT = frozenset(("script", "style", "template", "noscript", "head"))
_BUTTONS = frozenset(("button", "submit", "reset", "image"))
MAX_WORDS = 2_000
MAX_STEPS = 5_000
MAX_NAMED = 20
MAX_ASKED_WITHIN = 200  # elements that are called by what they stand in
MAX_WITHIN = 500  # elements in one that are looked through for a certain one


def tokens(text: str) -> frozenset[str]:
    """Give the words of a list of names as a set."""
    return frozenset(text.split())


# What has its words for a name; of what else has a name, the author must give it one.
_FROM_CONTENT = tokens(
    "a button summary caption th td option legend label h1 h2 h3 h4 h5 h6 li dt dd"
)
_ROLES_FROM_CONTENT = tokens(
    "button cell checkbox columnheader gridcell heading link menuitem menuitemcheckbox"
    " menuitemradio option radio row rowheader switch tab tooltip treeitem"
)
_GLOBAL = tokens(
    "aria-atomic aria-busy aria-controls aria-describedby aria-details aria-dropeffect"
    " aria-flowto aria-grabbed aria-keyshortcuts aria-label aria-labelledby aria-live aria-owns"
    " aria-relevant aria-roledescription"
)
LABELLED = tokens("button input meter output progress select textarea")


def is_unseen(node: Node) -> bool:
    """Say whether an element by itself is shown to nobody."""
    return (
        node.tag in _SILENT
        or "hidden" in node.attributes
        or bool(_HIDING.search(node.get("style")))
        or (node.tag == "input" and kind(node) == "hidden")
    )


def is_hidden(node: Node) -> bool:
    """Say whether an element by itself is hidden from everybody or from screen readers."""
    return is_unseen(node) or node.get("aria-hidden").strip() == "true"


def is_met(node: Node) -> bool:
    """Say whether a walk enters an element: all that people meet is below such."""
    return not is_hidden(node)


def kind(node: Node) -> str:
    """Give the kind of an input: `text`, `image`, `submit`."""
    return node.get("type").strip().lower()


def is_reached(node: Node) -> bool:
    """Say whether the keyboard stops at an element."""
    if "disabled" in node.attributes and node.tag in LABELLED:
        return False
    tabindex = node.get("tabindex").strip()
    if tabindex.lstrip("-").isdecimal():
        return not tabindex.startswith("-")
    if node.tag in ("a", "area"):
        return "href" in node.attributes
    if node.tag in ("audio", "video"):
        return "controls" in node.attributes
    editable = node.get("contenteditable", "false").strip().lower() in ("", "true")
    return (
        editable
        or node.tag in ("button", "select", "textarea", "summary")
        or (node.tag == "input" and kind(node) != "hidden")
    )


def role(node: Node) -> str:
    """Give the role that an author gave, empty for none.

    What the keyboard reaches, or has something said of it, cannot be mere decoration.
    """
    given = node.get("role").lower().split()
    if not given:
        return ""
    if given[0] in ("none", "presentation"):
        said = any(node.get(name).strip() for name in _GLOBAL & node.attributes.keys())
        return "" if said or is_reached(node) else "none"
    return given[0]


def words(node: Node, *, without: Node | None = None) -> str:
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
        elif is_hidden(kid) or kid is without:
            continue
        elif kid.get("aria-label").strip():
            found.append(f" {kid.get('aria-label')} ")
        elif kid.tag in ("img", "area"):
            found.append(f" {kid.get('alt') or kid.get('title')} ")
        elif kid.tag == "br":
            found.append(" ")
        elif kid.tag == "svg":
            found.append(f" {svg_words(kid)} ")
        else:
            stack.extend(reversed(kid.kids))
    return " ".join("".join(found)[:MAX_WORDS].split())


def is_mute(node: Node) -> bool:
    """Say whether nothing in an element is read out."""
    return not any(
        (isinstance(kid, str) and kid.strip()) or (isinstance(kid, Node) and kid.get("alt").strip())
        for one in islice(node.walk(is_met), MAX_WITHIN)
        if is_met(one)
        for kid in one.kids
    )


def svg_words(node: Node) -> str:
    """Give the words of a drawing: the title that stands directly in it."""
    title = node.first("title")
    return " ".join(title.text(200).split()) if title is not None else ""


class Identified(dict[str, Node]):
    """Elements by their identifiers, and what was found that they say, for many may ask."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._said: dict[int, str] = {}
        self._asked_within = MAX_ASKED_WITHIN

    def said(self, node: Node, asking: Node) -> str:
        """Give what an element says of another, which may stand in it and is left out then."""
        if self._asked_within and any(one is node for one in asking.above()):
            self._asked_within -= 1
            return words(node, without=asking) or svg_words(node)
        if id(node) not in self._said:
            self._said[id(node)] = words(node) or svg_words(node)
        return self._said[id(node)]


def given_name(node: Node, ids: Identified) -> str:
    """Give what an author calls an element: by other elements, by a label, by its title."""
    named = [ids[one] for one in node.get("aria-labelledby").split()[:MAX_NAMED] if one in ids]
    found = " ".join(_referred(one, node, ids) for one in named).strip()
    return found or node.get("aria-label").strip() or node.get("title").strip()


def _referred(node: Node, asking: Node, ids: Identified) -> str:
    # What is referred to may be hidden: that is what hidden names are for.
    own = node.get("aria-label").strip() or node.get("alt").strip()
    return own or ids.said(node, asking)


def name(node: Node, ids: Identified) -> str:
    """Give what an element is called: by others, by itself, by what is in it, by its title."""
    given = given_name(node, ids)
    if given and given != node.get("title").strip():
        return given
    if node.tag in ("img", "area") or (node.tag == "input" and kind(node) == "image"):
        own = node.get("alt").strip()
    elif node.tag == "svg" or node.inside("svg") is not None:
        own = svg_words(node)
    elif node.tag == "input" and kind(node) in _BUTTONS:
        usual = kind(node) in ("submit", "reset") and "value" not in node.attributes
        own = kind(node) if usual else node.get("value").strip()
    elif node.tag == "fieldset":
        legend = node.first("legend")
        own = words(legend) if legend is not None else ""
    elif (role(node) or "none") in _ROLES_FROM_CONTENT or node.tag in _FROM_CONTENT:
        own = words(node)
    else:
        own = ""
    return own or given


def labels(nodes: list[Node], ids: dict[str, Node]) -> dict[int, str]:
    """Give the words of the labels among nodes that people meet, by the field they are for."""
    found: dict[int, str] = {}
    for label in nodes:
        if label.tag != "label":
            continue
        if "for" in label.attributes:
            field = ids.get(label.get("for"))
        else:
            within = islice(label.walk(), MAX_WITHIN)
            field = next((one for one in within if one.tag in LABELLED), None)
        if field is not None and field.tag in LABELLED:
            said = words(label, without=field)
            found[id(field)] = " ".join(filter(None, (found.get(id(field), ""), said)))
    return found
