"""Whole commands, each in a fresh process: a long table, a hundred issues, a cold start.

Owns the pairs that are measured from outside, by time and by peak memory.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import issues
from benchmarks.pair import ROOT, Absent, Pair, Side, Target, process
from benchmarks.peers import docxtpl_libreoffice, docxtpl_memo, docxtpl_run, typst_memo, typst_run
from benchmarks.sample import AUDIENCE, Council, variants
from briefgen.document import Document
from briefgen.fonts import FOLDER
from briefgen.theme import Theme

BRIEFGEN = str(Path(sys.executable).with_name("briefgen"))
TYPST = "Typst, PDF/UA-1"
ROWS, MANY_ROWS = 20_000, 100_000
ISSUES = 100
MOST_MB = 400

# What takes seconds is run three times: the spread of such runs is a few per cent.
_long = partial(Pair, rounds=3, warm_up=0)


def tables(folder: Path) -> Iterator[Pair]:
    """Give the pairs of a long table, from YAML to a file."""
    issue = issues.table(ROWS)
    some = issues.write(issue, folder / "some.yaml")
    many = issues.write(issues.table(MANY_ROWS), folder / "many.yaml")
    pdf, word = (partial(_briefgen, folder, (kind,)) for kind in ("pdf", "docx"))
    yield _long(
        f"PDF of a table of {ROWS:,} rows, from YAML to file, cold",
        TYPST,
        pdf([some]),
        _typst(folder, [some]),
        Target(0.5, MOST_MB),
    )
    yield _long(
        f"DOCX of a table of {ROWS:,} rows, from YAML to file, cold",
        "docxtpl, from JSON",
        word([some]),
        _docxtpl(folder, issue),
        Target(1.0, MOST_MB),
    )
    for kind, side in (("PDF", pdf), ("DOCX", word)):
        yield _long(
            f"{kind} of a table of {MANY_ROWS:,} rows, cold",
            f"briefgen, {ROWS:,} rows",
            side([many]),
            side([some]),
            Target(6.0),
        )


def hundred(folder: Path) -> Iterator[Pair]:
    """Give the pair of many issues in one command."""
    council = Council()
    made = variants(council, range(ISSUES), folder)
    markup = [folder / f"{entry.path.stem}.typ" for entry in made]
    for path, entry in zip(markup, made, strict=True):
        path.write_bytes(typst_memo.markup(entry.document))
    yield _long(
        f"DOCX and PDF of {ISSUES} issues in one command, cold",
        f"{TYPST}, PDF alone",
        _briefgen(folder, ("docx", "pdf"), [entry.path for entry in made]),
        _typst(folder, markup),
        Target(1.8),
    )


def starts(folder: Path) -> Iterator[Pair | Absent]:
    """Give the pairs of what a person waits for: one briefing, and the help."""
    yield _pipeline(folder)
    yield _help()


def _briefgen(folder: Path, formats: tuple[str, ...], files: list[Path]) -> Side:
    out = folder / "out"
    wanted = [part for kind in formats for part in ("--format", kind)]
    command: list[str | Path] = [BRIEFGEN, "build", *files, *wanted]
    command += ["--audience", AUDIENCE, "--out", out]
    # Without what the last turn wrote: every turn writes its files anew.
    return process(*command, before=lambda: shutil.rmtree(out, ignore_errors=True))


def _typst(folder: Path, files: list[Path]) -> Side:
    shutil.copytree(typst_run.TEMPLATES, folder, dirs_exist_ok=True)
    out = folder / "typst"
    out.mkdir(exist_ok=True)
    names = [path.name for path in files]
    return process(sys.executable, "-m", typst_run.__name__, FOLDER, folder, out, *names)


def _docxtpl(folder: Path, issue: dict[str, Any]) -> Side:
    files = _template(folder, issues.table_document(issue), Council().theme)
    return process(sys.executable, "-m", docxtpl_run.__name__, *files)


def _template(folder: Path, document: Document, theme: Theme) -> tuple[Path, Path, Path]:
    """Make what docxtpl reads, and name what it is to write."""
    template, context = folder / "template.docx", folder / "context.json"
    docxtpl_memo.make_template(template, document, theme)
    context.write_text(json.dumps(docxtpl_memo.context(document)), encoding="utf-8")
    return template, context, folder / "peer.docx"


def _pipeline(folder: Path) -> Pair | Absent:
    name = "DOCX and PDF of the sample, cold"
    peer_name = "docxtpl and LibreOffice"
    soffice = shutil.which("soffice")
    if soffice is None:
        return Absent(name, peer_name, "LibreOffice is not installed")
    council = Council()
    document = council.document(council.load(issues.SAMPLE))
    files = _template(folder, document, council.theme)
    module = [sys.executable, "-S", "-m", docxtpl_libreoffice.__name__]
    return Pair(
        name,
        peer_name,
        _briefgen(folder, ("docx", "pdf"), [issues.SAMPLE]),
        process(*module, soffice, *files),
        Target(0.7),
        rounds=7,
    )


def _help() -> Pair | Absent:
    name, peer_name = "--help, cold", "a bare Typer app"
    run = "from benchmarks.peers.bare_typer import main; main()"
    bare = [sys.executable, "-c", run]
    if differing := _commands([BRIEFGEN]) ^ _commands(bare):
        return Absent(name, peer_name, f"its commands differ: {', '.join(sorted(differing))}")
    ours, peer = process(BRIEFGEN, "--help"), process(*bare, "--help")
    return Pair(name, peer_name, ours, peer, Target(1.2), rounds=30, warm_up=2)


def _commands(command: list[str]) -> set[str]:
    """Give the names of the commands that a program's help lists."""
    done = subprocess.run(
        [*command, "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    _, _, listed = done.stdout.partition("Commands")
    return set(re.findall(r"^[ │]{1,4}([a-z][a-z-]*) ", listed, re.MULTILINE))
