"""The usual slips of people who write YAML: what the parser says, and what helps."""

from __future__ import annotations

import re

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
    (
        "invalid Unicode character escape code",
        "an escape that is no character",
        "write the character itself",
    ),
    (
        "while parsing a quoted scalar",
        "an escape that means nothing",
        "write \\\\ for one \\, or put the value in single quotes",
    ),
    ("while scanning a tag", "a value cannot start with !", "put the value in quotes"),
    ("while parsing a tag", "a value cannot start with !", "put the value in quotes"),
    ("undefined tag handle", "a value cannot start with !", "put the value in quotes"),
    (
        "while scanning a block scalar",
        "something behind | or > that means nothing there",
        "put | or > at the end of the line, and the text below it, indented with spaces",
    ),
    (
        "did not find expected node content",
        "a value cannot start with this character",
        "put the value in quotes",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot start here",
        "start it on the next line, or put the value in quotes if the - belongs to it",
    ),
    (
        "did not find expected ',' or ']'",
        "the [ of line {line} is not closed, or a comma is missing",
        "close it with ], or put the value in quotes if the [ belongs to it",
    ),
    (
        "did not find expected ',' or '}'",
        "the { of line {line} is not closed, or a comma is missing",
        "close it with }, or put values in quotes that have a comma or brace in them",
    ),
    (
        "expected <document start>",
        "something after the end of the value",
        "write lines of key: value, from the start of the line",
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
    ("unexpected document indicator", "a quote that is opened and never closed", "close the quote"),
)


def syntax(fault: yaml.YAMLError, path: str, text: str) -> Diagnostic:
    """Say what the parser found in words that help."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    opened = getattr(fault, "context_mark", None)
    if "unexpected end of stream" in str(fault) or "document indicator" in str(fault):
        mark = opened or mark
    problem = str(getattr(fault, "problem", None) or fault)
    context = str(getattr(fault, "context", None) or "")
    if mark and text[mark.index : mark.index + 1] == "\t":
        problem = "found a tab character"
    lines = text.split("\n")
    if mark and (found := _looked_at(problem, lines, mark, opened)):
        line, column, message, hint = found
        return error("yaml.syntax", message, Location(path, line + 1, column + 1), hint)
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    for sign, message, hint in _SLIPS:
        if sign in problem or sign in context:
            line_ = str(opened.line + 1) if opened else ""
            return error("yaml.syntax", message.replace("{line}", line_), place, hint)
    return error("yaml.syntax", problem.lower(), place, "check indentation and quotes")


_Found = tuple[int, int, str, str]  # line and column from 0, message, hint


def _looked_at(
    problem: str, lines: list[str], mark: yaml.Mark, opened: yaml.Mark | None
) -> _Found | None:
    """Look at the line itself: the parser stumbles behind the slip, a person sees it there."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, mark.line, line[: mark.column])
    if "could not find expected ':'" in problem and opened:
        return _no_colon(lines[opened.line], opened)
    if "did not find expected key" in problem:
        before = line[: mark.column].rstrip()
        if before[-1:] in ("'", '"', "]", "}") and ":" in before:
            what = f"something stands behind the closing {before[-1]} of this value"
            hint = "put the whole value in quotes; for a ' inside '…' write two of them"
            return mark.line, mark.column, what, hint
    return None


def _second_colon(lines: list[str], number: int, before: str) -> _Found | None:
    line = lines[number]
    indent = len(line) - len(line.lstrip(" "))
    value = line.partition(": ")[2].lstrip()
    if value[:1] in ("“", "”", "„", "«"):
        hint = "curly quotes are no quotes here: put the value in straight ones"
        return number, len(before), "a second ': ' in one value", hint
    if ": " in before:
        return None
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if above is None:
        return None
    if re.match(r" *-[^ -]", lines[above]):
        column = lines[above].index("-") + 1
        return above, column, "no space behind the '-'", "write '- ', then the item"
    if indent > len(lines[above]) - len(lines[above].lstrip(" ")):
        what = "this line stands deeper than the one above it, which has a value already"
        return number, indent, what, "line it up with the line above"
    return None


def _no_colon(line: str, opened: yaml.Mark) -> _Found:
    if match := re.match(r" *[\w-]+:(?=\S)", line):
        return opened.line, match.end(), "no space behind the ':'", "write key: value"
    hint = "write 'key: value', or indent the text"
    return opened.line, opened.column, "a key without a ':'", hint
