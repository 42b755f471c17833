"""Runs of text -> lines that fit a width.

Owns inks and line breaking. Must not know blocks or pages. Widths of words are kept
between documents, since briefings say the same words again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.fonts import face
from briefgen.writers.pdf.structure import Element

_PARTS = re.compile(r"\n| +|[^ \n]+")
# Not after a hyphen: programs that copy text out take one at a line's end for a broken
# word, and join "community-police" to one.
_JOINTS = re.compile(r"(?<=\w[–—])(?=\w)|\u00ad")
_OPEN = "/?&=_"  # an address that fits no line is divided after one of these
_KEPT_WORDS = 20_000
_KEPT_LENGTH = 120
_SLACK = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where a link leads, its element, and all of its words, however many lines they take.

    An `href` that begins with "#" is the name of a place in the document itself.
    """

    element: Element
    href: str
    words: str

    @property
    def inside(self) -> bool:
        """Say whether the link leads to a note, and not out of the document."""
        return self.href.startswith("#")


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run of text is drawn, and which element it belongs to below its paragraph's."""

    font: str
    size: float
    colour: str
    element: Element | None = None  # a Link or a Span
    link: Target | None = None  # also of a Span inside a Link


class Segment(NamedTuple):
    """A part of a line in one ink."""

    x: float
    text: str
    ink: Ink
    width: float


Line = list[Segment]


class _Atom(NamedTuple):
    """What no line end divides: its pieces, its width, and what stands behind it."""

    pieces: list[tuple[str, Ink, float]]
    width: float
    space: Ink | None  # the ink of the space behind it; None where the word goes on
    soft: bool = False  # a hyphen is drawn if the line ends here


_words: dict[str, dict[str, float]] = {}


def width(text: str, ink: Ink) -> float:
    """Measure a run in points."""
    known = _words.setdefault(ink.font, {})
    measured = known.get(text)
    if measured is None:
        measured = face(ink.font).width(text, 1.0)
        if len(text) > _KEPT_LENGTH:  # a whole line or a stray: seldom met again
            return measured * ink.size
        if len(known) > _KEPT_WORDS:
            known.clear()
        known[text] = measured
    return measured * ink.size


def broken(runs: list[tuple[str, Ink]], measure: float) -> list[Line]:
    """Break runs into lines no wider than the measure; a word too wide is divided.

    A line feed ends a line. Each line but the last ends with the space that was there, so that
    copied text keeps it.
    """
    if len(runs) == 1:
        text, ink = runs[0]
        if "\n" not in text and "\u00ad" not in text and (w := width(text, ink)) <= measure:
            return [[Segment(0.0, text, ink, w)]] if text else []
    if (plain := _plain(runs, measure)) is not None:
        return plain
    lines: list[Line] = []
    stretches = list(_paragraphs(runs))
    for place, atoms in enumerate(stretches):
        lines.extend(_filled(atoms, measure))
        if place < len(stretches) - 1 and lines and lines[-1]:
            end = lines[-1][-1]
            space = Segment(end.x + end.width, " ", end.ink, width(" ", end.ink))
            lines[-1] = [*lines[-1], space]
    return lines


_SPECIAL = re.compile("[\n\u00ad\u2013\u2014]")


def _plain(runs: list[tuple[str, Ink]], measure: float) -> list[Line] | None:
    """Break runs that hold nothing but words and spaces; None where more care is asked for.

    Gives what the way over atoms gives, in half the time.
    """
    words = _measured(runs, measure)
    if words is None:
        return None
    lines: list[Line] = []
    line: Line = []
    limit = measure + _SLACK
    run: list[str] = []  # the open segment: its words, its start and its ink
    start = at = 0.0
    now: Ink | None = None
    for part, ink, wide, whole, space in words:
        if space is not None and (line or run):
            gap = width(" ", space)
            if space is not now and now is not None:
                line.append(Segment(start, "".join(run), now, at - start))
                run, start = [], at
            run.append(" ")
            now = space
            if at + gap + whole > limit:
                line.append(Segment(start, "".join(run), now, at + gap - start))
                lines.append(line)
                line, run, start, at, now = [], [], 0.0, 0.0, None
            else:
                at += gap
        if ink is not now:
            if now is not None:
                line.append(Segment(start, "".join(run), now, at - start))
            run, start, now = [], at, ink
        run.append(part)
        at += wide
    if now is not None:
        line.append(Segment(start, "".join(run), now, at - start))
        lines.append(line)
    return lines


_Word = tuple[str, Ink, float, float, Ink | None]


def _measured(runs: list[tuple[str, Ink]], measure: float) -> list[_Word] | None:
    """Give words, or parts of words in several inks, with the space before each.

    A part bears its own width and that of its word from there on, and no space where it
    goes on with the word before it.
    """
    found: list[_Word] = []
    space: Ink | None = None
    for text, ink in runs:
        if _SPECIAL.search(text):
            return None
        known, size = _words.setdefault(ink.font, {}), ink.size
        parts = text.split(" ")
        for place, part in enumerate(parts):
            if place and space is None:
                space = ink
            if not part:
                continue
            unit = known.get(part)
            wide = width(part, ink) if unit is None else unit * size
            found.append((part, ink, wide, wide, space))
            space = None
    after = 0.0
    for place in range(len(found) - 1, -1, -1):
        part, ink, wide, _, space = found[place]
        after += wide
        if after > measure:
            return None
        if after != wide:
            found[place] = (part, ink, wide, after, space)
        if space is not None:
            after = 0.0
    return found or None


def _paragraphs(runs: list[tuple[str, Ink]]) -> Iterator[list[_Atom]]:
    """Take runs apart into atoms, a list for each stretch between forced line ends."""
    atoms: list[_Atom] = []
    word: list[tuple[str, Ink]] = []
    for text, ink in runs:
        for part in _PARTS.findall(text):
            if part == "\n":
                atoms.extend(_atoms(word, None))
                word = []
                yield atoms
                atoms = []
            elif part[0] == " ":
                if word:
                    atoms.extend(_atoms(word, ink))
                    word = []
            else:
                word.append((part, ink))
    atoms.extend(_atoms(word, None))
    yield atoms


def _atoms(word: list[tuple[str, Ink]], space: Ink | None) -> Iterator[_Atom]:
    """Divide a word where a line may end inside it."""
    pieces: list[tuple[str, Ink, float]] = []
    for text, ink in word:
        if "\u00ad" not in text and "–" not in text and "—" not in text:
            pieces.append((text, ink, width(text, ink)))
            continue
        at = 0
        for joint in _JOINTS.finditer(text):
            if piece := text[at : joint.start()]:
                pieces.append((piece, ink, width(piece, ink)))
            if pieces:
                yield _Atom(pieces, sum(p[2] for p in pieces), None, bool(joint.group()))
                pieces = []
            at = joint.end()
        if piece := text[at:]:
            pieces.append((piece, ink, width(piece, ink)))
    if pieces:
        yield _Atom(pieces, sum(piece[2] for piece in pieces), space)


def _filled(atoms: list[_Atom], measure: float) -> Iterator[Line]:
    line: list[_Atom] = []
    used = 0.0
    queue = atoms[::-1]
    while queue:
        atom = queue.pop()
        gap = 0.0
        if line and line[-1].space:
            gap = width(" ", line[-1].space)
        if used + gap + atom.width <= measure + _SLACK:
            line.append(atom)
            used += gap + atom.width
            continue
        if line:
            yield _composed(line, ends=True)
            line, used = [], 0.0
            queue.append(atom)
            continue
        head, tail = _divided(atom, measure)
        yield _composed([head], ends=False)
        if tail:
            queue.append(tail)
    yield _composed(line, ends=False)


def _divided(atom: _Atom, measure: float) -> tuple[_Atom, _Atom | None]:
    """Divide a word that fits no line: as many characters as fit, at least one."""
    head: list[tuple[str, Ink, float]] = []
    used = 0.0
    for place, (text, ink, whole) in enumerate(atom.pieces):
        advances = face(ink.font)
        count = 0
        # A reference to a note goes over whole: half of "[12]" is a reference to another.
        kept = head and ink.link and ink.link.inside and used + whole > measure
        for character in "" if kept else text:
            wide = advances.width(character, ink.size)
            if used + wide > measure and (count or head):
                break
            used += wide
            count += 1
        if count < len(text):
            opening = max(text.rfind(mark, 0, count) for mark in _OPEN) + 1
            count = opening if opening > count // 2 else count
        wide = width(text[:count], ink)
        if count:
            head.append((text[:count], ink, wide))
        if count < len(text):
            # Not measured again, or a word of a thousand lines would be so a thousand times.
            pieces = [(text[count:], ink, whole - wide), *atom.pieces[place + 1 :]]
            tail = _Atom(pieces, sum(p[2] for p in pieces), atom.space, atom.soft)
            return _Atom(head, sum(p[2] for p in head), None), tail
    return _Atom(head, used, atom.space), None


def _composed(atoms: list[_Atom], *, ends: bool) -> Line:
    """Join atoms into segments; `ends` puts the space behind the last that was there."""
    parts: list[tuple[str, Ink, float]] = []
    last = len(atoms) - 1
    for place, atom in enumerate(atoms):
        parts.extend(atom.pieces)
        if atom.space and (place < last or ends):
            parts.append((" ", atom.space, width(" ", atom.space)))
        elif atom.soft and place == last and ends:
            # A soft hyphen when copied: the word stays one word.
            ink = atom.pieces[-1][1]
            hyphen = "\u00ad" if "\u00ad" in face(ink.font) else "-"
            parts.append((hyphen, ink, width(hyphen, ink)))
    line: Line = []
    x = 0.0
    for text, ink, wide in parts:
        if line and line[-1].ink == ink:
            before = line[-1]
            line[-1] = Segment(before.x, before.text + text, ink, before.width + wide)
        else:
            line.append(Segment(x, text, ink, wide))
        x += wide
    return line


def length(line: Line) -> float:
    """Give the width of a line without the space at its end."""
    if not line:
        return 0.0
    last = line[-1]
    trailing = width(" ", last.ink) if last.text.endswith(" ") else 0.0
    return last.x + last.width - trailing


def shifted(line: Line, by: float) -> Line:
    """Move a line along."""
    return [segment._replace(x=segment.x + by) for segment in line] if by else line
