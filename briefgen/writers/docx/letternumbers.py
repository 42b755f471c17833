"""The lists of a letterhead: its marks on our definitions, and the numberings of its styles.

Must not know which of its styles is which.
"""

from __future__ import annotations

from briefgen.letterheads.tree import Element, child, serialised, value
from briefgen.writers.docx.numbering import NUMBERS, OF_NOTES, Brought


def with_mark(levels: str, theirs: Element) -> str:
    """Give the levels of a definition with the first one's mark as another first level has it.

    The indents stay: they are those of the lists below, and of the text beside the marks.
    """
    form, mark = value(theirs, "w:numFmt"), value(theirs, "w:lvlText")
    if not form or not mark or form == "none":
        return levels
    first, ended, rest = levels.partition("</w:lvl>")
    for tag, said in (("w:numFmt", form), ("w:lvlText", mark)):
        before, _, after = first.partition(f"<{tag} ")
        own = serialised(Element(tag, {"w:val": said}))
        first = f"{before}{own}{after.partition('/>')[2]}"
    voice = child(theirs, "w:rPr")
    return f"{first}{'' if voice is None else serialised(voice)}{ended}{rest}"


def placed(theirs: Element) -> Brought:
    """Give a letterhead's numbering ids that come after ours and before those of documents."""
    definitions = [node for node in theirs if node.tag == "w:abstractNum"]
    instances = [node for node in theirs if node.tag == "w:num"]
    new = {node.get("w:abstractNumId"): OF_NOTES + at for at, node in enumerate(definitions, 1)}
    ids = {node.get("w:numId", ""): NUMBERS + at for at, node in enumerate(instances, 1)}
    for node in definitions:
        number = new[node.get("w:abstractNumId")]
        node.set("w:abstractNumId", str(number))
        node.insert(0, Element("w:nsid", {"w:val": f"{number + 1:08X}"}))
    for node in instances:
        node.set("w:numId", str(ids[node.get("w:numId", "")]))
        node[0].set("w:val", str(new[value(node, "w:abstractNumId")]))
    return Brought(tuple(map(serialised, definitions)), tuple(map(serialised, instances)), ids)
