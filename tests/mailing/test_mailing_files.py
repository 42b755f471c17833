"""What goes along with a mail: which formats, and the same to everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import OutputError, UsageError
from briefgen.mailing import drafts
from briefgen.recipients import addressed
from tests.mailing.made import ISSUE, NOW, codes, ordered, place, planned
from tests.mailing.test_mailing_plan import files, post_to, read_message

TWO = "email,name,audience\nann@example.org,Ann,press\nbob@example.org,Bob,press\n"


def shaped(root: Path, formats: str) -> Path:
    folder = root / "templates" / "press"
    folder.mkdir(parents=True)
    text = f"inherits: press\nformats: {formats}\n"
    (folder / "audience.yaml").write_text(text, encoding="utf-8")
    return place(root, rows=TWO)


@pytest.mark.parametrize(
    ("formats", "attached"),
    [
        ("[pdf]", ("bridge-press.pdf",)),
        ("[html, pdf, docx]", ("bridge-press.pdf", "bridge-press.docx")),
        ("[html]", ("bridge-press.docx", "bridge-press.pdf")),
    ],
)
def test_an_audience_gets_those_files_that_are_built_for_it(
    tmp_path: Path, formats: str, attached: tuple[str, ...]
) -> None:
    shaped(tmp_path, formats)
    found = planned(tmp_path, ordered(tmp_path, formats=()))
    assert {post.attached for post in found.posts} == {attached}
    assert {p.name for p in (tmp_path / "out").glob("bridge/*.*")} == set(attached)


def test_a_format_that_is_named_is_attached_for_every_audience(tmp_path: Path) -> None:
    shaped(tmp_path, "[pdf]")
    found = planned(tmp_path, ordered(tmp_path, formats=("docx",)))
    assert {post.attached for post in found.posts} == {("bridge-press.docx",)}


def test_an_attachment_is_read_once_and_the_same_for_all(tmp_path: Path) -> None:
    more = "attachments:\n  - {title: Count, file: count.bin}\n"
    place(tmp_path, ISSUE + more, TWO)
    path = tmp_path / "data" / "count.bin"
    path.write_text("as planned", encoding="utf-8")
    found = planned(tmp_path, ordered(tmp_path, "press"))
    path.write_text("changed meanwhile", encoding="utf-8")
    for post in found.posts:
        attached = files(found.written(post, NOW))
        assert attached["count.bin"] == b"as planned"
        assert len(found.written(post, NOW)) == post.size


def test_an_edited_file_goes_out_as_it_was_when_the_run_was_planned(tmp_path: Path) -> None:
    place(tmp_path, rows=TWO)
    planned(tmp_path, ordered(tmp_path, "press"))
    path = tmp_path / "out" / "bridge" / "bridge-press.pdf"
    path.write_bytes(b"%PDF-1.7 as somebody changed it")
    found = planned(tmp_path, ordered(tmp_path, "press", use_edited=True))
    ann, bob = found.posts
    assert files(found.written(ann, NOW))["bridge-press.pdf"] == path.read_bytes()
    path.write_bytes(b"%PDF-1.7 changed once more")
    with pytest.raises(OutputError) as caught:
        found.written(bob, NOW)
    assert caught.value.diagnostics[0].code == "output.changed"


def test_who_has_a_copy_of_all_gets_no_second_of_their_own(tmp_path: Path) -> None:
    place(tmp_path, rows=TWO)
    copied = tuple(map(addressed, ("ANN@example.org", "file@example.org", "File@example.org")))
    found = planned(tmp_path, ordered(tmp_path, "press", cc=copied))
    for address, to in (
        ("ann@example.org", "file@example.org"),
        ("bob@example.org", "ANN@example.org, file@example.org"),
    ):
        post = post_to(found, address)
        assert read_message(found.written(post, NOW))["Cc"] == to
        envelopes = ", ".join(one.envelope for one in found.copied(post.recipient))
        assert envelopes == to


def test_issues_of_two_houses_are_not_sent_in_the_name_of_one(tmp_path: Path) -> None:
    place(tmp_path, rows=TWO)
    other = ISSUE.replace("id: bridge", "id: park").replace("clerk@brigton", "desk@parks")
    (tmp_path / "data" / "park.yaml").write_text(other, encoding="utf-8")
    issues = tuple(tmp_path / "data" / f"{name}.yaml" for name in ("bridge", "park"))
    order = ordered(tmp_path, "press", issues=issues)
    with pytest.raises(UsageError) as caught:
        planned(tmp_path, order)
    assert caught.value.diagnostics[0].code == "mail.several-senders"
    assert len(planned(tmp_path, order, sending=False).posts) == 4


def test_two_drafts_of_one_name_are_a_fault_and_neither_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "press-local"
    folder.mkdir(parents=True)
    (folder / "audience.yaml").write_text("inherits: press\n", encoding="utf-8")
    rows = "email,id,audience\na@example.org,local-ann,press\nb@example.org,ann,press-local\n"
    place(tmp_path, rows=rows)
    found = planned(tmp_path, ordered(tmp_path), sending=False)
    assert codes(found) == []
    with pytest.raises(OutputError) as caught:
        drafts.save(found, tmp_path / "out", force=False)
    assert caught.value.diagnostics[0].code == "mail.same-name"
    assert not list(tmp_path.rglob("*.eml"))


def test_a_column_that_a_mail_reads_and_no_row_has_is_warned_of(tmp_path: Path) -> None:
    own = place(tmp_path, rows="email,name,ward,audience\na@example.org,A,3,press\n")
    template = own / "templates" / "press" / "email.md.j2"
    template.parent.mkdir(parents=True)
    words = "# {{ issue.title }}\n\nDear {{ recipient.name }} of {{ recipient.wardd }}\n"
    template.write_text(words, encoding="utf-8")
    found = planned(own, ordered(own, "press"))
    (warned,) = [d for d in found.warnings if d.code == "mail.no-column"]
    assert "recipient.wardd" in warned.message
    assert warned.hint == "did you mean 'ward'?"
    template.write_text(words.replace("wardd", "ward"), encoding="utf-8")
    assert not [d for d in planned(own, ordered(own, "press")).warnings if "column" in d.code]
