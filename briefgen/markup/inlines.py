"""Inlines: markdown-it's tokens of one line of text, refusing what briefgen has not.

Owns placeholders inside a line, and the flaws that are met on the way. Must not know
blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import assert_never

from markdown_it.token import Token

from briefgen.document import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Span,
    Strong,
    Text,
)
from briefgen.markup.bounds import MAX_INLINE
from briefgen.markup.links import LINK_HINT, link_problem
from briefgen.markup.values import CLOSE, OPEN, Flaw, Inset, Passage, Phrase, Value, Words

_PLACEHOLDER = re.compile(f"{OPEN}(\\d+){CLOSE}")
_BULLET = " \u2022 "

# What CommonMark has and briefgen has not, by token.
_REFUSED = {
    "html_inline": ("markup.html", "raw HTML", "write the words without tags"),
    "html_block": ("markup.html", "raw HTML", "write the words without tags"),
    "code_inline": ("markup.code", "code between backticks", "leave the backticks out"),
    "code_block": ("markup.code", "a line indented by four spaces or more", "indent it less"),
    "fence": ("markup.code", "a block of code", "leave the backticks or tildes out"),
    "image": ("markup.image", "an image", "images cannot stand in text; delete it"),
    "hr": ("markup.rule", "a rule across the page", "delete it, or write \\--- for three dashes"),
}


class InlineReader:
    """Reads lines of one piece of Markdown; `values` are those of its placeholders.

    `line` is where the reading stands, from 0; flaws are noted there.
    """

    def __init__(
        self,
        lines: Sequence[str],
        values: Sequence[Value],
        is_language: Callable[[str], bool],
        *,
        template: bool,
    ) -> None:
        """Take the lines of the source, to quote from."""
        self.lines = lines
        self.values = values
        self.is_language = is_language
        self.template = template
        self.line = 0
        self.flaws: list[Flaw] = []
        self.depth = 0  # of emphasis, links and spans inside each other

    def alone(self, token: Token) -> Value | None:
        """Give the value that stands alone on its line, if one does."""
        only = _PLACEHOLDER.fullmatch(token.content.strip())
        return self.known(only.group(1)) if only else None

    def inlines(self, token: Token) -> Inlines:
        """Read one line, or one paragraph."""
        if token.map:
            self.line = token.map[0]
        return self._read(token.children or ())

    def items(self, token: Token) -> list[Inlines]:
        """Read a line that lists things, each behind a bullet: `• one • two`."""
        if token.map:
            self.line = token.map[0]
        found: list[list[Token]] = []
        for place, child in enumerate(token.children or ()):
            if child.type != "text" or child.level:
                found[-1].append(child)
                continue
            first, *others = (child.content if place else f" {child.content}").split(_BULLET)
            if place:
                found[-1].append(child.copy(content=first))
            found.extend([child.copy(content=other)] for other in others)
        return [item for part in found if (item := self._read(part))]

    def _read(self, tokens: Iterable[Token]) -> Inlines:
        return trimmed(_merged(self._run(iter(tokens), None)))

    def _run(self, tokens: Iterator[Token], end: str | None) -> list[Inline]:
        found: list[Inline] = []
        self.depth += 1
        if self.depth > MAX_INLINE + 1:
            self.flaw(
                "markup.too-deep",
                "emphasis or links nested too deep",
                "end each mark before the next begins",
                "",
            )
            _skip(tokens, end)
        for token in tokens:
            if token.type == end:
                break
            found.extend(self._inline(token, tokens))
        self.depth -= 1
        return found

    def _inline(self, token: Token, tokens: Iterator[Token]) -> list[Inline]:
        match token.type:
            case "text":
                return self._text(token.content, literal=True)
            case "text_special":
                return self._text(token.content, literal=False)
            case "softbreak":
                self.line += 1
                return [Text(" ")]
            case "hardbreak":
                self.line += 1
                return [LineBreak()]
            case "strong_open":
                return _around(Strong, self._run(tokens, "strong_close"))
            case "em_open":
                return _around(Emphasis, self._run(tokens, "em_close"))
            case "link_open":
                href = str(token.attrGet("href") or "")
                inner = _merged(self._run(tokens, "link_close"))
                return self._link(href, tuple(inner))
            case "span_open":
                inner = _merged(self._run(tokens, "span_close"))
                return self._span(token, tuple(inner))
            case kind if kind.endswith("_close"):
                return []  # of a mark that was passed over
            case _:
                self.refuse(token)
                self.line += token.content.count("\n")
                return []

    def _text(self, content: str, *, literal: bool) -> list[Inline]:
        if literal and "**" in content:
            self.flaw(
                "markup.stray-mark",
                "'**' that marks nothing and would be printed",
                "bold marks must touch their words: **words**; write \\*\\* for the signs",
                "**",
                grave=self.template,
            )
        if literal and "{lang" in content:
            self.flaw(
                "markup.span",
                "braces that mark no words and would be printed",
                "write [texto]{lang=es}",
                "{lang",
            )
        if OPEN not in content:
            return [Text(content)]
        found: list[Inline] = []
        at = 0
        for match in _PLACEHOLDER.finditer(content):
            if match.start() > at:
                found.append(Text(content[at : match.start()]))
            found.extend(self._value(self.known(match.group(1)), match.group()))
            at = match.end()
        if at < len(content):
            found.append(Text(content[at:]))
        return found

    def known(self, number: str) -> Value:
        """Give the value of a placeholder; a number that none has is a flaw."""
        if int(number) < len(self.values):
            return self.values[int(number)]
        self.flaw("markup.placeholder", "a value taken to pieces", "print fields whole", "")
        return Words("")

    def _value(self, value: Value, stands: str) -> list[Inline]:
        match value:
            case Words(text, lang):
                if not text:
                    return []
                return [Span(lang, (Text(text),))] if lang else [Text(text)]
            case Phrase(inlines):
                return list(inlines)
            case Passage(blocks, name):
                if not blocks:
                    return []
                first = blocks[0]
                if len(blocks) > 1 or not isinstance(first, Paragraph):
                    self.flaw(
                        "markup.prose-in-line",
                        f"{name or 'this prose'} has more than one paragraph, and stands in a line",
                        "give it a line of its own, or shorten the value to one paragraph",
                        stands,
                    )
                    return []
                return [Span(first.lang, first.inlines)] if first.lang else list(first.inlines)
            case Inset(blocks, name):
                if not blocks:
                    return []
                self.flaw(
                    "markup.block-in-line",
                    f"{name or 'a table'} stands inside a line of text",
                    "give it a line of its own",
                    stands,
                )
                return []
            case _:
                assert_never(value)

    def _link(self, href: str, inlines: Inlines) -> list[Inline]:
        written = href
        for match in _PLACEHOLDER.finditer(href):
            value = self.known(match.group(1))
            said = value.text if isinstance(value, Words) else "…"
            href = href.replace(match.group(), said)
        if problem := link_problem(href):
            self.flaw("markup.link", problem, LINK_HINT, written)
            return list(inlines)
        return [Link(href, inlines)] if inlines else []

    def _span(self, token: Token, inlines: Inlines) -> list[Inline]:
        attributes = dict(token.attrs)
        lang = str(attributes.pop("lang", ""))
        if attributes or not lang or token.meta.get("insecure_attrs"):
            self.flaw(
                "markup.span", "braces that do not name a language", "write [texto]{lang=es}", "{"
            )
        elif not self.is_language(lang):
            self.flaw(
                "markup.language",
                f"'{lang}' is no language tag",
                "write a tag such as es, es-MX or zh-Hans",
                f"lang={lang}",
            )
        else:
            return [Span(lang, inlines)]
        return list(inlines)

    def refuse(self, token: Token) -> None:
        """Note that briefgen has no such thing."""
        code, what, hint = _REFUSED.get(
            token.type, ("markup.unknown", f"markup that is not understood ({token.type})", "")
        )
        snippet = token.content.strip().split("\n")[0]
        if token.type == "code_inline":
            snippet = "`"
        elif token.type == "image":
            snippet = "!["
        elif token.type in ("hr", "fence"):
            snippet = self.lines[self.line].strip()
        self.flaw(code, what, hint, snippet)

    def flaw(self, code: str, message: str, hint: str, snippet: str, *, grave: bool = True) -> None:
        """Note what is wrong in the line where the reading stands."""
        self.flaws.append(Flaw(code, message, hint, self.line, snippet, grave))


def _skip(tokens: Iterator[Token], end: str | None) -> None:
    """Pass over what stands inside a mark, up to where it ends."""
    begin, depth = (end or "").replace("_close", "_open"), 1
    for token in tokens:
        depth += (token.type == begin) - (token.type == end)
        if not depth:
            return


def _around(kind: type[Strong] | type[Emphasis], inner: list[Inline]) -> list[Inline]:
    return [kind(tuple(_merged(inner)))] if inner else []


def _merged(inlines: list[Inline]) -> list[Inline]:
    """Join neighbouring runs of text, so that equal words make equal documents."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Text):
            if not inline.text:
                continue
            if isinstance(last, Text):
                if inline.text == " " and last.text.endswith(" "):
                    continue  # a line that was nothing but an empty value
                merged[-1] = Text(last.text + inline.text)
                continue
        merged.append(inline)
    return merged


def trimmed(inlines: list[Inline]) -> Inlines:
    """Take off the space that an empty value leaves at either end."""
    while inlines and isinstance(inlines[-1], Text | LineBreak):
        last = inlines.pop()
        if isinstance(last, Text) and (kept := last.text.rstrip(" ")):
            inlines.append(Text(kept))
            break
    while inlines and isinstance(inlines[0], Text | LineBreak):
        first = inlines.pop(0)
        if isinstance(first, Text) and (kept := first.text.lstrip(" ")):
            inlines.insert(0, Text(kept))
            break
    return tuple(inlines)
