"""The usual slips of people who write YAML: what the parser says, and what helps."""

from __future__ import annotations

import yaml

from briefgen.errors import Diagnostic, Location, error

# What the parser says, what a person needs to hear, and the remedy.
_SLIPS = (
    (
        "mapping values are not allowed",
        "a second ': ' in one value",
        'put the value in quotes: title: "First: second"',
    ),
    ("found character '\\t'", "a tab at the start of a line", "use spaces to indent"),
    ("found a tab character", "a tab at the start of a line", "use spaces to indent"),
    (
        "cannot start any token",
        "a value cannot start with this character",
        "put the value in quotes",
    ),
    ("while scanning an alias", "a value cannot start with *", "put the value in quotes"),
    ("while scanning an anchor", "a value cannot start with &", "put the value in quotes"),
    ("while scanning a directive", "a line cannot start with %", "put the value in quotes"),
    (
        "could not find expected ':'",
        "a key without a ':'",
        "write 'key: value', or indent the text",
    ),
    (
        "did not find expected key",
        "this line fits neither the list nor the mapping above it",
        "check its indentation, and quotes inside quotes",
    ),
    (
        "did not find expected '-' indicator",
        "a list item or key that does not line up with those above it",
        "check the indentation",
    ),
    ("unexpected end of stream", "a quote that is opened and never closed", "close the quote"),
)


def syntax(fault: yaml.YAMLError, path: str, text: str) -> Diagnostic:
    """Say what the parser found in words that help."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    if "unexpected end of stream" in str(fault):
        mark = getattr(fault, "context_mark", None) or mark
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    problem = str(getattr(fault, "problem", None) or fault)
    context = str(getattr(fault, "context", None) or "")
    if mark and text[mark.index : mark.index + 1] == "\t":
        problem = "found a tab character"
    for sign, message, hint in _SLIPS:
        if sign in problem or sign in context:
            return error("yaml.syntax", message, place, hint)
    return error("yaml.syntax", problem.lower(), place, "check indentation and quotes")
