"""Nothing that an audience may not see occurs in any byte written for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import audience as audiences
from briefgen import batch, words
from briefgen.briefing import correspond
from briefgen.issue import LISTS
from briefgen.mail.message import Headers, Letter, draft
from briefgen.writers import writer
from tests.made import loaded, workspace
from tests.unpacked import every_byte

KINDS = ("docx", "pdf", "html", "md")
AUDIENCES = ("city-council", "community-groups", "press")


def canary(kind: str, number: int) -> str:
    """Make a word that occurs nowhere else, and in no compressed stream by chance."""
    return f"zq{kind}x{number:04d}kv"


def issue(seen_by: str) -> tuple[str, list[str]]:
    """Write an issue with a canary wherever something can be hidden, and list them."""
    planted: list[str] = []

    def hide(kind: str) -> str:
        planted.append(canary(kind, len(planted)))
        return planted[-1]

    rules = (f"[{seen_by}]", "[]") if seen_by else ("[]",)
    lines = [
        "id: canary",
        "title: Plain title",
        "date: 2026-11-23",
        "organization: {name: Town}",
        f"subtitle: {{default: Plain, {seen_by or 'press'}: {hide('sub')}}}"
        if seen_by
        else "subtitle: Plain",
        "summary: Plain summary.",
    ]
    lists: dict[str, list[str]] = {
        "sources": ["- {id: open, title: Open}"],
        "contacts": ["- {name: Open}"],
        "stakeholders": ["- {id: open, name: Open, stance: supports, sources: [open, @sources]}"],
        "concerns": ["- {id: open, topic: Open, raised_by: [open, @stakeholders], note: @note}"],
        "risks": ["- {id: open-risk, issue: Open, raised_by: [@stakeholders]}"],
        "asks": ["- {id: open, text: Open, asked_by: [@stakeholders]}"],
        "recommendations": [
            "- {id: open, approach: Open, implementation: Now, addresses: [open-risk, @concerns],"
            " proposed_by: [@stakeholders]}"
        ],
        "options": ["- {id: open, name: Open}"],
        "events": ["- {when: soon, what: Open}"],
        "questions": ["- {question: Open, answer: Open}"],
        "quotes": ["- {text: Open, speaker: Ann, stakeholder: @stakeholders1}"],
        "key_figures": ["- {id: open, label: Open, value: '1'}"],
        "messages": ["- {text: Open}"],
        "attachments": ["- {title: Open, url: 'https://open.example', sources: [@sources]}"],
        "tables": [
            "- {id: open, caption: Open, columns: [{key: a, label: A}], rows: [{a: Open}],"
            " sources: [open, @sources]}"
        ],
    }
    assert {*lists, "notes"} == set(LISTS)
    hidden_ids: dict[str, list[str]] = {name: [] for name in lists}
    for rule in rules:
        for name, items in lists.items():
            mark = hide("id")
            fields = {
                "sources": f"title: {hide('t')}, url: 'https://{hide('u')}.example'",
                "contacts": f"name: {hide('t')}, email: {hide('m')}@example.org",
                "stakeholders": f"name: {hide('t')}, position: {hide('p')}, stance: opposes",
                "concerns": f"topic: {hide('t')}, detail: {hide('d')}",
                "risks": f"issue: {hide('t')}, possible_outcome: {hide('o')}",
                "asks": f"text: {hide('t')}, attribution: {hide('a')}",
                "recommendations": f"approach: {hide('t')}, implementation: {hide('i')}",
                "messages": f"text: {hide('t')}",
                "options": f"name: {hide('t')}, summary: {hide('p')}, pros: [{hide('l')}]",
                "events": f"when: {hide('w')}, what: {hide('t')}, where: {hide('p')}",
                "questions": f"question: {hide('t')}, answer: {hide('p')}",
                "quotes": f"text: {hide('t')}, speaker: {hide('s')}, role: {hide('r')}",
                "key_figures": f"label: {hide('t')}, value: {hide('v')}, unit: {hide('u')}",
                "attachments": f"title: {hide('t')}, file: {hide('f')}.txt",
                "tables": f"caption: {hide('t')}, columns: [{{key: {hide('k')}, label: "
                f"{hide('l')}}}], rows: [{{{planted[-2]}: {hide('c')}}}]",
            }[name]
            if name in ("contacts", "messages", "events", "questions", "quotes", "attachments"):
                planted.remove(mark)
                items.append(f"- {{{fields}, audiences: {rule}}}")
            else:
                hidden_ids[name].append(mark)
                items.append(f"- {{id: {mark}, {fields}, audiences: {rule}}}")
    for name, items in lists.items():
        lines.append(f"{name}:")
        for item in items:
            for other, ids in hidden_ids.items():
                item = item.replace(f"@{other}1", ids[-1] if ids else "open")
                item = item.replace(f"@{other}", ", ".join(ids))
            lines.append("  " + item.replace("@note", hide("n")).replace("[, ", "["))
    lines.append(f"notes: [{{text: {hide('w')}}}]")
    return "\n".join(lines) + "\n", planted


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seen_by", ["", *AUDIENCES])
def test_a_hidden_thing_is_in_no_byte(tmp_path: Path, audience: str, seen_by: str) -> None:
    found = built(tmp_path, audience, seen_by)
    if audience != seen_by:
        assert found == {kind: set() for kind in (*KINDS, "json")}
    else:
        # The same search finds what may be seen, so that an empty answer means something.
        assert all(len(found[kind]) >= 20 for kind in KINDS)


@pytest.mark.parametrize("parent", AUDIENCES)
@pytest.mark.parametrize("generation", [1, 2])
def test_an_heir_gets_no_byte_of_what_its_parent_may_see(
    tmp_path: Path, parent: str, generation: int
) -> None:
    heirs = ("board", "panel")[:generation]
    for heir, forebear in zip(heirs, (parent, "board"), strict=False):
        inherits(tmp_path, heir, forebear)
    found = built(tmp_path, heirs[-1], parent)
    assert found == {kind: set() for kind in (*KINDS, "json")}
    # It does inherit: its page says what kind of document its parent's is.
    page = next((tmp_path / "out").rglob("*.html")).read_text(encoding="utf-8")
    kind = {"city-council": "Memorandum", "community-groups": "Community fact sheet"}
    assert kind.get(parent, "FOR IMMEDIATE RELEASE") in page


def test_a_file_over_the_built_in_one_of_its_name_is_the_same_audience(tmp_path: Path) -> None:
    inherits(tmp_path, "press", "press")
    found = built(tmp_path, "press", "press")
    assert all(len(found[kind]) >= 20 for kind in KINDS)
    assert not any(built(tmp_path, "press", "city-council").values())


def inherits(root: Path, heir: str, parent: str) -> None:
    folder = root / "templates" / heir
    folder.mkdir(parents=True)
    (folder / "audience.yaml").write_text(f"inherits: {parent}\n", encoding="utf-8")


def built(root: Path, audience: str, seen_by: str) -> dict[str, set[str]]:
    """Build for an audience what another may see, and give the canaries found, by format."""
    text, planted = issue(seen_by)
    path = root / "canary.yaml"
    path.write_text(text, encoding="utf-8")
    for file in re.findall(r"file: (\w+\.txt)", text):
        (root / file).write_text("here", encoding="utf-8")
    order = batch.Order((path,), (audience,), KINDS, out=root / "out")
    (outcome,) = batch.build(order, workspace(root))
    assert not outcome.failure, outcome.diagnostics
    assert {p.suffix for p in outcome.paths} == {f".{kind}" for kind in KINDS}
    return {kind: seen(root, kind, planted) for kind in (*KINDS, "json")}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seen_by", ["", *AUDIENCES])
def test_a_hidden_thing_is_in_no_byte_of_a_mail(
    tmp_path: Path, audience: str, seen_by: str
) -> None:
    text, planted = issue(seen_by)
    for file in re.findall(r"file: (\w+\.txt)", text):
        (tmp_path / file).write_text("here", encoding="utf-8")
    issue_, place = loaded(tmp_path, text), workspace(tmp_path)
    chosen = audiences.load(audience, place.template_roots, place.surroundings)
    language = words.load("en-US", place.template_roots)
    said = correspond(issue_, chosen, language, place.template_roots)
    plain, html = (
        writer(kind)(said.document, chosen.theme).content.decode() for kind in ("txt", "mail")
    )
    raw = draft(Letter(said.subject, plain, html, language.tag), Headers())
    found = {mark for mark in planted if mark.encode() in raw.replace(b"=\r\n", b"")}
    if audience != seen_by:
        assert found == set()
    else:
        assert len(found) >= 2, "the contact at least is said in every mail"


def seen(folder: Path, kind: str, planted: list[str]) -> set[str]:
    """Give the canaries that occur in the files of a kind, or in their names."""
    found = set()
    for file in (folder / "out").rglob(f"*.{kind}"):
        parts = [str(file.relative_to(folder)).encode(), *every_byte(file.read_bytes())]
        content = b"\n".join(parts)
        squeezed = content.replace(b"\x00", b"")
        found |= {mark for mark in planted if mark.encode() in squeezed}
    return found
