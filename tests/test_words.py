"""The fixed words, and how a language writes dates, times and lists."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from briefgen.audience import COLUMNS
from briefgen.errors import TemplateError
from briefgen.issue import SECTIONS
from briefgen.words import OPTIONAL, Language, begun, is_language, load
from tests.made import english, workspace

DAY = date(2026, 11, 23)
MOMENT = datetime.fromisoformat("2026-12-01T06:00:00-06:00")
SPANISH = Language("es-MX", {})


def test_dates_stand_in_the_readers_form() -> None:
    assert english().long_date(DAY) == "November 23, 2026"
    assert english().press_date(DAY) == "Nov. 23, 2026"
    assert english().press_date(date(2026, 5, 1)) == "May 1, 2026"
    assert SPANISH.long_date(DAY) == "23 de noviembre de 2026"
    assert SPANISH.press_date(DAY) == "23 de noviembre de 2026"


def test_a_moment_names_its_zone_or_its_offset() -> None:
    day = "Tuesday, December 1, 2026, "
    assert english().moment(MOMENT, "America/Chicago") == day + "6:00\u00a0a.m. CST"
    assert english().moment(MOMENT, "Europe/Madrid") == day + "1:00\u00a0p.m. CET"
    assert english().moment(MOMENT, "") == day + "6:00\u00a0a.m. UTC\u22126"
    half = datetime.fromisoformat("2026-12-01T06:00:00+05:30")
    assert english().moment(half, "").endswith("UTC+5:30")
    assert english().moment(datetime.fromisoformat("2026-12-01T06:00:00Z"), "").endswith(" UTC")


def test_names_are_joined_as_the_language_does() -> None:
    assert english().listed(["a"]) == "a"
    assert english().listed(["a", "b"]) == "a and b"
    assert english().listed(["a", "b", "c"]) == "a, b, and c"
    assert SPANISH.listed(["a", "b", "c"]) == "a, b y c"


@pytest.mark.parametrize("tag", ["en", "en-US", "es-419", "zh-Hans", "pl"])
def test_babel_knows_the_tag(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["xx", "english", "", "en-", "e"])
def test_babel_does_not_know_the_tag(tag: str) -> None:
    assert not is_language(tag)


def test_a_language_without_words_is_a_fault_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        load("pl-PL", (tmp_path,))
    (fault,) = caught.value.diagnostics
    assert fault.code == "words.no-language"
    assert "briefgen words new pl" in fault.hint


def test_the_nearest_file_of_the_first_root_wins(tmp_path: Path) -> None:
    for root, name, word in (("a", "es", "one"), ("b", "es-MX", "two"), ("b", "es", "three")):
        folder = tmp_path / root / "_words"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(f"word: {word}\n", encoding="utf-8")
    roots = (tmp_path / "a", tmp_path / "b")
    assert load("es-MX", roots).words == {"word": "two"}
    assert load("es", roots).words == {"word": "one"}
    assert load("es-ES", roots).words == {"word": "one"}


def test_right_to_left_is_refused_until_it_is_built(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        load("ar", (tmp_path,))
    assert caught.value.diagnostics[0].code == "words.direction"


def test_a_faulty_words_file_is_a_template_fault(tmp_path: Path) -> None:
    (tmp_path / "_words").mkdir()
    for text, code in (
        ("a: [b]\n", "words.wrong-kind"),
        ("a: 'b\n", "yaml.syntax"),
        ("- a\n", "words.wrong-kind"),
    ):
        (tmp_path / "_words" / "en.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(TemplateError) as caught:
            load("en", (tmp_path,))
        assert caught.value.diagnostics[0].code == code


def test_a_file_need_hold_only_what_it_changes(tmp_path: Path) -> None:
    for root, text in (
        ("a", "one: ours\naudiences: {board: {two: for the board}}\n"),
        ("b", "one: usual\ntwo: usual\naudiences: {press: {one: for the press}}\n"),
    ):
        folder = tmp_path / root / "_words"
        folder.mkdir(parents=True)
        (folder / "en.yaml").write_text(text, encoding="utf-8")
    language = load("en-US", (tmp_path / "a", tmp_path / "b"))
    assert language.words == {"one": "ours", "two": "usual"}
    assert language.addressed(("board", "press")).words == {
        "one": "for the press",
        "two": "for the board",
    }
    assert language.addressed(("council",)) is language


ROOTS = workspace(Path.cwd()).template_roots
OWN_WORDS = {
    *("name", "document_type"),
    *(f"heading_{section}" for section in SECTIONS),
    *(f"column_{column}" for columns in COLUMNS.values() for column in columns),
}


def test_spanish_has_every_word_that_english_has() -> None:
    english, spanish = load("en", ROOTS), load("es", ROOTS)
    assert set(english.words) - OPTIONAL == set(spanish.words)
    assert {name: set(words) for name, words in english.audiences.items()} == {
        name: set(words) for name, words in spanish.audiences.items()
    }
    of_mails = {name for name in english.words if name.startswith("mail_")}
    assert set().union(*english.audiences.values()) <= OWN_WORDS | of_mails
    # What is put in is the same, whatever stands around it.
    for name, text in spanish.words.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(
            re.findall(r"\{\w+\}", english.words[name])
        )


def test_every_word_that_a_template_asks_for_is_there() -> None:
    words = set(load("en", ROOTS).words)
    sources = [path.read_text(encoding="utf-8") for path in ROOTS[-1].rglob("*.j2")]
    asked = {name for text in sources for name in re.findall(r"\bwords\.(\w+)", text)}
    begun = {name for text in sources for name in re.findall(r'\bwords\["(\w+_)" ~', text)}
    assert len(asked) > 20
    assert asked <= words
    assert begun == {"impact_", "priority_", "stance_"}
    assert {f"heading_{section}" for section in SECTIONS} - words == {"heading_head"}


def test_a_language_that_lacks_words_says_which(tmp_path: Path) -> None:
    (tmp_path / "_words").mkdir()
    text = (ROOTS[-1] / "_words" / "es.yaml").read_text(encoding="utf-8")
    for name in ("page_of", "heading_sources"):
        text = re.sub(rf"^{name}:.*\n", "", text, flags=re.M)
    (tmp_path / "_words" / "pt.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load("pt-BR", (tmp_path, *ROOTS))
    (fault,) = caught.value.diagnostics
    assert fault.code == "words.missing"
    assert "'page_of', 'heading_sources'" in fault.message
    assert str(fault.location).endswith("pt.yaml:1:1")


def test_an_audiences_name_and_kind_of_document_are_needed_its_other_words_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "_words").mkdir()
    path = tmp_path / "_words" / "pt.yaml"
    text = (ROOTS[-1] / "_words" / "es.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^    heading_messages:.*\n", '    heading_messages: ""\n', text, flags=re.M)
    path.write_text(text, encoding="utf-8")
    roots = (tmp_path, *ROOTS)
    pressed = load("pt", roots).addressed(("press",))
    assert pressed.words["heading_messages"] == load("pt", roots).words["heading_messages"] != ""
    lacking = re.sub(
        r"^    document_type:.*press.*\n|^    document_type: Com.*\n", "", text, flags=re.M
    )
    path.write_text(lacking, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load("pt", roots)
    assert "'press/document_type'" in caught.value.diagnostics[0].message


def test_a_file_behind_marks_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "_words").mkdir()
    text = "\n".join(begun("es", ROOTS))
    (tmp_path / "_words" / "es.yaml").write_text(text, encoding="utf-8")
    assert load("es", (tmp_path, *ROOTS)) == load("es", ROOTS)
    # Without the marks it says what is in force.
    plain = re.sub(r"^#(?! )|^#(?= {2,4}\w)", "", text, flags=re.M)
    (tmp_path / "_words" / "es.yaml").write_text(plain, encoding="utf-8")
    assert load("es", (tmp_path,)) == load("es", ROOTS)
    assert plain != text


def test_a_new_language_begins_with_every_word_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "_words").mkdir()
    path = tmp_path / "_words" / "pt.yaml"
    text = "\n".join(begun("pt", ROOTS))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load("pt", (tmp_path, *ROOTS))
    (fault,) = caught.value.diagnostics
    assert fault.code == "words.missing"
    assert fault.location is not None
    assert text.splitlines()[fault.location.line - 1].startswith('draft_line: ""')
    # Each written, it is whole.
    path.write_text(re.sub(r'""  # (.*)', "'pt'", text), encoding="utf-8")
    written = load("pt", (tmp_path, *ROOTS))
    assert set(written.words) == set(load("en", ROOTS).words) - OPTIONAL
    assert set(written.words.values()) == {"pt"}


def test_no_file_begins_for_what_is_written_from_the_right() -> None:
    with pytest.raises(TemplateError) as caught:
        list(begun("ar", ROOTS))
    assert caught.value.diagnostics[0].code == "words.direction"
