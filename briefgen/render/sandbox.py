"""The Jinja2 environment in which templates run: what they may use, and how much.

Owns the rules of what may be asked, called, added and looped over. Must not know where
templates lie nor how they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from types import CodeType
from typing import Any, cast
from warnings import catch_warnings, simplefilter

from jinja2 import BaseLoader, Template, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.render import grammar
from briefgen.render.costs import among, is_reference, pay, single, turns, weight
from briefgen.render.ledger import (
    BUDGET,
    LEDGER,
    MAX_CALLS,
    MAX_INCLUDES,
    Ledger,
    TemplateFault,
    depth,
)
from briefgen.render.printing import Unknown, nothing, shown
from briefgen.render.wording import (
    a_kind,
    not_called,
    not_taken,
)

__all__ = ["LEDGER", "Ledger", "Sandbox", "TemplateFault", "for_templates"]

MAX_RANGE = 10_000
MOST = 1e12  # numbers are for counting and dates

DICT_METHODS = frozenset({"items", "keys", "values", "get"})
TEXT_METHODS = frozenset(
    {"lower", "upper", "title", "capitalize", "strip", "startswith", "endswith", "split"}
)
DATE_FIELDS = frozenset({"year", "month", "day", "hour", "minute", "weekday", "isoweekday"})
LOOP_FIELDS = frozenset(
    {"index", "index0", "revindex", "first", "last", "length", "previtem", "nextitem", "cycle"}
)
GROUP_FIELDS = ("grouper", "list")  # of what |groupby gives


@pass_context
def _finalize(context: Context, value: Any) -> Markup:
    """Print a value. Taking the context keeps Jinja from printing constants while compiling."""
    return shown(value)


class Generator(CodeGenerator):
    """Compiles `a ~ b` so that text and placeholders never mix unescaped."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """Ask the environment for a slice too: Jinja would cut it out behind its back."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", environment.cut(")
        for bound in (node.arg.start, node.arg.stop, node.arg.step):
            if bound is None:
                self.write("None")
            else:
                self.visit(bound, frame)
            self.write(", ")
        self.write("))")


class _Fresh(Template):
    """A template that is run anew wherever it is imported: each run has its own values."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return self.make_module()


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 without anything that a briefing does not need."""

    code_generator_class = Generator
    template_class = _Fresh
    intercepted_binops = frozenset({"+", "*", "**", "%", "//", "/", "-"})

    def __init__(
        self,
        loader: BaseLoader,
        filters: dict[str, Callable[..., Any]],
        tests: dict[str, Callable[..., Any]],
    ) -> None:
        """Make an environment over a loader, with these filters and tests and no others."""
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
        self.filters.update(filters, _turns=turns, _single=single, _among=among)
        self.tests.clear()
        self.tests.update(tests)
        self.globals.clear()
        self.globals["range"] = bounded_range
        self.words: dict[str, int] = {}  # in the tags of each template
        self._lexer = grammar.PlacedLexer(self)

    # --- compiling ---

    @property
    def lexer(self) -> grammar.PlacedLexer:
        """Give the lexer, which knows places."""
        return self._lexer

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = grammar.parsed(self, source, name, filename)
        self.words[name or ""] = self._lexer.words
        for node in parsed.nodes:
            self._guard(node, name)
        return parsed.tree

    def _guard(self, node: nodes.Node, name: str | None) -> None:
        """Put filters around what loops and comparisons take, so that they are paid for."""
        match node:
            case nodes.For():
                node.iter = self._filtered(node.iter, "_turns")
            case nodes.Compare():
                # Lists in lists compare in a time that doubles with each level.
                node.expr = self._filtered(node.expr, "_single")
                for operand in node.ops:
                    guard = "_among" if operand.op in ("in", "notin") else "_single"
                    operand.expr = self._filtered(operand.expr, guard)
            case _:
                pass

    def _filtered(self, node: nodes.Node, name: str) -> nodes.Filter:
        return nodes.Filter(
            cast(nodes.Expr, node), name, [], [], None, None, lineno=node.lineno, environment=self
        )

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            with catch_warnings():
                # Python's remarks on Jinja's code, such as that a number has no items.
                simplefilter("ignore", SyntaxWarning)
                return super()._compile(source, filename)
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            # The bounds of the grammar keep away from here; another Python may have others.
            raise TemplateSyntaxError(
                "too much in one template", grammar.at(1, 1), None, filename
            ) from None

    def handle_exception(self, source: str | None = None) -> Any:
        """Pass a fault on as it is: its traceback knows the column, Jinja's own only the line."""
        raise

    # --- running ---

    def _load_template(self, name: str, globals: Any) -> Template:
        ledger = LEDGER.get()
        ledger.spend(10)
        if depth() > MAX_INCLUDES + ledger.calls:
            raise TemplateFault(
                f"more than {MAX_INCLUDES} templates inside each other",
                "a template must not include itself, nor one that includes it",
                BUDGET,
            )
        template = super()._load_template(name, globals)
        ledger.use(name, self.words.get(name, 0))
        return template

    def concatenated(self, parts: Iterable[Any]) -> str:
        """Join what stands between `~`: text stays text, template text stays itself."""
        parts = tuple(parts)
        if any(isinstance(part, Markup) for part in parts):
            pieces = [shown(part) for part in parts]
            LEDGER.get().spend(1, sum(map(len, pieces)))
            return Markup("").join(pieces)
        texts = []
        for part in parts:
            if isinstance(part, str | int | float | Undefined) and not isinstance(part, bool):
                texts.append(str(part))
            else:
                hint = "put it into the text with {{ }}"
                LEDGER.get().note(TemplateFault("only text can be joined with ~", hint))
        # Paid for before it is made: a few thousand times a long sign fills the memory.
        LEDGER.get().spend(1, sum(map(len, texts)))
        return "".join(texts)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a field up; keys win over methods."""
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
            if attribute not in DICT_METHODS:
                return Unknown(None, obj, attribute)
        elif isinstance(obj, Undefined):
            return self._behind(obj)
        elif not self.is_safe_attribute(obj, attribute, None):
            # Before Jinja looks: it would hand out a wrapped str.format.
            return self.unsafe_undefined(obj, attribute)
        return super().getattr(obj, attribute)

    def cut(self, *bounds: Any) -> slice:
        """Give what stands between the brackets of a slice; every bound is a whole number."""
        for bound in bounds:
            if isinstance(bound, Undefined):
                str(bound)
            elif bound is not None and type(bound) is not int:
                raise TemplateFault("a slice takes whole numbers", "such as [:3]")
        if bounds[-1] == 0:
            raise TemplateFault("a slice in steps of zero", "leave the third number out")
        return slice(*(None if isinstance(bound, Undefined) else bound for bound in bounds))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look a key or position up, with the same rules as a field."""
        if isinstance(obj, Undefined):
            return self._behind(obj)
        if isinstance(argument, Undefined):
            argument.note() if isinstance(argument, Unknown) else str(argument)
            return argument
        if isinstance(obj, Markup):
            return nothing(
                TemplateFault("a piece of the template's own text", "take pieces of fields alone")
            )
        if isinstance(argument, slice):
            if not isinstance(obj, list | tuple | str | range):
                return nothing(TemplateFault(f"a slice of {a_kind(obj)}", "it is for lists"))
            LEDGER.get().spend(1 + len(obj) // 8)
        if isinstance(obj, dict):
            key = str(single(argument)) if isinstance(argument, str) else argument
            if isinstance(key, str | int | float) and key in obj:
                return obj[key]
            return Unknown(None, obj, str(argument))
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def _behind(self, obj: Undefined) -> Undefined:
        """Give what stands behind an unknown field: the same, said once."""
        if isinstance(obj, Unknown):
            obj.note()
        return obj

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow what a briefing needs of each type, and nothing that starts with _."""
        if attr.startswith("_") or isinstance(obj, Markup):
            return False
        match obj:
            case dict():
                return attr in DICT_METHODS
            case str():
                return attr in TEXT_METHODS
            case date():
                return attr in DATE_FIELDS
            case LoopContext():
                return attr in LOOP_FIELDS
            case tuple():
                return attr in GROUP_FIELDS and getattr(obj, "_fields", ()) == GROUP_FIELDS
            case _:
                return is_reference(obj)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow macros, the table function and the methods named above."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str | dict | date | LoopContext):
            return True
        return isinstance(obj, Macro) or getattr(obj, "for_templates", False) or is_reference(obj)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, a function or a method; what it finds faulty is noted."""
        if isinstance(obj, Undefined):
            return self._behind(obj)
        ledger = LEDGER.get()
        ledger.spend(5)  # a call costs what several turns of a loop do
        if not isinstance(obj, Macro) and not self.is_safe_callable(obj):
            return nothing(not_called(a_kind(obj)))
        if isinstance(owner := getattr(obj, "__self__", None), str):
            pay(owner, obj.__name__, args)
        ledger.spend(sum(map(weight, args)))
        ledger.calls += 1
        if ledger.calls > MAX_CALLS:
            raise TemplateFault(
                f"more than {MAX_CALLS} macros inside each other",
                "a macro must not call itself without end",
                BUDGET,
            )
        try:
            return context.call(obj, *args, **kwargs)
        except TemplateFault as fault:
            if fault.code != BUDGET:
                for value in (*args, *kwargs.values()):
                    if isinstance(value, Unknown) and value.noted:
                        return value  # what it was given was faulty already
            return nothing(fault)
        except TypeError as fault:
            if problem := not_taken(obj, args, kwargs, str(fault)):
                return nothing(problem)
            raise
        finally:
            ledger.calls -= 1

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do sums; refuse what only makes things big."""
        for value in (left, right):
            if isinstance(value, Undefined):
                return self._behind(value)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.concatenated((left, right))
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            LEDGER.get().spend(len(left) + len(right))
            return left + right
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or abs(left) > MOST or abs(right) > MOST:
            hint = (
                "it only makes things big" if operator in ("*", "**") else "it is for numbers alone"
            )
            return nothing(TemplateFault(f"'{operator}' cannot be used here", hint))
        if operator in ("/", "//", "%") and not right:
            return nothing(TemplateFault("a division by zero", "ask with {% if … %} before"))
        return super().call_binop(context, operator, left, right)


def for_templates(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function as one that templates may call."""
    function.for_templates = True  # type: ignore[attr-defined]
    return function


@for_templates
def bounded_range(*numbers: int) -> range:
    """Count from one number to another; `range(3)` gives 0, 1 and 2."""
    if not 1 <= len(numbers) <= 3 or not all(type(number) is int for number in numbers):
        raise TemplateFault("a range takes one to three whole numbers")
    if any(abs(number) > MOST for number in numbers) or (len(numbers) == 3 and not numbers[2]):
        raise TemplateFault("a range that has no end")
    found = range(*numbers)
    if len(found) > MAX_RANGE:
        raise TemplateFault(f"a range of more than {MAX_RANGE} numbers")
    return found
