"""The file: objects, object streams and the cross-reference stream.

Owns the serialisation of a finished canvas (ISO 32000-1, 7.5). Must not know blocks or
looks. Everything that is no stream goes into object streams, which keeps a tree of many
elements small.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import md5
from urllib.parse import quote, urlsplit, urlunsplit
from zlib import compress

from briefgen.document import Meta
from briefgen.errors import InputError, error
from briefgen.theme import Page
from briefgen.writers.pdf.canvas import Annotation, Destination, TaggedCanvas
from briefgen.writers.pdf.glyphs import EmbeddedFont
from briefgen.writers.pdf.metadata import MAX_STRING, information, packet, profile, text
from briefgen.writers.pdf.pictures import image_object
from briefgen.writers.pdf.structure import Element, numbered, serialised, walk

_GROUP = 200  # objects in an object stream
_ADDRESS_SIGNS = "/?#[]@!$&'()*+,;=:%~-._"
_QUICK = 4  # of nine levels: the usual sixth costs 7 % of the time, for 3 % less


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: a heading, and where it stands."""

    level: int
    title: str
    page: int
    y: float


class _Objects:
    """Collects objects; numbers are given out before contents are known."""

    def __init__(self) -> None:
        self.count = 0
        self.plain: list[tuple[int, str]] = []
        self.streams: list[tuple[int, str, bytes]] = []

    def reserve(self) -> int:
        self.count += 1
        return self.count

    def add(self, content: str, number: int = 0) -> int:
        number = number or self.reserve()
        self.plain.append((number, content))
        return number

    def stream(self, entries: str, content: bytes) -> int:
        number = self.reserve()
        self.streams.append((number, entries, content))
        return number

    def written(self, root: int, info: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: dict[int, tuple[int, int, int]] = {}
        for number, entries, content in self.streams:
            places[number] = (1, len(out), 0)
            out += _stream(number, entries, content)
        for start in range(0, len(self.plain), _GROUP):
            group = self.plain[start : start + _GROUP]
            holder = self.reserve()
            places[holder] = (1, len(out), 0)
            index, body, at = [], [], 0
            for place, (number, plain) in enumerate(group):
                places[number] = (2, holder, place)
                index.append(f"{number} {at}")
                body.append(plain)
                at += len(plain) + 1
            head = " ".join(index) + "\n"
            entries = f"/Type/ObjStm/N {len(group)}/First {len(head)}/Filter/FlateDecode"
            out += _stream(
                holder, entries, compress((head + "\n".join(body)).encode("latin-1"), _QUICK)
            )
        table = self.reserve()
        places[table] = (1, len(out), 0)
        mark = md5(out, usedforsecurity=False).hexdigest()
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + extra.to_bytes(2, "big")
            for kind, place, extra in (
                (0, 0, 65535),
                *(places[number] for number in range(1, self.count + 1)),
            )
        )
        entries = (
            f"/Type/XRef/Size {self.count + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{mark}><{mark}>]/Filter/FlateDecode"
        )
        start = len(out)
        out += _stream(table, entries, compress(rows))
        out += f"startxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def _stream(number: int, entries: str, content: bytes) -> bytes:
    # An end of line stands before `endstream` and is not counted (ISO 19005-2, 6.1.7.1).
    head = f"{number} 0 obj\n<<{entries}/Length {len(content)}>>\nstream\n"
    return head.encode() + content + b"\nendstream\nendobj\n"


def assembled(
    canvas: TaggedCanvas, root: Element, bookmarks: list[Bookmark], meta: Meta, page: Page
) -> bytes:
    """Give the file of a finished canvas."""
    objects = _Objects()
    catalog, pages, tree = objects.reserve(), objects.reserve(), objects.reserve()
    info = objects.add(information(meta))
    xmp = objects.stream("/Type/Metadata/Subtype/XML", packet(meta))
    icc = objects.stream("/N 3/Filter/FlateDecode", profile())
    fonts = "".join(f"/{f.label} {_font(objects, f)} 0 R" for f in canvas.fonts.values())
    images = "".join(
        f"/{label} {objects.stream(*image_object(image))} 0 R"
        for image, label in canvas.images.items()
    )
    drawn_with = f"/Font<<{fonts}>>" + (f"/XObject<<{images}>>" if images else "")
    resources = objects.add(f"<<{drawn_with}>>")
    sheets = [objects.reserve() for _ in canvas.sheets]
    links = [objects.reserve() for _ in canvas.annotations]
    for place, sheet in enumerate(canvas.sheets):
        drawn = "\n".join(sheet.code).encode("ascii")
        content = objects.stream("/Filter/FlateDecode", compress(drawn, _QUICK))
        held = " ".join(f"{links[n]} 0 R" for n in sheet.annotations)
        objects.add(
            f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {page.width:g} {page.height:g}]"
            f"/Resources {resources} 0 R/Contents {content} 0 R/StructParents {place}/Tabs/S"
            + (f"/Annots[{held}]" if held else "")
            + ">>",
            sheets[place],
        )
    kids = " ".join(f"{sheet} 0 R" for sheet in sheets)
    objects.add(f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>", pages)
    _tree(objects, canvas, root, tree, sheets, links)
    for place, link in enumerate(canvas.annotations):
        x0, y0, x1, y1 = link.rectangle
        objects.add(
            f"<</Type/Annot/Subtype/Link/Rect[{x0:.2f} {y0:.2f} {x1:.2f} {y1:.2f}]/Border[0 0 0]"
            f"/F 4/StructParent {len(sheets) + place}{_leading(link, canvas.destinations)}>>",
            links[place],
        )
    outline = _outline(objects, bookmarks, sheets, page)
    objects.add(
        f"<</Type/Catalog/Pages {pages} 0 R/Lang{text(meta.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {tree} 0 R/ViewerPreferences<</DisplayDocTitle true>>"
        f"/Metadata {xmp} 0 R/PageLabels<</Nums[0<</S/D>>]>>{outline}"
        f"{_destinations(objects, canvas.destinations, sheets)}"
        f"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {icc} 0 R>>]>>",
        catalog,
    )
    return objects.written(catalog, info)


def _leading(link: Annotation, destinations: dict[str, Destination]) -> str:
    """Say what a link is called and where it leads: out of the document, or to a note."""
    if not link.href.startswith("#"):
        return f"/Contents{text(link.contents)}/A<</S/URI/URI{text(_address(link))}>>"
    name = link.href[1:]
    if name not in destinations:  # in a document whose notes are not all there
        return f"/Contents{text(link.contents)}"
    # What the note says, in the note's language: no word of our own, and seen over the link.
    said = f"{link.contents} {destinations[name].words}"
    return f"/Contents{text(said)}/A<</S/GoTo/D{text(name)}>>"


def _address(link: Annotation) -> str:
    """Give where a link leads in ASCII, as PDF has it (ISO 32000-1, 12.6.4.7)."""
    found = link.href
    if not found.isascii():
        scheme, host, *rest = urlsplit(found)
        with suppress(UnicodeError):  # a host that is no name is escaped as the rest is
            host = host.encode("idna").decode("ascii")
        found = urlunsplit((scheme, *(quote(part, safe=_ADDRESS_SIGNS) for part in (host, *rest))))
    if len(found) > MAX_STRING:
        message = f"the address of {link.contents[:40]!r} has {len(found):,} characters"
        hint = f"a PDF can hold {MAX_STRING:,}: shorten it"
        raise InputError(error("link.too-long", message, None, hint))
    return found


def _destinations(
    objects: _Objects, destinations: dict[str, Destination], sheets: list[int]
) -> str:
    """Write the destinations by name, in the order of their bytes; give the catalog's entry."""
    if not destinations:
        return ""
    names = "".join(
        f"{text(name)}[{sheets[place.page]} 0 R/XYZ 0 {place.y:.2f} 0]"
        for name, place in sorted(destinations.items())
    )
    return f"/Names<</Dests {objects.add(f'<</Names[{names}]>>')} 0 R>>"


def _font(objects: _Objects, font: EmbeddedFont) -> int:
    parts = font.parts()
    program = objects.stream(f"/Length1 {parts.program_length}/Filter/FlateDecode", parts.program)
    unicode = objects.stream("/Filter/FlateDecode", parts.unicode)
    descriptor = objects.add(f"<<{parts.descriptor}/FontFile2 {program} 0 R>>")
    glyphs = "/Identity"
    if parts.glyphs:
        glyphs = f" {objects.stream('/Filter/FlateDecode', parts.glyphs)} 0 R"
    cid = objects.add(f"<<{parts.cid}/CIDToGIDMap{glyphs}/FontDescriptor {descriptor} 0 R>>")
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{parts.name}/Encoding/Identity-H"
        f"/DescendantFonts[{cid} 0 R]/ToUnicode {unicode} 0 R>>"
    )


def _tree(
    objects: _Objects,
    canvas: TaggedCanvas,
    root: Element,
    tree: int,
    sheets: list[int],
    links: list[int],
) -> None:
    """Write the structure tree and what leads from pages and links to it."""
    numbered(root, objects.count + 1)
    owners = [0] * len(links)
    placed = [(links[n], annotation.page) for n, annotation in enumerate(canvas.annotations)]
    for element_number, content in serialised(root, tree, sheets, placed, text):
        objects.count += 1
        objects.plain.append((element_number, content))
    for element in _linked(root):
        for kid in element.kids:
            if isinstance(kid, int):
                owners[kid] = element.number
    nums = []
    for place, sheet in enumerate(canvas.sheets):
        row = " ".join(f"{owner.number} 0 R" for owner in sheet.owners)
        nums.append(f"{place} {objects.add(f'[{row}]')} 0 R")
    nums += [f"{len(sheets) + n} {owner} 0 R" for n, owner in enumerate(owners)]
    parents = objects.add(f"<</Nums[{' '.join(nums)}]>>")
    identified = "".join(
        f"{text(name)} {place.element.number} 0 R"
        for name, place in sorted(canvas.destinations.items())
    )
    objects.add(
        f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(sheets) + len(links)}"
        + (f"/IDTree<</Names[{identified}]>>" if identified else "")
        + ">>",
        tree,
    )


def _linked(root: Element) -> Iterator[Element]:
    return (element for element in walk(root) if element.tag == "Link")


def _outline(objects: _Objects, bookmarks: list[Bookmark], sheets: list[int], page: Page) -> str:
    """Write the outline; give what the catalog says of it."""
    if not bookmarks:
        return ""
    top = objects.reserve()
    numbers = [objects.reserve() for _ in bookmarks]
    above: list[int] = []  # the open entries, by place, the innermost last
    parents: list[int] = []
    for place, bookmark in enumerate(bookmarks):
        while above and bookmarks[above[-1]].level >= bookmark.level:
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(place)
    kids: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        kids.setdefault(parent, []).append(place)
    order = {place: at for siblings in kids.values() for at, place in enumerate(siblings)}
    for place, bookmark in enumerate(bookmarks):
        siblings, at = kids[parents[place]], order[place]
        parent = numbers[parents[place]] if parents[place] >= 0 else top
        entry = [
            f"<</Title{text(bookmark.title)}/Parent {parent} 0 R"
            f"/Dest[{sheets[bookmark.page]} 0 R/XYZ 0 {min(bookmark.y, page.height):.2f} 0]"
        ]
        if at:
            entry.append(f"/Prev {numbers[siblings[at - 1]]} 0 R")
        if at + 1 < len(siblings):
            entry.append(f"/Next {numbers[siblings[at + 1]]} 0 R")
        if below := kids.get(place):
            entry.append(
                f"/First {numbers[below[0]]} 0 R/Last {numbers[below[-1]]} 0 R/Count {len(below)}"
            )
        objects.add("".join(entry) + ">>", numbers[place])
    first, last = kids[-1][0], kids[-1][-1]
    objects.add(
        f"<</Type/Outlines/First {numbers[first]} 0 R/Last {numbers[last]} 0 R"
        f"/Count {len(bookmarks)}>>",
        top,
    )
    return f"/Outlines {top} 0 R/PageMode/UseOutlines"
