"""What stands in a header or footer, and nothing of how it came to be.

Owns the choice of elements: what is kept, what is unwrapped, what is left behind, what is
refused. Must not know styles. What is not named here as content does not come along;
properties come along but for those that tell of persons, times and changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from briefgen.letterheads.faults import Refused
from briefgen.letterheads.fields import settle
from briefgen.letterheads.package import Package, Relation
from briefgen.letterheads.pictures import Media, media
from briefgen.letterheads.tree import Element, child

SCHEMES = ("https://", "http://", "mailto:")

_HELD = frozenset(("w:p", "w:tbl", "w:tr", "w:tc", "w:r", "w:txbxContent"))
_PROPERTIES = frozenset(("w:pPr", "w:rPr", "w:tblPr", "w:tblPrEx", "w:tblGrid", "w:trPr", "w:tcPr"))
_UNWRAPPED = frozenset(
    (
        *("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent"),
        *("w:dir", "w:bdo", "mc:Fallback"),
    )
)
_SIGNS = frozenset(
    (
        *("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen"),
        *("w:sym", "w:ptab", "w:instrText"),
    )
)
_LEFT_PROPERTIES = frozenset(
    (
        *("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:sectPr", "w:rsid", "w:divId"),
        *("w:numberingChange", "w:cellIns", "w:cellDel", "w:cellMerge", "w:hyperlink"),
    )
)
_LEFT_ATTRIBUTES = frozenset(("w:author", "w:date", "w:initials", "w:tplc"))
# The strict form's words for sides, which other programs write everywhere.
_SIDES = ("w:jc", "w:lvlJc")
_SIDED = {"start": "left", "end": "right"}
_DECORATION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
# Of what Word keeps for older programs: attributes that lead elsewhere, or name files.
_LEADING = frozenset(
    (
        *("href", "target", "src", "title", "r:id", "r:href", "r:pict", "r:link"),
        *("o:href", "o:relid", "o:gfxdata", "o:title", "o:althref", "o:detectmouseclick"),
    )
)
# Numbers of pictures, out of the way of those of the text.
_FIRST_NUMBER = 10_000


@dataclass(slots=True)
class Story:
    """A header or footer: its root, the pictures in it and the addresses that it leads to."""

    root: Element
    pictures: dict[str, Media] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def pictured(self) -> bool:
        """Say whether a picture stands in it."""
        return bool(self.pictures)


def story(package: Package, part: str) -> Story:
    """Read a header or footer. Raises Refused."""
    root = package.root(part)
    if root.tag not in ("w:hdr", "w:ftr"):
        raise Refused("damaged", "a header of it holds something else")
    reading = _Reading(package, package.relations(part), Story(Element(root.tag)))
    found = reading.story.root
    for kid in root:
        found.extend(reading.content(kid))
    settle(found)
    _finish(found)
    for cell in (*found.iter("w:tc"), *found.iter("w:txbxContent")):
        _finish(cell)
    return reading.story


def _finish(holder: Element) -> None:
    """End what holds paragraphs with one, as Word asks for."""
    if not len(holder) or holder[-1].tag != "w:p":
        holder.append(Element("w:p"))


def properties(element: Element) -> Element:
    """Copy properties without what tells of persons, times and changes."""
    made = Element(element.tag, dict(_attributes(element)))
    if element.tag in _SIDES and (side := _SIDED.get(element.get("w:val", ""))):
        made.set("w:val", side)
    for kid in element:
        if (
            kid.tag.startswith("w:")
            and kid.tag not in _LEFT_PROPERTIES
            and not kid.tag.endswith("Change")
        ):
            made.append(properties(kid))
    return made


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    return (
        (key, value)
        for key, value in element.items()
        if key[:2] == "w:" and not key.startswith("w:rsid") and key not in _LEFT_ATTRIBUTES
    )


@dataclass(slots=True)
class _Reading:
    """One part while it is read."""

    package: Package
    relations: dict[str, Relation]
    story: Story
    number: int = _FIRST_NUMBER

    def content(self, element: Element) -> list[Element]:
        """Give what comes along of an element: itself, what is in it, or nothing."""
        tag = element.tag
        if tag in _PROPERTIES:
            return [properties(element)]
        if tag in _SIGNS:
            return [_copied(element)]
        if tag in _UNWRAPPED:
            return self._kids(element)
        special: dict[str, Callable[[Element], list[Element]]] = {
            "w:sdt": self._control,
            "w:hyperlink": self._link,
            "w:fldSimple": _with_field(self),
            "w:fldChar": _field_mark,
            "mc:AlternateContent": self._older,
            "w:drawing": self._drawing,
            "w:pict": self._shapes,
        }
        if made := special.get(tag):
            return made(element)
        if tag not in _HELD or _deleted(element):
            return []
        made_one = Element(tag)
        made_one.extend(self._kids(element))
        return [] if tag == "w:r" and all(kid.tag == "w:rPr" for kid in made_one) else [made_one]

    def _kids(self, element: Element) -> list[Element]:
        return [made for kid in element for made in self.content(kid)]

    def _control(self, element: Element) -> list[Element]:
        """Unwrap a control; one that still asks to be filled in says nothing."""
        if child(element, "w:sdtPr/w:showingPlcHdr") is not None:
            return []
        held = child(element, "w:sdtContent")
        return [] if held is None else self._kids(held)

    def _older(self, element: Element) -> list[Element]:
        """Take the form that every program draws, not that of one.

        A picture is drawn by all of them, and its older form has lost its words and its place.
        """
        held = next((kid for kid in element if _pictures_alone(kid)), None)
        if held is None:
            held = child(element, "mc:Fallback")
        return [] if held is None else self._kids(held)

    def _link(self, element: Element) -> list[Element]:
        relation = self.relations.get(element.get("r:id", ""))
        kids = self._kids(element)
        if (
            relation is None
            or not relation.external
            or not relation.target.lower().startswith(SCHEMES)
        ):
            return kids
        known = self.story.addresses
        name = known.setdefault(relation.target, f"link{len(known) + 1}")
        made = Element("w:hyperlink", {"r:id": name, "w:history": "1"})
        made.extend(kids)
        return [made] if kids else []

    def _picture(self, relation_id: str) -> str:
        """Take the picture of a relation along, and give its new id."""
        relation = self.relations.get(relation_id)
        if relation is None or relation.kind != "image":
            raise Refused("picture", "a picture of it leads nowhere", "put the picture in anew")
        if relation.external:
            raise _fetched()
        taken = media(self.package.content(relation.target))
        for known, one in self.story.pictures.items():
            if one == taken:
                return known
        name = f"image{len(self.story.pictures) + 1}"
        self.story.pictures[name] = taken
        return name

    def _drawing(self, element: Element) -> list[Element]:
        """Take a picture in line with the text or beside it; no chart, no diagram."""
        placed = next((kid for kid in element if kid.tag in ("wp:inline", "wp:anchor")), None)
        if placed is None or child(placed, "a:graphic/a:graphicData/pic:pic") is None:
            return []
        self.number += 1
        made = Element("w:drawing")
        made.extend(_drawn(placed, self._blip, partial(_about, number=self.number)))
        return [made]

    def _blip(self, element: Element) -> Element:
        if element.get("r:link"):
            raise _fetched()
        made = Element("a:blip", {"r:embed": self._picture(element.get("r:embed", ""))})
        if state := element.get("cstate"):
            made.set("cstate", state)
        return made

    def _shapes(self, element: Element) -> list[Element]:
        """Take shapes and boxes of text, in the form that is Word's oldest."""
        made = Element("w:pict")
        made.extend([shape for kid in element for shape in self._shape(kid)])
        return [made] if len(made) else []

    def _shape(self, element: Element) -> list[Element]:
        space, _, name = element.tag.partition(":")
        if element.tag == "w:txbxContent":
            return self.content(element)
        if space not in ("v", "o", "w10") or name in ("OLEObject", "ink"):
            return []
        kept = {
            key: value
            for key, value in element.items()
            if key not in _LEADING and key.partition(":")[0] not in ("w", "r")
        }
        if name == "imagedata" and (relation := element.get("r:id")):
            kept["r:id"] = self._picture(relation)
        elif name == "imagedata":
            raise _fetched()
        if name == "fill" and (element.get("r:id") or element.get("o:relid")):
            kept.pop("type", None)  # a ground of one colour in place of a picture
        made = Element(element.tag, kept)
        made.extend([shape for kid in element for shape in self._shape(kid)])
        return [made]


def _pictures_alone(choice: Element) -> bool:
    """Say whether pictures are all that one of several forms holds, such as LibreOffice writes."""
    placed = [kid for drawing in choice for kid in drawing if kid.tag in ("wp:inline", "wp:anchor")]
    return (
        choice.tag == "mc:Choice"
        and bool(placed)
        and all(drawing.tag == "w:drawing" for drawing in choice)
        and all(child(kid, "a:graphic/a:graphicData/pic:pic") is not None for kid in placed)
    )


def _fetched() -> Refused:
    hint = "put the picture itself in: Insert, Pictures, without a link to the file"
    return Refused("picture", "a picture of it lies elsewhere and would be fetched", hint)


def _copied(element: Element) -> Element:
    made = Element(element.tag, dict(_attributes(element)))
    if space := element.get("xml:space"):
        made.set("xml:space", space)
    made.text = element.text
    return made


def _field_mark(element: Element) -> list[Element]:
    return [Element(element.tag, {"w:fldCharType": element.get("w:fldCharType", "")})]


def _with_field(reading: _Reading) -> Callable[[Element], list[Element]]:
    """Write a field of one element as the runs that it stands for."""

    def runs(element: Element) -> list[Element]:
        def run(kid: Element) -> Element:
            made = Element("w:r")
            made.append(kid)
            return made

        code = Element("w:instrText", {"xml:space": "preserve"})
        code.text = element.get("w:instr", "")
        marks = [
            run(Element("w:fldChar", {"w:fldCharType": kind}))
            for kind in ("begin", "separate", "end")
        ]
        held = reading._kids(element)
        return [marks[0], run(code), marks[1], *held, marks[2]]

    return runs


def _deleted(element: Element) -> bool:
    """Say whether a row was taken out, and only the record of it is left."""
    return element.tag == "w:tr" and child(element, "w:trPr/w:del") is not None


def _drawn(
    element: Element,
    blip: Callable[[Element], Element],
    about: Callable[[Element], Element],
) -> list[Element]:
    """Copy a drawing: its measures and its looks, and what `blip` and `about` make."""
    match element.tag:
        case "a:blip":
            return [blip(element)]
        case "wp:docPr" | "pic:cNvPr":
            return [about(element)]
        case "a:extLst" | "a:hlinkClick" | "a:hlinkHover":
            return []
        case "mc:AlternateContent":
            held = child(element, "mc:Fallback")
            return [] if held is None else [m for k in held for m in _drawn(k, blip, about)]
        case tag if tag.partition(":")[0] not in ("wp", "a", "pic"):
            return []
    kept = {key: text for key, text in element.items() if ":" not in key}
    if element.tag == "wp:inline":
        # Where they are left out, some programs take none and others an eighth of an inch.
        kept = {"distT": "0", "distB": "0", "distL": "0", "distR": "0"} | kept
    made = Element(element.tag, kept)
    made.extend([inner for kid in element for inner in _drawn(kid, blip, about)])
    made.text = element.text
    return [made]


def _about(element: Element, *, number: int) -> Element:
    """Say what a picture shows, and no name of a file; without words it is decoration."""
    words = " ".join(element.get("descr", "").split())
    made = Element(element.tag, {"id": str(number), "name": f"Picture {number}"})
    if element.tag == "pic:cNvPr":
        made.set("descr", words)
        return made
    marked = any(node.get("val") in ("1", "true") for node in element.iter("adec:decorative"))
    made.set("descr", "" if marked else words)
    if marked or not words:
        extensions = Element("a:extLst")
        one = Element("a:ext", {"uri": _DECORATION})
        one.append(Element("adec:decorative", {"val": "1"}))
        extensions.append(one)
        made.append(extensions)
    return made
