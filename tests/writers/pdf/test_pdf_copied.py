"""What other programs read: the tree in its order, and words as they are copied from a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.document import (
    Block,
    BulletList,
    Callout,
    Document,
    NoteList,
    NumberedList,
    Quote,
    Role,
    Running,
    Table,
    inline_text,
    plain_text,
)
from briefgen.theme import A4, Theme
from tests.writers.briefings import AUDIENCES, ISSUES, briefing
from tests.writers.pdf.read import bytes_of
from tests.writers.specimens import SENTENCE, document, memo, plain, sourced

BRIEFINGS = {f"{issue} {name}": (issue, name) for issue in ISSUES for name in AUDIENCES}


def read_by(program: str, *arguments: str, content: bytes, folder: Path) -> str:
    """Run a program of poppler on a file; what is no UTF-8 in its answer is no text."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is missing (Debian: poppler-utils)")
    path = folder / "made.pdf"
    path.write_bytes(content)
    command = [program, *(str(path) if a == "FILE" else a for a in arguments)]
    run = subprocess.run(command, capture_output=True, check=True)
    return run.stdout.decode("utf-8", "replace")


def unframed(made: Document) -> Document:
    """Give a document without headers and footers, which are copied too."""
    return replace(made, meta=replace(made.meta, running=Running(page_of="")))


def structure(content: bytes, folder: Path) -> str:
    said = read_by("pdfinfo", "-struct-text", "FILE", content=content, folder=folder)
    without_labels = re.sub(r'Lbl \(block\)\n +".*"', "", said)
    return "\n".join(re.findall(r'^ +"(.*)"$', without_labels, re.MULTILINE))


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table():
                yield block
            case BulletList(items=items) | NumberedList(items=items):
                for item in items:
                    yield from tables(item)
            case Quote(blocks=inner) | Callout(blocks=inner):
                yield from tables(inner)
            case NoteList(notes=notes):
                for note in notes:
                    yield from tables(note.blocks)
            case _:
                pass


def additions(said: list[str], wanted: list[str]) -> list[str]:
    """Give what stands among the wanted words, which must come in their order, each whole.

    Only a word that is wider than its column may be in two parts.
    """
    added: list[str] = []
    at = 0
    for word in wanted:
        while at < len(said) and not (said[at] == word or _divided(said[at:], word)):
            added.append(said[at])
            at += 1
        assert at < len(said), f"{word!r} is not there, after {said[-5:]}"
        at += 1 if said[at] == word else _divided(said[at:], word)
    return added + said[at:]


def _divided(said: list[str], word: str) -> int:
    """Give in how many parts a long word begins the list; 0 if it does not."""
    if len(word) < 30:
        return 0
    for count in range(2, min(len(said), 8) + 1):
        if "".join(said[:count]) == word:
            return count
    return 0


@pytest.mark.parametrize("name", BRIEFINGS)
def test_poppler_reads_the_tree_of_a_briefing_in_its_order(name: str, tmp_path: Path) -> None:
    made = briefing(*BRIEFINGS[name])
    said = structure(bytes_of(made), tmp_path)
    assert "".join(said.split()) == "".join(plain_text(made).split())


@pytest.mark.parametrize(
    "made", [memo("DRAFT, not for publication"), sourced()], ids=["memo", "sourced"]
)
def test_poppler_reads_the_tree_in_the_order_of_the_document(
    made: Document, tmp_path: Path
) -> None:
    said = structure(bytes_of(made), tmp_path)
    # A piece may end inside a word: a link before a full stop, a number of a note behind it.
    assert "".join(said.split()) == "".join(plain_text(made).split())
    apart = set(plain_text(made).split()) - set(said.split())
    assert {word for word in apart if "[" not in word} <= {"engineer.", "meses."}


@pytest.mark.parametrize("theme", [Theme(), Theme(page=A4)], ids=["letter", "a4"])
@pytest.mark.parametrize("name", BRIEFINGS)
def test_words_copied_from_a_briefing_are_its_own_with_their_spaces(
    name: str, theme: Theme, tmp_path: Path
) -> None:
    made = unframed(briefing(*BRIEFINGS[name]))
    content = bytes_of(made, theme)
    said = read_by("pdftotext", "-raw", "FILE", "-", content=content, folder=tmp_path).split()
    added = additions(said, plain_text(made).split())
    # What is drawn and is none of its words: labels of lists, and headers of tables again.
    heads = {
        word
        for one in tables(made.blocks)
        for column in one.columns
        for word in inline_text(column.label).split()
    }
    assert [w for w in added if w not in heads and not re.fullmatch(r"[•–]|\d+\.|[a-z]\.", w)] == []


def test_words_copied_from_the_page_are_those_of_the_document(tmp_path: Path) -> None:
    made = unframed(
        document(
            *(plain(f"{n} " + SENTENCE * 2) for n in range(30)),
            BulletList(tuple((plain(SENTENCE, Role.BODY),) for _ in range(3))),
        )
    )
    content = bytes_of(made)
    said = read_by("pdftotext", "-layout", "FILE", "-", content=content, folder=tmp_path)
    assert said.replace("•", " ").split() == plain_text(made).split()


def test_a_word_over_two_lines_is_copied_as_one(tmp_path: Path) -> None:
    """Its hyphen is copied as a soft one, no part of the word (ISO 32000-1, 14.8.2.2.3)."""
    long = "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft "
    content = bytes_of(unframed(document(plain(long * 12))))
    said = read_by("pdftotext", "FILE", "-", content=content, folder=tmp_path)
    assert "\u00ad\n" in said and "-" not in said
    whole = re.sub("\u00ad\n", "", said)
    assert set(whole.split()) == {long.replace("\u00ad", "").strip()}
