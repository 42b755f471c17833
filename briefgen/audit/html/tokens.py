"""HTML -> start tags, end tags and text, as browsers take it apart (WHATWG HTML, 13.2.5).

Owns the syntax. The standard library's parser is not used: over files that leave comments
and quotes open it takes time in proportion to the square of their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TypeAlias

# What is in these is text up to their end tag, and in all but two not even references.
RAW = frozenset(("script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"))
_REFERENCES = ("textarea", "title")

_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>=][^\s/>=]*+)(\s*+=\s*+)?")
_UNQUOTED = re.compile(r"[^\s>]*+")
_TAG_END = re.compile(r"[\s/]*+>")
_FILE_END = re.compile(r"[\s/]*+\Z")
MAX_VALUE = 20_000


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; `closed` tells that it ends itself (`<circle/>`)."""

    name: str
    attributes: dict[str, str]
    at: int
    closed: bool


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text, with its references replaced."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The file ends in the middle of something, which nobody writes: it is cut off there."""

    what: str


Token: TypeAlias = Start | End | Words | Broken


def tokens(source: str) -> Iterator[Token]:
    """Give what a file consists of; comments and declarations are nothing."""
    at, length = 0, len(source)
    while at < length:
        begin = source.find("<", at)
        if begin < 0:
            yield Words(unescape(source[at:]))
            return
        if begin > at:
            yield Words(unescape(source[at:begin]))
        made: Token | None = None
        if source.startswith("<!--", begin):
            end = source.find("-->", begin + 2)
            at = end + 3 if end >= 0 else length
            made = None if end >= 0 else Broken("a comment")
        elif source.startswith(("<!", "<?"), begin):
            end = source.find(">", begin)
            at = end + 1 if end >= 0 else length
        elif source.startswith("</", begin):
            made, at = _end(source, begin)
        else:
            made, at = _start(source, begin)
        if made is not None:
            yield made
        elif at == begin + 1:
            yield Words("<")
        if isinstance(made, Start) and made.name in RAW and not made.closed:
            end = _raw_end(source, at, made.name)
            text = source[at:end]
            yield Words(unescape(text) if made.name in _REFERENCES else text)
            at = end
            if at == length:
                yield Broken(f"<{made.name}>")


def _end(source: str, begin: int) -> tuple[End | None, int]:
    end = source.find(">", begin)
    match = _NAME.match(source, begin + 2)
    at = end + 1 if end >= 0 else len(source)
    return (End(match[0].lower()) if match and end >= 0 else None), at


def _start(source: str, begin: int) -> tuple[Start | Broken | None, int]:
    match = _NAME.match(source, begin + 1)
    if match is None:
        return None, begin + 1
    at = match.end()
    attributes: dict[str, str] = {}
    while True:
        if end := _TAG_END.match(source, at):
            closed = "/" in end[0]
            return Start(match[0].lower()[:100], attributes, begin, closed), end.end()
        found = _ATTRIBUTE.match(source, at)
        if found is None:
            if _FILE_END.match(source, at):
                return Broken("a tag"), len(source)
            return None, at + 1  # a sign that no name begins with
        at = found.end()
        value = ""
        if found[2] is not None:
            quote = source[at : at + 1]
            if quote in ("'", '"') and quote:
                end_quote = source.find(quote, at + 1)
                if end_quote < 0:
                    return Broken("a tag"), len(source)
                value, at = source[at + 1 : end_quote], end_quote + 1
            elif bare := _UNQUOTED.match(source, at):
                value, at = bare[0], bare.end()
        attributes.setdefault(found[1].lower()[:100], unescape(value[:MAX_VALUE]))


def _raw_end(source: str, at: int, name: str) -> int:
    """Find where the text of a raw element ends."""
    match = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return match.start() if match else len(source)
