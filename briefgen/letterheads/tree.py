"""XML of a Word file as elements with short names, read within bounds and written again.

Owns the names of namespaces, and expat with what in XML is hostile. Must not know what an
element means. A name is its prefix and itself (`w:p`), whatever prefix the file chose;
what is of no vocabulary listed here is left out with all that is in it, as Word's own
additions may be. Text is read and written for the elements alone that hold words
or a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from briefgen.letterheads.faults import Refused, damaged, too_large

Element = ElementTree.Element

MAX_DEPTH = 120
MAX_ELEMENTS = 300_000
MAX_ATTRIBUTE = 200_000

_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
URIS = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "pic": f"{_OFFICE}/drawingml/2006/picture",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "rel": f"{_OFFICE}/package/2006/relationships",
    "ct": f"{_OFFICE}/package/2006/content-types",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
# Each vocabulary goes by one name in the transitional form and by another in the strict one.
_PREFIXES = {uri: prefix for prefix, uri in URIS.items()} | {
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/main": "a",
    f"{_STRICT}/drawingml/picture": "pic",
}
_WORDS = ("w:t", "w:instrText", "wp:posOffset", "wp:align")
_IN_ATTRIBUTES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


class _Builder:
    """Takes what the parser meets; `only` are the elements that are kept, none for all."""

    def __init__(self, only: str, allowance: list[int]) -> None:
        self.found: list[Element] = []
        self.only = only
        self.allowance = allowance
        self.open: list[Element] = []
        self.depth = 0
        self.skipped = 0  # how deep the parser is in what is left out

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise damaged(f"its XML is nested more than {MAX_DEPTH} deep")
        if any(len(value) > MAX_ATTRIBUTE for value in attributes.values()):
            raise damaged("its XML is out of measure")
        short = _short(name)
        if self.skipped or short is None:
            self.skipped += 1
            return
        if not self.open and self.only and short != self.only:
            return  # the body's own words are read past, and make nothing
        self.allowance[0] -= 1
        if self.allowance[0] < 0:
            raise too_large("more text or more styles than are read")
        named = ((_short(key), value) for key, value in attributes.items())
        node = Element(short, {key: value for key, value in named if key})
        if self.open:
            self.open[-1].append(node)
        else:
            self.found.append(node)
        self.open.append(node)

    def end(self, _: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        elif self.open:
            self.open.pop()

    def data(self, text: str) -> None:
        if self.open and not self.skipped and self.open[-1].tag in _WORDS:
            self.open[-1].text = (self.open[-1].text or "") + text

    def doctype(self, *_: object) -> None:
        raise Refused("declares", "its XML declares a document type", "make it anew in Word")

    def close(self) -> list[Element]:
        return self.found


def _short(name: str) -> str | None:
    """Give a name with its prefix; None for one of a vocabulary that is not read."""
    uri, brace, local = name[1:].partition("}")
    if not brace:
        return name
    prefix = _PREFIXES.get(uri)
    return f"{prefix}:{local}" if prefix else None


def parse(content: bytes, part: str, allowance: list[int], only: str = "") -> list[Element]:
    """Read a part: its root, or every element of one name. Raises Refused.

    `allowance` is how many elements may still be made, in a list of one.
    """
    builder = _Builder(only, allowance)
    try:
        parser = ElementTree.XMLParser(target=builder)
        parser.feed(content)
        parser.close()
    except ElementTree.ParseError as fault:
        raise damaged(f"{part}, line {fault.position[0]}: its XML is broken") from None
    except (LookupError, ValueError):
        raise damaged(f"{part}: its encoding is unknown") from None
    return builder.found


def serialised(element: Element) -> str:
    """Write an element without a word of namespaces: whoever holds it declares them."""
    return "".join(_written(element))


def _written(element: Element) -> Iterator[str]:
    attributes = "".join(
        f' {key}="{escape(value, _IN_ATTRIBUTES)}"' for key, value in element.items()
    )
    text = escape(element.text) if element.text and element.tag in _WORDS else ""
    if not text and not len(element):
        yield f"<{element.tag}{attributes}/>"
        return
    yield f"<{element.tag}{attributes}>{text}"
    for kid in element:
        yield from _written(kid)
    yield f"</{element.tag}>"


def declared(element: Element) -> str:
    """Write an element as the root of a part, with the namespaces that are used in it."""
    names = (name for node in element.iter() for name in (node.tag, *node.keys()))
    used = {prefix for prefix, colon, _ in (name.partition(":") for name in names) if colon}
    spaces = "".join(
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in URIS.items()
        if prefix in used and prefix != "xml"
    )
    start, rest = f"<{element.tag}", serialised(element)
    return f"{start}{spaces}{rest[len(start) :]}"


def value(element: Element | None, path: str, attribute: str = "w:val") -> str | None:
    """Give an attribute of the element on a path of names; None where there is none."""
    found = child(element, path)
    return None if found is None else found.get(attribute)


def child(element: Element | None, path: str) -> Element | None:
    """Give the first element on a path of names, such as `w:pPr/w:numPr`."""
    for name in path.split("/"):
        if element is None:
            return None
        element = next((kid for kid in element if kid.tag == name), None)
    return element


def is_on(element: Element | None, path: str) -> bool:
    """Say whether a switch is there and on: without a value it is."""
    found = child(element, path)
    return found is not None and found.get("w:val") not in ("0", "false", "off")
