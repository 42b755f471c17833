"""Expressions of a template, looked at without running it: what shape they have.

Owns what is known to be wrong with a field, a filter, a test or a call whatever the
data. Where that is not certain it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from briefgen.audience import COLUMNS
from briefgen.issue import LISTS
from briefgen.render import shapes, wording
from briefgen.render.filters import filters, tests
from briefgen.render.ledger import TemplateFault
from briefgen.render.sandbox import DICT_METHODS
from briefgen.render.scope import Scope
from briefgen.render.shapes import (
    ANY,
    PROSE,
    TEXT,
    Function,
    Group,
    Items,
    MacroOf,
    Shape,
    Single,
    joined,
)
from briefgen.schema.literals import near, nearest

if TYPE_CHECKING:
    from briefgen.render.examine import Examiner

_SAME = frozenset({"list", "reverse", "select", "reject"})
_BY_ATTRIBUTE = frozenset({"sort", "unique", "selectattr", "rejectattr"})
_TESTED = frozenset({"select", "reject", "selectattr", "rejectattr"})
_ONE = frozenset({"first", "last"})
_TEXTS = frozenset(
    {"upper", "lower", "capitalize", "full_stop", "trim", "replace", "listed", "long_date"}
    | {"press_date", "moment"}
)
_DEFAULTS = frozenset({"default", "d"})
_DEFINED = frozenset({"defined", "undefined"})
# A condition on whether there is any of these says nothing of which issue it is.
_TELLS_NOTHING = frozenset({*LISTS, "summary", "background", "outlook", "motion"} - {"tables"})


class Expressions:
    """Gives the shapes of expressions in a scope, and notes what is wrong on the way."""

    def __init__(self, examiner: Examiner, scope: Scope, template: str) -> None:
        """Take who notes, and where the expressions stand."""
        self.examiner = examiner
        self.scope = scope
        self.template = template
        self.tolerant: set[int] = set()  # nodes that may be unknown

    def note(self, fault: TemplateFault, node: nodes.Node, of: str = "") -> Shape:
        """Note a fault; what is faulty may be anything.

        `of` names what it is a fault of where another visit may find the same without it.
        """
        self.examiner.note(fault, node, self.template, self.scope, of)
        return ANY

    def wrong(self, fault: TemplateFault, node: nodes.Node, of: str) -> Shape:
        """Note that a value is of the wrong kind, unless whoever lent it may be asked first."""
        asked = self.examiner.conditions_here
        if self.scope.borrows(node) and any(self.scope.borrows(test) for test in asked):
            return ANY
        return self.note(fault, node, of)

    def shape(self, node: nodes.Node | None) -> Shape:  # noqa: C901 - one case a kind of node
        """Give the shape of an expression."""
        self.examiner.step()
        match node:
            case nodes.Name(name=name):
                return self._name(node, name)
            case nodes.Const(value=str()) | nodes.Concat():
                self._parts(node)
                return TEXT
            case nodes.Getattr(node=inner, attr=name):
                return self._field(self.shape(inner), name, node)
            case nodes.Getitem(node=inner, arg=argument):
                return self._item(self.shape(inner), argument, node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                return self._test(node)
            case nodes.Call():
                return self._call(node)
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                return joined(self.shape(left), self.shape(right))
            case nodes.CondExpr(test=test, expr1=one, expr2=other):
                with self.examiner.under(test):
                    self.shape(test)
                    found = self.shape(one)
                    return joined(found, self.shape(other)) if other is not None else found
            case nodes.Add(left=left, right=right):
                return joined(self.shape(left), self.shape(right))
            case nodes.List(items=items):
                each = [self.shape(item) for item in items]
                return Items(each[0] if each and all(one == each[0] for one in each) else ANY)
            case nodes.Node():
                self._parts(node)
        return ANY

    def _parts(self, node: nodes.Node) -> None:
        for part in node.iter_child_nodes():
            self.shape(part)

    # --- names and fields ---

    def _name(self, node: nodes.Name, name: str) -> Shape:
        if node.ctx != "load":
            return ANY
        found = self.scope.find(name)
        if found is None:
            if not self._tolerated(node):
                return self.note(wording.unknown_name(name), node, name)
            return ANY
        self.examiner.fine(node, name)
        return found

    def _tolerated(self, node: nodes.Node) -> bool:
        """Say whether a node may be unknown here: it has a default, or is asked for before."""
        asked = self.examiner.guarded(self.template)
        path = _path(node)
        # Who asks for one field of a thing knows that it may be of another kind.
        return id(node) in self.tolerant or path in asked or f"{path.rpartition('.')[0]}." in asked

    def _field(self, holder: Shape, name: str, node: nodes.Node) -> Shape:
        found = self._known_field(holder, name)
        if isinstance(found, TemplateFault) and not self._tolerated(node):
            return self.wrong(found, node, name)
        self.examiner.fine(node, name)
        return ANY if isinstance(found, TemplateFault) else found

    def _known_field(self, holder: Shape, name: str) -> Shape | TemplateFault:
        match holder:
            case Group(fields=fields, rest=rest):
                if name in fields:
                    return fields[name]
                if name in DICT_METHODS:
                    return ANY
                return wording.no_field(name, fields) if rest is None else rest
            case Items():
                return wording.refused_field("a list", name)
            case Single(called=called, fields=known) if holder is not ANY and name not in known:
                return wording.refused_field(called, name)
            case _:
                return ANY

    def _item(self, holder: Shape, argument: nodes.Node, node: nodes.Node) -> Shape:
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            return self._field(holder, argument.value, node)
        self.shape(argument)
        if isinstance(argument, nodes.Slice):
            return holder
        return holder.item if isinstance(holder, Items) else ANY

    def _along(self, item: Shape, path: Any, node: nodes.Node) -> Shape:
        """Give the shape behind an attribute that a filter names: `a`, or `a.b`."""
        for part in str(path).split("."):
            item = ANY if part.isdigit() else self._field(item, part, node)
        return item

    # --- filters and tests ---

    def _filter(self, node: nodes.Filter) -> Shape:
        name, known = node.name, filters()
        if node.node is not None and name in _DEFAULTS:
            self.tolerant.add(id(node.node))
        value = self.shape(node.node) if node.node is not None else ANY
        for part in (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs):
            if part is not None:
                self.shape(part)
        if name not in known:
            return self.note(wording.no_filter(name, known), node)
        return self._filtered(node, value)

    def _filtered(self, node: nodes.Filter, value: Shape) -> Shape:
        name = node.name
        item = value.item if isinstance(value, Items) else ANY
        match name:
            case "map":
                return self._map(node, item)
            case "groupby":
                self._attribute(node, item, 0)
                return shapes.grouped(value)
            case "by_speaker":
                return Items(Group({"speaker": TEXT, "said": value}))
            case "names":
                return Items(TEXT)
            case "opening" | "rest":
                return PROSE
            case "default" | "d":
                return joined(value, self._default(node))
            case "join":
                self._attribute(node, item, 1)
                return TEXT
            case "min" | "max":
                self._attribute(node, item, None)
                return item
            case _ if name in _SAME:
                self._check_test(node, 0)
                return value if isinstance(value, Items) else ANY
            case _ if name in _BY_ATTRIBUTE:
                place = 0 if name.endswith("attr") else None
                self._attribute(node, item, place)
                return value if isinstance(value, Items) else ANY
            case _ if name in _ONE:
                return item
            case _:
                return TEXT if name in _TEXTS else ANY

    def _default(self, node: nodes.Filter) -> Shape:
        given = [*node.args, *(k.value for k in node.kwargs if k.key == "default_value")]
        return TEXT if given and isinstance(given[0], nodes.Const) and _text(given[0]) else ANY

    def _map(self, node: nodes.Filter, item: Shape) -> Shape:
        if (attribute := _keyword(node, "attribute")) is not None:
            if _keyword(node, "default") is not None or not _text(attribute):
                return Items(ANY)
            return Items(self._along(item, _text(attribute), node))
        if node.args and (name := _text(node.args[0])) and name not in filters():
            self.note(wording.no_filter(name, filters()), node)
        return Items(ANY)

    def _attribute(self, node: nodes.Filter, item: Shape, place: int | None) -> None:
        """Look at the field that a filter names, and at the test it is put to."""
        given = _keyword(node, "attribute")
        if given is None and place is not None and len(node.args) > place:
            given = node.args[place]
        if node.name.endswith("attr") and not self._check_test(node, 1):
            return
        if given is not None and (path := _text(given)):
            for part in path.split(",") if node.name == "sort" else (path,):
                self._along(item, part, node)

    def _check_test(self, node: nodes.Filter, place: int) -> bool:
        """Look at the test that a filter names; False where it bears what is unknown."""
        if len(node.args) <= place or node.name not in _TESTED:
            return True
        name = _text(node.args[place])
        if name and name not in tests():
            self.note(wording.no_filter(name, tests(), "test"), node)
        return name not in _DEFINED

    def _test(self, node: nodes.Test) -> Shape:
        if node.name not in tests():
            self.note(wording.no_filter(node.name, tests(), "test"), node)
        if node.name in _DEFINED:
            self.tolerant.add(id(node.node))
        self._parts(node)
        return ANY

    # --- calls ---

    def _call(self, node: nodes.Call) -> Shape:
        callee = self.shape(node.node)
        given = [self.shape(argument) for argument in node.args]
        named = {item.key: self.shape(item.value) for item in node.kwargs}
        for part in (node.dyn_args, node.dyn_kwargs):
            self.shape(part)
        certain = node.dyn_args is None and node.dyn_kwargs is None
        match callee:
            case Function(name=name, call=call) if certain:
                problem = wording.not_taken(call, tuple(given), dict(named), "")
                if problem:
                    self.note(problem, node)
                elif name == "table":
                    self._table(node, given, named)
            case MacroOf():
                return self._macro(node, callee, given, named, certain)
            case Single(called=called) if callee is not ANY:
                return self.wrong(wording.not_called(called), node, "call")
            case _:
                pass
        return ANY

    def _macro(
        self,
        node: nodes.Call,
        macro: MacroOf,
        given: list[Shape],
        named: dict[str, Shape],
        certain: bool,
    ) -> Shape:
        names = [argument.name for argument in macro.node.args]
        if certain and (problem := wording.macro_not_taken(macro.node, len(given), list(named))):
            return self.note(problem, node)
        values = dict(zip(names, given, strict=False)) | named if certain else {}
        self.examiner.call(macro, values, (self.template, node))
        return ANY

    def _table(self, node: nodes.Call, given: list[Shape], named: dict[str, Shape]) -> None:
        arguments = {**dict(zip(("name", "rows", "caption"), node.args, strict=False))}
        arguments |= {item.key: item.value for item in node.kwargs}
        name = _text(arguments["name"]) if "name" in arguments else ""
        if not name or name in self.examiner.tables:
            return
        if name not in COLUMNS:
            if self._nowhere(name):
                known = (*COLUMNS, *self.examiner.tables)
                hint = near(name, known)
                self.note(TemplateFault(f"no table is called '{name}'", hint), node)
            return
        shape = named.get("rows", given[1] if len(given) > 1 else ANY)
        if isinstance(shape, Items) and isinstance(shape.item, Group) and shape.item.rest is None:
            for column in self.examiner.columns(name):
                if column not in shape.item.fields:
                    what = f"these rows have no '{column}'"
                    self.wrong(TemplateFault(what, near(column, shape.item.fields)), node, name)
                    return
            self.examiner.fine(node, name)

    def _nowhere(self, name: str) -> bool:
        """Say whether no issue can have a table of a name: another issue may, if asked before."""
        if nearest(name, COLUMNS) and "-" not in name:
            return True
        asked = [part for test in self.examiner.conditions for part in _mentioned(test)]
        return all(part in _TELLS_NOTHING for part in asked)


def _text(node: nodes.Node) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def _keyword(node: nodes.Filter, name: str) -> nodes.Expr | None:
    return next((item.value for item in node.kwargs if item.key == name), None)


def _path(node: nodes.Node) -> str:
    """Write a name with its fields as text; empty where it is no such thing."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=inner, attr=name):
            return f"{before}.{name}" if (before := _path(inner)) else ""
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str(name))):
            return f"{before}.{name}" if (before := _path(inner)) else ""
        case _:
            return ""


def guards(tree: nodes.Template) -> frozenset[str]:
    """Give the names and fields of a template that it asks for before it uses them."""
    asked = [test.node for test in tree.find_all(nodes.Test) if test.name in _DEFINED]
    asked += [f.node for f in tree.find_all(nodes.Filter) if f.name in _DEFAULTS and f.node]
    paths = set(filter(None, map(_path, asked)))
    # A dot at the end stands for every field.
    whole = {f"{before}." for path in paths if (before := path.rpartition(".")[0])}
    for compare in tree.find_all(nodes.Compare):
        for operand in compare.ops:
            if operand.op in ("in", "notin") and (path := _path(operand.expr)):
                whole.add(f"{path}.")
    return frozenset(paths | (whole - {"issue.", "words."}))


def _mentioned(test: nodes.Node) -> Iterator[str]:
    """Give what a condition asks of: the last fields of the names in it."""
    if isinstance(test, nodes.Not | nodes.And | nodes.Or):
        for part in test.iter_child_nodes():
            yield from _mentioned(part)
    else:
        yield _path(test).removeprefix("issue.") or "?"
