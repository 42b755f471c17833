"""Nodes -> described values, with every fault of a file collected on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar, assert_never

from briefgen.errors import Location, error, warning
from briefgen.markup import LINK_HINT, link_problem
from briefgen.schema import kinds as k
from briefgen.schema import literals
from briefgen.schema.pairs import is_blank, ordered, slip
from briefgen.schema.prose import ProseReader
from briefgen.schema.values import Entry, FileRef, Prose, Ref, Variant, Wording
from briefgen.yamlfile import Found, Mapping, Node, Scalar, Sequence, YamlFile, quoted

D = TypeVar("D")


_EMAIL = re.compile(r"[^@\s<>,;:?&%()\[\]\"\\]+@[^@\s<>,;:?&%()\[\]\"\\]+")
_SPACE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")

# What is expected, and how it is written.
TEXT = "text: one value, in quotes if it starts with [ or {, or has ': ' in it"
LIST = "a list: lines that start with '- ', or [a, b]"
MAPPING = "a mapping: lines of 'key: value'"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file may speak of that stands outside it."""

    audiences: tuple[str, ...]
    is_language: Callable[[str], bool]
    root: Path | None = None  # the workspace, inside which files lie that others name


class _Fault(Exception):
    """A value that could not be read; its diagnostic is already noted."""


class Reader:
    """Reads one file. `diagnostics` grows; what could not be read is left empty."""

    def __init__(self, file: YamlFile, surroundings: Surroundings, room: str) -> None:
        """Take a file; `room` is the first part of the codes, such as `issue`."""
        self.file = file
        self.surroundings = surroundings
        self.room = room
        self.diagnostics = Found(file.diagnostics)
        self.prose = ProseReader(file, self._is_tag, self.diagnostics.append)

    def root(self, described: type[D]) -> D | None:
        """Read the whole file as one described mapping."""
        node = self.file.root
        if node is None or (isinstance(node, Scalar) and not node.value):
            hint = "write its keys; briefgen schema lists them"
            self.note("empty-file", "nothing in this file", Location(self.file.path, 1, 1), hint)
            return None
        try:
            return self.record(node, described)
        except _Fault:
            return None

    def note(self, code: str, message: str, place: Node | Location, hint: str = "") -> None:
        """Note a fault."""
        location = place if isinstance(place, Location) else self.file.at(place)
        self.diagnostics.append(error(f"{self.room}.{code}", message, location, hint))

    def record(self, node: Node, described: type[D]) -> D:
        """Read a mapping; unknown and missing keys are faults, the rest goes on."""
        if not isinstance(node, Mapping):
            self._wrong(node, MAPPING)
        known = {item.name: item for item in k.keys(described)}
        values: dict[str, Any] = {}
        seen: set[str] = set()
        for name, value in ordered(node, described):
            if name.value not in known:
                self.note(
                    "unknown-key",
                    f"unknown key {quoted(name.value)}",
                    name,
                    slip(name, value) or literals.near(name.value, known),
                )
                # A key that was misspelt is not missing as well.
                seen.add(literals.nearest(name.value, known))
                continue
            item = known[name.value]
            if is_blank(value, item.kind):
                if item.needed:
                    seen.add(item.name)
                    hint = f"write it: {item.meaning}"
                    self.note("missing-key", f"'{item.name}' is empty", name, hint)
                elif isinstance(item.kind, k.AudienceNames):
                    # Empty could mean all or nobody: whoever began to hide it must finish.
                    hint = "write [] for nobody, or the names; for everybody delete the line"
                    self.note("no-audiences", f"'{item.name}' is empty", name, hint)
                continue
            seen.add(item.name)
            self._take(name, value, item, values)
        for item in known.values():
            if item.needed and item.name not in seen:
                self.note(
                    "missing-key",
                    f"'{item.name}' is missing",
                    node,
                    f"add {item.name}: {item.meaning}",
                )
        if "origin" in getattr(described, "__dataclass_fields__", ()):
            values["origin"] = self.file.at(node)
        return described(**values)

    def _take(self, name: Scalar, value: Node, item: k.Key, values: dict[str, Any]) -> None:
        """Read the value of a key into `values`; a faulty one is left out."""
        before = len(self.diagnostics)
        read: Any
        try:
            if isinstance(item.kind, k.Rows):
                read = self._rows(value, values.get(item.kind.columns, ()))
            else:
                read = self.value(value, item.kind, name.value)
        except _Fault:
            return
        values[item.attribute] = read
        faulty = len(self.diagnostics) > before
        if item.needed and isinstance(item.kind, k.Worded) and not faulty:
            self._need_default(read, name)

    def _need_default(self, wording: Wording[Any], name: Scalar) -> None:
        if wording.default is None:
            self.note(
                "no-default",
                f"'{name.value}' has no default wording",
                name,
                "add default: what everybody else reads",
            )

    def value(  # noqa: C901 - one case a kind
        self, node: Node, kind: k.Kind, name: str
    ) -> Any:
        """Read one value of a kind; raises `_Fault` once its fault is noted."""
        match kind:
            case k.Worded(of):
                return self._wording(node, of, name)
            case k.Word():
                return self._text(node)
            case k.Id() | k.Choice() | k.LanguageTag() | k.Zone():
                return self._one(node, kind)
            case k.Date() | k.Moment() | k.Number() | k.Flag() | k.Pattern():
                return self._one(node, kind)
            case k.Words():
                return tuple(self._each(node, lambda item: self._text(item)))
            case k.Choices(values):
                return tuple(self._each(node, lambda item: self._one(item, k.Choice(values))))
            case k.AudienceNames():
                return tuple(self._each(node, self._audience))
            case k.WordedList():
                return tuple(self._each(node, lambda item: self._wording(item, "text", name)))
            case k.Refs():
                return tuple(self._each(node, self._ref))
            case k.OneRef():
                return (self._ref(node),)
            case k.Record(described):
                return self.record(node, described)
            case k.Records(described):
                return self._records(node, described)
            case k.NamesOrRecords(described):
                return tuple(self._each(node, lambda item: self._named(item, described)))
            case k.ProseMap(allowed):
                return self._prose_map(node, allowed)
            case k.Entries(allowed):
                return self._entries(node, allowed)
            case k.File():
                return self._file(node)
            case k.Rows():
                return self._rows(node, ())
            case k.Plain():
                if not isinstance(node, Mapping):
                    self._wrong(node, MAPPING)
                return self._plain(node)
            case _:
                assert_never(kind)

    # --- lists and mappings ---

    def _each(self, node: Node, read: Callable[[Node], Any]) -> Iterable[Any]:
        if not isinstance(node, Sequence):
            self._wrong(node, LIST)
        for item in node.items:
            try:
                yield read(item)
            except _Fault:
                continue

    def _records(self, node: Node, described: type[D]) -> tuple[D, ...]:
        found = tuple(self._each(node, lambda item: self.record(item, described)))
        first: dict[str, Any] = {}
        for item in found:
            name = getattr(item, "id", "")
            if name and first.setdefault(name, item) is not item:
                self.note(
                    "duplicate-id",
                    f"id '{name}' stands here a second time",
                    item.origin,
                    f"the first is on line {first[name].origin.line}; ids are unique in a list",
                )
        return found

    def _named(self, node: Node, described: type[D]) -> D:
        if not isinstance(node, Scalar):
            before = len(self.diagnostics)
            read = self.record(node, described)
            if len(self.diagnostics) > before:
                raise _Fault
            return read
        return described(**{"name": self._text(node), "origin": self.file.at(node)})

    def _prose_map(self, node: Node, allowed: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
        if not isinstance(node, Mapping):
            self._wrong(node, MAPPING)
        found = []
        for name, value in node.pairs:
            if allowed and name.value not in allowed:
                self.note(
                    "unknown-key",
                    f"unknown key {quoted(name.value)}",
                    name,
                    literals.near(name.value, allowed),
                )
                continue
            if not literals.ID.fullmatch(name.value.replace("_", "-")):
                hint = "use a-z, 0-9 and hyphens"
                self.note("bad-id", f"{quoted(name.value)} is no name", name, hint)
                continue
            if isinstance(value, Scalar) and not value.value:
                continue
            try:
                found.append((name.value, self._wording(value, "prose", name.value)))
            except _Fault:
                continue
        return tuple(found)

    def _entries(self, node: Node, allowed: tuple[str, ...]) -> tuple[Entry, ...]:
        found: dict[str, Entry] = {}
        for entry in self._each(node, lambda item: self._entry(item, allowed)):
            if entry.name in found:
                twice = f"'{entry.name}' stands here twice"
                self.note("duplicate-entry", twice, entry.origin, "keep one of them")
            found.setdefault(entry.name, entry)
        return tuple(found.values())

    def _entry(self, node: Node, allowed: tuple[str, ...]) -> Entry:
        """Read `name`, `{name: label}` or `{name: {label: …, width: …, align: …}}`.

        A label may be a mapping of wordings, as any text: no language is called `label`.
        """
        if not isinstance(node, Mapping):
            return Entry(self._one(node, k.Choice(allowed)), origin=self.file.at(node))
        if len(node.pairs) != 1:
            self._wrong(node, "one name: a name, or one 'name: label'")
        name, value = node.pairs[0]
        self._one(name, k.Choice(allowed))
        known = {item.name for item in k.keys(k.EntryLooks)}
        worded = isinstance(value, Mapping) and not known & {key.value for key, _ in value.pairs}
        if isinstance(value, Scalar) or worded:
            label = self._wording(value, "text", name.value)
            return Entry(name.value, label, origin=self.file.at(node))
        looks = self.record(value, k.EntryLooks)
        return Entry(name.value, looks.label, looks.width or 0.0, looks.align, self.file.at(node))

    def _file(self, node: Node) -> FileRef:
        return FileRef(self._text(node), self.file.at(node))

    def _rows(self, node: Node, columns: tuple[Any, ...]) -> FileRef | tuple[Any, ...]:
        """Read a table's rows: for each a tuple with a text or a wording for each column."""
        if isinstance(node, Scalar):
            return self._file(node)
        names = [column.key_ for column in columns]
        places = {name: place for place, name in enumerate(names)}
        return tuple(self._each(node, lambda row: self._row(row, places, len(names))))

    def _row(self, node: Node, places: dict[str, int], count: int) -> tuple[Any, ...]:
        if not isinstance(node, Mapping):
            self._wrong(node, MAPPING)
        cells: list[Any] = [""] * count
        for name, value in node.pairs:
            place = places.get(name.value)
            if place is None:
                hint = (
                    slip(name, value)
                    or literals.near(name.value, places)
                    or "write it into columns"
                )
                what = f"no column has the key {quoted(name.value)}"
                self.note("unknown-column", what, name, hint)
                continue
            try:
                cells[place] = (
                    self._text(value)
                    if isinstance(value, Scalar)
                    else self._wording(value, "text", name.value)
                )
            except _Fault:
                continue
        return tuple(cells)

    def _plain(self, node: Node) -> Any:
        match node:
            case Scalar():
                return _SPACE.sub(" ", node.value).strip(" ")
            case Sequence():
                return [self._plain(item) for item in node.items]
            case Mapping():
                return {name.value: self._plain(value) for name, value in node.pairs}
            case _:
                assert_never(node)

    # --- words ---

    def _wording(self, node: Node, of: str, name: str) -> Wording[Any]:
        if not isinstance(node, Mapping):
            return Wording((Variant(self._said(node, of), location=self.file.at(node)),))
        variants = []
        for label, value in node.pairs:
            audience, lang = self._wording_key(label)
            if audience is None or (isinstance(value, Scalar) and not value.value.strip()):
                continue
            try:
                said = self._said(value, of)
            except _Fault:
                continue
            variants.append(Variant(said, audience, lang, self.file.at(value)))
        return Wording(tuple(variants))

    def _wording_key(self, label: Scalar) -> tuple[str | None, str]:
        """Take `default`, an audience, a tag or `audience/tag` apart; None for a fault."""
        audience, slash, lang = label.value.partition("/")
        audiences = self.surroundings.audiences
        if not slash:
            if audience == "default":
                return "", ""
            if audience in audiences:
                return audience, ""
            if self._is_tag(audience):
                return "", audience
        elif audience in audiences and self._is_tag(lang):
            return audience, lang
        self.note(
            "unknown-wording",
            f"{quoted(label.value)} is no audience, no language and not 'default'",
            label,
            literals.near(label.value, ("default", *audiences)),
        )
        return None, ""

    def _is_tag(self, tag: str) -> bool:
        return self.surroundings.is_language(tag)

    def _said(self, node: Node, of: str) -> Any:
        match of:
            case "prose":
                return self._prose(node)
            case "url":
                text = self._text(node)
                if problem := link_problem(text):
                    self._fault("bad-link", problem, node, LINK_HINT)
                return text
            case "email":
                text = self._text(node)
                if not _EMAIL.fullmatch(text) or link_problem(f"mailto:{text}"):
                    hint = "write one address, such as clerk@city.example"
                    self._fault("bad-email", f"{quoted(text)} is no e-mail address", node, hint)
                return text
            case "date-or-text":
                text = self._text(node)
                return self._one(node, k.Date()) if literals.DATE.fullmatch(text) else text
            case _:
                return self._text(node)

    def _text(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            self._wrong(node, TEXT)
        self._warn_null(node)
        return _SPACE.sub(" ", node.value).strip(" ")

    def _warn_null(self, node: Scalar) -> None:
        """Warn of a value that elsewhere means none: here it is kept as it is written."""
        if node.plain and node.value in ("null", "~"):
            self.diagnostics.append(
                warning(
                    f"{self.room}.null-word",
                    f"'{node.value}' is printed as it stands",
                    self.file.at(node),
                    "leave the value empty for none, or quote it if it is meant",
                )
            )

    def _prose(self, node: Node) -> Prose:
        if not isinstance(node, Scalar):
            self._wrong(node, TEXT)
        self._warn_null(node)
        return self.prose.read(node)

    # --- single words and literals ---

    def _one(self, node: Node, kind: literals.Literal) -> Any:
        try:
            return literals.read(self._text(node), kind, self._is_tag)
        except literals.Unreadable as fault:
            self._fault(fault.code, fault.message, node, fault.hint)

    def _audience(self, node: Node) -> str:
        text = self._text(node)
        known = self.surroundings.audiences
        if text not in known:
            self._fault(
                "unknown-audience",
                f"no audience is called {quoted(text)}",
                node,
                literals.near(text, known),
            )
        return text

    def _ref(self, node: Node) -> Ref:
        return Ref(self._text(node), self.file.at(node))

    # --- faults ---

    def _fault(self, code: str, message: str, node: Node, hint: str = "") -> NoReturn:
        self.note(code, message, node, hint)
        raise _Fault

    def _wrong(self, node: Node, wanted: str) -> NoReturn:
        found = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}[type(node)]
        what, _, how = wanted.partition(": ")
        self._fault("wrong-kind", f"{found} where {what} is expected", node, f"write {how}")
