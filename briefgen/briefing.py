"""One briefing: the only file that knows the order of the stages.

Issue -> view -> render -> parse -> document -> bytes. Must not know where files go
or what else is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import name as character_name

from briefgen import markup, notes
from briefgen.audience import TEMPLATE, Audience
from briefgen.cut import Cut, Picture, View
from briefgen.document import (
    Block,
    Document,
    Heading,
    Meta,
    Paragraph,
    Role,
    Running,
    Table,
    Text,
    inline_text,
    plain_text,
)
from briefgen.errors import (
    Diagnostic,
    InputError,
    Location,
    Severity,
    TemplateError,
    error,
    warning,
)
from briefgen.fonts import right_to_left, uncovered
from briefgen.inputs import Note, unnoted
from briefgen.issue import Issue
from briefgen.load import Loaded
from briefgen.render import Labels, Rendered, Setting, examine, render
from briefgen.theme import around
from briefgen.view import view
from briefgen.words import Language, is_language
from briefgen.writers import writer
from briefgen.writers.widths import crowded

EMAIL = "email.md.j2"

NUMBERED_FROM = 4  # tables, from which on one must name them
HEAD_WORDS = 7  # over a page: of the title and the kind of document together
CROWDED_FROM = 5  # columns, from which on a table may be too wide


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing in its formats, and what was noticed on the way."""

    document: Document
    files: dict[str, bytes]
    warnings: tuple[Diagnostic, ...]


def make(
    loaded: Loaded,
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    formats: Iterable[str],
    note: Note = unnoted,
) -> Briefing:
    """Make one briefing of an issue. Raises InputError or TemplateError."""
    document, warnings = compose(loaded, audience, language, roots, note)
    files: dict[str, bytes] = {}
    for name in formats:
        written = writer(name)(document, audience.theme)
        files[name] = written.content
        warnings += written.diagnostics
    return Briefing(document, files, warnings)


def compose(
    loaded: Loaded,
    audience: Audience,
    language: Language,
    roots: tuple[Path, ...],
    note: Note = unnoted,
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Take an issue as far as the document that every format is written from."""
    cut = _marked(view(loaded.issue, audience.id, language.tag), audience)
    _require(cut, audience, loaded)
    labels = Labels(audience, language.addressed(audience.lineage))
    rendered = render(TEMPLATE, Setting(cut, labels, roots, note=note))
    parsed = markup.parse_template(rendered.markdown, rendered.values, is_language)
    warnings = (*cut.warnings, *labels.warnings, *_flaws(parsed.flaws, rendered))
    blocks = notes.numbered(parsed.blocks) if rendered.cites else parsed.blocks
    document = _document(blocks, cut.data, labels)
    _check_outline(parsed.headings, rendered)
    warnings += tuple(_too_wide(document, audience, loaded))
    _check_glyphs(document, audience, loaded)
    return document, warnings


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
    names = [name for name in (TEMPLATE, EMAIL) if name in audience.files]
    setting = Setting(view(Issue(), audience.id, language.tag), labels, roots, note=note)
    return examine(setting, names, tables)


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
    return Document(meta, tuple(_numbered(blocks, language)))


def _short(title: str, most: int) -> str:
    """Give a title of a few words: what stands over a page names the document, no more.

    A long line that is decoration is also what checkers take for text left out of the tags.
    """
    words = title.split()
    most = max(most, 3)
    if len(words) <= most:
        return title
    return " ".join(words[:most]).rstrip(",;:.–—-|") + "…"


def _numbered(blocks: tuple[Block, ...], language: Language) -> Iterator[Block]:
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


def _too_wide(document: Document, audience: Audience, loaded: Loaded) -> Iterator[Diagnostic]:
    """Warn of tables whose numbers or words a page breaks for want of room."""
    for block in document.blocks:
        if (
            isinstance(block, Table)
            and len(block.columns) >= CROWDED_FROM
            and crowded(block, audience.theme)
        ):
            said = inline_text(block.caption) or inline_text(block.columns[0].label)
            yield warning(
                "table.crowded",
                f"the table '{said}' has more columns than a page has room for",
                Location(loaded.path),
                "leave columns out, make two tables of it, or name fewer in audience.yaml",
            )


def _check_outline(headings: tuple[tuple[Heading, int], ...], rendered: Rendered) -> None:
    """Hold the headings to one title and no gaps (PDF/UA-1, 7.4.2)."""
    faults = []
    level = 0
    for block, line in headings:
        words = f": '{inline_text(block.inlines)[:60]}'"
        if not level and block.level != 1:
            faults.append((f"the first heading is not the title{words}", line))
        elif level and block.level == 1:
            faults.append((f"a second title{words}", line))
        elif block.level > level + 1:
            faults.append((f"a heading of level {block.level} under one of {level}{words}", line))
        level = block.level
    if not level:
        faults.append(("no title", 0))
    if faults:
        raise TemplateError(
            error(
                "template.headings",
                what,
                rendered.place(markup.Flaw("", "", "", line, "")),
                "start with '# {{ issue.title }}', then '## ' for sections and '### ' below them",
            )
            for what, line in faults
        )


def _check_glyphs(document: Document, audience: Audience, loaded: Loaded) -> None:
    """Refuse characters that no face of the theme can show, naming each."""
    theme = audience.theme
    meta, around = document.meta, document.meta.running
    said = "".join(
        (
            plain_text(document),
            *(meta.title, meta.creator, meta.subject),
            *(around.head_start, around.head_end, around.foot_start, around.page_of, around.draft),
        )
    )
    lacking = uncovered(said, theme.coverage())
    reversed_ = [character for character in right_to_left(said) if character not in lacking]
    if lacking or reversed_:
        raise InputError(
            [
                *(_no_glyph(character, loaded) for character in lacking),
                *(_from_the_right(character, loaded) for character in reversed_),
            ]
        )


def _from_the_right(character: str, loaded: Loaded) -> Diagnostic:
    return error(
        "text.right-to-left",
        f"U+{ord(character):04X} ({_name(character)}) is written from right to left",
        _first(character, loaded),
        "such scripts are not built yet: write it in Latin letters",
    )


def _no_glyph(character: str, loaded: Loaded) -> Diagnostic:
    return error(
        "text.no-glyph",
        f"no font has U+{ord(character):04X} ({_name(character)})",
        _first(character, loaded),
        "write it in words, or with another character",
    )


def _name(character: str) -> str:
    return character_name(character, "a character without a name").lower()


def _first(character: str, loaded: Loaded) -> Location:
    """Give where a character stands first in the issue's file."""
    at = loaded.source.find(character)
    if at < 0 and (escape := _escapes(character).search(loaded.source)):
        at = escape.start()
    if at < 0:
        return Location(loaded.path)
    line = loaded.source.count("\n", 0, at) + 1
    return Location(loaded.path, line, at - loaded.source.rfind("\n", 0, at))


def _escapes(character: str) -> re.Pattern[str]:
    """Give what else stands for a character: YAML's escapes, and prose's."""
    code = ord(character)
    written = f"0*{code:x}"
    return re.compile(rf"(?i:\\[xuU]{written}(?![0-9a-f])|&#x{written};)|&#0*{code};")
