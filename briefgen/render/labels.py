"""The words that an audience has of its own, in the language of the document.

Owns the order in which they are looked for: what audience.yaml says, then the words of
the audience and of those it inherits from, then the words of every document. Must not
know what a document is made of.
"""

from __future__ import annotations

from briefgen.audience import FILE, Audience
from briefgen.cut import Said
from briefgen.errors import Diagnostic, Location, TemplateError, error, shown, warning
from briefgen.schema.values import Entry, Wording
from briefgen.words import Language


class Labels:
    """Gives the words of an audience; what is in another language is marked and warned of."""

    def __init__(self, audience: Audience, language: Language) -> None:
        """Take an audience, and the language with the words of its lineage."""
        self.audience = audience
        self.language = language
        self.warnings: dict[Diagnostic, None] = {}

    def own(self, wording: Wording[str], what: str, place: Location | None) -> Said:
        """Give what audience.yaml says; empty where it says nothing."""
        usual = self.audience.language
        variant, spoken = wording.chosen("", self.language.tag, usual)
        if variant is None:
            return Said("")
        if not spoken:
            code, said = "audience.no-wording", f"'{what}' has no wording in '{self.language.tag}'"
            hint = f"add {self.language.tag}: …"
            place = variant.location or place
            self.warnings[warning(code, f"{said}, so it is in '{usual}'", place, hint)] = None
        return Said(variant.value, "" if spoken else usual)

    def heading(self, section: Entry) -> Said:
        """Give what stands over a section; empty where nothing does."""
        said = self.own(section.label, section.name, section.origin)
        return said or Said(self.language.words.get(f"heading_{section.name}", ""))

    def column(self, table: str, column: Entry) -> Said:
        """Give what stands over a column of a standard table; empty where nothing does."""
        words = self.language.words
        said = self.own(column.label, column.name, column.origin)
        known = (f"column_{table}_{column.name}", f"column_{column.name}")
        return said or Said(next((words[name] for name in known if name in words), ""))

    @property
    def name(self) -> Said:
        """Give what the audience is called: its id, where it says nothing better."""
        return self._named("name") or Said(self.audience.id)

    @property
    def document_type(self) -> Said:
        """Give the kind of document. Raises TemplateError where nobody says which."""
        if said := self._named("document_type"):
            return said
        raise TemplateError(
            error(
                "audience.missing-key",
                f"'document_type' is missing in '{self.language.tag}'",
                Location(shown(self.audience.files[FILE])),
                "add document_type: such as Council briefing, here or to the audience's words",
            )
        )

    def _named(self, key: str) -> Said:
        wording = getattr(self.audience.config, key)
        said = self.own(wording, key, self.audience.origins.get(key))
        return said or Said(self.language.words.get(key, ""))
