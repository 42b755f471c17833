"""Whether links, buttons and form fields have names, and can be reached.

Owns the checks of what one can press or fill in. Must not know what it does.
"""

from __future__ import annotations

from urllib.parse import unquote

from briefgen.audit.html.names import name, words
from briefgen.audit.html.reading import Document, place
from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.markup import Node
from briefgen.audit.questions import ASK_LINKS
from briefgen.audit.report import WCAG, Check, Question, Rule, Severity
from briefgen.audit.wording import is_idle

LINKS = Check(
    "html.link-words",
    "links say where they lead",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"), Rule(WCAG, "4.1.2")),
    "let the link's words name what it leads to",
)
TARGET = Check(
    "html.link-target",
    "links inside the page lead to a place in it",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.4"),),
    "mend the id that the link names",
)
LABELS = Check(
    "html.labels",
    "form fields have labels",
    Severity.CRITICAL,
    (Rule(WCAG, "1.3.1"), Rule(WCAG, "4.1.2"), Rule(WCAG, "3.3.2")),
    "give the field a <label for>, or an aria-label",
)
BUTTONS = Check(
    "html.buttons",
    "buttons have names",
    Severity.CRITICAL,
    (Rule(WCAG, "4.1.2"),),
    "say on the button, or in its aria-label, what it does",
)
REFERRED = Check(
    "html.references",
    "labels and descriptions refer to what is there",
    Severity.SERIOUS,
    (Rule(WCAG, "1.3.1"), Rule(WCAG, "4.1.2")),
    "mend the id that the attribute names",
)
ORDER = Check(
    "html.tab-order",
    "the tabulator goes in the order of the page",
    Severity.SERIOUS,
    (Rule(WCAG, "2.4.3"),),
    "take the positive tabindex away",
)
ROLES = Check(
    "html.roles",
    "roles are ones that exist",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "use a role of WAI-ARIA, or none",
)
COVERED = Check(
    "html.hidden-controls",
    "nothing that is hidden from screen readers can be pressed",
    Severity.SERIOUS,
    (Rule(WCAG, "4.1.2"),),
    "take aria-hidden away, or the control out of it",
)

CHECKS = (LINKS, TARGET, LABELS, BUTTONS, REFERRED, ORDER, ROLES, COVERED)

ASK_KEYBOARD = Question(
    "keyboard",
    "Can all be reached and used with the keyboard alone, and does one see where one is?",
    (Rule(WCAG, "2.1.1"), Rule(WCAG, "2.4.7")),
)

_BUTTONS = ("button", "submit", "reset", "image")
_ROLE_NAMES = (
    "alert alertdialog application article banner blockquote button caption cell checkbox code"
    " columnheader combobox complementary contentinfo definition deletion dialog directory"
    " document emphasis feed figure form generic grid gridcell group heading img insertion link"
    " list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox"
    " menuitemradio meter navigation none note option paragraph presentation progressbar radio"
    " radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider"
    " spinbutton status strong subscript superscript switch tab table tablist tabpanel term"
    " textbox time timer toolbar tooltip tree treegrid treeitem image suggestion comment mark"
    " doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry"
    " doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover"
    " doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue"
    " doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index"
    " doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagelist doc-part doc-preface"
    " doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc"
)
_ROLES = frozenset(_ROLE_NAMES.split())
_REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


def examine(document: Document, ledger: Ledger) -> None:
    """Check everything that one can press or fill in."""
    labelled = _labelled(document)
    anchors = {node.get("name") for node in document.by_tag.get("a", ())}
    for node in document.met:
        if node.tag == "a" and "href" in node.attributes:
            _link(document, node, anchors, ledger)
        elif node.tag in ("input", "select", "textarea"):
            _field(document, node, labelled, ledger)
        elif node.tag == "button" or node.get("role") == "button":
            message = "the button has no name"
            ledger.hold(BUTTONS, name(node, document.ids), message, place(node))
        _attributes(document, node, ledger)
    for node in document.root.walk(lambda one: not _is_covered(one)):
        if _is_covered(node):
            pressed = next((one for one in node.walk() if _can_be_pressed(one)), None)
            message = "it is hidden from screen readers, and the keyboard reaches it"
            ledger.hold(COVERED, pressed is None, message, place(pressed or node))


def _is_covered(node: Node) -> bool:
    return node.get("aria-hidden").strip() == "true"


def _can_be_pressed(node: Node) -> bool:
    if node.get("tabindex").strip().startswith("-") or "disabled" in node.attributes:
        return False
    if node.tag == "a":
        return "href" in node.attributes
    return node.tag in ("button", "select", "textarea") or (
        node.tag == "input" and node.get("type").lower() != "hidden"
    )


def _link(document: Document, node: Node, anchors: set[str], ledger: Ledger) -> None:
    spoken = name(node, document.ids)
    shown = shortened(spoken, 60)
    if ledger.hold(LINKS, spoken, "the link has no words", place(node)):
        message = f"the link's words say nothing: {shown!r}"
        ledger.hold(LINKS, not is_idle(spoken), message, place(node))
    address = node.get("href").strip()
    if address.startswith("#") and len(address) > 1:
        target = address[1:]
        known = target in document.ids or unquote(target) in document.ids
        there = known or target in anchors or target.lower() == "top"
        message = f"the link leads to {address[:40]!r}, which is not there"
        ledger.hold(TARGET, there, message, place(node))
    ledger.ask(ASK_LINKS, f"{shown!r} to {shortened(address, 80)}")


def _labelled(document: Document) -> set[str]:
    """Give the ids of fields that a label with words names."""
    return {
        node.get("for")
        for node in document.by_tag.get("label", ())
        if node.get("for") and words(node)
    }


def _field(document: Document, node: Node, labelled: set[str], ledger: Ledger) -> None:
    kind = node.get("type").strip().lower() if node.tag == "input" else ""
    ledger.ask(ASK_KEYBOARD)
    own = node.get("aria-label").strip() or node.get("title").strip()
    if kind in _BUTTONS:
        # Submit and reset have a name of the browser's own.
        spoken = node.get("value").strip() or node.get("alt").strip() or own
        usual = kind in ("submit", "reset") and "value" not in node.attributes
        ledger.hold(BUTTONS, spoken or usual, "the button has no name", place(node))
        return
    around = node.inside("label")
    named = (
        own
        or (node.get("id") and node.get("id") in labelled)
        or (around is not None and words(around))
        or any(one in document.ids for one in node.get("aria-labelledby").split()[:20])
    )
    ledger.hold(LABELS, named, f"the field{_shown(node)} has no label", place(node))


def _shown(node: Node) -> str:
    found = node.get("name") or node.get("placeholder")
    return f" {found[:30]!r}" if found else ""


def _attributes(document: Document, node: Node, ledger: Ledger) -> None:
    for attribute in _REFERRING:
        for identifier in node.get(attribute).split()[:20]:
            there = identifier in document.ids
            message = f"{attribute} names {identifier[:40]!r}, which is not there"
            ledger.hold(REFERRED, there, message, place(node))
    if node.tag == "label" and node.get("for"):
        message = f"the label is for {node.get('for')[:40]!r}, which is not there"
        ledger.hold(REFERRED, node.get("for") in document.ids, message, place(node))
    tabindex = node.get("tabindex").strip()
    if tabindex:
        early = tabindex.isdecimal() and tabindex.strip("0") != ""
        ledger.hold(ORDER, not early, f"tabindex is {tabindex[:10]}", place(node))
    roles = node.get("role").lower().split()
    if roles:
        known = any(role in _ROLES or role.startswith("graphics-") for role in roles)
        ledger.hold(ROLES, known, f"there is no role {roles[0][:30]!r}", place(node))
