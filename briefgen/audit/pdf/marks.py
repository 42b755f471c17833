"""The marked content of a page: what a stretch of it is, and what is drawn where none is.

Owns the stack of marks (ISO 32000-1, 14.6). Must not know how anything is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefgen.audit.pdf.open import Dictionary, File, as_text
from briefgen.audit.pdf.pieces import PageContent, Piece
from briefgen.audit.pdf.tokens import Name, Operands

MAX_MARKS = 500
MAX_WORDS = 200  # of an artifact


@dataclass(slots=True)
class Mark:
    """Marked content that is open: an artifact, a piece of the tree, or something else.

    Where its words are `replaced` they were given instead of those that it draws.
    """

    kind: str
    piece: Piece | None = None
    spoken: bool = False
    replaced: bool = False
    words: str = ""  # of an artifact


class Marks:
    """The marks that are open, and the page that what is drawn under them is written to."""

    def __init__(self, file: File, page: PageContent) -> None:
        """Begin outside all marks."""
        self._file = file
        self._page = page
        self._open: list[Mark] = []
        self._overflow = 0

    @property
    def depth(self) -> int:
        """Count the marks that are open."""
        return len(self._open)

    def end_to(self, depth: int) -> None:
        """End the marks that a drawing within the page left open."""
        self._page.unended += max(len(self._open) - depth, 0) + self._overflow
        self._overflow = 0
        while len(self._open) > depth:
            self.end()

    def end(self) -> None:
        """End the innermost mark."""
        if self._overflow:
            self._overflow -= 1
        elif self._open:
            self._page.decorate(self._open.pop().words)

    def begin(self, operands: Operands, resources: Dictionary, owner: Dictionary) -> None:
        """Begin a mark of the content that belongs to `owner`, a page or a form."""
        if len(self._open) >= MAX_MARKS:
            self._overflow += 1
            return
        tag = operands[0] if operands and isinstance(operands[0], Name) else ""
        properties: Any = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, Name):
            properties = self._named(resources, properties)
        if not isinstance(properties, dict):
            properties = {}
        self._open.append(self._made(tag, properties, owner))

    def _named(self, resources: Dictionary, name: str) -> dict[str, Any]:
        found = self._file.dictionary(self._file.dictionary(resources, "/Properties"), f"/{name}")
        values = {str(key)[1:]: self._file.value(entry) for key, entry in list(found.items())[:100]}
        return {key: _plain(value) for key, value in values.items()}

    def _made(self, tag: str, properties: dict[str, Any], owner: Dictionary) -> Mark:
        around = self._innermost()
        inside = around.kind if around else ""
        language = _string(properties.get("Lang"))
        if language is not None:
            self._page.languages.append(language)
        if tag == "Artifact":
            self._page.artifacts_in_tags += inside == "piece"
            return Mark("artifact")
        mark = Mark("other", spoken=bool(language))
        mcid = properties.get("MCID")
        if isinstance(mcid, int | float) and 0 <= mcid < 10_000_000:
            self._page.tags_in_artifacts += inside == "artifact"
            number = int(mcid)
            made = Piece(self._page.number, number)
            mark.kind = "piece"
            mark.piece = self._page.pieces.setdefault((id(owner), number), made)
        actual = _string(properties.get("ActualText"))
        if actual is not None:
            mark.replaced = True
            if (piece := mark.piece or self.piece()) is not None:
                piece.add(actual)
                piece.spoken = piece.spoken or mark.spoken
        return mark

    def _innermost(self) -> Mark | None:
        """Give the innermost mark that counts."""
        return next((mark for mark in reversed(self._open) if mark.kind != "other"), None)

    def piece(self) -> Piece | None:
        """Give the piece of the tree that is open."""
        for mark in reversed(self._open):
            if mark.kind == "piece":
                return mark.piece
        return None

    def drew(self, kind: str, words: str = "") -> None:
        """Write down that a text, a blank, an image or a line was drawn here."""
        mark = self._innermost()
        piece = self.piece()
        if mark is not None and mark.kind == "artifact":
            if len(mark.words) < MAX_WORDS:
                mark.words += words
        elif piece is None:
            self._page.loose[kind] += 1
            if len(self._page.loose_words) < 200:
                self._page.loose_words += words
        elif kind == "image":
            piece.images += 1
        elif kind in ("text", "blank") and not any(mark.replaced for mark in self._open):
            piece.add(words)
            piece.spoken = piece.spoken or any(mark.spoken for mark in self._open)


def _plain(value: Any) -> Any:
    words = as_text(value)
    return value if words is None else words


def _string(found: Any) -> str | None:
    if isinstance(found, bytes):
        if found.startswith(b"\xfe\xff"):
            return found[2:].decode("utf-16-be", "replace")
        return found.decode("latin-1")
    return str(found) if isinstance(found, str) and not isinstance(found, Name) else None
