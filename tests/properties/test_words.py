"""Every word that an audience is meant to read arrives, in order, in every format."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import writers
from briefgen.briefing import Briefing
from briefgen.document import plain_text
from briefgen.workspace import Workspace
from tests.properties.files import FORMATS, WORDS, met
from tests.properties.issues import AUDIENCES, issues
from tests.properties.making import made
from tests.properties.prose import ODD, covered, escaped
from tests.properties.shown import SHOWN, UNSHOWN, Said, fields, said
from tests.properties.sight import is_for, seen
from tests.properties.values import Invented, Planted, squeezed, tokens

USUAL = settings().max_examples
audiences = st.sampled_from(AUDIENCES)


def test_the_table_knows_every_field() -> None:
    shown = {field for table in SHOWN.values() for field in table}
    known = {field for field in fields() if not field.endswith(".note")} | {"issue.id"}
    assert known - shown == UNSHOWN
    assert shown - known == set()


def test_every_format_is_read() -> None:
    assert set(FORMATS) == set(writers.FORMATS)


@settings(max_examples=USUAL // 4)
@given(issues(around=ODD), audiences)
def test_words_arrive(place: Workspace, issue: Invented, audience: str) -> None:
    if is_for(issue, audience):
        check(issue, audience, made(issue, audience, place))


PICTURED = ["docx", "pdf", "html"]

# What an issue that says everything leaves no room for.
INSTEAD = {
    "city-council": {"issue.id", "intros.stakeholders"},
    "community-groups": {"intros.stakeholders"},
    "press": {"organization.email", "stakeholders.name", "intros.stakeholders"},
}


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(max_examples=max(1, USUAL // 100))
@given(issue=issues(whole=True))
def test_every_field_of_the_table_is_met(place: Workspace, issue: Invented, audience: str) -> None:
    fields = check(issue, audience, made(issue, audience, place))
    assert set(SHOWN[audience]) - fields == INSTEAD[audience]


LETTERS = st.text(covered(), max_size=3)


@settings(max_examples=USUAL // 8)
@given(issues(around=LETTERS), audiences)
def test_every_character_arrives(place: Workspace, issue: Invented, audience: str) -> None:
    if is_for(issue, audience):
        check(issue, audience, made(issue, audience, place))


def test_all_that_the_faces_cover_arrives(place: Workspace) -> None:
    letters, count = covered(), 40
    parts = [f"a{letters[at : at + count]}b" for at in range(0, len(letters), count)]
    # In each cut of the face, in a cell, and in the row's head.
    prose = "\n\n".join(f"{p} *{p}* **{p}** ***{p}***" for p in map(escaped, parts))
    word = Planted("letters")
    data = {
        "id": word,
        "title": word,
        "date": "2026-11-23",
        "organization": {"name": word},
        "summary": Planted(prose),
        "recommendations": [
            {"id": Planted(f"i{n}"), "approach": Planted(part), "implementation": Planted(part)}
            for n, part in enumerate(parts)
        ],
    }
    briefing = made(Invented(data), "press", place)
    wanted = squeezed(plain_text(briefing.document))
    assert [part for part in parts if wanted.count(squeezed(part)) < 6] == []
    for name, read in WORDS.items():
        assert squeezed(read(briefing.files[name])) == wanted, name


def check(issue: Invented, audience: str, briefing: Briefing) -> set[str]:
    """Hold a briefing to the table and to its formats; give the fields that it shows."""
    wanted = squeezed(plain_text(briefing.document))
    for name, read in WORDS.items():
        assert squeezed(read(briefing.files[name])) == wanted, name
    cut = seen(issue, audience, issue.language)
    values = list(said(cut))
    parted = {found for one in values for found in elsewhere(one)}
    laid = squeezed(briefing.files["txt"].decode())
    assert without(parted, laid) == without(parted, wanted)

    there = set(tokens(wanted))
    inside = {name: met(content) for name, content in briefing.files.items()}
    behind = set.intersection(*inside.values())
    shown: set[str] = set()
    missing: list[tuple[str, str]] = []
    uncalled: list[tuple[str, str]] = []
    for one in values:
        rule = SHOWN[audience].get(one.field)
        words = one.value.words
        if rule is None:
            uncalled += [(one.field, text) for text in words if there & {*tokens(text)}]
        elif rule(one.item, cut):
            shown.add(one.field)
            texts = [(one.field, squeezed(text)) for text in words]
            missing += [pair for pair in texts if pair[1] not in wanted or pair[1] not in laid]
            targets = {found for text in one.value.targets for found in tokens(text)}
            missing += [(one.field, found) for found in targets - behind]
    assert missing == []
    assert uncalled == []
    office = cut["organization"]
    if office["logo"] and office["logo_alt"]:
        # Formats of words alone leave a picture out.
        assert [name for name in inside if office["logo_alt"].open <= inside[name]] == PICTURED
    return shown


def elsewhere(one: Said) -> list[str]:
    """Give the tokens of what stands in another order in plain text: labels and addresses."""
    labels = one.value.words if one.field == "tables.columns.label" else ()
    return [found for text in (*labels, *one.value.targets) for found in tokens(text)]


def without(tokens_: set[str], text: str) -> list[str]:
    return [found for found in tokens(text) if found not in tokens_]
