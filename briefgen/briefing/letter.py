"""What a mail says: the same stages with another template, `email.md.j2`.

Owns the subject, what stands over the words of a mail, and the briefing inside it. Must not
know who gets it but for the row that a template may read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten
from unicodedata import category

from briefgen import markup, notes
from briefgen.audience import EMAIL, TEMPLATE, Audience
from briefgen.briefing.checks import SUBJECT, check_outline
from briefgen.briefing.stages import Drawn, drawn, numbered_tables, setting
from briefgen.document import Block, Document, Meta, Paragraph, Role, Rule, Text, inline_text
from briefgen.errors import Diagnostic, TemplateError, error
from briefgen.inputs import Note, unnoted
from briefgen.issue import Issue
from briefgen.load import Loaded
from briefgen.render import Labels, Setting, examine
from briefgen.view import view
from briefgen.words import Language

# Stands for the briefing until it is known that a mail has it in its text.
_BRIEFING = markup.Inset((Rule(),), "the briefing")
LONGEST_SUBJECT = 250  # characters; mail programs show some 60, and servers refuse long ones
# Marks that turn the order of what follows round: in a subject they hide what it says.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What a mail says. `asked` are the columns of the recipient's row that were read.

    Two recipients whose rows say the same in those columns get the same words. Where the
    whole row was looked through, the empty name is among them.
    """

    subject: str
    document: Document
    warnings: tuple[Diagnostic, ...]
    asked: frozenset[str]

    @property
    def personal(self) -> bool:
        """Say whether it may differ from one recipient to the next."""
        return bool(self.asked)


def correspond(
    loaded: Loaded,
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    *,
    recipient: dict[str, str] | None = None,
    banner: str = "",
    attached: Iterable[str] = ("docx", "pdf"),
    note: Note = unnoted,
) -> Correspondence:
    """Make the words of a mail. Raises InputError or TemplateError.

    `banner` is a line over all of it; what it says is not said a second time below. A draft
    says that it is one in any case. `attached` are the formats of the briefing that go along.
    What is to be said of the issue's values is said of that briefing, and not again.
    """
    given = setting(loaded, audience, language, roots, note, recipient=recipient)
    whole: list[Drawn] = []

    def put_in(values: tuple[markup.Value, ...]) -> tuple[markup.Value, ...]:
        if not any(value is _BRIEFING for value in values):
            return values
        whole.append(drawn(TEMPLATE, given))
        inside = markup.Inset(whole[0].blocks, _BRIEFING.name)
        return tuple(inside if value is _BRIEFING else value for value in values)

    words = given.labels.language.words
    formats = [words.get(f"format_{name}", name.upper()) for name in attached]
    made = drawn(EMAIL, replace(given, more=names(formats)), put_in)
    subject, blocks = _parted(made)
    draft = words.get("draft_line", "DRAFT") if given.view.data["status"] == "draft" else ""
    over = tuple(dict.fromkeys(filter(None, (banner, draft))))
    blocks = (
        *(Paragraph((Text(line),), Role.STATUS) for line in over),
        *(block for block in blocks if not _says(block, over)),
    )
    parts = (made, *whole)
    if any(part.rendered.cites for part in parts):
        blocks = notes.numbered(blocks)
    document = Document(
        Meta(subject, language.tag), tuple(numbered_tables(blocks, given.labels.language))
    )
    warnings = dict.fromkeys(d for part in parts for d in part.warnings)
    asked = frozenset().union(*(part.rendered.asked for part in parts))
    return Correspondence(subject, document, tuple(warnings), asked)


def embargo_line(issue: Issue, language: Language) -> str:
    """Say until when an issue is under embargo, as a release does; empty where it is not."""
    until = issue.release.embargo_until
    if until is None:
        return ""
    said = language.words.get("release_embargo", "EMBARGOED UNTIL")
    return f"{said} {language.moment(until, issue.timezone)}"


def examined(
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    tables: frozenset[str],
    note: Note = unnoted,
) -> tuple[Diagnostic, ...]:
    """Say what is wrong with an audience's templates whatever the data.

    `tables` are the ids of the tables that issues have.
    """
    labels = Labels(audience, language.addressed(audience.lineage))
    usual = Setting(view(Issue(), audience.id, language.tag), labels, roots, note=note)
    of_mails = replace(usual, more=names(()))
    found = (*examine(usual, (TEMPLATE,), tables), *examine(of_mails, (EMAIL,), tables))
    return tuple(dict.fromkeys(found))


def names(attached: Iterable[str]) -> dict[str, object]:
    """Give the names that a mail's template has beside those of a briefing's."""
    return {"briefing": _BRIEFING, "attached": list(attached)}


def _parted(made: Drawn) -> tuple[str, tuple[Block, ...]]:
    """Part what a template yields in the subject and what stands in the mail."""
    check_outline(made.parsed.headings, made.rendered, SUBJECT)
    first, line = made.parsed.headings[0]
    subject = _one_line(inline_text(first.inlines))
    if not subject or not any(block is first for block in made.blocks):
        what = "the subject stands inside something else" if subject else "no subject"
        place = made.rendered.place(markup.Flaw("", "", "", line, ""))
        raise TemplateError(error(SUBJECT.code, what, place, SUBJECT.hint))
    return subject, tuple(block for block in made.blocks if block is not first)


def _one_line(text: str) -> str:
    plain = "".join(" " if category(sign) in _BREAKS else sign for sign in text)
    line = " ".join(_TURNS.sub("", plain).split())
    return shorten(line, LONGEST_SUBJECT, placeholder="…") if len(line) > LONGEST_SUBJECT else line


def _says(block: Block, lines: Iterable[str]) -> bool:
    """Say whether a block is a status that stands over the mail already."""
    match block:
        case Paragraph(inlines=inlines, role=Role.STATUS):
            return inline_text(inlines) in lines
        case _:
            return False
