"""Whatever a file or an option holds, no recipient carries a line break or a control character."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from briefgen.characters import FORBIDDEN
from briefgen.errors import InputError, UsageError
from briefgen.recipients import COLUMNS, Recipient, addressed, read
from briefgen.words import is_language
from tests.recipients.lists import AUDIENCES

CONTROL = re.compile(r"[\t\r\n]|" + FORBIDDEN.pattern)

ANY = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.text("a@x.org<>,;\"' \r\n\t\x00\x0b\x85\u2028\u200b\u202e:é", max_size=20),
)
AROUND = st.text(" \r\n\t\u00a0\u200b", max_size=3)
NAMES = st.text('Ab é\r\n\t\u00a0\u200b"\\:', max_size=12)
FORMS = st.sampled_from(["{}p{}@x.org{}", "{}q{}@bücher.de{}", "{}'r{}@x.org'{}"])
OPTIONS = st.builds("{}<{}p@x.org>".format, st.text('Ab é\u00a0\u200b"\\:'), st.text("\u00a0 "))
HEADERS = st.one_of(
    st.sampled_from([one.name for one in COLUMNS]),
    st.sampled_from(["First Name", "__class__", "items", "a\nb", "\tc"]),
    ANY,
)


@st.composite
def files(draw: st.DrawFn) -> list[list[str]]:
    """Draw a file that is nearly sound, so that some come through."""
    header = ["email", "name", *draw(st.lists(HEADERS, max_size=2))]
    rows = []
    for number in range(draw(st.integers(0, 3))):
        address = draw(FORMS).format(draw(AROUND), number, draw(AROUND))
        named = f"{draw(NAMES)} <{address}>"
        email = draw(st.sampled_from([address, address, named, named, draw(ANY)]))
        rows.append([email, draw(NAMES), draw(NAMES), draw(st.one_of(NAMES, ANY))])
    return [header, *(row[: len(header)] for row in rows)]


@settings(max_examples=400, deadline=None)
@given(table=files())
def test_no_cell_puts_a_control_character_into_a_recipient(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    try:
        found = read(path, AUDIENCES, is_language, mail=True)
    except InputError as fault:
        event("refused")
        assert all(one.location and one.location.line for one in fault.diagnostics)
        return
    event("read")
    assert len({person.id for person in found}) == len(found)
    for person in found:
        _is_clean(person)


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(ANY, st.builds("{} <p@x.org>{}".format, NAMES, AROUND), OPTIONS))
def test_no_option_puts_a_control_character_into_a_recipient(text: str) -> None:
    try:
        found = addressed(text)
    except UsageError as fault:
        event("refused")
        assert not CONTROL.search("".join(one.message for one in fault.diagnostics))
        return
    event("read")
    _is_clean(found)
    assert addressed(found.address).envelope == found.envelope
    assert addressed(found.envelope).envelope == found.envelope


@settings(max_examples=300, deadline=None)
@given(
    local=st.from_regex(re.compile(r"[A-Za-z0-9_+'.-]{1,20}"), fullmatch=True),
    domain=st.sampled_from(["x.org", "X.org", "bücher.de", f"{'a.' * 116}org", "city", "x..org"]),
)
def test_domains_that_are_remembered_change_no_judgement(local: str, domain: str) -> None:
    assume(local.strip("'") == local)  # taken off first
    try:
        found = validate_email(f"{local}@{domain}", check_deliverability=False)
    except EmailNotValidError:
        event("refused")
        with pytest.raises(UsageError):
            addressed(f"{local}@{domain}")
        return
    event("read")
    # The library writes a few names of offices (postmaster, info …) without capitals.
    assert addressed(f"{local}@{domain}").address.lower() == found.normalized.lower()


@pytest.mark.parametrize("length", [1_000, 5_000])
@pytest.mark.parametrize(
    "sign", ["'", '"', "<", ">", "@", ";", "a@", "a@b,", "\u0301", "é", "\u200b"]
)
def test_a_long_text_of_one_sign_is_answered(tmp_path: Path, sign: str, length: int) -> None:
    path = tmp_path / "r.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["email", "name"], [(sign * length)[:length], sign]])
    with pytest.raises(InputError) as caught:
        read(path, AUDIENCES, is_language, mail=True)
    assert all(len(one.message) < 300 for one in caught.value.diagnostics)


def _is_clean(person: Recipient) -> None:
    words = [person.address, person.envelope, person.id, person.name, *person.merge.values()]
    assert not CONTROL.search("".join(words))
    for address in (person.address, person.envelope):
        assert address.count("@") == 1
        assert not set(address) & set(' <>,;"')
