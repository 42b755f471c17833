"""What a mail says: its subject, its words, and what it knows of who gets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import audience, words
from briefgen.briefing import Correspondence, compose, correspond, embargo_line, examined, make
from briefgen.document import (
    Heading,
    NoteList,
    Paragraph,
    Role,
    Table,
    block_lines,
    inline_text,
    plain_text,
)
from briefgen.errors import Diagnostic, TemplateError
from briefgen.writers import writer
from tests.cli.test_build import run
from tests.letters import letter
from tests.made import SMALL, loaded, workspace
from tests.writers.briefings import AUDIENCES, briefing


def lines(made: Correspondence) -> list[str]:
    return list(block_lines(made.document.blocks))


def test_a_long_subject_is_cut_between_words(tmp_path: Path) -> None:
    made = written(tmp_path, "# {{ issue.title }}\n\nSee below.\n", SMALL.replace("old", "o" * 300))
    assert made.subject == "Closing the…"


def statuses(made: Correspondence) -> list[str]:
    return [
        inline_text(block.inlines)
        for block in made.document.blocks
        if isinstance(block, Paragraph) and block.role is Role.STATUS
    ]


def written(
    root: Path,
    template: str = "",
    text: str = SMALL,
    *,
    name: str = "press",
    banner: str = "",
    recipient: dict[str, str] | None = None,
    attached: tuple[str, ...] = ("docx", "pdf"),
) -> Correspondence:
    """Make a mail by a template of the audience's own."""
    if template:
        own = root / "templates" / name / "email.md.j2"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(template, encoding="utf-8")
    issue, place = loaded(root, text), workspace(root)
    chosen = audience.load(name, place.template_roots, place.surroundings)
    language = words.load(issue.issue.language, place.template_roots)
    return correspond(
        issue,
        chosen,
        language,
        place.template_roots,
        recipient=recipient,
        banner=banner,
        attached=attached,
    )


def faults(root: Path, template: str, text: str = SMALL) -> list[Diagnostic]:
    with pytest.raises(TemplateError) as caught:
        written(root, template, text)
    return list(caught.value.diagnostics)


# --- the three audiences -----------------------------------------------------


def test_the_council_gets_a_note_on_what_is_attached() -> None:
    made, _ = letter("harbour", "city-council", recipient={"name": "Ana Rivera"})
    said = lines(made)
    assert made.subject == "Memorandum: Moving the harbour crane | who pays, and who decides?"
    assert said[:5] == [
        "Dear Ana Rivera,",
        "Please find attached the briefing on the following matter (Word and PDF).",
        "Subject:\tMoving the harbour crane | who pays, and who decides?",
        "Meeting:\tDecember 15, 2026",
        "File:\tPL-2026/117",
    ]
    assert said[5].startswith("The crane of 1911 stands")
    assert said[6:8] == [
        "Proposed motion",
        "Resolved, that the crane of 1911 be moved to the museum quay, and that SEK 4.2 million be "
        "taken from the harbour fund for it.",
    ]
    assert "Three options were examined" not in plain_text(made.document)
    assert any("Ann Clerk, City Clerk" in line and "+46 999 555 01" in line for line in said)
    assert said[-2:] == ["Respectfully,", "Harbour & Waterways\nCity of Port Lindqvist"]


def test_residents_get_what_they_need_without_opening_anything() -> None:
    made, _ = letter("harbour", "community-groups")
    said = lines(made)
    assert made.subject == "What will happen to the harbour crane?"
    assert said[0] == "Hello,"
    headings = [inline_text(b.inlines) for b in made.document.blocks if isinstance(b, Heading)]
    assert headings == [
        *("What this means", "When and where", "How can I have a say?", "Who can I ask?"),
        "Where can I read more?",
    ]
    assert "December 8, 2026, 6 p.m.: Hearing, Town hall" in said
    assert "Comments are taken until December 8, 2026." in said
    assert "You can speak at the hearing. (according to City Clerk)" in said
    assert "It is made to work with screen readers." in plain_text(made.document)
    assert "The passengers of ten years" in said


def test_newsrooms_get_the_whole_release() -> None:
    made, _ = letter("harbour", "press")
    whole = briefing("harbour", "press")
    assert made.subject == "Press release: City weighs three ways to move its harbour crane"
    assert lines(made)[: len(list(block_lines(whole.blocks)))] == list(block_lines(whole.blocks))
    assert statuses(made) == ["EMBARGOED UNTIL Tuesday, December 1, 2026, 6:00\u00a0a.m. CET"]
    assert [type(b) for b in made.document.blocks if isinstance(b, Table | NoteList)] == [
        *(Table, Table, Table, Table, NoteList)
    ]
    assert made.asked == frozenset()


def test_spanish_is_spanish_throughout() -> None:
    made, _ = letter("chicago", "community-groups", "es", recipient={"name": "Ana"})
    assert made.document.meta.language == "es"
    assert lines(made)[:2] == ["BORRADOR, no publicar", "Hola, Ana:"]
    assert "Adjuntamos la hoja informativa completa (Word y PDF)." in plain_text(made.document)
    assert lines(made)[-2] == "Gracias por su atención,"


@pytest.mark.parametrize("name", AUDIENCES)
def test_nothing_is_said_that_the_issue_does_not_know(tmp_path: Path, name: str) -> None:
    made = written(tmp_path, name=name)
    said = plain_text(made.document)
    for word in ("Meeting:", "File:", "Proposed motion", "Also attached", "questions", "Who can I"):
        assert word not in said
    assert not any(line.rstrip().endswith(("(", "()", ", ", ":\t")) for line in said.split("\n"))


@pytest.mark.parametrize("name", AUDIENCES)
def test_what_is_not_attached_is_not_said_to_be(tmp_path: Path, name: str) -> None:
    one = written(tmp_path, name=name, attached=("pdf",))
    none = written(tmp_path, name=name, attached=())
    assert "(PDF)" in plain_text(one.document)
    assert "Word" not in plain_text(one.document)
    assert "attached" not in plain_text(none.document)


@pytest.mark.parametrize("name", AUDIENCES)
def test_both_texts_say_the_same(name: str) -> None:
    made, theme = letter("chicago", name)
    assert made.document.meta.title == made.subject
    plain = writer("txt")(made.document, theme).content.decode()
    html = writer("mail")(made.document, theme).content.decode()
    assert all(word in plain for word in plain_text(made.document).split())
    assert f"<title>{made.subject}</title>" in html


# --- audiences of one's own --------------------------------------------------


def own_audience(root: Path, text: str) -> None:
    folder = root / "templates" / "board"
    folder.mkdir(parents=True)
    (folder / "audience.yaml").write_text(text, encoding="utf-8")


def test_an_heir_writes_as_its_parent_does(tmp_path: Path) -> None:
    own_audience(tmp_path, "inherits: city-council\nname: Harbour Board\n")
    made = written(tmp_path, name="board")
    assert lines(made)[1] == "Dear members of the Harbour Board,"
    assert lines(made)[-2] == "Respectfully,"


def test_an_audience_without_a_template_has_that_of_all(tmp_path: Path) -> None:
    own_audience(tmp_path, "name: Board\ndocument_type: Notice\nsections: [head, summary]\n")
    briefing = tmp_path / "templates" / "board" / "briefing.md.j2"
    briefing.write_text("# {{ issue.title }}\n", encoding="utf-8")
    made = written(tmp_path, name="board", recipient={"name": "Bo"})
    assert made.subject == "Notice: Closing the old bridge"
    assert lines(made) == [
        "DRAFT, not for publication",
        "Dear Bo,",
        "The briefing is attached (Word and PDF).",
        "Closing the old bridge",
        "The bridge is old.",
        "Kind regards,",
        "City of Brigton",
    ]


# --- the subject -------------------------------------------------------------


def test_the_first_heading_is_the_subject_and_no_part_of_the_text(tmp_path: Path) -> None:
    made = written(tmp_path, "Over it.\n\n# About **{{ issue.title }}**\n\n## Next\n\nText.\n")
    assert made.subject == "About Closing the old bridge"
    assert lines(made) == ["DRAFT, not for publication", "Over it.", "Next", "Text."]


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("a\u202eb\u2066c\u200fd", "For abcd"),
        ("a\u2028b\x85c\xa0d   e\0\x1b", "For a b c d e"),
        ("a\r\nBcc: x@example.org", "For a Bcc: x@example.org"),
        ("=?utf-8?q?a?=", "For =?utf-8?q?a?="),
        ("\U0001f469\u200d\U0001f467 año", "For \U0001f469\u200d\U0001f467 año"),
    ],
)
def test_a_subject_is_one_line_and_says_what_it_shows(
    tmp_path: Path, name: str, subject: str
) -> None:
    made = written(tmp_path, "# For {{ recipient.name }}\n", recipient={"name": name})
    assert made.subject == subject


def test_the_breaks_of_a_row_are_none(tmp_path: Path) -> None:
    row = {"name": "Ann\r\nBcc: x@example.org\t\u2028y"}
    made = written(tmp_path, "# For {{ recipient.name }}\n\n{{ recipient.name }}\n", recipient=row)
    assert made.subject == "For Ann Bcc: x@example.org y"
    assert lines(made)[1:] == ["Ann Bcc: x@example.org y"]


@pytest.mark.parametrize(
    ("template", "message", "line"),
    [
        ("Text.\n", "no subject", 1),
        ("# {{ issue.subtitle }}\n\nText.\n", "no subject", 1),
        ("\n## Two\n", "the first heading is not the subject: 'Two'", 2),
        ("# One\n\n# Two\n", "a second subject: 'Two'", 3),
        ("# One\n\n### Two\n", "a heading of level 3 under one of 1: 'Two'", 3),
        ("::: panel\n# One\n:::\n", "the subject stands inside something else", 2),
    ],
)
def test_a_mail_without_a_subject_is_a_fault_with_its_place(
    tmp_path: Path, template: str, message: str, line: int
) -> None:
    (found,) = faults(tmp_path, template)
    assert (found.code, found.message) == ("template.subject", message)
    assert found.location is not None
    assert found.location.path.endswith("press/email.md.j2")
    assert found.location.line == line
    assert "subject" in found.hint


# --- the briefing in a mail --------------------------------------------------


def test_a_briefing_is_put_in_as_it_is(tmp_path: Path) -> None:
    made = written(tmp_path, "# S\n\nBefore.\n\n{{ briefing }}\n\nAfter.\n")
    said = lines(made)
    assert said[:2] == ["DRAFT, not for publication", "Before."]
    assert said[-1] == "After."
    assert [b for b in made.document.blocks if isinstance(b, Table)]
    assert said.count("DRAFT, not for publication") == 1


def test_whether_there_is_a_briefing_can_be_asked(tmp_path: Path) -> None:
    made = written(tmp_path, "# S\n\n{% if briefing %}\nThere is.\n{% endif %}\n")
    assert lines(made)[1:] == ["There is."]


def test_a_briefing_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, "# S\n\nHere: {{ briefing }}\n")
    assert "the briefing" in found.message
    assert found.location is not None
    assert (found.location.line, found.location.column) == (3, 10)


def test_a_fault_of_the_briefing_is_one_of_the_mail(tmp_path: Path) -> None:
    (tmp_path / "templates" / "press").mkdir(parents=True)
    own = tmp_path / "templates" / "press" / "briefing.md.j2"
    own.write_text("# {{ issue.title }}\n\n{{ issue.titel }}\n", encoding="utf-8")
    (found,) = faults(tmp_path, "# S\n\n{{ briefing }}\n")
    assert (found.code, "press/briefing.md.j2" in str(found.location)) == (
        "template.unknown-field",
        True,
    )


@pytest.mark.parametrize("name", ["briefing", "attached"])
def test_a_briefing_has_no_names_of_a_mail(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates" / "press").mkdir(parents=True)
    own = tmp_path / "templates" / "press" / "briefing.md.j2"
    own.write_text(f"# {{{{ issue.title }}}}\n\n{{{{ {name} }}}}\n", encoding="utf-8")
    issue, place = loaded(tmp_path), workspace(tmp_path)
    chosen = audience.load("press", place.template_roots, place.surroundings)
    language = words.load("en-US", place.template_roots)
    with pytest.raises(TemplateError) as caught:
        compose(issue, chosen, language, place.template_roots)
    assert caught.value.diagnostics[0].message == f"unknown name '{name}' in {{{{ {name} }}}}"
    looked = examined(chosen, language, place.template_roots, frozenset())
    assert [d.message for d in looked] == [f"unknown name '{name}' in {{{{ {name} }}}}"]


def test_notes_of_the_briefing_and_of_the_mail_are_numbered_together(tmp_path: Path) -> None:
    text = (
        SMALL + "sources:\n  - {id: a, title: A}\n  - {id: b, title: B}\n"
        "messages:\n  - {text: Said, sources: [b]}\n"
    )
    template = "# S\n\nFirst{{ issue.sources[0]|note }}.\n\n{{ briefing }}\n"
    made = written(tmp_path, template, text)
    assert lines(made)[1] == "First[1]."
    assert "Said\u00a0[2]" in lines(made)


# --- what stands over it -----------------------------------------------------


def test_a_draft_says_so_and_a_final_does_not(tmp_path: Path) -> None:
    assert statuses(written(tmp_path, "# S\n\nText.\n")) == ["DRAFT, not for publication"]
    final = f"{SMALL}status: final\n"
    assert statuses(written(tmp_path, "# S\n\nText.\n", final)) == []


def test_a_banner_stands_over_all_and_is_not_said_twice(tmp_path: Path) -> None:
    text = (
        f"{SMALL}status: final\ntimezone: America/Chicago\n"
        "release: {embargo_until: 2026-12-01T06:00:00-06:00}\n"
    )
    issue = loaded(tmp_path, text).issue
    language = words.load("en-US", workspace(tmp_path).template_roots)
    banner = embargo_line(issue, language)
    assert banner == "EMBARGOED UNTIL Tuesday, December 1, 2026, 6:00\u00a0a.m. CST"
    for name in AUDIENCES:
        made = written(tmp_path, "", text, name=name, banner=banner)
        assert statuses(made) == [banner]
        assert lines(made)[0] == banner
    assert statuses(written(tmp_path, "", text)) == [banner]  # of the release itself


def test_an_issue_without_an_embargo_has_no_line_for_it(tmp_path: Path) -> None:
    language = words.load("en-US", workspace(tmp_path).template_roots)
    assert embargo_line(loaded(tmp_path).issue, language) == ""


def test_a_banner_and_the_draft_line_are_both_said(tmp_path: Path) -> None:
    made = written(tmp_path, "# S\n\nText.\n", banner="EMBARGOED UNTIL noon")
    assert lines(made) == ["EMBARGOED UNTIL noon", "DRAFT, not for publication", "Text."]


# --- who gets it -------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "asked"),
    [
        ("Text.", set()),
        ("{{ recipient.name }}", {"name"}),
        ("{{ recipient['ward'] }}{{ recipient.name }}", {"name", "ward"}),
        ("{% if recipient.name == 'Ann' %}A{% endif %}", {"name"}),
        ("{% for name in recipient %}{{ name }} {% endfor %}", {""}),
        ("{% for name, value in recipient|items %}{{ value }} {% endfor %}", {""}),
        ("{% if recipient %}A{% endif %}", {""}),
        ("{{ recipient|length }}", {""}),
        ("{% set row = recipient %}{{ row.name }}", {"name"}),
    ],
)
def test_a_mail_tells_what_it_asked_of_the_recipient(
    tmp_path: Path, template: str, asked: set[str]
) -> None:
    made = written(tmp_path, f"# S\n\n{template}\n", recipient={"name": "Ann", "ward": "4"})
    assert made.asked == asked
    assert made.personal is bool(asked)


def test_a_column_that_is_not_there_is_empty(tmp_path: Path) -> None:
    made = written(tmp_path, "# S\n\n{{ recipient.ward }}{{ recipient.name }}\n")
    assert lines(made)[1:] == []
    assert made.asked == {"ward", "name"}


def test_what_the_briefing_asks_the_mail_asks(tmp_path: Path) -> None:
    (tmp_path / "templates" / "press").mkdir(parents=True)
    own = tmp_path / "templates" / "press" / "briefing.md.j2"
    own.write_text("# {{ issue.title }}\n\nFor {{ recipient.desk }}\n", encoding="utf-8")
    made = written(tmp_path, "# S\n\n{{ briefing }}\n", recipient={"desk": "City desk"})
    assert made.asked == {"desk"}
    assert lines(made)[-1] == "For City desk"
    assert written(tmp_path, "# S\n\nText.\n").asked == frozenset()


def test_a_memo_is_addressed_to_who_gets_it(tmp_path: Path) -> None:
    issue, place = loaded(tmp_path), workspace(tmp_path)
    language = words.load("en-US", place.template_roots)
    for name, asked in (("city-council", {"name"}), ("press", set())):
        chosen = audience.load(name, place.template_roots, place.surroundings)
        row = {"name": "Ana Rivera"}
        made = make(issue, chosen, language, place.template_roots, ["txt"], recipient=row)
        assert made.asked == asked
        assert made.personal is bool(asked)
        assert (b"To: Ana Rivera\n" in made.files["txt"]) is bool(asked)


# --- check -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("# {{ issue.titel }}\n", "unknown field 'titel'"),
        ("# S\n\n{% if issue.motion %}{{ issue.motoin }}{% endif %}\n", "unknown field 'motoin'"),
        ("Hello\n", "no subject"),
        ("# {{ recipient.name }}\n", "no subject"),
    ],
)
def test_check_finds_what_is_wrong_with_a_mail(tmp_path: Path, template: str, message: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bridge.yaml").write_text(SMALL, encoding="utf-8")
    own = tmp_path / "templates" / "press" / "email.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(template, encoding="utf-8")
    done = run(tmp_path, "check")
    assert done.returncode == 4
    assert "templates/press/email.md.j2:" in done.stderr
    assert done.stderr.count(message) == 1
    assert run(tmp_path, "build").returncode == 0
