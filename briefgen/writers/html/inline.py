"""Inlines as HTML: emphasis, links, languages and references to notes.

Must not know a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from briefgen.document import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteReference,
    Span,
    Strong,
    Text,
)
from briefgen.errors import Diagnostic, warning
from briefgen.writers.elements import SCHEMES, attribute, escape, lang_of
from briefgen.writers.html.names import Names, note_id, reference_id


@dataclass(slots=True)
class Words:
    """Writes the inlines of one page, and remembers what they could not say."""

    names: Names
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def write(self, inlines: Inlines, *, linked: bool = False) -> str:
        """Give inlines as HTML; inside a link there is no other link."""
        if len(inlines) == 1 and type(inlines[0]) is Text:
            return escape(inlines[0].text)
        return "".join([self._inline(inline, linked) for inline in inlines])

    def _inline(self, inline: Inline, linked: bool) -> str:
        match inline:
            case Text(text):
                return escape(text)
            case Strong(inlines=inner):
                return f"<strong>{self.write(inner, linked=linked)}</strong>"
            case Emphasis(inlines=inner):
                return f"<em>{self.write(inner, linked=linked)}</em>"
            case Span(lang=lang, inlines=inner):
                return f"<span{lang_of(lang)}>{self.write(inner, linked=linked)}</span>"
            case Link():
                return self._link(inline, linked)
            case NoteReference():
                return self._reference(inline, linked)
            case LineBreak():
                return "<br>\n"
            case _:
                assert_never(inline)

    def _link(self, link: Link, linked: bool) -> str:
        if linked:  # HTML would end the outer link here
            return self.write(link.inlines, linked=True)
        words = self.write(link.inlines, linked=True)
        if not link.href.lower().startswith(SCHEMES):
            self.diagnostics.append(
                warning(
                    "html.link-scheme",
                    f"'{link.href}' is no web or email address: written as words without a link",
                    hint="use an address that starts with https://, http:// or mailto:",
                )
            )
            return words
        return f'<a href="{attribute(link.href)}">{words}</a>' if words else ""

    def _reference(self, reference: NoteReference, linked: bool) -> str:
        if linked or not reference.number:
            return escape(reference.words)
        # A note leads back to the first place that refers to it.
        place = self.names.once(reference_id(reference.number))
        ident = f' id="{place}"' if place else ""
        return (
            f'<a class="reference"{ident} href="#{note_id(reference.number)}"'
            f' role="doc-noteref">{escape(reference.words)}</a>'
        )
