"""The state of drawing: what q keeps and Q brings back (ISO 32000-1, 8.4).

Owns colours and their spaces, transparency and the parameters of text. Must not know
marks, nor what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefgen.audit.pdf.faces import Face, Faces
from briefgen.audit.pdf.open import Dictionary, File, as_dictionary, as_number
from briefgen.audit.pdf.paint import IDENTITY, Box, Matrix, colour
from briefgen.audit.pdf.tokens import Name, Operands

_SPACES = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}


@dataclass(slots=True)
class State:
    """The graphics state, as far as an audit looks at it; no shade is one unknown."""

    matrix: Matrix = IDENTITY
    shade: str | None = "000000"
    components: int = 1
    opaque: bool = True
    clip: Box | None = None
    clip_exact: bool = True
    width: float = 1.0
    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


def set_graphics(
    state: State, file: File, faces: Faces, resources: Dictionary, operands: Operands
) -> None:
    """Take over a dictionary of parameters (gs)."""
    states = file.dictionary(resources, "/ExtGState")
    entries = file.dictionary(states, f"/{operands[0]}") if operands else Dictionary()
    alpha = file.number(entries, "/ca")
    if alpha is not None:
        state.opaque = alpha >= 1
    blend = file.word(entries, "/BM")
    if (blend and blend not in ("Normal", "Compatible")) or file.dictionary(entries, "/SMask"):
        state.opaque = False
    font = file.array(entries, "/Font")
    if len(font) == 2 and (face := as_dictionary(file.value(font[0]))):
        state.face = faces.of(face)
        state.size = as_number(file.value(font[1])) or 0.0


def set_space(state: State, file: File, resources: Dictionary, operands: Operands) -> None:
    """Choose the space of the colours that fill (cs)."""
    name = operands[0] if operands and isinstance(operands[0], Name) else ""
    state.components = _SPACES.get(name) or _components(file, resources, name)
    state.shade = "000000" if state.components else None


def set_colour(state: State, operands: Operands) -> None:
    """Choose the colour that fills, in the space that was chosen (sc, scn)."""
    numbers = [one for one in operands if isinstance(one, float)]
    known = state.components and len(numbers) == state.components == len(operands)
    state.shade = colour(numbers) if known else None


def set_plain_colour(state: State, numbers: tuple[float, ...]) -> None:
    """Choose grey, RGB or CMYK (g, rg, k)."""
    state.components = len(numbers)
    state.shade = colour(list(numbers))


def _components(file: File, resources: Dictionary, name: str) -> int:
    """Count the components of a space whose colours are what they seem; 0: they are not."""
    found = file.get(file.dictionary(resources, "/ColorSpace"), f"/{name}")
    if isinstance(found, list) and len(found) > 1:
        kind = str(file.value(found[0]))
        if kind == "/ICCBased":
            count = file.whole(file.value(found[1]), "/N", 0)
            return count if count in (1, 3) else 0
        return {"/CalGray": 1, "/CalRGB": 3}.get(kind, 0)
    return _SPACES.get(str(found)[1:], 0) if isinstance(found, str) else 0


def numbers_of(operands: Any, count: int) -> tuple[float, ...]:
    """Give so many numbers, or none."""
    found = tuple(one for one in operands[:count] if isinstance(one, float) and abs(one) < 1e7)
    return found if len(found) == count else ()


def matrix_of(operands: Any) -> Matrix | None:
    """Give the matrix of six numbers."""
    match numbers_of(operands, 6):
        case (a, b, c, d, e, f):
            return a, b, c, d, e, f
    return None
