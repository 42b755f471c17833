"""The parts around the text of one document: headers and footers, ours or a letterhead's.

Owns which there are, what the page set-up calls them, and where the line goes that says
DRAFT. Must not know what stands in one. What a letterhead has no header for gets ours, and
likewise its footers: pages want numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from briefgen.document import Running
from briefgen.theme import Theme
from briefgen.writers.docx import running as around
from briefgen.writers.docx.archive import Member, member
from briefgen.writers.docx.names import DECLARATION


@dataclass(frozen=True, slots=True)
class Edge:
    """A header or footer: which pages it is for (`default`, `first`, `even`), and its words.

    `xml` and `relations` are of a letterhead; without, the words are our own, and `page` is
    the number that stands in them until pages are counted.
    """

    kind: str
    place: str
    name: str
    xml: str = ""
    relations: str = ""
    page: int = 2
    stops: tuple[int, ...] = ()  # tab stops of the style of our own words, which are not theirs

    @property
    def id(self) -> str:
        """Give the id of the relation to it."""
        return f"{self.kind}{self.place.title()}" if self.place != "default" else self.kind

    @property
    def reference(self) -> str:
        """Give what the page set-up says of it."""
        return f'<w:{self.kind}Reference w:type="{self.place}" r:id="{self.id}"/>'


# On the first page stands no head: the document's own begins there.
OWN = (
    Edge("header", "default", "header1.xml"),
    Edge("footer", "first", "footer1.xml", page=1),
    Edge("footer", "default", "footer2.xml"),
)


def edge_parts(
    edges: tuple[Edge, ...], running: Running, theme: Theme, *, opens: bool = False
) -> tuple[Member, ...]:
    """Give the parts of a document's edges; `opens`: its text opens with the line that says DRAFT.

    The head of page 1 alone then leaves it out, or it would stand there twice.
    """
    quiet = replace(running, draft="") if opens else running
    parts = []
    for edge in edges:
        said = quiet if edge.id == "headerFirst" else running
        parts.append(_part(f"word/{edge.name}", _xml(edge, said, theme)))
        if edge.relations:
            parts.append(_part(f"word/_rels/{edge.name}.rels", edge.relations))
    return tuple(parts)


def _xml(edge: Edge, running: Running, theme: Theme) -> str:
    if edge.kind == "footer":
        return (
            DECLARATION + edge.xml
            if edge.xml
            else around.footer(running, theme, edge.page, edge.stops)
        )
    if not edge.xml:
        return around.header(running, theme, edge.stops)
    # Below what the letterhead has there, next to the text: pictures stay where they are.
    ended = "</w:hdr>"
    line = around.draft_line(running, theme)
    return f"{DECLARATION}{edge.xml.removesuffix(ended)}{line}{ended}"


@lru_cache(maxsize=64)
def _part(name: str, content: str) -> Member:
    """Deflate a part once for all documents that have the same one."""
    return member(name, content)
