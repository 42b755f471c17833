"""The sample's briefing in a process that is warm: from an issue in memory to a file's bytes.

Owns the pairs that are measured in this process. Before the clock starts, both sides have set
other variants of the sample; the words of each round are new to both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.issues import SAMPLE
from benchmarks.pair import Pair, Target, here
from benchmarks.peers import (
    docxtpl_memo,
    docxtpl_run,
    stock_python_docx,
    stock_reportlab,
    typst_memo,
    typst_run,
)
from benchmarks.sample import Council, variants
from briefgen.fonts import FOLDER
from briefgen.writers import writer

TYPST = "Typst, PDF/UA-1"
ROUNDS, WARM_UP = 40, 5
TURNS = ROUNDS + WARM_UP

_pair = partial(Pair, rounds=ROUNDS, warm_up=WARM_UP)


def pairs(folder: Path) -> Iterator[Pair]:
    """Give the pairs; files are made in the folder."""
    council = Council()
    yield _pdf(council, folder)
    yield _stages(council, folder)
    yield _unchanged(council, folder)
    yield _docx(council, folder)
    yield from _writers(council)


def _pdf(council: Council, folder: Path) -> Pair:
    made = variants(council, range(TURNS), folder)
    markup = [typst_memo.markup(entry.document) for entry in made]
    compiler = typst_run.compiler(FOLDER)
    return _pair(
        "PDF of the sample, from the issue in memory to bytes, warm",
        TYPST,
        here(lambda number: council.file(made[number].loaded, "pdf")),
        here(lambda number: typst_run.pdf(compiler, markup[number])),
        Target(0.9),
    )


def _stages(council: Council, folder: Path) -> Pair:
    # Other numbers than in the pair before: what Typst has set there, it remembers.
    made = variants(council, range(TURNS, 2 * TURNS), folder)
    markup = [typst_memo.markup(entry.document) for entry in made]
    compiler = typst_run.compiler(FOLDER)
    return _pair(
        "load, view and render of the sample alone, warm",
        f"{TYPST}, the whole",
        here(lambda number: council.render(council.view(council.load(made[number].path)))),
        here(lambda number: typst_run.pdf(compiler, markup[number])),
        Target(0.5),
    )


def _unchanged(council: Council, folder: Path) -> Pair:
    (made,) = variants(council, range(1), folder)
    markup = typst_memo.markup(made.document)
    compiler = typst_run.compiler(FOLDER)
    return _pair(
        "PDF of the sample, not a word changed since the last, warm",
        TYPST,
        here(lambda _: council.file(made.loaded, "pdf")),
        here(lambda _: typst_run.pdf(compiler, markup)),
    )


def _docx(council: Council, folder: Path) -> Pair:
    made = variants(council, range(TURNS), folder)
    contexts = [docxtpl_memo.context(entry.document) for entry in made]
    template = folder / "memo.docx"
    docxtpl_memo.make_template(template, made[0].document, council.theme)
    return _pair(
        "DOCX of the sample, from the issue in memory to bytes, warm",
        "docxtpl",
        here(lambda number: council.file(made[number].loaded, "docx")),
        here(lambda number: docxtpl_run.render(template, contexts[number])),
        Target(0.25),
    )


def _writers(council: Council) -> Iterator[Pair]:
    document, theme = council.document(council.load(SAMPLE)), council.theme
    pdf, word = writer("pdf"), writer("docx")
    yield _pair(
        "PDF from a document, warm",
        "ReportLab, untagged",
        here(lambda _: pdf(document, theme)),
        here(lambda _: stock_reportlab.write(document, theme)),
        Target(1.0),
    )
    yield _pair(
        "DOCX from a document, warm",
        "python-docx",
        here(lambda _: word(document, theme)),
        here(lambda _: stock_python_docx.write(document, theme)),
        Target(0.3),
    )
