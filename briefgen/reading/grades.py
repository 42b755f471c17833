"""The school grade that a text needs, by language.

Owns the formulas. Must not know documents. Each language has one that was made for it:
a formula for another says nothing, since words are longer in one language than in the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.reading import syllables
from briefgen.reading.sentences import ENGLISH, SPANISH, Sentence, Signs


@dataclass(frozen=True, slots=True)
class Measure:
    """How a language is measured; a word of `long` syllables and more is hard."""

    signs: Signs
    syllables: Callable[[str], int]
    grade: Callable[[float, float], float]
    long: int

    def said(self, word: str) -> int:
        """Count the syllables of a word: a letter of an abbreviation is one, and a number too."""
        if word.islower() and word.isalpha():  # as most are
            return self.syllables(word)
        if any(sign.isdigit() for sign in word):
            return 1
        pieces = word.replace("/", "-").split("-")
        return sum(self._piece(piece) for piece in pieces)

    def _piece(self, word: str) -> int:
        letters = [sign for sign in word if sign.isalpha()]
        spelled = "." in word or (word.isupper() and not set(word) & set("AEIOUÁÉÍÓÚ"))
        return len(letters) if spelled else self.syllables(word)

    def of(self, sentences: Sequence[Sentence]) -> float:
        """Give the grade of sentences; there must be one."""
        words = [word for sentence in sentences for word in sentence.words]
        spoken = sum(map(self.said, words))
        return self.grade(len(words) / len(sentences), spoken / len(words))


def flesch_kincaid(words: float, syllables: float) -> float:
    """Give the grade of an English text, from words a sentence and syllables a word.

    Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy
    Enlisted Personnel, Research Branch Report 8-75, 1975.
    """
    return 0.39 * words + 11.8 * syllables - 15.59


# From which ease on a text is for which grade; between two, the grade is between theirs.
_GRADES = ((100.0, 4.0), (90.0, 4.0), (80.0, 5.0), (70.0, 6.0), (60.0, 8.0), (50.0, 12.0))


def fernandez_huerta(words: float, syllables: float) -> float:
    """Give the grade of a Spanish text, from words a sentence and syllables a word.

    Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214, 1959, as corrected by
    Law, Error in the Fernandez Huerta Readability Formula, 2011: ease from 100 down to 0. His
    table gives school grades for it: 4 above 90, 5 above 80, 6 above 70, 7 or 8 above 60, the
    years before university above 50; below, studies of four years and more. It is cut finer here.
    """
    ease = 206.84 - 60 * syllables - 1.02 * words
    for (high, low_grade), (low, high_grade) in pairwise(_GRADES):
        if ease >= low:
            return high_grade - (high_grade - low_grade) * min((ease - low) / (high - low), 1)
    return 12 + (50 - ease) / 5


MEASURES = {
    "en": Measure(ENGLISH, syllables.english, flesch_kincaid, 4),
    "es": Measure(SPANISH, syllables.spanish, fernandez_huerta, 5),
}
