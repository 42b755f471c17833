"""The styles of a letterhead, the numbering that they use, and how text looks in them.

Owns the styles part and the numbering part as they are read. Must not know our own styles:
names and ids are those of the file. What styles are based on is followed here, within the
file; a style that would be based on itself is based on nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.letterheads.faults import damaged
from briefgen.letterheads.stories import properties
from briefgen.letterheads.tree import Element, child, is_on, value

MAX_STYLES = 2_000
_ATTRIBUTES = ("w:type", "w:default", "w:customStyle", "w:styleId")
_PARTS = (
    *("w:name", "w:basedOn", "w:next", "w:link", "w:hidden", "w:uiPriority", "w:semiHidden"),
    *("w:unhideWhenUsed", "w:qFormat", "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr"),
    "w:tblStylePr",
)
# Without the picture that may stand in place of a mark.
_LEVEL = (
    *("w:start", "w:numFmt", "w:lvlRestart", "w:pStyle", "w:isLgl", "w:suff", "w:lvlText"),
    *("w:lvlJc", "w:pPr", "w:rPr"),
)
_KINDS = ("paragraph", "character", "table", "numbering")
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,4})?)(mm|cm|in|pt|pc|pi)?")
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_LARGEST = 1584.0  # points: 22 inches, where Word's pages end


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks that is in a style; lengths are points, None is not said."""

    size: float | None = None
    leading: float | None = None
    before: float | None = None
    after: float | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    keep_next: bool | None = None
    contextual: bool | None = None
    font: str | None = None
    theme_font: str | None = None


def points(text: str | None) -> float | None:
    """Read a length: twentieths of a point, or a number with its unit."""
    found = _LENGTH.fullmatch(text or "")
    if found is None:
        return None
    length = float(found[1]) * _UNITS[found[2]] if found[2] else float(found[1]) / 20
    return length if abs(length) <= _LARGEST else None


def cleaned(root: Element) -> Element:
    """Give a styles part without what tells of persons and changes, or of a language."""
    if root.tag != "w:styles":
        raise damaged("its styles are something else")
    made = Element("w:styles")
    made.extend([properties(kid) for kid in root if kid.tag in ("w:docDefaults", "w:latentStyles")])
    seen: set[str] = set()
    for style in root:
        name = style.get("w:styleId", "")
        if style.tag == "w:style" and name and name not in seen and _is_named(style):
            seen.add(name)
            made.append(_style(style))
    if len(seen) > MAX_STYLES:
        raise damaged(f"it has more than {MAX_STYLES:,} styles")
    _untangle(made, seen)
    for holder in list(made.iter()):
        for kid in [kid for kid in holder if kid.tag == "w:lang"]:
            holder.remove(kid)
    return made


def _is_named(style: Element) -> bool:
    return style.get("w:type") in _KINDS and bool(value(style, "w:name"))


def _style(style: Element) -> Element:
    kept = {key: style.get(key, "") for key in _ATTRIBUTES if style.get(key)}
    made = Element("w:style", kept)
    order = {name: place for place, name in enumerate(_PARTS)}
    parts = [properties(kid) for kid in style if kid.tag in order]
    made.extend(sorted(parts, key=lambda kid: order[kid.tag]))
    return made


def _untangle(styles: Element, known: set[str]) -> None:
    """Take out what refers to a style that is not there, and circles."""
    by_id = {style.get("w:styleId"): style for style in styles if style.tag == "w:style"}
    for style in by_id.values():
        for tag in ("w:basedOn", "w:next", "w:link"):
            named = child(style, tag)
            if named is not None and named.get("w:val") not in known:
                style.remove(named)
    done: set[str | None] = set()
    for name in by_id:
        chain: list[str | None] = []
        here: str | None = name
        while here is not None and here not in done and here not in chain:
            chain.append(here)
            here = value(by_id[here], "w:basedOn")
        if here in chain:
            last = by_id[chain[-1]]
            circle = child(last, "w:basedOn")
            if circle is not None:
                last.remove(circle)
        done.update(chain)


def look(styles: Element, style: Element) -> Look:
    """Say how a paragraph looks in a style, what it is based on and the defaults with it."""
    by_id = {one.get("w:styleId"): one for one in styles if one.tag == "w:style"}
    chain = [style]
    while (above := by_id.get(value(chain[-1], "w:basedOn"))) is not None:
        chain.append(above)
    found = Look()
    defaults = child(styles, "w:docDefaults")
    layers = [
        (child(defaults, "w:pPrDefault/w:pPr"), child(defaults, "w:rPrDefault/w:rPr")),
        *((child(one, "w:pPr"), child(one, "w:rPr")) for one in reversed(chain)),
    ]
    for paragraph, run in layers:
        found = _over(found, _said(paragraph, run))
    return found


def _over(under: Look, over: Look) -> Look:
    names = Look.__dataclass_fields__
    both = {n: (getattr(under, n), getattr(over, n)) for n in names}
    # A line's height in lines depends on the size that is known only now: kept as it is.
    return Look(
        **{n: own if own is not None else inherited for n, (inherited, own) in both.items()}
    )


def _said(paragraph: Element | None, run: Element | None) -> Look:
    size = value(run, "w:sz")
    rule = value(paragraph, "w:spacing", "w:lineRule")
    line = points(value(paragraph, "w:spacing", "w:line"))
    first = points(value(paragraph, "w:ind", "w:firstLine"))
    hanging = points(value(paragraph, "w:ind", "w:hanging"))
    if hanging is None and first is not None:
        hanging = -first
    return Look(
        size=float(size) / 2 if size and re.fullmatch(r"\d{1,4}", size) else None,
        leading=line if rule in ("atLeast", "exact") else None,
        before=points(value(paragraph, "w:spacing", "w:before")),
        after=points(value(paragraph, "w:spacing", "w:after")),
        left=_indent(paragraph, "left", "start"),
        right=_indent(paragraph, "right", "end"),
        hanging=hanging,
        bold=_switch(run, "w:b"),
        italic=_switch(run, "w:i"),
        keep_next=_switch(paragraph, "w:keepNext"),
        contextual=_switch(paragraph, "w:contextualSpacing"),
        font=value(run, "w:rFonts", "w:ascii"),
        theme_font=value(run, "w:rFonts", "w:asciiTheme"),
    )


def _indent(paragraph: Element | None, *names: str) -> float | None:
    found = (points(value(paragraph, "w:ind", f"w:{name}")) for name in names)
    return next((length for length in found if length is not None), None)


def _switch(element: Element | None, path: str) -> bool | None:
    return None if child(element, path) is None else is_on(element, path)


# --- numbering ------------------------------------------------------------------------


def numbers_in(root: Element) -> Iterator[str]:
    """Give the ids of the numberings that styles or paragraphs refer to."""
    for used in root.iter("w:numPr"):
        number = value(used, "w:numId")
        if number and number != "0":
            yield number


def numbering(root: Element | None, used: set[str]) -> Element:
    """Give the definitions and numberings that are used, and no picture in place of a mark."""
    made = Element("w:numbering")
    if root is None:
        return made
    nums = {
        node.get("w:numId", ""): node
        for node in root
        if node.tag == "w:num" and node.get("w:numId") in used
    }
    wanted = {value(node, "w:abstractNumId") for node in nums.values()}
    # A definition may be said to be that of a style of lists.
    named = {
        value(node, "w:numStyleLink")
        for node in root
        if node.tag == "w:abstractNum" and node.get("w:abstractNumId") in wanted
    }
    for node in root:
        if node.tag == "w:abstractNum" and (
            node.get("w:abstractNumId") in wanted
            or (value(node, "w:styleLink") and value(node, "w:styleLink") in named)
        ):
            made.append(_definition(node))
    there = {node.get("w:abstractNumId") for node in made}
    # A list: what is raised inside a generator would be taken for the wrong type of it.
    made.extend(
        [properties(node) for node in nums.values() if value(node, "w:abstractNumId") in there]
    )
    return made


def _definition(node: Element) -> Element:
    made = properties(node)
    for kid in [kid for kid in made if kid.tag in ("w:nsid", "w:tmpl", "w:name")]:
        made.remove(kid)
    for level in made.iter("w:lvl"):
        level[:] = sorted(
            (kid for kid in level if kid.tag in _LEVEL), key=lambda kid: _LEVEL.index(kid.tag)
        )
    return made
