"""Whether roles and what is said with aria-attributes are such as there are.

Owns the checks of WAI-ARIA. Must not know what a role looks or works like.
"""

from __future__ import annotations

from briefgen.audit.html.aria import (
    ALLOWED,
    ATTRIBUTES,
    DEPRECATED,
    NAMED,
    NAMED_BY_WORDS,
    NEEDED,
    ROLES,
    is_allowed,
)
from briefgen.audit.html.names import LABELLED, given_name, is_reached, name
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger
from briefgen.audit.markup import Node
from briefgen.audit.report import WCAG, Check, Rule, Severity

KNOWN = Check(
    "html.roles",
    "roles are ones that exist",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "use a role of WAI-ARIA, or none",
)
FITTING = Check(
    "html.role-elements",
    "elements have roles that they may have",
    Severity.MINOR,
    (Rule(WCAG, "4.1.2"),),
    "take the role away, or give it to a <div> or <span>",
)
COMPLETE = Check(
    "html.role-attributes",
    "roles have the attributes that they need",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "add the attribute, or use an HTML element that needs none",
)
NAMES = Check(
    "html.role-names",
    "what has a role that needs a name has one",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "give it an aria-label, or name with aria-labelledby what heads it",
)
SAID = Check(
    "html.aria-attributes",
    "aria-attributes exist and have values that exist",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "write the attribute and its value as WAI-ARIA has them",
)
REFERRED = Check(
    "html.references",
    "labels and descriptions refer to what is there",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WCAG, "4.1.2")),
    "mend the id that the attribute names",
)

CHECKS = (KNOWN, FITTING, COMPLETE, NAMES, SAID, REFERRED)

_REFERRING = tuple(one for one, takes in ATTRIBUTES.items() if takes == "ids")
_NATIVE = frozenset((*LABELLED, "a", "area", "img", "option", "summary"))


def examine(document: Document, ledger: Ledger) -> None:
    """Check what every element says of itself."""
    for node in document.met:
        if node.get("role").strip():
            _role(document, node, ledger)
        for attribute, value in node.attributes.items():
            if attribute.startswith("aria-"):
                _attribute(node, attribute, value, ledger)
        _references(document, node, ledger)


def _role(document: Document, node: Node, ledger: Ledger) -> None:
    given = node.get("role").lower().split()
    role = next((one for one in given if one in ROLES), "")
    message = f"there is no role {given[0][:30]!r}"
    if not ledger.hold(KNOWN, role, message, place(node)):
        return
    if role in DEPRECATED:
        message = f"the role {role!r} is deprecated"
        ledger.fault(KNOWN, message, place(node), severity=Severity.MINOR)
    _fits(node, role, ledger)
    own = node.tag in ("input", "meter", "progress", "option") or node.tag in _headings(role)
    if role in NEEDED and not own:
        needed = NEEDED[role]
        message = f"the role {role!r} needs {needed[0]}"
        ledger.hold(COMPLETE, any(node.get(one).strip() for one in needed), message, place(node))
    if role == "separator" and is_reached(node):
        message = "a separator that the keyboard reaches needs aria-valuenow"
        ledger.hold(COMPLETE, node.get("aria-valuenow").strip(), message, place(node))
    if node.tag not in _NATIVE:
        _name(document, node, role, ledger)


def _headings(role: str) -> tuple[str, ...]:
    return ("h1", "h2", "h3", "h4", "h5", "h6") if role == "heading" else ()


def _fits(node: Node, role: str, ledger: Ledger) -> None:
    allowed = ALLOWED.get(node.tag)
    if allowed is None or (node.tag == "a" and "href" not in node.attributes):
        return
    message = f"<{node.tag}> may not have the role {role!r}"
    ledger.hold(FITTING, role in allowed, message, place(node))


def _name(document: Document, node: Node, role: str, ledger: Ledger) -> None:
    if role in NAMED:
        named = given_name(node, document.ids)
    elif role in NAMED_BY_WORDS:
        named = name(node, document.ids)
    else:
        return
    ledger.hold(NAMES, named, f"the {role} has no name", place(node))


def _attribute(node: Node, attribute: str, value: str, ledger: Ledger) -> None:
    known = attribute in ATTRIBUTES
    if not ledger.hold(SAID, known, f"there is no {attribute[:30]}", place(node)):
        return
    message = f"{attribute} may not be {value.strip()[:20]!r}"
    ledger.hold(SAID, is_allowed(attribute, value), message, place(node))


def _references(document: Document, node: Node, ledger: Ledger) -> None:
    closed = "false" in (node.get("aria-expanded"), node.get("aria-selected"))
    for attribute in _REFERRING:
        if attribute in ("aria-controls", "aria-owns") and closed:
            continue  # what opens may be made when it is opened
        if attribute == "aria-errormessage" and node.get("aria-invalid", "false") == "false":
            continue
        for identifier in node.get(attribute).split()[:20]:
            message = f"{attribute} names {identifier[:40]!r}, which is not there"
            ledger.hold(REFERRED, identifier in document.ids, message, place(node))
    if node.tag == "label" and node.get("for"):
        message = f"the label is for {node.get('for')[:40]!r}, which is not there"
        ledger.hold(REFERRED, node.get("for") in document.ids, message, place(node))
