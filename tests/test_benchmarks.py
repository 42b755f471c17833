"""What the benchmarks feed both sides with, and what they say of it: no peer is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import issues, report
from benchmarks.pair import Absent, Cost, Pair, Result, Side, Target, here, measure, run
from benchmarks.peers import docxtpl_memo, typst_memo
from benchmarks.sample import Council, variants
from briefgen import document as d


@pytest.fixture(scope="module")
def council() -> Council:
    return Council()


def test_each_variant_says_something_else_in_every_block(council: Council, tmp_path: Path) -> None:
    one, other = variants(council, range(2), tmp_path)
    said, again = (d.plain_text(made.document).split("\n") for made in (one, other))
    same = [line for line in said if line in again]
    # The templates' own words stay: headings, captions, the heads of columns.
    assert sum(map(len, same)) < 0.2 * sum(map(len, said))
    assert [type(block) for block in one.document.blocks] == [
        type(block) for block in other.document.blocks
    ]


def test_the_long_table_is_an_issue_that_can_be_built(council: Council, tmp_path: Path) -> None:
    path = issues.write(issues.table(30), tmp_path / "table.yaml")
    (table, *_) = sorted(
        (b for b in council.document(council.load(path)).blocks if isinstance(b, d.Table)),
        key=lambda block: -len(block.rows),
    )
    assert (len(table.rows), len(table.columns)) == (30, 4)


def test_peers_are_given_the_same_table() -> None:
    issue = issues.table(3)
    context = docxtpl_memo.context(issues.table_document(issue))
    rows = [list(row.values()) for row in issue["tables"][0]["rows"]]
    given = [block["rows"] for block in context.values() if "rows" in block]
    assert [list(row.values()) for row in given[-1]] == rows


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("*a* _b_ #c $1 <x> [y] @z", r"\*a\* \_b\_ \#c \$1 \<x\> \[y\] \@z"),
        ("a -- b // c", r"a \-\- b \/\/ c"),
        ("1. one", r"1\. one"),
        ("- a well-known -", r"\- a well-known -"),
    ],
)
def test_words_are_no_markup_to_typst(words: str, markup: str) -> None:
    document = d.Document(d.Meta("t", "en"), (d.Paragraph((d.Text(words),)),))
    assert typst_memo.markup(document).decode().endswith(f"\n\n{markup}\n")


def test_sides_are_taken_in_turns_and_medians_compared() -> None:
    turns: list[str] = []

    def side(name: str, costs: list[Cost]) -> Side:
        def turn(number: int) -> Cost:
            turns.append(name)
            return costs[number]

        return turn

    ours = side("ours", [Cost(9.0), Cost(1.0), Cost(2.0), Cost(3.0)])
    peer = side("peer", [Cost(4.0, 7.0)] * 4)
    result = measure(Pair("a", "b", ours, peer, Target(0.4), rounds=3))
    assert turns == ["ours", "peer"] * 4
    assert (result.ours.ms, result.peer.mb, result.ratio, result.met) == (2.0, 7.0, 0.5, False)


def test_a_call_is_given_the_number_of_its_round() -> None:
    seen: list[int] = []
    assert here(seen.append)(7).ms >= 0
    assert seen == [7]


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(RuntimeError, match="such a fault"):
        run("sh", "-c", "echo such a fault >&2; exit 1")
    assert run("true").mb > 0


def test_the_page_says_first_where_briefgen_is_behind() -> None:
    slow = Result("one thing", "Typst, PDF/UA-1", Cost(20.0), Cost(10.0), Target(0.9))
    big = Result("a table", "docxtpl", Cost(1000.0, 500.0), Cost(4000.0, 90.0), Target(1.0, 400))
    said = report.page(
        [slow, big, Absent("c", "soffice", "not there")], [("load", 1.0)], "a machine"
    )
    behind, _, missed = said.partition("aimed at and missed")
    assert "- one thing: 2.00 times the time of Typst, PDF/UA-1" in behind
    assert "a table" not in behind
    assert "- a table: 500 MB where 400 MB is aimed at, beside docxtpl" in missed
    assert "| a table | docxtpl | 1.00 s, 500 MB | 4.00 s, 90 MB | 0.25 | 1.00, 400 MB |" in said
    assert "not measured: not there" in said
