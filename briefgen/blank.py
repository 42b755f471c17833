"""An empty issue file: every key of the format, explained in comments.

Owns the text that `briefgen new` writes, made from the description of an issue. Must
not know where it is written. What is needed stands ready to be filled in; the rest is
commented out.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.issue import Issue, Item
from briefgen.schema import Key, Record, Records, keys

_FILL = {"id": "", "title": "Title to be written", "summary": "Summary to be written."}
# The day that is to be replaced: a file must have one, and the clock is not read.
_DAY = "2026-01-01"


def blank(issue_id: str, *, named: bool = False) -> str:
    """Give the file; `named` says that the workspace names the organization already."""
    lines = [
        "# An issue for briefgen. Lines that start with # are comments: take the # away to use",
        "# a key. Any text may be one value, or a mapping of default: and audiences to wordings.",
        "",
    ]
    for part in keys(Issue):
        lines.extend(_key(part, issue_id, named))
    return "\n".join(lines) + "\n"


def _key(part: Key, issue_id: str, named: bool) -> Iterator[str]:
    yield f"# {part.meaning[:1].upper()}{part.meaning[1:]}"
    match part.kind:
        case Record(described):
            needed = part.name == "organization" and not named
            mark = "" if needed else "# "
            yield f"{mark}{part.name}:"
            for inner in keys(described):
                now = "" if needed and inner.name == "name" else "# "
                value = " Name to be written" if not now else ""
                yield f"{now}  {inner.name}:{value}  # {inner.meaning}"
        case Records(described):
            ready = part.name == "recommendations"
            yield f"{part.name}:" if ready else f"# {part.name}:"
            if ready:  # the built-in audiences require one
                yield "  - id: first"
                yield "    approach: Approach to be written"
                yield "    implementation: Implementation to be written"
                yield "# Each of them may have:"
            usual = {inner.name for inner in keys(Item)}
            first = "-"
            for inner in keys(described):
                if inner.name not in usual:
                    need = ", needed" if inner.needed else ""
                    yield f"#   {first} {inner.name}:  # {inner.meaning}{need}"
                    first = " "
            for inner in keys(Item):
                yield f"#     {inner.name}:  # {inner.meaning}"
        case _ if part.needed:
            value = {**_FILL, "id": issue_id, "date": _DAY}.get(part.name, "")
            yield f"{part.name}: {value}"
        case _:
            yield f"# {part.name}:"
    yield ""
