"""A language is one file: nothing fixed in a document comes from anywhere else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefgen import audience, load, words
from briefgen.briefing import compose
from briefgen.document import Document, Table, plain_text
from tests.made import workspace

ISSUES = Path("tests/issues")
AUDIENCES = ("city-council", "community-groups", "press")
_MARKED = re.compile(r"‹[\w/-]+›")


def marked(folder: Path) -> None:
    """Write words in Portuguese that are their names, in signs that nothing else has."""
    english = words.load("en", workspace(Path.cwd()).template_roots)

    def lines(said: dict[str, str], indent: str, before: str) -> list[str]:
        return [
            f"{indent}{name}: "
            + json.dumps(" ".join([f"‹{before}{name}›", *re.findall(r"\{\w+\}", text)]))
            for name, text in said.items()
            if name not in words.OPTIONAL
        ]

    text = [*lines(english.words, "", ""), "audiences:"]
    for name, own in english.audiences.items():
        text += [f"  {name}:", *lines(own, "    ", f"{name}/")]
    (folder / "templates" / "_words").mkdir(parents=True)
    (folder / "templates" / "_words" / "pt.yaml").write_text("\n".join(text), encoding="utf-8")


def edition(root: Path, name: str) -> Document:
    place = workspace(root)
    loaded = load.load(ISSUES / "harbour.yaml", place, place.surroundings)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load("pt", place.template_roots)
    return compose(loaded, chosen, language, place.template_roots)[0]


@pytest.mark.parametrize("name", AUDIENCES)
def test_all_that_is_fixed_comes_from_the_file(tmp_path: Path, name: str) -> None:
    marked(tmp_path)
    document = edition(tmp_path, name)
    running = document.meta.running
    tables = [block for block in document.blocks if isinstance(block, Table)]
    said = "\n".join(
        [
            plain_text(document),
            *(table.description for table in tables),
            *(running.page_of, running.skip, running.head_end, document.meta.subject),
        ]
    )
    assert len(set(_MARKED.findall(said))) > 30
    data = "".join(path.read_text(encoding="utf-8") for path in ISSUES.glob("harbour*.[yc]*"))
    dates = "de janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    dates += "dezembro terça-feira e CET page pages"
    dates += " Long"  # the name of an impact, as a heading
    known = set(re.findall(r"[^\W\d_]+", data + dates))
    # The place at the head of a release is written in capitals.
    known |= {word.upper() for word in known}
    rest = set(re.findall(r"[^\W\d_]+", _MARKED.sub(" ", said)))
    assert rest - known == set()


def test_signs_around_words_are_the_languages_own(tmp_path: Path) -> None:
    marked(tmp_path)
    said = plain_text(edition(tmp_path, "press"))
    assert "‹fact_place›‹colon›" in said
    assert "‹quote_open›A crane that lifts nothing is a statue.‹quote_close›" in said
    assert "15 de dezembro de 2026" in plain_text(edition(tmp_path, "city-council"))


def test_a_no_break_space_at_the_end_of_a_word_stays(tmp_path: Path) -> None:
    marked(tmp_path)
    path = tmp_path / "templates" / "_words" / "pt.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"\\u2039quote_open\\u203a"', '"«\\u00a0"'), encoding="utf-8")
    assert "«\u00a0A crane that lifts" in plain_text(edition(tmp_path, "press"))
