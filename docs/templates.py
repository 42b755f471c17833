"""The part of docs/reference.md that says what a template may use, made from the code."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.document import Role
from briefgen.markup import bounds
from briefgen.render import grammar, ledger, sandbox, tables
from briefgen.render.filters import LISTS, OWN, TESTS

INTRODUCTION = """\
A template is Markdown with [Jinja](https://jinja.palletsprojects.com/en/stable/templates/); how
one is written, [the page on templates](how-to-templates.md) shows. What is printed with `{{ }}`
is plain text, whatever it holds; prose keeps its paragraphs when it stands alone on a line, and
is its words inside one.
"""

NAMES = {
    "issue": "the issue as this audience sees it: every key of this page is there, empty where "
    "there is nothing. References (`raised_by`, `sources` …) stand for the items themselves. Every "
    "item has `called`, the name that a person knows it by. `extra` holds what the issue's author "
    "put there",
    "sections": "the sections of `audience.yaml` in order, each with `name`, `heading`, `intro` "
    "and `files`, the templates to include, of which the first that is there is taken",
    "section": "in a section's template: the one of `sections` that it is for",
    "audience": "`id`, `name`, `document_type`",
    "words": "the fixed words of the language, such as `words.raised_by`",
    "recipient": "a row of the recipients' file by column; empty in ordinary builds. What asks for "
    "it is made anew for each that differs there",
    "loop": f"in a loop: {', '.join(f'`{name}`' for name in sorted(sandbox.LOOP_FIELDS))}",
}
OF_MAILS = {
    "briefing": "the whole briefing, on a line of its own",
    "attached": "the formats in which it goes along with the mail, as a person calls them: "
    "Word, PDF",
}
FUNCTIONS = {
    "table(name, rows=…, caption=…)": "a table on a line of its own. `name` is a standard table, "
    "the id of one of the issue's own, or an item of `issue.tables`; `rows` are items of a list "
    'instead of all, such as `issue.risks|selectattr("severity", "equalto", "high")`; an empty '
    "table is false, and prints nothing",
    "range(…)": f"whole numbers, at most {sandbox.MAX_RANGE:,}",
}
OF_MAILS_TOO = """\
In `email.md.j2`, which says what stands in a mail, there are two more. Its first heading, in a
line that starts with `# `, is the mail's subject and does not stand in the text. An audience
without one takes that of `templates/_shared/`."""
METHODS = (
    ("text", sandbox.TEXT_METHODS),
    ("date", sandbox.DATE_FIELDS),
    ("group of fields", sandbox.DICT_METHODS),
)
BLOCKS = """\
Beyond what prose may hold a template may yield headings (`#` is the title, `##` a section, `###`
a part of one), rules (`---`), tables with `|`, labelled lines

```
To:
: {{ issue.memo.to }}
```

and boxes, each ended by a line `:::`:
"""
BOXES = {
    "panel": "a panel around what stands in it",
    "notes": "the list of sources: items that start with `{{ source|note }}`",
}
ROLES = {
    Role.EYEBROW: "the line over the title",
    Role.SUBTITLE: "the line under it",
    Role.LEAD: "the sentence that must be read",
    Role.STATUS: "the draft or release line",
    Role.SMALL: "sources and boilerplate",
    Role.CLOSING: "the mark at the end",
}
LIMITS = f"""\
- one template: {grammar.MAX_TEMPLATE // 1000} kB, {grammar.MAX_TEMPLATE_WORDS:,} words and signs \
in its tags; all of a run: {ledger.MAX_WORDS:,}
- tags inside each other: {grammar.MAX_BLOCKS}; brackets: {grammar.MAX_BRACKETS}; operations, \
fields and filters in a row: {grammar.MAX_EXPRESSION}; `elif` of one `if`: {grammar.MAX_BRANCHES}
- templates inside each other: {ledger.MAX_INCLUDES}; macros: {ledger.MAX_CALLS}
- one run: {ledger.MAX_STEPS:,} steps (a turn of a loop or a value printed is one, a call five, an \
include ten, a table {tables.TABLE_STEPS} and one a row), {ledger.MAX_CHARACTERS:,} characters
- numbers in sums: up to {sandbox.MOST:,.0f}, and no powers
- the Markdown: {bounds.MAX_SIGNS:,} lines and signs that mark something (what values hold and \
what stands in tables does not count), {bounds.MAX_BRACKETS:,} brackets a paragraph, \
{bounds.MAX_BOXES} boxes inside each other, {bounds.MAX_COLUMNS} columns
"""


def lines() -> Iterator[str]:
    """Give the section, without its heading."""
    yield from (INTRODUCTION, "### Names", "")
    yield from (f"- `{name}`: {meaning}" for name, meaning in NAMES.items())
    yield from ("", OF_MAILS_TOO, "")
    yield from (f"- `{name}`: {meaning}" for name, meaning in OF_MAILS.items())
    yield ""
    for kind, fields in METHODS:
        yield f"Of a {kind} one may ask {', '.join(f'`{name}`' for name in sorted(fields))}."
    yield from ("", "### Functions", "")
    yield from (f"- `{name}`: {meaning}" for name, meaning in FUNCTIONS.items())
    yield from ("", "### Filters", "", "| filter | gives |", "|---|---|")
    known = {**LISTS, **{name: _said(function.__doc__) for name, function in OWN.items()}}
    yield from (f"| `{name}` | {known[name]} |" for name in sorted(known))
    yield from ("", f"**Tests** (`is …`): {', '.join(f'`{name}`' for name in TESTS)}.")
    yield from ("", "### Blocks", "", BLOCKS)
    boxes = {**BOXES, **{role.value: said for role, said in ROLES.items()}}
    yield from (f"- `::: {name}`: {meaning}" for name, meaning in boxes.items())
    yield from ("", "### Limits of a template", "", LIMITS.rstrip())


def _said(remark: str | None) -> str:
    """Give the first line of a docstring as a part of a sentence."""
    first = (remark or "").strip().split("\n")[0].rstrip(".").removeprefix("Give ")
    return f"{first[:1].lower()}{first[1:]}".replace("|", "\\|")
