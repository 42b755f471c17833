"""What is said of a name that stands for nothing: the nearest, and what there is.

Owns these words, so that a run and a look at the template alone say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from inspect import signature
from typing import Any

from jinja2 import nodes
from jinja2.filters import FILTERS as STOCK
from jinja2.runtime import Macro
from markupsafe import Markup

from briefgen.cut import Passage
from briefgen.markup import Inset
from briefgen.render.ledger import TemplateFault
from briefgen.schema.literals import nearest

FIELD, NAME = "template.unknown-field", "template.unknown-name"
SYNTAX = "template.syntax"
_FEW = 10

_KINDS = (
    (Markup, "the template's own text"),
    (str, "a text"),
    (bool, "true or false"),
    (int | float, "a number"),
    (list | tuple | range, "a list"),
    (dict, "a group of fields"),
    (Passage, "prose"),
    (Inset, "a table or another block"),
    (type(None), "an empty value"),
)


def a_kind(value: Any) -> str:
    """Give the word for what kind of thing a value is."""
    for kind, word in _KINDS:
        if isinstance(value, kind):
            return word
    name = type(value).__name__
    words = {"LoopContext": "loop", "Macro": "a macro", "date": "a date", "datetime": "a moment"}
    usual = "a function" if callable(value) else f"a {name}"
    return words.get(name, usual)


def near(name: str, known: Iterable[str], what: str = "there are") -> str:
    """Say which known name is the nearest, and name a few of the others."""
    names = list(dict.fromkeys(map(str, known)))
    close = nearest(name, names)
    others = [other for other in names if other != close][: _FEW - bool(close) * 4]
    left = len(names) - len(others) - bool(close)
    listed = ", ".join(others) + (f" and {left} more" if left and others else "")
    said = f"did you mean '{close}'?" if close else ""
    return " ".join(filter(None, (said, f"{what} {listed}" if listed else "")))


def unknown_field(holder: Any, name: Any) -> TemplateFault:
    """Say that a value has no such field, or a list no such place."""
    if isinstance(holder, dict):
        return no_field(str(name), holder)
    if isinstance(holder, list | tuple | range | str) and not isinstance(name, str):
        kind, count = a_kind(holder), len(holder)
        return TemplateFault(
            f"{kind} of {count} has no place {name}", "ask with {% if … %} whether it is there"
        )
    return TemplateFault(f"{a_kind(holder)} has no field '{name}'", "", FIELD)


def no_field(name: str, known: Iterable[str]) -> TemplateFault:
    """Say that a group has no such field."""
    return TemplateFault(f"unknown field '{name}'", near(name, known, "its fields are"), FIELD)


def unknown_name(name: str) -> TemplateFault:
    """Say that a name stands for nothing; which there are is known where it is noted."""
    return TemplateFault(f"unknown name '{name}'", "", NAME)


def refused_field(what: str, name: str) -> TemplateFault:
    """Say that a value of some kind has no such field for a template."""
    hint = "templates get the fields of the issue, and nothing behind them"
    if what == "a list" and not name.startswith("_"):
        hint = "write a loop: its items have fields, the list has none"
    return TemplateFault(f"{what} has no field '{name}'", hint, "template.refused")


def not_called(what: str) -> TemplateFault:
    """Say that a value is nothing to be called."""
    return TemplateFault(f"{what} cannot be called", "", "template.refused")


def macro_not_taken(macro: nodes.Macro, given: int, named: list[str]) -> TemplateFault | None:
    """Say what a macro is given that it does not take; None where all is well."""
    uses = {name.name for name in macro.find_all(nodes.Name)}
    known = [argument.name for argument in macro.args]
    unknown = next((name for name in named if name not in (*known, "caller")), "")
    said = f"the macro '{macro.name}' takes"
    if unknown and "kwargs" not in uses:
        return TemplateFault(f"{said} no value named '{unknown}'")
    if given > len(known) and "varargs" not in uses:
        return TemplateFault(f"{said} not more than {len(known)} arguments")
    return None


_EXPORTS = re.compile(r"the template '(.*?)' \(.*\) does not export the requested name '(.*)'")


def missing_value(said: str) -> TemplateFault:
    """Put into words that a value is not there which Jinja itself asked for."""
    if match := _EXPORTS.fullmatch(said):
        return no_macro(match.group(2), match.group(1))
    if match := re.match(r"parameter '(.*?)' was not provided", said):
        return TemplateFault(f"the macro is not given its '{match.group(1)}'", "", FIELD)
    if said.startswith("the inline if-expression"):
        return TemplateFault("an 'if' without an 'else' has no value here", "add else ''", FIELD)
    return TemplateFault(said[:1].lower() + said[1:].rstrip("."), "", FIELD)


def no_macro(name: str, template: str) -> TemplateFault:
    """Say that a template has no such macro."""
    hint = "a name that starts with _ is the template's own" if name.startswith("_") else ""
    return TemplateFault(f"the template '{template}' has no '{name}'", hint, FIELD)


def not_taken(
    function: Any, args: tuple[Any, ...], kwargs: dict[str, Any], said: str
) -> TemplateFault | None:
    """Say what a function or macro was given that it does not take; None if that is not it."""
    given = {name: value for name, value in kwargs.items() if not name.startswith("_")}
    if isinstance(function, Macro):
        if match := re.match(r"macro '(.*?)' takes (.*)", said):
            what = match.group(2).replace("(s)", "s").replace("keyword argument", "value named")
            return TemplateFault(f"the macro '{match.group(1)}' takes {what}", "")
        return None
    try:
        signature(function).bind(*args, **given)
    except (TypeError, ValueError) as fault:
        name = getattr(function, "__name__", "this")
        known = list(signature(function).parameters)
        unknown = next((key for key in given if key not in known), "")
        if unknown:
            return TemplateFault(f"{name}() takes no '{unknown}'", near(unknown, known, "it takes"))
        return TemplateFault(f"{name}() cannot take that: {fault}")
    return None


_OPEN = re.compile(r".*The innermost block that needs to be closed is '(\w+)'\.?", re.DOTALL)


def translated(said: str, filters: Iterable[str] = (), tests: Iterable[str] = ()) -> TemplateFault:
    """Put what Jinja says of a template into briefgen's words."""
    if match := re.match(r"No (filter|test) named '(.*?)'", said):
        kind = match.group(1)
        return no_filter(match.group(2), filters if kind == "filter" else tests, kind)
    if match := _OPEN.match(said):
        opened = match.group(1)
        hint = f"each {{% {opened} %}} needs its {{% end{opened} %}}"
        if found := re.match(r"Encountered unknown tag '(\w+)'", said):
            what = f"'{found.group(1)}' where {{% {opened} %}} is still open"
        else:
            what = f"the template ends, and {{% {opened} %}} is still open"
        return TemplateFault(what, hint, SYNTAX)
    if match := re.match(r"Encountered unknown tag '(\w+)'", said):
        return TemplateFault(f"unknown tag '{match.group(1)}'", near(match.group(1), _TAGS), SYNTAX)
    message = said[:1].lower() + said[1:].rstrip(".")
    return TemplateFault(message, "", "template.fault")


_TAGS = (
    *("block", "call", "elif", "else", "endblock", "endcall", "endfilter", "endfor", "endif"),
    *("endmacro", "endset", "endwith", "extends", "filter", "for", "from", "if", "import"),
    *("include", "macro", "set", "with"),
)


def no_filter(name: str, known: Iterable[str], kind: str = "filter") -> TemplateFault:
    """Say that there is no such filter or test."""
    hint = near(name, (one for one in known if not one.startswith("_")))
    if kind == "filter" and name in STOCK:
        hint = f"of Jinja's filters only those that a briefing needs are there; {hint}"
    return TemplateFault(f"no {kind} is called '{name}'", hint, SYNTAX)
