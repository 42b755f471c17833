"""A template looked at without running it: what is wrong with it whatever the data.

Owns the walk through statements, includes and macros, along every branch. Where a fault
is not certain it says nothing: a template that runs is never complained of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from briefgen.errors import Diagnostic, Location
from briefgen.render import faults, wording
from briefgen.render.expressions import Expressions, guards
from briefgen.render.grammar import parsed
from briefgen.render.ledger import TemplateFault
from briefgen.render.places import Places, place_of
from briefgen.render.scope import Scope
from briefgen.render.shapes import (
    ANY,
    PROSE,
    TEXT,
    Files,
    Group,
    Items,
    MacroOf,
    Shape,
    Single,
    loop_of,
    of_value,
)

MAX_STEPS = 100_000
MAX_DEPTH = 12  # templates and macros inside each other
MAX_FAULTS = 100
MAX_VISITS = 60  # of one template
_ALWAYS = ("self", "super", "caller", "varargs", "kwargs")


class _Enough(Exception):
    """More to look at than it is worth."""


class Examiner:
    """Looks at the templates of one audience.

    `tables` are the ids of the tables that issues have; `columns` gives those of a
    standard table.
    """

    def __init__(
        self,
        places: Places,
        context: dict[str, Shape],
        tables: frozenset[str],
        columns: dict[str, tuple[str, ...]],
    ) -> None:
        """Take where templates are, and what they start with."""
        self.places = places
        self.tables = tables
        functions = places.environment.globals.items()
        known = {name: of_value(function) for name, function in functions}
        self.start = Scope({**context, **known, **dict.fromkeys(_ALWAYS, ANY)})
        self.found: dict[tuple[object, ...], Diagnostic] = {}
        self._faulty: dict[tuple[object, ...], tuple[nodes.Node, str]] = {}
        self._fine: set[tuple[nodes.Node, str]] = set()
        self.conditions: list[nodes.Node] = []
        self._columns = columns
        self._trees: dict[str, nodes.Template | None] = {}
        self._guards: dict[str, frozenset[str]] = {}
        self._way: list[tuple[str, nodes.Node]] = []
        self._running: list[object] = []
        self._visits: dict[object, int] = {}
        self._steps = 0
        self._outside = 0  # how many conditions are those of templates outside

    def examine(self, name: str) -> tuple[Diagnostic, ...]:
        """Give what is wrong with a template, and with all that it includes."""
        with suppress(_Enough):
            self._template(name, self.start.lending())
        # A macro that is right for one of its callers may be used so by the others.
        right = {key for key, what in self._faulty.items() if what in self._fine}
        return tuple(told for key, told in self.found.items() if key not in right)

    # --- what expressions ask for ---

    def step(self) -> None:
        """Count a step; a template that is made to take long is not looked at to its end."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise _Enough

    def columns(self, table: str) -> tuple[str, ...]:
        """Give the columns of a standard table."""
        return self._columns.get(table, ())

    def guarded(self, template: str) -> frozenset[str]:
        """Give what a template asks for before it uses it."""
        return self._guards.get(template, frozenset())

    def fine(self, node: nodes.Node, of: str) -> None:
        """Note that nothing is wrong with a part of a node, as it is come to now."""
        self._fine.add((node, of))

    @property
    def conditions_here(self) -> list[nodes.Node]:
        """Give the conditions of the template or macro that is looked at."""
        return self.conditions[self._outside :]

    @contextmanager
    def under(self, test: nodes.Node) -> Iterator[None]:
        """Look at what is there on a condition alone."""
        self.conditions.append(test)
        try:
            yield
        finally:
            self.conditions.pop()

    def note(
        self, fault: TemplateFault, node: nodes.Node, template: str, scope: Scope, of: str = ""
    ) -> None:
        """Note a fault of a node; `of` as in `fine`, where another visit may find none."""
        line, column = place_of(node)
        path = self.places.loader.read.get(template, (template, ""))[0]
        hint = fault.hint
        if fault.code == wording.NAME:
            names = (name for name in scope.known() if name not in _ALWAYS)
            hint = wording.near(str(fault.message).split("'")[1], names, "names here are")
        steps = [
            f"{self.places.loader.read.get(name, (name, ''))[0]}:{place_of(by)[0]}"
            for name, by in reversed(self._way)
        ]
        if len(self.found) >= MAX_FAULTS:
            raise _Enough
        expression = self.places.atlas(template).tag(line, column)
        key = (fault.code, path, line, column)
        if of:
            self._faulty[key] = (node, of)
        self.found.setdefault(
            key,
            faults.told(
                fault.code,
                str(fault.message),
                Location(path, line, column),
                expression,
                hint,
                faults.reached(list(dict.fromkeys(steps))),
            ),
        )

    def call(
        self,
        macro: MacroOf,
        given: dict[str, Shape],
        by: tuple[str, nodes.Node] | None,
    ) -> None:
        """Look into a macro as it is called; `by` is the template and the call in it."""
        names: dict[str, Shape] = {argument.name: ANY for argument in macro.node.args}
        names |= {name: shape for name, shape in given.items() if name in names}
        scope = macro.scope.lending(**names)
        with self._inside(macro.node, by) as allowed:
            if allowed:
                self._body(macro.node.body, scope, macro.template)

    @contextmanager
    def _inside(self, what: object, by: tuple[str, nodes.Node] | None) -> Iterator[bool]:
        """Go into a template or macro, unless it is being looked at or was so often enough."""
        self._visits[what] = visits = self._visits.get(what, 0) + 1
        if what in self._running or visits > MAX_VISITS or len(self._running) > MAX_DEPTH:
            yield False
            return
        self._running.append(what)
        if by:
            self._way.append(by)
        outside, self._outside = self._outside, len(self.conditions)
        try:
            yield True
        finally:
            self._outside = outside
            self._running.pop()
            if by:
                self._way.pop()

    # --- templates ---

    def _tree(self, name: str) -> nodes.Template | None:
        """Read a template; what is wrong with its syntax is noted."""
        if name not in self._trees:
            self._trees[name] = None
            environment, loader = self.places.environment, self.places.loader
            try:
                source, path, _ = loader.get_source(environment, name)
                tree = parsed(environment, source, name, path).tree
            except TemplateSyntaxError as fault:
                told = faults.told_syntax(fault, self.places, name)
                self.found.setdefault((told.code, told.location), told)
                return None
            self._trees[name] = tree
            self._guards[name] = guards(tree)
        return self._trees[name]

    def _there(self, name: str) -> bool:
        return self.places.loader.find(name) is not None

    def _template(self, name: str, scope: Scope, by: tuple[str, nodes.Node] | None = None) -> None:
        with self._inside(name, by) as allowed:
            if not allowed:
                return
            try:
                tree = self._tree(name)
            except TemplateNotFound:
                return
            if tree is not None:
                self._body(tree.body, scope, name)
                self._uncalled(tree, scope, name)

    def _uncalled(self, tree: nodes.Template, scope: Scope, name: str) -> None:
        """Look into the macros that the template itself does not call."""
        for macro in tree.body:
            if isinstance(macro, nodes.Macro) and not self._visits.get(macro):
                self.call(MacroOf(macro, name, scope), {}, None)

    # --- statements ---

    def _body(self, body: Iterable[nodes.Node], scope: Scope, template: str) -> None:
        for node in body:
            self.step()
            self._statement(node, scope, template)

    def _statement(  # noqa: C901 - one case a kind of statement
        self, node: nodes.Node, scope: Scope, template: str
    ) -> None:
        look = Expressions(self, scope, template)
        match node:
            case nodes.Output(nodes=parts):
                for part in parts:
                    if not isinstance(part, nodes.TemplateData):
                        look.shape(part)
            case nodes.For():
                self._for(node, scope, template)
            case nodes.If():
                self._if(node, scope, template)
            case nodes.Assign(target=target, node=value):
                _bind(target, look.shape(value), scope, value)
            case nodes.AssignBlock(target=target, filter=filtered, body=body):
                if filtered is not None:
                    look.shape(filtered)
                self._body(body, scope.inner(), template)
                _bind(target, ANY, scope)
            case nodes.Macro(name=name):
                scope.names[name] = MacroOf(node, template, scope)
                for default in node.defaults:
                    look.shape(default)
            case nodes.CallBlock(call=call, args=args, body=body):
                look.shape(call)
                self._body(body, scope.inner(**{arg.name: ANY for arg in args}), template)
            case nodes.FilterBlock(filter=filtered, body=body):
                look.shape(filtered)
                self._body(body, scope.inner(), template)
            case nodes.With(targets=targets, values=values, body=body):
                inner = scope.inner()
                for target, value in zip(targets, values, strict=False):
                    _bind(target, look.shape(value), inner, value)
                self._body(body, inner, template)
            case nodes.Block(body=body) | nodes.Scope(body=body):
                self._body(body, scope.inner(), template)
            case nodes.Include():
                self._include(node, scope, template)
            case nodes.Extends(template=name):
                self._extends(name, node, scope, template)
            case nodes.Import(template=name, target=target, with_context=context):
                exported = self._imported(name, node, scope, template, context)
                scope.names[target] = Group(exported.names) if exported else ANY
            case nodes.FromImport():
                self._from(node, scope, template)
            case _:
                look.shape(node)

    def _for(self, node: nodes.For, scope: Scope, template: str) -> None:
        look = Expressions(self, scope, template)
        several = look.shape(node.iter)
        if isinstance(several, Single) and several in (TEXT, PROSE):
            fault = TemplateFault(f"a loop over {several.called}", "loop over a list")
            look.wrong(fault, node.iter, "loop")
        item = several.item if isinstance(several, Items) else ANY
        if isinstance(several, Group) and not isinstance(node.target, nodes.Tuple):
            item = TEXT
        inner = scope.inner(loop=loop_of(item))
        _bind(node.target, item, inner, node.iter)
        if node.test is not None:
            Expressions(self, inner, template).shape(node.test)
        self._body(node.body, inner, template)
        self._body(node.else_, scope.inner(), template)

    def _if(self, node: nodes.If, scope: Scope, template: str) -> None:
        branches = [(node.test, node.body), *((n.test, n.body) for n in node.elif_)]
        after = []
        for test, body in branches:
            Expressions(self, scope, template).shape(test)
            after.append(scope.inner())
            with self.under(test):
                self._body(body, after[-1], template)
        after.append(scope.inner())
        with self.under(nodes.Not(node.test)):
            self._body(node.else_, after[-1], template)
        scope.take(after)

    def _include(self, node: nodes.Include, scope: Scope, template: str) -> None:
        found = Expressions(self, scope, template).shape(node.template)
        given = found.each if isinstance(found, Files) else (_names(node.template),)
        for names in given:
            if not names:
                continue
            there = next((name for name in names if self._there(name)), "")
            if there:
                inner = self._inner(scope, node.with_context)
                self._template(there, inner, (template, node))
            elif not node.ignore_missing:
                self.note(faults.missing(*names), node.template, template, scope)

    def _inner(self, scope: Scope, with_context: bool) -> Scope:
        """Give the scope of another template: without context only briefgen's functions."""
        if with_context:
            return scope.lending()
        functions = self.places.environment.globals
        known = {name: self.start.names[name] for name in (*_ALWAYS, *functions)}
        return Scope(known).lending()

    def _extends(self, name: nodes.Expr, node: nodes.Node, scope: Scope, template: str) -> None:
        Expressions(self, scope, template).shape(name)
        for constant in _names(name):
            if self._there(constant):
                self._template(constant, scope.lending(), (template, node))
            else:
                self.note(faults.missing(constant), name, template, scope)

    def _imported(
        self,
        name: nodes.Expr,
        node: nodes.Node,
        scope: Scope,
        template: str,
        with_context: bool,
    ) -> Scope | None:
        """Look at a template for its macros; give its names, None where they are not known."""
        Expressions(self, scope, template).shape(name)
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            return None
        constant = name.value
        if not self._there(constant):
            self.note(faults.missing(constant), name, template, scope)
            return None
        inner = self._inner(scope, with_context)
        tree = None
        with self._inside(("import", constant), (template, node)) as allowed:
            if allowed and (tree := self._tree(constant)) is not None:
                self._body(tree.body, inner, constant)
        return inner if tree is not None else None

    def _from(self, node: nodes.FromImport, scope: Scope, template: str) -> None:
        exported = self._imported(node.template, node, scope, template, node.with_context)
        for name in node.names:
            known, called = name if isinstance(name, tuple) else (name, name)
            shape = exported.names.get(known) if exported else ANY
            if shape is None:
                constant = _names(node.template)[0]
                asked = self.guarded(template)
                if called not in asked:
                    assert exported is not None
                    self.note(wording.no_macro(known, constant), node, template, scope)
                shape = ANY
            scope.names[called] = shape


def _names(node: nodes.Expr) -> tuple[str, ...]:
    """Give the templates that a constant names; nothing where it is not known."""
    match node:
        case nodes.Const(value=str(name)):
            return (name,)
        case nodes.List(items=items) | nodes.Tuple(items=items):
            names = [item.value for item in items if isinstance(item, nodes.Const)]
            known = len(names) == len(items) and all(isinstance(name, str) for name in names)
            return tuple(names) if known else ()
        case _:
            return ()


def _bind(target: nodes.Node, shape: Shape, scope: Scope, of: nodes.Node | None = None) -> None:
    """Let a name, or several, stand for a shape, which comes from an expression."""
    match target:
        case nodes.Name(name=name):
            scope.bind(name, shape, of)
        case nodes.Tuple(items=items):
            parts: list[Any] = [ANY] * len(items)
            if isinstance(shape, Group) and set(shape.fields) == {"grouper", "list"}:
                parts = list(shape.fields.values())
            for item, part in zip(items, parts, strict=False):
                _bind(item, part, scope, of)
        case _:
            pass
