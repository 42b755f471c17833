"""YAML 1.2 with positions: text of a file -> nodes that know where they stand.

Owns the reading of YAML: PyYAML's events (its only home), duplicate keys, budgets
of depth, size and aliases, characters that no document may hold, and the remedies
for the usual slips. Must not know what the keys mean. Scalars stay as written: no
value is ever guessed to be a number, a date or a truth value.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.content import content
from briefgen.errors import InputError, shown
from briefgen.yamlfile.compose import Composer
from briefgen.yamlfile.found import Found, quoted
from briefgen.yamlfile.nodes import Mapping, Node, Scalar, Sequence, YamlFile
from briefgen.yamlfile.source import MAX_BYTES, TOO_LARGE, decode, forbidden, place

__all__ = [
    "Found",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "YamlFile",
    "parse",
    "place",
    "quoted",
    "read",
]


def read(path: Path, limit: int = MAX_BYTES, hint: str = TOO_LARGE) -> YamlFile:
    """Read a file of at most `limit` bytes into nodes; `hint` is what to do with a larger one.

    Faults of keys are collected in the result; a file that cannot be taken apart
    at all raises InputError, one that cannot be opened UsageError.
    """
    name = shown(path)
    return parse(decode(content(path, name, limit, hint), name), name)


def parse(text: str, name: str) -> YamlFile:
    """Take the text of a file apart; `name` is what diagnostics call it. See `read`."""
    found = list(forbidden(text, name))
    if found:
        raise InputError(found)
    return Composer(text, name).compose()
