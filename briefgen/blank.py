"""An empty issue file: every key of the format, explained in comments.

Owns the text that `briefgen new` writes, made from the description of an issue. Must
not know where it is written. What is needed stands ready to be filled in; the rest is
commented out, so that a key without its # stands where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.issue import Issue, Item
from briefgen.schema import (
    Choice,
    Date,
    Flag,
    Id,
    Key,
    Moment,
    ProseMap,
    Record,
    Records,
    Refs,
    keys,
)

_NAME = "Name to be written"
_FILL = {"id": "", "title": "Title to be written", "summary": "Summary to be written."}
_FIRST = {
    "id": "first",
    "approach": "Approach to be written",
    "implementation": "Implementation to be written",
}
# What a finished file holds no more.
UNWRITTEN = (_NAME, _FILL["title"], _FILL["summary"], *list(_FIRST.values())[1:])
# The day that is to be replaced: a file must have one, and the clock is not read.
_DAY = "2026-01-01"

_HEAD = """\
# An issue for briefgen. What stands behind a # is a remark, and counts for nothing.
# To use a key, take away the # before its name, and nothing else: #status: becomes status:
# Any text may be one value, or a mapping of default:, audiences and languages to wordings.
"""


def blank(issue_id: str, *, named: bool = False) -> str:
    """Give the file; `named` says that the workspace names the organization already."""
    lines = [_HEAD]
    for part in keys(Issue):
        lines.extend(_key(part, issue_id, named))
    return "\n".join(lines) + "\n"


def _key(part: Key, issue_id: str, named: bool) -> Iterator[str]:
    yield f"# {part.meaning[:1].upper()}{part.meaning[1:]}{_allowed(part)}"
    match part.kind:
        case Record(described):
            needed = part.name == "organization" and not named
            yield f"{'' if needed else '#'}{part.name}:"
            for inner in keys(described):
                ready = needed and inner.name == "name"
                value = f" {_NAME}" if ready else ""
                yield f"{'' if ready else '#'}  {inner.name}:{value}{_remark(inner)}"
        case Records(described):
            ready = part.name == "recommendations"  # the built-in audiences require one
            yield f"{part.name}:" if ready else f"#{part.name}:"
            yield from _item(described, "  ", _FIRST if ready else {})
        case _ if part.needed:
            value = {**_FILL, "id": issue_id, "date": _DAY}.get(part.name, "")
            yield f"{part.name}: {value}"
        case _:
            yield f"#{part.name}:"
    yield ""


def _item(described: type, indent: str, filled: dict[str, str]) -> Iterator[str]:
    """Give the keys of one item of a list, its own before those that every item may have."""
    usual = {inner.name for inner in keys(Item)} if issubclass(described, Item) else set()
    own = [inner for inner in keys(described) if inner.name not in usual]
    lead = f"{indent}- "
    for inner in (*own, *(inner for inner in keys(described) if inner.name in usual)):
        value = filled.get(inner.name, "")
        mark = "" if value else "#"
        yield f"{mark}{lead}{inner.name}:{f' {value}' if value else ''}{_remark(inner)}"
        lead = f"{indent}  "
        if isinstance(inner.kind, Records):
            yield from _item(inner.kind.type, f"{indent}    ", {})


def _remark(part: Key) -> str:
    return f"  # {part.meaning}{_allowed(part)}{', needed' if part.needed else ''}"


def _allowed(part: Key) -> str:
    """Say how a value is written, where that is not plain words."""
    match part.kind:
        case Choice(values) if len(values) > 1:
            return f": {', '.join(values[:-1])} or {values[-1]}"
        case Flag():
            return ": true or false"
        case Date():
            return ", such as 2026-11-23"
        case Moment():
            return ", such as 2026-12-01T06:00:00-06:00"
        case Id():
            return ", such as night-bus"
        case Refs():
            return ", such as [one, other]"
        case ProseMap():
            return ": lines of name: text, deeper than the key"
        case _:
            return ""
