"""The stages of one briefing, in their order.

Owns the way from an issue to a document, and from there to bytes. Must not know what a
finished document is held to, nor what a mail says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from briefgen import markup, notes
from briefgen.audience import TEMPLATE, Audience
from briefgen.briefing.checks import TITLE, check_glyphs, check_outline, too_wide
from briefgen.cut import Cut, Picture, View
from briefgen.document import (
    Block,
    Document,
    Meta,
    Paragraph,
    Role,
    Running,
    Table,
    Text,
)
from briefgen.errors import (
    Diagnostic,
    InputError,
    Severity,
    TemplateError,
    error,
    warning,
)
from briefgen.inputs import Note, unnoted
from briefgen.load import Loaded
from briefgen.render import Labels, Rendered, Setting, render
from briefgen.theme import around
from briefgen.view import view
from briefgen.words import Language, is_language
from briefgen.writers import writer

NUMBERED_FROM = 4  # tables, from which on one must name them
HEAD_WORDS = 7  # over a page: of the title and the kind of document together


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing in its formats, and what was noticed on the way.

    `asked` are the columns of the recipient's row that were read (see `Composed`).
    """

    document: Document
    files: dict[str, bytes]
    warnings: tuple[Diagnostic, ...]
    asked: frozenset[str] = frozenset()

    @property
    def personal(self) -> bool:
        """Say whether it may differ from one recipient to the next."""
        return bool(self.asked)


class Composed(NamedTuple):
    """A document, what was noticed on the way, and what was asked of the recipient.

    Two recipients whose rows say the same in the columns `asked` get the same document.
    Where the whole row was looked through, the empty name is among them.
    """

    document: Document
    warnings: tuple[Diagnostic, ...]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a template yields, its values put in, before it is a document."""

    blocks: tuple[Block, ...]
    rendered: Rendered
    parsed: markup.Parsed
    warnings: tuple[Diagnostic, ...]


def make(
    loaded: Loaded,
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    formats: Iterable[str],
    note: Note = unnoted,
    *,
    recipient: dict[str, str] | None = None,
) -> Briefing:
    """Make one briefing of an issue. Raises InputError or TemplateError."""
    document, warnings, asked = compose(
        loaded, audience, language, roots, note, recipient=recipient
    )
    files: dict[str, bytes] = {}
    for name in formats:
        written = writer(name)(document, audience.theme)
        files[name] = written.content
        warnings += written.diagnostics
    return Briefing(document, files, warnings, asked)


def compose(
    loaded: Loaded,
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    note: Note = unnoted,
    *,
    recipient: dict[str, str] | None = None,
) -> Composed:
    """Take an issue as far as the document that every format is written from."""
    given = setting(loaded, audience, language, roots, note, recipient=recipient)
    made = drawn(TEMPLATE, given)
    blocks = notes.numbered(made.blocks) if made.rendered.cites else made.blocks
    document = _document(blocks, given.view.data, given.labels)
    check_outline(made.parsed.headings, made.rendered, TITLE)
    warnings = (*given.view.warnings, *made.warnings, *too_wide(document, audience, loaded))
    check_glyphs(document, audience, loaded)
    return Composed(document, warnings, made.rendered.asked)


def setting(
    loaded: Loaded,
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    note: Note,
    *,
    recipient: dict[str, str] | None,
) -> Setting:
    """Give what the templates of an audience are run with; an issue that lacks it is refused."""
    cut = _marked(view(loaded.issue, audience.id, language.tag), audience)
    _require(cut, audience, loaded)
    labels = Labels(audience, language.addressed(audience.lineage))
    return Setting(cut, labels, roots, recipient or {}, note)


def drawn(
    name: str,
    given: Setting,
    put_in: Callable[[tuple[markup.Value, ...]], tuple[markup.Value, ...]] = tuple,
) -> Drawn:
    """Run a template and read what it yields; `put_in` may give other values for its values."""
    rendered = render(name, given)
    parsed = markup.parse_template(rendered.markdown, put_in(rendered.values), is_language)
    flaws = _flaws(parsed.flaws, rendered)
    return Drawn(parsed.blocks, rendered, parsed, (*given.labels.warnings, *flaws))


def _marked(cut: View, audience: Audience) -> View:
    """Give the view with the logo of the audience's looks, if they have one."""
    logo = audience.theme.logo
    if logo is None:
        return cut
    lang = "" if audience.language == cut.language else audience.language
    picture = Picture(logo.image, logo.alternative, lang)
    organization = Cut(cut.data["organization"] | {"logo": picture})
    return replace(cut, data=Cut(cut.data | {"organization": organization}))


def _require(cut: View, audience: Audience, loaded: Loaded) -> None:
    """Refuse an issue that lacks what the audience's audience.yaml requires."""
    faults = []
    for name in audience.config.requires:
        if not cut.data[name]:
            faults.append(
                error(
                    "issue.required",
                    f"'{name}' is empty for '{audience.id}', which requires it",
                    loaded.issue.origin,
                    f"add {name}, or show {audience.id} some of it",
                )
            )
    if faults:
        raise InputError(faults)


def _flaws(flaws: tuple[markup.Flaw, ...], rendered: Rendered) -> tuple[Diagnostic, ...]:
    found = tuple(
        (error if flaw.grave else warning)(flaw.code, flaw.message, rendered.place(flaw), flaw.hint)
        for flaw in flaws
    )
    if any(d.severity is Severity.ERROR for d in found):
        raise TemplateError(found)
    return found


def _document(blocks: tuple[Block, ...], data: Cut, labels: Labels) -> Document:
    language = labels.language
    words = language.words
    draft = words.get("draft_line", "DRAFT") if data["status"] == "draft" else ""
    if draft:
        blocks = (Paragraph((Text(draft),), Role.STATUS), *blocks)
    title, creator = str(data["title"]), str(data["organization"]["name"])
    kind, day = str(labels.document_type), data["date"]
    short = _short(title, HEAD_WORDS - len(kind.split()))
    values = {
        **{name: str(data[name]) for name in ("title", "edition", "reference", "place")},
        "short_title": short,
        "document_type": kind,
        "organization": creator,
        "department": str(data["organization"]["department"]),
        "date": language.long_date(day),
    }
    header, footer = labels.audience.theme.header, labels.audience.theme.footer
    meta = Meta(
        title=title,
        language=language.tag,
        identifier=data["id"],
        creator=creator,
        subject=kind,
        date=day,
        running=Running(
            head_start=around(header.start, "{short_title}", values),
            head_end=around(header.end, "{document_type}", values),
            foot_start=around(footer.start, "{organization}, {date}", values),
            page_of=around(footer.end, words.get("page_of", "{page}/{pages}"), values),
            draft=draft,
            skip=words.get("skip_link", "Skip to the text"),
        ),
    )
    return Document(meta, tuple(numbered_tables(blocks, language)))


def _short(title: str, most: int) -> str:
    """Give a title of a few words: what stands over a page names the document, no more.

    A long line that is decoration is also what checkers take for text left out of the tags.
    """
    words = title.split()
    most = max(most, 3)
    if len(words) <= most:
        return title
    return " ".join(words[:most]).rstrip(",;:.–—-|") + "…"


def numbered_tables(blocks: tuple[Block, ...], language: Language) -> Iterator[Block]:
    """Number the tables' captions, where there are so many that one must name them."""
    captioned = [block for block in blocks if isinstance(block, Table) and block.caption]
    pattern = language.words.get("table_number", "")
    number = 0
    for block in blocks:
        if (
            isinstance(block, Table)
            and block.caption
            and pattern
            and len(captioned) >= NUMBERED_FROM
        ):
            number += 1
            filled = language.filled("table_number", number=str(number))
            before, _, after = filled.partition("{caption}")
            caption = (Text(before), *block.caption, Text(after))
            yield replace(block, caption=tuple(i for i in caption if i != Text("")))
        else:
            yield block
