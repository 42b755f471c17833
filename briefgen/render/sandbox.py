"""The Jinja2 environment in which templates run: what they may use, and how much.

Whatever a template prints that is not the template's own text becomes a numbered
placeholder; the value itself waits in the ledger of the run (`briefgen.markup` puts
it in). A budget of steps and of characters bounds every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, cast

from jinja2 import BaseLoader, StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen import markup
from briefgen.cut import Passage, Picture, Said
from briefgen.document import Figure
from briefgen.words import Language

MAX_STEPS = 500_000
MAX_CHARACTERS = 10_000_000
MAX_RANGE = 10_000

_DICT_METHODS = frozenset({"items", "keys", "values", "get"})
_TEXT_METHODS = frozenset(
    {"lower", "upper", "title", "capitalize", "strip", "startswith", "endswith", "split"}
)
_DATE_FIELDS = frozenset({"year", "month", "day", "hour", "minute", "weekday", "isoweekday"})
_LOOP_FIELDS = frozenset(
    {"index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem", "cycle"}
)


class TemplateFault(TemplateRuntimeError):
    """Something that a template asked for and cannot have; `hint` is the remedy."""

    def __init__(self, message: str, hint: str = "", code: str = "template.fault") -> None:
        """Take what was found, the remedy, and the stable word for it."""
        super().__init__(message)
        self.hint = hint
        self.code = code


@dataclass(slots=True)
class Ledger:
    """One run: the values printed so far, and what is left of the budget."""

    language: Language
    zone: str = ""
    values: list[markup.Value] = field(default_factory=list)
    steps: int = MAX_STEPS
    characters: int = MAX_CHARACTERS
    cites: bool = False  # whether there are notes, or references to them

    def spend(self, steps: int = 1, characters: int = 0) -> None:
        """Take from the budget; a template that has used it up is stopped."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0 or self.characters < 0:
            raise TemplateFault(
                "the template does too much and was stopped",
                "look for a loop inside a loop, or a macro that calls itself",
                "template.budget",
            )

    def put(self, value: markup.Value) -> Markup:
        """Keep a value and give the placeholder that stands for it."""
        self.values.append(value)
        return Markup(markup.placeholder(len(self.values) - 1))


LEDGER: ContextVar[Ledger] = ContextVar("ledger")


def printed(value: Any) -> Markup:  # noqa: C901 - one case a kind of value
    """Turn what a template prints into its own text or a placeholder.

    An empty value has one too: `**{{ it }}**` is then nothing, not four asterisks.
    """
    ledger = LEDGER.get()
    if isinstance(value, Markup):
        ledger.spend(1, len(value))
        return value
    ledger.spend(1)
    match value:
        case Undefined():
            str(value)  # raises, and says what is unknown
            return Markup()
        case Said():
            ledger.spend(0, len(value))
            return ledger.put(markup.Words(str(value), value.lang))
        case str():
            ledger.spend(0, len(value))
            return ledger.put(markup.Words(value))
        case Passage(blocks, name):
            return ledger.put(markup.Passage(blocks, f"'{name}'"))
        case markup.Inset() | markup.Phrase():
            return ledger.put(value)
        case Picture(image, alternative, lang):
            return ledger.put(markup.Inset((Figure(image, alternative, lang),), "the picture"))
        case bool():
            raise TemplateFault("true or false cannot be printed", "ask with {% if … %}")
        case int() | float():
            return Markup(value)
        case datetime():
            return ledger.put(markup.Words(ledger.language.moment(value, ledger.zone)))
        case date():
            return ledger.put(markup.Words(ledger.language.long_date(value)))
        case None:
            return Markup()
        case dict():
            raise TemplateFault("a group of fields cannot be printed", _fields_hint(value))
        case list() | tuple():
            raise TemplateFault("a list cannot be printed", "write a loop, or use |listed")
        case _:
            raise TemplateFault(f"a {type(value).__name__} cannot be printed")


def _fields_hint(group: dict[str, Any]) -> str:
    return f"name one of its fields: {', '.join(sorted(map(str, group))[:12])}"


@pass_context
def _finalize(context: Context, value: Any) -> Markup:
    """Print a value. Taking the context keeps Jinja from printing constants while compiling."""
    return printed(value)


class Unknown(StrictUndefined):
    """A name that stands for nothing; printing it, or asking it, is a fault."""

    __slots__ = ()


class _Generator(CodeGenerator):
    """Compiles `a ~ b` so that text and placeholders never mix unescaped."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 without anything that a briefing does not need."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%", "//", "/", "-"})

    def __init__(self, loader: BaseLoader, filters: dict[str, Callable[..., Any]]) -> None:
        """Make an environment over a loader, with these filters and no others."""
        super().__init__(
            loader=loader,
            undefined=Unknown,
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,
            cache_size=400,
        )
        self.filters.clear()
        self.filters.update(filters, _turns=_turns, _single=_single)
        self.globals.clear()
        self.globals["range"] = _bounded_range

    # --- compiling ---

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        for character in ("\x00", markup.OPEN, markup.CLOSE):
            if character in source:
                line = source.count("\n", 0, source.index(character)) + 1
                raise TemplateSyntaxError(
                    f"character U+{ord(character):04X} cannot stand in a template",
                    line,
                    name,
                    filename,
                )
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise TemplateSyntaxError(
                    "recursive loops are not there", loop.lineno, name, filename
                )
            loop.iter = self._filtered(loop.iter, "_turns")
        for compare in tree.find_all(nodes.Compare):
            # Lists in lists compare in a time that doubles with each level.
            compare.expr = self._filtered(compare.expr, "_single")
            for operand in compare.ops:
                if operand.op not in ("in", "notin"):
                    operand.expr = self._filtered(operand.expr, "_single")
        for change in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
            raise TemplateSyntaxError("autoescape cannot be changed", change.lineno, name, filename)
        return tree

    def _filtered(self, node: nodes.Node, name: str) -> nodes.Filter:
        return nodes.Filter(
            cast(nodes.Expr, node), name, [], [], None, None, lineno=node.lineno, environment=self
        )

    # --- running ---

    def concatenated(self, parts: Iterable[Any]) -> str:
        """Join what stands between `~`: text stays text, template text stays itself."""
        parts = tuple(parts)
        if any(isinstance(part, Markup) for part in parts):
            return Markup("").join(printed(part) for part in parts)
        for part in parts:
            if isinstance(part, Undefined):
                str(part)
            if not isinstance(part, str | int | float):
                raise TemplateFault(
                    "only text can be joined with ~", "put it into the text with {{ }}"
                )
        joined = "".join(map(str, parts))
        LEDGER.get().spend(1, len(joined))
        return joined

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a field up; keys win over methods."""
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
            if attribute not in _DICT_METHODS:
                return self._unknown(obj, attribute)
        if isinstance(obj, str) and not self.is_safe_attribute(obj, attribute, None):
            # Before Jinja looks: it would hand out a wrapped str.format.
            return self.unsafe_undefined(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look a key or position up, with the same rules as a field."""
        if isinstance(obj, Markup):
            raise TemplateFault("a piece of the template's own text", "take pieces of fields alone")
        if isinstance(obj, dict):
            if argument in obj:
                return obj[argument]
            return self._unknown(obj, str(argument))
        if isinstance(obj, str) and isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def _unknown(self, obj: dict[str, Any], name: str) -> Undefined:
        close = get_close_matches(name, [str(k) for k in obj], n=1, cutoff=0.6)
        near = f"did you mean '{close[0]}'?" if close else _fields_hint(obj)
        return self.undefined(hint=f"unknown field '{name}'\n{near}", name=name)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow what a briefing needs of each type, and nothing that starts with _."""
        if attr.startswith("_") or isinstance(obj, Markup):
            return False
        match obj:
            case dict():
                return attr in _DICT_METHODS
            case str():
                return attr in _TEXT_METHODS
            case date():
                return attr in _DATE_FIELDS
            case LoopContext():
                return attr in _LOOP_FIELDS
            case _:
                return _is_reference(obj)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, the table function and the methods named above."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str | dict | date | LoopContext):
            return True
        return isinstance(obj, Macro) or getattr(obj, "for_templates", False) or _is_reference(obj)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: D102
        LEDGER.get().spend(5)  # a call costs what several turns of a loop do
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do sums; refuse what only makes things big."""
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            str(left), str(right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.concatenated((left, right))
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            LEDGER.get().spend(len(left) + len(right))
            return left + right
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or abs(left) > 1e12 or abs(right) > 1e12:
            hint = (
                "it only makes things big" if operator in ("*", "**") else "it is for numbers alone"
            )
            raise TemplateFault(f"'{operator}' cannot be used here", hint)
        return super().call_binop(context, operator, left, right)


def _is_reference(obj: Any) -> bool:
    """Say whether it is `self`, a block or an imported template's macro holder."""
    return type(obj).__module__ in ("jinja2.runtime", "jinja2.environment") and type(
        obj
    ).__name__ in ("TemplateReference", "BlockReference", "TemplateModule")


def _turns(items: Any) -> list[Any]:
    """Charge a loop for its turns before it starts."""
    if isinstance(items, Undefined):
        str(items)
    if isinstance(items, str):
        raise TemplateFault("a loop over a text", "loop over a list")
    found = list(items)
    LEDGER.get().spend(len(found) + 1)
    return found


def _single(value: Any) -> Any:
    """Let single values be compared, and nothing that holds others."""
    if isinstance(value, list | tuple | dict) and value:
        raise TemplateFault("lists and groups cannot be compared", "compare fields, or |length")
    return value


def for_templates(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function as one that templates may call."""
    function.for_templates = True  # type: ignore[attr-defined]
    return function


@for_templates
def _bounded_range(*numbers: int) -> range:
    found = range(*numbers)
    if len(found) > MAX_RANGE:
        raise TemplateFault(f"a range of more than {MAX_RANGE} numbers")
    return found
