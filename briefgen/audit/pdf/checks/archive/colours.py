"""Whether it is known what every colour of an archive file looks like.

Owns the checks of ISO 19005-2, 6.2.3 and 6.2.4: output intents, profiles, spaces of devices
and of inks. Must not know operators: it is told which spaces are used.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from briefgen.audit.ledger import Ledger
from briefgen.audit.pdf import icc
from briefgen.audit.pdf.icc import Profile
from briefgen.audit.pdf.open import Dictionary, File, as_dictionary, as_name, identity, is_stream
from briefgen.audit.pdf.reading import Document
from briefgen.audit.pdf.usage import Space, Usage
from briefgen.audit.report import PDFA, Check, Place, Rule, Severity

INTENT = Check(
    "pdfa.output-intent",
    "output intents have one sound colour profile",
    Severity.MINOR,
    (Rule(PDFA, "6.2.3"),),
    "have an output intent with a colour profile (such as sRGB) written",
)
DEVICES = Check(
    "pdfa.device-colours",
    "colours of devices are ones that the output intent explains",
    Severity.MINOR,
    (Rule(PDFA, "6.2.4.3"), Rule(PDFA, "6.2.10")),
    "have an output intent for these colours written, or the colours changed to its own",
)
PROFILES = Check(
    "pdfa.profiles",
    "colour profiles are sound",
    Severity.MINOR,
    (Rule(PDFA, "6.2.4.2"),),
    "have the colour profile replaced by one of ICC version 2 or 4",
)
OVERPRINT = Check(
    "pdfa.overprint",
    "inks that a profile explains do not let others through",
    Severity.MINOR,
    (Rule(PDFA, "6.2.4.2"),),
    "set the overprint mode (OPM) to 0",
)
INKS = Check(
    "pdfa.spot-colours",
    "spot colours are explained, and alike wherever they are used",
    Severity.MINOR,
    (Rule(PDFA, "6.2.4.4"),),
    "have the spot colours changed to process colours, or written by one program",
)

CHECKS = (INTENT, DEVICES, PROFILES, OVERPRINT, INKS)

_FAMILIES = {"DeviceGray": "grey", "DeviceRGB": "RGB", "DeviceCMYK": "CMYK"}
_NEEDED = {"DeviceRGB": "RGB ", "DeviceCMYK": "CMYK"}
_PROCESS = frozenset(("Cyan", "Magenta", "Yellow", "Black", "None", "All"))
_OUTPUT = ("prtr", "mntr")
_INPUT = ("prtr", "mntr", "scnr", "spac")
MAX_DEPTH = 8
MAX_INTENTS = 20
MAX_COMPARED = 5_000  # objects of one ink's definition


def examine(document: Document, usage: Usage, ledger: Ledger) -> None:
    """Check output intents and all spaces that are used."""
    file = document.file
    judge = _Judge(file, ledger, _intents(file, ledger))
    for space in usage.spaces.values():
        judge.space(space.value, space)
    for holder, place in (*_pages(document), *usage.forms.values()):
        group = file.dictionary(holder, "/Group")
        blended = file.get(group, "/CS")
        if blended is not None:
            value = as_name(blended) or blended
            own = file.dictionary(file.dictionary(holder, "/Resources"), "/ColorSpace")
            judge.space(value, Space(value, own, place))
    if any(judge.inked(space.value) for space in usage.spaces.values()):
        ledger.looked(OVERPRINT)
    for _, place in usage.overprinted:
        ledger.hold(OVERPRINT, False, "inks of a profile are drawn with overprint mode 1", place)


def _pages(document: Document) -> list[tuple[Dictionary, Place]]:
    return [(page.entries, Place(page.number)) for page in document.pages]


def _intents(file: File, ledger: Ledger) -> str | None:
    """Check the output intents; give the space of the one for archives, "" for none known."""
    space: str | None = None
    profiles = set()
    for raw in file.array(file.catalog, "/OutputIntents")[:MAX_INTENTS]:
        intent = as_dictionary(file.value(raw))
        kind = file.word(intent, "/S")
        if "/DestOutputProfile" in intent:
            profiles.add(identity(dict.get(intent, "/DestOutputProfile")))
            stream = file.get(intent, "/DestOutputProfile")
            profile = icc.read(file.data(stream))
            sound = _is_sound(profile, _OUTPUT) and _fits(file, stream, profile)
            ledger.hold(INTENT, sound, "the output intent's colour profile is none for output")
            if kind == "GTS_PDFA1":
                space = profile.space if profile else space
        message = "an output intent for printing names a profile outside the file"
        outside = kind == "GTS_PDFX" and "/DestOutputProfileRef" in intent
        ledger.hold(INTENT, not outside, message)
    if profiles:
        ledger.hold(INTENT, len(profiles) == 1, "output intents have different colour profiles")
    return space


def _is_sound(profile: Profile | None, kinds: tuple[str, ...]) -> bool:
    if profile is None or profile.kind not in kinds or profile.version >= 5:
        return False
    return profile.components > 0 and (kinds is _INPUT or profile.space != "Lab ")


def _fits(file: File, stream: Any, profile: Profile | None) -> bool:
    """Say whether a profile has as many components as its stream says, where it says so."""
    count = file.whole(stream, "/N", -1)
    return profile is None or count in (-1, profile.components)


class _Judge:
    """Judges the spaces of one file against its output intent."""

    def __init__(self, file: File, ledger: Ledger, output: str | None) -> None:
        self._file = file
        self._ledger = ledger
        self._output = output
        self._profiles: set[int] = set()
        self._inks: dict[str, tuple[str, str]] = {}
        self._marks: dict[int, str] = {}

    def space(self, value: Any, used: Space, depth: int = 0) -> None:
        """Judge a space, and those that it is built on."""
        if isinstance(value, str):
            if str(value).lstrip("/") in _FAMILIES:
                self._device(str(value).lstrip("/"), used, depth)
            return
        if not isinstance(value, list) or not value or depth > MAX_DEPTH:
            return
        kind = str(self._file.value(value[0])).lstrip("/")
        parts = [self._file.value(one) for one in value[:5]]
        if kind in _FAMILIES:
            self._device(kind, used, depth)
        elif kind == "ICCBased" and len(parts) > 1:
            self._profile(parts[1], used)
        elif kind in ("Indexed", "Pattern") and len(parts) > 1:
            self.space(parts[1], used, depth + 1)
        elif kind == "Separation" and len(parts) > 3:
            self._ink(parts, used.place)
            self.space(parts[2], used, depth + 1)
        elif kind == "DeviceN" and len(parts) > 3:
            self._several(parts, used)
            self.space(parts[2], used, depth + 1)

    def inked(self, value: Any) -> bool:
        """Say whether a space is of four inks, by a profile."""
        if not isinstance(value, list) or len(value) < 2:
            return False
        kind = str(self._file.value(value[0])).lstrip("/")
        return kind == "ICCBased" and self._file.whole(self._file.value(value[1]), "/N") == 4

    def _device(self, name: str, used: Space, depth: int) -> None:
        stands_in = self._file.get(used.defaults, f"/Default{name.removeprefix('Device')}")
        if isinstance(stands_in, list):
            self._ledger.looked(DEVICES)
            if depth < MAX_DEPTH:
                self.space(stands_in, Space(stands_in, Dictionary(), used.place), depth + 1)
            return
        needed = _NEEDED.get(name)
        covered = self._output is not None and needed in (None, self._output)
        why = "there is no output intent" if self._output is None else "the output intent is not"
        message = f"{_FAMILIES[name]} colours of a device are used, and {why}"
        message += " of such" if self._output is not None else ""
        self._ledger.hold(DEVICES, covered, message, used.place)

    def _profile(self, stream: Any, used: Space) -> None:
        if id(stream) in self._profiles or not is_stream(stream):
            return
        self._profiles.add(id(stream))
        profile = icc.read(self._file.data(stream))
        sound = _is_sound(profile, _INPUT) and _fits(self._file, stream, profile)
        self._ledger.hold(
            PROFILES, sound, "a colour profile is none that archives know", used.place
        )

    def _ink(self, parts: list[Any], place: Place) -> None:
        """Hold the definition of an ink against those of the same name."""
        name = str(parts[1])[1:60]
        mark = (self._mark(parts[2]), self._mark(parts[3]))
        known = self._inks.setdefault(name, mark)
        message = f"the spot colour {name!r} is defined in two ways"
        self._ledger.hold(INKS, known == mark, message, place)

    def _mark(self, value: Any) -> str:
        if isinstance(value, str):
            return str(value)
        if id(value) not in self._marks:
            self._marks[id(value)] = _mark(self._file, value)
        return self._marks[id(value)]

    def _several(self, parts: list[Any], used: Space) -> None:
        file = self._file
        names = [
            as_name(file.value(one)) for one in (parts[1] if isinstance(parts[1], list) else [])
        ]
        message = f"a space has {len(names):,} inks; 32 are allowed"
        self._ledger.hold(INKS, len(names) <= 32, message, used.place)
        attributes = as_dictionary(parts[4]) if len(parts) > 4 else Dictionary()
        colorants = file.dictionary(attributes, "/Colorants")
        process = file.dictionary(attributes, "/Process")
        known = {as_name(file.value(one)) for one in file.array(process, "/Components")}
        lacking = [
            name for name in names if name not in _PROCESS | known and f"/{name}" not in colorants
        ]
        message = f"the spot colour {(lacking or [''])[0]!r} is not explained"
        self._ledger.hold(INKS, not lacking, message, used.place)
        for one in list(colorants.values())[:64]:
            found = file.value(one)
            if isinstance(found, list):
                inner = [file.value(part) for part in found[:4]]
                if len(inner) == 4 and as_name(inner[0]) == "Separation":
                    self._ink(inner, used.place)
        blended = file.get(process, "/ColorSpace")
        if blended is not None:
            self.space(as_name(blended) or blended, used, MAX_DEPTH)


def _mark(file: File, value: Any) -> str:
    """Give a mark that is the same for objects that are the same, however they are packed."""
    parts: list[str] = []
    stack: list[Any] = [value]
    while stack and len(parts) < MAX_COMPARED:
        found = file.value(stack.pop())
        if isinstance(found, dict):
            keys = sorted(key for key in found if key not in ("/Length", "/Filter", "/DecodeParms"))
            parts.append(f"<{' '.join(keys)}>")
            stack += [dict.get(found, key) for key in keys]
            if is_stream(found):
                parts.append(sha256(file.data(found) or b"").hexdigest())
        elif isinstance(found, list):
            parts.append(f"[{len(found)}]")
            stack += found[:MAX_COMPARED]
        else:
            parts.append(repr(found))
    return "|".join(parts)
