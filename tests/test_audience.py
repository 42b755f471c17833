"""Audience folders: configuration, looks, and where each file comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import audience
from briefgen.document import Align
from briefgen.errors import TemplateError, UsageError
from briefgen.theme import A4, LETTER, Theme
from tests.made import workspace


def write(root: Path, name: str, text: str, folder: str = "press") -> None:
    path = root / "templates" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def load(root: Path, name: str = "press", page: str = "") -> audience.Audience:
    place = workspace(root)
    return audience.load(name, place.template_roots, place.surroundings, page=page)


GOOD = "name: Board\ndocument_type: Board paper\nsections: [head, summary: Now, recommendations]\n"


def test_the_built_in_audiences_read_without_a_fault(tmp_path: Path) -> None:
    for name in ("city-council", "community-groups", "press"):
        found = load(tmp_path, name)
        assert found.config.requires == ("summary", "recommendations")
        assert found.config.formats == ("docx", "pdf")
        assert "recommendations" in [section.name for section in found.config.sections]


def test_a_workspaces_file_wins_and_the_others_stay(tmp_path: Path) -> None:
    write(tmp_path, "audience.yaml", GOOD)
    found = load(tmp_path)
    assert found.config.document_type.default == "Board paper"
    assert [(s.name, s.label.default or "") for s in found.config.sections] == [
        ("head", ""),
        ("summary", "Now"),
        ("recommendations", ""),
    ]
    assert found.files["audience.yaml"] == tmp_path / "templates" / "press" / "audience.yaml"
    assert found.files["briefing.md.j2"].parent != found.files["audience.yaml"].parent


def test_columns_have_labels_widths_and_alignment(tmp_path: Path) -> None:
    text = GOOD + (
        "tables:\n  recommendations:\n    - approach: What\n    - cost: {label: Price, width: 20,"
        " align: right}\n    - benefit\n"
    )
    write(tmp_path, "audience.yaml", text)
    found = load(tmp_path).columns("recommendations")
    assert [(c.name, c.label.default or "", c.width, c.align) for c in found] == [
        ("approach", "What", 0.0, ""),
        ("cost", "Price", 20.0, "right"),
        ("benefit", "", 0.0, ""),
    ]
    assert [c.name for c in load(tmp_path).columns("risks")][:2] == ["issue", "possible_outcome"]


def test_a_theme_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        "theme.yaml",
        'colours: {accent: "#0b5d5e"}\nmargins: {left: 100}\n'
        "styles: {body: {size: 12, bold: true}, closing: {align: end}}\n",
    )
    theme, usual = load(tmp_path).theme, Theme()
    assert (theme.colours.accent, theme.colours.rule) == ("0B5D5E", "0B5D5E")
    assert (theme.page.left, theme.page.right) == (100.0, usual.page.right)
    assert (theme.styles.body.size, theme.styles.body.bold) == (12.0, True)
    # Lines stand as far apart as before, in proportion.
    assert theme.styles.body.leading == pytest.approx(usual.styles.body.leading * 12 / 11)
    assert theme.styles.closing.align is Align.END
    assert theme.styles.title == usual.styles.title


def test_the_sheet_is_the_audiences_else_the_workspaces(tmp_path: Path) -> None:
    write(tmp_path, "theme.yaml", "")
    assert load(tmp_path).theme.page == LETTER
    assert load(tmp_path, page="a4").theme.page == A4
    write(tmp_path, "audience.yaml", GOOD + "page: letter\n")
    assert load(tmp_path, page="a4").theme.page == LETTER


@pytest.mark.parametrize(
    ("name", "text", "code", "hint"),
    [
        ("audience.yaml", GOOD + "colour: red\n", "audience.unknown-key", ""),
        ("audience.yaml", "name: x\n", "audience.missing-key", "add sections"),
        ("audience.yaml", GOOD.replace("summary", "sumary"), "audience.bad-choice", "'summary'"),
        ("audience.yaml", GOOD + "tables: {risks: [isue]}\n", "audience.bad-choice", "'issue'"),
        ("audience.yaml", GOOD + "formats: [doc]\n", "audience.bad-choice", "'docx'"),
        ("audience.yaml", "a: [\n", "yaml.syntax", ""),
        ("theme.yaml", "colours: {accent: red}\n", "theme.bad-colour", "hexadecimal"),
        ("theme.yaml", "margins: {left: 280, right: 280}\n", "theme.no-room", ""),
        ("theme.yaml", "margins: {left: 500}\n", "theme.bad-number", "288"),
        ("theme.yaml", "styles: {body: {size: 0.001}}\n", "theme.bad-number", "from 4 to 96"),
        ("theme.yaml", "styles: {body: {leading: 8}}\n", "theme.tight-lines", "size"),
        ("theme.yaml", 'colours: {text: "FFFFFF"}\n', "theme.low-contrast", "4.5"),
        # 4.5:1 on white, 4.1:1 on the ground of a panel, where links stand too.
        ("theme.yaml", 'colours: {accent: "767676"}\n', "theme.low-contrast", "4.5"),
        (
            "theme.yaml",
            'colours: {rule: "D4A017"}\nstyles: {status: {colour: rule}}\n',
            "theme.low-contrast",
            "4.5",
        ),
        ("theme.yaml", "margins: {top: 18}\n", "theme.bad-number", "56"),
        ("audience.yaml", GOOD + "requires: [audiences]\n", "audience.bad-choice", ""),
        ("audience.yaml", GOOD + "formats: []\n", "audience.no-formats", "leave it out"),
        ("audience.yaml", GOOD + "requires: [sumary]\n", "audience.bad-choice", "'summary'"),
        ("audience.yaml", GOOD.replace("head, ", "head, head, "), "audience.duplicate-entry", ""),
        ("theme.yaml", "styles: {body: {size: big}}\n", "theme.bad-number", ""),
        ("theme.yaml", "styles: {bodies: {size: 1}}\n", "theme.unknown-key", "'body'"),
    ],
)
def test_a_fault_has_its_code_place_and_remedy(
    tmp_path: Path, name: str, text: str, code: str, hint: str
) -> None:
    write(tmp_path, name, text)
    with pytest.raises(TemplateError) as caught:
        load(tmp_path)
    fault = caught.value.diagnostics[0]
    assert fault.code == code
    assert fault.location is not None
    assert fault.location.path.endswith(name)
    assert hint in fault.hint


@pytest.mark.parametrize(
    "text",
    [
        'colours: {accent: "6E6E6E"}\n',  # 4.6:1 on its own tint
        'colours: {muted: "767676"}\n',  # stands on white alone
        'colours: {rule: "D4A017"}\n',  # no text is in it
    ],
)
def test_a_colour_is_judged_where_its_text_stands(tmp_path: Path, text: str) -> None:
    write(tmp_path, "theme.yaml", text)
    assert load(tmp_path).theme.colours.tint


def test_an_unknown_audience_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, "pres")
    assert "'press'" in caught.value.diagnostics[0].hint
    with pytest.raises(UsageError):
        load(tmp_path, "../press")


def test_a_folder_without_its_template_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "audience.yaml", GOOD, "board")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path, "board")
    assert caught.value.diagnostics[0].code == "audience.no-template"


def test_a_size_takes_its_leading_along(tmp_path: Path) -> None:
    write(tmp_path, "theme.yaml", "styles: {title: {size: 40}, body: {before: 0}}\n")
    assert load(tmp_path).theme.styles.title.leading == pytest.approx(40 * 22 / 18, rel=0.1)


def chain(root: Path) -> None:
    """Make a board that inherits from a committee that inherits from the council."""
    write(root, "audience.yaml", "name: Committee\ninherits: city-council\n", "committee")
    write(root, "theme.yaml", 'colours: {accent: "004400"}\nmargins: {left: 90}\n', "committee")
    write(root, "summary.md.j2", "committee", "committee")
    write(root, "audience.yaml", "inherits: committee\nformats: [pdf]\n", "board")
    write(root, "theme.yaml", "margins: {left: 99}\n", "board")


def test_what_is_left_out_comes_from_the_nearest_that_says_it(tmp_path: Path) -> None:
    chain(tmp_path)
    board, council = load(tmp_path, "board"), load(tmp_path, "city-council")
    assert board.lineage == ("board", "committee", "city-council")
    assert board.config.sections == council.config.sections
    assert board.config.name.default == "Committee"
    assert board.config.formats == ("pdf",)
    assert (board.theme.colours.accent, board.theme.page.left) == ("004400", 99)
    assert board.template("briefing.md.j2") == "city-council/briefing.md.j2"
    assert board.template("summary.md.j2") == "committee/summary.md.j2"


def test_each_key_says_where_it_comes_from(tmp_path: Path) -> None:
    chain(tmp_path)
    origins = load(tmp_path, "board").origins
    folders = {key: Path(place.path).parent.name for key, place in origins.items()}
    assert folders["formats"] == "board"
    assert (folders["name"], folders["sections"]) == ("committee", "city-council")
    assert folders["tables.recommendations"] == "city-council"
    assert (folders["theme.colours.accent"], folders["theme.margins.left"]) == (
        "committee",
        "board",
    )
    assert "page" not in origins
    assert origins["formats"].line == 2


def test_named_looks_lie_under_a_folders_own_and_replace_the_inherited(tmp_path: Path) -> None:
    chain(tmp_path)
    write(tmp_path, "calm.yaml", "styles: {body: {size: 13}}\n", "_themes")
    write(tmp_path, "calmer.yaml", "inherits: calm\nmargins: {right: 120}\n", "_themes")
    write(tmp_path, "audience.yaml", "inherits: committee\ntheme: calmer\n", "board")
    theme = load(tmp_path, "board").theme
    assert (theme.styles.body.size, theme.page.right, theme.page.left) == (13, 120, 99)
    assert theme.colours.accent == Theme().colours.accent
    # A folder's own file may name the looks too, for an audience that comes built in.
    write(tmp_path, "theme.yaml", "inherits: calm\n", "city-council")
    assert load(tmp_path, "city-council").theme.styles.body.size == 13


def test_a_file_may_lie_over_the_built_in_one_of_its_own_name(tmp_path: Path) -> None:
    builtin = load(tmp_path, "press")
    write(tmp_path, "audience.yaml", "inherits: press\nreading_grade: 9\n", "press")
    write(tmp_path, "theme.yaml", "margins: {left: 99}\n", "press")
    own = load(tmp_path, "press")
    assert own.lineage == ("press",)
    assert own.config.reading_grade == 9
    assert own.config.sections == builtin.config.sections
    assert own.config.tables == builtin.config.tables
    assert own.theme.page.left == 99
    assert own.theme.colours == builtin.theme.colours
    write(tmp_path, "audience.yaml", "reading_grade: 9\n", "press")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path, "press")
    assert "inherits: press, the one that this file hides" in caught.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("board", "code", "said"),
    [
        ("inherits: city-counsel\n", "audience.unknown", "'city-council'"),
        ("inherits: board\n", "audience.circle", "'board' from 'board'"),
        ("inherits: committee\n", "audience.circle", "'committee' from 'board' from 'committee'"),
        ("inherits: ../press\n", "audience.unknown", "'../press'"),
        ("inherits: [press]\n", "audience.wrong-kind", "text"),
        (GOOD + "theme: loud\n", "theme.unknown", "'loud'"),
        (GOOD + "theme: ring\n", "theme.circle", "'ring' from 'round' from 'ring'"),
        (GOOD + 'file_name: "{id}-{audence}"\n', "audience.file-name", "'{audence}'"),
        (GOOD + 'file_name: "{audience}"\n', "audience.file-name", "{id}"),
        (GOOD + 'file_name: "../{id}"\n', "audience.file-name", "cannot name a file"),
        (GOOD + 'file_name: "{id}."\n', "audience.file-name", "cannot name a file"),
        (GOOD + "reading_grade: 40\n", "audience.bad-number", "20"),
        (GOOD + "language: klingon\n", "audience.bad-language", ""),
        (GOOD.replace("Now", "{press: Now}"), "audience.unknown-wording", "press"),
    ],
)
def test_what_is_inherited_or_named_is_there(
    tmp_path: Path, board: str, code: str, said: str
) -> None:
    write(tmp_path, "audience.yaml", board, "board")
    write(tmp_path, "audience.yaml", "inherits: board\n", "committee")
    write(tmp_path, "ring.yaml", "inherits: round\n", "_themes")
    write(tmp_path, "round.yaml", "inherits: ring\n", "_themes")
    with pytest.raises(TemplateError) as caught:
        load(tmp_path, "committee" if "circle" in code and "audience" in code else "board")
    fault = caught.value.diagnostics[0]
    assert fault.code == code
    assert said in f"{fault.message} {fault.hint}"
    assert fault.location is not None
    assert fault.location.line >= 1
