"""The accessibility statement and the page on words: their claims and their examples."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from briefgen import audit, batch
from briefgen.audit.report import Kind
from briefgen.audit.wording import alternative_fault, is_idle
from briefgen.briefing import checks
from briefgen.document import plain_text
from briefgen.errors import TemplateError
from briefgen.theme import Theme
from briefgen.writers import FORMATS
from tests.made import SMALL, composed, workspace
from tests.writers import briefings

ROOT = Path(__file__).parents[1]
STATEMENT = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
WORDS = (ROOT / "docs" / "how-to-accessible.md").read_text(encoding="utf-8")

# The success criteria of https://www.w3.org/TR/WCAG21/, by level.
WCAG = {
    "A": """
    1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1
    2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.3.1 3.3.2 4.1.1 4.1.2
    """,
    "AA": """
    1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7
    3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 4.1.3
    """,
}
SAID = {"Program", "Author", "Reader", "In part", "–"}


def rows(page: str, width: int) -> Iterator[list[str]]:
    """Give the rows of a page's tables of so many columns, their heads too."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == width and "---" not in cells[0]:
            yield cells


def criteria() -> dict[str, list[str]]:
    found = [row for row in rows(STATEMENT, 6) if row[0][0].isdigit()]
    assert len({row[0].split()[0] for row in found}) == len(found)
    return {row[0].split()[0]: row[1:] for row in found}


def test_every_criterion_of_a_and_aa_is_answered_for_each_format() -> None:
    wanted = {number: level for level, numbers in WCAG.items() for number in numbers.split()}
    assert {number: row[0] for number, row in criteria().items()} == wanted
    assert f"{len(wanted)} success criteria" in STATEMENT
    for number, (_, *answers, how) in criteria().items():
        assert set(answers) <= SAID, number
        assert how, number


def test_what_is_said_to_be_met_says_by_what_it_is_held() -> None:
    for number, (_, *answers, how) in criteria().items():
        if {"Program", "Author", "In part"} & set(answers):
            assert re.search(r"`(?:test_|pdf\.|docx\.|html\.)|[Nn]o test\.", how), number


def test_the_checks_and_tests_that_the_statement_names_are_there() -> None:
    checks = {check.code for kind in Kind for check in audit.checks(kind)}
    named = set(re.findall(r"`((?:pdf|pdfa|docx|html)\.[a-z-]+)`", STATEMENT + WORDS))
    assert len(named) > 30
    assert named <= checks
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    tests = set(re.findall(r"`(test_\w+)`", STATEMENT))
    assert len(tests) > 20
    assert tests <= defined


def test_the_checkers_have_the_versions_of_the_lock() -> None:
    lock = (ROOT / "requirements-test.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.M))
    package = json.loads((ROOT / "tests/browser/package.json").read_text(encoding="utf-8"))
    locked |= package["devDependencies"]
    listed = {name: version for name, version, *_ in rows(STATEMENT, 4) if version[0].isdigit()}
    assert set(listed) >= {"outloud", "pdfua", "openxml-audit", "axe-core"}
    assert listed == {name: locked[name] for name in listed}


def test_the_statement_speaks_of_every_format() -> None:
    called = {"docx": "DOCX", "pdf": "PDF", "html": "HTML", "md": "Markdown", "txt": "plain text"}
    called["mail"] = "mail"
    assert set(called) == set(FORMATS)
    scope = STATEMENT.split("## What this covers")[1].split("##")[0]
    assert [name for name in called.values() if name not in scope] == []


def test_the_limits_are_those_of_the_code() -> None:
    styles = Theme().styles
    assert f"The smallest text is {styles.footer.size:g} points" in STATEMENT
    assert f"tables of the memo have {styles.table_cell.size:g}" in STATEMENT
    assert min(styles.header.size, styles.small.size, styles.table_cell.size) >= styles.footer.size
    assert checks.CROWDED_FROM == 5
    assert "From five columns on" in STATEMENT


# --- how to write for everybody -----------------------------------------------


def blocks(language: str) -> list[tuple[str, str]]:
    """Give the examples: the file that each names in its first line, and the whole of it."""
    found = re.findall(rf"```{language}\n(\{{?# (\S+).*?)```", WORDS, re.DOTALL)
    assert len(found) == WORDS.count(f"```{language}\n")
    return [(name, text) for text, name in found]


ISSUE = f"{SMALL}comment: {{by: 2026-12-24, how: Write to the clerk.}}\n"
# What each example shows, as the web page of an audience has it.
SHOWN = {
    "reading_grade": ("community-groups", ">What is recommended?</h2>"),
    "logo_alt": ("city-council", 'alt="Seal of the City of Brigton, a bridge over three waves"'),
    "Vehicles a day": ("city-council", "Vehicles a day on the old bridge"),
    "Closure of": ("community-groups", "You can get to the market"),
    "emergency-services": ("city-council", ">Emergency services</h3>"),
    "three faults": ("city-council", "<li>the bearings do not move,</li>"),
    "inspection report": (
        "city-council",
        '<a href="https://brigton.example/bridge/report">the inspection report of October 2026</a>',
    ),
    "No nos dejen": ("city-council", '<span lang="es">No nos dejen solos.</span>'),
    "español": ("community-groups", '<span lang="es">Puede escribir en español.</span>'),
    "Fact sheet for residents": (
        "community-groups",
        ">What does the city want to do?</h2>",
    ),
    "capitalize": ("city-council", ">Fiscal</h3>"),
}


def issue_with(changes: str) -> str:
    """Give the issue with the keys of an example in place of its own."""
    whole = yaml.load(ISSUE, Loader=yaml.BaseLoader) | yaml.load(changes, Loader=yaml.BaseLoader)
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def pages(folder: Path, issue: str) -> dict[tuple[str, str], Path]:
    """Build an issue in a workspace, for every audience, without a warning."""
    (folder / "data").mkdir()
    path = folder / "data" / "bridge.yaml"
    path.write_text(issue, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "issues" / "harbour-logo.png", folder / "data" / "seal.png")
    audiences = ("city-council", "community-groups", "press")
    order = batch.Order((path,), audiences, ("docx", "pdf", "html"), out=folder / "out")
    (outcome,) = batch.build(order, workspace(folder))
    assert outcome.diagnostics == ()
    return {
        (name, kind): folder / "out" / "bridge" / f"bridge-{name}.{kind}"
        for name in audiences
        for kind in ("docx", "pdf", "html")
    }


@pytest.mark.parametrize(("name", "example"), [*blocks("yaml"), *blocks("jinja")])
def test_an_example_builds_shows_what_it_says_and_has_no_fault(
    tmp_path: Path, name: str, example: str
) -> None:
    issue = ISSUE + "status: final\nimpacts: {fiscal: None known.}\n"
    if name == "data/bridge.yaml":
        issue = issue_with(f"{example}status: final\n")
    else:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(example, encoding="utf-8")
    made = pages(tmp_path, issue)
    for path in made.values():
        report = audit.audit(path, path.name)
        assert [finding.message for finding in report.findings] == [], path.name
        assert report.unread == ()
    ((audience, wanted),) = [shown for word, shown in SHOWN.items() if word in example]
    assert wanted in made[audience, "html"].read_text(encoding="utf-8")


def test_residents_and_the_council_read_their_own_words(tmp_path: Path) -> None:
    (example,) = [text for _, text in blocks("yaml") if "(DPW)" in text]
    issue = issue_with(example)
    council = plain_text(composed(tmp_path, "city-council", issue))
    residents = plain_text(composed(tmp_path, "community-groups", issue))
    assert "(DPW)" in council
    assert "DPW" not in residents
    assert "You can still walk over it." in residents
    assert "December 8, 2026" in residents
    sentences = re.split(r"(?<=[.?])\s+", residents)
    assert [s for s in sentences if len(s.split()) > 20 and "\t" not in s and "\n" not in s] == []


def test_a_level_left_out_is_refused_as_the_page_says(tmp_path: Path) -> None:
    ((name, template),) = blocks("jinja")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(template.replace("\n### ", "\n#### "), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        composed(tmp_path, "city-council", ISSUE + "impacts: {fiscal: None known.}\n")
    (fault,) = caught.value.diagnostics
    assert f"error: {fault.message}\n  hint: {fault.hint}" in WORDS


def test_a_mark_of_language_works_in_prose_alone(tmp_path: Path) -> None:
    marked = "[No nos dejen solos]{lang=es}"
    quotes = f'quotes: [{{text: "{marked}", speaker: Rosa}}]\n'
    outlook = f'outlook: "{marked}"\n'
    said = plain_text(composed(tmp_path, "city-council", ISSUE + quotes + outlook))
    assert said.count("No nos dejen solos") == 2
    assert said.count(marked) == 1


def test_the_audit_finds_what_the_page_says_it_finds() -> None:
    told = {row[0]: row[1] for row in rows(WORDS, 3) if "the audit finds it" in row[1]}
    assert len(told) == 2
    assert all(alternative_fault(words.strip("`")) for words in told)
    assert is_idle("here")
    assert is_idle("read more")


@pytest.mark.parametrize("issue", sorted(briefings.ISSUES))
def test_the_fact_sheet_keeps_to_our_own_list_of_words(issue: str) -> None:
    avoided = [row[0] for row in rows(WORDS.split("**Short words**")[1].split("###")[0], 2)][1:]
    assert len(avoided) > 15
    said = plain_text(briefings.briefing(issue, "community-groups")).lower()
    assert [words for words in avoided if re.search(rf"\b{words}", said)] == []
