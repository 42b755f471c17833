"""Write docs/reference.md from the code: `make reference`. A test fails when it is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, assert_never

from typer.main import get_command

from briefgen import audit, recipients
from briefgen.audience import COLUMNS, Config, ThemeChanges
from briefgen.audience.changes import StyleChange
from briefgen.audience.faces import MOST
from briefgen.audit import limits as audited
from briefgen.audit.report import Kind as AuditKind
from briefgen.cli.app import app as cli
from briefgen.errors import ExitCode
from briefgen.fonts import MAX_BYTES as FONT_BYTES
from briefgen.issue import LISTS, SECTIONS, Issue, Item
from briefgen.letterheads import MAX_BYTES as LETTERHEAD_BYTES
from briefgen.letterheads import package as letters
from briefgen.letterheads.fields import MAX_FIELDS
from briefgen.letterheads.pictures import MAX_BYTES as PICTURE_BYTES
from briefgen.letterheads.styles import MAX_STYLES
from briefgen.schema import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Entries,
    File,
    Flag,
    Id,
    Key,
    Kind,
    LanguageTag,
    Moment,
    NamesOrRecords,
    Number,
    OneRef,
    Pattern,
    Plain,
    ProseMap,
    Record,
    Records,
    Refs,
    Rows,
    Word,
    Worded,
    WordedList,
    Words,
    Zone,
    keys,
)
from briefgen.schema.prose import MAX_LENGTH
from briefgen.sheets import limits
from briefgen.theme import FACES
from briefgen.workspace import Settings
from briefgen.writers.docx import bounds
from briefgen.yamlfile.source import MAX_BYTES
from docs import templates

PAGE = Path(__file__).with_name("reference.md")

KINDS = """\
- **text**: one line of plain text, kept as it is written: `7.30` stays 7.30 and `no` stays
  no. Never markup: `*` is an asterisk in every output. A line break in it is a space.
- **prose**: Markdown: paragraphs, *emphasis*, **strong**, links to https, http and mailto,
  lists, quotes, and `[texto]{lang=es}` for words in another language. No HTML, images,
  headings or code.
- **url**: text that is an https, http or mailto address.
- **id**: 1 to 64 of a-z, 0-9 and hyphens, unique in its list.
- **date**: `2026-11-23`. **moment**: `2026-12-01T06:00:00-06:00`.
- **wording**: in place of any text or prose, a mapping of `default`, audiences, language tags
  and `audience/tag` to wordings of it. The document's language comes first, then the audience.
"""

RECIPIENTS = """\
A CSV (UTF-8, with commas, semicolons or tabs) or the first visible sheet of an XLSX. Its first
row names the columns, in any order; `E-Mail`, ` EMAIL ` and `Email Address` are `email`. Any other
column is a field for templates: `First Name` is `recipient.first_name`. Each address stands in
one row alone, whatever its capitals. It is checked by its form, and looked up nowhere; names
under `.local`, `.test`, `.invalid` and `localhost` pass, quoted ones and numbers in brackets do
not.
"""

CODES = {
    ExitCode.DONE: "done",
    ExitCode.BUG: "a bug in briefgen, the only case with a traceback",
    ExitCode.USAGE: "usage: options, missing files",
    ExitCode.INPUT: "faulty input: issue, workspace or recipients file, a failed `requires`, a "
    "file that `audit` cannot read, or not the whole of",
    ExitCode.TEMPLATE: "faulty template, audience, words, theme, font or letterhead",
    ExitCode.OUTPUT: "could not be written; also: edited by hand, or another run in the folder",
    ExitCode.MAIL: "mail could not be delivered, or was refused: a draft, an embargo, a file "
    "edited by hand, a size, an audience that the issue is not for",
    ExitCode.PARTIAL: "several issues or recipients were asked for, some came through and some "
    "failed",
    ExitCode.FAULTS: "`audit` found faults",
    ExitCode.INTERRUPTED: "interrupted; also how `build --watch` ends. `mail send` "
    "finishes the message under way first",
}

JSON = """\
With `--json` a command prints one object to stdout, and nothing to stderr:

```
{"version": 1, "paths": [...], "diagnostics": [{"severity": "error", "code": "issue.unknown-key",
 "message": "...", "hint": "...", "file": "data/bridge.yaml", "line": 6, "column": 1}]}
```

With `build --watch` every build that has something to say prints such an object on a line of
its own (JSON Lines), and stderr has the lines for people: `built 2 files in 0.1 s`.

`severity` is `error`, `warning`, or `note` for what could not be looked at, which is no fault with
`--strict` either. `line` and `column` count from 1, and are 0 where there is none; in a CSV or
XLSX file they are the row and the column. `build` adds `paths`, and with `--explain` `omissions`
(`audience`, `what`, `why`, `file`, `line`, `column`); `visibility` adds `audiences` and `items`
(`list`, `name`, `audiences`). `audiences` adds `audiences` (`id`, `name`, `document_type`,
`formats`, `inherits`, the nearest first, and `files`, by name where each lies), `audience show`
`settings` (`key`, `value`, `file`, `line`, `column`; without a file it is as usual).
`audit` adds `files`, each with `file`, `kind`, `summary`, `verdict` (`pass` or `fail` of the
machine checks, `open` where not all was looked at), `claims` and `against` (standards), `faults`,
`checks` (`code`, `title`, `rules`, `outcome`, `looked`, `faults`),
`findings` (`code`, `severity`, `message`, `page`, `line`, `element`, `rules`, `remedy`),
`human` (`code`, `question`, `rules`, `subjects`, `more`) and `unread`. `mail draft` adds `paths`;
`mail send` and `mail status` add `sends` (`recipient`, `audience`, `issue`, `edition`, `state`:
`planned`, `sent`, `refused` or `unknown`, `message_id`, `reply`, and for `mail status` `at`), and
`mail send --test-to` adds `test` (`recipient`, `reply`; null where nothing was sent). Where all is
refused, the reasons are the diagnostics.
"""

_SHEET = f"{limits.MAX_ROWS:,} rows, {limits.MAX_COLUMNS} columns, {limits.MAX_CELLS:,} cells"
LIMITS = f"""\
- an issue file: {MAX_BYTES // 1_000_000} MB; one prose value: {MAX_LENGTH:,} characters
- YAML aliases stand for at most 10,000 values; nesting goes 32 deep
- a CSV or XLSX file: {limits.MAX_BYTES // 1_000_000} MB, {_SHEET}
- a cell of one: {limits.MAX_CELL_LENGTH:,} characters
- in a DOCX, as far as Word goes: a table of {bounds.MAX_COLUMNS} columns, a list that counts to
  {bounds.MAX_NUMBER:,}, an address of {bounds.MAX_ADDRESS:,} characters (a longer one is written
  as words)
- a picture: PNG or JPEG, 20 MB, 20 megapixels, 16 pixels at least, no more than 20 times as
  wide as high
- a font of a theme: a TrueType file of {FONT_BYTES // 1_000_000} MB, {MOST} faces a list
- a letterhead: {LETTERHEAD_BYTES // 1_000_000} MB, and {letters.MAX_PARTS:,} parts of
  {letters.MAX_DECLARED // 1_000_000} MB when unpacked; a picture of it {PICTURE_BYTES // 1_000_000}
  MB; {MAX_STYLES:,} styles; {MAX_FIELDS} fields in a header or footer
- a file to audit: {audited.MAX_BYTES // 1_000_000} MB, HTML {audited.MAX_HTML // 1_000_000} MB;
  unpacked, a PDF {audited.MAX_UNPACKED // 1_000_000} MB, the texts of a DOCX
  {audited.MAX_XML // 1_000_000} MB; {audited.MAX_PAGES:,} pages; {audited.MAX_OPERATORS:,}
  drawing operators
"""


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


def page() -> str:
    """Give the page as it must be."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Made from the code by `make reference`; edit the code, not this page."
    yield from ("", "## Commands", "")
    for name, command in _commands():
        yield from _command(name, command)
    yield from ("", "## Kinds of value", "", KINDS, "## The issue file", "")
    lists = [part for part in keys(Issue) if part.name in LISTS]
    yield from _table(part for part in keys(Issue) if part.name not in LISTS)
    for part in keys(Issue):
        if isinstance(part.kind, Record):
            yield from ("", f"### `{part.name}`", "")
            yield from _table(keys(part.kind.type))
    yield from ("", "### Every item of every list", "")
    yield from _table(keys(Item))
    common = {part.name for part in keys(Item)}
    for part in lists:
        assert isinstance(part.kind, Records)
        yield from (
            "",
            f"### `{part.name}`",
            "",
            f"{part.meaning[:1].upper()}{part.meaning[1:]}.",
            "",
        )
        yield from _table(p for p in keys(part.kind.type) if p.name not in common)
        yield from _columns_of(part.kind.type)
    yield from ("", "## briefgen.yaml", "")
    yield from _table(keys(Settings))
    yield from ("", "## audience.yaml", "")
    yield from _table(keys(Config))
    yield from ("", f"Sections: {_ticks(SECTIONS)}.", "", "| table | columns |", "|---|---|")
    yield from (f"| `{name}` | {_ticks(columns)} |" for name, columns in COLUMNS.items())
    yield from ("", "## theme.yaml", "")
    yield from _theme()
    yield from ("", "## The recipients file", "", RECIPIENTS)
    yield from ("| column | needed | what it is |", "|---|---|---|")
    for column in recipients.COLUMNS:
        yield f"| `{column.name}` | {column.needed} | {column.meaning} |"
    yield from ("", "## Templates", "")
    yield from templates.lines()
    yield from ("", "## What `audit` checks", "")
    yield from _checks()
    yield from ("", "## JSON", "", JSON)
    yield from ("", "## Limits", "", LIMITS)
    yield from ("", "## Exit codes", "", "| code | meaning |", "|---|---|")
    yield from (f"| {code.value} | {CODES[code]} |" for code in ExitCode)


def _theme() -> Iterator[str]:
    """Give the keys of theme.yaml, and of what stands in it."""
    yield f"Faces that briefgen knows: {_ticks(FACES)}."
    yield ""
    yield from _table(keys(ThemeChanges))
    for part in keys(ThemeChanges):
        if isinstance(part.kind, Record):
            yield from ("", f"### `{part.name}` of a theme", "")
            yield from _table(keys(part.kind.type))
            for inner in keys(part.kind.type):
                if isinstance(inner.kind, NamesOrRecords):
                    face = inner.kind.type
                elif isinstance(inner.kind, Record) and part.name != "styles":
                    yield from ("", f"`{inner.name}` of it:", "")
                    yield from _table(keys(inner.kind.type))
            if part.name == "fonts":
                yield from ("", "A face of your own:", "")
                yield from _table(keys(face))
            if part.name == "styles":
                yield from ("", "Each style:", "")
                yield from _table(keys(StyleChange))


def _checks() -> Iterator[str]:
    """Give every check of every kind of file."""
    for kind in AuditKind:
        yield from (f"### {kind}", "", "| check | holds when | rule |", "|---|---|---|")
        for check in audit.checks(kind):
            rules = "; ".join(str(rule) for rule in check.rules)
            yield f"| `{check.code}` | {check.title} | {rules} |"
        yield ""


def _columns_of(described: type) -> Iterator[str]:
    """Give the keys of lists inside an item, such as the columns of a table."""
    for part in keys(described):
        if isinstance(part.kind, Records):
            yield from ("", f"Each of its `{part.name}`:", "")
            yield from _table(keys(part.kind.type))


def _commands() -> Iterator[tuple[str, Any]]:
    # Typer carries a Click of its own, whose classes have no public names.
    group: Any = get_command(cli)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        yield from (
            [(f"{name} {part}", one) for part, one in inner.items()] if inner else [(name, command)]
        )


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = [_usage(p) for p in arguments]
    yield f"### `{' '.join(['briefgen', name, *words, *(['[options]'] if options else [])])}`"
    yield from ("", (command.help or "").strip(), "")
    yield from (f"- `{_metavar(part)}`: {part.help}" for part in arguments)
    yield from (f"- {_option(part)}: {part.help}" for part in options)
    yield from ("", "```", *_examples(command.epilog or ""), "```", "")


def _metavar(part: Any) -> str:
    return str(part.metavar or part.name)


def _usage(part: Any) -> str:
    shown = f"{_metavar(part)}{' …' if part.nargs == -1 else ''}"
    return shown if part.required else f"[{shown}]"


def _option(part: Any) -> str:
    names = ", ".join(f"`{name}`" for name in sorted(part.opts, key=len, reverse=True))
    if part.is_flag or part.count:
        return names
    return f"{names} `{part.metavar}`"


def _examples(epilog: str) -> Iterator[str]:
    """Give the lines of a command's examples, their remarks as a shell's comments."""
    for line in epilog.strip().splitlines()[1:]:
        line = line.replace("[dim]", "# ").replace("[/dim]", "").strip()
        if line:
            yield line


def _table(parts: Iterator[Key] | tuple[Key, ...]) -> Iterator[str]:
    yield "| key | kind | needed | what it is |"
    yield "|---|---|---|---|"
    for part in parts:
        needed = "yes" if part.needed else ""
        yield f"| `{part.name}` | {_kind(part.kind)} | {needed} | {part.meaning} |"


def _ticks(names: object) -> str:
    assert not isinstance(names, str)
    return ", ".join(f"`{name}`" for name in names)  # type: ignore[attr-defined]


def _kind(kind: Kind) -> str:  # noqa: C901 - one case a kind
    match kind:
        case Worded(of):
            return of.replace("-", " ")
        case Word():
            return "text, one wording"
        case Words():
            return "list of text, one wording"
        case WordedList():
            return "list of text"
        case Id() | Date() | Moment():
            return type(kind).__name__.lower()
        case Number(least, most):
            return f"number from {least:g} to {most:g}"
        case Flag():
            return "`true` or `false`"
        case Choice(values):
            return f"one of {_ticks(values)}" if len(values) > 1 else f"`{values[0]}`"
        case Choices(values):
            return f"list of {_ticks(values)}"
        case LanguageTag():
            return "language tag"
        case Zone():
            return "time zone (IANA)"
        case AudienceNames():
            return "list of audiences"
        case Refs(lists):
            return f"ids of {' or '.join(lists)}"
        case OneRef(lists):
            return f"id of {' or '.join(lists)}"
        case Record():
            return "mapping"
        case Records():
            return "list"
        case NamesOrRecords():
            return "list of names, or mappings"
        case Pattern(names):
            return f"text with {_ticks('{' + name + '}' for name in names)}"
        case ProseMap():
            return "mapping of names to prose"
        case Entries():
            return "list of names, each alone or with its heading or looks"
        case File():
            return "path of a file"
        case Rows():
            return "list of mappings, or path of a file"
        case Plain():
            return "any mapping"
        case _:
            assert_never(kind)


if __name__ == "__main__":
    sys.exit(main())
