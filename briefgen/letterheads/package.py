"""The parts of a Word file: what it is, what it may not hold, and what leads where.

Owns the judgement on the whole file: what is no DOCX, is locked, runs or fetches
something. Must not know what stands in a part.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.letterheads.faults import SAVE, Refused, damaged, too_large
from briefgen.letterheads.tree import MAX_ELEMENTS, Element, parse
from briefgen.unzipped import Damaged, TooMuch, Unzipped

MAX_PARTS = 1_000
MAX_UNPACKED = 40_000_000  # bytes of the parts that are read
MAX_DECLARED = 250_000_000  # and of all together, as they say themselves

_MAIN = "wordprocessingml.document.main+xml"
_TEMPLATE = "wordprocessingml.template.main+xml"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptionInfo".encode("utf-16-le")
_OTHERS = (
    (b"{\\rtf", "it is an RTF file"),
    (b"%PDF", "it is a PDF"),
    (b"<", "it is a web page or other XML"),
)
_OUTSIDE = re.compile(r"^[/\\]|^[a-z]:|(^|[/\\])\.\.?([/\\]|$)|[\\\0]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind (the last word of its type), and where."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file that was judged as a whole. Raises Refused, as all that reads."""

    def __init__(self, raw: bytes) -> None:
        """Take the bytes of a file."""
        _check_kind(raw)
        try:
            self._parts = Unzipped(raw, most_parts=MAX_PARTS, most_bytes=MAX_UNPACKED)
        except Damaged as fault:
            raise damaged(str(fault)) from None
        except TooMuch as fault:
            raise too_large(str(fault)) from None
        self._allowance = [MAX_ELEMENTS]
        if self._parts.encrypted:
            raise _locked()
        if self._parts.declared > MAX_DECLARED:
            raise too_large(f"more than {MAX_DECLARED // 1_000_000} MB when unpacked")
        if any(_OUTSIDE.search(name) for name in self._parts.names):
            raise damaged("a part of it has a name that leads out of it")
        self._check_types()
        top = self.relations("")
        self.main = self.target(top, "officeDocument") or ""
        if self.main not in self:
            raise Refused("missing-part", "it has no main document", SAVE)

    def __contains__(self, part: str) -> bool:
        """Say whether there is such a part."""
        return bool(part) and part in self._parts

    def _check_types(self) -> None:
        if "[Content_Types].xml" not in self._parts:
            if "mimetype" in self._parts:
                hint = "in LibreOffice: File, Save As, Word 2010-365 Document (.docx)"
                raise Refused("not-word", "it is an OpenDocument file", hint)
            raise Refused("not-word", "it is a zip file, not a DOCX", SAVE)
        said = [
            node.get("ContentType", "").lower()
            for node in self.root("[Content_Types].xml")
            if node.tag in ("ct:Override", "ct:Default")
        ]
        names = [posixpath.basename(name).lower() for name in self._parts.names]
        if any("macroenabled" in kind or "vbaproject" in kind for kind in said) or any(
            name in ("vbaproject.bin", "vbadata.xml") for name in names
        ):
            hint = "save it as Word Document (.docx), which has no macros"
            raise Refused("macro", "it holds macros", hint)
        if not any(kind.endswith((_MAIN, _TEMPLATE)) for kind in said):
            raise Refused("not-word", "it is no document of a word processor", SAVE)

    def content(self, part: str) -> bytes:
        """Give the bytes of a part."""
        if part not in self:
            what = f"the part {posixpath.basename(part)[:80]!r} is missing"
            raise Refused("missing-part", what, SAVE)
        try:
            return self._parts.read(part)
        except Damaged as fault:
            raise damaged(str(fault)) from None
        except TooMuch as fault:
            raise too_large(str(fault)) from None

    def root(self, part: str) -> Element:
        """Give the root element of a part."""
        found = self._read(part)
        if not found:
            raise damaged(f"{posixpath.basename(part)[:80]} holds something else")
        return found[0]

    def every(self, part: str, name: str) -> list[Element]:
        """Give every element of one name, wherever in a part it stands."""
        return self._read(part, name)

    def _read(self, part: str, only: str = "") -> list[Element]:
        return parse(self.content(part), posixpath.basename(part)[:80], self._allowance, only)

    def relations(self, part: str) -> dict[str, Relation]:
        """Give what a part refers to, by identifiers; without such a list, nothing."""
        folder, base = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed not in self:
            if not part:
                what = "the list of what its parts are is missing ('_rels/.rels')"
                raise Refused("missing-part", what, SAVE)
            return {}
        return {
            node.get("Id", ""): _relation(node, folder)
            for node in self.root(listed)
            if node.tag == "rel:Relationship"
        }

    def target(self, relations: dict[str, Relation], kind: str) -> str | None:
        """Give the part of a kind that is referred to, if there is one."""
        return next(_targets(relations, kind), None)


def _targets(relations: dict[str, Relation], kind: str) -> Iterator[str]:
    return (one.target for one in relations.values() if one.kind == kind and not one.external)


def _relation(node: Element, folder: str) -> Relation:
    external = node.get("TargetMode", "").lower() == "external"
    target = node.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(node.get("Type", "").rpartition("/")[2], target, external)


def _check_kind(raw: bytes) -> None:
    """Refuse what is no zip file, saying what it is."""
    if raw.startswith(b"PK"):
        return
    if raw.startswith(_COMPOUND):
        if _LOCKED in raw:
            raise _locked()
        raise Refused("not-word", "it is a file of Word 97-2003 (.doc)", SAVE)
    head = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((said for start, said in _OTHERS if head.startswith(start)), "")
    raise Refused("not-word", found or ("it is no DOCX" if raw else "it is empty"), SAVE)


def _locked() -> Refused:
    hint = "in Word: File, Info, Protect Document, Encrypt with Password: take it out"
    return Refused("password", "it is locked with a password", hint)
