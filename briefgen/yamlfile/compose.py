"""PyYAML's events -> nodes, within budgets of depth and aliases."""

from __future__ import annotations

import re
from typing import NoReturn

import yaml

from briefgen.characters import FORBIDDEN, forbidden_character
from briefgen.errors import InputError, Location, error, warning
from briefgen.yamlfile.found import quoted
from briefgen.yamlfile.nodes import Mapping, Node, Scalar, Sequence, YamlFile
from briefgen.yamlfile.slips import syntax

MAX_DEPTH = 32
MAX_ALIASED_NODES = 10_000
MAX_VALUES = 1_000_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _mark(event: yaml.Event) -> tuple[int, int, int]:
    """Give line, column (from 1) and index (from 0) of where an event starts."""
    mark = event.start_mark
    assert mark is not None  # PyYAML marks every event of a text
    return mark.line + 1, mark.column + 1, mark.index


def _weight(node: Scalar) -> int:
    """Say how much a value counts where an alias repeats it: long ones are read anew."""
    return 1 + len(node.value) // 50


class Composer:
    """Builds the nodes of one file, counting events as they come."""

    def __init__(self, text: str, shown: str) -> None:
        """Take the text, and what diagnostics call its file."""
        self.file = YamlFile(shown, text)
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open_anchors: set[str] = set()
        self.seen: list[dict[str, Scalar]] = []
        self.aliased = 0
        self.nodes = 0
        self.values = 0
        # What stands in no value of the file is not looked for in each.
        self.suspect = "\\" in text  # only an escape can still bring a forbidden character
        self.commented = "#" in text

    def compose(self) -> YamlFile:
        """Read it all. Raises InputError where the YAML cannot be taken apart."""
        try:
            self._run()
        except yaml.YAMLError as fault:
            raise InputError(
                [*self.file.diagnostics, syntax(fault, self.file.path, self.file.text)]
            ) from None
        return self.file

    def _run(self) -> None:
        stack: list[Sequence | Mapping] = []
        names: list[tuple[str | None, int]] = []
        keys: list[Scalar | None] = []
        documents = 0
        for event in yaml.parse(self.file.text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):  # most are: asked first
                self._add(stack, keys, self._scalar(event))
                continue
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._fail(
                            event,
                            "yaml.second-document",
                            "a second document in the file",
                            "keep one issue a file; delete the line '---'",
                        )
                case yaml.AliasEvent():
                    self._add(stack, keys, self._alias(event))
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    self._refuse_tag(event)
                    if len(stack) >= MAX_DEPTH:
                        self._fail(
                            event,
                            "yaml.too-deep",
                            f"nested deeper than {MAX_DEPTH} levels",
                            "check the indentation and brackets; no key of briefgen's is as deep",
                        )
                    line, column, _ = _mark(event)
                    kind = Sequence if isinstance(event, yaml.SequenceStartEvent) else Mapping
                    node = kind(line, column)
                    self.nodes += 1
                    self._count(event)
                    names.append((event.anchor, self.nodes))
                    if event.anchor:
                        self.open_anchors.add(event.anchor)
                    self._add(stack, keys, node)
                    stack.append(node)
                    keys.append(None)
                    self.seen.append({})
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    done = stack.pop()
                    keys.pop()
                    self.seen.pop()
                    name, before = names.pop()
                    if name:
                        self.open_anchors.discard(name)
                        self.anchors[name] = (done, self.nodes - before + 1)
                case _:
                    pass

    def _add(self, stack: list[Sequence | Mapping], keys: list[Scalar | None], node: Node) -> None:
        if not stack:
            self.file.root = node
            return
        parent = stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                self._fail_at(
                    node,
                    "yaml.key-not-text",
                    "a key must be a plain word",
                    "put the value in quotes if it starts with ?, [ or {",
                )
            keys[-1] = node
            return
        keys[-1] = None
        first = self.seen[-1].setdefault(key.value, key)
        if first is not key:
            self.file.diagnostics.append(
                error(
                    "yaml.duplicate-key",
                    f"key {quoted(key.value)} stands here a second time",
                    self.file.at(key),
                    f"the first is on line {first.line}; keep one of them",
                )
            )
            return
        parent.pairs.append((key, node))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.tag:
            self._refuse_tag(event)
        line, column, index = _mark(event)
        assert event.end_mark is not None
        value = event.value
        node = Scalar(value, line, column, not event.style, index, event.end_mark.index)
        self.nodes += _weight(node)
        self._count(event)
        if self.suspect and (match := FORBIDDEN.search(value)):
            self.file.diagnostics.append(forbidden_character(match.group(), self.file.at(node)))
            node.value = FORBIDDEN.sub("", value)
        if self.commented and node.plain:
            self._warn_cut(node)
        if event.anchor:
            self.anchors[event.anchor] = (node, _weight(node))
        return node

    def _count(self, event: yaml.Event) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            self._fail(
                event,
                "yaml.too-many-values",
                f"more than {MAX_VALUES:,} values in one file",
                "keep long tables in files of their own",
            )

    def _warn_cut(self, node: Scalar) -> None:
        """Warn of ` #2`: YAML takes it for a comment, its author for part of the value."""
        text, end = self.file.text, node.end
        if not node.value or "#" not in text[end : end + 20]:
            return
        if cut := re.match(r"[ \t]+(#[^\s#!-][^\n]*)", text[end : end + 200]):
            self.file.diagnostics.append(
                warning(
                    "yaml.value-cut",
                    f"the value ends before '{cut.group(1)[:30]}', which YAML takes for a comment",
                    self.file.at_index(end + cut.start(1), node),
                    "put the value in quotes, or a space after the #",
                )
            )

    def _alias(self, event: yaml.AliasEvent) -> Node:
        name = str(event.anchor)
        if name in self.open_anchors or name not in self.anchors:
            self._fail(
                event,
                "yaml.unknown-alias",
                f"'*{name}' refers to nothing above it",
                "put the value in quotes if the * belongs to it",
            )
        node, size = self.anchors[name]
        self.aliased += size
        self.nodes += size
        if self.aliased > MAX_ALIASED_NODES:
            self._fail(
                event,
                "yaml.too-many-aliases",
                "aliases stand for too many values",
                "write the values out",
            )
        return node

    def _refuse_tag(
        self, event: yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent
    ) -> None:
        if event.tag and event.tag != "!":
            self._fail(
                event,
                "yaml.tag",
                f"the tag '{event.tag}' is not understood here",
                "delete it; put the value in quotes if the ! belongs to it",
            )

    def _fail(self, event: yaml.Event, code: str, message: str, hint: str = "") -> NoReturn:
        line, column, _ = _mark(event)
        place = Location(self.file.path, line, column)
        raise InputError([*self.file.diagnostics, error(code, message, place, hint)])

    def _fail_at(self, node: Node, code: str, message: str, hint: str) -> NoReturn:
        raise InputError([*self.file.diagnostics, error(code, message, self.file.at(node), hint)])
