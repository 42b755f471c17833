"""Whether tags mean something, and elements stand where they may.

Owns the checks of types, role maps and nesting (ISO 32000-1, 14.8.4). Must not know content.
"""

from __future__ import annotations

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.structure import Element, Tree
from briefgen.audit.report import PDF, UA, WCAG, Check, Rule, Severity

TYPES = Check(
    "pdf.tag-types",
    "every tag stands for a standard one",
    Severity.SERIOUS,
    (Rule(UA, "7.1"),),
    "map the tag to a standard one in the role map",
)
REMAPPED = Check(
    "pdf.tag-remapped",
    "standard tags keep their meaning",
    Severity.MINOR,
    (Rule(UA, "7.1"),),
    "take the standard tag out of the role map",
)
TREE = Check(
    "pdf.tree-sound",
    "the structure tree is a tree",
    Severity.SERIOUS,
    (Rule(PDF, "14.7.2"),),
    "make the file anew: an element or a piece of content has two parents, or is none",
)
NESTING = Check(
    "pdf.nesting",
    "elements stand where they may",
    Severity.SERIOUS,
    (Rule(UA, "7.2"), Rule(WCAG, "1.3.1")),
    "move the element to where it belongs, or give it another tag",
)

CHECKS = (TYPES, REMAPPED, TREE, NESTING)

# What may be directly in what; a role that is not named here takes anything.
INSIDE: dict[str, frozenset[str]] = {
    "Table": frozenset(("TR", "THead", "TBody", "TFoot", "Caption")),
    "THead": frozenset(("TR",)),
    "TBody": frozenset(("TR",)),
    "TFoot": frozenset(("TR",)),
    "TR": frozenset(("TH", "TD")),
    "L": frozenset(("L", "LI", "Caption")),
    "LI": frozenset(("Lbl", "LBody")),
    "TOC": frozenset(("TOC", "TOCI", "Caption")),
    "Ruby": frozenset(("RB", "RT", "RP")),
    "Warichu": frozenset(("WT", "WP")),
}
# And what must be directly in one of some.
WITHIN: dict[str, frozenset[str]] = {
    "TR": frozenset(("Table", "THead", "TBody", "TFoot")),
    "THead": frozenset(("Table",)),
    "TBody": frozenset(("Table",)),
    "TFoot": frozenset(("Table",)),
    "TH": frozenset(("TR",)),
    "TD": frozenset(("TR",)),
    "LI": frozenset(("L",)),
    "LBody": frozenset(("LI",)),
    "TOCI": frozenset(("TOC",)),
    "RB": frozenset(("Ruby",)),
    "RT": frozenset(("Ruby",)),
    "WT": frozenset(("Warichu",)),
}
_ONCE = ("THead", "TFoot", "Caption")


def examine(document: Document, ledger: Ledger) -> None:
    """Check every element of the tree."""
    tree = document.tree
    seen: set[str] = set()
    _remapped(tree, ledger)
    for element in tree.elements:
        _type(element, seen, ledger)
        _nesting(element, ledger)
    if tree.elements:
        ledger.looked(TREE, len(tree.elements))
        for element in tree.twice:
            ledger.fault(TREE, "something in it is also elsewhere in the tree", element.place)
        if tree.empty_kids:
            ledger.fault(TREE, f"{tree.empty_kids:,} kids of elements are nothing at all")


def _remapped(tree: Tree, ledger: Ledger) -> None:
    """Find standard tags that the file says the meaning of, each once."""
    found = {one.tag: one for one in reversed(tree.elements) if one.role.remapped}
    for tag in sorted(tag for tag, one in found.items() if one.role.remapped != tag):
        one = found[tag]
        message = f"the standard tag {tag!r} is said to stand for {one.role.remapped!r}"
        ledger.fault(REMAPPED, message, one.place)
    same = sorted(tag for tag, one in found.items() if one.role.remapped == tag)
    if same:
        shown = ", ".join(same[:8]) + (f" and {len(same) - 8} more" if len(same) > 8 else "")
        message = f"standard tags are said to stand for themselves, a circle: {shown}"
        ledger.fault(REMAPPED, message)


def _type(element: Element, seen: set[str], ledger: Ledger) -> None:
    ledger.looked(TYPES)
    ledger.looked(REMAPPED)
    if element.tag in seen:
        return
    seen.add(element.tag)
    if element.role.loops:
        ledger.fault(TYPES, f"the tag {element.tag!r} stands for itself", element.place)
    elif not element.role.name:
        ledger.fault(TYPES, f"the tag {element.tag!r} stands for nothing", element.place)


def _outer(element: Element) -> str:
    for above in element.above():
        if above.role.name != "NonStruct":
            return above.name
    return ""


def _nesting(element: Element, ledger: Ledger) -> None:
    name = element.role.name
    allowed, around = INSIDE.get(name), WITHIN.get(name)
    if around is not None:
        outer = _outer(element)
        inside = f"in {outer}" if outer else "at the top"
        ledger.hold(NESTING, outer in around, f"{name} stands {inside}", element.place)
    if allowed is None:
        return
    inner = list(element.elements())
    for kid in inner:
        # What must be elsewhere is said where it is; what may not be here, here.
        if kid.name not in WITHIN:
            message = f"{kid.name} stands in {name}"
            ledger.hold(NESTING, kid.name in allowed, message, kid.place)
    names = [kid.name for kid in inner]
    if name == "Table":
        for once in _ONCE:
            message = f"the table has {names.count(once)} of {once}"
            ledger.hold(NESTING, names.count(once) < 2, message, element.place)
        parts = "THead" in names or "TFoot" in names
        message = "the table has a THead or TFoot, and no TBody"
        ledger.hold(NESTING, not parts or "TBody" in names, message, element.place)
    if "Caption" in names and name in ("Table", "L", "TOC"):
        first = names[0] == "Caption" or (name == "Table" and names[-1] == "Caption")
        well = first and names.count("Caption") == 1
        ledger.hold(NESTING, well, f"the caption does not begin the {name}", element.place)
