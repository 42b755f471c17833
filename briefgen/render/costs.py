"""What it costs to loop over, compare and search values, and what may not be.

Owns the prices that are paid before the work is done. Must not know Jinja's syntax.
"""

from __future__ import annotations

from typing import Any

from jinja2.runtime import Undefined

from briefgen.render.ledger import LEDGER, TemplateFault
from briefgen.render.printing import nothing
from briefgen.render.wording import a_kind

# Texts from this length on are paid for where they are compared, a step for as many signs.
LONG = 1_000


def weight(value: Any) -> int:
    """Give the steps that it costs to compare a value: none, but for a long text."""
    return len(value) // LONG if isinstance(value, str) else 0


def pay(text: str, method: str, given: tuple[Any, ...]) -> None:
    """Charge for what a method of a text makes, before it makes it."""
    pieces = 0
    if method == "split":
        separator = given[0] if given and isinstance(given[0], str) else ""
        pieces = text.count(separator) if separator else len(text) // 2
    LEDGER.get().spend(1 + pieces, len(text))


def is_reference(obj: Any) -> bool:
    """Say whether it is `self`, a block or an imported template's macro holder."""
    return type(obj).__module__ in ("jinja2.runtime", "jinja2.environment") and type(
        obj
    ).__name__ in ("TemplateReference", "BlockReference", "TemplateModule")


def turns(items: Any) -> Any:
    """Charge a loop for its turns before it starts."""
    if type(items) is list:  # most are: asked first
        LEDGER.get().spend(len(items) + 1)
        return items
    if isinstance(items, Undefined):
        return list(items)
    if isinstance(items, str) or not hasattr(items, "__iter__"):
        return nothing(TemplateFault(f"a loop over {a_kind(items)}", "loop over a list"))
    if is_reference(items):
        return nothing(TemplateFault("a loop over a template", "loop over a list"))
    found = list(items)
    LEDGER.get().spend(len(found) + 1)
    return found


def single(value: Any) -> Any:
    """Let single values be compared, and nothing that holds others."""
    if isinstance(value, Undefined):
        str(value)
    if cost := weight(value):
        LEDGER.get().spend(cost)
    if isinstance(value, list | tuple | dict) and value:
        return nothing(
            TemplateFault("lists and groups cannot be compared", "compare fields, or |length")
        )
    return value


def among(items: Any) -> Any:
    """Charge for a look through what stands behind `in`."""
    if isinstance(items, Undefined):
        str(items)
    elif isinstance(items, str):
        LEDGER.get().spend(1 + len(items) // 100)
    elif isinstance(items, range):
        LEDGER.get().spend(1 + len(items))
    elif isinstance(items, list | tuple):
        LEDGER.get().spend(1 + len(items) + sum(map(weight, items)))
    elif not isinstance(items, dict) and not hasattr(items, "__len__"):
        return nothing(TemplateFault(f"'in' before {a_kind(items)}", "it is for lists and texts"))
    return items
