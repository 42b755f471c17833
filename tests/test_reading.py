"""The reading grade: what is measured, how, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen import audience as audiences
from briefgen import load, reading, words
from briefgen.briefing import compose
from briefgen.document import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    FieldList,
    Heading,
    Meta,
    NoteReference,
    Paragraph,
    Quote,
    Role,
    Strong,
    Table,
    Text,
)
from briefgen.errors import Diagnostic, Severity
from briefgen.reading.grades import MEASURES, fernandez_huerta, flesch_kincaid
from briefgen.reading.sentences import ENGLISH, SPANISH, Signs, sentences
from briefgen.reading.syllables import english, spanish
from tests.made import workspace

EASY = "The bridge is old. It is not safe. We will fix it in May. You can walk on it. " * 8
HARD = (
    "Notwithstanding considerable organizational deliberation, municipal infrastructure "
    "administrators unanimously anticipate additional rehabilitation expenditures, which "
    "then necessitates a comprehensive reconsideration of intergovernmental responsibilities."
)


def paragraph(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph((Text(text),), role)


def split(text: str, signs: Signs = ENGLISH) -> list[str]:
    return [one.text for one in sentences([paragraph(text)], "en", signs)]


# --- syllables ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("file", 1), ("notes", 1), ("boxes", 2), ("closed", 1), ("wanted", 2), ("people", 2)),
        *(("statement", 2), ("safety", 2), ("stakeholder", 3), ("mayor", 2), ("audience", 3)),
        *(("council", 2), ("community", 4), ("recommendation", 5), ("immigration", 4)),
        *(("serious", 3), ("cooperate", 4), ("dialogue", 3), ("being", 2)),
    ],
)
def test_english_syllables(word: str, number: int) -> None:
    assert english(word) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("ciudad", 2), ("día", 2), ("aéreo", 4), ("huir", 1), ("reyes", 2), ("muy", 1)),
        *(("guerra", 2), ("vergüenza", 3), ("quien", 1), ("y", 1), ("estacionamiento", 6)),
        *(("país", 2), ("cooperación", 5), ("agua", 2), ("océano", 4), ("Uruguay", 3)),
    ],
)
def test_spanish_syllables(word: str, number: int) -> None:
    assert spanish(word) == number


# --- sentences ---------------------------------------------------------------


@pytest.mark.parametrize(
    "whole",
    [
        "The U.S. Department met on Nov. 23 at 6:00 a.m. with Mr. Smith of St. Louis Ave. today.",
        "It costs $3.5 million, i.e. 2.4 percent.",
        "Dr. J. Q. Public spoke.",
        "At 9 a.m. Tuesday U.S. Sen. Ann Lee and Gov. Bo Ray met.",
        "“Stop!” he said.",
        "The city is No. 1 in the state.",
        "Trucks may not drive from 10 p.m. to 6 a.m. on Harbor Rd. or near it.",
    ],
)
def test_no_sentence_ends_at_a_dot_that_shortens(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "They left at 5 p.m.|The council met.",
        "Work goes on in the U.S.|They are many.",
        "He said “no.”|She said yes.",
        "The firm Acme Inc. sued.|It was 2020.|45 people came.",
        "Is it so?|Yes!|Then it is done.",
    ],
)
def test_sentences_end_where_one_begins(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


def test_an_address_is_no_word_and_may_end_a_sentence() -> None:
    text = "Read it at https://city.example/plan.pdf. Then write to clerk@city.example today."
    found = list(sentences([paragraph(text)], "en", ENGLISH))
    assert [one.words for one in found] == [
        ("Read", "it", "at"),
        ("Then", "write", "to", "today"),
    ]


def test_spanish_abbreviations_end_no_sentence() -> None:
    text = "El Sr. Pérez llegó a las 6:00 a. m. del martes.|EE. UU. es grande.|¿Quién viene?"
    text += "|Costó 3.500 dólares, p. ej. en la Av. Central.|Llegó a las 6 p. m.|El concejo votó."
    assert split(text.replace("|", " "), SPANISH) == text.split("|")


def test_only_running_prose_is_measured() -> None:
    said = "This is a sentence of running prose."
    left_out: list[Block] = [
        Heading(2, (Text("A heading is not measured at all, however long it may be."),)),
        paragraph("Sources and boilerplate are not measured.", Role.SMALL),
        FieldList(()),
        Table((Column((Text("A"),)),), ((Cell((paragraph("A cell is not measured."),)),),)),
        paragraph("Raised by: the Association of Port Haulers and the Harbor Road Residents"),
        paragraph("Too short to be one"),
        Paragraph((Text("Está en otro idioma."),), lang="es"),
        paragraph("https://city.example/plan.pdf clerk@city.example"),
    ]
    measured: list[Block] = [
        BulletList(((paragraph(said),),)),
        Quote((paragraph(said), paragraph("— Ann Clerk, who has been the clerk of it for years"))),
        Paragraph((Strong((Text("A lead-in."),)), Text(f" {said}"), NoteReference("a", 1))),
    ]
    found = list(sentences([*left_out, *measured], "en-US", ENGLISH))
    assert [one.text for one in found] == [said] * 3


def test_numbers_and_letters_count_as_they_are_said() -> None:
    said = MEASURES["en"].said
    assert [said(word) for word in ("U.S", "a.m", "CST", "ICE", "2026", "3.5", "non-citizens")] == [
        *(2, 2, 3, 1, 1, 1, 4)
    ]


# --- grades ------------------------------------------------------------------


def test_formulas_give_the_grades_of_their_sources() -> None:
    # 10 words a sentence with 1.5 syllables each: 3.9 + 17.7 - 15.59.
    assert flesch_kincaid(10, 1.5) == pytest.approx(6.01)
    # Ease 206.84 - 60 * 1.8 - 1.02 * 10 = 88.64: easy, grade 5 and somewhat below.
    assert fernandez_huerta(10, 1.8) == pytest.approx(4.136)
    eases = (95, 90, 80, 70, 60, 50, 30)
    assert [fernandez_huerta((206.84 - ease) / 1.02, 0) for ease in eases] == pytest.approx(
        [4, 4, 5, 6, 8, 12, 16]
    )


# --- what is said of it ------------------------------------------------------


def judged(text: str, aim: float | None, tag: str = "en-US", source: str = "") -> list[Diagnostic]:
    place = workspace(Path.cwd())
    sample = Path("data/chicago-immigration-enforcement.yaml")
    loaded = load.load(sample, place, place.surroundings)
    loaded = replace(loaded, source=source, path="data/bridge.yaml")
    press = audiences.load("press", place.template_roots, place.surroundings)
    press = replace(press, config=replace(press.config, reading_grade=aim))
    return list(reading.judged(Document(Meta("T", tag), (paragraph(text),)), press, loaded))


def test_without_an_aim_nothing_is_said() -> None:
    assert judged(HARD * 9, None) == []


def test_text_below_the_aim_passes() -> None:
    assert judged(EASY, 5) == []


def test_a_short_text_is_not_measured() -> None:
    assert judged(HARD, 5) == []


def test_hard_text_is_named_with_its_grade_its_words_and_its_sentences() -> None:
    source = f"id: bridge\nsummary: |\n  {EASY}\n  Notwithstanding **considerable**\n  "
    source += HARD.split(" ", 2)[2]
    whole, *hard = judged(f"{EASY}{HARD} " + f"{HARD} " * 5, 3, source=source)
    assert (whole.code, whole.severity) == ("reading.grade", Severity.WARNING)
    assert "is of grade " in whole.message and "above the 3 aimed at" in whole.message
    assert "intergovernmental" in whole.hint
    assert [one.code for one in hard] == ["reading.hard-sentence"]
    assert str(hard[0].location) == "data/bridge.yaml:4:3"
    assert "21 words: 'Notwithstanding considerable" in hard[0].message
    assert hard[0].hint.startswith("make two sentences of it, and use shorter words than")


def test_a_sentence_of_the_templates_has_no_line() -> None:
    hard = judged(f"{EASY}{HARD} " + f"{HARD} " * 5, 3, source="id: bridge\n")[1]
    assert str(hard.location) == "data/bridge.yaml"
    assert "not from the issue file" in hard.hint


def test_another_language_is_noted_and_not_measured() -> None:
    (found,) = judged(HARD * 9, 3, tag="fr")
    assert (found.code, found.severity) == ("reading.not-measured", Severity.NOTE)


def test_the_spanish_sheet_of_the_sample_is_easier_than_its_memo() -> None:
    place = workspace(Path.cwd())
    sample = Path("data/chicago-immigration-enforcement.yaml")
    loaded = load.load(sample, place, place.surroundings)
    grades = {}
    for tag in ("en-US", "es"):
        for name in ("city-council", "community-groups"):
            chosen = audiences.load(name, place.template_roots, place.surroundings)
            language = words.load(tag, place.template_roots)
            document = compose(loaded, chosen, language, place.template_roots).document
            measure = MEASURES[tag[:2]]
            found = list(sentences(document.blocks, tag, measure.signs))
            grades[tag, name] = measure.of(found)
    assert grades["en-US", "community-groups"] < 9 < 15 < grades["en-US", "city-council"]
    assert grades["es", "community-groups"] < 7 < 12 < grades["es", "city-council"]
