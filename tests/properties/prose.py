"""Random texts and prose: what stands around a token, and the Markdown that holds it.

Owns characters and markup. Must not know keys or issues.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st

from briefgen.characters import FORBIDDEN
from briefgen.fonts import face, right_to_left, uncovered
from briefgen.theme import Theme
from tests.properties.values import Planted

PLAIN = st.sampled_from(["", " ", " words ", ", and "])
# What is markup somewhere: in YAML, Markdown, Jinja, XML, or a spreadsheet.
ODD = st.sampled_from(
    [
        *("", " ", "\n", " two\nlines ", " and\r\nso ", "\t", " | ", "|", "*", " **", "_", "# "),
        *("`", "``", "~~", "\\", "\\\\", "[^1]", "::: panel ", ":::", ": ", " #", "- ", "1. "),
        *("<b>", "</w:t>", "<!--", "]]>", "&", "&amp;", "&#42;", "&lt;b&gt;", '"', "'", "“”’"),
        *("> ", "---", "===", "+ ", "[a](https://b.example)", "![", "]{lang=es}", "\u00a0"),
        *("{{ issue }}", "{% raw %}", "{#", "%}", "}}", "%d{page}{title}", "=1+1", "@", "!"),
        *("~", "null", "$", "https://a.example ", "\u00ad", "\u200b", "e\u0301", "é", "ß", "Ж"),
        *("ﬁ", "№", "✓", "☐", "→", "–", "𝔸", "W" * 90, "i" * 200),
    ]
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_MARKS = re.compile(f"([{re.escape(string.punctuation)}])")


@cache
def covered() -> str:
    """Give every character that the usual theme's faces show, but for white space."""
    theme = Theme()
    faces = theme.coverage()
    every = sorted({c for name in faces for c in face(name).advances})
    refused = {*uncovered("".join(every), faces), *right_to_left("".join(every))}
    return "".join(
        c for c in every if c not in refused and not FORBIDDEN.match(c) and not c.isspace()
    )


def settled(text: str) -> str:
    """Give a text of one line as it is read: line breaks and runs of spaces are one space."""
    return _SPACE.sub(" ", text).strip(" ")


def escaped(text: str) -> str:
    """Write a text in Markdown so that nothing in it is markup."""
    return _MARKS.sub(r"\\\1", text)


_PIECE = st.sampled_from(["text", "strong", "emphasis", "both", "link", "mail", "span"])
_BLOCK = st.sampled_from(["paragraph", "bullets", "numbers", "nested", "quote"])
_BETWEEN = st.sampled_from([" ", "\n", "\\\n"])
_FEW = st.sampled_from([1, 1, 2])


def passage(draw: st.DrawFn, around: st.SearchStrategy[str], token: Callable[[], str]) -> Planted:
    """Draw prose: paragraphs, lists and quotes of words, some of them marked."""
    writer = _Writer(draw, around, token)
    source = "\n\n".join(writer.block() for _ in range(draw(_FEW)))
    return Planted(source, words=tuple(writer.words), targets=tuple(writer.targets))


class _Writer:
    """Writes one piece of prose, and keeps what a reader is to read of it."""

    def __init__(
        self, draw: st.DrawFn, around: st.SearchStrategy[str], token: Callable[[], str]
    ) -> None:
        self.draw = draw
        self.around = around
        self.token = token
        self.words: list[str] = []
        self.targets: list[str] = []

    def block(self) -> str:
        draw, line = self.draw, self.line
        match draw(_BLOCK):
            case "bullets":
                return "\n".join(f"- {line()}" for _ in range(draw(_FEW)))
            case "numbers":
                return "\n".join(f"{n}. {line()}" for n in range(3, 3 + draw(_FEW)))
            case "nested":
                return f"- {line()}\n  1. {line()}\n\n     {line()}"
            case "quote":
                return f"> {line()}\n>\n> - {line()}"
            case _:
                return line()

    def line(self) -> str:
        pieces = [self.piece() for _ in range(self.draw(_FEW))]
        return self.draw(_BETWEEN).join(pieces)

    def piece(self) -> str:
        said = settled(f"{self.draw(self.around)}{self.token()}{self.draw(self.around)}").strip()
        self.words.append(said)
        text = escaped(said)
        match self.draw(_PIECE):
            case "strong":
                return f"**{text}**"
            case "emphasis":
                return f"*{text}*"
            case "both":
                return f"***{text}***"
            case "link":
                return self.link(text, f"https://example.org/{self.token()}")
            case "mail":
                return self.link(f"*{text}*", f"mailto:{self.token()}@example.org")
            case "span":
                return f"[{text}]{{lang=fr}}"
            case _:
                return text

    def link(self, text: str, target: str) -> str:
        self.targets.append(target)
        return f"[{text}]({target})"
