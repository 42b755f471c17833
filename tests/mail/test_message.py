"""Messages as bytes, read by GMime: what goes in comes out, and nothing else."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.mail.message import (
    Address,
    Attachment,
    Headers,
    Letter,
    draft,
    message,
    message_id,
)
from tests.mail.conftest import Read

DATE = datetime(2026, 11, 23, 18, 30, tzinfo=timezone(timedelta(hours=-6)))
ID = message_id("bridge", "2", "press", "ann@example.org", "example.org")
ANN = Address("ann@example.org", "Ann Clerk")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def letter(
    subject: str = "Memorandum: the old bridge",
    plain: str = "Dear Ann,\n",
    html: str = "<p>Dear Ann,</p>\n",
    *files: Attachment,
    language: str = "en-US",
) -> Letter:
    return Letter(subject, plain, html, language, files)


def sent(said: Letter, headers: Headers | None = None) -> bytes:
    return message(said, headers or Headers(ANN, ANN), message_id=ID, date=DATE)


def names(read: dict[str, Any]) -> list[str]:
    return [name for name, _ in read["headers"]]


def content(part: dict[str, Any]) -> str:
    return b64decode(part["content"]).decode().replace("\r\n", "\n")


def bodies(read: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the plain and the HTML text."""
    root = read["root"]
    inner = root["parts"][0] if root["type"] == "multipart/mixed" else root
    assert inner["type"] == "multipart/alternative"
    assert [part["type"] for part in inner["parts"]] == ["text/plain", "text/html"]
    found: list[dict[str, Any]] = inner["parts"]
    return found


def files(read: dict[str, Any]) -> list[dict[str, Any]]:
    mixed = read["root"]["type"] == "multipart/mixed"
    found: list[dict[str, Any]] = read["root"]["parts"][1:] if mixed else []
    return found


def assert_fit_for_any_server(content: bytes) -> None:
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert not re.search(rb"^From |^\.", content.partition(b"\r\n\r\n")[2], re.M)


# --- the two kinds -----------------------------------------------------------


def test_a_draft_is_unsent_and_left_to_the_program_that_sends_it(gmime: Read) -> None:
    read = gmime(draft(letter(), Headers(ANN, Address("bo@example.org", "Bo"))))
    assert ["X-Unsent", "1"] in read["headers"]
    assert not {"Date", "Message-ID", "Bcc"} & set(names(read))
    assert (read["date"], read["message_id"], read["bcc"]) == (None, None, [])
    assert read["from"] == [["Ann Clerk", "ann@example.org"]]
    assert read["to"] == [["Bo", "bo@example.org"]]


def test_a_draft_to_nobody_has_no_empty_fields(gmime: Read) -> None:
    read = gmime(draft(letter()))
    assert not {"From", "To", "Cc", "Reply-To"} & set(names(read))
    assert read["subject"] == "Memorandum: the old bridge"


def test_a_message_has_all_that_a_server_asks_for(gmime: Read) -> None:
    cc = (Address("cy@example.org"), Address("di@example.org", "Di"))
    headers = Headers(ANN, Address("bo@example.org"), cc, Address("desk@example.org", "Desk"))
    read = gmime(sent(letter(), headers))
    assert f"<{read['message_id']}>" == ID
    assert read["date"] == "2026-11-23T18:30:00-06"
    assert read["to"] == [["", "bo@example.org"]]
    assert read["cc"] == [["", "cy@example.org"], ["Di", "di@example.org"]]
    assert read["reply_to"] == [["Desk", "desk@example.org"]]
    assert ["MIME-Version", "1.0"] in read["headers"]
    assert not {"X-Unsent", "Bcc"} & set(names(read))
    assert len(names(read)) == len(set(names(read)))


def test_without_files_there_are_the_two_texts_alone(gmime: Read) -> None:
    read = gmime(sent(letter(language="es-MX")))
    assert read["root"]["type"] == "multipart/alternative"
    plain, html = bodies(read)
    assert (plain["language"], html["language"]) == ("es-MX", "es-MX")
    assert (plain["charset"], html["charset"]) == ("utf-8", "utf-8")
    assert (content(plain), content(html)) == ("Dear Ann,\n", "<p>Dear Ann,</p>\n")


# --- what goes along ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.docx", DOCX),
        ("a.PDF", "application/pdf"),
        ("a.html", "text/html"),
        ("a.md", "text/markdown"),
        ("a.csv", "text/csv"),
        ("a.xlsx", XLSX),
        ("a.png", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.exe", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_a_file_has_its_type_and_its_bytes(gmime: Read, name: str, kind: str) -> None:
    inside = bytes(range(256)) * 9
    (file,) = files(gmime(sent(letter("s", "p", "h", Attachment(name, inside)))))
    assert (file["type"], file["disposition"]) == (kind, "attachment")
    assert (file["file"], file["name"]) == (name, name)
    assert b64decode(file["content"]) == inside
    assert file["charset"] is None


def test_text_says_its_characters_where_they_are_known(gmime: Read) -> None:
    utf8, latin = Attachment("a.csv", "ñ".encode()), Attachment("b.csv", b"\xf1")
    found = files(gmime(sent(letter("s", "p", "h", utf8, latin))))
    assert [file["charset"] for file in found] == ["utf-8", None]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Memorándum año 2.pdf", "Memorandum ano 2.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ('a"; filename="b.exe', "a- filename-b.exe"),
        ("a\r\nBcc: x@example.org.pdf", "a-Bcc- x@example.org.pdf"),
        (".htaccess", "attachment.htaccess"),
        ("地図.png", "attachment.png"),
        ("", "attachment"),
        ("x" * 300 + ".docx", "x" * 80 + ".docx"),
    ],
)
def test_a_name_is_one_that_every_program_knows(gmime: Read, name: str, safe: str) -> None:
    (file,) = files(gmime(sent(letter("s", "p", "h", Attachment(name, b"x")))))
    assert file["file"] == safe


def test_no_two_files_have_one_name(gmime: Read) -> None:
    given_ = [Attachment(name, b"x") for name in ("a.pdf", "A.pdf", "á.pdf", "a-2.pdf")]
    found = [file["file"] for file in files(gmime(sent(letter("s", "p", "h", *given_))))]
    assert found == ["a.pdf", "A-2.pdf", "a-3.pdf", "a-2-2.pdf"]
    assert len({name.casefold() for name in found}) == 4


# --- any words ---------------------------------------------------------------

# Whatever the reader of issues lets through, and some that it does not.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
ONE_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)


@given(ONE_LINE)
@example("x" * 300)
@example("á" * 300)
@example("a" + "字" * 200)
@example("=?utf-8?q?bad?= =?utf-8?q?worse?=")
@example("  two  spaces  ")
@example("a " + "b" * 76)
def test_any_subject_arrives(gmime: Read, subject: str) -> None:
    raw = sent(letter(subject))
    assert_fit_for_any_server(raw)
    read = gmime(raw)
    assert (read["subject"] or "") == subject
    assert len(names(read)) == len(set(names(read)))


@given(ONE_LINE)
@example('Rivera, José "Pepe" <x@example.org>, y; z')
@example("Rivera, Ann")
@example("Ann (the clerk)")
@example("ñ" * 100)
@example("Ann\\")
@example("a@example.org")
@example("=?utf-8?q?Ann?=")
def test_any_name_is_one_person(gmime: Read, name: str) -> None:
    bo = Address("bo@example.org", "Bo")
    raw = sent(letter(), Headers(Address("a@example.org", name), bo, (bo,)))
    assert_fit_for_any_server(raw)
    read = gmime(raw)
    assert [address for _, address in read["from"]] == ["a@example.org"]
    assert " ".join(read["from"][0][0].split()) == " ".join(name.split())
    assert read["to"] == read["cc"] == [["Bo", "bo@example.org"]]


@given(ANY, ANY)
@example("From a\n.\n..\nFrom b", "=\r\n= \t\n")
@example("x" * 2000, "=_a\n--=_a\n")
def test_any_words_arrive(gmime: Read, plain: str, html: str) -> None:
    raw = sent(letter("s", plain, html))
    assert_fit_for_any_server(raw)
    ends = re.compile("\r\n?")
    for part, said in zip(bodies(gmime(raw)), (plain, html), strict=True):
        assert content(part) == ends.sub("\n", said)


@given(st.lists(st.builds(Attachment, ANY, st.binary(max_size=200)), max_size=4))
def test_any_files_arrive(gmime: Read, given_: list[Attachment]) -> None:
    raw = sent(letter("s", "p", "h", *given_))
    assert_fit_for_any_server(raw)
    found = files(gmime(raw))
    assert [b64decode(file["content"]) for file in found] == [file.content for file in given_]
    assert len({file["file"].casefold() for file in found}) == len(given_)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._ ()+@-]*", file["file"]) for file in found)


# --- headers that are none ---------------------------------------------------

INJECTED = "x\r\nBcc: eve@example.org\r\n\r\nbody"


def test_no_value_is_a_second_header(gmime: Read) -> None:
    wrong = Address(f"a@example.org{INJECTED}", INJECTED)
    said = Letter(INJECTED, "p", "h", INJECTED, (Attachment(INJECTED, b"x"),))
    read = gmime(message(said, Headers(wrong, wrong, (wrong,), wrong), message_id=ID, date=DATE))
    usual_ = {"Date", "Message-ID", "From", "Reply-To", "To", "Cc", "Subject", "MIME-Version"}
    assert set(names(read)) == usual_
    assert len(names(read)) == len(usual_)
    assert read["bcc"] == []
    assert [len(read[who]) for who in ("from", "to", "cc", "reply_to")] == [1, 1, 1, 1]
    assert content(bodies(read)[0]) == "p"


# --- addresses beyond ASCII --------------------------------------------------


@pytest.mark.parametrize(
    ("domain", "known"),
    [("exámple.org", "xn--exmple-qta.org"), ("straße.de", "xn--strae-oqa.de"), ("a.org", "a.org")],
)
def test_a_domain_is_written_as_servers_know_it(gmime: Read, domain: str, known: str) -> None:
    raw = sent(letter(), Headers(ANN, Address(f"bo@{domain}")))
    assert_fit_for_any_server(raw)
    assert f"To: bo@{known}\r\n".encode() in raw
    assert gmime(raw)["to"][0][1] in (f"bo@{known}", f"bo@{domain}")
    assert message_id("a", "b", "c", "d", domain).endswith(f"@{known}>")


def test_signs_before_the_at_stay_as_they_are(gmime: Read) -> None:
    raw = sent(letter(), Headers(ANN, Address("josé@example.org", "José")))
    assert "<josé@example.org>".encode() in raw
    assert gmime(raw)["to"] == [["José", "josé@example.org"]]


@pytest.mark.parametrize("local", ["a b", "a,b", 'a"b', "a..b", "a(b)", "a@b"])
def test_what_is_no_plain_word_before_the_at_is_one_address(gmime: Read, local: str) -> None:
    read = gmime(sent(letter(), Headers(ANN, Address(f"{local}@example.org"))))
    assert len(read["to"]) == 1
    assert read["to"][0][1].endswith("@example.org")


# --- always the same ---------------------------------------------------------


def test_the_same_letter_has_the_same_bytes() -> None:
    one, other = (letter("s", "p", "h", Attachment("a.pdf", b"x")) for _ in range(2))
    assert draft(one) == draft(other)
    assert sent(one) == sent(other)
    assert one.digest == other.digest


def test_the_digest_is_of_all_of_it() -> None:
    file = Attachment("a.pdf", b"x")
    letters = [
        letter("s", "p", "h", file),
        letter("t", "p", "h", file),
        letter("s", "q", "h", file),
        letter("s", "p", "i", file),
        letter("s", "p", "h", file, language="es"),
        letter("s", "p", "h", Attachment("b.pdf", b"x")),
        letter("s", "p", "h", Attachment("a.pdf", b"y")),
        letter("s", "p", "h"),
        letter("sp", "", "h", file),
    ]
    assert len({one.digest for one in letters}) == len(letters)


def test_a_message_id_is_of_an_edition_an_audience_and_a_recipient() -> None:
    one = message_id("bridge", "2", "press", "ann@example.org", "example.org")
    assert one == message_id("bridge", "2", "press", "ann@example.org", "example.org")
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", one)
    others = [
        message_id("bridges", "2", "press", "ann@example.org", "example.org"),
        message_id("bridge", "3", "press", "ann@example.org", "example.org"),
        message_id("bridge", "2", "town", "ann@example.org", "example.org"),
        message_id("bridge", "2", "press", "bo@example.org", "example.org"),
        message_id("bridge2", "", "press", "ann@example.org", "example.org"),
    ]
    assert len({one, *others}) == 6
