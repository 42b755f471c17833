"""Whatever an issue or a document holds, its PDF has no fault that the audit can find."""

from __future__ import annotations

import io

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.audit import pdf
from briefgen.document import Block, plain_text
from briefgen.theme import A4, Theme
from briefgen.workspace import Workspace
from briefgen.writers.pdf import write
from tests.properties.files import WORDS
from tests.properties.issues import AUDIENCES, issues
from tests.properties.making import made
from tests.properties.prose import ODD
from tests.properties.sight import is_for
from tests.properties.values import Invented, squeezed
from tests.writers.arbitrary import blocks
from tests.writers.html.samples import revalued
from tests.writers.pdf.read import pieces_drawn, pieces_read
from tests.writers.specimens import document

USUAL = settings().max_examples
REFUSED = str.maketrans("字🙂", "xx")  # what no face has is a diagnostic, as another test holds


def findings(content: bytes) -> list[str]:
    report = pdf.audit(content, "made.pdf")
    assert report.count("passed") >= 15  # it looked at something
    return [f"{one.check.code} {one.place}: {one.message}" for one in report.findings]


@settings(max_examples=USUAL // 5)
@given(issues(around=ODD), st.sampled_from(AUDIENCES))
def test_the_pdf_of_any_issue_is_tagged_without_a_fault(
    place: Workspace, issue: Invented, audience: str
) -> None:
    if is_for(issue, audience):
        assert findings(made(issue, audience, place, ("pdf",)).files["pdf"]) == []


@given(blocks, st.booleans())
def test_the_pdf_of_any_document_is_tagged_without_a_fault(
    held: tuple[Block, ...], a4: bool
) -> None:
    given_ = revalued(document(*held), lambda _, value: value.translate(REFUSED))
    content = write(given_, Theme(page=A4) if a4 else Theme()).content
    assert findings(content) == []
    # All words are in the tree, once, in their order, which is that of the pages.
    assert squeezed(WORDS["pdf"](content)) == squeezed(plain_text(given_))
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert pieces_read(opened) == pieces_drawn(opened)
