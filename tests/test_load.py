"""Issue files: what is read, and every fault with its place and remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from briefgen.document import BulletList, Paragraph, Text
from briefgen.errors import Diagnostic, InputError, Severity
from briefgen.schema import Wording
from tests.made import SMALL, faults, loaded


def only(found: list[Diagnostic]) -> Diagnostic:
    errors = [d for d in found if d.severity is Severity.ERROR]
    assert len(errors) == 1, errors
    return errors[0]


def at(diagnostic: Diagnostic) -> tuple[int, int]:
    assert diagnostic.location is not None
    assert diagnostic.location.path.endswith("issue.yaml")
    return diagnostic.location.line, diagnostic.location.column


def test_every_kind_of_value_is_read(tmp_path: Path) -> None:
    issue = loaded(
        tmp_path,
        SMALL
        + """\
status: final
language: es-MX
timezone: America/Chicago
release: {embargo_until: 2026-12-01T06:00:00-06:00}
background: |
  Long *ago*.

  - one
stakeholders:
  - {id: ann, name: "7.30", stance: mixed, audiences: []}
extra: {any: [thing, {at: all}], no: 010}
""",
    ).issue
    assert issue.date == date(2026, 11, 23)
    assert issue.release.embargo_until == datetime(
        2026, 12, 1, 6, tzinfo=timezone(timedelta(hours=-6))
    )
    assert issue.release.embargo_until.astimezone(UTC).hour == 12
    assert (issue.status, issue.language, issue.timezone) == ("final", "es-MX", "America/Chicago")
    background = issue.background.default
    assert background is not None
    assert background.blocks[1] == BulletList(((Paragraph((Text("one"),)),),))
    (ann,) = issue.stakeholders
    assert (ann.name.default, ann.stance, ann.audiences) == ("7.30", "mixed", ())
    assert issue.extra == {"any": ["thing", {"at": "all"}], "no": "010"}
    assert issue.subtitle == Wording()


def test_text_is_one_line_and_keeps_its_no_break_spaces(tmp_path: Path) -> None:
    text = SMALL.replace("title: Closing the old bridge", 'title: "a\\n  b\\u00a0c\\td "')
    assert loaded(tmp_path, text).issue.title.default == "a b\u00a0c d"


def test_a_wording_has_a_default_audiences_and_languages(tmp_path: Path) -> None:
    text = SMALL.replace(
        "summary: The bridge is old.",
        "summary: {default: A, press: B, es: C, community-groups/es-MX: D}",
    )
    variants = loaded(tmp_path, text).issue.summary.variants
    assert [(v.audience, v.lang) for v in variants] == [
        ("", ""),
        ("press", ""),
        ("", "es"),
        ("community-groups", "es-MX"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "hint"),
    [
        ("summary:", "sumary:", "issue.unknown-key", (5, 1), "'summary'"),
        ("benefit:", "benefits:", "issue.unknown-key", (7, 32), "'benefit'"),
        ("id: bridge", "id: The Bridge", "issue.bad-id", (1, 5), "a-z"),
        ("2026-11-23", "November 23", "issue.bad-date", (3, 7), "2026-11-23"),
        ("2026-11-23", "2026-02-30", "issue.bad-date", (3, 7), "year-month-day"),
        ("Peace", "[a]", "issue.wrong-kind", (7, 41), ""),
        ("{name: City of Brigton}", "City", "issue.wrong-kind", (4, 15), ""),
        (
            "title: Closing the old bridge",
            "title: {press: X}",
            "issue.no-default",
            (2, 1),
            "default",
        ),
        ("The bridge is old.", "{default: x, mayor: y}", "issue.unknown-wording", (5, 23), "press"),
        ("The bridge is old.", "{default: x, press/xx: y}", "issue.unknown-wording", (5, 23), ""),
        ("The bridge is old.", "old <b>wood</b>", "markup.html", (5, 14), "tags"),
        ("The bridge is old.", "see [this](file:///x)", "markup.link", (5, 21), "https"),
        ("date:", "status: done\ndate:", "issue.bad-choice", (3, 9), "draft"),
        ("date:", "language: xx\ndate:", "issue.bad-language", (3, 11), "es-MX"),
        ("date:", "timezone: Chicago\ndate:", "issue.bad-zone", (3, 11), "America/Chicago"),
        ("date:", "audiences:\ndate:", "issue.no-audiences", (3, 1), "write [] for nobody"),
        ("date:", "audiences: [pres]\ndate:", "issue.unknown-audience", (3, 13), "'press'"),
        ("date:", "intros: {riskz: x}\ndate:", "issue.unknown-key", (3, 10), "'risks'"),
        ("date:", "format: 2\ndate:", "issue.bad-choice", (3, 9), ""),
        (
            "date:",
            "release: {embargo_until: 2026-12-01T06:00:00}\ndate:",
            "issue.bad-moment",
            (3, 26),
            "offset",
        ),
        ("Peace", "Peace, sources: [none]", "issue.dangling-reference", (7, 58), "no sources"),
        ("organization: {name: City of Brigton}", "place: x", "issue.missing-key", (1, 1), "name"),
        ("title: Closing the old bridge\n", "", "issue.missing-key", (1, 1), "add title"),
        ("title: Closing the old bridge", "title:", "issue.missing-key", (2, 1), "write it"),
        ("The bridge is old.", "''", "issue.missing-key", (5, 1), "write it"),
        ("approach: Talk", "approach: ' '", "issue.missing-key", (7, 16), "write it"),
        ("id: bridge", "id: con", "issue.bad-id", (1, 5), "another"),
        ("date:", "contacts: [{name: A, email: nobody}]\ndate:", "issue.bad-email", (3, 29), "@"),
        (
            "date:",
            "release: {embargo_until: 9999-12-31T23:59:59-14:00}\ndate:",
            "issue.bad-moment",
            (3, 26),
            "",
        ),
        (
            "date:",
            "contacts: [{name: A, email: 'a?bcc=b@c.d'}]\ndate:",
            "issue.bad-email",
            (3, 29),
            "",
        ),
        ("The bridge is old.", "a\uf001b", "text.forbidden-character", (5, 11), "delete"),
        ("date:", "intros: {notes: x}\ndate:", "issue.unknown-key", (3, 10), ""),
        ("The bridge is old.", "a\u2028b", "text.forbidden-character", (5, 11), "delete"),
        ("approach: Talk, ", "", "issue.missing-key", (7, 5), "add approach"),
    ],
)
def test_a_fault_has_its_code_place_and_remedy(
    tmp_path: Path, old: str, new: str, code: str, place: tuple[int, int], hint: str
) -> None:
    assert old in SMALL
    found = [d for d in faults(tmp_path, SMALL.replace(old, new)) if d.code == code]
    assert found, faults(tmp_path, SMALL.replace(old, new))
    assert at(found[0]) == place
    assert hint in found[0].hint


def test_ids_are_unique_and_references_unambiguous(tmp_path: Path) -> None:
    text = (
        SMALL
        + """\
  - {id: talk, approach: Walk, implementation: Now, addresses: [noise]}
risks:
  - {id: noise, issue: Noise}
concerns:
  - {id: noise, topic: Noise}
"""
    )
    found = faults(tmp_path, text)
    assert [(d.code, at(d)) for d in found] == [
        ("issue.duplicate-id", (8, 5)),
        ("issue.ambiguous-reference", (8, 65)),
    ]
    assert "line 7" in found[0].hint


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SMALL.replace("date: 2026-11-23", "date: soon").replace("id: talk", "id: TALK")
    text = text.replace("summary: The bridge is old.", "summary: a `b` <i>\nstatus: maybe")
    found = faults(tmp_path, text)
    assert [d.code for d in found] == [
        "issue.bad-date",
        "markup.code",
        "markup.html",
        "issue.bad-choice",
        "issue.bad-id",
    ]
    assert [at(d)[0] for d in found] == [3, 5, 5, 6, 8]


def test_the_place_of_a_flaw_in_a_block_of_prose_is_its_own_line(tmp_path: Path) -> None:
    text = SMALL.replace(
        "summary: The bridge is old.", "summary: |\n  One.\n\n  Two <b>x</b>.\n\n  Three <b>.\n"
    )
    assert [at(d) for d in faults(tmp_path, text)] == [(8, 7), (8, 11), (10, 9)]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "words\n"])
def test_a_file_that_is_no_issue_says_so(tmp_path: Path, text: str) -> None:
    assert only(faults(tmp_path, text)).code in ("issue.empty-file", "issue.wrong-kind")


def test_null_is_a_word_and_warned_about(tmp_path: Path) -> None:
    issue = loaded(tmp_path, SMALL.replace("benefit: Peace", "benefit: null"))
    assert issue.issue.recommendations[0].benefit.default == "null"
    assert [d.code for d in issue.warnings] == ["issue.null-word"]
    prose = loaded(tmp_path, SMALL + "background: ~\n")
    assert [d.code for d in prose.warnings] == ["issue.null-word"]


def test_the_workspace_gives_what_the_issue_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text(
        "organization: {name: Town, website: https://town.example}\n"
        "contacts: [{name: Ann}]\nlanguage: en-GB\ntimezone: Europe/London\n",
        encoding="utf-8",
    )
    issue = loaded(tmp_path, SMALL.replace("{name: City of Brigton}", "{department: Roads}")).issue
    assert issue.organization.name.default == "Town"
    assert issue.organization.department.default == "Roads"
    assert issue.organization.website.default == "https://town.example"
    assert [c.name.default for c in issue.contacts] == ["Ann"]
    assert (issue.language, issue.timezone) == ("en-GB", "Europe/London")
    assert loaded(tmp_path).issue.organization.name.default == "City of Brigton"


def test_what_is_not_described_is_refused(tmp_path: Path) -> None:
    for key in ("table", "annexes", "chapters"):
        with pytest.raises(InputError) as caught:
            loaded(tmp_path, SMALL + f"{key}: []\n")
        assert caught.value.diagnostics[0].code == "issue.unknown-key"


def test_one_slip_makes_one_fault(tmp_path: Path) -> None:
    for old, new in (
        ("summary:", "sumary:"),
        ("{name: City of Brigton}", "City"),
        ("title: Closing the old bridge", "title: {default: [x]}"),
    ):
        assert len(faults(tmp_path, SMALL.replace(old, new))) == 1
