"""Checkers of other hands on what the writer makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.document import (
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    Span,
    Table,
)
from briefgen.theme import A4, Theme
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.pdf.read import bytes_of
from tests.writers.specimens import SENTENCE, document, memo, plain, sourced, table, words

SPECIMENS = {
    "memo": memo(),
    "draft": memo("DRAFT, not for publication"),
    "long": document(*memo().blocks[:4], table(80)),
    "sourced": sourced(),
    "edges": document(
        Heading(1, words("Edges")),
        Paragraph((Link("https://example.org/", (Span("es", words(SENTENCE)), *words("x"))),)),
        Callout(tuple(plain(f"{n} {SENTENCE * 2}") for n in range(20))),
        BulletList(((), (table(2),), (Callout((plain("in a list"),)),))),
        Table((Column(words("A")), Column(words("B"))), ()),
        plain("10\u00a0km, steam\u00adboat, \U0001d5a0, 𝔸"),
    ),
}


@pytest.mark.parametrize("theme", [Theme(), Theme(page=A4)], ids=["letter", "a4"])
@pytest.mark.parametrize("made", SPECIMENS.values(), ids=SPECIMENS)
def test_checkers_of_ua_1_find_nothing(tmp_path: Path, made: Document, theme: Theme) -> None:
    ask(tmp_path, bytes_of(made, theme))


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("issue", ISSUES)
def test_checkers_of_ua_1_find_nothing_in_briefings(
    tmp_path: Path, issue: str, audience: str
) -> None:
    ask(tmp_path, bytes_of(briefing(issue, audience)))


def ask(folder: Path, content: bytes) -> None:
    path = folder / "made.pdf"
    path.write_bytes(content)
    tools = Path(sys.executable).parent
    for command in (
        [str(tools / "outloud"), "--layer", "conformance", "--fail-on", "error", str(path)],
        [str(tools / "pdfua"), "check", str(path)],
    ):
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert run.returncode == 0, run.stdout
