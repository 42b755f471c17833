"""A letterhead made in a word processor: a DOCX -> what of it comes along.

Owns how such a file is read and judged: whatever it holds, an answer is due within a second
and a bound of memory. Must not know how a document is written, nor our own styles. Words of
its own text, persons, times, remarks and changes are never read into what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefgen.content import content
from briefgen.letterheads import styles as style_parts
from briefgen.letterheads.faults import Refused
from briefgen.letterheads.package import Package, Relation
from briefgen.letterheads.pictures import Media
from briefgen.letterheads.settings import Sheet, faces, palette, section, settings, sheet
from briefgen.letterheads.stories import Story, story
from briefgen.letterheads.tree import Element, is_on, value
from briefgen.theme import Letterhead

__all__ = ["MAX_BYTES", "Letter", "Refused", "Story", "letter", "read_letterhead"]

MAX_BYTES = 20_000_000
KINDS = ("default", "first", "even")


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """What comes along of a letterhead. Nobody may change an element of it.

    `headers` and `footers` are those in force on its last pages, by kind: `default`,
    `first`, `even`. `language` is what its words are in.
    """

    styles: Element
    numbering: Element
    settings: dict[str, Element]
    faces: list[Element]
    palette: Element | None
    section: Element
    sheet: Sheet
    headers: dict[str, Story]
    footers: dict[str, Story]
    language: str

    @property
    def first_differs(self) -> bool:
        """Say whether its first page has a header and footer of its own."""
        return is_on(self.section, "w:titlePg")

    @property
    def even_differs(self) -> bool:
        """Say whether even pages have headers and footers of their own."""
        return "w:evenAndOddHeaders" in self.settings

    def media(self) -> tuple[Media, ...]:
        """Give the pictures of all headers and footers, each once, by name."""
        stories = (*self.headers.values(), *self.footers.values())
        found = {one.name: one for story in stories for one in story.pictures.values()}
        return tuple(found[name] for name in sorted(found))

    @property
    def pictured(self) -> bool:
        """Say whether a picture stands at the head of its first page."""
        head = self.headers.get("first" if self.first_differs else "default")
        return head is not None and head.pictured


def read_letterhead(path: Path, name: str) -> Letterhead:
    """Read a letterhead; `name` is what diagnostics call its file.

    Raises Refused for a file that cannot be taken, InputError for one that is too large,
    UsageError for one that cannot be opened.
    """
    raw = content(path, name, MAX_BYTES, "save its pictures smaller: 1200 pixels are enough")
    letter(raw)
    return Letterhead(raw)


@lru_cache(maxsize=8)
def letter(raw: bytes) -> Letter:
    """Read what comes along of a file's bytes, once a process. Raises Refused."""
    package = Package(raw)
    relations = package.relations(package.main)
    own = _settings(package, relations)
    named = package.target(relations, "styles")
    if named is None:
        raise Refused("missing-part", "it has no styles")
    source = package.root(named)
    made = style_parts.cleaned(source)
    sections = package.every(package.main, "w:sectPr")
    last = sections[-1] if sections else Element("w:sectPr")
    headers, footers = (
        _stories(package, relations, sections, kind) for kind in ("header", "footer")
    )
    used = {
        number
        for root in (made, *_roots(headers, footers))
        for number in style_parts.numbers_in(root)
    }
    numbering = package.target(relations, "numbering")
    fonts = package.target(relations, "fontTable")
    theme = package.target(relations, "theme")
    return Letter(
        styles=made,
        numbering=style_parts.numbering(package.root(numbering) if numbering else None, used),
        settings=own,
        faces=faces(package.root(fonts) if fonts else None),
        palette=palette(package.root(theme) if theme else None),
        section=section(last),
        sheet=sheet(last),
        headers=headers,
        footers=footers,
        language=_language(source),
    )


def _roots(*stories: dict[str, Story]) -> list[Element]:
    return [one.root for found in stories for one in found.values()]


def _settings(package: Package, relations: dict[str, Relation]) -> dict[str, Element]:
    """Read the settings. Raises Refused where a template elsewhere is attached to them."""
    part = package.target(relations, "settings")
    if part is None:
        return {}
    for relation in package.relations(part).values():
        if relation.kind == "attachedTemplate" or relation.external:
            hint = "in Word: Developer, Document Template, and write Normal in place of it"
            what = "it is attached to a template that would be fetched"
            raise Refused("template", what, hint)
    found = settings(package.root(part))
    if "w:evenAndOddHeaders" in found and found["w:evenAndOddHeaders"].get("w:val") in (
        *("0", "false", "off"),
    ):
        del found["w:evenAndOddHeaders"]
    return found


def _stories(
    package: Package, relations: dict[str, Relation], sections: list[Element], kind: str
) -> dict[str, Story]:
    """Give the headers or footers of the last section: what it does not say, those before do."""
    named: dict[str, str] = {}
    for one in sections:
        for reference in one:
            if reference.tag == f"w:{kind}Reference":
                named[reference.get("w:type", "default")] = reference.get("r:id", "")
    found = {}
    for place in KINDS:
        if place not in named:
            continue
        relation = relations.get(named[place])
        if relation is None or relation.external:
            raise Refused("missing-part", f"a {kind} of it is missing")
        found[place] = story(package, relation.target)
    return found


def _language(styles: Element) -> str:
    defaults = next((kid for kid in styles if kid.tag == "w:docDefaults"), None)
    said = value(defaults, "w:rPrDefault/w:rPr/w:lang")
    for style in styles:
        if style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true", "on"):
            said = value(style, "w:rPr/w:lang") or said
    return said or ""
