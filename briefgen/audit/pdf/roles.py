"""What the tags of a structure tree stand for (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.6).

Owns the standard types and the following of role maps. Must not know elements.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.audit.pdf.open import Dictionary, File, as_dictionary, as_name

_GROUPING_NAMES = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
GROUPING = frozenset(_GROUPING_NAMES.split())
HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
_OTHER_NAMES = (
    "P L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code"
    " Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
)
STANDARD = GROUPING | HEADINGS | frozenset(_OTHER_NAMES.split())
_NEWER_NAMES = "DocumentFragment Aside Title Sub FENote Em Strong Artifact"
NEWER = frozenset(_NEWER_NAMES.split())

_OF_PDF_2 = "http://iso.org/pdf2/ssn"
_OF_PDF_1 = "http://iso.org/pdf/ssn"
_OF_MATHML = "http://www.w3.org/1998/Math/MathML"
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Role:
    """What a tag stands for; no `name`: nothing that the standard knows. `loops`: itself.

    `remapped` is what the file says that a standard tag stands for.
    """

    name: str
    loops: bool = False
    remapped: str = ""


class Roles:
    """Follows the role map of a file, each tag once."""

    def __init__(self, file: File, root: Dictionary) -> None:
        """Take the file and the root of its structure tree."""
        self._file = file
        self._map = file.dictionary(root, "/RoleMap")
        self._known: dict[tuple[str, int], Role] = {}

    def of(self, tag: str, entries: Dictionary) -> Role:
        """Give what an element's tag stands for."""
        space = self._file.dictionary(entries, "/NS")
        key = (tag, id(space) if space else 0)
        if key not in self._known:
            self._known[key] = self._in_space(tag, space) if space else self._followed(tag)
        return self._known[key]

    def _followed(self, tag: str) -> Role:
        # The map goes before the standard meaning, "even if the original name is one of the
        # standard types" (ISO 32000-1, 14.8.4.1); PDF/UA forbids that, and it is said.
        remapped = self._file.word(self._map, f"/{tag}") if tag in STANDARD else ""
        seen = {tag}
        for _ in range(_STEPS):
            target = self._file.word(self._map, f"/{tag}")
            if tag in STANDARD and target in ("", tag):
                return Role(tag, remapped=remapped)
            if not target:
                return Role("", remapped=remapped)
            if target in seen:
                return Role("", loops=True)
            seen.add(target)
            tag = target
        return Role("", loops=True)

    def _in_space(self, tag: str, space: Dictionary) -> Role:
        for _ in range(_STEPS):
            address = self._file.text(space, "/NS") or ""
            if address == _OF_MATHML:
                return Role("Formula" if tag == "math" else "Span")
            if address == _OF_PDF_2:
                known = tag in STANDARD or tag in NEWER or _is_numbered(tag)
                return Role(tag if known else "")
            if address == _OF_PDF_1:
                return self._followed(tag)
            target = self._file.get(self._file.dictionary(space, "/RoleMapNS"), f"/{tag}")
            if isinstance(target, list) and len(target) == 2:
                space = as_dictionary(self._file.value(target[1]))
                target = self._file.value(target[0])
            else:
                space = Dictionary()
            if not as_name(target):
                return self._followed(tag)
            tag = as_name(target)
            if not space:
                return self._followed(tag)
        return Role("", loops=True)


def _is_numbered(tag: str) -> bool:
    """Say whether a tag is a heading deeper than the sixth level, which PDF 2.0 knows."""
    return tag[:1] == "H" and tag[1:].isdecimal() and len(tag) < 4 and int(tag[1:]) > 0
