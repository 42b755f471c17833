"""The pages that are made from the code, and the promises of the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.reference import PAGE, page
from tests.made import loaded

ROOT = Path(__file__).parents[1]


def test_the_reference_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make reference`"


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_the_issue_that_a_page_shows_can_be_built(tmp_path: Path, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (whole,) = [block for block in blocks if block.startswith("id:")]
    workspace = [block for block in blocks if block.startswith("organization:")]
    for block in workspace:
        (tmp_path / "briefgen.yaml").write_text(block, encoding="utf-8")
    assert loaded(tmp_path, whole).warnings == ()


@pytest.mark.parametrize("page_", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_no_link_between_the_pages_is_broken(page_: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page_.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page_.parent / target).exists(), f"{page_.name} links to {target}"


@pytest.mark.parametrize("page_", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_links_to_a_heading_lead_to_one(page_: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]*)\)", page_.read_text(encoding="utf-8")):
        text = (page_.parent / target if target else page_).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        names = {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for words in headings}
        assert anchor in names, f"{page_.name} links to {target}#{anchor}"
