"""Running prose as sentences and words.

Owns what of a document is running prose, and where a sentence ends. Must not know how
hard a sentence is. A dot ends none after a title, an initial, an abbreviation or in a
number, nor where the next word is written small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Inlines,
    NumberedList,
    Paragraph,
    Quote,
    Role,
    Strong,
    inline_text,
)

LABEL = 8  # words, from which on one without a sign at its end is a sentence
_SIGNS = (".", ":", "?", "!")
_PROSE = (Role.BODY, Role.LEAD)

# A capital, a number, or a sign that opens either, must follow; quotes and brackets may close.
_END = re.compile(
    r"""(?<![.?!…])([.?!…]++)["'”’»)\]]*+ (?=["'“‘«(\[¿¡]{0,3}([A-ZÀ-ÖØ-Þ]\w*+|\d))"""
)
_REFERENCE = re.compile(r"\s*\[\d+\]")
_ADDRESS = re.compile(r"(?i)[(<\[]*(?:https?://|www\.|mailto:)|[^@]+@[^@.]+\.")
_WORD = re.compile(r"[^\W_]+(?:[.,'’&/-][^\W_]+)*")
_OPENING = "([\"'“‘«¿¡"
_LONGEST = 40  # characters of what is shortened
_LABELLED = re.compile(r"[^:.]{1,30}:\s")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a language shortens with a dot.

    After a `title` a name follows, so no sentence ends there, nor after what is `numbered`
    before its number. One may end after another abbreviation: it does where the next word is
    one of the `openers`, which begin sentences and no names.
    """

    titles: frozenset[str]
    numbered: frozenset[str]
    shortened: frozenset[str]
    openers: frozenset[str]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ENGLISH = Signs(
    _set("mr mrs ms dr prof rev hon gov sen rep pres gen col capt lt sgt st mt ft vs"),
    _set("no nos fig sec ch art vol p pp ext tel"),
    _set(
        "jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri al etc inc co corp "
        "ltd dept ave blvd rd hwy jr sr approx est"
    ),
    _set(
        "a after all also an and as at because both but by each every few for from he her his how "
        "i if in it its many most my no not now of on one our she since so some that the their "
        "then there these they this those to today under until we what when where which while who "
        "why with you your"
    ),
)
SPANISH = Signs(
    _set("sr sra srta sres dr dra ing lic prof gral gob sen dip av avda pza sto sta d"),
    _set("art arts núm núms nro pág págs tel"),
    _set(
        "ej etc ud uds vd vds ee uu cía dpto depto aprox ene feb mar abr jun jul ago sept sep oct "
        "nov dic"
    ),
    _set(
        "a al además ahora algunos cada como con cuando de del después desde donde durante el ella "
        "ellos en entre es esta este estas estos esto hay la las lo los más muchos no o para pero "
        "por que quien se según si sin sobre son su sus también todos tras un una y ya"
    ),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands from one end to the next, and its words."""

    text: str
    words: tuple[str, ...]


def sentences(blocks: Iterable[Block], language: str, signs: Signs) -> Iterator[Sentence]:
    """Give the sentences of running prose; no headings, tables, contacts, labels or sources.

    What is in another language than the document's is left out.
    """
    for text in _passages(blocks, language.split("-")[0]):
        for line in _REFERENCE.sub("", text).splitlines():
            yield from _sentences(" ".join(map(_without_address, line.split())).strip(), signs)


def _passages(blocks: Iterable[Block], language: str) -> Iterator[str]:
    for block in blocks:
        lang = getattr(block, "lang", "")
        if lang and lang.split("-")[0] != language:
            continue
        match block:
            case Paragraph(inlines=inlines, role=role) if role in _PROSE:
                yield inline_text(_without_label(inlines))
            case BulletList(items=items, role=role) | NumberedList(items=items, role=role):
                if role in _PROSE:
                    for item in items:
                        yield from _passages(item, language)
            case Quote(blocks=inner) | Callout(blocks=inner):
                yield from _passages(inner, language)


def _without_address(word: str) -> str:
    """Leave of an address the sign that ends a sentence."""
    if not _ADDRESS.match(word):
        return word
    return word[-1] if word.endswith((".", "?", "!")) else ""


def _without_label(inlines: Inlines) -> Inlines:
    """Leave out what stands in bold before a text, as a heading would above it."""
    match inlines:
        case (Strong(inlines=bold), _, *_) if inline_text(bold).rstrip().endswith(_SIGNS):
            return inlines[1:]
    return inlines


def _sentences(text: str, signs: Signs) -> Iterator[Sentence]:
    begin = 0
    for end in _END.finditer(text):
        if end[1] == "." and _goes_on(text, end, signs):
            continue
        yield from _sentence(text[begin : end.end()].strip(), whole=True)
        begin = end.end()
    rest = text[begin:].strip()
    yield from _sentence(rest, whole=rest.rstrip("\"'”’»)]").endswith((".", "?", "!", "…")))


def _goes_on(text: str, end: re.Match[str], signs: Signs) -> bool:
    """Say whether a dot belongs to the word before it."""
    before = text[max(end.start() - _LONGEST, 0) : end.start()]
    word = before[before.rfind(" ") + 1 :].lstrip(_OPENING).lower()
    following = end[2]
    if word in signs.titles:
        return True
    shortened = word in signs.shortened or _DOTTED.fullmatch(word) is not None
    if following[0].isdigit():
        return shortened or word in signs.numbered
    return shortened and following.lower() not in signs.openers


def _sentence(text: str, *, whole: bool) -> Iterator[Sentence]:
    words = tuple(_WORD.findall(text))
    # Who said what stands above, and lines such as "Raised by:".
    label = text.startswith(("—", "–")) or (not whole and _LABELLED.match(text))
    if words and not label and (whole or len(words) >= LABEL):
        yield Sentence(text, words)
