"""Prose: a value's Markdown -> blocks, each flaw noted where it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from briefgen.characters import FORBIDDEN, forbidden_character
from briefgen.document import block_lines
from briefgen.errors import Diagnostic, Location, error, warning
from briefgen.markup import Flaw, Parsed, parse_prose
from briefgen.schema.values import Prose
from briefgen.yamlfile import Scalar, YamlFile

# Some 35 pages for one value and 350 for a file; and each [ may have to be looked for far.
MAX_LENGTH, MAX_IN_ALL = 100_000, 1_000_000
MAX_BRACKETS, MAX_BRACKETS_IN_ALL = 1_000, 20_000

_ENTITY = re.compile(r"&#?\w+;")
_UNWANTED = re.compile(f"{FORBIDDEN.pattern}|\ufffd")


class ProseReader:
    """Reads the prose of one file, within what a reader of it could bear."""

    def __init__(
        self, file: YamlFile, is_tag: Callable[[str], bool], note: Callable[[Diagnostic], None]
    ) -> None:
        """Take a file, and where its flaws are noted."""
        self.file, self.is_tag, self.note = file, is_tag, note
        self.length = self.brackets = 0

    def read(self, node: Scalar) -> Prose:
        """Read one value; with a grave flaw noted, what is given is not to be used."""
        if not self._affordable(node):
            return Prose(())
        parsed = parse_prose(node.value, self.is_tag)
        at = node.start
        for flaw in parsed.flaws:
            at = self._flaw(node, flaw, at)
        if "&" in node.value:
            self._entities(node, parsed)
        return Prose(parsed.blocks)

    def _affordable(self, node: Scalar) -> bool:
        length, brackets = len(node.value), node.value.count("[")
        before = self.length > MAX_IN_ALL or self.brackets > MAX_BRACKETS_IN_ALL
        self.length += length
        self.brackets += brackets
        if length > MAX_LENGTH:
            found, hint = f"prose of {length:,} characters", f"write at most {MAX_LENGTH:,}"
        elif brackets > MAX_BRACKETS:
            found, hint = f"prose with {brackets:,} times [", f"write at most {MAX_BRACKETS:,}"
        elif before:
            return False  # it was said of an earlier value
        elif self.length > MAX_IN_ALL:
            found, hint = f"more than {MAX_IN_ALL:,} characters of prose in one file", "shorten it"
        elif self.brackets > MAX_BRACKETS_IN_ALL:
            found, hint = f"prose with more than {MAX_BRACKETS_IN_ALL:,} times [", "shorten it"
        else:
            return True
        self.note(error("markup.too-long", found, self.file.at(node), hint))
        return False

    def _flaw(self, node: Scalar, flaw: Flaw, at: int) -> int:
        """Note a flaw where its snippet stands in the file."""
        found = self.file.text.find(flaw.snippet, at, node.end) if flaw.snippet else -1
        make = error if flaw.grave else warning
        self.note(make(flaw.code, flaw.message, self._at(node, found), flaw.hint))
        return found + len(flaw.snippet) if found >= 0 else at

    def _entities(self, node: Scalar, parsed: Parsed) -> None:
        """Refuse what no document holds also where it is written as &#x202e;."""
        if not _UNWANTED.search("\n".join(block_lines(parsed.blocks))):
            return
        for entity in _ENTITY.finditer(self.file.text, node.start, node.end):
            character, place = unescape(entity.group()), self._at(node, entity.start())
            if FORBIDDEN.fullmatch(character):
                self.note(forbidden_character(character, place))
            elif character in ("", "\ufffd"):
                what = f"'{entity.group()}' is no character"
                self.note(error("markup.entity", what, place, "write the character itself"))

    def _at(self, node: Scalar, index: int) -> Location:
        return self.file.at_index(index, node) if index >= 0 else self.file.at(node)
