"""The fixed words of a document, and how a language writes dates, times and lists.

Owns `templates/_words/<tag>.yaml` and Babel (its only home). Must not know which
document the words end up in. The clock is never read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import get_decimal_symbol

from briefgen.errors import BriefgenError, Diagnostic, Location, TemplateError, error, shown
from briefgen.inputs import Note, unnoted
from briefgen.yamlfile import Mapping, Node, Scalar, YamlFile, read

FOLDER = "_words"
MAX_BYTES = 1_000_000
AUDIENCES = "audiences"  # the key under which words of single audiences stand
PATTERN = "en"  # the language whose file shows which words there are
_BLANK = " \t\r\n"  # a no-break space at the end of a word belongs to it
OPTIONAL = frozenset({"press_months", "press_date"})  # English newsrooms alone shorten months
NEEDED = ("name", "document_type")  # of an audience; its other words may be those of all
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@lru_cache(maxsize=256)
def is_language(tag: str) -> bool:
    """Say whether a text is a BCP 47 tag of a language that Babel knows."""
    if not _TAG.fullmatch(tag):
        return False
    try:
        _locale(tag)
    except (UnknownLocaleError, ValueError):
        return False
    return True


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of documents: its tag and the fixed words by name."""

    tag: str
    words: dict[str, str]
    audiences: dict[str, dict[str, str]] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict, compare=False)

    def addressed(self, lineage: tuple[str, ...]) -> Language:
        """Give the language with the words of an audience; whom it inherits from comes after."""
        names = [name for name in reversed(lineage) if name in self.audiences]
        own = [self.audiences[name] for name in names]
        if not own:
            return self
        words, places = dict(self.words), dict(self.places)
        for said, name in zip(own, names, strict=True):
            words.update(said)
            places.update({word: self.places[f"{name}/{word}"] for word in said})
        return replace(self, words=words, places=places)

    def long_date(self, day: date) -> str:
        """Write a day as in running text: November 23, 2026."""
        return _closed_up(format_date(day, "long", locale=_locale(self.tag)))

    @property
    def decimal(self) -> str:
        """Give the sign between the whole and the part of a number."""
        return get_decimal_symbol(_locale(self.tag))

    def press_date(self, day: date) -> str:
        """Write a day as newsrooms do: Nov. 23, 2026.

        The names of the months are the word `press_months`, twelve of them; a
        language without it writes the day out.
        """
        months = self.words.get("press_months", "").split()
        if len(months) != 12:
            return self.long_date(day)
        return self.filled(
            "press_date", month=months[day.month - 1], day=str(day.day), year=str(day.year)
        )

    def filled(self, name: str, **values: str) -> str:
        """Give a fixed word with its {names} filled in; braces mean nothing else."""
        text = self.words[name]
        for key, value in values.items():
            text = text.replace(f"{{{key}}}", value)
        return text

    def moment(self, moment: datetime, zone: str) -> str:
        """Write a moment with its zone: Tuesday, December 1, 2026, 6:00 a.m. CST.

        Without a zone the offset is shown: UTC−6.
        """
        locale = _locale(self.tag)
        local = moment.astimezone(ZoneInfo(zone)) if zone else moment
        day = format_date(local.date(), "full", locale=locale)
        time = _closed_up(format_time(local.time(), "short", locale=locale))
        time = time.replace("AM", "a.m.").replace("PM", "p.m.")
        name = (local.tzname() or "") if zone else ""
        if not re.fullmatch(r"[A-Z]{2,5}", name):
            name = _offset(local)
        return f"{day}, {time} {name}"

    def listed(self, names: list[str]) -> str:
        """Join names as the language does: a, b, and c."""
        return format_list(names, locale=_locale(self.tag))


def _closed_up(text: str) -> str:
    """Use the no-break space where CLDR has its narrow sister, which few faces have."""
    return text.replace("\u202f", "\u00a0")


def _offset(moment: datetime) -> str:
    delta = moment.utcoffset()
    minutes = round(delta.total_seconds() / 60) if delta else 0
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "\u2212"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def load(tag: str, roots: tuple[Path, ...], note: Note = unnoted) -> Language:
    """Read the words of a language from `es.yaml` with `es-MX.yaml` over it.

    Of two of one name the first root's lies on top: a file there need hold only the words
    that it changes.
    Raises TemplateError where there is no such file, or what it holds are no words.
    """
    _refuse_reversed(tag)
    language, paths = _layered(tag, roots, note)
    base = tag.split("-")[0]
    if not paths:
        raise TemplateError(
            error(
                "words.no-language",
                f"there are no words for documents in '{tag}'",
                hint=f"briefgen words new {base} makes a file of all words to be written",
            )
        )
    if base != PATTERN:
        _check_complete(language, paths[0], _layered(PATTERN, roots, note)[0])
    return language


def _layered(tag: str, roots: tuple[Path, ...], note: Note) -> tuple[Language, list[Path]]:
    """Give the words of a language, and the files that they come from, the topmost first."""
    names = dict.fromkeys((tag, tag.split("-")[0]))
    paths = [root / FOLDER / f"{name}.yaml" for name in names for root in roots]
    for path in paths:
        note(path)
    found = [path for path in paths if path.is_file()]
    language = Language(tag, {})
    for path in reversed(found):
        _lay(path, language)
    return language, found


def begun(tag: str, roots: tuple[Path, ...]) -> Iterator[str]:
    """Give the lines of a new file of words for a language, in the order of the English one.

    Of a language that has words already, all lines are behind a # with what is in force; of
    another each is to be written, with the English behind it. Raises TemplateError for a
    language that is not built.
    """
    _refuse_reversed(tag)
    pattern, paths = _layered(PATTERN, roots, unnoted)
    known, own = _layered(tag, roots, unnoted)
    mark = "#" if own else ""
    yield f"# The fixed words of documents in '{tag}'."
    yield from _BEGUN_OWN if own else _BEGUN
    yield ""
    audience = ""
    for line in paths[-1].read_text(encoding="utf-8").partition("\n\n")[2].splitlines():
        indent, name = line[: len(line) - len(line.lstrip())], line.strip().partition(":")[0]
        if not name or name.startswith("#"):
            yield line
        elif line.endswith(":"):
            audience = name if indent else ""
            yield f"{mark}{line}"
        elif audience:
            given = known.audiences.get(audience, {}).get(name, "")
            yield mark + _line(f"{indent}{name}", pattern.audiences[audience][name], given, mark)
        elif name not in OPTIONAL:
            yield mark + _line(name, pattern.words[name], known.words.get(name, ""), mark)


_BEGUN_OWN = (
    "# To change one, take away the # before it, and before what it stands under, and write it.",
)
_BEGUN = (
    "# Write each between its quotes, after the English behind it. Words in braces, such as",
    "# {name}, are put in by briefgen and must stay. Of single audiences only name and",
    "# document_type are needed; the rest is as for all where nothing is written.",
    "# 'briefgen check --language' says what is still missing.",
)


def _line(name: str, pattern: str, given: str, mark: str) -> str:
    if mark:
        return f"{name}: {json.dumps(given, ensure_ascii=False)}"
    return f'{name}: ""  # {pattern}'


def _check_complete(language: Language, path: Path, pattern: Language) -> None:
    """Refuse a language that lacks words: a document would be half in another."""
    lacking = [
        name for name in pattern.words if not language.words.get(name) and name not in OPTIONAL
    ]
    lacking += [
        f"{audience}/{name}"
        for audience, words in pattern.audiences.items()
        for name in NEEDED
        if words.get(name) and not language.audiences.get(audience, {}).get(name)
    ]
    if lacking:
        known = ", ".join(f"'{name}'" for name in lacking[:8])
        more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
        raise TemplateError(
            error(
                "words.missing",
                f"words are missing in '{language.tag}': {known}{more}",
                language.places.get(lacking[0], Location(shown(path), 1, 1)),
                "write them behind their names, each in the language of the file",
            )
        )


def _refuse_reversed(tag: str) -> None:
    if tag.split("-")[0] in _RIGHT_TO_LEFT:
        raise TemplateError(
            error(
                "words.direction", f"'{tag}' is written from right to left, which is not built yet"
            )
        )


def _lay(path: Path, language: Language) -> None:
    """Lay the words of a file over those that are there."""
    try:
        file = read(path, MAX_BYTES, "it holds the fixed words of documents, and no data")
    except BriefgenError as fault:
        raise TemplateError(fault.diagnostics) from None
    faults = list(file.diagnostics)
    if file.root is None and not faults:
        return  # all of it is behind a #
    if not isinstance(file.root, Mapping):
        place = Location(file.path, 1, 1)
        raise TemplateError(error("words.wrong-kind", "this file is no list of words", place))
    of_all = [pair for pair in file.root.pairs if pair[0].value != AUDIENCES]
    faults.extend(_take(of_all, language, file))
    for name, value in file.root.pairs:
        if name.value == AUDIENCES:
            faults.extend(_of_audiences(value, language, file))
    if faults:
        raise TemplateError(faults)


def _take(
    pairs: list[tuple[Scalar, Node]], language: Language, file: YamlFile, audience: str = ""
) -> Iterator[Diagnostic]:
    """Take words, those of one audience or those of all."""
    words = language.audiences.setdefault(audience, {}) if audience else language.words
    for name, value in pairs:
        if isinstance(value, Scalar):
            place = f"{audience}/{name.value}" if audience else name.value
            language.places[place] = file.at(value)
            if value.value.strip() or not audience:  # else the word of all audiences is meant
                words[name.value] = value.value.strip(_BLANK)
        else:
            yield error("words.wrong-kind", "text is expected here", file.at(value))


def _of_audiences(node: Node, language: Language, file: YamlFile) -> Iterator[Diagnostic]:
    if not isinstance(node, Mapping):
        yield _no_words(node, file)
        return
    for name, words in node.pairs:
        if isinstance(words, Mapping):
            yield from _take(words.pairs, language, file, name.value)
        else:
            yield _no_words(words, file)


def _no_words(node: Node, file: YamlFile) -> Diagnostic:
    hint = "write an audience, and under it, deeper, lines of 'word: text'"
    return error("words.wrong-kind", "an audience's words are expected", file.at(node), hint)
