"""Characters and words that were meant to hurt, or that nobody meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.issue import LISTS
from tests.hostile.conftest import Command
from tests.made import SMALL
from tests.unpacked import docx_words, pdf_words

SUMMARY = "The bridge is old."
CELL = (7, 41)  # where the word Peace stands


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "said", "hint"),
    [
        # What no document may hold, and never reaches one.
        ("Peace", "a\0b", "text.forbidden-character", (7, 42), "U+0000", "delete"),
        ("Peace", "a\x1b[31mb", "text.forbidden-character", (7, 42), "U+001B", "delete"),
        ("Peace", "a\x85b", "text.forbidden-character", (7, 42), "U+0085", "delete"),
        ("Peace", "a\ufffeb", "text.forbidden-character", (7, 42), "U+FFFE", "delete"),
        ("Peace", "a\u202eb", "text.forbidden-character", (7, 42), "U+202E", "delete"),
        ("Peace", "a\u2067b", "text.forbidden-character", (7, 42), "U+2067", "delete"),
        ("benefit:", "ben\u202defit:", "text.forbidden-character", (7, 35), "U+202D", "delete"),
        ("Peace", '"a\\0b"', "text.forbidden-character", CELL, "U+0000", "delete"),
        ("Peace", '"a\\u202eb"', "text.forbidden-character", CELL, "U+202E", "delete"),
        ("Peace", '"a\\e[31m"', "text.forbidden-character", CELL, "U+001B", "delete"),
        (SUMMARY, "a &#x202e; b", "text.forbidden-character", (5, 12), "U+202E", "delete"),
        (SUMMARY, "a b &#8238;", "text.forbidden-character", (5, 14), "U+202E", "delete"),
        (SUMMARY, "a &#0; b", "markup.entity", (5, 12), "&#0;", "itself"),
        (SUMMARY, "a &#xD800; b", "markup.entity", (5, 12), "&#xD800;", "itself"),
        # Half a character.
        ("Peace", "a\ud800b", "yaml.not-utf-8", (7, 42), "0xED", "UTF-8"),
        ("Peace", '"a\\ud800b"', "yaml.syntax", (7, 45), "no character", "itself"),
        ("Peace", '"a\\ud83d\\ude00"', "yaml.syntax", (7, 45), "no character", "itself"),
        ("Peace", '"a\\U00110000"', "yaml.syntax", (7, 45), "no character", "itself"),
        ("Peace", '"a\\qb"', "yaml.syntax", (7, 43), "means nothing", "single quotes"),
        # Letters that look like others.
        ("id: talk", "id: t\u0430lk", "issue.bad-id", (7, 10), "", "U+0430 (cyrillic small letter"),
        ("id: bridge", "id: br\u0456dge", "issue.bad-id", (1, 5), "", "U+0456"),
        ("id: talk", "id: \uff54alk", "issue.bad-id", (7, 10), "", "U+FF54 (fullwidth latin"),
        (
            "Peace",
            "Peace, proposed_by: [\u0430nn]",
            "issue.dangling-reference",
            (7, 62),
            "no id of stakeholders",
            "did you mean 'ann'? the '\u0430' in it is U+0430 (cyrillic small letter a)",
        ),
        ("summary", "summ\u0430ry", "issue.unknown-key", (5, 1), "", "'summary'? the '\u0430' in"),
        ("date:", "status: dr\u0430ft\ndate:", "issue.bad-choice", (3, 9), "", "U+0430"),
        (
            "date:",
            "audiences: [\u0440ress]\ndate:",
            "issue.unknown-audience",
            (3, 13),
            "",
            "U+0440",
        ),
        # Days that no calendar has.
        (
            "2026-11-23",
            "２０２６-１１-２３",
            "issue.bad-date",
            (3, 7),
            "",
            "U+FF12 (fullwidth digit",
        ),
        ("2026-11-23", "2026\u201011\u201023", "issue.bad-date", (3, 7), "", "U+2010 (hyphen)"),
        ("2026-11-23", "٢٠٢٦-١١-٢٣", "issue.bad-date", (3, 7), "", "U+0662"),
        ("2026-11-23", "2026-02-30", "issue.bad-date", (3, 7), "not in the calendar", "such as"),
        ("2026-11-23", "2100-02-29", "issue.bad-date", (3, 7), "not in the calendar", "such as"),
        ("2026-11-23", "0000-01-01", "issue.bad-date", (3, 7), "not in the calendar", "such as"),
        ("2026-11-23", "2026-13-01", "issue.bad-date", (3, 7), "not in the calendar", "such as"),
        ("2026-11-23", "10000-01-01", "issue.bad-date", (3, 7), "no date", "such as"),
        ("Peace", "Peace, deadline: 2026-02-30", "issue.bad-date", (7, 58), "calendar", "such as"),
        (
            "date:",
            "release: {embargo_until: 0001-01-01T00:00:00+14:00}\ndate:",
            "issue.bad-moment",
            (3, 26),
            "no year of use",
            "such as",
        ),
        # Names that Windows keeps for devices.
        ("id: bridge", "id: nul", "issue.bad-id", (1, 5), "Windows", "another"),
        ("id: bridge", "id: lpt9", "issue.bad-id", (1, 5), "Windows", "another"),
        # Scripts that are refused, and characters that no face has.
        ("Peace", "和平", "text.no-glyph", CELL, "U+548C (cjk unified ideograph-548c)", "words"),
        ("Closing", "平和", "text.no-glyph", (2, 8), "U+5E73", "words"),
        ("Peace", "สวัสดี", "text.no-glyph", CELL, "U+0E2A (thai character so sua)", "words"),
        ("Peace", "शांति", "text.no-glyph", CELL, "U+0936 (devanagari letter sha)", "words"),
        ("Peace", "a\U000e0041", "text.no-glyph", (7, 42), "U+E0041 (tag latin", "words"),
        ("Peace", "a\u0378", "text.no-glyph", (7, 42), "U+0378 (a character without a name)", ""),
        ("Peace", "🦖", "text.no-glyph", CELL, "U+1F996 (t-rex)", "words"),
        ("Peace", "سلام", "text.right-to-left", CELL, "U+0633 (arabic letter seen)", "Latin"),
        ("Peace", "a\u200fb", "text.right-to-left", (7, 42), "U+200F", "Latin"),
        ("old", "שלום", "text.right-to-left", (2, 20), "U+05E9 (hebrew letter shin)", "Latin"),
    ],
)
def test_what_cannot_stand_is_named_with_its_place(
    build: Command,
    folder: Path,
    old: str,
    new: str,
    code: str,
    place: tuple[int, int],
    said: str,
    hint: str,
) -> None:
    assert old in SMALL
    done = build(SMALL.replace(old, new, 1) + "stakeholders: [{id: ann, name: Ann}]\n")
    assert done.code == 3
    fault = next(fault for fault in done.found if fault["code"] == code)
    assert (fault["file"], fault["line"], fault["column"]) == ("issue.yaml", *place)
    assert said in fault["message"]
    assert hint in fault["hint"]
    assert done.paths == []
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        "cafe\u0301",  # a letter and its accent apart
        "q\u0307\u0323",
        "a" + "\u0301" * 200,
        "\u0301",  # an accent over nothing
        "Brück\u00adstraße",
        "a\u2060b",
        "\u2713",
        "f\ufb01n",
    ],
)
def test_what_is_odd_and_has_a_face_is_kept_as_it_is(
    build: Command, folder: Path, words: str
) -> None:
    done = build(SMALL.replace("Peace", f'"{words}"'))
    assert (done.code, done.found) == (0, [])
    assert words in docx_words((folder / done.paths[0]).read_bytes())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_are_printed(
    command: Command, folder: Path, day: str
) -> None:
    (folder / "issue.yaml").write_text(SMALL.replace("2026-11-23", day), encoding="utf-8")
    assert command("build", "issue.yaml").code == 0
    name = "January 1, 1" if day < "2000" else "December 31, 9999"
    path = folder / "out" / "bridge" / "bridge-city-council.pdf"
    assert name in " ".join(pdf_words(path))


def test_a_deadline_in_wide_digits_is_no_date(build: Command) -> None:
    text = SMALL.replace("Peace", "Peace, deadline: ２０２６-０１-０１")
    done = build(text, "-a", "city-council")
    assert done.code == 3
    assert {fault["code"] for fault in done.found} == {"text.no-glyph"}


def test_an_entity_that_is_a_character_is_one(build: Command, folder: Path) -> None:
    done = build(SMALL.replace(SUMMARY, "Stra&szlig;e &amp; &#233;t&#xE9;"))
    assert (done.code, done.found) == (0, [])
    words = docx_words((folder / done.paths[0]).read_bytes())
    assert {"Straße", "&", "été"} <= set(words)


LONG = "w" * 10_000


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("old", ["Closing", SUMMARY, "Peace", "City of Brigton"])
def test_a_word_that_fits_on_no_line_is_printed_whole(
    build: Command, folder: Path, old: str, kind: str
) -> None:
    done = build(SMALL.replace(old, LONG), "-a", "city-council", "-f", kind)
    assert (done.code, done.found) == (0, [])
    for name in done.paths:
        path = folder / name
        words = docx_words(path.read_bytes()) if path.suffix == ".docx" else pdf_words(path)
        shown = "".join(words).count("w")
        # The press is not told who issues it but in the foot, where it is shortened.
        assert shown >= len(LONG) or (old == "City of Brigton" and "press" in name), name


GROUPS = ("memo", "comment", "intros", "impacts", "release", "extra")
KEYS = (
    *("subtitle", "edition", "supersedes", "place", "reference", "status", "approved_by"),
    *("language", "timezone", "proposal", "background", "outlook", "motion"),
    *GROUPS,
)
# Lists that may be empty, whose items need something.
OTHERS = [name for name in LISTS if name != "recommendations"]


@pytest.mark.parametrize("nothing", ["", " ''", ' "  "', " # nothing"])
def test_keys_without_a_value_are_as_good_as_none(
    build: Command, folder: Path, nothing: str
) -> None:
    assert build(SMALL).code == 0
    usual = (folder / "out" / "bridge" / "bridge-press.docx").read_bytes()
    done = build(SMALL + "".join(f"{name}:{nothing}\n" for name in (*OTHERS, *KEYS)))
    assert (done.code, done.found) == (0, [])
    assert (folder / "out" / "bridge" / "bridge-press.docx").read_bytes() == usual


def test_empty_lists_and_mappings_are_as_good_as_none(build: Command, folder: Path) -> None:
    assert build(SMALL).code == 0
    usual = (folder / "out" / "bridge" / "bridge-press.docx").read_bytes()
    text = SMALL + "".join(f"{name}: []\n" for name in OTHERS)
    done = build(text + "".join(f"{name}: {{}}\n" for name in GROUPS))
    assert (done.code, done.found) == (0, [])
    assert (folder / "out" / "bridge" / "bridge-press.docx").read_bytes() == usual


@pytest.mark.parametrize("name", OTHERS)
def test_an_item_of_nothing_is_a_fault_with_its_place(build: Command, name: str) -> None:
    done = build(SMALL + f"{name}: [{{}}]\n")
    assert done.code == 3
    assert {(fault["line"], fault["column"]) for fault in done.found} == {(8, len(name) + 4)}
    assert {fault["code"] for fault in done.found} == {"issue.missing-key"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "issue.empty-file"),
        (" \n\n", "issue.empty-file"),
        ("---\n...\n", "issue.empty-file"),
        ("\ufeff", "issue.empty-file"),
        ("~\n", "issue.wrong-kind"),
        ("[]\n", "issue.wrong-kind"),
        ("{}\n", "issue.missing-key"),
    ],
)
def test_a_file_of_nothing_says_what_to_write(build: Command, text: str, code: str) -> None:
    done = build(text)
    assert done.code == 3
    first = done.found[0]
    assert (first["code"], first["line"], first["column"]) == (code, 1, 1)
    assert first["hint"]
