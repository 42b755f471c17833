"""The syntax of templates: Jinja's, with places to the column, and bounds on its depth.

Owns what a template may be written as; what it may do while it runs is the sandbox's.
Python's own compiler reads what Jinja makes of a template, so the bounds keep far from
where that one gives up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Lexer
from jinja2.parser import Parser

from briefgen.characters import FORBIDDEN

MAX_TEMPLATE = 250_000  # bytes of a file
MAX_TEMPLATE_WORDS = 20_000  # words and signs in the tags of one
MAX_BLOCKS = 16  # {% if %}, {% for %} … inside each other
MAX_BRACKETS = 25
MAX_EXPRESSION = 60  # operations, filters and fields on top of each other
MAX_BRANCHES = 200  # {% elif %} of one {% if %}
MAX_DIGITS = 15

_SPACE = frozenset({"data", "comment", "comment_begin", "comment_end"})


class At(int):
    """A line of a template that knows its column too; both count from 1."""

    column: int


def at(line: int, column: int) -> At:
    """Make a place."""
    place = At(line)
    place.column = column
    return place


class PlacedLexer(Lexer):
    """Jinja's lexer, whose lines know their columns.

    `words` is how many words and signs stood in the tags of the last source it read.
    """

    words = 0

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        """Give line, kind and text of each token; what is wrong has its column."""
        for line, kind, text, _ in self.placed(source, name, filename):
            yield line, kind, text

    def placed(
        self, source: str, name: str | None, filename: str | None
    ) -> Iterator[tuple[At, str, str, int]]:
        """Give each token with its offset in the source, whose line ends are plain."""
        source = plain(source)
        end = 0
        begins = seen = 0  # where the line begins, and how far line ends were looked for
        self.words = 0
        try:
            for line, kind, text in super().tokeniter(source, name, filename):
                if kind == "whitespace":
                    end += len(text)
                    continue  # no parser asks for it
                # Only white space is ever left out between two tokens.
                start = source.find(text, end)
                end = start + len(text)
                broken = source.rfind("\n", seen, start)
                if broken >= 0:
                    begins = broken + 1
                seen = start
                place = at(line, start - begins + 1)
                if kind not in _SPACE:
                    self.words += 1
                    if self.words > MAX_TEMPLATE_WORDS:
                        raise TemplateSyntaxError(
                            f"more than {MAX_TEMPLATE_WORDS:,} words and signs in tags",
                            place,
                            name,
                            filename,
                        )
                    if kind in ("integer", "float"):
                        _check_number(text, place, name, filename)
                yield place, kind, text, start
        except TemplateSyntaxError as fault:
            if not isinstance(fault.lineno, At):
                begins = source.rfind("\n", 0, end) + 1
                fault.lineno = at(fault.lineno, end - begins + 1)
            raise


def plain(source: str) -> str:
    """Give a source with plain line ends, as Jinja counts them."""
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _check_number(text: str, place: At, name: str | None, filename: str | None) -> None:
    if len(text) > MAX_DIGITS or "e" in text.lower().removeprefix("0x"):
        raise TemplateSyntaxError(
            "a number that is too long, or has an exponent", place, name, filename
        )


class BoundedParser(Parser):
    """Jinja's parser, which says so where a template goes too deep for it."""

    blocks = 0
    brackets = 0

    def subparse(self, end_tokens: tuple[str, ...] | None = None) -> list[nodes.Node]:
        """Read the inside of a block."""
        self.blocks += 1
        if self.blocks > MAX_BLOCKS + 1:
            self.fail(f"blocks nested deeper than {MAX_BLOCKS} levels")
        try:
            return super().subparse(end_tokens)
        finally:
            self.blocks -= 1

    def _deeper(self) -> None:
        self.brackets += 1
        # Brackets pass three of the methods below.
        if self.brackets > 3 * MAX_BRACKETS:
            self.fail(f"brackets and signs nested deeper than {MAX_BRACKETS} levels")

    def parse_condexpr(self) -> nodes.Expr:
        """Read `a if b else c`."""
        self._deeper()
        try:
            return super().parse_condexpr()
        finally:
            self.brackets -= 1

    def parse_not(self) -> nodes.Expr:
        """Read `not a`."""
        self._deeper()
        try:
            return super().parse_not()
        finally:
            self.brackets -= 1

    def parse_unary(self, with_filter: bool = True) -> nodes.Expr:
        """Read `-a`."""
        self._deeper()
        try:
            return super().parse_unary(with_filter)
        finally:
            self.brackets -= 1


@dataclass(frozen=True, slots=True)
class Parsed:
    """A template's tree, and every node of it, those above before those below."""

    tree: nodes.Template
    nodes: list[nodes.Node]


def parsed(environment: Environment, source: str, name: str | None, filename: str | None) -> Parsed:
    """Read a template's source. Raises TemplateSyntaxError with a place."""
    if match := FORBIDDEN.search(source):
        line = plain(source[: match.start()]).count("\n") + 1
        column = match.start() - max(source.rfind(end, 0, match.start()) for end in "\r\n")
        raise TemplateSyntaxError(
            f"character U+{ord(match.group()):04X} cannot stand in a template",
            at(line, column),
            name,
            filename,
        )
    tree = BoundedParser(environment, source, name, filename).parse()
    found: list[nodes.Node] = []
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, above = waiting.pop()
        level = above + 1 if isinstance(node, nodes.Expr) else 0
        problem = _problem(node)
        if level > MAX_EXPRESSION:
            problem = f"more than {MAX_EXPRESSION} operations, filters or fields in a row"
        if problem:
            raise TemplateSyntaxError(problem, node.lineno, name, filename)
        found.append(node)
        for field in reversed(node.fields):
            value = getattr(node, field)
            if isinstance(value, list):
                inner = [(part, level) for part in value if isinstance(part, nodes.Node)]
                waiting.extend(reversed(inner))
            elif isinstance(value, nodes.Node):
                waiting.append((value, level))
    return Parsed(tree, found)


def _problem(node: nodes.Node) -> str:
    match node:
        case nodes.For(recursive=True):
            return "recursive loops are not there"
        case nodes.EvalContextModifier() | nodes.ScopedEvalContextModifier():
            return "autoescape cannot be changed"
        case nodes.If(elif_=branches) if len(branches) > MAX_BRANCHES:
            return f"more than {MAX_BRANCHES} times elif"
        case nodes.Const(value=str(text)) if match := FORBIDDEN.search(text):
            return f"character U+{ord(match.group()):04X} cannot stand in a text"
        case nodes.Compare(ops=ops) if len(ops) > 1 and _among(ops):
            return "'in' beside another comparison: join the two with 'and'"
        case nodes.Macro(args=args) if twice := _twice([arg.name for arg in args]):
            return f"the macro '{node.name}' has two parameters '{twice}'"
        case nodes.CallBlock(args=args) if twice := _twice([arg.name for arg in args]):
            return f"the call has two parameters '{twice}'"
        case nodes.Keyword(key=key) if key.startswith("_"):
            return f"a value cannot be named '{key}'"
        case nodes.Call(kwargs=given) | nodes.Filter(kwargs=given) | nodes.Test(kwargs=given) if (
            twice := _twice([str(item.key) for item in given])
        ):
            return f"'{twice}' is given twice"
        case nodes.Filter(name=name) | nodes.Test(name=name) if name.startswith("_"):
            return f"No filter named '{name}'."
        case _:
            return ""


def _among(ops: list[Any]) -> bool:
    return any(op.op in ("in", "notin") for op in ops)


def _twice(names: list[str]) -> str:
    return next((name for n, name in enumerate(names) if name in names[:n]), "")
