"""The cut: what an audience may see, and in which words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.cut import Cut, Passage, Said
from briefgen.document import Paragraph, Text
from briefgen.errors import InputError
from briefgen.issue import Issue
from briefgen.schema import keys
from briefgen.view import view
from tests.made import SMALL, loaded

SECRETS = """\
sources:
  - {id: s1, title: Open}
  - {id: s2, title: HIDDENSOURCE, audiences: [press]}
stakeholders:
  - {id: ann, name: Ann, stance: supports, sources: [s1, s2]}
  - {id: hidden-bob, name: HIDDENBOB, audiences: []}
  - {id: cy, name: HIDDENCY, audiences: [press]}
concerns:
  - {id: noise, topic: Noise, raised_by: [ann, hidden-bob, cy], note: HIDDENNOTE}
  - {id: dust, topic: HIDDENDUST, audiences: [press]}
risks:
  - {id: flood, issue: HIDDENFLOOD, audiences: []}
asks:
  - {id: stop, text: Stop, asked_by: [hidden-bob]}
notes:
  - {text: HIDDENREMARK}
  - {text: For the press, audiences: [press]}
"""
TEXT = SMALL.replace("Meet every month", "Meet, addresses: [noise, dust, flood]").replace(
    "benefit: Peace", "benefit: {default: Peace, press: HIDDENPEACE, press/es: HIDDENPAZ}"
)


def cut(root: Path, audience: str, text: str = TEXT + SECRETS, language: str = "en-US") -> Cut:
    return view(loaded(root, text).issue, audience, language).data


def plain(value: Any) -> Any:
    match value:
        case dict():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list():
            return [plain(inner) for inner in value]
        case _:
            return str(value)


def test_hidden_items_and_references_to_them_are_gone(tmp_path: Path) -> None:
    data = cut(tmp_path, "city-council")
    said = json.dumps(plain(data))
    assert "HIDDEN" not in said
    assert "hidden-bob" not in said
    assert [c["topic"] for c in data["concerns"]] == ["Noise"]
    assert [s["name"] for s in data["concerns"][0]["raised_by"]] == ["Ann"]
    assert [r["topic"] for r in data["recommendations"][0]["addresses"]] == ["Noise"]
    assert [s["title"] for s in data["stakeholders"][0]["sources"]] == ["Open"]
    assert data["asks"][0]["asked_by"] == []
    assert data["notes"] == []


def test_an_audience_sees_what_names_it(tmp_path: Path) -> None:
    data = cut(tmp_path, "press")
    assert [s["name"] for s in data["stakeholders"]] == ["Ann", "HIDDENCY"]
    assert [n["text"] for n in data["notes"]] == ["For the press"]
    assert data["recommendations"][0]["benefit"] == "HIDDENPEACE"
    assert "HIDDENBOB" not in json.dumps(plain(data))


def test_every_key_is_there_and_empty_where_there_is_nothing(tmp_path: Path) -> None:
    data = cut(tmp_path, "press", SMALL)
    assert set(data) == {part.name for part in keys(Issue)} - {"audiences"}
    assert data["memo"]["to"] == ""
    assert not data["memo"]
    assert data["release"]["embargo_until"] == ""
    assert data["concerns"] == []
    assert not data["background"]
    item = data["recommendations"][0]
    assert set(item) >= {"detail", "owner", "attribution", "sources", "called"}
    assert "note" not in item
    assert item["called"] == "Talk"
    assert data["date"] == date(2026, 11, 23)


WORDINGS = {
    "default": "D",
    "press": "P",
    "es": "S",
    "press/es": "PS",
    "press/es-MX": "PM",
    "fr": "F",
    "press/en": "PE",
}


@pytest.mark.parametrize(
    ("names", "audience", "language", "wanted", "lang"),
    [
        (["default"], "press", "en-US", "D", ""),
        (["default", "press"], "press", "en-US", "P", ""),
        (["default", "press"], "city-council", "en-US", "D", ""),
        (["press"], "city-council", "en-US", "", ""),
        (["default", "es"], "press", "es", "S", ""),
        (["default", "press", "es"], "press", "es", "S", ""),
        (["default", "es", "press/es"], "press", "es", "PS", ""),
        (["default", "es", "press/es", "press/es-MX"], "press", "es-MX", "PM", ""),
        (["default", "es"], "press", "es-MX", "S", ""),
        (["default", "press/es-MX"], "press", "es", "D", "en-US"),
        (["default", "press"], "press", "es", "P", "en-US"),
        (["fr"], "press", "es", "", ""),
        (["default", "press/en"], "press", "en-US", "PE", ""),
        (["default"], "press", "en-GB", "D", ""),
    ],
)
def test_the_wording_that_serves_best_is_taken(
    tmp_path: Path, names: list[str], audience: str, language: str, wanted: str, lang: str
) -> None:
    chosen = ", ".join(f"{name}: {WORDINGS[name]}" for name in names)
    issue = loaded(tmp_path, SMALL + f"subtitle: {{{chosen}}}\n").issue
    result = view(issue, audience, language)
    said = result.data["subtitle"]
    assert isinstance(said, Said)
    assert (said, said.lang) == (wanted, lang)
    noted = [d for d in result.warnings if "'subtitle'" in d.message]
    assert bool(noted) is bool(lang)


def test_prose_in_another_language_is_marked(tmp_path: Path) -> None:
    data = cut(tmp_path, "press", SMALL, "es")
    assert data["summary"] == Passage(
        (Paragraph((Text("The bridge is old."),), lang="en-US"),), "summary"
    )


def test_an_issue_is_only_for_those_it_names(tmp_path: Path) -> None:
    issue = loaded(tmp_path, SMALL + "audiences: [press]\n").issue
    assert view(issue, "press", "en-US").data["id"] == "bridge"
    with pytest.raises(InputError) as caught:
        view(issue, "city-council", "en-US")
    assert caught.value.diagnostics[0].code == "issue.not-for-audience"


SPANISH_ITEMS = """\
quotes:
  - text: No nos dejen solos.
    speaker: Rosa Díaz
    role: {default: vecina, en: resident}
    language: es
sources:
  - {id: acta, title: Acta de la sesión, language: es}
tables:
  - id: lenguas
    caption: Palabras
    columns: [{key: a, label: Palabra}, {key: b, label: Número}]
    rows: [{a: hola, b: "12"}]
    language: es
"""


def test_an_item_in_another_language_says_so_once_and_is_marked(tmp_path: Path) -> None:
    issue = loaded(tmp_path, SMALL + SPANISH_ITEMS).issue
    seen = view(issue, "press", "en-US")
    (quote,), (source,), (table,) = (seen.data[name] for name in ("quotes", "sources", "tables"))
    assert (quote["text"], quote["text"].lang) == ("No nos dejen solos.", "es")
    assert (quote["role"], quote["role"].lang) == ("resident", "")
    assert source["title"].lang == "es"
    assert table["columns"][0]["label"].lang == "es"
    cells = table["rows"][0]
    assert (cells["a"].lang, getattr(cells["b"], "lang", "")) == ("es", "")
    # Meant as it is, it is no lack; and it is no more marked where all is in that language.
    assert seen.warnings == ()
    assert view(issue, "press", "es-MX").data["quotes"][0]["text"].lang == ""


def test_rows_without_a_wording_are_marked_and_warned_of_once(tmp_path: Path) -> None:
    text = SMALL + SPANISH_ITEMS.replace("    language: es\n", "").replace(", language: es", "")
    seen = view(loaded(tmp_path, text).issue, "press", "es")
    assert seen.data["tables"][0]["rows"][0]["a"].lang == "en-US"
    assert sum(warning.message.startswith("'rows'") for warning in seen.warnings) == 1
