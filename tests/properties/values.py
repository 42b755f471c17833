"""Values of an invented issue that can be found again wherever they end up, and its YAML.

Owns the tokens, what a value is made of, and how an issue is written down as a file. Must
not know which keys an issue has.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# No byte of anything else looks like this: two letters that no hexadecimal digit is,
# twelve digits, two letters.
TOKEN = re.compile("zq[0-9a-f]{12}qz")


def token(number: int) -> str:
    """Make a word of 16 letters and digits that occurs nowhere else."""
    digest = hashlib.blake2b(str(number).encode(), digest_size=4).hexdigest()
    return f"zq{number:04x}{digest}qz"


def tokens(text: str) -> list[str]:
    """Give the tokens of a text in order, also those that a line or a capital breaks up."""
    return TOKEN.findall(squeezed(text))


def squeezed(text: str) -> str:
    """Give a text without white space, soft hyphens, and the difference of capitals."""
    return "".join(text.split()).replace("\u00ad", "").casefold()


@dataclass(frozen=True, slots=True)
class Planted:
    """A value as it stands in the file, and the tokens in it by who may meet them.

    `words` are the texts that a reader reads, each with one token; `targets` the addresses
    behind links; `allowed` what may be met and need not; `never` what nobody may meet.
    With `content` it is the path of a file beside the issue: a text, and how it becomes bytes.
    """

    source: str
    words: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    content: tuple[str, Callable[[str], bytes]] | None = None

    @property
    def open(self) -> set[str]:
        """Give the tokens that those may meet who may see the value."""
        return {t for text in (*self.words, *self.targets, *self.allowed) for t in tokens(text)}

    @property
    def all(self) -> set[str]:
        """Give every token that stands in the file, or in the one it names, because of it."""
        return self.open.union(*(tokens(text) for text in (self.source, *self.never)))


@dataclass(frozen=True, slots=True)
class Wordings:
    """A value in several wordings, by their labels."""

    said: dict[str, Planted | str]


def planted(value: Any) -> Iterator[Planted]:
    """Give every planted value of a tree."""
    match value:
        case Planted():
            yield value
        case Wordings(said):
            yield from planted(said)
        case dict():
            for inner in value.values():
                yield from planted(inner)
        case list():
            for inner in value:
                yield from planted(inner)
        case _:
            pass


@dataclass(frozen=True, slots=True)
class Invented:
    """An issue: its keys in order, down to planted values and plain words."""

    data: dict[str, Any]
    backwards: bool = False

    @property
    def language(self) -> str:
        """Give the language that its file is in."""
        return str(self.data.get("language", "en-US"))

    @property
    def tokens(self) -> set[str]:
        """Give every token of the issue and of the files beside it."""
        return set(TOKEN.findall(self.text())).union(*(v.all for v in planted(self.data)))

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Show a failing example as the file that it is (what Hypothesis asks for)."""
        printer.text(f"an issue:\n{self.text()}")

    def text(self) -> str:
        """Write it as YAML; `backwards`, with the keys of every mapping in reverse."""
        return "\n".join(_lines(self.data, "", self.backwards)) + "\n"

    def write(self, path: Path, changes: dict[str, str]) -> None:
        """Write it and the files that it names, with some tokens put for others everywhere."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_changed(self.text(), changes), encoding="utf-8")
        for value in planted(self.data):
            if value.content is not None:
                text, encoded = value.content
                beside = path.parent / _changed(value.source, changes)
                beside.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(encoded(_changed(text, changes)))


def _changed(text: str, changes: dict[str, str]) -> str:
    return TOKEN.sub(lambda found: changes.get(found.group(), found.group()), text)


# --- YAML --------------------------------------------------------------------


def _lines(value: Any, indent: str, backwards: bool) -> Iterator[str]:
    """Write a mapping or a list that is not empty, in block style."""
    if isinstance(value, dict):
        pairs = [(f"{name}:", inner) for name, inner in value.items()]
        pairs = pairs[::-1] if backwards else pairs
    else:
        pairs = [("-", inner) for inner in value]
    for head, inner in pairs:
        inner = inner.said if isinstance(inner, Wordings) else inner
        if isinstance(inner, dict | list) and inner:
            yield f"{indent}{head}"
            yield from _lines(inner, indent + "  ", backwards)
        elif isinstance(inner, Planted) and "\n\n" in inner.source:
            yield f"{indent}{head} |"
            for line in inner.source.split("\n"):
                yield f"{indent}  {line}" if line else ""
        else:
            yield f"{indent}{head} {_scalar(inner)}"


def _scalar(value: Any) -> str:
    match value:
        case Planted(source):
            # A string of JSON is one of YAML, as long as no character needs a surrogate.
            return json.dumps(source, ensure_ascii=False)
        case str():
            return value
        case _:
            return json.dumps(value)  # an empty list or mapping
