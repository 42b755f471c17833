"""One address: what is taken off it, what is refused, and what may have been meant."""

from __future__ import annotations

import pytest

from briefgen.characters import FORBIDDEN
from briefgen.errors import Diagnostic, UsageError
from briefgen.recipients import Recipient, addressed
from briefgen.recipients.values import made_id
from briefgen.yamlfile import quoted


def refused(text: str) -> Diagnostic:
    with pytest.raises(UsageError) as caught:
        addressed(text)
    (only,) = caught.value.diagnostics
    return only


def test_an_address_alone_has_an_id_made_of_it_and_no_name() -> None:
    assert addressed("ann@city.example") == Recipient(
        "ann@city.example",
        "ann@city.example",
        "ann-at-city-example",
        columns=(("email", "ann@city.example"), ("id", "ann-at-city-example"), ("name", "")),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee <ann@x.org>", "Ann Lee"),
        ('"Lee, Ann" <ann@x.org>', "Lee, Ann"),
        ('"Ann \\"AJ\\" Lee" <ann@x.org>', 'Ann "AJ" Lee'),
        ("“Ann Lee” <ann@x.org>", "Ann Lee"),
        ("Ann  Lee\u200b<ann@x.org>;", "Ann Lee"),
        ("Jose\u0301 <ann@x.org>", "José"),
        ("Ann @ City Hall <ann@x.org>", "Ann @ City Hall"),
        ("ann@x.org <ann@x.org>", ""),
        ("'Ann@X.org' <ann@x.org>", ""),
        ("<ann@x.org>", ""),
    ],
)
def test_a_name_before_the_address_is_kept_apart(text: str, name: str) -> None:
    found = addressed(text)
    assert (found.address, found.name, found.merge["name"]) == ("ann@x.org", name, name)


@pytest.mark.parametrize(
    "text",
    [
        " ann@x.org\u00a0",
        "\u200bann@x.org\u200e",
        "mailto:ann@x.org",
        "MAILTO:ann@x.org?subject=Hello",
        "<mailto:ann@x.org>",
        "'ann@x.org'",
        "'ann@x.org",
        "“ann@x.org”",
        "'mailto:ann@x.org'",
        "ann@x.org;",
        "ann@x.org, ",
        "ann@X.ORG",
        "ann@x。org",
    ],
)
def test_what_is_around_an_address_is_taken_off(text: str) -> None:
    assert addressed(text).address == "ann@x.org"


@pytest.mark.parametrize(
    "address", ["o'brien@x.org", "a+b@x.org", "a_b@x.org", "a@123.com", "a@localhost"]
)
def test_what_belongs_to_an_address_stays(address: str) -> None:
    assert addressed(address).envelope == address


@pytest.mark.parametrize("domain", ["city.local", "city.test", "mail.example.invalid", "x.example"])
def test_names_of_the_house_and_of_tests_pass(domain: str) -> None:
    found = addressed(f"ann@{domain}")
    assert (found.address, found.envelope) == (f"ann@{domain}", f"ann@{domain}")


@pytest.mark.parametrize(
    ("text", "address", "envelope"),
    [
        ("ann@bücher.de", "ann@bücher.de", "ann@xn--bcher-kva.de"),
        ("ann@BÜCHER.de", "ann@bücher.de", "ann@xn--bcher-kva.de"),
        ("ann@bu\u0308cher.de", "ann@bücher.de", "ann@xn--bcher-kva.de"),
        ("ann@xn--bcher-kva.de", "ann@bücher.de", "ann@xn--bcher-kva.de"),
        ("ann@bücher.test", "ann@bücher.test", "ann@xn--bcher-kva.test"),
        ("josé@x.org", "josé@x.org", "josé@x.org"),
    ],
)
def test_a_domain_beyond_ascii_has_two_forms(text: str, address: str, envelope: str) -> None:
    found = addressed(text)
    assert (found.address, found.envelope) == (address, envelope)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("jo’e@x.org", "did you mean 'jo'e@x.org'?"),
        ("ann–lee@x.org", "did you mean 'ann-lee@x.org'?"),
        ("ann@x,org", "did you mean 'ann@x.org'?"),
        ("ann@x..org", "did you mean 'ann@x.org'?"),
        ("ann@x.org.", "did you mean 'ann@x.org'?"),
        ("ann @ x.org", "did you mean 'ann@x.org'?"),
        ("ann＠x.org", "did you mean 'ann@x.org'?"),
        ("ann@x\u200b.org", "delete the sign U+200B in it; it is invisible in most editors"),
        ("ann lee@x.org", "write one address, such as clerk@city.example"),
    ],
)
def test_a_slip_is_a_fault_with_what_may_have_been_meant(text: str, hint: str) -> None:
    found = refused(text)
    assert (found.code, found.hint) == ("recipients.bad-address", hint)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<>",
        "n/a",
        "ann",
        "@x.org",
        "ann@",
        "ann@city",
        "ann@x.1",
        "ann@x.onion",
        "ann@@x.org",
        '"a b"@x.org',
        '"ann"@x.org',
        "ann@[192.0.2.1]",
        "ann@xn--zz.de",
        "Ann <ann@x.org> (clerk)",
        '=HYPERLINK("mailto:ann@x.org")',
        "a" * 300 + "@x.org",
        "a" * 5000 + "@x.org",
        "ann@x.org\r\nBcc: bob@y.org",
        "Ann\tLee <ann@x.org>",
    ],
)
def test_no_address_is_a_fault_in_one_line_of_ours(text: str) -> None:
    found = refused(text)
    assert found.code == "recipients.bad-address"
    assert found.message[:1] in "'a" and not found.message.endswith(".")
    assert len(found.message) < 250 and not set("\r\n\t") & set(found.message)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("n/a", "an e-mail address must have an @-sign"),
        ("ann@city", "the part after the @-sign is not valid: it should have a period"),
        ("ann lee@x.org", "it contains invalid characters before the @-sign: SPACE"),
        ("a" * 251 + "@x.org", "it is too long (3 characters too many)"),
        ("@x.org", "there must be something before the @-sign"),
    ],
)
def test_the_reason_is_said_in_words_of_ours(text: str, reason: str) -> None:
    assert refused(text).message == f"{quoted(text)} is no e-mail address: {reason}"


def test_a_text_that_is_longer_than_any_address_is_not_taken_apart() -> None:
    message = refused("é" * 1_000 + "@x.org").message
    assert message == f"'{'é' * 59}…' is longer than any e-mail address"


@pytest.mark.parametrize(
    "text",
    [
        "ann@x.org; bob@y.org",
        "ann@x.org,bob@y.org",
        "ann@x.org / bob@y.org",
        "ann@x.org bob@y.org",
        "Ann <ann@x.org>, Bob <bob@y.org>",
        "ann@x.org <bob@y.org>",
        "ann@x.org Bcc: bob@y.org",
    ],
)
def test_two_addresses_are_a_fault_that_says_so(text: str) -> None:
    found = refused(text)
    assert found.code == "recipients.several-addresses"
    assert found.hint == "give each a row (or an option) of its own"


def test_a_name_too_long_for_a_head_is_a_fault() -> None:
    assert addressed(f"{'n' * 200} <ann@x.org>").name == "n" * 200
    assert refused(f"{'n' * 201} <ann@x.org>").code == "recipients.long-name"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\udc80"])
def test_a_sign_that_no_document_may_hold_is_a_fault(sign: str) -> None:
    assert FORBIDDEN.search(sign)
    assert refused(f"A{sign}n <ann@x.org>").code == "text.forbidden-character"


def test_capitals_make_no_other_person() -> None:
    assert addressed("Ann@x.org").key == addressed("aNN@X.org").key != addressed("bob@x.org").key


def test_two_mailboxes_that_are_spelled_alike_are_two_people() -> None:
    assert addressed("groß@x.org").key != addressed("gross@x.org").key


# --- ids ---


@pytest.mark.parametrize(
    ("envelope", "made"),
    [
        ("Ann.Lee@x.org", "ann-lee-at-x-org"),
        ("ann-lee@x.org", "ann--lee-at-x-org"),
        ("ann@city-hall.org", "ann-at-city--hall-org"),
    ],
)
def test_an_id_is_made_of_the_address_so_that_a_person_knows_it(envelope: str, made: str) -> None:
    assert made_id(envelope) == made


def test_addresses_that_are_alike_have_ids_of_their_own() -> None:
    alike = [
        *("a.b@c.org", "a-b@c.org", "a--b@c.org", "a_b@c.org", "a+b@c.org", "a@b.c.org"),
        *("ab@c.org", "a.b.c@org", "a-b.c@org", "a.at.b@c.org", "a@b.at.c.org", "a-at-b@c.org"),
        *("é@c.org", "è@c.org", "é@c.org.", f"{'a' * 60}@c.org", f"{'a' * 60}@d.org"),
    ]
    made = {made_id(address) for address in alike}
    assert len(made) == len(alike)
    assert all(len(name) <= 64 for name in made)
