"""What a change makes stale: the briefings that depend on it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import audience, batch, load, rebuild, words
from briefgen.theme import Theme
from briefgen.writers.docx.starter import starter
from tests.letterheads.made import word_letterhead
from tests.made import SMALL
from tests.rebuild.made import BRIDGE, SCHOOL, built, codes, copied, of, picture, standing, write

CHANGES = {
    "data/bridge.yaml": (BRIDGE.replace("is old", "is older"), of("bridge")),
    "data/costs.csv": ("what,cost\nSteel,13\n", of("bridge")),
    "data/new.yaml": (SMALL.replace("id: bridge", "id: new"), of("new")),
    "templates/press/briefing.md.j2": ("# Mine\n", of("bridge", "school", audiences=("press",))),
    "templates/press/recommendations.md.j2": (
        "mine\n",
        of("bridge", "school", audiences=("press",)),
    ),
    # Looked for by every audience that has no head of its own.
    "templates/_shared/head.md.j2": (
        "# Mine\n",
        of("bridge", "school", audiences=("community-groups",)),
    ),
    "templates/press/quotes.md.j2": ("mine\n", of("bridge", "school", audiences=("press",))),
    "templates/press/audience.yaml": (
        copied("press/audience.yaml", "sections:", "name: Our press\nsections:"),
        of("bridge", "school", audiences=("press",)),
    ),
    "templates/press/theme.yaml": (
        'colours: {accent: "102030"}\n',
        of("bridge", "school", audiences=("press",)),
    ),
    "templates/_words/en.yaml": (
        copied("_words/en.yaml", "DRAFT, not for publication", "DRAFT"),
        of("bridge", "school"),
    ),
    "briefgen.yaml": ("contacts: [{name: Ann}]\n", of("bridge", "school")),
    "templates/school-board/audience.yaml": (
        copied("press/audience.yaml", "sections:", "name: Our press\nsections:"),
        set(),  # there is no template yet
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_makes_what_depends_on_it(root: Path, name: str) -> None:
    text, wanted = CHANGES[name]
    (root / "templates").mkdir()
    build = standing(root)
    assert built(list(build.build()), root / "out") == of("bridge", "school")
    assert build.changed() == {}
    write(root, name, text)
    assert build.changed() != {}
    assert built(list(build.build()), root / "out") == wanted
    assert build.changed() == {}


def test_whoever_inherits_follows(root: Path) -> None:
    write(root, "templates/board/audience.yaml", "inherits: press\nname: Board\ntheme: civic\n")
    write(root, "templates/_themes/civic.yaml", "inherits: plain\n")
    write(root, "templates/_themes/plain.yaml", 'colours: {accent: "102030"}\n')
    build = standing(root, issues=(root / "data" / "school.yaml",))
    mine, all_ = of("school", audiences=("board",)), of("school", audiences=("board", "press"))
    assert built(list(build.build()), root / "out") == of("school") | mine
    for name, text, wanted in (
        ("_themes/plain.yaml", 'colours: {accent: "203040"}\n', mine),
        ("press/head.md.j2", "# Theirs\n", all_),
        # Not of those that name looks of their own.
        ("press/theme.yaml", 'colours: {accent: "304050"}\n', all_ - mine),
        (
            "press/audience.yaml",
            copied("press/audience.yaml", "  - outlook\n", ""),
            all_,
        ),
        ("board/head.md.j2", "# Ours\n", mine),
        ("board/briefing.md.j2", "# Ours\n", mine),
        ("board/theme.yaml", 'colours: {accent: "405060"}\n', mine),
    ):
        write(root, f"templates/{name}", text)
        assert built(list(build.build()), root / "out") == wanted, name
        assert build.changed() == {}


def test_words_of_a_language_are_those_of_all_its_files(root: Path) -> None:
    write(root, "data/school.yaml", SCHOOL + "language: es-MX\n")
    (root / "templates").mkdir()
    build = standing(root, audiences=("press",))
    list(build.build())
    for name, word, wanted in (
        ("es-MX", "draft_line: BORRADOR", of("school", audiences=("press",))),
        ("es", "draft_line: Borrador", set()),  # under the other, where nobody sees it
        ("es", "skip_link: Al texto", of("school", audiences=("press",))),
        ("en-US", "skip_link: To the text", of("bridge", audiences=("press",))),
    ):
        write(root, f"templates/_words/{name}.yaml", f"{word}\n")
        assert built(list(build.build()), root / "out") == wanted, word


def test_files_of_one_name_are_written_once_they_have_two(root: Path) -> None:
    write(root, "templates/press/audience.yaml", "inherits: community-groups\nname: Press\n")
    clash = "inherits: press\nname: Board\nfile_name: '{id}-press'\n"
    write(root, "templates/board/audience.yaml", clash)
    build = standing(root, issues=(root / "data/school.yaml",), audiences=("press", "board"))
    first = list(build.build())
    assert codes(first) == ["audience.same-name"]
    assert built(first, root / "out") == of("school", audiences=("press",))
    write(root, "templates/board/audience.yaml", clash.replace("-press", "-board"))
    assert built(list(build.build()), root / "out") == of("school", audiences=("board",))


def test_a_file_that_wins_over_a_built_in_one_gives_way_again(root: Path) -> None:
    own = root / "templates" / "press"
    write(root, "templates/press/briefing.md.j2", "# Mine\n")
    build = standing(root, audiences=("press",))
    list(build.build())
    page = root / "out" / "school" / "school-press.md"
    assert "# Mine" in page.read_text(encoding="utf-8")
    (own / "briefing.md.j2").unlink()
    assert built(list(build.build()), root / "out") == of("bridge", "school", audiences=("press",))
    assert "# Closing the old school" in page.read_text(encoding="utf-8")


def test_every_change_of_one_file_is_seen(root: Path) -> None:
    build = standing(root, audiences=("press",), issues=(root / "data" / "school.yaml",))
    page = root / "out" / "school" / "school-press.md"
    write(root, "templates/press/briefing.md.j2", "{% include '_shared/own.md.j2' %}\n")
    for turn in range(5):  # of one length each, as caches that go by size would have it
        write(root, "templates/_shared/own.md.j2", f"# Turn {turn}\n")
        assert built(list(build.build()), root / "out")
        assert f"# Turn {turn}" in page.read_text(encoding="utf-8")


def test_another_picture_under_the_same_name_is_another(root: Path) -> None:
    build = standing(root, formats=("docx",))
    list(build.build())
    before = (root / "out/bridge/bridge-press.docx").read_bytes()
    picture(root / "data" / "logo.png", "maroon")
    names = built(list(build.build()), root / "out")
    assert names == {name.replace(".md", ".docx") for name in of("bridge")}
    assert (root / "out/bridge/bridge-press.docx").read_bytes() != before


def test_a_letterhead_is_watched_as_what_it_heads(root: Path) -> None:
    write(root, "templates/press/theme.yaml", "word_template: letterhead.docx\n")
    letterhead = root / "templates" / "press" / "letterhead.docx"
    build = standing(root, audiences=("press",), formats=("docx",))
    assert all(outcome.diagnostics for outcome in build.build())  # it is not there yet
    letterhead.write_bytes(word_letterhead())
    assert built(list(build.build()), root / "out")
    made = root / "out/bridge/bridge-press.docx"
    assert b"word/header2.xml" in made.read_bytes()
    letterhead.write_bytes(starter(Theme()))
    assert built(list(build.build()), root / "out")
    assert b"word/header2.xml" not in made.read_bytes()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/bridge.yaml", f"# a remark\n{BRIDGE}"),
        ("briefgen.yaml", "# nothing yet\n"),
        ("templates/other/notes.txt", "x"),
        ("data/.bridge.yaml.swp", "x"),
        ("data/bridge.yaml~", "x"),
        ("data/~$costs.xlsx", "x"),
        ("data/.~lock.costs.csv#", "x"),
        ("data/4913", ""),
        ("notes.txt", "x"),
        ("out/bridge/mine.txt", "x"),
    ],
)
def test_what_no_briefing_says_builds_nothing(root: Path, name: str, text: str) -> None:
    (root / "templates").mkdir()
    build = standing(root)
    list(build.build())
    write(root, name, text)
    assert list(build.build()) == []
    assert build.changed() == {}


def test_nothing_is_read_that_did_not_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = standing(root)
    list(build.build())
    read: list[str] = []

    def counted(module: object, name: str, what: str) -> None:
        real = getattr(module, name)

        def call(*arguments: object, **options: object) -> object:
            read.append(what)
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, call)

    counted(rebuild, "find", "workspace")
    counted(load, "load", "issue")
    counted(audience, "load", "audience")
    counted(words, "load", "words")
    counted(batch.sources, "make", "briefing")
    write(root, "data/school.yaml", SCHOOL.replace("is old", "is older"))
    list(build.build())
    assert read == ["issue", "briefing", "briefing", "briefing"]
