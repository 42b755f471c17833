"""Whether all that pages draw is either in the tree or marked as decoration.

Owns the checks of marked content against the structure tree. Must not know what the
elements are.
"""

from __future__ import annotations

import re
from collections import Counter

from briefgen.audit.ledger import Ledger, shortened
from briefgen.audit.pdf.pieces import PageContent, PieceKey
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.structure import Tree
from briefgen.audit.report import PDF, UA, WCAG, Check, Place, Question, Rule, Severity

TAGGED = Check(
    "pdf.content-tagged",
    "all content is tagged, or marked as decoration",
    Severity.CRITICAL,
    (Rule(UA, "7.1"), Rule(WCAG, "1.3.1")),
    "tag it, or mark it as an artifact if it is mere decoration",
)
NESTED = Check(
    "pdf.content-nested",
    "no decoration is inside tagged content, nor the reverse",
    Severity.SERIOUS,
    (Rule(UA, "7.1"),),
    "end the one before the other begins",
)
REACHED = Check(
    "pdf.content-reached",
    "all tagged content is in the structure tree",
    Severity.CRITICAL,
    (Rule(UA, "7.1"), Rule(PDF, "14.7.4.2")),
    "let an element of the structure tree refer to it; a program that edited the page lost it",
)
PARENTS = Check(
    "pdf.parent-tree",
    "pages know which element their content belongs to",
    Severity.SERIOUS,
    (Rule(PDF, "14.7.4.4"),),
    "make the file anew: StructParents and the parent tree do not agree with the tree",
)
DANGLING = Check(
    "pdf.content-there",
    "what the structure tree refers to is there",
    Severity.SERIOUS,
    (Rule(PDF, "14.7.4.2"),),
    "make the file anew: the tree refers to content that no page has",
)
FORMS = Check(
    "pdf.forms-once",
    "drawings with content of the tree are drawn once",
    Severity.SERIOUS,
    (Rule(UA, "7.20"),),
    "copy the drawing for each place, or mark it as one piece where it is drawn",
)
FOREIGN = Check(
    "pdf.foreign",
    "no content comes from other files",
    Severity.SERIOUS,
    (Rule(UA, "7.20"),),
    "put the content itself into the file",
)
ENDED = Check(
    "pdf.marks-ended",
    "marked content ends on its page",
    Severity.MINOR,
    (Rule(PDF, "14.6.1"),),
    "make the file anew: a mark (BDC or BMC) has no end (EMC)",
)

CHECKS = (TAGGED, NESTED, REACHED, PARENTS, DANGLING, FORMS, FOREIGN, ENDED)

ASK_DECORATION = Question(
    "decoration",
    "Is this mere decoration? Screen readers pass over it.",
    (Rule(UA, "7.1"), Rule(WCAG, "1.3.1")),
)

_DIGITS = re.compile(r"[0-9]+")
_NAMES = (
    ("text", "piece of text", "pieces of text"),
    ("image", "image", "images"),
    ("line", "line or area", "lines or areas"),
    ("blank", "run of spaces", "runs of spaces"),
)


def examine(document: Document, ledger: Ledger) -> None:
    """Check the content of every page that was read."""
    if not document.tree.elements:
        return  # an untagged file has one fault, not one a page
    drawn: set[PieceKey] = set()
    hidden: Counter[str] = Counter()
    samples: dict[str, str] = {}
    for content in document.contents:
        drawn.update(content.pieces)
        _page(content, document.tree, ledger)
        for words in dict.fromkeys(content.decoration):
            # "Page 2 of 4" is said of every page in words that differ by their numbers.
            key = _DIGITS.sub("0", words)
            samples.setdefault(key, words)
            hidden[key] += 1
        _parents(document, content, ledger)
    _dangling(document, drawn, ledger)
    for key, count in hidden.items():
        where = f" (on {count:,} pages)" if count > 1 else ""
        ledger.ask(ASK_DECORATION, shortened(samples[key]) + where)


def _page(content: PageContent, tree: Tree, ledger: Ledger) -> None:
    place = Place(content.number)
    ledger.looked(TAGGED)
    if content.loose:
        parts = [
            f"{content.loose[kind]:,} {one if content.loose[kind] == 1 else more}"
            for kind, one, more in _NAMES
            if content.loose[kind]
        ]
        words = shortened(content.loose_words, 60)
        message = f"{', '.join(parts)} outside the tags" + (f": {words!r}" if words else "")
        grave = content.loose["text"] or content.loose["image"]
        severity = Severity.CRITICAL if grave else Severity.MINOR
        ledger.fault(TAGGED, message, place, severity=severity)
    ledger.hold(
        NESTED, not content.artifacts_in_tags, "decoration is marked inside tagged content", place
    )
    if content.tags_in_artifacts:
        ledger.fault(NESTED, "tagged content is marked inside decoration", place)
    ledger.hold(ENDED, not content.unended, "marked content is not ended", place)
    ledger.hold(FORMS, not content.repeated, "a drawing with tagged content is repeated", place)
    ledger.hold(FOREIGN, not content.foreign, "content comes from another file", place)
    for key, piece in content.pieces.items():
        ledger.looked(REACHED)
        if key not in tree.owners:
            words = shortened(piece.text, 60)
            ledger.fault(
                REACHED,
                f"content is tagged but in no element of the tree: {words!r}"
                if words
                else f"content (MCID {piece.mcid}) is tagged but in no element of the tree",
                place,
                severity=None if words or piece.images else Severity.MINOR,
            )


def _parents(document: Document, content: PageContent, ledger: Ledger) -> None:
    """Hold the parent tree against the tree: one fault a page."""
    file, tree = document.file, document.tree
    lists: dict[int, list[object]] = {}
    wrong = 0
    for owner, mcid in content.pieces:
        if (owner, mcid) not in tree.owners:
            continue  # found above
        ledger.looked(PARENTS)
        if owner not in lists:
            found = file.value(tree.parents.get(content.owners.get(owner, -1)))
            lists[owner] = found if isinstance(found, list) else []
        entries = lists[owner]
        element = file.value(entries[mcid]) if mcid < len(entries) else None
        wrong += element is not tree.owners[owner, mcid].entries
    if wrong:
        pieces = f"{wrong:,} pieces of content" if wrong > 1 else "a piece of content"
        message = f"{pieces} of the page cannot be traced to an element (StructParents, ParentTree)"
        ledger.fault(PARENTS, message, Place(content.number))


def _dangling(document: Document, drawn: set[PieceKey], ledger: Ledger) -> None:
    read = {content.number for content in document.contents}
    for element in document.tree.elements:
        for kid in element.kids:
            key = getattr(kid, "key", None)
            if key is None or kid.page not in read:
                continue
            ledger.looked(DANGLING)
            if key not in drawn:
                message = f"the element refers to content (MCID {key[1]}) that its page has not"
                ledger.fault(DANGLING, message, element.place)
