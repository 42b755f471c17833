"""Runs all content of a file to see what it draws with: pages, forms, patterns, glyphs, notes.

Owns the operators that choose colours, states, fonts and images (ISO 32000-1, Annex A). Must
not know where anything stands on a page, nor judge. What is drawn many times in one state is
run once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.audit.limits import MAX_CONTENT_SIGNS, MAX_OPERATORS, MAX_RUNS
from briefgen.audit.pdf.choices import Context, State, key_of
from briefgen.audit.pdf.faces import Face, Faces
from briefgen.audit.pdf.interpret import inherited
from briefgen.audit.pdf.lexis import Notation
from briefgen.audit.pdf.open import Dictionary, File, Spent, as_dictionary, is_stream
from briefgen.audit.pdf.tokens import Name, Operands, operations
from briefgen.audit.pdf.usage import Image, Space, Usage
from briefgen.audit.report import Place

MAX_DEPTH = 12
MAX_STATES = 1_000
MAX_SPACES = 50_000
_DEVICES = ("DeviceGray", "DeviceRGB", "DeviceCMYK")
_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
_PLAIN_MODES = ("Normal", "Compatible")
_OPERATORS_NAMES = (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K"
    " k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w"
    " W W* y ' \""
)
OPERATORS = frozenset(_OPERATORS_NAMES.split())


class Runner:
    """Runs the content of one file."""

    def __init__(self, file: File, faces: Faces, notation: Notation, usage: Usage) -> None:
        """Take what is read with, and where to write down how things are written and used."""
        self.usage = usage
        self._file = file
        self._faces = faces
        self._notation = notation
        self._operators = MAX_OPERATORS
        self._signs = MAX_CONTENT_SIGNS
        self._runs = MAX_RUNS
        self._done: dict[tuple[Any, ...], bool] = {}
        self._looked: set[int] = set()
        self._state = State()
        self._kept: list[State] = []
        self._marks: list[tuple[int | None, bool]] = []
        self._at = Context(Dictionary(), Dictionary(), 0, Place())
        self._clear = False  # something is seen through in what is run now

    def page(self, number: int, entries: Dictionary) -> None:
        """Run a page and the appearances of what is noted on it."""
        file, place = self._file, Place(number)
        around = as_dictionary(inherited(file, entries, "/Resources"))
        context = Context(file.dictionary(entries, "/Resources"), around, id(entries), place)
        parts = file.several(entries, "/Contents")[:10_000]
        self._begin()
        self._run(parts, context, id(entries))
        for raw in file.array(entries, "/Annots")[:5_000]:
            appearance = file.get(file.dictionary(file.value(raw), "/AP"), "/N")
            kept = (
                [appearance] if is_stream(appearance) else list(as_dictionary(appearance).values())
            )
            for one in kept[:100]:
                drawing = file.value(one)
                if is_stream(drawing):
                    self._begin()
                    self._at = Context(Dictionary(), around, 0, place)
                    self._form(drawing)
        if self._clear:
            self.usage.transparent.add(number)
        self._clear = False

    def _spend(self, signs: int) -> None:
        self._signs -= signs
        if self._signs < 0:
            raise Spent(f"more than {MAX_CONTENT_SIGNS:,} numbers, names and words on its pages")

    def _begin(self) -> None:
        self._state, self._kept, self._marks = State(), [], []

    def _run(self, parts: list[Any], context: Context, which: int) -> None:
        """Run a content, unless that was done in the same state; tell whether it is opaque."""
        key = (which, id(context.own), id(context.around), *self._state.mark())
        if key in self._done:
            self._clear = self._clear or self._done[key]
            return
        self._done[key] = False
        self._runs -= 1
        if self._runs < 0:
            raise Spent(f"more than {MAX_RUNS:,} contents")
        content = b"\n".join([self._file.data(one) or b"" for one in parts])
        if which not in self._looked:
            self._looked.add(which)
            self.usage.contents += 1
            self._notation.look(content, str(context.place))
        outer, kept, marks, clear = self._at, self._kept, self._marks, self._clear
        self._at, self._kept, self._clear = context, [], False
        if context.owner != outer.owner:
            self._marks = list(marks)
        for operator, operands in operations(content, self._spend):
            self._operators -= 1
            if self._operators < 0:
                raise Spent(f"more than {MAX_OPERATORS:,} drawing operators")
            if act := _ACTS.get(operator):
                act(self, operands)
            elif operator not in OPERATORS:
                self.usage.note(self.usage.unknown, operator[:20], context.place)
        self._done[key] = self._clear
        self._at, self._kept, self._marks = outer, kept, marks
        self._clear = self._clear or clear

    def _resource(self, kind: str, operands: Operands) -> Any:
        """Give what a name stands for; one that only things around know is written down."""
        name = operands[-1] if operands and isinstance(operands[-1], Name) else None
        if name is None:
            return None
        found = self._file.get(self._file.dictionary(self._at.own, f"/{kind}"), f"/{name}")
        if found is None:
            around = self._file.dictionary(self._at.around, f"/{kind}")
            found = self._file.get(around, f"/{name}")
            if found is not None:
                self.usage.note(self.usage.lacking, f"{kind} {name[:40]}", self._at.place)
        return found

    # --- state ---------------------------------------------------------------------

    def _keep(self, _: Operands) -> None:
        self._kept.append(self._state.copy())
        if len(self._kept) > MAX_STATES:
            raise Spent(f"more than {MAX_STATES:,} states in each other")
        if len(self._kept) > 28:
            self.usage.note(self.usage.nested, 29, self._at.place)

    def _bring_back(self, _: Operands) -> None:
        if self._kept:
            self._state = self._kept.pop()

    def _graphics(self, operands: Operands) -> None:
        file, state = self._file, self._state
        entries = as_dictionary(self._resource("ExtGState", operands))
        if not entries:
            return
        self.usage.states.setdefault(id(entries), (entries, self._at.place))
        if "/OP" in entries:
            state.over_line = state.over_fill = file.flag(entries, "/OP")
        if "/op" in entries:
            state.over_fill = file.flag(entries, "/op")
        state.over_mode = file.whole(entries, "/OPM", state.over_mode)
        font = file.array(entries, "/Font")
        if font and (face := as_dictionary(file.value(font[0]))):
            state.face = self._faces.of(face)
        alphas = [file.number(entries, key) for key in ("/ca", "/CA")]
        modes = [file.word(entries, "/BM")] if file.word(entries, "/BM") else []
        modes += [str(file.value(one))[1:] for one in file.array(entries, "/BM")[:20]]
        mask = file.get(entries, "/SMask")
        if any(alpha is not None and alpha < 1 for alpha in alphas) or isinstance(mask, dict):
            self._clear = True
        if modes and modes[0] not in _PLAIN_MODES:
            self._clear = True
        if isinstance(mask, dict) and is_stream(drawing := file.get(mask, "/G")):
            self._form(drawing)

    # --- colours -------------------------------------------------------------------

    def _use(self, space: Any) -> None:
        """Write down a space that something is drawn in."""
        defaults = self._file.dictionary(self._at.own, "/ColorSpace")
        key = (key_of(space), id(defaults))
        known = self.usage.spaces
        if space is not None and key not in known and len(known) < MAX_SPACES:
            self.usage.spaces[key] = Space(space, defaults, self._at.place)

    def _named(self, operands: Operands) -> Any:
        name = operands[0] if operands and isinstance(operands[0], Name) else ""
        if name in _DEVICES or name == "Pattern":
            return str(name)
        found = self._resource("ColorSpace", operands[:1])
        return str(found)[1:] if isinstance(found, str) else found

    def _fill_space(self, operands: Operands) -> None:
        self._state.fill = self._named(operands)
        self._use(self._state.fill)

    def _line_space(self, operands: Operands) -> None:
        self._state.line = self._named(operands)
        self._use(self._state.line)

    def _pattern(self, operands: Operands) -> None:
        """Run the pattern that a colour names."""
        if not operands or not isinstance(operands[-1], Name):
            return
        entries = as_dictionary(self._resource("Pattern", operands))
        if is_stream(entries):
            own = self._file.dictionary(entries, "/Resources")
            self._inner(entries, own, State())
        elif entries:
            self._use(self._file.get(self._file.dictionary(entries, "/Shading"), "/ColorSpace"))
            state = self._file.dictionary(entries, "/ExtGState")
            if state:
                self.usage.states.setdefault(id(state), (state, self._at.place))

    def _paint(self, *, fill: bool, line: bool) -> None:
        state = self._state
        if fill:
            self._use(state.fill)
        if line:
            self._use(state.line)
        if state.over_mode == 1 and (
            (fill and state.over_fill and self._is_inks(state.fill))
            or (line and state.over_line and self._is_inks(state.line))
        ):
            self.usage.note(self.usage.overprinted, "", self._at.place)

    def _is_inks(self, space: Any) -> bool:
        """Say whether a space is of four inks, by a profile."""
        if not isinstance(space, list) or len(space) < 2:
            return False
        kind = str(self._file.value(space[0]))
        return kind == "/ICCBased" and self._file.whole(self._file.value(space[1]), "/N") == 4

    # --- images and forms ------------------------------------------------------------

    def _shading(self, operands: Operands) -> None:
        self._use(self._file.get(as_dictionary(self._resource("Shading", operands)), "/ColorSpace"))

    def _inline(self, operands: Operands) -> None:
        entries = operands[0] if operands else {}
        if len(self.usage.images) < MAX_SPACES:
            self.usage.images[id(entries)] = Image(entries, self._at.place, inline=True)
        space = entries.get("CS", entries.get("ColorSpace"))
        if entries.get("IM", entries.get("ImageMask")) is True:
            self._paint(fill=True, line=False)
        elif isinstance(space, list):
            self._use([_SHORT.get(one, one) if isinstance(one, Name) else one for one in space])
        elif isinstance(space, Name):
            full = _SHORT.get(space, str(space))
            self._use(full if full in _DEVICES else self._resource("ColorSpace", [space]))

    def _draw(self, operands: Operands) -> None:
        entries = as_dictionary(self._resource("XObject", operands))
        kind = self._file.word(entries, "/Subtype")
        if kind == "Image":
            self._image(entries)
        elif kind == "Form":
            self._form(entries)
        elif kind == "PS":
            self.usage.note(self.usage.postscript, "", self._at.place)

    def _image(self, entries: Dictionary) -> None:
        file = self._file
        self.usage.images.setdefault(id(entries), Image(entries, self._at.place))
        if file.flag(entries, "/ImageMask"):
            self._paint(fill=True, line=False)
        else:
            space = file.get(entries, "/ColorSpace")
            self._use(str(space)[1:] if isinstance(space, str) else space)
        if is_stream(file.get(entries, "/SMask")) or file.whole(entries, "/SMaskInData", 0) > 0:
            self._clear = True

    def _form(self, entries: Dictionary) -> None:
        self.usage.forms.setdefault(id(entries), (entries, self._at.place))
        if self._file.word(self._file.dictionary(entries, "/Group"), "/S") == "Transparency":
            self._clear = True
        self._inner(entries, self._file.dictionary(entries, "/Resources"), self._state)

    def _inner(self, entries: Dictionary, own: Dictionary, state: State) -> None:
        """Run a content within the one that is run."""
        if self._at.depth >= MAX_DEPTH:
            return
        around = self._at.around if not self._at.own else self._at.own
        context = Context(own, around, id(entries), self._at.place, self._at.depth + 1)
        outer = self._state
        self._state = state.copy()
        self._run([entries], context, id(entries))
        self._state = outer

    # --- text ------------------------------------------------------------------------

    def _font(self, operands: Operands) -> None:
        entries = as_dictionary(self._resource("Font", operands[:1]))
        self._state.face = self._faces.of(entries) if entries else None

    def _set_mode(self, operands: Operands) -> None:
        if operands and isinstance(operands[0], float):
            self._state.mode = int(operands[0])

    def _show(self, operands: Operands) -> None:
        for text in operands[-1:]:
            if isinstance(text, bytes) and text:
                self._text(text)

    def _show_several(self, operands: Operands) -> None:
        for part in operands[0] if operands and isinstance(operands[0], list) else ():
            self._show([part])

    def _text(self, text: bytes) -> None:
        face, mode = self._state.face, self._state.mode
        if face is None:
            return
        used = self.usage.font(face, self._at.place)
        codes = face.taken_apart(text)
        fresh = set(codes) - used.codes
        (used.unseen if mode == 3 else used.seen).update(codes)
        if not used.private_codes.isdisjoint(codes) and not any(
            actual for _, actual in self._marks
        ):
            pieces = [mcid for mcid, _ in self._marks if mcid is not None]
            used.private.add((self._at.owner, pieces[-1]) if pieces else None)
        if mode != 3:
            self._paint(fill=mode in (0, 2, 4, 6), line=mode in (1, 2, 5, 6))
        if face.kind == "Type3" and fresh:
            self._glyphs(face, fresh)

    def _glyphs(self, face: Face, codes: set[int]) -> None:
        """Run what draws the glyphs of a font that is made of drawings."""
        own = self._file.dictionary(face.entries, "/Resources")
        drawings = self._file.dictionary(face.entries, "/CharProcs")
        for code in sorted(codes):
            drawing = self._file.get(drawings, f"/{face.glyph_names.get(code, '')}")
            if is_stream(drawing):
                self._inner(drawing, own, self._state)

    # --- marks -----------------------------------------------------------------------

    def _mark(self, operands: Operands) -> None:
        properties: Any = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, Name):
            found = as_dictionary(self._resource("Properties", operands))
            properties = {key[1:]: self._file.value(one) for key, one in found.items()}
        mcid = properties.get("MCID") if isinstance(properties, dict) else None
        actual = isinstance(properties, dict) and "ActualText" in properties
        number = int(mcid) if isinstance(mcid, int | float) and 0 <= mcid < 10_000_000 else None
        if len(self._marks) < MAX_STATES:
            self._marks.append((number, actual))

    def _end_mark(self, _: Operands) -> None:
        if self._marks:
            self._marks.pop()

    def _intent(self, operands: Operands) -> None:
        if operands and isinstance(operands[0], Name):
            self.usage.note(self.usage.intents, str(operands[0]), self._at.place)


Act = Callable[[Runner, Operands], None]


def _device(name: str, attribute: str) -> Act:
    def act(run: Runner, _: Operands) -> None:
        setattr(run._state, attribute, name)
        run._use(name)

    return act


def _painted(fill: bool, line: bool) -> Act:
    return lambda run, _: run._paint(fill=fill, line=line)


_ACTS: dict[str, Act] = {
    "q": Runner._keep,
    "Q": Runner._bring_back,
    "gs": Runner._graphics,
    "ri": Runner._intent,
    "cs": Runner._fill_space,
    "CS": Runner._line_space,
    "scn": Runner._pattern,
    "SCN": Runner._pattern,
    "g": _device("DeviceGray", "fill"),
    "G": _device("DeviceGray", "line"),
    "rg": _device("DeviceRGB", "fill"),
    "RG": _device("DeviceRGB", "line"),
    "k": _device("DeviceCMYK", "fill"),
    "K": _device("DeviceCMYK", "line"),
    "sh": Runner._shading,
    "BI": Runner._inline,
    "Do": Runner._draw,
    "Tf": Runner._font,
    "Tr": Runner._set_mode,
    "Tj": Runner._show,
    "TJ": Runner._show_several,
    "'": Runner._show,
    '"': Runner._show,
    "BDC": Runner._mark,
    "BMC": Runner._mark,
    "EMC": Runner._end_mark,
    **{name: _painted(True, False) for name in ("f", "F", "f*")},
    **{name: _painted(False, True) for name in ("s", "S")},
    **{name: _painted(True, True) for name in ("b", "B", "b*", "B*")},
}
