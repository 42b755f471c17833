"""The pages that are made from the code, and the promises of the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen import audience
from briefgen.audience import EMAIL, TEMPLATE
from briefgen.briefing import correspond, examined
from briefgen.briefing.letter import names
from briefgen.document import Role, block_lines
from briefgen.errors import TemplateError
from briefgen.markup import parse_template
from briefgen.render import Labels, Setting, examine, render
from briefgen.render.engine import _context
from briefgen.render.row import Row
from briefgen.view import view
from briefgen.words import is_language
from docs import templates
from docs.reference import PAGE, page
from tests.made import english, loaded, workspace

ROOT = Path(__file__).parents[1]


def test_the_reference_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make reference`"


def test_the_issue_that_the_first_page_shows_can_be_built(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (whole,) = [block for block in blocks if block.startswith("id:")]
    assert loaded(tmp_path, whole).warnings == ()


@pytest.mark.parametrize("page_", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_no_link_between_the_pages_is_broken(page_: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page_.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page_.parent / target).exists(), f"{page_.name} links to {target}"


@pytest.mark.parametrize("page_", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_links_to_a_heading_lead_to_one(page_: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]*)\)", page_.read_text(encoding="utf-8")):
        text = (page_.parent / target if target else page_).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        names = {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings}
        assert anchor in names, f"{page_.name} links to {target}#{anchor}"


# --- the page on templates ---

TEMPLATES = (ROOT / "docs" / "how-to-templates.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```jinja\n(.*?)```", TEMPLATES, re.DOTALL)
REFUSED = re.findall(r"^\| `(.+?)` \| [^`]+ \| (.+?) \|$", TEMPLATES, re.MULTILINE)


def given(root: Path, example: str) -> Setting:
    """Set an example as the template of a section, of an issue that has everything."""
    issues = ROOT / "tests" / "issues"
    for name in ("harbour-passengers.csv", "harbour-logo.png"):
        (root / name).write_bytes((issues / name).read_bytes())
    folder = root / "templates" / "press"
    folder.mkdir(parents=True)
    sections = "name: P\ndocument_type: P\nsections: [head, outlook]\n"
    (folder / "audience.yaml").write_text(sections, encoding="utf-8")
    (folder / "outlook.md.j2").write_text(example, encoding="utf-8")
    place = workspace(root)
    chosen = audience.load("press", place.template_roots, place.surroundings)
    text = (issues / "harbour.yaml").read_text(encoding="utf-8")
    cut = view(loaded(root, text).issue, "press", "en-US")
    return Setting(cut, Labels(chosen, english().addressed(chosen.lineage)), place.template_roots)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_a_template_works(tmp_path: Path, example: str) -> None:
    setting = given(tmp_path, example)
    assert examine(setting, [TEMPLATE], frozenset()) == ()
    rendered = render(TEMPLATE, setting)
    parsed = parse_template(rendered.markdown, rendered.values, is_language)
    assert parsed.flaws == ()
    other = tmp_path / "other"
    other.mkdir()
    without = render(TEMPLATE, given(other, ""))
    plain = parse_template(without.markdown, without.values, is_language)
    assert len(list(block_lines(parsed.blocks))) > len(list(block_lines(plain.blocks)))


def test_the_example_of_a_mail_works(tmp_path: Path) -> None:
    (example,) = re.findall(r"```jinja email.md.j2\n(.*?)```", TEMPLATES, re.DOTALL)
    setting = given(tmp_path, "")
    (tmp_path / "templates" / "press" / EMAIL).write_text(example, encoding="utf-8")
    place = workspace(tmp_path)
    chosen = audience.load("press", place.template_roots, place.surroundings)
    assert examined(chosen, english(), setting.roots, frozenset()) == ()
    issue = loaded(tmp_path, (ROOT / "tests/issues/harbour.yaml").read_text(encoding="utf-8"))
    for row, greeting in (({"name": "Ann"}, "Dear Ann,"), ({}, "Dear neighbors,")):
        made = correspond(issue, chosen, english(), setting.roots, recipient=row)
        said = list(block_lines(made.document.blocks))
        assert made.subject.startswith("P: City weighs three ways")
        assert said[:2] == [greeting, "The fact sheet is attached (Word and PDF)."]
        assert said[-1] == "Comments are taken until December 8, 2026."


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) >= 9
    assert len(REFUSED) == 9


@pytest.mark.parametrize(("wrong", "right"), REFUSED)
def test_what_is_said_to_be_refused_is_and_the_other_way_works(
    tmp_path: Path, wrong: str, right: str
) -> None:
    assert flawed(tmp_path / "wrong", wrong.replace("\\|", "|"))
    for written in re.findall(r"`(.+?)`", right):
        if re.match(r"\{|\[|\*", written):
            assert not flawed(tmp_path / "right", written)


def flawed(root: Path, text: str) -> bool:
    root.mkdir()
    setting = given(root, f"a {text} b\n")
    try:
        rendered = render(TEMPLATE, setting)
    except TemplateError:
        return True
    return bool(parse_template(rendered.markdown, rendered.values, is_language).flaws)


def test_the_reference_names_all_that_a_template_starts_with(tmp_path: Path) -> None:
    functions = {name.partition("(")[0] for name in templates.FUNCTIONS}
    known = {*templates.NAMES, *functions} - {"section", "loop", "range"}
    of_mails = set(names(()))
    assert of_mails == set(templates.OF_MAILS)
    assert known == set(_context(given(tmp_path, ""), Row({}))) - of_mails
    assert {role.value for role in Role if role is not Role.BODY} == set(templates.ROLES)
