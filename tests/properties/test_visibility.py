"""Nothing that an audience may not see is in anything made for it, whatever the issue."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import InputError
from briefgen.view import view
from briefgen.workspace import Workspace
from tests.properties.files import FORMATS, met
from tests.properties.issues import AUDIENCES, LANGUAGES, issues
from tests.properties.making import built, loaded
from tests.properties.prose import ODD
from tests.properties.sight import hidden, is_for, seen, sees
from tests.properties.values import Invented, planted, token, tokens

USUAL = settings().max_examples
audiences = st.sampled_from(AUDIENCES)


@settings(max_examples=USUAL // 4)
@given(issues(around=ODD), audiences)
def test_what_is_hidden_is_in_no_byte(place: Workspace, issue: Invented, audience: str) -> None:
    files = built(issue, audience, place)
    if not is_for(issue, audience):
        assert files == {}
        return
    # Each format, and the record of what was written.
    assert len([name for name in files if name.endswith(FORMATS)]) == len(FORMATS)
    assert ".briefgen.json" in files
    secrets = hidden(issue, audience)
    names = "\n".join(files).encode()
    found = {name: met(content) for name, content in {**files, "names of files": names}.items()}
    assert {name: some for name, tokens in found.items() if (some := tokens & secrets)} == {}


# --- what a template is given ------------------------------------------------

# For languages of documents too that the issue is not in: no words are needed for a cut.
documents = st.sampled_from([*LANGUAGES, "es-MX", "fr"])


@settings(max_examples=USUAL // 2)
@given(issues(), audiences, documents)
def test_no_template_can_reach_what_is_hidden(
    place: Workspace, issue: Invented, audience: str, language: str
) -> None:
    if language != issue.language and language[:2] == issue.language[:2]:
        language = issue.language  # of two Englishes, which serves is nobody's promise
    read = loaded(issue, place).issue
    if not is_for(issue, audience):
        with pytest.raises(InputError):
            view(read, audience, language)
        return
    cut = view(read, audience, language).data
    told = {found for text in reached(cut) for found in tokens(text)}
    assert told & (hidden(issue, audience, language) - ids(issue, audience)) == set()
    wanted = {
        found
        for value in planted(seen(issue, audience, language))
        for text in (*value.words, *value.targets)
        for found in tokens(text)
    }
    assert wanted - told == set()


def reached(value: Any, been: frozenset[int] = frozenset()) -> Iterator[str]:
    """Give every text that a template can get at, names of fields too."""
    if id(value) in been:
        return  # sources that refer to each other
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                yield str(name)
                yield from reached(inner, been | {id(value)})
        case list() | tuple():
            for inner in value:
                yield from reached(inner, been | {id(value)})
        case _ if hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                yield from reached(getattr(value, name), been)
        case bytes():
            yield from met(value)
        case _:
            yield str(value)


def ids(issue: Invented, audience: str) -> set[str]:
    """Give the names of items and columns that an audience sees: templates may ask by them."""
    columns = [c["key"] for t in issue.data.get("tables", []) for c in t["columns"]]
    items = [
        item["id"]
        for name, items in issue.data.items()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict) and "id" in item and sees(item, name, audience)
    ]
    return {value.source for value in (*items, *columns)}


# --- the same bytes ----------------------------------------------------------


@settings(max_examples=USUAL // 6)
@given(issues(around=ODD), audiences)
def test_what_is_hidden_changes_no_byte(place: Workspace, issue: Invented, audience: str) -> None:
    if not is_for(issue, audience):
        return
    files = built(issue, audience, place)
    assert built(issue, audience, place) == files
    renamed = {name: token(60_000 - n) for n, name in enumerate(sorted(hidden(issue, audience)))}
    assert built(issue, audience, place, **renamed) == files
    assert built(bare(issue, audience), audience, place) == files


def bare(issue: Invented, audience: str) -> Invented:
    """Give an issue without the items that an audience does not see, and without remarks."""
    gone = {
        item["id"].source
        for name, items in issue.data.items()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict) and "id" in item and not sees(item, name, audience)
    }

    def kept(value: Any, name: str = "") -> Any:
        match value:
            case dict():
                return {
                    key: kept(inner, key)
                    for key, inner in value.items()
                    if key != "note" and not (isinstance(inner, str) and inner in gone)
                }
            case list():
                return [kept(i, name) for i in value if stays(i, name)]
            case _:
                return value

    def stays(value: Any, name: str) -> bool:
        if isinstance(value, dict) and name in issue.data:
            return sees(value, name, audience)
        return not (isinstance(value, str) and value in gone)

    return Invented(kept(issue.data), issue.backwards)


# --- the search itself -------------------------------------------------------


@pytest.mark.parametrize("shift", range(6))
def test_a_token_is_found_in_every_form(shift: int) -> None:
    word = token(7)
    for said in (word, word.upper(), word.capitalize(), f"{word[:5]}\n  {word[5:]}"):
        raw = b"\xf0" * shift + said.encode() + b"and more"
        utf16 = said.encode("utf-16-be")
        forms = [raw, said.encode("utf-16"), utf16.hex().encode(), raw.hex().upper().encode()]
        forms += [base64.b64encode(raw), base64.urlsafe_b64encode(raw), base64.encodebytes(raw * 9)]
        for form in forms:
            assert met(b"<" + form + b">") == {word}
    assert met(token(7)[:-1].encode() + b"x") == set()
