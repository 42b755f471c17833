"""Who gets what, and what is held back."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx

from briefgen.errors import BriefgenError, InputError, UsageError
from briefgen.mail.ledger import Entry, State
from briefgen.mailing import drafts
from briefgen.mailing.plan import Fate, Plan, Post, as_warnings, corrections
from briefgen.recipients import addressed
from tests.mailing.made import ISSUE, NOW, codes, ordered, place, planned


def post_to(found: Plan, address: str) -> Post:
    (post,) = [p for p in found.posts if p.recipient and p.recipient.address == address]
    return post


def read_message(raw: bytes) -> email.message.EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, email.message.EmailMessage)
    return found


def plain(raw: bytes) -> str:
    body = read_message(raw).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def files(raw: bytes) -> dict[str, bytes]:
    return {
        str(part.get_filename()): part.get_content()
        for part in read_message(raw).iter_attachments()
    }


def entry_of(post: Post, state: State, digest: str = "") -> Entry:
    send = post.send
    return Entry(send, state, "2026-11-29T00:00:00+00:00", "250 ok", digest, "")


# --- who gets what -----------------------------------------------------------


def test_each_row_gets_the_briefing_of_its_audience_in_its_language(tmp_path: Path) -> None:
    found = planned(place(tmp_path), ordered(tmp_path))
    got = {p.recipient.address: (p.send.audience, p.language) for p in found.posts if p.recipient}
    assert got == {
        "ann@example.org": ("city-council", "en-US"),
        "bob@example.org": ("city-council", "en-US"),
        "cleo@example.org": ("press", "es"),
        "dan@example.org": ("press", "en-US"),
    }
    assert post_to(found, "cleo@example.org").attached == (
        "bridge-press-es.docx",
        "bridge-press-es.pdf",
    )
    assert codes(found) == []


def test_rows_of_other_audiences_are_skipped_and_counted(tmp_path: Path) -> None:
    found = planned(place(tmp_path), ordered(tmp_path, "press"))
    assert [p.recipient.address for p in found.posts if p.recipient] == [
        "cleo@example.org",
        "dan@example.org",
    ]
    assert found.skipped == 2


def test_a_memo_is_addressed_to_each_recipient_and_attached_by_its_usual_name(
    tmp_path: Path,
) -> None:
    found = planned(place(tmp_path), ordered(tmp_path, "city-council"))
    for address, name in (("ann@example.org", "Ann Lee"), ("bob@example.org", "Bob Ray")):
        raw = found.written(post_to(found, address), NOW)
        attached = files(raw)
        assert set(attached) == {"bridge-city-council.docx", "bridge-city-council.pdf"}
        text = "\n".join(
            p.text for p in open_docx(BytesIO(attached["bridge-city-council.docx"])).paragraphs
        )
        assert name in text
    out = tmp_path / "out" / "bridge"
    assert {p.name for p in (out / "city-council").iterdir()} == {
        f"{who}-at-example-org.{kind}" for who in ("ann", "bob") for kind in ("docx", "pdf")
    }


def test_what_is_the_same_for_all_is_made_once(tmp_path: Path) -> None:
    rows = "email,name\n" + "".join(f"p{n}@example.org,P {n}\n" for n in range(5))
    found = planned(place(tmp_path, rows=rows), ordered(tmp_path, "press"))
    assert len({id(post.copy) for post in found.posts}) == 1
    assert not (tmp_path / "out" / "bridge" / "press").exists()


def test_nobody_sees_another_address(tmp_path: Path) -> None:
    found = planned(place(tmp_path), ordered(tmp_path, "city-council"))
    raw = found.written(post_to(found, "ann@example.org"), NOW)
    assert b"bob@example.org" not in raw
    assert read_message(raw)["To"] == "Ann Lee <ann@example.org>"


def test_a_row_must_say_its_audience_where_the_options_do_not(tmp_path: Path) -> None:
    place(tmp_path, rows="email\na@example.org\nb@example.org\n")
    with pytest.raises(InputError) as caught:
        planned(tmp_path, ordered(tmp_path))
    assert [(d.code, d.location and d.location.line) for d in caught.value.diagnostics] == [
        ("recipients.no-audience", 2),
        ("recipients.no-audience", 3),
    ]


def test_one_address_needs_an_audience(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        planned(place(tmp_path), ordered(tmp_path, to="a@example.org"))
    assert caught.value.diagnostics[0].code == "mail.which-audience"


def test_the_organization_is_the_sender_where_nobody_is_named(tmp_path: Path) -> None:
    found = planned(place(tmp_path), ordered(tmp_path, "press"))
    raw = found.written(found.posts[0], NOW)
    assert read_message(raw)["From"] == "City of Brigton <clerk@brigton.example>"
    lacking = ISSUE.replace(", email: clerk@brigton.example", "")
    with pytest.raises(UsageError) as caught:
        planned(place(tmp_path, lacking), ordered(tmp_path, "press"))
    assert caught.value.diagnostics[0].code == "mail.no-sender"


def test_what_the_issue_attaches_goes_along_to_those_who_may_see_it(tmp_path: Path) -> None:
    place(
        tmp_path,
        ISSUE
        + """\
attachments:
  - {title: Traffic count, file: count.csv}
  - {title: Legal opinion, file: opinion.txt, audiences: [city-council]}
  - {title: Own notes, file: notes.txt, audiences: []}
""",
    )
    for name in ("count.csv", "opinion.txt", "notes.txt"):
        (tmp_path / "data" / name).write_text(f"canary of {name}", encoding="utf-8")
    found = planned(tmp_path, ordered(tmp_path))
    council = files(found.written(post_to(found, "ann@example.org"), NOW))
    press = found.written(post_to(found, "dan@example.org"), NOW)
    assert {"count.csv", "opinion.txt"} <= set(council)
    assert "count.csv" in files(press)
    assert not {"opinion.txt", "notes.txt"} & set(files(press))
    assert "notes.txt" not in council


def test_a_fault_of_the_build_is_the_fault_of_the_mail(tmp_path: Path) -> None:
    place(tmp_path, ISSUE.replace("summary:", "summry:"))
    with pytest.raises(BriefgenError) as caught:
        planned(tmp_path, ordered(tmp_path, "press"))
    assert caught.value.exit_code == 3
    assert not (tmp_path / "out").exists()


# --- what is held back -------------------------------------------------------

EMBARGO = 'release: {embargo_until: "2026-12-01T06:00:00-06:00"}\ntimezone: America/Chicago\n'
ENDS = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def test_a_draft_is_refused_unless_that_is_allowed(tmp_path: Path) -> None:
    place(tmp_path, ISSUE.replace("status: final", "status: draft"))
    assert codes(planned(tmp_path, ordered(tmp_path, "press"))) == ["mail.draft"]
    found = planned(tmp_path, ordered(tmp_path, "press", allow_draft=True))
    assert codes(found) == []
    raw = found.written(found.posts[0], NOW)
    assert str(read_message(raw)["Subject"]).startswith("DRAFT: ")
    assert "DRAFT" in plain(found.written(post_to(found, "dan@example.org"), NOW)).split("\n")[0]


@pytest.mark.parametrize(
    ("audience", "address"), [("press", "dan@example.org"), ("city-council", "ann@example.org")]
)
def test_an_embargo_holds_for_every_audience_until_its_last_second(
    tmp_path: Path, audience: str, address: str
) -> None:
    place(tmp_path, ISSUE + EMBARGO)
    order = ordered(tmp_path, audience)
    before = planned(tmp_path, order, now=ENDS - timedelta(seconds=1))
    assert codes(before) == ["mail.embargo"]
    after = planned(tmp_path, order, now=ENDS)
    assert codes(after) == []
    raw = after.written(post_to(after, address), NOW)
    assert "EMBARGOED" not in str(read_message(raw)["Subject"])


def test_under_embargo_the_message_says_so_first(tmp_path: Path) -> None:
    place(tmp_path, ISSUE + EMBARGO)
    order = ordered(tmp_path, "city-council", under_embargo=True)
    found = planned(tmp_path, order, now=ENDS - timedelta(hours=1))
    assert codes(found) == []
    raw = found.written(found.posts[0], NOW)
    assert str(read_message(raw)["Subject"]).startswith("EMBARGOED: ")
    first = plain(raw).split("\n")[0]
    assert first.startswith("EMBARGOED UNTIL Tuesday, December 1, 2026, 6:00")


@pytest.mark.parametrize("audience", ["press", "city-council"])
def test_a_draft_under_embargo_says_each_once(tmp_path: Path, audience: str) -> None:
    place(tmp_path, ISSUE.replace("status: final", "status: draft") + EMBARGO)
    order = ordered(tmp_path, audience, under_embargo=True, allow_draft=True)
    found = planned(tmp_path, order, now=ENDS - timedelta(hours=1))
    (post, *_) = [post for post in found.posts if post.language == "en-US"]
    said = [line for line in plain(found.written(post, NOW)).splitlines() if line]
    assert said[0].startswith("EMBARGOED UNTIL Tuesday")
    assert said[1] == "DRAFT, not for publication"
    assert not [line for line in said[2:] if line.startswith(("EMBARGOED", "DRAFT"))]


def test_a_file_that_was_edited_goes_out_only_where_that_is_meant(tmp_path: Path) -> None:
    place(tmp_path)
    planned(tmp_path, ordered(tmp_path, "city-council"))
    path = tmp_path / "out" / "bridge" / "bridge-city-council.pdf"
    path.write_bytes(b"%PDF-1.7 as somebody changed it")
    found = planned(tmp_path, ordered(tmp_path, "city-council"))
    assert codes(found) == ["mail.edited"]
    assert found.refusals[0].location
    assert found.refusals[0].location.path.endswith("bridge-city-council.pdf")
    meant = planned(tmp_path, ordered(tmp_path, "city-council", use_edited=True))
    assert codes(meant) == []
    for post in meant.posts:
        attached = files(meant.written(post, NOW))
        assert attached["bridge-city-council.pdf"] == b"%PDF-1.7 as somebody changed it"
        assert attached["bridge-city-council.docx"].startswith(b"PK")
    assert path.read_bytes() == b"%PDF-1.7 as somebody changed it"


def test_a_message_that_is_too_large_is_refused_by_its_encoded_size(tmp_path: Path) -> None:
    place(tmp_path)
    found = planned(tmp_path, ordered(tmp_path, "press"))
    sizes = {len(found.written(post, NOW)) for post in found.posts}
    assert {post.size for post in found.posts} == sizes
    least = planned(tmp_path, ordered(tmp_path, "press", max_size=max(sizes)))
    assert codes(least) == []
    over = planned(tmp_path, ordered(tmp_path, "press", max_size=max(sizes) - 1))
    assert codes(over) == ["mail.too-large"]


def test_an_audience_that_the_issue_is_not_for_is_refused(tmp_path: Path) -> None:
    place(tmp_path, ISSUE + "audiences: [city-council]\n")
    found = planned(tmp_path, ordered(tmp_path))
    assert set(codes(found)) == {"mail.not-for-audience"}


def test_all_reasons_are_told_at_once(tmp_path: Path) -> None:
    place(tmp_path)
    planned(tmp_path, ordered(tmp_path))
    (tmp_path / "out" / "bridge" / "bridge-press.docx").write_bytes(b"edited")
    place(tmp_path, ISSUE.replace("final", "draft") + EMBARGO + "audiences: [press]\n")
    found = planned(tmp_path, ordered(tmp_path, max_size=100), now=NOW)
    assert set(codes(found)) == {
        "mail.draft",
        "mail.embargo",
        "mail.edited",
        "mail.too-large",
        "mail.not-for-audience",
    }


# --- what the ledger says ----------------------------------------------------


@pytest.mark.parametrize(
    ("state", "more", "fate"),
    [
        (State.PLANNED, {}, Fate.SEND),
        (State.SENT, {}, Fate.SENT),
        (State.UNKNOWN, {}, Fate.UNKNOWN),
        (State.REFUSED, {}, Fate.REFUSED),
        (State.REFUSED, {"retry_refused": True}, Fate.SEND),
        (State.UNKNOWN, {"retry_refused": True}, Fate.UNKNOWN),
        (State.UNKNOWN, {"retried": frozenset({"dan@example.org"})}, Fate.SEND),
        (State.SENT, {"retried": frozenset({"dan@example.org"})}, Fate.SENT),
    ],
)
def test_what_becomes_of_a_recipient_whom_the_ledger_knows(
    tmp_path: Path, state: State, more: dict[str, Any], fate: Fate
) -> None:
    place(tmp_path)
    first = planned(tmp_path, ordered(tmp_path, "press"))
    known = entry_of(post_to(first, "dan@example.org"), state)
    again = planned(tmp_path, ordered(tmp_path, "press", **more), {known.send.identity: known})
    assert post_to(again, "dan@example.org").fate is fate
    assert post_to(again, "cleo@example.org").fate is Fate.SEND


def sent_before(root: Path) -> dict[tuple[str, str, str, str], Entry]:
    first = planned(place(root), ordered(root, "press"))
    known = [entry_of(post, State.SENT) for post in first.posts]
    return {entry.send.identity: entry for entry in known}


def test_a_correction_under_the_same_edition_goes_to_nobody_who_has_it(tmp_path: Path) -> None:
    known = sent_before(tmp_path)
    place(tmp_path, ISSUE.replace("The bridge is old.", "The bridge is closed."))
    found = planned(tmp_path, ordered(tmp_path, "press"), known)
    assert post_to(found, "dan@example.org").fate is Fate.CORRECTED
    assert found.waiting == []
    assert [d.code for d in corrections(found)] == ["mail.corrected"]


def test_a_new_edition_is_sent_to_all(tmp_path: Path) -> None:
    known = sent_before(tmp_path)
    place(tmp_path, ISSUE.replace('edition: "2"', 'edition: "3"'))
    found = planned(tmp_path, ordered(tmp_path, "press"), known)
    assert len(found.waiting) == 2
    assert not list(corrections(found))
    ids = {post.send.message_id for post in found.posts}
    assert not ids & {entry.send.message_id for entry in known.values()}


def test_who_is_added_later_is_sent_it_alone(tmp_path: Path) -> None:
    known = sent_before(tmp_path)
    rows = "email,audience\nnew@example.org,press\ndan@example.org,press\n"
    found = planned(place(tmp_path, rows=rows), ordered(tmp_path, "press"), known)
    assert [p.send.recipient for p in found.waiting] == ["new@example.org"]


def test_another_language_is_no_other_message(tmp_path: Path) -> None:
    known = sent_before(tmp_path)
    rows = "email,audience,language\nDan@Example.org,press,es\n"
    found = planned(place(tmp_path, rows=rows), ordered(tmp_path, "press"), known)
    assert found.waiting == []


def test_a_message_keeps_its_identifier_whoever_sends_it(tmp_path: Path) -> None:
    first = planned(place(tmp_path), ordered(tmp_path, "press"))
    known = {p.send.identity: entry_of(p, State.PLANNED) for p in first.posts}
    again = planned(
        tmp_path, ordered(tmp_path, "press", sender=addressed("x@other.example")), known
    )
    assert {p.send.message_id for p in again.posts} == {p.send.message_id for p in first.posts}


# --- drafts ------------------------------------------------------------------


def drafted(root: Path, **more: Any) -> tuple[Plan, dict[str, bytes]]:
    found = planned(root, ordered(root, "press", alone=True, **more), sending=False)
    saved = drafts.save(found, root / "out", force=False)
    assert not saved.faults
    return found, {path.relative_to(root).as_posix(): path.read_bytes() for path in saved.paths}


def test_a_draft_for_each_audience_has_no_date_and_is_to_nobody(tmp_path: Path) -> None:
    _, saved = drafted(place(tmp_path))
    (name, raw), *others = saved.items()
    assert (name, others) == ("out/bridge/mail/press.eml", [])
    made = read_message(raw)
    assert made["X-Unsent"] == "1"
    assert {"Date", "Message-ID", "Bcc", "To", "From"}.isdisjoint(made.keys())
    assert set(files(raw)) == {"bridge-press.docx", "bridge-press.pdf"}


def test_a_draft_for_each_recipient_is_named_after_the_row(tmp_path: Path) -> None:
    found = planned(place(tmp_path), ordered(tmp_path, "press"), sending=False)
    saved = drafts.save(found, tmp_path / "out", force=False)
    assert [path.name for path in saved.paths] == [
        "press-cleo-at-example-org.eml",
        "press-dan-at-example-org.eml",
    ]


def test_the_same_input_gives_the_same_draft(tmp_path: Path) -> None:
    assert drafted(place(tmp_path))[1] == drafted(tmp_path)[1]


def test_drafts_are_written_all_the_same_and_say_why_they_should_not_go(tmp_path: Path) -> None:
    place(tmp_path)
    drafted(tmp_path)
    (tmp_path / "out" / "bridge" / "bridge-press.pdf").write_bytes(b"edited")
    (tmp_path / "out" / "bridge" / "mail" / "press.eml").unlink()
    place(tmp_path, ISSUE.replace("final", "draft") + EMBARGO)
    found, saved = drafted(tmp_path)
    (raw,) = saved.values()
    assert str(read_message(raw)["Subject"]).startswith("DRAFT: EMBARGOED: ")
    warned = list(as_warnings(found))
    assert {d.code for d in warned} == {"mail.draft", "mail.embargo", "mail.edited"}
    assert {d.severity.value for d in warned} == {"warning"}
    # What is attached is of the present data, whatever lies in the folder.
    assert files(raw)["bridge-press.pdf"].startswith(b"%PDF")


def test_a_draft_that_was_edited_is_kept(tmp_path: Path) -> None:
    _, saved = drafted(place(tmp_path))
    path = tmp_path / next(iter(saved))
    path.write_bytes(b"addressed by hand")
    found = planned(tmp_path, ordered(tmp_path, "press", alone=True), sending=False)
    again = drafts.save(found, tmp_path / "out", force=False)
    assert [d.code for d in again.faults] == ["output.edited"]
    assert path.read_bytes() == b"addressed by hand"


Canary = Callable[[bytes], bool]


def test_nothing_hidden_stands_in_any_part_of_a_message(tmp_path: Path) -> None:
    hidden = """\
notes:
  - {text: CANARY-NOTE}
quotes:
  - {text: CANARY-COUNCIL, speaker: Ann, audiences: [city-council]}
messages:
  - {text: {default: Plain., city-council: CANARY-WORDING}, note: CANARY-REMARK}
"""
    found = planned(place(tmp_path, ISSUE + hidden), ordered(tmp_path, "press"))
    for post in found.posts:
        made = read_message(found.written(post, NOW))
        for part in made.walk():
            if not part.is_multipart():
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                assert b"CANARY" not in content
        assert "CANARY" not in "".join(f"{k}{v}" for k, v in made.items())
