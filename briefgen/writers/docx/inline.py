"""Inlines as runs, and the escaping of every word that goes into XML.

Owns `escape`, the properties of a run, and links. Must not know a block. A run's
bold is written outright where the paragraph's style is bold already: bold in a
character style over bold in a paragraph style means *not* bold.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import assert_never

from briefgen.document import (
    Emphasis,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Span,
    Strong,
    Text,
)
from briefgen.errors import Diagnostic, warning
from briefgen.fonts import Face, face
from briefgen.theme import Theme
from briefgen.writers.docx import names
from briefgen.writers.docx.bookmarks import note_name
from briefgen.writers.docx.bounds import MAX_ADDRESS

SCHEMES = ("https:", "http:", "mailto:")

# What nearly every text face has; only what is left is looked up.
_UNUSUAL = re.compile("[^\x20-\x7e\xa0-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2212]")
# Characters that no address may hold; a reader of the file may refuse to open it.
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')


def escape(text: str) -> str:
    """Give the text as XML, for an element or a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\r\n", " ").translate(_WHITE)
    return text


_WHITE = {ord(c): " " for c in "\t\n\r"}


def text_element(text: str) -> str:
    """Give `w:t`, telling the reader to keep spaces only where it would drop one."""
    if text[0] == " " or text[-1] == " " or "  " in text or not text.isprintable():
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:t>{escape(text)}</w:t>"


@dataclass(frozen=True, slots=True)
class Voice:
    """How words are said at one point: what the inlines around them make of them."""

    strong: bool = False
    emphasis: bool = False
    pointer: str = ""  # the character style of what leads elsewhere
    lang: str = ""
    bold_style: bool = False  # the paragraph's own style is bold
    font: str = "body"  # of the two that a theme has faces for, the paragraph's
    face: str = ""  # another face than the paragraph's, for characters that it lacks


def face_names(name: str) -> str:
    """Give `w:rFonts`, which names a face for every script."""
    said = escape(name)
    slots = " ".join(f'w:{slot}="{said}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts {slots}/>"


@lru_cache(maxsize=512)
def run_properties(voice: Voice) -> str:
    """Give `w:rPr`, or nothing where the paragraph's style says it all."""
    if voice.pointer:
        style = voice.pointer
    elif voice.strong:
        style = "Strong"
    else:
        style = "Emphasis" if voice.emphasis else ""
    parts = []
    if style:
        parts.append(f'<w:rStyle w:val="{style}"/>')
    if voice.face:
        parts.append(face_names(voice.face))
    if voice.strong and (voice.bold_style or style != "Strong"):
        parts.append("<w:b/>")
    if voice.emphasis and style != "Emphasis":
        parts.append("<w:i/>")
    if voice.lang:
        parts.append(f'<w:lang w:val="{escape(voice.lang)}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if parts else ""


@dataclass(slots=True)
class Links:
    """The addresses a document leads to, each once, with its relation's id; and its notes."""

    ids: dict[str, str] = field(default_factory=dict)
    notes: dict[str, NoteReference] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def relation(self, href: str) -> str | None:
        """Give the id of an address; None, and a warning, for one that may not be followed."""
        if not href.lower().startswith(SCHEMES):
            self.diagnostics.append(
                warning(
                    "docx.link-scheme",
                    f"'{href}' is no web or email address: written as words without a link",
                    hint="use an address that starts with https://, http:// or mailto:",
                )
            )
            return None
        target = _UNSAFE.sub(lambda match: f"%{ord(match.group()):02X}", href)
        if len(target) > MAX_ADDRESS:
            self.diagnostics.append(
                warning(
                    "docx.link-length",
                    f"the address '{target[:60]}…' has {len(target):,} characters, and Word takes "
                    f"{MAX_ADDRESS:,}: written as words without a link",
                    hint="use a shorter address of the same page",
                )
            )
            return None
        return self.ids.setdefault(target, f"link{len(self.ids) + 1}")

    def warn_of_missing(self, places: Container[str]) -> None:
        """Warn of every note that is referred to and stands nowhere."""
        self.diagnostics += (
            warning(
                "docx.note-missing",
                f"the note '{reference.note}' is not in the document: "
                f"{reference.words} leads nowhere",
                hint="put the notes of the document under its text",
            )
            for place, reference in self.notes.items()
            if place not in places
        )


@dataclass(frozen=True, slots=True)
class Runs:
    """Writes the inlines of one document."""

    theme: Theme
    links: Links

    def write(self, inlines: Inlines, voice: Voice) -> str:
        """Give the runs of inlines."""
        if len(inlines) == 1 and type(inlines[0]) is Text:
            return self.words(inlines[0].text, voice)
        return "".join(self._each(inlines, voice))

    def words(self, text: str, voice: Voice) -> str:
        """Give a run, or several where the face has not every character."""
        if not text:
            return ""
        if not text.isascii():
            usual = self._usual(voice)
            if not usual.usual or _UNUSUAL.search(text):
                return "".join(self._faces(text, voice, usual))
        return f"<w:r>{run_properties(voice)}{text_element(text)}</w:r>"

    def _each(self, inlines: Inlines, voice: Voice) -> Iterator[str]:
        for inline in inlines:
            match inline:
                case Text(text):
                    yield self.words(text, voice)
                case LineBreak():
                    yield "<w:r><w:br/></w:r>"
                case Strong(inlines=inner):
                    yield from self._each(inner, replace(voice, strong=True))
                case Emphasis(inlines=inner):
                    yield from self._each(inner, replace(voice, emphasis=True))
                case Span(lang=lang, inlines=inner):
                    yield from self._each(inner, replace(voice, lang=lang))
                case Link(href=href, inlines=inner):
                    yield self._link(href, inner, voice)
                case NoteReference():
                    yield self._reference(inline, voice)
                case _:
                    assert_never(inline)

    def _link(self, href: str, inlines: Inlines, voice: Voice) -> str:
        relation = None if voice.pointer else self.links.relation(href)
        if relation is None:
            return "".join(self._each(inlines, voice))
        runs = "".join(self._each(inlines, replace(voice, pointer=names.LINK)))
        return f'<w:hyperlink r:id="{relation}" w:history="1">{runs}</w:hyperlink>'

    def _reference(self, reference: NoteReference, voice: Voice) -> str:
        if voice.pointer:  # a link within a link leads nowhere
            return self.words(reference.words, voice)
        place = note_name(reference.number)
        self.links.notes[place] = reference
        run = self.words(reference.words, replace(voice, pointer=names.NOTE_REFERENCE))
        return f'<w:hyperlink w:anchor="{place}" w:history="1">{run}</w:hyperlink>'

    def _usual(self, voice: Voice) -> Face:
        theme = self.theme
        headed = theme.headings and voice.font != "body"
        return face((theme.headings[0] if headed else theme.family).regular)

    def _faces(self, text: str, voice: Voice, usual: Face) -> Iterator[str]:
        """Divide a text by face: what the first lacks is said in the next that has it."""
        others = [(other.name, face(other.regular)) for other in self.theme.others(voice.font)]
        start, now = 0, ""
        for index, character in enumerate(text):
            name = ""
            if character not in usual and character != "\u00ad":
                name = next((name for name, other in others if character in other), "")
            # A space has no look of its own: it stays with what stands before it.
            if name != now and not (now and character == " "):
                if index > start:
                    yield self._piece(text[start:index], voice, now)
                start, now = index, name
        yield self._piece(text[start:], voice, now)

    def _piece(self, text: str, voice: Voice, name: str) -> str:
        if name:
            voice = replace(voice, face=name)
        return f"<w:r>{run_properties(voice)}{text_element(text)}</w:r>"
