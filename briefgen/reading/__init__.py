"""Whether a document reads as easily as its audience.yaml asks for.

Owns what is measured and what is said of it. Must not know how a document is made. Only
`briefgen check` asks: a build says nothing of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.audience import Audience
from briefgen.document import Document
from briefgen.errors import Diagnostic, Location, note, warning
from briefgen.load import Loaded
from briefgen.reading.grades import MEASURES, Measure
from briefgen.reading.places import Places
from briefgen.reading.sentences import Sentence, sentences

LEAST = 100  # words: a formula says nothing of less
MOST_SENTENCES = 5  # that are named
MOST_WORDS = 8
LONG_SENTENCE = 20  # words, above which one is better made two
_SHOWN = 60  # characters of a sentence


def judged(document: Document, audience: Audience, loaded: Loaded) -> Iterator[Diagnostic]:
    """Warn of a document above the grade that its audience is written to."""
    aim, tag = audience.config.reading_grade, document.meta.language
    if aim is None:
        return
    measure = MEASURES.get(tag.split("-")[0])
    if measure is None:
        what = f"how hard a text in '{tag}' is to read is not measured"
        place = audience.origins.get("reading_grade")
        yield note("reading.not-measured", what, place, "reading_grade is for English and Spanish")
        return
    found = list(sentences(document.blocks, tag, measure.signs))
    if sum(len(sentence.words) for sentence in found) < LEAST:
        return
    grade = round(measure.of(found), 1)
    if grade > aim:
        yield warning(
            "reading.grade",
            f"for '{audience.id}' the text is of grade {grade:g}, above the {aim:g} aimed at",
            Location(loaded.path),
            _remedy(found, measure),
        )
        yield from _hardest(found, measure, aim, audience, Places(loaded, audience.id, tag))


def _remedy(found: list[Sentence], measure: Measure) -> str:
    words = sum(len(sentence.words) for sentence in found)
    said = f"sentences have {words / len(found):.0f} words on average: shorten the longest"
    seen = Counter(
        word.lower()
        for sentence in found
        for place, word in enumerate(sentence.words)
        # Names cannot be put more simply.
        if (word.islower() or not place) and measure.said(word) >= measure.long
    )
    often = sorted(seen, key=lambda word: (-seen[word], -measure.said(word), word))
    if not often:
        return said
    shown = (f"{word} ({seen[word]})" if seen[word] > 1 else word for word in often[:MOST_WORDS])
    return f"{said}; look for shorter words than {', '.join(shown)}"


def _hardest(
    found: list[Sentence], measure: Measure, aim: float, audience: Audience, places: Places
) -> Iterator[Diagnostic]:
    """Name the hardest sentences, those that stand twice once."""
    grades = {sentence: measure.of([sentence]) for sentence in found}
    hard = [sentence for sentence in grades if grades[sentence] > aim]
    # What weighs most on the whole comes first, or a few long words would hide a long sentence.
    hard.sort(key=lambda sentence: (aim - grades[sentence]) * len(sentence.words))
    for sentence in hard[:MOST_SENTENCES]:
        text = sentence.text
        if len(text) > _SHOWN:
            text = text[:_SHOWN].rsplit(" ", 1)[0] + " …"
        place = places.of(sentence)
        number = len(sentence.words)
        yield warning(
            "reading.hard-sentence",
            f"hard to read for '{audience.id}', {number} words: '{text}'",
            place or Location(places.path),
            _mended(sentence, measure)
            if place
            else "it is not from the issue file: see the templates, the words and briefgen.yaml",
        )


def _mended(sentence: Sentence, measure: Measure) -> str:
    long = list(dict.fromkeys(w for w in sentence.words if measure.said(w) >= measure.long))
    shorter = f"shorter words than {', '.join(long[:MOST_WORDS])}" if long else ""
    if len(sentence.words) > LONG_SENTENCE or not shorter:
        return "make two sentences of it" + (f", and use {shorter}" if shorter else "")
    return f"use {shorter}"
