"""The faces that theme.yaml lists: those that briefgen knows, and files of one's own.

Owns what a list of faces may hold and what becomes of a cut that is left out. Must not
know a format, nor what stands in a font file beyond what `briefgen.fonts` says of it.
"""

from __future__ import annotations

from briefgen.audience.assets import Shelf, located, named
from briefgen.audience.changes import OwnFace
from briefgen.errors import BriefgenError, Diagnostic, error
from briefgen.fonts import OwnFont, Refused, face, own_font
from briefgen.schema import FileRef
from briefgen.schema.literals import near
from briefgen.theme import FACES, SYMBOLS, Family
from briefgen.yamlfile import quoted

MOST = 6  # faces of one list
_LETTERS = tuple(map(chr, range(0x20, 0x7F)))
_OWN = "for files of your own write {regular: fonts/….ttf, bold: …}"


def families(
    entries: tuple[OwnFace, ...],
    *,
    running: bool,
    shelf: Shelf,
    faults: list[Diagnostic],
) -> tuple[Family, ...]:
    """Give the faces of a list in their order, the last one being that of signs.

    `running` says that text is set in them, which cannot do without bold. What is wrong
    is added to the faults.
    """
    found: list[Family] = []
    if len(entries) > MOST:
        place = entries[MOST].origin
        faults.append(error("theme.many-fonts", f"more than {MOST} faces", place, "name fewer"))
        return ()
    for number, entry in enumerate(entries):
        family = _family(entry, shelf, faults)
        if family is None:
            return ()
        if not number:
            faults.extend(_unfit(entry, family, running))
        found.append(family)
    return tuple(dict.fromkeys((*found, SYMBOLS)))


def _family(entry: OwnFace, shelf: Shelf, faults: list[Diagnostic]) -> Family | None:
    if entry.regular is None:
        known = FACES.get(entry.name)
        if known is None:
            hint = f"{near(entry.name, FACES)}; {_OWN}"
            what = f"no face is called {quoted(entry.name)}"
            faults.append(error("theme.unknown-font", what, entry.origin, hint))
        return known
    refs = (entry.regular, entry.bold, entry.italic, entry.bold_italic)
    cuts = [_font(ref, shelf, faults) if ref else None for ref in refs]
    regular, bold, italic, both = cuts
    if regular is None or any(r and c is None for r, c in zip(refs, cuts, strict=True)):
        return None
    if entry.name and entry.name not in regular.names:
        faults.append(
            error(
                "theme.font-name",
                f"{quoted(entry.regular.name)} calls itself '{regular.family}', "
                f"not {quoted(entry.name)}",
                entry.origin,
                "Word finds a face by that name: write it, or leave 'name' out",
            )
        )
        return None
    # Bold says more than slanted letters do: where one must give way, it stays.
    return Family(
        entry.name or regular.family,
        regular.file,
        (bold or regular).file,
        (italic or regular).file,
        (both or bold or italic or regular).file,
        generic="serif" if regular.serif else "sans-serif",
    )


def _font(ref: FileRef, shelf: Shelf, faults: list[Diagnostic]) -> OwnFont | None:
    path = located(ref, shelf)
    if isinstance(path, Diagnostic):
        faults.append(path)
        return None
    try:
        return own_font(path)
    except Refused as fault:
        what = f"{quoted(ref.name)} is {fault.message}"
        faults.append(error("theme.bad-font", what, ref.location, fault.hint))
    except BriefgenError as fault:
        faults.append(named(fault, ref))
    return None


def _unfit(entry: OwnFace, family: Family, running: bool) -> list[Diagnostic]:
    """Say why a face cannot be the first of its list."""
    if running and family.bold == family.regular:
        hint = "name its bold file: labels, headings of tables and lead-ins are told by it"
        return [error("theme.no-bold", f"'{family.name}' has no bold", entry.origin, hint)]
    for cut in dict.fromkeys((family.regular, family.bold, family.italic, family.bold_italic)):
        lacking = [letter for letter in _LETTERS if letter not in face(cut)]
        if lacking:
            what = f"a cut of '{family.name}' has no '{lacking[0]}'"
            hint = "put a face for text first; one of signs may follow it"
            return [error("theme.no-letters", what, entry.origin, hint)]
    return []
