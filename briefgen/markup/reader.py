"""markdown-it's tokens -> blocks, refusing what briefgen has not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Emphasis,
    Field,
    FieldList,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Rule,
    Span,
    Strong,
    Text,
)
from briefgen.markup.links import LINK_HINT, link_problem
from briefgen.markup.marks import in_role
from briefgen.markup.values import CLOSE, OPEN, Flaw, Inset, Parsed, Passage, Value, Words

_PLACEHOLDER = re.compile(f"{OPEN}(\\d+){CLOSE}")

_BOXES = {role.value: role for role in Role if role is not Role.BODY}
PANEL = "panel"

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


_DEEPEST = 20  # levels of tokens: some eight lists inside each other
_DEEP_HINT = "nest no more than eight levels; say it in paragraphs"


@lru_cache(maxsize=2)
def _markdown(template: bool) -> MarkdownIt:
    # Raw HTML is parsed so that it can be refused: switched off, markdown-it would
    # turn a tag, like a link of a forbidden scheme, silently into text.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 4 * _DEEPEST})
    parser.disable(["reference", "text_join"])
    parser.use(attrs_plugin, after=("span_close",), spans=True)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    if template:
        parser.use(deflist_plugin)
        parser.use(container_plugin, name="box", validate=lambda params, *_: bool(params.strip()))
    return parser


class MarkdownReader:
    """Reads one piece of Markdown; `values` are those of its placeholders."""

    def __init__(
        self,
        source: str,
        values: Sequence[Value],
        is_language: Callable[[str], bool],
        *,
        template: bool,
    ) -> None:
        """Take the source; a template's may hold more than prose."""
        self.source = source
        self.values = values
        self.is_language = is_language
        self.template = template
        self.tokens: list[Token] = []
        self.position = 0
        self.line = 0
        self.flaws: list[Flaw] = []

    def read(self) -> Parsed:
        """Parse it, noting every flaw."""
        self.tokens = _markdown(self.template).parse(self.source)
        # Beyond its limit markdown-it drops what is nested; it must not come to that.
        deep = next((token for token in self.tokens if token.level > _DEEPEST), None)
        if deep is not None:
            self.line = deep.map[0] if deep.map else 0
            snippet = self.source.split("\n")[self.line].strip()
            self._flaw("markup.too-deep", "lists or quotes nested too deep", _DEEP_HINT, snippet)
            return Parsed((), tuple(self.flaws))
        blocks = self._blocks(None)
        return Parsed(tuple(blocks), tuple(self.flaws))

    # --- blocks ---

    def _blocks(self, end: str | None) -> list[Block]:
        blocks: list[Block] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.map:
                self.line = token.map[0]
            if token.type == end:
                break
            blocks.extend(self._block(token))
        return blocks

    def _block(self, token: Token) -> list[Block]:
        match token.type:
            case "paragraph_open":
                return self._paragraph()
            case "heading_open":
                return self._heading(token)
            case "bullet_list_open":
                return [BulletList(self._items("bullet_list_close"))]
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                return [NumberedList(self._items("ordered_list_close"), start)]
            case "blockquote_open":
                return [Quote(tuple(self._blocks("blockquote_close")))]
            case "hr" if self.template:
                return [Rule()]
            case "dl_open":
                return [self._fields()]
            case "container_box_open":
                return self._box(token)
            case _:
                self._refuse(token)
                return []

    def _paragraph(self) -> list[Block]:
        inline = self.tokens[self.position]
        self.position += 2
        if only := _PLACEHOLDER.fullmatch(inline.content.strip()):
            value = self._known(only.group(1))
            if not isinstance(value, Words):
                return list(value.blocks)
        inlines = self._inlines(inline)
        return [Paragraph(inlines)] if inlines else []

    def _heading(self, token: Token) -> list[Block]:
        inline = self.tokens[self.position]
        self.position += 2
        if not self.template:
            self._flaw(
                "markup.heading",
                "a heading",
                "headings come from the template; write a paragraph, or \\# for the sign",
                self.source.split("\n")[self.line].strip(),
            )
            return []
        inlines = self._inlines(inline)
        return [Heading(int(token.tag[1]), inlines)] if inlines else []

    def _items(self, end: str) -> tuple[tuple[Block, ...], ...]:
        items: list[tuple[Block, ...]] = []
        while self.tokens[self.position].type != end:
            self.position += 1
            if item := tuple(self._blocks("list_item_close")):
                items.append(item)
        self.position += 1
        return tuple(items)

    def _fields(self) -> FieldList:
        fields: list[Field] = []
        label: Inlines = ()
        while (token := self.tokens[self.position]).type != "dl_close":
            self.position += 1
            if token.type == "dt_open":
                label = self._inlines(self.tokens[self.position])
            elif token.type == "dd_open":
                blocks = self._blocks("dd_close")
                value: list[Inline] = []
                for block in blocks:
                    if not isinstance(block, Paragraph):
                        self._flaw(
                            "markup.field",
                            "more than words beside a label",
                            "write one line of text after the ': '",
                            "",
                        )
                        continue
                    value.extend(((LineBreak(),) if value else ()) + block.inlines)
                fields.append(Field(label, tuple(value)))
        self.position += 1
        return FieldList(tuple(fields))

    def _box(self, token: Token) -> list[Block]:
        name = token.info.strip()
        blocks = self._blocks("container_box_close")
        if name == PANEL:
            return [Callout(tuple(blocks))] if blocks else []
        if role := _BOXES.get(name):
            return [in_role(block, role) for block in blocks]
        self._flaw(
            "markup.box",
            f"no box is called '{name}'",
            f"there are {', '.join([PANEL, *_BOXES])}",
            f"::: {name}",
        )
        return blocks

    # --- inlines ---

    def _inlines(self, token: Token) -> Inlines:
        if token.map:
            self.line = token.map[0]
        return _trimmed(_merged(self._run(iter(token.children or ()), None)))

    def _run(self, tokens: Iterator[Token], end: str | None) -> list[Inline]:
        found: list[Inline] = []
        for token in tokens:
            if token.type == end:
                break
            found.extend(self._inline(token, tokens))
        return found

    def _inline(self, token: Token, tokens: Iterator[Token]) -> list[Inline]:
        match token.type:
            case "text":
                return self._text(token.content, literal=True)
            case "text_special":
                return self._text(token.content, literal=False)
            case "softbreak":
                return [Text(" ")]
            case "hardbreak":
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
            case _:
                self._refuse(token)
                return []

    def _text(self, content: str, *, literal: bool) -> list[Inline]:
        if literal and "**" in content:
            self._flaw(
                "markup.stray-mark",
                "'**' that marks nothing and would be printed",
                "bold marks must touch their words: **words**; write \\*\\* for the signs",
                "**",
                grave=self.template,
            )
        if literal and "{lang" in content:
            self._flaw(
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
            found.extend(self._value(self._known(match.group(1))))
            at = match.end()
        if at < len(content):
            found.append(Text(content[at:]))
        return found

    def _known(self, number: str) -> Value:
        """Give the value of a placeholder; a number that none has is a flaw."""
        if int(number) < len(self.values):
            return self.values[int(number)]
        self._flaw("markup.placeholder", "a value taken to pieces", "print fields whole", "")
        return Words("")

    def _value(self, value: Value) -> list[Inline]:
        match value:
            case Words(text, lang):
                if not text:
                    return []
                return [Span(lang, (Text(text),))] if lang else [Text(text)]
            case Passage(blocks, name):
                if not blocks:
                    return []
                first = blocks[0]
                if len(blocks) > 1 or not isinstance(first, Paragraph):
                    self._flaw(
                        "markup.prose-in-line",
                        f"{name or 'this prose'} has more than one paragraph, and stands in a line",
                        "give it a line of its own, or shorten the value to one paragraph",
                        "",
                    )
                    return []
                return [Span(first.lang, first.inlines)] if first.lang else list(first.inlines)
            case Inset(blocks, name):
                if not blocks:
                    return []
                self._flaw(
                    "markup.block-in-line",
                    f"{name or 'a table'} stands inside a line of text",
                    "give it a line of its own",
                    "",
                )
                return []
            case _:
                assert_never(value)

    def _link(self, href: str, inlines: Inlines) -> list[Inline]:
        for match in _PLACEHOLDER.finditer(href):
            value = self._known(match.group(1))
            if isinstance(value, Words):
                href = href.replace(match.group(), value.text)
        if problem := link_problem(href):
            self._flaw("markup.link", problem, LINK_HINT, href)
            return list(inlines)
        return [Link(href, inlines)] if inlines else []

    def _span(self, token: Token, inlines: Inlines) -> list[Inline]:
        attributes = dict(token.attrs)
        lang = str(attributes.pop("lang", ""))
        if attributes or not lang or token.meta.get("insecure_attrs"):
            self._flaw(
                "markup.span", "braces that do not name a language", "write [texto]{lang=es}", "{"
            )
        elif not self.is_language(lang):
            self._flaw(
                "markup.language",
                f"'{lang}' is no language tag",
                "write a tag such as es, es-MX or zh-Hans",
                f"lang={lang}",
            )
        else:
            return [Span(lang, inlines)]
        return list(inlines)

    def _refuse(self, token: Token) -> None:
        code, what, hint = _REFUSED.get(
            token.type, ("markup.unknown", f"markup that is not understood ({token.type})", "")
        )
        snippet = token.content.strip().split("\n")[0]
        if token.type == "code_inline":
            snippet = "`"
        elif token.type == "image":
            snippet = "!["
        elif token.type in ("hr", "fence"):
            snippet = self.source.split("\n")[self.line].strip()
        self._flaw(code, what, hint, snippet)

    def _flaw(
        self, code: str, message: str, hint: str, snippet: str, *, grave: bool = True
    ) -> None:
        self.flaws.append(Flaw(code, message, hint, self.line, snippet, grave))


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


def _trimmed(inlines: list[Inline]) -> Inlines:
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
