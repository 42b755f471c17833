"""Roles and attributes of WAI-ARIA 1.2 and ARIA in HTML, as tables.

Owns which there are, what each takes, and which role an element may have. Must not judge, nor
know a document.
"""

from __future__ import annotations

import re

from briefgen.audit.html.names import tokens

_NAMES = (
    "alert alertdialog application article banner blockquote button caption cell checkbox code"
    " columnheader combobox comment complementary contentinfo definition deletion dialog directory"
    " document emphasis feed figure form generic grid gridcell group heading image img insertion"
    " link list listbox listitem log main mark marquee math menu menubar menuitem"
    " menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation"
    " progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox"
    " separator slider spinbutton status strong subscript suggestion superscript switch tab table"
    " tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem"
    " graphics-document graphics-object graphics-symbol"
)
_DPUB = (
    "abstract acknowledgments afterword appendix backlink biblioentry bibliography biblioref"
    " chapter colophon conclusion cover credit credits dedication endnote endnotes epigraph"
    " epilogue errata example footnote foreword glossary glossref index introduction noteref"
    " notice pagebreak pagefooter pageheader pagelist part preface prologue pullquote qna subtitle"
    " tip toc"
)
ROLES = tokens(_NAMES) | {f"doc-{name}" for name in _DPUB.split()}
DEPRECATED = frozenset(("directory", "doc-biblioentry", "doc-endnote"))

# What a role cannot do without; one of several is enough where they stand together.
NEEDED = {
    "checkbox": ("aria-checked",),
    "combobox": ("aria-expanded",),
    "heading": ("aria-level",),
    "menuitemcheckbox": ("aria-checked",),
    "menuitemradio": ("aria-checked",),
    "meter": ("aria-valuenow",),
    "radio": ("aria-checked",),
    "scrollbar": ("aria-valuenow",),
    "slider": ("aria-valuenow", "aria-valuetext"),
    "switch": ("aria-checked",),
}

# What must have a name, and does not take it from its words.
NAMED = tokens(
    "alertdialog combobox dialog listbox meter progressbar searchbox slider spinbutton textbox"
)
# What must have a name, and may take it from its words.
NAMED_BY_WORDS = tokens(
    "checkbox menuitem menuitemcheckbox menuitemradio option radio switch tab tooltip treeitem"
)

_LINK_ROLES = (
    "button checkbox link menuitem menuitemcheckbox menuitemradio option radio switch tab treeitem"
    " doc-backlink doc-biblioref doc-glossref doc-noteref"
)
_BUTTON_ROLES = (
    "button checkbox combobox gridcell link menuitem menuitemcheckbox menuitemradio option radio"
    " separator slider switch tab treeitem"
)
_SECTION_ROLES = (
    "alert alertdialog application banner complementary contentinfo dialog document feed group log"
    " main marquee navigation none note presentation region search status tabpanel doc-abstract"
    " doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter doc-colophon"
    " doc-conclusion doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue"
    " doc-errata doc-example doc-foreword doc-glossary doc-index doc-introduction doc-notice"
    " doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-toc"
)
_LIST_ROLES = (
    "directory group list listbox menu menubar none presentation radiogroup tablist toolbar tree"
)
_HEADING_ROLES = "heading none presentation tab doc-subtitle"

# Elements that may have some roles alone; what is not named here may have any, or too many.
ALLOWED = {
    tag: tokens(roles)
    for tags, roles in (
        ("base col colgroup head html link meta param script style title track", ""),
        ("datalist dd label legend map noscript option picture source template", ""),
        ("main", "main"),
        ("details", "group"),
        ("dt", "listitem"),
        ("dl", "group list none presentation"),
        ("a", _LINK_ROLES),
        ("button", _BUTTON_ROLES),
        ("summary", "button"),
        ("article", "article application document feed main none presentation region"),
        (
            "aside",
            "complementary feed none note presentation region search doc-dedication doc-example"
            " doc-footnote doc-glossary doc-pullquote doc-tip",
        ),
        ("fieldset", "group none presentation radiogroup"),
        ("figcaption", "group none presentation"),
        ("footer header", "banner contentinfo group none presentation doc-footnote"),
        ("form", "form none presentation search"),
        ("h1 h2 h3 h4 h5 h6", _HEADING_ROLES),
        ("hr", "none presentation separator doc-pagebreak"),
        ("iframe", "application document img none presentation"),
        ("embed", "application document img none presentation"),
        ("menu ol ul", _LIST_ROLES),
        ("nav", "doc-index doc-pagelist doc-toc menu menubar navigation none presentation tablist"),
        ("section", _SECTION_ROLES),
        ("select", "combobox listbox menu"),
        ("textarea", "textbox"),
        ("audio video", "application"),
        ("dialog", "alertdialog dialog"),
        ("progress", "progressbar"),
        ("meter", "meter"),
        ("output", "status none presentation"),
        (
            "li",
            "listitem menuitem menuitemcheckbox menuitemradio none option presentation radio"
            " separator tab treeitem doc-biblioentry doc-endnote",
        ),
    )
    for tag in tags.split()
}

_TRUTH = "true false"
_MAYBE = "true false undefined"
_MIXED = "true false mixed undefined"
_IDS, _TEXT = "ids", "text"
_NUMBER, _PLACE, _COUNT = "number", "place", "count"

# The attributes and what they take: some words, identifiers, text or a number.
ATTRIBUTES = {
    f"aria-{name}": takes
    for names, takes in (
        ("atomic busy disabled modal multiline multiselectable readonly required", _TRUTH),
        ("expanded grabbed hidden selected", _MAYBE),
        ("checked pressed", _MIXED),
        ("autocomplete", "inline list both none"),
        ("current", "page step location date time true false"),
        ("dropeffect", "copy execute link move none popup"),
        ("haspopup", "true false menu listbox tree grid dialog"),
        ("invalid", "grammar false spelling true"),
        ("live", "assertive off polite"),
        ("orientation", "horizontal undefined vertical"),
        ("relevant", "additions all removals text"),
        ("sort", "ascending descending none other"),
        ("activedescendant controls describedby details errormessage flowto labelledby owns", _IDS),
        ("braillelabel brailleroledescription colindextext description keyshortcuts label", _TEXT),
        ("placeholder roledescription rowindextext valuetext", _TEXT),
        ("valuemax valuemin valuenow", _NUMBER),
        ("colindex colspan level posinset rowindex rowspan", _PLACE),
        ("colcount rowcount setsize", _COUNT),
    )
    for name in names.split()
}
_SEVERAL = ("aria-dropeffect", "aria-relevant")
_NUMERAL = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})")
_WHOLE = re.compile(r"[+-]?\d{1,18}")


def is_allowed(attribute: str, value: str) -> bool:
    """Say whether an attribute may have a value; an empty one says nothing, and is none."""
    takes = ATTRIBUTES[attribute]
    value = value.strip()
    if not value or takes in (_IDS, _TEXT):
        return True
    if takes == _NUMBER:
        return _NUMERAL.fullmatch(value) is not None
    if takes in (_PLACE, _COUNT):  # a count of -1 is not known
        least = 1 if takes == _PLACE else -1
        return _WHOLE.fullmatch(value) is not None and int(value) >= least
    said = value.split() if attribute in _SEVERAL else [value]
    return all(one.lower() in takes.split() for one in said)
