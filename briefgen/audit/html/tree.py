"""HTML as a tree of nodes, with the end tags that authors may leave out.

Owns decoding and the nesting of elements. Must not judge.
"""

from __future__ import annotations

import codecs
import re

from briefgen.audit.html.tokens import Broken, End, Start, tokens
from briefgen.audit.limits import MAX_NESTING, MAX_TAGS
from briefgen.audit.markup import DEEP, MANY, Node

_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID_NAMES.split())
_BLOCK_NAMES = (
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# Which open elements a start tag ends, and within which elements it looks for them.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "tr": (frozenset(("tr", "td", "th", "caption", "colgroup")), frozenset(("table",))),
    "td": (frozenset(("td", "th")), frozenset(("table", "tr"))),
    "th": (frozenset(("td", "th")), frozenset(("table", "tr"))),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
    "optgroup": (frozenset(("option", "optgroup")), frozenset(("select",))),
    "body": (frozenset(("head",)), frozenset(("html",))),
    "a": (frozenset(("a",)), frozenset(("table", "td", "th", "object"))),
    "button": (frozenset(("button",)), frozenset(("table", "td", "th", "object"))),
}
_ROWLESS = frozenset(("table", "thead", "tbody", "tfoot"))
_SECTIONS = frozenset(("tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup"))
for _name in ("thead", "tbody", "tfoot"):
    _ENDS[_name] = (_SECTIONS, frozenset(("table",)))

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)


class Source:
    """A file of HTML as a tree; `cut` tells that there is more than was read.

    `broken` is what the file ends in the middle of.
    """

    def __init__(self, raw: bytes) -> None:
        """Take the bytes of a file."""
        self.root = Node("", {})
        self.cut = False
        self.broken = ""
        self._open = [self.root]
        self._counts = 0
        self._line, self._counted = 1, 0
        self._text = decoded(raw)
        self._build()

    def _build(self) -> None:
        for token in tokens(self._text):
            if isinstance(token, Start):
                self._counts += 1 + len(self._open) // DEEP + len(token.attributes) // MANY
                if self._counts > MAX_TAGS:
                    self.cut = True
                    return
                self._begin(token)
            elif isinstance(token, End):
                self._end(token.name)
            elif isinstance(token, Broken):
                self.broken = token.what
            elif token.text:
                self._open[-1].kids.append(token.text)

    def _begin(self, token: Start) -> None:
        name = token.name
        if name in _BLOCKS:
            self._leave(frozenset(("p",)), frozenset(("button", "td", "th", "li", "div")))
        if name in _ENDS:
            self._leave(*_ENDS[name])
        if name in ("td", "th") and self._open[-1].tag in _ROWLESS:
            self._begin(Start("tr", {}, token.at, False))
        self._line += self._text.count("\n", self._counted, token.at)
        self._counted = token.at
        parent = self._open[-1]
        node = Node(name, token.attributes, self._line, parent)
        parent.kids.append(node)
        foreign = token.closed and any(one.tag in ("svg", "math") for one in self._open)
        if name in VOID or foreign:
            return
        if len(self._open) < MAX_NESTING:
            self._open.append(node)

    def _leave(self, names: frozenset[str], within: frozenset[str]) -> None:
        """End open elements of some names, as far out as one that holds them."""
        outermost = 0
        for at in range(len(self._open) - 1, 0, -1):
            tag = self._open[at].tag
            if tag in names:
                outermost = at
            if tag in within:
                break
        if outermost:
            del self._open[outermost:]

    def _end(self, name: str) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == name:
                del self._open[at:]
                return


def decoded(raw: bytes) -> str:
    """Give the text of a file, by its mark, by what it says, or as UTF-8."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    match = _CHARSET.search(raw, 0, 4_096)
    if match:
        try:
            return raw.decode(match[1].decode("ascii"), "replace")
        except (LookupError, ValueError):
            pass  # no encoding of text, or one that gives up
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
