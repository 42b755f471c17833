"""markdown-it set up as briefgen reads Markdown: CommonMark, and what goes beyond it.

Owns the rules that are on and off. Must not know blocks and inlines: it gives tokens.
"""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

DEEPEST = 20  # levels of tokens: some eight lists inside each other


def tokens(source: str, *, template: bool) -> list[Token]:
    """Take Markdown to pieces; a template's may hold more than prose."""
    return _markdown(template).parse(source)


@lru_cache(maxsize=2)
def _markdown(template: bool) -> MarkdownIt:
    # Raw HTML is parsed so that it can be refused: switched off, markdown-it would
    # turn a tag, like a link of a forbidden scheme, silently into text.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 4 * DEEPEST})
    parser.disable(["reference", "text_join"])
    parser.use(attrs_plugin, after=("span_close",), spans=True)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    if template:
        parser.enable("table")
        parser.use(deflist_plugin)
        parser.use(container_plugin, name="box", validate=lambda params, *_: bool(params.strip()))
    return parser
