"""Where in a template something is: of its running code, and of the Markdown it yields.

Owns the maps from Jinja's code and output back to the source. They are made when a
fault is found, never in an ordinary run.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from briefgen.errors import Location
from briefgen.render.grammar import at, plain
from briefgen.render.ledger import Spot
from briefgen.render.loader import Templates
from briefgen.render.sandbox import Generator, Sandbox

_LONGEST = 90  # characters of an expression that a message repeats
_BETWEEN = re.compile(r"\s+")


class Piece(NamedTuple):
    """A node of a template, and what of the generated code is its own."""

    start: int
    end: int
    node: nodes.Node


class _Recorder(Generator):
    """Writes the same code as ever, and keeps which part of it comes from which node."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces: list[Piece] = []

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        start = self.stream.tell()
        found = super().visit(node, *args, **kwargs)
        self.pieces.append(Piece(start, self.stream.tell(), node))
        return found


def place_of(node: nodes.Node) -> tuple[int, int]:
    """Give line and column of what a node is about: the name of a field, say."""
    if isinstance(node, nodes.Call):
        return place_of(node.node)
    line, column = int(node.lineno), getattr(node.lineno, "column", 0)
    # Jinja counts these from the sign before the name.
    return line, column + isinstance(node, nodes.Getattr | nodes.Getitem)


@dataclass(frozen=True, slots=True)
class Atlas:
    """One template: its source, its tags, and its nodes in the code made of it."""

    source: str
    tags: tuple[tuple[int, int], ...]
    code: str
    pieces: tuple[Piece, ...]

    def tag(self, line: int, column: int) -> str:
        """Give the tag that stands at a place, on one line; empty where there is none."""
        offset = self.offset(line, column)
        for start, end in self.tags:
            if start <= offset < end:
                return shortened(self.source[start:end], offset - start)
        return ""

    def offset(self, line: int, column: int) -> int:
        """Give where in the source a place is."""
        lines = self.source.split("\n")
        return sum(len(text) + 1 for text in lines[: line - 1]) + max(column, 1) - 1

    def node(self, code: Any, instruction: int) -> nodes.Node | None:
        """Give the node that an instruction of the template's code comes from."""
        positions = list(code.co_positions())
        first, last, begin, end = positions[instruction // 2]
        if first is None or last is None or begin is None or end is None:
            return None
        start, stop = self._in_code(first, begin), self._in_code(last, end)
        around = [piece for piece in self.pieces if piece.start <= start and stop <= piece.end]
        exact = [piece for piece in around if isinstance(piece.node, nodes.Expr)]
        if exact:
            return min(exact, key=lambda piece: piece.end - piece.start).node
        inside = [
            piece
            for piece in self.pieces
            if start <= piece.start < piece.end <= stop and isinstance(piece.node, nodes.Expr)
        ]
        if inside:
            return max(inside, key=lambda piece: piece.end - piece.start).node
        return min(around, key=lambda piece: piece.end - piece.start).node if around else None

    def _in_code(self, line: int, byte: int) -> int:
        lines = self.code.split("\n")
        text = lines[line - 1] if line <= len(lines) else ""
        before = len(text.encode()[:byte].decode("utf-8", "ignore"))
        return sum(len(other) + 1 for other in lines[: line - 1]) + before


def shortened(text: str, offset: int) -> str:
    """Give a text on one line, and of a long one the part around an offset."""
    if len(text) > _LONGEST:
        start = max(0, min(offset - _LONGEST // 2, len(text) - _LONGEST))
        before, after = "…" if start else "", "…" if start + _LONGEST < len(text) else ""
        text = f"{before}{text[start : start + _LONGEST]}{after}"
    return _BETWEEN.sub(" ", text).strip()


class Places:
    """Finds places in the templates of one environment."""

    def __init__(self, environment: Sandbox, loader: Templates) -> None:
        """Take the environment that ran them and the loader that read them."""
        self.environment = environment
        self.loader = loader
        self.known: dict[str, Atlas] = {}

    def atlas(self, name: str) -> Atlas:
        """Make the maps of a template that was read."""
        if name not in self.known:
            self.known[name] = self._atlas(name)
        return self.known[name]

    def _atlas(self, name: str) -> Atlas:
        path, source = self.loader.read.get(name, (name, ""))
        tags: list[tuple[int, int]] = []
        try:
            begun = 0
            for _, kind, text, start in self.environment.lexer.placed(source, name, path):
                if kind in ("variable_begin", "block_begin"):
                    begun = start
                elif kind in ("variable_end", "block_end"):
                    tags.append((begun, start + len(text.rstrip())))
        except TemplateSyntaxError:
            tags.append((begun, _line_end(plain(source), begun)))
        try:
            tree = self.environment.parse(source, name, path)
            recorder = _Recorder(self.environment, name, path, optimized=False)
            recorder.visit(tree)
        except TemplateSyntaxError:
            return Atlas(plain(source), tuple(tags), "", ())
        code = recorder.stream.getvalue()  # type: ignore[attr-defined]
        return Atlas(plain(source), tuple(tags), code, tuple(recorder.pieces))

    def found(self, spot: Spot) -> tuple[Location, str] | None:
        """Give the place of a spot, and the tag there; None for code of Jinja's own."""
        name = spot.template.name or ""
        path = self.loader.read.get(name, (name, ""))[0]
        atlas = self.atlas(name)
        node = atlas.node(spot.code, spot.instruction)
        if node is None:
            return None
        line, column = place_of(node)
        return Location(path, line, max(column, 1)), atlas.tag(line, column)


def _line_end(source: str, start: int) -> int:
    end = source.find("\n", start)
    return len(source) if end < 0 else end


# --- of what a template yields ---

OPEN, CLOSE = "\ufdd2", "\ufdd3"
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


class Mark(NamedTuple):
    """Where a piece of output is from; `text` is of the template itself, else a value."""

    template: str
    line: int
    column: int
    text: bool


class Marking(Sandbox):
    """The same environment, whose templates say in their output where each piece is from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what the environment takes."""
        super().__init__(*args, **kwargs)
        self.marked: list[Mark] = []

    def _guard(self, node: nodes.Node, name: str | None) -> None:
        super()._guard(node, name)
        if isinstance(node, nodes.Output):
            node.nodes = [marked for part in node.nodes for marked in self._marked(part, name)]

    def _marked(self, node: nodes.Expr, name: str | None) -> list[nodes.Expr]:
        if not isinstance(node, nodes.TemplateData):
            return [self._mark(Mark(name or "", *place_of(node), False)), node]
        line, column = place_of(node)
        found: list[nodes.Expr] = []
        for number, text in enumerate(node.data.split("\n")):
            mark = self._mark(Mark(name or "", line + number, 1 if number else column, True))
            mark.data = f"\n{mark.data}{text}" if number else f"{mark.data}{text}"
            found.append(mark)
        return found

    def _mark(self, mark: Mark) -> nodes.TemplateData:
        self.marked.append(mark)
        text = f"{OPEN}{len(self.marked) - 1}{CLOSE}"
        return nodes.TemplateData(text, lineno=at(mark.line, mark.column), environment=self)


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each piece of a template's output comes from."""

    markdown: str
    offsets: tuple[int, ...]
    marks: tuple[Mark, ...]

    def place(self, offset: int) -> Mark | None:
        """Say where a character of the output is from."""
        number = bisect_right(self.offsets, offset) - 1
        if number < 0:
            return None
        mark = self.marks[number]
        # Text runs on to the right; a value is where its tag is.
        along = offset - self.offsets[number] if mark.text else 0
        return mark._replace(column=mark.column + along)


def origins(marked: str, marks: list[Mark]) -> Origins:
    """Take the marks out of an output."""
    offsets, found, texts = [], [], []
    length = at_ = 0
    for mark in _MARK.finditer(marked):
        text = marked[at_ : mark.start()]
        texts.append(text)
        length += len(text)
        at_ = mark.end()
        offsets.append(length)
        found.append(marks[int(mark.group(1))])
    texts.append(marked[at_:])
    return Origins("".join(texts), tuple(offsets), tuple(found))
