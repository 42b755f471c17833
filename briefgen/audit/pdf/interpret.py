"""The content of a page, run: which marks each piece of text, image and line stands under.

Owns the operators that count for an audit (ISO 32000-1, 8 and 9) and the bounds on them.
Must not know the structure tree, nor judge.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from briefgen.audit.pdf.allowance import Allowance
from briefgen.audit.pdf.faces import Faces
from briefgen.audit.pdf.marks import Marks
from briefgen.audit.pdf.open import Dictionary, File, as_dictionary
from briefgen.audit.pdf.paint import (
    IDENTITY,
    Box,
    Surface,
    common,
    height,
    moved,
    multiplied,
    point,
    rectangle,
)
from briefgen.audit.pdf.paths import Path
from briefgen.audit.pdf.pieces import PageContent, Piece, Shade
from briefgen.audit.pdf.state import (
    State,
    matrix_of,
    numbers_of,
    set_colour,
    set_graphics,
    set_plain_colour,
    set_space,
)
from briefgen.audit.pdf.syntax import BYTES
from briefgen.audit.pdf.tokens import Operands, operations

MAX_FORM_DEPTH = 12
MAX_STATES = 500
MAX_SAMPLE = 60  # of words in one colour
_SEEN_MODES = (0, 1, 2, 4, 5, 6)
_FILLED_MODES = (0, 2, 4, 6)
_FILLS = ("f", "F", "f*", "B", "B*", "b", "b*")
_THICK = 4.0
_EVERYWHERE = (-1e6, -1e6, 1e6, 1e6)


@dataclass(slots=True)
class Pen:
    """Where the last word ended on the page, to tell a gap from none."""

    x: float = 0.0
    y: float = 0.0
    piece: Piece | None = None


class Interpreter:
    """Runs the content of one page."""

    def __init__(self, file: File, faces: Faces, allowance: Allowance, page: PageContent) -> None:
        """Take what is read with, and where to write down what is found."""
        self._file = file
        self._faces = faces
        self._allowance = allowance
        self._page = page
        self._marks = Marks(file, page)
        self._resources = Dictionary()
        self._depth = 0
        self._state = State()
        self._kept: list[State] = []
        self._surface = Surface()
        self._path = Path()
        self._text = self._line = IDENTITY
        self._pen = Pen()
        self._drawn: set[int] = set()
        self._shade: Shade | None = None

    def run(self, entries: Dictionary) -> None:
        """Run a page of the file."""
        self._page.owners[id(entries)] = self._file.whole(entries, "/StructParents")
        self._resources = as_dictionary(inherited(self._file, entries, "/Resources"))
        contents = self._file.several(entries, "/Contents")[:10_000]
        self._run(b"\n".join(self._file.data(one) or b"" for one in contents), entries)
        self._marks.end_to(0)

    def _run(self, content: bytes, owner: Dictionary) -> None:
        self._file.spend(len(content) // BYTES)
        for operator, operands in operations(content, self._file.spend):
            self._allowance.operator()
            if operator == "EMC":
                self._marks.end()
            elif operator in ("BDC", "BMC"):
                self._allowance.mark()
                self._marks.begin(operands, self._resources, owner)
            elif act := _ACTS.get(operator):
                act(self, operands)
            elif operator in _FILLS:
                self._paint(filled=True)

    # --- state ---------------------------------------------------------------------

    def _keep(self, _: Operands) -> None:
        if len(self._kept) < MAX_STATES:
            self._kept.append(copy.copy(self._state))

    def _bring_back(self, _: Operands) -> None:
        if self._kept:
            self._state = self._kept.pop()

    def _transform(self, operands: Operands) -> None:
        if found := matrix_of(operands):
            self._state.matrix = multiplied(found, self._state.matrix)

    def _graphics(self, operands: Operands) -> None:
        set_graphics(self._state, self._file, self._faces, self._resources, operands)

    def _space(self, operands: Operands) -> None:
        set_space(self._state, self._file, self._resources, operands)

    def _colour(self, operands: Operands) -> None:
        set_colour(self._state, operands)

    # --- paths ---------------------------------------------------------------------

    def _rectangle(self, operands: Operands) -> None:
        if found := numbers_of(operands, 4):
            self._path.box(self._state.matrix, *found)

    def _begin_line(self, operands: Operands) -> None:
        self._path.close()
        self._go_on(operands)

    def _go_on(self, operands: Operands) -> None:
        if found := numbers_of(operands, 2):
            self._path.line(self._state.matrix, *found)

    def _curve(self, operands: Operands) -> None:
        if found := numbers_of(operands, len(operands) // 2 * 2):
            self._path.curve(self._state.matrix, found)

    def _close(self, _: Operands) -> None:
        self._path.close()

    def _stroke(self, _: Operands) -> None:
        self._paint(filled=False)

    def _paint(self, *, filled: bool) -> None:
        self._path.close()
        if self._path.outlines:
            self._marks.drew("line")
        state = self._state
        for outline in self._path.outlines:
            if filled:
                self._cover(outline.box, state.shade if outline.exact and state.opaque else None)
            elif state.width * height(state.matrix) > _THICK:
                self._cover(outline.box, None)
        self._end_path([])

    def _cover(self, box: Box, shade: str | None) -> None:
        if self._state.clip is not None:
            seen = common(box, self._state.clip)
            if seen is None:
                return
            box = seen
        self._surface.paint(box, shade if self._state.clip_exact else None)

    def _clip(self, _: Operands) -> None:
        self._path.clips = True

    def _end_path(self, _: Operands) -> None:
        self._path.close()
        if clipping := self._path.clipping():
            state = self._state
            box, exact = clipping
            seen = box if state.clip is None else common(box, state.clip)
            state.clip = seen or (0.0, 0.0, 0.0, 0.0)
            state.clip_exact = state.clip_exact and exact
        self._path = Path()

    # --- images and forms ------------------------------------------------------------

    def _shading(self, _: Operands) -> None:
        self._marks.drew("image")
        self._cover(_EVERYWHERE, None)

    def _image(self, _: Operands) -> None:
        self._marks.drew("image")
        self._cover(rectangle(self._state.matrix, 0, 0, 1, 1).box, None)

    def _draw(self, operands: Operands) -> None:
        named = self._file.dictionary(self._resources, "/XObject")
        entries = self._file.dictionary(named, f"/{operands[0]}") if operands else Dictionary()
        kind = self._file.word(entries, "/Subtype")
        if kind == "Image":
            self._image(operands)
        elif kind == "Form" and self._depth < MAX_FORM_DEPTH:
            self._form(entries)

    def _form(self, entries: Dictionary) -> None:
        self._allowance.form()
        self._page.foreign += "/Ref" in entries
        content = self._allowance.contents.get(id(entries))
        if content is None:
            content = self._file.data(entries) or b""
            self._allowance.contents[id(entries)] = content
        self._page.repeated += id(entries) in self._drawn and b"/MCID" in content
        self._drawn.add(id(entries))
        self._page.owners[id(entries)] = self._file.whole(entries, "/StructParents")
        outer = (copy.copy(self._state), self._kept, self._resources, self._text, self._line)
        marks = self._marks.depth
        self._kept = []
        self._transform(list(self._file.numbers(entries, "/Matrix")))
        self._resources = self._file.dictionary(entries, "/Resources") or self._resources
        self._depth += 1
        self._run(content, entries)
        self._depth -= 1
        self._marks.end_to(marks)
        self._state, self._kept, self._resources, self._text, self._line = outer

    # --- text ------------------------------------------------------------------------

    def _font(self, operands: Operands) -> None:
        if len(operands) == 2:
            label, size = operands
            self._state.face = self._faces.face(self._resources, str(label))
            self._state.size = size if isinstance(size, float) else 0.0

    def _begin_text(self, _: Operands) -> None:
        self._text = self._line = IDENTITY

    def _move(self, operands: Operands) -> None:
        if found := numbers_of(operands, 2):
            self._text = self._line = moved(self._line, *found)

    def _move_leading(self, operands: Operands) -> None:
        if found := numbers_of(operands, 2):
            self._state.leading = -found[1]
            self._move(operands)

    def _place(self, operands: Operands) -> None:
        if found := matrix_of(operands):
            self._text = self._line = found

    def _next_line(self, _: Operands) -> None:
        self._move([0.0, -self._state.leading])

    def _show_next(self, operands: Operands) -> None:
        self._next_line([])
        self._show(operands[-1:])

    def _show_spaced(self, operands: Operands) -> None:
        if found := numbers_of(operands, 2):
            self._state.word_spacing, self._state.spacing = found
        self._show_next(operands)

    def _show(self, operands: Operands) -> None:
        for text in operands[:1]:
            if isinstance(text, bytes) and text:
                self._show_text(text)

    def _show_several(self, operands: Operands) -> None:
        state = self._state
        for part in operands[0] if operands and isinstance(operands[0], list) else ():
            if isinstance(part, float):
                shift = -part / 1000 * state.size * state.stretch
                self._text = moved(self._text, shift, 0)
            else:
                self._show([part])

    def _show_text(self, text: bytes) -> None:
        state, face = self._state, self._state.face
        if face is None:
            self._page.unknown_fonts += 1
            self._marks.drew("text", "\ufffd")
            return
        codes = face.taken_apart(text)
        words = face.words(codes)
        face.visible = face.visible or state.mode in _SEEN_MODES
        face.page = face.page or self._page.number
        face.codes.update(codes)
        place = multiplied(self._text, state.matrix)
        x, y = point(place, 0, state.rise)
        size = abs(state.size) * height(place)
        piece = self._marks.piece()
        apart = abs(y - self._pen.y) > 0.4 * size or abs(x - self._pen.x) > 0.2 * size
        spoken = f" {words}" if apart and self._pen.piece is piece else words
        self._marks.drew("text" if words.strip() else "blank", spoken)
        if state.mode in _FILLED_MODES and words.strip(" \ufffd\u00a0"):
            middle = point(place, size * 0.2, state.rise + state.size * 0.3)
            self._look(spoken, middle, size, face.bold)
        elif self._shade and len(self._page.shades[self._shade]) < MAX_SAMPLE:
            self._page.shades[self._shade] += " "
        across = face.advance(codes) / 1000 * state.size + len(codes) * state.spacing
        if not face.composite:
            across += text.count(b" ") * state.word_spacing
        self._text = moved(self._text, across * state.stretch, 0)
        x, y = point(multiplied(self._text, state.matrix), 0, state.rise)
        self._pen = Pen(x, y, piece)

    def _look(self, words: str, at: tuple[float, float], size: float, bold: bool) -> None:
        """Write down what colour text has on what ground, where both are known."""
        state = self._state
        if state.shade is None or not state.opaque or not state.clip_exact:
            return
        ground = self._surface.ground(*at)
        if ground is not None:
            large = size >= 17.95 or (size >= 13.95 and bold)
            shade = Shade(state.shade, ground, large)
            known = self._page.shades.get(shade)
            if known is None:
                self._shade = shade
            elif shade != self._shade:
                self._shade = None  # the words that are shown are those of one place
            if shade == self._shade:
                self._page.shades[shade] = ((known or "") + words)[:MAX_SAMPLE]

    def _set(self, name: str, operands: Operands, scale: float = 1.0) -> None:
        if found := numbers_of(operands, 1):
            setattr(self._state, name, found[0] * scale)

    def _set_mode(self, operands: Operands) -> None:
        if found := numbers_of(operands, 1):
            self._state.mode = int(found[0])


def _setter(name: str, scale: float = 1.0) -> Callable[[Interpreter, Operands], None]:
    return lambda run, operands: run._set(name, operands, scale)


def _plain_colour(count: int) -> Callable[[Interpreter, Operands], None]:
    def act(run: Interpreter, operands: Operands) -> None:
        if found := numbers_of(operands, count):
            set_plain_colour(run._state, found)

    return act


_ACTS: dict[str, Callable[[Interpreter, Operands], None]] = {
    "q": Interpreter._keep,
    "Q": Interpreter._bring_back,
    "cm": Interpreter._transform,
    "gs": Interpreter._graphics,
    "w": _setter("width"),
    "cs": Interpreter._space,
    "sc": Interpreter._colour,
    "scn": Interpreter._colour,
    "g": _plain_colour(1),
    "rg": _plain_colour(3),
    "k": _plain_colour(4),
    "re": Interpreter._rectangle,
    "m": Interpreter._begin_line,
    "l": Interpreter._go_on,
    "c": Interpreter._curve,
    "v": Interpreter._curve,
    "y": Interpreter._curve,
    "h": Interpreter._close,
    "S": Interpreter._stroke,
    "s": Interpreter._stroke,
    "W": Interpreter._clip,
    "W*": Interpreter._clip,
    "n": Interpreter._end_path,
    "sh": Interpreter._shading,
    "BI": Interpreter._image,
    "Do": Interpreter._draw,
    "BT": Interpreter._begin_text,
    "Tf": Interpreter._font,
    "Td": Interpreter._move,
    "TD": Interpreter._move_leading,
    "Tm": Interpreter._place,
    "T*": Interpreter._next_line,
    "Tj": Interpreter._show,
    "TJ": Interpreter._show_several,
    "'": Interpreter._show_next,
    '"': Interpreter._show_spaced,
    "Tc": _setter("spacing"),
    "Tw": _setter("word_spacing"),
    "Tz": _setter("stretch", 0.01),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": Interpreter._set_mode,
}


def inherited(file: File, entries: Any, key: str) -> Any:
    """Give a value that a page may have from what is above it."""
    for _ in range(50):
        found = file.get(entries, key)
        if found is not None or not isinstance(entries, dict):
            return found
        entries = file.get(entries, "/Parent")
    return None
